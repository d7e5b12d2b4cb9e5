"""R5: the clock of the PC jumps over midnight, a year's end, a leap day, Tết, and back: the chain keeps the order, not the clock.

One office, one person after another presses; before each press the clock is somewhere else. Numbers are of the day that the clock
showed and follow each other without a hole, codes are of their day and year, no length of time is negative, and what the journal
wrote stands in the order of writing.
"""

import json
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bench.crash.office import MATTER, ROOT, UNIT, built

SHORT, LONG = 80, 1_000
MORNING = (2026, 11, 23, 8, 30)
EDGES = [
    (2026, 11, 24, 9, 0), (2026, 12, 31, 23, 59, 59), (2027, 1, 1, 0, 0), (2027, 2, 6, 10, 0), (2028, 2, 29, 8, 30),
    (2028, 3, 1, 0, 0), (2026, 2, 28, 23, 59, 59), (1980, 1, 1, 0, 0),
]  # fmt: skip
STEPS = [
    timedelta(hours=1), timedelta(hours=-1), timedelta(days=1), timedelta(days=-1), timedelta(seconds=-3), timedelta(minutes=7),
]  # fmt: skip


@dataclass
class Found:
    engine: str
    done: dict[str, int] = field(default_factory=dict)
    days: int = 0
    years: int = 0
    faults: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, str, str]:
        presses = sum(self.done.values())
        kinds = ", ".join(f"{count} {what}" for what, count in sorted(self.done.items()) if not what.startswith("refused"))
        done = f"{presses} presses, the clock elsewhere before each ({kinds}), on {self.days} days of {self.years} years"
        told = f"**{self.faults[:5]}**" if self.faults else "no number twice, none of another day or year, no negative length"
        return f"R5 clock jumps, {self.engine}", done, f"{told}; the order is the chain's"


