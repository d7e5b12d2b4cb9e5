"""The rows that are measured. Each is a small story: who asks what, how many at once, and which figures count."""

import os
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from random import Random

from bench.client import Ask, Load, Plan, load
from bench.office import KIOSKS, MOST_KIOSKS, Commune, Seat, body, crowd, matter
from bench.replays import digit_bursts, digit_ramp, theq
from bench.screens import shown, token_path
from bench.stories import Comes, Seen, told

READERS = 8
CROWD = 600  # people who wait in the hall when calls are measured
SINGLE_SECONDS = 2.0
WORK_S = 3.0  # a person is at a counter for minutes; the worst day of a hall still has more than this


@dataclass
class Stage:
    """The running office and what has been made in it so far. `squeeze`: how many times shorter the replays are than those of the
    peers; `filled`: the bulk generator was here before.
    """

    communes: Sequence[Commune]
    seconds: float
    small: bool
    squeeze: float = 1.0
    filled: bool = False
    address: str = ""
    server: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    persons: Iterator[int] = field(default_factory=lambda: count(1))

    def run(self, plans: Sequence[Plan], seconds: float | None = None) -> Load:
        from django.db import connections

        connections.close_all()  # children must not share them
        before = processors(self.server)
        seen = load(self.address, plans, seconds=seconds or self.seconds)
        server_s, machine_s = (after - was for after, was in zip(processors(self.server), before, strict=True))
        return replace(seen, server_s=server_s, machine_s=machine_s)

    def told(self, people: Sequence[Comes], *, most: int, seconds: float) -> Seen:
        from django.db import connections

        connections.close_all()
        return told(self.address, people, most=most, seconds=seconds)


def _row(name: str, clients: int, seen: Load, **more: object) -> dict:
    answers, cores = len(seen.took) or 1, seen.seconds * (os.cpu_count() or 1)
    used = {"cpu": seen.server_s * 1000 / answers, "server_busy": seen.server_s / cores, "busy": seen.machine_s / cores}
    figures = {"rate": seen.rate, "p50": seen.percentile(0.5), "p95": seen.percentile(0.95), "p99": seen.percentile(0.99)}
    return {"row": name, "clients": clients, "errors": seen.errors, "answers": len(seen.took), **figures, **used, **more}


def measure(stage: Stage, process: subprocess.Popen, started: float) -> list[dict]:
    """Every row on one engine, in an order in which one makes what the next one needs; in a filled office those whose cost might
    grow with it.
    """
    rows = [weight(process, started)]
    for step in SIZED if stage.filled else ALL:
        print(f"  {step.__name__} …", flush=True)
        rows.append(step(stage))
        print(f"    {rows[-1]}", flush=True)
    rows += pages(stage)
    if stage.small and not stage.filled:
        rows += [screens(stage, 200), screens(stage, 1000)]
    for replay in (theq, digit_ramp, digit_bursts):
        print(f"  {replay.__name__} …", flush=True)
        rows.append(replay(stage, stage.squeeze))
        print(f"    {rows[-1]}", flush=True)
    return [*rows, weight(process, started, "weight afterwards")]


# --- the hall -------------------------------------------------------------------------------------------


def _taps(commune: Commune, kiosks: Sequence[dict[str, str]]) -> Plan:
    """Numbers taken in turn at these kiosks: each gives 20 a minute, the limit stays on."""
    return lambda n: Ask("POST", f"/sanh/{commune.unit}/lay-so", kiosks[n % len(kiosks)], body(service=commune.letter))


