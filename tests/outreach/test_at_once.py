"""Many hands at once, each on its own connection: the last place of an hour goes to one person."""

import contextlib
import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connections
from django_scopes import scopes_disabled

from builders.bookings import NINE, TEN, TWO, WEDNESDAY, booked, offered_to_book, on, person, quota_of
from thanthien.journal.verify import verify
from thanthien.journeys.arrive_booked import arrive_booked
from thanthien.outreach import actions, queries
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import BookingError, State
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import citizen

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


def names(results: list[object]) -> list[str]:
    return sorted(type(one).__name__ for one in results)


def test_eight_people_want_the_last_two_places(hall):
    quota_of(hall, minutes=7)
    got = at_once([lambda n=n: booked(hall, who=person(n)) for n in range(8)])
    assert names(got) == ["Booking"] * 2 + ["BookingError"] * 6
    assert len(set(Booking.objects.values_list("number", flat=True))) == 2
    assert verify() is None


def test_one_person_with_two_windows_gets_one_hour_of_a_field(hall):
    quota_of(hall, share=90, minutes=5)
    got = at_once([lambda start=start: booked(hall, start=start) for start in (NINE, TEN, TWO)])
    assert names(got) == ["Booking", "BookingError", "BookingError"]


def test_two_move_into_one_place_while_a_third_books_it(hall):
    first, second = booked(hall, start=TEN), booked(hall, start=TWO, who=person(2))

    def move(booking: Booking) -> Booking:
        return actions.move(
            booking=booking, offer=offered_to_book(hall), day=WEDNESDAY, start=NINE, by=citizen(hall.unit), at=hall.at
        )

    got = at_once([lambda: move(first), lambda: move(second), lambda: booked(hall, who=person(3))])
    assert names(got) == ["Booking", "BookingError", "BookingError"]
    day = next(one for one in queries.days(unit=hall.unit, offer=offered_to_book(hall), at=hall.at) if one.day == WEDNESDAY)
    assert day.at(NINE).taken == 1 and sum(slot.taken for slot in day.slots) == Booking.objects.filter(state="booked").count()


def test_the_person_cancels_while_the_kiosk_lets_them_in(hall):
    booking = booked(hall)
    now = on(WEDNESDAY, 7, 59, like=hall.at)
    late = on(WEDNESDAY, 8, 50, like=hall.at)
    guide = hall.actor(hall.ngoc)
    got = at_once(
        [
            lambda: actions.cancel(booking=booking, by=citizen(hall.unit), at=now),
            lambda: arrive_booked(booking=booking, by=guide, at=late),
        ]
    )
    booking.refresh_from_db()
    assert booking.state in (State.CANCELLED, State.ARRIVED)
    assert Ticket.objects.count() == (booking.state == State.ARRIVED)
    assert [type(one) for one in got if isinstance(one, Exception)] == [BookingError]


def test_two_kiosks_give_one_number_for_one_booking(hall):
    booking, late = booked(hall), on(WEDNESDAY, 8, 50, like=hall.at)
    got = at_once([lambda: arrive_booked(booking=booking, by=hall.actor(hall.ngoc), at=late)] * 3)
    assert {one.ticket.label for one in got} == {"A001"}
    assert Ticket.objects.count() == 1 and sorted(one.again for one in got) == [False, True, True]


def test_a_busy_morning_of_everything_leaves_the_hours_whole(hall):
    """Bookings, moves, cancellations, quotas and the clock together: no hour too full, no lost entry."""
    quota_of(hall, minutes=7)

    def tolerant(do: Callable[[int], object]) -> Callable[[], None]:
        def run() -> None:
            for n in range(6):
                with contextlib.suppress(BookingError):
                    do(n)

        return run

    def shift(n: int) -> None:
        row = Booking.objects.filter(state=State.BOOKED).order_by("?").first()
        if row:
            actions.move(
                booking=row, offer=offered_to_book(hall), day=WEDNESDAY, start=NINE + 30 * n, by=citizen(hall.unit), at=hall.at
            )

    def drop(n: int) -> None:
        row = Booking.objects.filter(state=State.BOOKED).order_by("?").first()
        if row:
            actions.cancel(booking=row, by=citizen(hall.unit), at=hall.at)

    got = at_once(
        [
            tolerant(lambda n: booked(hall, who=person(n), start=NINE + 30 * (n % 2))),
            tolerant(lambda n: booked(hall, who=person(20 + n), start=NINE + 30 * (n % 2))),
            tolerant(lambda n: booked(hall, who=person(40 + n), start=NINE)),
            tolerant(shift), tolerant(shift), tolerant(drop),
            tolerant(lambda n: actions.tick(unit=hall.unit, at=hall.at)),
        ]
    )  # fmt: skip
    assert [one for one in got if one is not None] == []
    assert verify() is None
    day = next(one for one in queries.days(unit=hall.unit, offer=offered_to_book(hall), at=hall.at) if one.day == WEDNESDAY)
    assert all(slot.taken <= slot.places for slot in day.slots)
    assert sum(slot.taken for slot in day.slots) == Booking.objects.filter(state=State.BOOKED).count()
