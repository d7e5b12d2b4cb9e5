"""The simulator: lives an office's days through the real actions, and goes on living in real time while a demonstration runs.

Answers for: who comes and when, how long things take, what goes wrong and how often, the demonstration office Xã Cẩm Tú.
Does not answer for: any rule of the office (the rooms do), what it looks like (doors). It writes through actions only.
Words: matter (what a person came for), arrival, patience, agenda, pace.
"""
