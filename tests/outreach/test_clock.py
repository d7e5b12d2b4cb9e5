"""What time brings about in bookings: reminders once, hours lost to a holiday, hours that nobody came to."""

from datetime import timedelta

import pytest

from builders.bookings import FRIDAY, NINE, TEN, THURSDAY, TWO, WEDNESDAY, booked, offered_to_book, on, person, quota_of
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.journeys import tick as office_clock
from thanthien.outreach import actions, queries, slots
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import State
from thanthien.shared.actor import citizen, system
from thanthien.shared.clock import local
from thanthien.worktime import actions as worktime


def kinds(*wanted: str) -> list[tuple[str, str]]:
    """Kind and legal moment of the entries of these kinds, in their order."""
    rows = Entry.objects.filter(kind__in=wanted).order_by("seq")
    return [(row.kind, f"{local(row.at):%d %H:%M}") for row in rows]


def tick(hall, at) -> int:
    return actions.tick(unit=hall.unit, at=at)


def holiday(hall, day) -> None:
    worktime.set_day(
        unit=hall.unit, day=day, kind="holiday", name="Nghỉ bão", document="12/QĐ-UBND", by=system(hall.unit), at=hall.at
    )


def test_reminded_once_eighteen_hours_before_and_stamped_with_that_moment(hall):
    booked(hall)
    due = on(WEDNESDAY, 15, like=hall.at) - timedelta(days=1)
    assert tick(hall, due - timedelta(seconds=1)) == 0
    assert (tick(hall, due + timedelta(minutes=20)), tick(hall, due + timedelta(minutes=21))) == (1, 0)
    assert kinds("booking.reminded") == [("booking.reminded", "24 15:00")]


def test_who_booked_after_the_reminder_was_due_is_not_reminded(hall):
    due = on(WEDNESDAY, 15, like=hall.at) - timedelta(days=1)
    booked(hall, at=due + timedelta(minutes=1))
    assert tick(hall, due + timedelta(hours=1)) == 0


def test_a_moved_hour_is_reminded_anew(hall):
    booking = booked(hall)
    due = on(WEDNESDAY, 15, like=hall.at) - timedelta(days=1)
    tick(hall, due)
    actions.move(
        booking=booking, offer=offered_to_book(hall), day=FRIDAY, start=NINE, by=citizen(hall.unit), at=due + timedelta(hours=1)
    )
    assert tick(hall, due + timedelta(hours=2)) == 0
    assert tick(hall, due + timedelta(days=2)) == 1


def test_a_clock_that_stood_still_reminds_nobody_of_an_hour_that_is_over(hall):
    booked(hall)
    tick(hall, on(WEDNESDAY, 9, 1, like=hall.at))
    assert kinds("booking.reminded") == []


def test_nobody_came_by_the_last_good_minute(hall):
    booked(hall)
    until = on(WEDNESDAY, 16, like=hall.at)
    quota_of(hall, remind_hours=1)
    assert tick(hall, until - timedelta(seconds=1)) == 0
    assert (tick(hall, until + timedelta(hours=5)), tick(hall, until + timedelta(hours=6))) == (1, 0)
    assert Booking.objects.get().state == State.MISSED
    assert kinds("booking.missed") == [("booking.missed", "25 16:00")]


def test_a_missed_hour_of_a_past_day_is_noted_too(hall):
    booked(hall)
    tick(hall, on(FRIDAY, 8, like=hall.at))
    assert kinds("booking.missed") == [("booking.missed", "25 16:00")]


