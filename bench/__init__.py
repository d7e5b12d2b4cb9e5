"""Repeatable measurements: `make bench` (or python -m bench) writes docs/generated/bench.md.

A real server on its own port, clients in processes of their own, all legal effects on. Each engine is measured in one run with
its controls (raw commits, an empty page of the same server), because these figures mean something only as ratios of one run.
"""
