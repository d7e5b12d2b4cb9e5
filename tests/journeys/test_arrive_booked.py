"""Who comes for a booked hour: the place in the line, and that nobody's bound is broken by it."""

from datetime import timedelta

import pytest

from builders.bookings import NINE, OFFERED, WEDNESDAY, booked, on, person, quota_of
from builders.playing import offered
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.journeys.arrive_booked import arrive_booked
from thanthien.outreach import actions as bookings
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import BookingError, Coming, State
from thanthien.people import actions as people
from thanthien.people.queries import device_actor
from thanthien.queueing import actions as queueing
from thanthien.queueing import queries
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import QueueError
from thanthien.shared.actor import citizen, clock, system


class Morning:
    """Wednesday in the hall: the guide gives numbers, Hạnh calls at counter 1 (A, K), the clock strikes."""

    def __init__(self, office) -> None:
        self.office, self.services = office, offered(office, OFFERED)
        self.guide, self.hanh = office.actor(office.ngoc), office.actor(office.hanh)

    def at(self, hour: int, minute: int = 0):
        return on(WEDNESDAY, hour, minute, like=self.office.at)

    def walks_in(self, hour, minute=0, letter="A", **more) -> Ticket:
        return queueing.take_ticket(
            unit=self.office.unit, service=self.services[letter], channel="guide", by=self.guide, at=self.at(hour, minute), **more
        )

    def comes(self, booking: Booking, hour, minute=0, **more):
        return arrive_booked(booking=booking, at=self.at(hour, minute), **{"by": self.guide, "channel": "guide", **more})

    def calls(self, hour, minute=0) -> str:
        return queueing.call_next(counter=self.office.counters[0], by=self.hanh, at=self.at(hour, minute)).label

    def strikes(self, hour, minute=0) -> int:
        return queueing.tick(unit=self.office.unit, at=self.at(hour, minute))

    def line(self) -> list[str]:
        return [ticket.label for ticket in queries.waiting(unit=self.office.unit)]


@pytest.fixture
def morning(office):
    return Morning(office)


def test_the_booking_becomes_a_number_of_the_queue_in_one_act(morning):
    booking = booked(morning.office)
    arrival = morning.comes(booking, 9, 5)
    assert (arrival.coming, arrival.ticket.label, arrival.ticket.channel) == (Coming.IN_TIME, "A001", "booked")
    assert (arrival.booking.state, arrival.booking.visit_id) == (State.ARRIVED, arrival.ticket.visit_id)
    entries = list(Entry.objects.filter(visit=arrival.ticket.visit_id.hex).order_by("seq"))
    assert [one.kind for one in entries] == ["visit.begun", "ticket.taken", "booking.arrived"]
    assert len({one.act for one in entries}) == 1 and verify() is None


def test_before_the_hour_they_stand_as_if_they_took_a_number_at_that_hour(morning):
    booking = booked(morning.office)
    first = morning.walks_in(8, 30)
    mine = morning.comes(booking, 8, 40).ticket
    second = morning.walks_in(8, 50)
    assert morning.line() == [first.label, second.label, mine.label]
    assert mine.order == int(morning.at(9).timestamp() * 1_000_000)


def test_a_number_after_them_stands_behind_the_line_and_not_behind_nine_o_clock(morning):
    """One early guest does not send everybody after them behind their hour."""
    morning.comes(booked(morning.office), 8, 40)
    taken = morning.walks_in(8, 41)
    assert taken.order == int(morning.at(8, 41).timestamp() * 1_000_000)


def test_when_the_hour_strikes_they_go_before_who_waits(morning):
    mine = morning.comes(booked(morning.office), 8, 40).ticket
    for minute in (41, 42, 43):
        morning.walks_in(8, minute)
    assert morning.strikes(8, 59) == 0
    assert (morning.strikes(9, 7), morning.strikes(9, 8)) == (1, 0)
    assert morning.line()[0] == mine.label and morning.calls(9, 8) == mine.label
    due = Entry.objects.get(kind="ticket.due")
    assert due.at == morning.at(9) and due.actor == "clock:clock"


def test_nobody_waits_so_they_are_called_early(morning):
    mine = morning.comes(booked(morning.office), 8, 40).ticket
    assert morning.calls(8, 41) == mine.label


def test_the_bound_of_everybody_holds(morning):
    """Five booked people come to a hall where one has waited since half past seven: three pass, then the one is called."""
    quota_of(morning.office, minutes=3)
    waits = morning.walks_in(7, 30)
    mine = [morning.comes(booked(morning.office, who=person(n)), 9, n).ticket.label for n in range(5)]
    order = [morning.calls(9, 10 + n) for n in range(6)]
    assert order == [*mine[:3], waits.label, *mine[3:]]
    waits.refresh_from_db()
    assert waits.overtaken == waits.bound == 3


def test_between_the_booked_and_the_old_the_earlier_order_goes_first(morning):
    mine = morning.comes(booked(morning.office), 9, 1).ticket
    old = morning.walks_in(9, 2, priority="age")
    assert morning.line() == [mine.label, old.label]


