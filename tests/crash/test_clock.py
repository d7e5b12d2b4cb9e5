"""R5: the clock of the PC jumps over midnight, a year's end, a leap day, Tết: the chain keeps the order, not the clock."""

import random
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

import pytest
from django.db import connection

from thanthien.dossiers.models import Dossier
from thanthien.indicators.models import DailyTally
from thanthien.journal import followers
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Ticket
from thanthien.shared.clock import VIETNAM, day_of, now
from thanthien.shared.wording import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
JUMPS = 150
EDGES = [
    datetime(2026, 11, 24, 9, 0), datetime(2026, 12, 31, 23, 59, 59), datetime(2027, 1, 1, 0, 0), datetime(2027, 2, 6, 10, 0),
    datetime(2028, 2, 29, 8, 30), datetime(2028, 3, 1, 0, 0), datetime(2026, 2, 28, 23, 59, 59), datetime(1980, 1, 1, 0, 0),
]  # fmt: skip
STEPS = [
    timedelta(hours=1),
    timedelta(hours=-1),
    timedelta(days=1),
    timedelta(days=-1),
    timedelta(seconds=-3),
    timedelta(minutes=7),
]


def jump(desk, dice: random.Random) -> datetime:
    """Somewhere else on the calendar; what the clock shows now."""
    if dice.random() < 0.15:
        desk.clock.move_to(dice.choice(EDGES).replace(tzinfo=VIETNAM), tick=False)
    elif dice.random() < 0.3:
        desk.clock.move_to(desk.office.at, tick=False)
    else:
        desk.clock.shift(dice.choice(STEPS))
    return now()


def do_something(desk, dice: random.Random, done: Counter) -> None:
    """One press at the moment that the clock shows; a refusal is an answer too."""
    at = now()
    what = dice.choice(("take", "take", "call", "receive"))
    if what == "take":
        desk.take_at(at)
    elif what == "call":
        queueing.call_next(counter=desk.office.counters[0], by=desk.office.actor(desk.office.hanh), at=at)
    else:
        desk.hanh.force_login(desk.office.hanh)  # a session does not outlive a jump of days
        answer = desk.post("/quay/nhan", desk.form(once=f"{dice.getrandbits(128):032x}"))
        assert answer.status_code in (200, 403, 422), answer.content[:300]
        what = f"receive {answer.status_code}"
    done[what] += 1


@pytest.mark.parametrize("seed", [5])
def test_a_clock_that_jumps_breaks_no_number_no_order_and_no_figure(desk, seed):
    dice, done, desk.take_at = random.Random(seed), Counter(), None
    guide = desk.office.actor(desk.office.ngoc)
    service = desk.services["A"]
    desk.take_at = lambda at: queueing.take_ticket(unit=desk.unit, service=service, channel="guide", by=guide, at=at)
    for _ in range(JUMPS):
        jump(desk, dice)
        try:
            do_something(desk, dice, done)
        except Refusal as refusal:
            done[f"refused: {refusal}"] += 1
    assert done["take"] > 30 and done["call"] > 15 and done["receive 200"] > 3, done
    desk.clock.move_to(desk.office.at, tick=False)
    assert verify() is None
    seqs = list(Entry.objects.filter(unit=desk.unit).order_by("pk").values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1)), "the chain is in the order of writing"
    numbers: dict[date, list[int]] = defaultdict(list)
    for ticket in Ticket.objects.order_by("pk"):
        numbers[ticket.day].append(ticket.number)
        assert ticket.day == day_of(ticket.taken_at)
    for day, given in numbers.items():
        assert given == list(range(1, len(given) + 1)), f"{day}: in the order of taking, without a hole"
    codes: dict[str, list[int]] = defaultdict(list)
    for dossier in Dossier.objects.exclude(code=None).order_by("pk"):
        head, _, tail = dossier.code.rpartition("-")
        codes[head].append(int(tail))
        assert head.endswith(f"{dossier.received_at.astimezone(VIETNAM):%y%m%d}"), "the code is of the day that the clock showed"
        assert dossier.due_at > dossier.received_at
    assert len(codes) > 2
    for given in codes.values():
        assert given == list(range(1, len(given) + 1))
    followers.catch_up_all()
    waits = [entry.data["waited_s"] for entry in Entry.objects.filter(kind="ticket.called")]
    assert waits and min(waits) >= 0, "nobody waited less than no time"
    assert not DailyTally.objects.filter(value__lt=0).exists()
    assert connection.is_usable()
