"""The end of the day: nobody with a number is sent away, what was left open is ended once, with the moment it ended."""

from datetime import datetime, timedelta

import pytest

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.queueing import actions, queries
from thanthien.queueing.models import ClosedDay, Ticket
from thanthien.queueing.rules import State
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM

pytestmark = pytest.mark.django_db


def clock(text: str, day: int = 23) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day} {text}").replace(tzinfo=VIETNAM)


def closings() -> list[dict]:
    return [entry.data for entry in Entry.objects.filter(kind="day.closed").order_by("seq")]


@pytest.mark.parametrize(
    ("when", "opened"),
    [("06:59", False), ("07:00", True), ("08:30", True), ("12:15", True), ("17:29", True), ("17:30", False), ("23:00", False)],
)
def test_the_kiosk_gives_numbers_from_an_hour_before_opening_until_closing(hall, when, opened):
    """Monday with the usual hours, 08:00–17:30; people who come at noon find a number too."""
    assert queries.closing_time(unit=hall.unit, day=hall.at.date()) == clock("17:30")
    assert queries.open_for_tickets(unit=hall.unit, at=clock(when)) is opened


def test_no_numbers_on_a_day_off(hall):
    assert not queries.open_for_tickets(unit=hall.unit, at=clock("09:00", day=24)), "24 November is off"
    assert not queries.open_for_tickets(unit=hall.unit, at=clock("09:00", day=22)), "Sunday"
    assert queries.closing_time(unit=hall.unit, day=clock("09:00", day=22).date()) is None


def test_a_unit_chooses_how_early(hall):
    people.change_office(unit=hall.unit, by=system(hall.unit), at=hall.at, priority={"early_minutes": 0})
    assert not queries.open_for_tickets(unit=hall.unit, at=clock("07:59"))
    assert queries.open_for_tickets(unit=hall.unit, at=clock("08:00"))


def test_the_day_closes_only_when_nobody_waits(hall):
    hall.take(), hall.take()
    hall.call()
    assert not actions.close_day(unit=hall.unit, at=clock("17:29"))
    assert not actions.close_day(unit=hall.unit, at=clock("17:40")), "one is served, one waits"
    actions.call_next(counter=hall.one, by=hall.hanh, at=clock("17:41"))
    assert not actions.close_day(unit=hall.unit, at=clock("17:50"))
    actions.finish(counter=hall.one, by=hall.hanh, at=clock("17:55"))
    assert actions.tick(unit=hall.unit, at=clock("17:56")) == 1
    assert actions.tick(unit=hall.unit, at=clock("17:57")) == 0
    assert closings() == [{"day": "2026-11-23", "served": 2, "no_show": 0, "waiting": 0}]


def test_somebody_who_comes_after_the_last_is_served_and_counted(hall):
    hall.take()
    hall.call()
    actions.finish(counter=hall.one, by=hall.hanh, at=clock("17:20"))
    actions.tick(unit=hall.unit, at=clock("17:31"))
    actions.take_ticket(unit=hall.unit, service=hall.civil, channel="guide", by=hall.guide, at=clock("17:40"))
    assert actions.tick(unit=hall.unit, at=clock("17:41")) == 0
    actions.call_next(counter=hall.one, by=hall.hanh, at=clock("17:42"))
    actions.finish(counter=hall.one, by=hall.hanh, at=clock("17:59"))
    actions.tick(unit=hall.unit, at=clock("18:00"))
    actions.tick(unit=hall.unit, at=clock("18:01"))
    assert [one["served"] for one in closings()] == [1, 2]
    assert ClosedDay.objects.get().served == 2


def test_a_day_without_anybody_is_not_closed(hall):
    assert actions.tick(unit=hall.unit, at=clock("18:00")) == 0
    assert closings() == []


def test_an_officer_who_leaves_has_ended_the_last_service(hall):
    ticket = hall.take()
    hall.call()
    people.close_counter(counter=hall.one, by=hall.hanh, at=hall.later(7))
    actions.tick(unit=hall.unit, at=hall.later(30))
    ticket = Ticket.objects.get(pk=ticket.pk)
    assert (ticket.state, ticket.ended_at) == (State.DONE, hall.later(7))
    done = Entry.objects.get(kind="ticket.done")
    assert (done.at, done.data["served_s"], done.data["officer"]) == (hall.later(7), 420, "hanh")
    assert actions.tick(unit=hall.unit, at=hall.later(31)) == 0


