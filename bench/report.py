"""The page of the figures: each row beside its limit and its peers, as ratios of the same run."""

import math
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


# What the peers published of the loads that are replayed, and on what.
PEERS = {
    "TheQ's users": "28.5 answers/s, p50 3,412 ms, p95 11,993 ms, 1 error in 3,953; two pods",
    "DIGIT's ramp": "6.3 lifecycles/s at 10⁶ records, p95 3,340 ms; 16 vCPU",
    "DIGIT's bursts": "4.4 % of the lifecycles, p95 37 s, 57–58 % bad answers at 10⁶ records; 16 vCPU",
}
BESIDE = ("commit", "hello", "filled")
# The empty page behind the same server on the machine on which the goals were set, answers a second: how fast that one is.
GOALS_HELLO = {"sqlite": 2800.0}
ORDER = "SPW"  # how the heads of the parts begin, in their order
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def page(
    found: Mapping[str, Sequence[dict]], filled: Mapping[str, Sequence[dict]], inside: Sequence[dict], *, command: str,
    machine: str, when: datetime, seconds: float, squeeze: float,
) -> str:  # fmt: skip
    """docs/generated/bench.md. `found`: engine → rows of the small office; `filled`: of the one with many dossiers; `inside`:
    where the time of a request goes.
    """
    stamp = f"`{command}` on {when:%d %B %Y}: {machine}; {seconds:g} s a row."
    lines = [
        "# What it costs",
        "",
        "Clients, server and database share the cores; DEBUG off, all legal effects on. Read the figures as ratios within one",
        "table: *of a commit*, *of an empty page* compare with the controls at its end. Times in ms; rates count good answers a",
        "second; *CPU*: the server's, an answer. *There*: what would be reached on the machine on which the goals were set,",
        "where an empty page behind the same server was answered 2,800 times a second. Each part says when and by which",
        "command it was measured.",
        "",
    ]
    for engine, rows in found.items():
        head, *table = _table(engine, rows)
        lines += [head, "", stamp, *table, *_bounds(engine, rows), *_replays(rows, squeeze)]
        if engine in filled:
            lines += [_head_of_filled(engine, filled[engine]), "", stamp, ""]
            lines += [*_grown(rows, filled[engine]), *_replays(filled[engine], squeeze)]
    lines += _inside(inside)
    return "\n".join(lines).rstrip() + "\n"


def joined(old: str, new: str) -> str:
    """The page `old` with each part that `new` has measured again; a filled office of another size is another part."""
    parts = {text.partition("\n")[0]: text.rstrip() for page in (old, new) for text in page.split("\n## ")}
    ordered = sorted(parts, key=lambda head: (ORDER.find(head[0]), head))
    return "\n\n## ".join(parts[head] for head in ordered) + "\n"


def _head_of_filled(engine: str, rows: Sequence[dict]) -> str:
    """Named by the power of ten, so that the same size measured again takes the place of what was there."""
    power = round(math.log10(_filling(rows)["dossiers"]))
    return f"## {ENGINES[engine][0]}: with 10{str(power).translate(RAISED)} dossiers"


def _filling(rows: Sequence[dict]) -> dict:
    return next(row for row in rows if row["row"] == "filled")


def _goal(engine: str, row: Mapping) -> Goal | None:
    return next((one for one in GOALS if (one.engine, one.row, one.clients) == (engine, row["row"], row["clients"])), None)


# On SQLite one process serves: Python runs on one core at a time, whatever the threads. The province's two workers use both.
CORES = {"sqlite": 1, "postgres": 2}


def _bounds(engine: str, rows: Sequence[dict]) -> list[str]:
    """For each missed goal what its answer costs, how many of them the processors can make, and what the goal would ask for."""
    lines = []
    for row in rows:
        goal = _goal(engine, row)
        if goal is None or "cpu" not in row or float(_reached(goal, row)[1] or 1) >= 1:
            continue
        most = CORES[engine] * 1000 / row["cpu"]
        asks = f"the goal asks for {CORES[engine] * 1000 / goal.least:.1f} ms" if goal.least else f"{row['clients']} came at once"
        lines.append(
            f"- {row['row']}, {row['clients']} clients: {row['cpu']:.1f} ms of a processor an answer, so at most {most:.0f} a"
            f" second on {CORES[engine]} core(s) with nobody else there; {asks}. The server had {100 * row['server_busy']:.0f} %"
            f" of the processors, everybody together {100 * row['busy']:.0f} %."
        )
    head = "**What bounds the goals that were missed**: the processor, not the database (see the controls)."
    return [head, "", *lines, ""] if lines else []