def run(presses: int, *, seed: int = 5) -> Found:
    """Let `presses` presses happen in an office whose clock jumps."""
    program = "from bench.crash import clock; clock.inside()"
    with built() as office:
        env = office.env | {
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}:{ROOT / 'tests'}", "JUMPS": json.dumps({"presses": presses, "seed": seed}),
        }  # fmt: skip
        done = subprocess.run([sys.executable, "-c", program], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise AssertionError(done.stdout + done.stderr)
        return Found("SQLite" if office.on_sqlite else "PostgreSQL", **json.loads(done.stdout.splitlines()[-1]))


def inside() -> None:
    """In a process of the office: prints what was found as one line of JSON."""
    from thanthien.config.sqlite import use_bundled_sqlite

    use_bundled_sqlite()
    import django

    django.setup()
    import time_machine
    from django_scopes import scopes_disabled

    from thanthien.shared.clock import VIETNAM

    asked = json.loads(os.environ["JUMPS"])
    start = datetime(*MORNING, tzinfo=VIETNAM)
    with time_machine.travel(start, tick=False) as clock, scopes_disabled():
        jumping = Jumping(clock, random.Random(asked["seed"]), start)
        for _ in range(asked["presses"]):
            jumping.press()
        clock.move_to(start, tick=False)
        faults, days = compared()
    found = {"done": jumping.done, "days": len(days), "years": len({day.year for day in days}), "faults": faults}
    print(json.dumps(found, default=str))


class Jumping:
    """An officer at counter 1, a guide at the door, and a clock that is pushed before each press."""

    def __init__(self, clock, dice: random.Random, start: datetime) -> None:
        from django.test import Client

        from thanthien.people.models import Counter as Seat
        from thanthien.people.models import Officer
        from thanthien.queueing import queries

        self.clock, self.dice, self.start, self.done = clock, dice, start, Counter()
        self.officer, self.guide = (Officer.objects.get(login=login) for login in ("lan.qt", "ngoc.ct"))
        self.browser = Client()
        self.browser.force_login(self.officer)
        self.seat = Seat.objects.get(unit_id=UNIT, number=1)
        self.browser.post("/quay/mo", {"counter": self.seat.pk})
        self.service = queries.service_by_letter(unit=UNIT, letter="A")
        self.papers = self._papers()

    def _papers(self) -> dict[str, str]:
        from thanthien.procedures.models import ProcedurePaper

        asked = ProcedurePaper.objects.filter(procedure__code=MATTER, mandatory="true")
        return {f"paper-{paper.order}": "ok" for paper in asked}

    def press(self) -> None:
        """One press after the clock was pushed."""
        self._jump()
        self.work()

    def work(self) -> None:
        """One press; a refusal is an answer too."""
        from thanthien.shared.wording import Refusal

        what = self.dice.choice(("number", "number", "call", "reception"))
        try:
            getattr(self, f"_{what}")()
            self.done[what] += 1
        except Refusal:
            self.done["refused"] += 1

    def _jump(self) -> None:
        from thanthien.shared.clock import VIETNAM

        if self.dice.random() < 0.15:
            self.clock.move_to(datetime(*self.dice.choice(EDGES), tzinfo=VIETNAM), tick=False)
        elif self.dice.random() < 0.3:
            self.clock.move_to(self.start, tick=False)
        else:
            self.clock.shift(self.dice.choice(STEPS))

    def _number(self) -> None:
        from thanthien.people.queries import actor_for
        from thanthien.queueing import actions
        from thanthien.shared.clock import day_of, now

        by = actor_for(self.guide, on=day_of(now()))
        actions.take_ticket(unit=UNIT, service=self.service, channel="guide", by=by, at=now())

    def _call(self) -> None:
        from thanthien.people.queries import actor_for
        from thanthien.queueing import actions
        from thanthien.shared.clock import day_of, now

        actions.call_next(counter=self.seat, by=actor_for(self.officer, on=day_of(now())), at=now())

    def _reception(self) -> None:
        from thanthien.shared.wording import Refusal

        self.browser.force_login(self.officer)  # a session does not outlive a jump of days
        form = {
            "name": "Trương Thị Hiền", "id_number": "038192004317", "birth": "14/08/1970", "sex": "Nữ", "procedure": MATTER,
            "party": "self", "sets": "1", "channel": "counter", "once": f"{self.dice.getrandbits(128):032x}", **self.papers,
        }  # fmt: skip
        answer = self.browser.post("/quay/nhan", form, headers={"HX-Request": "true"})
        if answer.status_code in (403, 422):
            raise Refusal(answer.status_code)
        if answer.status_code != 200:
            raise AssertionError(answer.content[:300])


def compared() -> tuple[list[str], set[date]]:
    """What is wrong with the numbers, the codes, the lengths and the order; and the days on which something was given."""
    from thanthien.dossiers.models import Dossier
    from thanthien.indicators.models import DailyTally
    from thanthien.journal import followers
    from thanthien.journal.models import Entry
    from thanthien.journal.verify import verify
    from thanthien.queueing.models import Ticket
    from thanthien.shared.clock import VIETNAM, day_of

    faults, days, numbers, codes = [], set(), defaultdict(list), defaultdict(list)
    if broken := verify():
        faults.append(f"verify: {broken}")
    seqs = list(Entry.objects.filter(unit=UNIT).order_by("pk").values_list("seq", flat=True))
    if seqs != list(range(1, len(seqs) + 1)):
        faults.append("the chain is not in the order of writing")
    for ticket in Ticket.objects.filter(unit_id=UNIT).order_by("pk"):
        numbers[ticket.day, ticket.letter].append(ticket.number)
        days.add(ticket.day)
        if ticket.day != day_of(ticket.taken_at):
            faults.append(f"{ticket.pk} is of another day")
    for dossier in Dossier.objects.exclude(code=None).filter(unit_id=UNIT).order_by("pk"):
        head, _, tail = dossier.code.rpartition("-")
        codes[head].append(int(tail))
        days.add(day_of(dossier.received_at))
        if not head.endswith(f"{dossier.received_at.astimezone(VIETNAM):%y%m%d}") or dossier.due_at <= dossier.received_at:
            faults.append(f"{dossier.code} received {dossier.received_at} due {dossier.due_at}")
    faults += [f"{of}: {given}" for of, given in (*numbers.items(), *codes.items()) if given != [*range(1, len(given) + 1)]]
    followers.catch_up_all()
    waits = [entry.data["waited_s"] for entry in Entry.objects.filter(kind="ticket.called")]
    if min(waits, default=0) < 0 or DailyTally.objects.filter(value__lt=0).exists():
        faults.append("a negative length")
    return faults, days