def tickets_one_unit(stage: Stage) -> dict:
    """Eight people at a time at the kiosks of one unit, each tap a number."""
    first = stage.communes[0]
    return _row("ticket, one unit", 8, stage.run([_taps(first, first.kiosks[: MOST_KIOSKS // 2][n::8]) for n in range(8)]))


def tickets_all_units(stage: Stage) -> dict:
    """Two people at a time in each of the units, at kiosks that the row before left alone."""
    plans = [_taps(commune, commune.kiosks[-KIOSKS:][n::2]) for commune in stage.communes for n in range(2)]
    return _row("ticket, 16 units", len(plans), stage.run(plans))


def calls(stage: Stage) -> dict:
    """Twelve counters of one hall call their next, with `CROWD` waiting."""
    first = stage.communes[0]
    crowd(first, CROWD)
    plans = [lambda n, seat=seat: Ask("POST", "/quay/goi", seat.headers, body()) for seat in first.seats]
    waiting = _waiting(first.unit)
    return _row("call next", len(plans), stage.run(plans), waiting=waiting)


def calls_at_work(stage: Stage) -> dict:
    """The same twelve counters at the pace of a hall in a hurry: each calls again after `WORK_S` seconds with a person."""
    first = stage.communes[0]
    crowd(first, CROWD)

    def plan(place: int, seat: Seat) -> Plan:
        start = WORK_S * place / len(first.seats)
        return lambda n: Ask("POST", "/quay/goi", seat.headers, body(), pause=WORK_S if n else start)

    plans = [plan(place, seat) for place, seat in enumerate(first.seats)]
    waiting = _waiting(first.unit)
    return _row("call next, at work", len(plans), stage.run(plans, max(stage.seconds, 4 * WORK_S)), waiting=waiting)


def _waiting(unit: str) -> int:
    from thanthien.people.scoping import in_unit
    from thanthien.queueing import queries

    with in_unit(unit):
        return len(queries.waiting(unit=unit))


def screens(stage: Stage, number: int) -> dict:
    """From a call at a counter to its event at every screen of the hall."""
    first = stage.communes[0]
    seat = first.seats[0]
    crowd(first, CROWD)

    def ask(path: str, data: bytes | None = None) -> bytes:
        request = urllib.request.Request(stage.address + path, data=data, headers=seat.headers)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read()

    path = token_path(ask(f"/su-kien/khoa/hall/{first.unit}"))

    def call() -> float:
        start = time.perf_counter()
        ask("/quay/goi", body())
        return start

    took = shown(stage.address, path, screens=number, calls=12, call=call)
    figures = {f"p{share}": took[min(int(share / 100 * len(took)), len(took) - 1)] * 1000 for share in (50, 99)}
    return {"row": "call to screens", "clients": number, "answers": len(took), "waiting": _waiting(first.unit), **figures}


# --- dossiers -------------------------------------------------------------------------------------------


def _receptions(stage: Stage, clients: int) -> dict:
    filled = matter(0)
    seats = [seat for commune in stage.communes for seat in commune.seats[:2]][:: 32 // clients]

    def plan(seat, block: int) -> Plan:
        def ask(n: int) -> Ask:
            person = block + n
            own = {"name": f"Người Thứ {person}", "id_number": f"038{person:09d}", "phone": f"09{person % 10**8:08d}"}
            return Ask("POST", "/quay/nhan", seat.headers, body(**filled | own))

        return ask

    plans = [plan(seat, next(stage.persons) * 1_000_000) for seat in seats[:clients]]
    return _row("dossier received", clients, stage.run(plans))


def receptions_8(stage: Stage) -> dict:
    """Eight counters in eight units: person, visit, ticket's end, code, due date, steps, fee, search index, entries."""
    return _receptions(stage, 8)


def receptions_32(stage: Stage) -> dict:
    """Thirty-two counters in sixteen units."""
    return _receptions(stage, 32)


def _keys(*columns: str, **where: object) -> list[tuple]:
    """Of 4,000 dossiers out of all, without order, the same in each run."""
    from thanthien.dossiers.models import Dossier
    from thanthien.people.scoping import everywhere

    with everywhere():
        found = list(Dossier.objects.filter(code__isnull=False, **where).order_by("pk").values_list(*columns))
    Random("keys").shuffle(found)
    return found[:4000]


def tracking(stage: Stage) -> dict:
    """The public page of a dossier, as a phone opens it from the QR."""
    codes = [code for (code,) in _keys("tracking_code")]
    plans = [lambda n, first=first: Ask("GET", f"/t/{codes[(first * 97 + n) % len(codes)]}", {}) for first in range(READERS)]
    return _row("public tracking", READERS, stage.run(plans))


def officers_read(stage: Stage) -> dict:
    """The page of a dossier at its specialist's desk; each opening leaves its access row."""
    plans = []
    for commune in stage.communes[:READERS]:
        pks = [pk for (pk,) in _keys("pk", unit_id=commune.unit)]
        plans.append(lambda n, pks=pks, who=commune.specialist: Ask("GET", f"/ho-so/{pks[n % len(pks)]}/", who))
    return _row("officer opens a dossier", READERS, stage.run(plans))


def lists(stage: Stage) -> dict:
    """The first page of a specialist's work list."""
    plans = [lambda n, who=commune.specialist: Ask("GET", "/viec/danh-sach", who) for commune in stage.communes[:READERS]]
    return _row("work list, first page", READERS, stage.run(plans))


def steps(stage: Stage) -> dict:
    """A specialist completes step after step of their dossiers."""
    plans = []
    for commune in stage.communes:
        rows = _keys("pk", "step", unit_id=commune.unit, step__gt=0)

        def ask(n: int, rows=rows, who=commune.specialist) -> Ask | None:
            if n >= len(rows):
                return None
            pk, step = rows[n]
            return Ask("POST", f"/ho-so/{pk}/xong", who, body(step=step))

        plans.append(ask)
    return _row("step completed", len(plans), stage.run(plans))


# --- one at a time --------------------------------------------------------------------------------------


def pages(stage: Stage) -> list[dict]:
    """Pages asked by one person, one after the other: what a click costs when nobody else asks."""
    first = stage.communes[0]
    code, name = _keys("code", "applicant__name_fold", unit_id=first.unit, applicant__isnull=False)[0]
    words = "+".join(name.split()[:2])
    asked: list[tuple[str, Callable[[int], Ask]]] = [
        ("leader's page", lambda n: Ask("GET", "/lanh-dao/", first.leader)),
        ("leader's open list", lambda n: Ask("GET", "/lanh-dao/dang-mo", first.leader)),
        ("find by number", lambda n: Ask("GET", f"/tim/danh-sach?q={code[-11:]}", first.specialist)),
        ("find by words", lambda n: Ask("GET", f"/tim/danh-sach?q={words}", first.specialist)),
        ("procedures found", lambda n: Ask("GET", f"/xa/{first.unit}/thu-tuc?q=giay+doc+than", {})),
        ("public tracking", lambda n: Ask("GET", f"/t/{_tracking(first.unit)}", {})),
    ]
    return [_row(f"{name}, alone", 1, stage.run([plan], SINGLE_SECONDS), dossiers=counted()) for name, plan in asked]


def _tracking(unit: str, known: dict[str, str] = {}) -> str:  # noqa: B006  asked once
    if unit not in known:
        known[unit] = _keys("tracking_code", unit_id=unit)[0][0]
    return known[unit]


def counted() -> int:
    from thanthien.dossiers.models import Dossier
    from thanthien.people.scoping import everywhere

    with everywhere():
        return Dossier.objects.count()


ALL = (
    tickets_one_unit, tickets_all_units, calls, calls_at_work, receptions_8, receptions_32, tracking, officers_read, lists, steps,
)  # fmt: skip
SIZED = (tickets_one_unit, calls_at_work, receptions_8, tracking, officers_read, lists)


def weight(process: subprocess.Popen, started: float, name: str = "weight") -> dict:
    """Memory of the server and its children in MB (proportional share), seconds until the first answer, processes."""
    family = [process.pid, *_children(process.pid)]
    return {"row": name, "clients": 0, "memory": sum(map(_memory, family)), "start": started, "processes": len(family)}


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [one for child in map(int, listed) for one in (child, *_children(child))]


def processors(pid: int) -> tuple[float, float]:
    """Seconds of the processors used so far by this process and its children, and by everybody on the machine."""
    tick = os.sysconf("SC_CLK_TCK")
    own = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:13] for one in (pid, *_children(pid))]
    user, nice, system, *_ = map(int, Path("/proc/stat").read_text().split(maxsplit=11)[1:11])
    return sum(int(part) for parts in own for part in parts) / tick, (user + nice + system) / tick


def _memory(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
