"""The worst day on record: 12 counters, 3,000 numbers, 600 people waiting at once."""

import pytest
from django.db import connection

from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.models import Counter
from thanthien.people.rules import Role
from thanthien.queueing import actions, queries
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import system

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NUMBERS, WAITING, COUNTERS = 3000, 600, 12


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="one PC, SQLite; 5,000 savepoints in one transaction are no use of PostgreSQL"
)
def test_everybody_is_called_once_in_a_bounded_order(hall):
    root = system(hall.unit)
    seats = []
    for n in range(4, 4 + COUNTERS):
        counter = people.add_counter(unit=hall.unit, number=n, by=root, at=hall.at)
        officer = people.add_officer(
            unit=hall.unit, login=f"cb{n}", name=f"Cán bộ {n}", roles=(Role.ONE_STOP,), by=root, at=hall.at
        )
        by = hall.office.actor(officer)
        seats.append((people.open_counter(counter=counter, officer=officer, by=by, at=hall.at), by))
    busy = actions.offer_service(
        unit=hall.unit, letter="T", name="Việc đông", counters=[seat for seat, _ in seats], kind="intake", by=root, at=hall.at
    )
    called: list[str] = []
    for n in range(NUMBERS):
        hall.take(busy, minutes=n / 10, priority="age" if n % 9 == 0 else "")
        if n >= WAITING:
            seat, by = seats[n % COUNTERS]
            called.append(actions.call_next(counter=seat, by=by, at=hall.later(n / 10)).label)
    assert len(queries.waiting(unit=hall.unit)) == WAITING
    numbers = Ticket.objects.filter(service=busy).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, NUMBERS + 1))
    assert len(called) == len(set(called)) == NUMBERS - WAITING
    assert not [one for one in Ticket.objects.filter(service=busy, priority="") if one.overtaken > one.bound]
    assert Counter.objects.filter(unit_id=hall.unit, state="open").count() == COUNTERS + 2
    assert verify() is None
