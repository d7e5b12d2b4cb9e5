"""The page of the figures: each row beside its limit and its peers, as ratios of the same run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Goal:
    """What a row should reach. `least`: answers a second; `most`: milliseconds at `share` (p50, p99). `peer`: what others do."""

    engine: str
    row: str
    clients: int
    least: float = 0.0
    most: float = 0.0
    share: str = "p50"
    peer: str = ""


# The limits and peers that the project set itself, measured on a machine of this kind.
GOALS = (
    Goal("sqlite", "ticket, one unit", 8, least=150, peer="TheQ 24/s, 7–11/s after 10⁵ tickets"),
    Goal("sqlite", "ticket, 16 units", 32, least=500),
    Goal("sqlite", "call next", 12, most=50, share="p99", peer="TheQ p50 36 ms, p99 4.2 s at 8 counters"),
    Goal("sqlite", "call next, at work", 12, most=50, share="p99", peer="TheQ p50 36 ms, p99 4.2 s at 8 counters"),
    Goal("sqlite", "call to screens", 200, most=60, share="p99", peer="TheQ p99 2.8 s to 200 boards; bare SSE 5.3 ms"),
    Goal("sqlite", "call to screens", 1000, most=150, share="p99", peer="bare SSE 17 ms"),
    Goal("sqlite", "dossier received", 8, least=225),
    Goal("sqlite", "dossier received", 32, least=225),
    Goal("postgres", "dossier received", 8, least=450, peer="django-helpdesk 224/s, Open Zaak 45/s"),
    Goal("postgres", "dossier received", 32, least=450, peer="django-helpdesk 200/s, Open Zaak 47.5/s"),
    Goal("postgres", "public tracking", 8, least=1500, peer="django-helpdesk 226/s, Open Zaak 57/s"),
    Goal("postgres", "officer opens a dossier", 8, least=600, peer="django-helpdesk 226/s, Open Zaak 57/s"),
    Goal("postgres", "work list, first page", 8, peer="Open Zaak 100 rows 116–167 ms, helpdesk 25 rows 34–384 ms"),
    Goal("postgres", "step completed", 16, least=400, peer="Open Zaak 20/s"),
    Goal("postgres", "leader's page, alone", 1, most=30, peer="helpdesk 60 ms at 10³ cases, 3.1 s at 10⁵"),
    Goal("postgres", "find by number, alone", 1, most=5, peer="Open Zaak 26 ms"),
    Goal("postgres", "find by words, alone", 1, most=30),
)  # fmt: skip
ENGINES = {
    "sqlite": "S: SQLite FULL, one process, threads, one port",
    "postgres": "P: PostgreSQL, synchronous commits, granian WSGI with 2 workers",
}


def page(found: Mapping[str, Sequence[dict]], *, machine: str, when: datetime, seconds: float) -> str:
    """docs/generated/bench.md."""
    lines = [
        "# What it costs",
        "",
        f"`make bench` on {when:%d %B %Y}: {machine}. Clients, server and database share the cores; {seconds:g} s a row; DEBUG",
        "off, all legal effects on. Read the figures as ratios of this one run: *of a commit*, *of an empty page* compare with",
        "the controls at the end of each table. Times in ms; rates count good answers a second.",
        "",
    ]
    for engine, rows in found.items():
        lines += _table(engine, rows)
    return "\n".join(lines).rstrip() + "\n"


def _table(engine: str, rows: Sequence[dict]) -> list[str]:
    commit = next(row["rate"] for row in rows if row["row"] == "commit" and row["clients"] == 8)
    hello = next(row["rate"] for row in rows if row["row"] == "hello")
    lines = [
        f"## {ENGINES[engine]}",
        "",
        "| work | clients | a second | p50 | p99 | bad answers | of a commit | of an empty page | goal | reached | peers |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        if row["row"] in ("commit", "hello") or row["row"].startswith("weight"):
            continue
        goal = next((one for one in GOALS if (one.engine, one.row, one.clients) == (engine, row["row"], row["clients"])), None)
        rate = row.get("rate")
        shares = [f"{rate / control:.3f}" if rate is not None and row["clients"] > 1 else "" for control in (commit, hello)]
        told = [row["row"], row["clients"], "" if rate is None else f"{rate:.0f}", f"{row['p50']:.1f}", f"{row['p99']:.1f}"]
        lines.append(_line([*told, row.get("errors", 0), *shares, *_reached(goal, row)]))
    lines += ["", "| control | clients | a second |", "|---|---|---|"]
    lines += [_line([row["row"], row["clients"], f"{row['rate']:.0f}"]) for row in rows if row["row"] in ("commit", "hello")]
    lines += ["", "| weight | memory, MB | first answer after, s | processes |", "|---|---|---|---|"]
    for row in rows:
        if row["row"].startswith("weight"):
            lines.append(_line([row["row"], f"{row['memory']:.0f}", f"{row['start']:.1f}", row["processes"]]))
    return [*lines, ""]


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _reached(goal: Goal | None, row: Mapping) -> tuple[str, str, str]:
    """The goal, how much of it was reached (1.00 and more = reached), the peers."""
    if goal is None:
        return "", "", ""
    if goal.least:
        return f"≥ {goal.least:g}/s", f"{row['rate'] / goal.least:.2f}", goal.peer
    if goal.most:
        return f"{goal.share} ≤ {goal.most:g} ms", f"{goal.most / row[goal.share]:.2f}", goal.peer
    return "", "", goal.peer
