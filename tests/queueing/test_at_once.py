"""Many hands at once, each on its own connection: numbers have no holes, nobody is called twice, no counter has two people."""

import contextlib
import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connections
from django_scopes import scopes_disabled

from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.queueing import actions
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import AT_COUNTER, QueueError

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(doings: Sequence[Callable[[], object]]) -> list[object]:
    """Start all together; what each gave or the exception it raised, in their order."""
    start, results = threading.Barrier(len(doings)), [None] * len(doings)

    def run(place: int, do: Callable[[], object]) -> None:
        try:
            start.wait(30)
            with scopes_disabled():
                results[place] = do()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_numbers_taken_at_once_have_no_holes_and_one_order(hall):
    many = at_once([lambda: [hall.take().label for _ in range(6)] for _ in range(6)])
    assert sorted(label for labels in many for label in labels) == [f"A{n:03d}" for n in range(1, 37)]
    by_number = list(Ticket.objects.order_by("number").values_list("order", flat=True))
    assert by_number == sorted(set(by_number)), "all taken at one moment, and still one behind the other"


def test_one_officer_with_two_windows_has_one_person_at_the_counter(hall):
    for _ in range(8):
        hall.take()
    called = at_once([lambda: hall.call(minutes=1)] * 4)
    assert len({ticket.pk for ticket in called}) == 4
    assert Ticket.objects.filter(counter=hall.one, state__in=AT_COUNTER).count() == 1
    assert Ticket.objects.filter(counter=hall.one).count() == 4


def test_two_officers_want_the_same_number(hall):
    ticket = hall.take()
    got = at_once(
        [
            lambda: actions.call_ticket(ticket=ticket, counter=hall.one, by=hall.hanh, at=hall.later(1)),
            lambda: actions.call_ticket(ticket=ticket, counter=hall.two, by=hall.dinh, at=hall.later(1)),
        ]
    )
    refused = [one for one in got if isinstance(one, Exception)]
    assert [type(one) for one in refused] == [QueueError]
    assert "A001" in str(refused[0])


def test_the_person_leaves_while_the_officer_calls(hall):
    """Either the call came first and stands, or the person was gone and the next is called."""
    ticket = hall.take()
    second = hall.take()
    left, called = at_once([lambda: actions.leave(ticket=ticket, by=hall.guide, at=hall.later(1)), lambda: hall.call(minutes=1)])
    if isinstance(left, Exception):
        assert isinstance(left, QueueError) and called.pk == ticket.pk
    else:
        assert called.pk == second.pk


def test_the_roll_is_entered_by_two_guides(hall):
    got = at_once(
        [
            lambda: actions.enter_roll_ticket(unit=hall.unit, service=hall.civil, number=5, by=hall.guide, at=hall.later(1)),
            lambda: actions.enter_roll_ticket(unit=hall.unit, service=hall.civil, number=5, by=hall.hanh, at=hall.later(1)),
        ]
    )
    assert sorted(type(one).__name__ for one in got) == ["QueueError", "Ticket"]


def test_a_busy_minute_of_everything_leaves_the_hall_whole(hall):
    """Arrivals, calls, pauses, absences, returns, transfers and the clock together: no deadlock, no lost entry."""
    for n in range(30):
        hall.take(minutes=n / 60, priority="age" if n % 5 == 0 else "")

    def tolerant(do: Callable[[int], object]) -> Callable[[], None]:
        def run() -> None:
            for n in range(8):
                with contextlib.suppress(QueueError):
                    do(n)

        return run

    def rest(n: int) -> None:
        people.pause_counter(counter=hall.two, by=hall.dinh, at=hall.later(3 + n))
        people.resume_counter(counter=hall.two, by=hall.dinh, at=hall.later(3 + n))

    def miss(n: int) -> None:
        ticket = actions.mark_absent(counter=hall.one, by=hall.hanh, at=hall.later(3 + n))
        actions.come_back(ticket=ticket, by=hall.guide, at=hall.later(3.5 + n))

    def send(n: int) -> None:
        waiting = Ticket.objects.filter(state="waiting").first()
        actions.transfer(ticket=waiting, counter=hall.two, by=hall.guide, at=hall.later(3 + n))

    got = at_once(
        [
            tolerant(lambda n: hall.take(minutes=3 + n)),
            tolerant(lambda n: hall.take(hall.copies, minutes=3 + n)),
            tolerant(lambda n: hall.call(minutes=3 + n)),
            tolerant(lambda n: hall.call(hall.two, minutes=3 + n)),
            tolerant(rest), tolerant(miss), tolerant(send),
            tolerant(lambda n: actions.tick(unit=hall.unit, at=hall.later(40 + n))),
        ]
    )  # fmt: skip
    assert [one for one in got if one is not None] == []
    assert verify() is None
    for letter, count in (("A", 38), ("B", 8)):
        numbers = Ticket.objects.filter(letter=letter).order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, count + 1))
    assert not [t for t in Ticket.objects.filter(priority="") if t.overtaken > t.bound]
