"""A year of a commune, lived from a seed in an empty office: how long it takes, what it adds up to. python -m bench.simulation

Writes docs/generated/simulation.md. Some minutes; on a quiet machine.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from math import sqrt
from pathlib import Path
from statistics import fmean, stdev

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "generated" / "simulation.md"
UNIT, SEED = "15148", 2026
START, END = date(2025, 11, 24), date(2026, 11, 20)
VISITORS = 11.3  # some 3,000 dossiers a year
GOAL_S = 90
HALLS = ((1, 100.0, 60.0), (2, 60.0, 84.0), (3, 40.0, 90.0), (5, 30.0, 120.0))
PEOPLE, RUNS = 400_000, 10


def year(home: Path, start: date, end: date) -> dict[str, float]:
    """Live it by the command; seconds of wall and of processor, without the tables and the catalogue."""
    env = os.environ | {"THANTHIEN_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "thanthien", "simulate", "--unit", UNIT, "--seed", str(SEED), "--visitors", str(VISITORS)]
    days = ["--from", start.isoformat(), "--to", end.isoformat()]
    subprocess.run([sys.executable, "-m", "thanthien", "start", "--no-serve"], env=env, cwd=ROOT, check=True, capture_output=True)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run([*command, *days, "--open"], env=env, cwd=ROOT, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"seconds": time.monotonic() - began, "processor": used}


def told(home: Path) -> dict:
    """What the year adds up to, asked in a process of that office."""
    code = f"from bench.simulation import summed; summed({UNIT!r}, {SEED}, {VISITORS})"
    env = os.environ | {
        "THANTHIEN_HOME": str(home),
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "thanthien.config.settings",
    }
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def summed(unit: str, seed: int, visitors: float) -> None:
    """Print what an office holds and what it adds up to, as JSON; in a process of its own, whose environment names the office."""
    from thanthien.config.sqlite import use_bundled_sqlite

    use_bundled_sqlite()
    import django

    django.setup()
    from thanthien.dossiers.models import Dossier
    from thanthien.journal.models import Entry
    from thanthien.journal.verify import verify
    from thanthien.people.scoping import in_unit
    from thanthien.queueing.models import Ticket
    from thanthien.simulation import marginals
    from thanthien.simulation.rules import Pace

    with in_unit(unit):
        lines = [mark.line() for mark in marginals.marks(unit=unit, seed=seed, pace=Pace(visitors_a_day=visitors))]
        counts = {
            "dossiers": Dossier.objects.filter(code__isnull=False).count(), "tickets": Ticket.objects.count(),
            "days": Ticket.objects.values("day").distinct().count(), "entries": Entry.objects.count(),
        }  # fmt: skip
    print(json.dumps({"lines": lines, **counts, "fault": str(verify() or "")}))


def theory() -> list[str]:
    """Mean waits by the rules of the queue beside Erlang's, as rows of a table."""
    from zoneinfo import ZoneInfo

    from thanthien.simulation.theory import Hall, mean_wait

    start, lines = datetime(2026, 11, 25, 7, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")), []
    for shape in HALLS:
        hall = Hall(*shape)
        found = [mean_wait(hall, count=PEOPLE, seed=seed, start=start) for seed in range(1, RUNS + 1)]
        off = 100 * (fmean(found) / hall.mean_wait - 1)
        sure = 100 * 2.26 * stdev(found) / sqrt(RUNS) / hall.mean_wait  # 95 %, Student's t for ten runs
        lines.append(
            f"| {hall.counters} | {hall.load:.2f} | {hall.mean_wait:.1f} | {fmean(found):.1f} | {off:+.1f} ± {sure:.1f} |"
        )
    return lines


def page(took: dict[str, float], found: dict, waits: list[str], *, machine: str, when: datetime, start: date, end: date) -> str:
    """docs/generated/simulation.md."""
    each = 1000 * took["processor"] / max(found["dossiers"], 1)
    times = took["seconds"] / GOAL_S * 3000 / max(found["dossiers"], 1)
    reached = "reached" if times <= 1 else f"not reached: {times:.1f} times as long"
    counts = [found[name] for name in ("days", "tickets", "dossiers", "entries")]
    return f"""# What a simulated year adds up to

`python -m bench.simulation` on {when:%d %B %Y}: {machine}. `thanthien simulate --unit {UNIT} --from {start}
--to {end} --seed {SEED} --visitors {VISITORS} --open` in an empty office, every act by the rooms' own actions, one transaction
a day; then `thanthien verify`: {found["fault"] or "nothing wrong"}.

| working days | numbers | dossiers | journal entries | seconds | processor, s | ms a dossier | {GOAL_S} s for 3,000 dossiers |
|---|---|---|---|---|---|---|---|
| {" | ".join(map(str, counts))} | {took["seconds"]:.0f} | {took["processor"]:.0f} | {each:.0f} | {reached} |

## Beside what offices published

| what | simulated | mark | within | whose mark |
|---|---|---|---|---|
{chr(10).join(found["lines"])}

Missing papers are asked for once and come days later, as often as we assume (no share is published); a late dossier keeps its
cause in its apology. Nothing is handed in online: the sample commune receives at the counter.

## Beside the theory of queues

M/M/c, first come, first served: {RUNS} runs with fixed seeds of {PEOPLE:,} people each by the order of
`queueing.rules.pick`, without the first 1,000, who found the hall empty; seconds, and the interval of 95 %.
That the real acts call each person in the very microsecond of such a run is a test
(`tests/simulation/test_theory.py`), so the figures hold for them too.

| counters | load | Erlang's mean wait | ours | off by, % |
|---|---|---|---|---|
{chr(10).join(waits)}
"""


def main() -> None:
    from bench.__main__ import machine

    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--from", dest="start", type=date.fromisoformat, default=START)
    asked.add_argument("--to", dest="end", type=date.fromisoformat, default=END)
    asked.add_argument("--no-write", action="store_true", help="print the page, leave docs/ as it is")
    given = asked.parse_args()
    where, when = machine(), datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="thanthien-year-") as folder:
        took = year(Path(folder), given.start, given.end)
        found = told(Path(folder))
    text = page(took, found, theory(), machine=where, when=when, start=given.start, end=given.end)
    if given.no_write:
        print(text)
    else:
        OUT.write_text(text, encoding="utf-8")
        print(OUT.relative_to(ROOT))


if __name__ == "__main__":
    main()