def test_a_holiday_declared_afterwards_cancels_and_offers_the_nearest_hours(hall):
    lost, kept = booked(hall, start=TWO), booked(hall, day=THURSDAY, who=person(2))
    holiday(hall, WEDNESDAY)
    later = hall.at + timedelta(minutes=1)
    assert (tick(hall, later), tick(hall, later)) == (1, 0)
    lost.refresh_from_db()
    kept.refresh_from_db()
    assert (lost.state, lost.why, lost.sequence, kept.state) == (State.CANCELLED, "closed", 1, State.BOOKED)
    assert Entry.objects.get(kind="booking.cancelled").data["why"] == "closed"
    days = queries.days(unit=hall.unit, offer=offered_to_book(hall), at=later)
    assert next(one for one in days if one.day == WEDNESDAY).closed == "Nghỉ bão"
    offered = slots.nearest(days, day=lost.day, start=lost.start)
    assert [(day, slot.text) for day, slot in offered] == [
        (THURSDAY, "13:30–14:00"), (THURSDAY, "14:00–14:30"), (THURSDAY, "14:30–15:00"),
    ]  # fmt: skip
    back = actions.move(booking=lost, offer=offered_to_book(hall), day=THURSDAY, start=TWO, by=citizen(hall.unit), at=later)
    assert (back.state, back.token, back.number) == (State.BOOKED, lost.token, lost.number)
    assert verify() is None


def test_a_season_set_afterwards_cancels_too(hall):
    booked(hall)
    quota_of(hall, seasons=[{"first": "2026-11-25", "last": "2026-11-25", "why": "Sửa sảnh"}])
    assert tick(hall, hall.at) == 1 and Booking.objects.get().why == "closed"


def test_fewer_or_other_hours_later_cancel_nobody_who_has_one(hall):
    """The unit gives fewer hours away, or longer ones: what was promised stays."""
    booked(hall)
    quota_of(hall, share=0, slot_minutes=60, open=False)
    assert tick(hall, hall.at) == 0 and Booking.objects.get().state == State.BOOKED


def test_shorter_opening_hours_cancel_what_lies_outside_only(hall):
    out, stays = booked(hall, start=15 * 60), booked(hall, start=TEN, who=person(2))
    week = {day: [["07:30", "11:30"], ["13:30", "15:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    worktime.set_hours(unit=hall.unit, hours=week, valid_from=WEDNESDAY, by=system(hall.unit), at=hall.at)
    tick(hall, hall.at)
    out.refresh_from_db()
    stays.refresh_from_db()
    assert (out.state, stays.state) == (State.CANCELLED, State.BOOKED)


def test_the_offices_clock_does_it_for_every_unit(hall):
    booked(hall)
    office_clock.tick(at=on(WEDNESDAY, 17, like=hall.at))
    assert Booking.objects.get().state == State.MISSED
    assert office_clock.tick(at=on(WEDNESDAY, 17, like=hall.at)) == 0


def test_the_person_is_forgotten_three_months_after_the_hour_and_the_hour_is_not(hall):
    row = booked(hall, who=person(1, "Cao Văn Sự", email="su@xa.vn"))
    tick(hall, on(WEDNESDAY, 16, like=hall.at))
    kept = on(WEDNESDAY, 9, like=hall.at) + timedelta(days=90)
    assert tick(hall, kept) == 0
    assert (tick(hall, kept + timedelta(days=1)), tick(hall, kept + timedelta(days=1))) == (1, 0)
    row.refresh_from_db()
    assert (row.name, row.phone, row.email, row.state, row.phone_digest != "") == ("", "", "", State.MISSED, True)
    assert Entry.objects.filter(kind="booking.forgotten").count() == 1 and verify() is None


def test_a_unit_may_forget_sooner(hall):
    booked(hall)
    quota_of(hall, keep_days=10)
    tick(hall, on(WEDNESDAY, 16, like=hall.at))
    assert tick(hall, on(WEDNESDAY, 9, like=hall.at) + timedelta(days=11)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_minute_without_anything_due_costs_the_same(hall, django_assert_num_queries, count):
    quota_of(hall, share=90)
    for n in range(count):
        booked(hall, who=person(n), start=NINE + 60 * n)
    with django_assert_num_queries(9):
        tick(hall, hall.at)
