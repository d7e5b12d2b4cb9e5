"""A unit's own days over the national table: what wins, what holds together, what is certain."""

from datetime import date

import pytest

from thanthien.worktime.day_table import CalendarDay, CalendarMissing, DayKind, Status, WorktimeError, Year
from thanthien.worktime.office_hours import DatedHours, HoursPeriod, WeeklyHours
from thanthien.worktime.own_days import Layer, confirmed_alike, laid_over, year_digest
from thanthien.worktime.queries import default_hours, national_calendar

STORM = date(2026, 9, 10)  # a Thursday
OFF, WORKED = date(2026, 8, 31), date(2026, 8, 22)  # the Monday and the Saturday worked for it
EARLY = WeeklyHours.from_dict({key: [["07:00", "11:00"], ["13:00", "16:30"]] for key in ("mon", "tue", "wed", "thu", "fri")})


def own(day: date, kind: DayKind = DayKind.LOCAL_OFF, **more) -> CalendarDay:
    return CalendarDay(day, kind, "do bão số 5", "storm", "Công điện 12/CĐ-UBND", **more)


def test_a_storm_day_is_off_here_and_nowhere_else():
    calendar = laid_over(national_calendar(), Layer(days=(own(STORM),)))
    assert not calendar.is_working_day(STORM)
    assert national_calendar().is_working_day(STORM)
    assert calendar.version != national_calendar().version


def test_a_plain_day_takes_a_holiday_back():
    calendar = laid_over(national_calendar(), Layer(plain=frozenset({date(2026, 11, 24)})))
    assert calendar.is_working_day(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("layer", "monday", "saturday"),
    [
        (Layer(), False, True),
        (Layer(days=(own(WORKED),)), False, False),  # a storm on the Saturday: the Monday stays off
        (Layer(plain=frozenset({OFF})), True, False),  # the Monday is worked after all: the Saturday is a Saturday again
        (Layer(plain=frozenset({WORKED})), False, False),
        (Layer(plain=frozenset({OFF, WORKED})), True, False),
    ],
)
def test_what_is_left_of_a_broken_swap(layer, monday, saturday):
    calendar = laid_over(national_calendar(), layer)
    assert (calendar.is_working_day(OFF), calendar.is_working_day(WORKED)) == (monday, saturday)


def test_half_a_swap_of_ones_own_is_refused():
    half = own(STORM, DayKind.SWAP_OFF, swap_with=date(2026, 9, 12))
    with pytest.raises(WorktimeError, match="thiếu ngày đi cùng"):
        laid_over(national_calendar(), Layer(days=(half,)))


def test_a_day_of_an_unknown_year_is_refused():
    with pytest.raises(CalendarMissing, match="2031"):
        laid_over(national_calendar(), Layer(days=(own(date(2031, 3, 3)),)))


def test_a_confirmed_year_makes_the_days_from_above_certain_but_not_ones_own_open_day():
    assert not confirmed_alike(national_calendar(), 2027)
    sure = laid_over(national_calendar(), Layer(years=(Year(2027, Status.OFFICIAL, "Thông báo 77/TB-BNV"),)))
    assert sure.status(date(2027, 2, 8)) is Status.OFFICIAL and confirmed_alike(sure, 2027)
    open_day = own(date(2027, 3, 3), status=Status.PROVISIONAL)
    layer = Layer(days=(open_day,), years=(Year(2027, Status.OFFICIAL, "Thông báo 77/TB-BNV"),))
    calendar = laid_over(national_calendar(), layer)
    assert calendar.status(date(2027, 3, 3)) is Status.PROVISIONAL
    assert calendar.status(date(2027, 3, 4)) is Status.OFFICIAL
    assert not confirmed_alike(calendar, 2027)


def test_the_digest_of_a_year_sees_a_change_in_that_year_only():
    before = national_calendar()
    after = laid_over(before, Layer(days=(own(STORM),)))
    assert year_digest(before, 2026) != year_digest(after, 2026)
    assert year_digest(before, 2027) == year_digest(after, 2027)


SEASON = HoursPeriod(date(2026, 6, 1), date(2026, 8, 31), EARLY, "QĐ 10")
LASTING = HoursPeriod(date(2026, 7, 1), None, default_hours(), "QĐ 11")
LATER = HoursPeriod(date(2027, 1, 1), None, EARLY, "QĐ 12")


@pytest.mark.parametrize(
    ("day", "basis"),
    [
        (date(2026, 5, 31), None), (date(2026, 6, 1), "QĐ 10"), (date(2026, 7, 15), "QĐ 10"), (date(2026, 8, 31), "QĐ 10"),
        (date(2026, 9, 1), "QĐ 11"), (date(2026, 12, 31), "QĐ 11"), (date(2027, 1, 1), "QĐ 12"), (date(2030, 1, 1), "QĐ 12"),
    ],
)  # fmt: skip
def test_a_season_wins_over_what_lasts_and_the_later_change_over_the_earlier(day, basis):
    hours = DatedHours(default_hours(), (LATER, SEASON, LASTING))
    period = hours.period(day)
    assert (period.basis if period else None) == basis
    assert hours.on(day) is (period.hours if period else default_hours())
