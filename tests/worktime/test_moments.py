"""Single moments and stretches of working time, and the boundaries that peers got wrong: lunch, midnight, closing."""

from datetime import date, datetime

import pytest

from thanthien.worktime import moments as ask
from thanthien.worktime.day_table import CalendarMissing, WorktimeError
from thanthien.worktime.queries import national_calendar
from worktime.cases import SATURDAYS, UNEVEN, USUAL, hours_of, moment

OFFICE = {"calendar": national_calendar(), "hours": hours_of(USUAL)}
SATURDAY_OFFICE = {"calendar": national_calendar(), "hours": hours_of(SATURDAYS)}


@pytest.mark.parametrize(
    ("at", "opening", "working"),
    [
        ("Mon 2026-11-09 08:00", "Mon 2026-11-09 08:00", "Mon 2026-11-09 08:00"),
        ("Mon 2026-11-09 07:59", "Mon 2026-11-09 08:00", "Mon 2026-11-09 08:00"),
        ("Mon 2026-11-09 11:59", "Mon 2026-11-09 11:59", "Mon 2026-11-09 11:59"),
        ("Mon 2026-11-09 12:00", "Mon 2026-11-09 13:30", "Mon 2026-11-09 13:30"),
        ("Mon 2026-11-09 17:30", "Tue 2026-11-10 08:00", "Tue 2026-11-10 08:00"),
        ("Mon 2026-11-09 00:00", "Mon 2026-11-09 08:00", "Mon 2026-11-09 08:00"),
        ("Mon 2026-11-09 23:59", "Tue 2026-11-10 08:00", "Tue 2026-11-10 08:00"),
        ("Fri 2026-11-13 17:30", "Sat 2026-11-14 07:30", "Mon 2026-11-16 08:00"),
        ("Sat 2026-11-14 09:00", "Sat 2026-11-14 09:00", "Mon 2026-11-16 08:00"),
        ("Sat 2026-11-14 11:30", "Mon 2026-11-16 08:00", "Mon 2026-11-16 08:00"),
        ("Sat 2026-08-22 12:00", "Sat 2026-08-22 13:30", "Sat 2026-08-22 13:30"),
    ],
)
def test_the_next_opening_and_the_next_working_moment(at, opening, working):
    assert ask.next_opening(at=moment(at), **SATURDAY_OFFICE) == moment(opening)
    assert ask.next_working_moment(at=moment(at), **SATURDAY_OFFICE) == moment(working)


@pytest.mark.parametrize(
    ("day", "closing"),
    [
        (date(2026, 11, 9), "Mon 2026-11-09 17:30"),
        (date(2026, 11, 14), "Sat 2026-11-14 11:30"),
        (date(2026, 8, 22), "Sat 2026-08-22 17:30"),
        (date(2026, 11, 15), None),
        (date(2026, 11, 24), None),
    ],
    ids=["Monday", "Saturday opening", "swapped Saturday", "Sunday", "holiday"],
)
def test_closing(day, closing):
    assert ask.closing_of(day=day, **SATURDAY_OFFICE) == (moment(closing) if closing else None)


@pytest.mark.parametrize(
    ("at", "open_then"),
    [
        ("Mon 2026-11-09 07:59", False),
        ("Mon 2026-11-09 08:00", True),
        ("Mon 2026-11-09 11:59", True),
        ("Mon 2026-11-09 12:00", False),
        ("Mon 2026-11-09 17:29", True),
        ("Mon 2026-11-09 17:30", False),
        ("Sat 2026-11-14 11:29", True),
        ("Sat 2026-11-14 11:30", False),
        ("Tue 2026-11-24 10:00", False),
    ],
)
def test_open_or_shut(at, open_then):
    assert ask.is_open(at=moment(at), **SATURDAY_OFFICE) is open_then


def test_a_saturday_opening_is_shut_on_a_holiday():
    assert ask.receiving_spans(day=date(2027, 5, 1), **SATURDAY_OFFICE) == ()
    assert ask.receiving_spans(day=date(2027, 5, 8), **SATURDAY_OFFICE) == ((480, 600),)
    assert not ask.is_working_day(day=date(2027, 5, 8), calendar=national_calendar())


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("Mon 2026-11-09 08:00", "Mon 2026-11-09 17:30", 480),
        ("Mon 2026-11-09 11:00", "Mon 2026-11-09 14:00", 90),
        ("Mon 2026-11-09 12:00", "Mon 2026-11-09 13:30", 0),
        ("Mon 2026-11-09 17:00", "Tue 2026-11-10 08:30", 60),
        ("Fri 2026-11-13 17:00", "Mon 2026-11-16 08:30", 60),
        ("Mon 2026-11-23 17:00", "Wed 2026-11-25 08:30", 60),
        ("Sat 2026-11-14 00:00", "Mon 2026-11-16 00:00", 0),
        ("Fri 2026-08-21 17:30", "Mon 2026-08-24 08:00", 480),
        ("Wed 2025-12-31 17:30", "Mon 2026-01-05 08:00", 0),
        ("Mon 2026-11-09 10:00", "Mon 2026-11-09 10:00", 0),
        ("Tue 2026-11-10 08:30", "Mon 2026-11-09 17:00", -60),
    ],
)
def test_working_time_between(start, end, minutes):
    assert ask.working_minutes_between(start=moment(start), end=moment(end), **OFFICE) == minutes