def _inside(rows: Sequence[dict]) -> list[str]:
    """Whose code a request spends its time in."""
    if not rows:
        return []
    places = list(rows[0]["shares"])
    lines = [
        "## Where the time of a request goes",
        "",
        "`python -m bench.inside`, SQLite, one process, no network; shares of the processor's time in %, watched by cProfile,",
        "which makes code of many small calls look larger than it is. *Questions composed*: Django's ORM writing SQL and reading",
        "rows.",
        "",
        _line(["request", "ms", "questions", "KB", *places]),
        "|" + "---|" * (4 + len(places)),
    ]
    for row in rows:
        told = [row["row"], f"{row['ms']:.1f}", row["statements"], f"{row['bytes'] / 1000:.0f}"]
        lines.append(_line([*told, *(f"{100 * row['shares'][place]:.0f}" for place in places)]))
    return [*lines, ""]


def _size(rows: Sequence[dict]) -> str:
    """How many dossiers there were when the peers' loads began."""
    return next((f"{row['dossiers']:,}" for row in rows if row["row"] == "filled"), "small")


def _replays(rows: Sequence[dict], squeeze: float) -> list[str]:
    """The loads of the peers: what was asked for, how much of it ended well, how fast."""
    length = "as long as theirs" if squeeze == 1 else f"DIGIT's {squeeze:g} times shorter than theirs, as high"
    lines = [
        f"**What peers published of themselves, played here** ({length}). A lifecycle: a dossier received, three steps done,",
        "handed over, found again. *Asked*: how many the load brought; whoever was turned away, met a bad answer or was not done",
        "at the end did not end well. The peers' figures come from other machines and over a network.",
        "",
        "| load | dossiers | at once | asked | ended well | share, % | well/s | answers/s | bad answers | p50 | p95 | peer |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        if row["row"] in PEERS:
            counts = [row["clients"], row["asked"], row["well"], f"{100 * row['share']:.0f}", f"{row['rate']:.1f}"]
            speeds = [f"{row['requests']:.1f}", row["errors"], f"{row['p50']:.0f}", f"{row['p95']:.0f}"]
            lines.append(_line([row["row"], _size(rows), *counts, *speeds, PEERS[row["row"]]]))
    return [*lines, ""] if len(lines) > 6 else []


def _grown(small: Sequence[dict], many: Sequence[dict]) -> list[str]:
    """The rows that both offices have, side by side."""
    made = _filling(many)
    looked = f"`verify` found nothing wrong in {made['verified']:.0f} s" if made["verified"] else "`verify` did not go through it"
    lines = [
        f"**The same office with {made['dossiers']:,} dossiers** in 16 communes ({made['megabytes']:,.0f} MB; one week lived in",
        f"{made['lived']:.0f} s, copied in {made['filled']:.0f} s; {looked}).",
        "",
        "| work | clients | a second: small | filled | p50: small | filled | p99: small | filled | times as long |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    before = {(row["row"], row["clients"]): row for row in small}
    for row in many:
        was = before.get((row["row"], row["clients"]))
        if was is None or row["row"] in PEERS or row["row"] in BESIDE or row["row"].startswith("weight"):
            continue
        cells = [f"{one[figure]:.1f}" for figure in ("rate", "p50", "p99") for one in (was, row)]
        lines.append(_line([row["row"], row["clients"], *cells, f"{row['p50'] / was['p50']:.2f}"]))
    return [*lines, ""]


def _table(engine: str, rows: Sequence[dict]) -> list[str]:
    commit = next(row["rate"] for row in rows if row["row"] == "commit" and row["clients"] == 8)
    hello = next(row["rate"] for row in rows if row["row"] == "hello")
    lines = [
        f"## {ENGINES[engine]}",
        "",
        "| work | clients | a second | p50 | p99 | bad answers | CPU | of a commit | of an empty page | goal | reached | there |"
        " peers |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    faster = GOALS_HELLO.get(engine, 0) / hello
    for row in rows:
        if row["row"] in (*BESIDE, *PEERS) or row["row"].startswith("weight"):
            continue
        goal = _goal(engine, row)
        rate = row.get("rate")
        shares = [f"{rate / control:.3f}" if rate is not None and row["clients"] > 1 else "" for control in (commit, hello)]
        told = [row["row"], row["clients"], "" if rate is None else f"{rate:.0f}", f"{row['p50']:.1f}", f"{row['p99']:.1f}"]
        cpu = f"{row['cpu']:.1f}" if "cpu" in row else ""
        wanted, reached, peers = _reached(goal, row)
        there = f"{float(reached) * faster:.2f}" if reached and faster else ""
        lines.append(_line([*told, row.get("errors", 0), cpu, *shares, wanted, reached, there, peers]))
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
