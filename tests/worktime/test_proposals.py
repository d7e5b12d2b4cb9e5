"""What the library says beside what our table says."""

from datetime import date

import pytest

from thanthien.worktime.day_table import CalendarDay, DayKind, Status
from thanthien.worktime.own_days import Layer, laid_over
from thanthien.worktime.proposals import Odd, differences, proposed
from thanthien.worktime.queries import national_calendar


def test_the_only_differences_of_2026_are_the_swap_that_the_library_misses():
    found = differences(national_calendar(), 2026)
    assert [(one.day, one.how) for one in found] == [(date(2026, 1, 2), Odd.EXTRA), (date(2026, 1, 10), Odd.EXTRA)]


def test_proposals_of_a_year_nobody_entered_make_a_calendar_that_holds_together():
    rows = proposed(2028)
    assert all(row.status is Status.PROVISIONAL for row in rows)
    assert (date(2028, 1, 3), DayKind.COMPENSATORY) in [(row.day, row.kind) for row in rows]
    assert (date(2028, 9, 4), DayKind.COMPENSATORY) in [(row.day, row.kind) for row in rows]
    from thanthien.worktime.day_table import Year

    calendar = laid_over(national_calendar(), Layer(days=tuple(rows), years=(Year(2028, Status.PROVISIONAL, "dự kiến"),)))
    assert not calendar.is_working_day(date(2028, 1, 26))
    assert differences(calendar, 2028) == []


def test_a_swap_of_the_library_has_both_its_days():
    rows = {row.day: row for row in proposed(2026)}
    assert (rows[date(2026, 8, 31)].kind, rows[date(2026, 8, 31)].swap_with) == (DayKind.SWAP_OFF, date(2026, 8, 22))
    assert (rows[date(2026, 8, 22)].kind, rows[date(2026, 8, 22)].swap_with) == (DayKind.SWAP_WORK, date(2026, 8, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2027, 2, 4), "Tết Nguyên đán"), (date(2027, 1, 1), "Tết Dương lịch"), (date(2027, 9, 2), "Quốc khánh")],
)
def test_days_have_our_names(day, name):
    assert next(row.name for row in proposed(2027) if row.day == day) == name


def test_a_day_that_both_have_as_different_kinds_is_shown_when_it_changes_the_work():
    worked = CalendarDay(date(2026, 2, 21), DayKind.LOCAL_OFF, "hội", "", "1/TB")  # a Saturday: off either way
    plain = Layer(days=(worked,), plain=frozenset({date(2026, 11, 24)}))
    found = {one.day: one.how for one in differences(laid_over(national_calendar(), plain), 2026)}
    assert found[date(2026, 11, 24)] is Odd.MISSING and date(2026, 2, 21) not in found