def test_a_saturday_opening_is_no_working_time():
    friday, monday = moment("Fri 2026-11-13 17:30"), moment("Mon 2026-11-16 08:00")
    assert ask.working_minutes_between(start=friday, end=monday, **SATURDAY_OFFICE) == 0


@pytest.mark.parametrize(
    ("at", "minutes", "end"),
    [
        ("Mon 2026-11-09 17:00", 30, "Mon 2026-11-09 17:30"),
        ("Mon 2026-11-09 17:00", 31, "Tue 2026-11-10 08:01"),
        ("Mon 2026-11-09 11:30", 30, "Mon 2026-11-09 12:00"),
        ("Sun 2026-11-15 11:30", 0, "Sun 2026-11-15 11:30"),
        ("Sun 2026-11-15 11:30", 1, "Mon 2026-11-16 08:01"),
        ("Mon 2026-11-09 17:30", 480, "Tue 2026-11-10 17:30"),
    ],
)
def test_adding_working_minutes(at, minutes, end):
    assert ask.add_working_minutes(at=moment(at), minutes=minutes, **OFFICE) == moment(end)


def test_working_minutes_cannot_be_taken_away():
    with pytest.raises(WorktimeError, match="không được âm"):
        ask.add_working_minutes(at=moment("Mon 2026-11-09 17:00"), minutes=-1, **OFFICE)


@pytest.mark.parametrize(
    ("day", "count", "there"),
    [
        (date(2026, 11, 23), 1, date(2026, 11, 25)),
        (date(2026, 11, 25), -1, date(2026, 11, 23)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
        (date(2026, 8, 24), -1, date(2026, 8, 22)),
        (date(2026, 2, 23), -1, date(2026, 2, 13)),
    ],
)
def test_working_days_forward_and_back(day, count, there):
    calendar = national_calendar()
    assert ask.add_working_days(day=day, count=count, calendar=calendar) == there
    if count == 1:
        assert ask.next_working_day(day=day, calendar=calendar) == there
    if count == -1:
        assert ask.previous_working_day(day=day, calendar=calendar) == there


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 11, 23), date(2026, 11, 30), 4),
        (date(2026, 11, 25), date(2026, 11, 25), 0),
        (date(2026, 11, 27), date(2026, 11, 25), -2),
        (date(2026, 11, 28), date(2026, 11, 27), 0),
    ],
    ids=["a week with the holiday", "today", "two days late", "on the Saturday after it is not yet a working day late"],
)
def test_working_days_left(start, end, days):
    assert ask.working_days_between(start=start, end=end, calendar=national_calendar()) == days


def test_a_swapped_saturday_has_the_hours_of_its_partner():
    office = {"calendar": national_calendar(), "hours": hours_of(UNEVEN)}
    assert ask.working_spans(day=date(2026, 1, 10), **office) == ask.working_spans(day=date(2026, 1, 9), **office)
    assert ask.working_spans(day=date(2026, 8, 22), **office) == ask.working_spans(day=date(2026, 8, 24), **office)


def test_a_moment_without_a_zone_is_refused_everywhere():
    bare = datetime(2026, 11, 9, 10)
    for question in (ask.next_opening, ask.next_working_moment, ask.is_open):
        with pytest.raises(WorktimeError, match="múi giờ"):
            question(at=bare, **OFFICE)
    with pytest.raises(WorktimeError, match="múi giờ"):
        ask.working_minutes_between(start=bare, end=moment("Mon 2026-11-09 17:00"), **OFFICE)


def test_a_year_without_days_off_stops_every_question():
    with pytest.raises(CalendarMissing, match="2028"):
        ask.next_opening(at=moment("Fri 2027-12-31 18:00"), **OFFICE)
    with pytest.raises(CalendarMissing, match="2023"):
        ask.previous_working_day(day=date(2024, 1, 1), calendar=national_calendar())