def test_the_old_who_booked_keep_their_class(morning):
    assert morning.comes(booked(morning.office), 8, 40, priority="age").ticket.priority == "age"


def test_late_means_a_number_like_everybodys(morning):
    before = morning.walks_in(9, 40)
    arrival = morning.comes(booked(morning.office), 9, 45)
    assert (arrival.coming, arrival.ticket.channel, arrival.ticket.priority) == (Coming.LATE, "guide", "")
    assert morning.line() == [before.label, arrival.ticket.label] and arrival.booking.state == State.ARRIVED


def test_who_came_early_and_was_absent_comes_back_into_the_lane(morning):
    mine = morning.comes(booked(morning.office), 8, 40).ticket
    morning.calls(8, 41)
    queueing.mark_absent(counter=morning.office.counters[0], by=morning.hanh, at=morning.at(8, 43))
    assert morning.strikes(9, 1) == 0, "who is away is not moved"
    queueing.come_back(ticket=mine, by=morning.guide, at=morning.at(9, 5))
    morning.walks_in(8, 50)
    assert morning.strikes(9, 6) == 1 and morning.line()[0] == mine.label


@pytest.mark.parametrize(("hour", "minute", "said"), [(8, 29, "Báo đến từ 08:30"), (16, 0, "đã hết giờ. Lấy số như mọi người")])
def test_too_early_and_too_late_say_what_to_do(morning, hour, minute, said):
    booking = booked(morning.office)
    with pytest.raises(BookingError, match=said):
        morning.comes(booking, hour, minute)
    assert not Ticket.objects.exists() and Booking.objects.get().state == State.BOOKED


def test_the_wrong_day(morning):
    booking = booked(morning.office)
    with pytest.raises(BookingError, match="là ngày 25/11"):
        arrive_booked(booking=booking, by=morning.guide, at=morning.at(9) - timedelta(days=2))


def test_coming_twice_is_the_number_they_have(morning):
    booking = booked(morning.office)
    first, second = morning.comes(booking, 9), morning.comes(booking, 9, 1)
    assert second.again and second.ticket.pk == first.ticket.pk and Ticket.objects.count() == 1


@pytest.mark.parametrize("act", ["cancel", "miss"])
def test_what_is_over_gives_no_number(morning, act):
    booking = booked(morning.office)
    if act == "cancel":
        bookings.cancel(booking=booking, by=citizen(morning.office.unit), at=morning.office.at)
    else:
        bookings.tick(unit=morning.office.unit, at=morning.at(16))
    with pytest.raises(BookingError, match=booking.label):
        morning.comes(booking, 15, 59)


def test_a_service_that_is_not_offered_any_more_leaves_the_booking(morning):
    booking = booked(morning.office, service="B", start=NINE + 30)
    service = morning.services["B"]
    service.active = False
    service.save()
    with pytest.raises(QueueError):
        morning.comes(booking, 9, 30)
    assert Booking.objects.get().state == State.BOOKED


def test_a_kiosk_lets_people_in_a_tablet_and_a_citizen_do_not(morning):
    unit = morning.office.unit
    kiosk, tablet = [
        device_actor(people.add_device(unit=unit, kind=kind, code=f"{kind}-1", name=kind, by=system(unit), at=morning.office.at))
        for kind in ("kiosk", "tablet")
    ]
    booking = booked(morning.office)
    for nobody in (tablet, citizen(unit), clock(unit)):
        with pytest.raises((BookingError, QueueError)):
            morning.comes(booking, 9, by=nobody)
    assert morning.comes(booking, 9, by=kiosk, channel="kiosk").ticket.taken_by == "device:kiosk-1"


def test_an_officer_of_another_unit_finds_nothing(morning):
    booking = booked(morning.office)
    with pytest.raises(BookingError, match="Không thấy hẹn này"):
        morning.comes(booking, 9, by=morning.office.actor(morning.office.la))
    assert not Ticket.objects.exists()


def test_an_hour_without_the_channel_is_a_mistake_of_ours(morning):
    with pytest.raises(ValueError, match="has its hour"):
        morning.walks_in(9, booked_for=morning.at(9))


def test_two_booked_for_one_moment_keep_the_order_of_coming(morning):
    quota_of(morning.office, minutes=7)
    first, second = booked(morning.office), booked(morning.office, who=person(2))
    a, b = morning.comes(second, 8, 45).ticket, morning.comes(first, 8, 50).ticket
    morning.strikes(9)
    assert morning.line() == [a.label, b.label]


def test_a_late_number_of_the_roll_does_not_wait_for_nine_o_clock(morning):
    """Somebody who booked nine o'clock was called at 8:41 because nobody waited: that is no floor for who came at 8:38."""
    morning.comes(booked(morning.office), 8, 40)
    morning.calls(8, 41)
    late = queueing.enter_roll_ticket(
        unit=morning.office.unit, service=morning.services["A"], number=5, by=morning.guide, at=morning.at(8, 42),
        taken_at=morning.at(8, 38),
    )  # fmt: skip
    assert late.order == int(morning.at(8, 38).timestamp() * 1_000_000)