@pytest.mark.thread("TheQ PR#969")
def test_at_midnight_whoever_is_left_did_not_come(hall):
    """The officer forgot the counter open; one waits, one was absent with time left, one stands at the counter."""
    hall.take(), hall.take(), hall.take(hall.land)
    hall.call()
    people.change_office(unit=hall.unit, by=system(hall.unit), at=hall.at, priority={"absent_minutes": 2000})
    actions.mark_absent(counter=hall.one, by=hall.hanh, at=hall.later(2))
    hall.call(minutes=3)
    assert actions.tick(unit=hall.unit, at=clock("23:59")) == 0
    assert actions.tick(unit=hall.unit, at=clock("06:00", day=24)) == 1
    assert list(Ticket.objects.order_by("pk").values_list("state", flat=True)) == ["no_show", "done", "no_show"]
    assert closings() == [{"day": "2026-11-23", "served": 1, "no_show": 1, "waiting": 1}]
    midnight = clock("00:00", day=24)
    assert set(Entry.objects.filter(actor="clock:clock").values_list("at", flat=True)) == {midnight}
    assert Entry.objects.get(kind="ticket.done").data["served_s"] == 0, "nobody saw the end: no length is invented"
    assert actions.tick(unit=hall.unit, at=clock("06:01", day=24)) == 0
    assert verify() is None


@pytest.mark.thread("TheQ PR#969")
def test_a_machine_that_slept_for_days_closes_each_day(hall):
    for day in range(3):
        actions.take_ticket(unit=hall.unit, service=hall.civil, channel="guide", by=hall.guide, at=hall.at + timedelta(days=day))
    actions.tick(unit=hall.unit, at=hall.at + timedelta(days=5))
    assert [one["day"] for one in closings()] == ["2026-11-23", "2026-11-24", "2026-11-25"]
    assert not Ticket.objects.filter(state=State.WAITING).exists()


def test_days_after_the_last_closed_one_are_closed_too_and_numbers_of_days_just_before_it(hall):
    """The clock looks no further back than a kiosk without network may bring numbers."""
    actions.tick(unit=hall.unit, at=clock("18:00")), hall.take()
    assert actions.tick(unit=hall.unit, at=clock("08:00", day=24)) == 1
    assert closings()[-1]["day"] == "2026-11-23"
    late = actions.take_ticket(unit=hall.unit, service=hall.civil, channel="guide", by=hall.guide, at=clock("09:00", day=25))
    Ticket.objects.filter(pk=late.pk).update(day=clock("09:00", day=22).date())
    actions.take_ticket(unit=hall.unit, service=hall.civil, channel="guide", by=hall.guide, at=clock("09:00", day=26))
    assert actions.tick(unit=hall.unit, at=clock("08:00", day=30)) == 2
    assert not Ticket.objects.filter(state=State.WAITING).exists()


def test_a_clock_that_had_jumped_hides_nothing_of_today(hall):
    ClosedDay.objects.create(unit_id=hall.unit, day=clock("09:00").date() + timedelta(days=400), closed_at=clock("18:00"),
                             served=0, no_show=0, waiting=0)  # fmt: skip
    hall.take()
    hall.call()
    actions.mark_absent(counter=hall.one, by=hall.hanh, at=hall.later(1))
    assert actions.tick(unit=hall.unit, at=hall.later(120)) == 1
    assert Ticket.objects.get().state == State.NO_SHOW


def test_who_came_back_in_time_is_left_alone(hall):
    ticket = hall.take()
    hall.call()
    actions.mark_absent(counter=hall.one, by=hall.hanh, at=hall.later(1))
    actions.come_back(ticket=ticket, by=hall.guide, at=hall.later(20))
    assert actions.tick(unit=hall.unit, at=hall.later(60)) == 0
    assert Ticket.objects.get().state == State.WAITING
