"""The calendar table: what ships, what is refused, and where it differs from the package `holidays`."""

from datetime import date, timedelta

import holidays
import pytest

from thanthien.worktime.day_table import (
    CalendarDay,
    CalendarMissing,
    DayKind,
    Status,
    WorktimeError,
    Year,
    calendar_of,
)
from thanthien.worktime.queries import calendar_day, calendar_for, known_years, national_calendar, read_calendar

YEARS = range(2024, 2028)

# Every difference from the package, both ways: (day, what we say, what the package says). A change on either side is seen here.
DIFFERENCES = [
    (date(2025, 2, 1), "weekend", "off"),
    (date(2026, 1, 2), "swap_off", "worked"),
    (date(2026, 1, 10), "swap_work", "weekend"),
    (date(2027, 2, 4), "worked", "off"),
    (date(2027, 2, 11), "compensatory", "worked"),
]


def what_we_say(day):
    entry = national_calendar().entry(day)
    if entry is not None:
        return entry.kind.value
    return "weekend" if day.weekday() >= 5 else "worked"


def what_the_package_says(day, package):
    if day in package.weekend_workdays:
        return "swap_work"
    if day in package:
        return "off"
    return "weekend" if day.weekday() >= 5 else "worked"


@pytest.mark.thread("Zammad #390")
def test_every_difference_from_the_package_is_known():
    package = holidays.VN(years=YEARS)
    day, found = date(2024, 1, 1), []
    while day.year in YEARS:
        ours, theirs = what_we_say(day), what_the_package_says(day, package)
        same = ours == theirs or (theirs == "off" and ours in ("holiday", "compensatory", "swap_off"))
        if not same:
            found.append((day, ours, theirs))
        day += timedelta(days=1)
    assert found == DIFFERENCES


DAYS_OFF_2026 = [
    "01-01", "01-02", "02-16", "02-17", "02-18", "02-19", "02-20", "04-27", "04-30", "05-01", "08-31", "09-01", "09-02", "11-24",
]  # fmt: skip


def test_the_weekdays_off_of_2026():
    off = [day for day, entry in national_calendar().days.items() if day.year == 2026 and entry.off and day.weekday() < 5]
    assert [f"{day:%m-%d}" for day in off] == DAYS_OFF_2026


@pytest.mark.parametrize(
    ("off", "worked", "status", "basis"),
    [
        (date(2024, 4, 29), date(2024, 5, 4), "official", "Thông báo 1570/TB-LĐTBXH"),
        (date(2025, 5, 2), date(2025, 4, 26), "official", "Thông báo 6150/TB-BLĐTBXH"),
        (date(2026, 1, 2), date(2026, 1, 10), "official", "Công văn 12729/VPCP-KGVX"),
        (date(2026, 8, 31), date(2026, 8, 22), "provisional", "Thông báo 9441/TB-BNV"),
    ],
)
def test_the_swaps(off, worked, status, basis):
    calendar = national_calendar()
    one, other = calendar.days[off], calendar.days[worked]
    assert (one.kind, other.kind) == (DayKind.SWAP_OFF, DayKind.SWAP_WORK)
    assert (one.swap_with, other.swap_with) == (worked, off)
    assert {one.status.value, other.status.value} == {status}
    assert {one.basis, other.basis} == {basis}


def test_culture_day_is_off_from_2026_on():
    assert [what_we_say(date(year, 11, 24)) for year in YEARS] == ["weekend", "worked", "holiday", "holiday"]


def test_only_2027_is_provisional_as_a_year():
    assert [(year.year, year.status.value) for year in known_years()] == [
        (2024, "official"), (2025, "official"), (2026, "official"), (2027, "provisional"),
    ]  # fmt: skip
    assert national_calendar().status(date(2027, 3, 3)) is Status.PROVISIONAL
    assert national_calendar().status(date(2026, 3, 3)) is Status.OFFICIAL
    assert national_calendar().status(date(2026, 8, 31)) is Status.PROVISIONAL


def test_a_year_that_is_asked_for_and_missing():
    assert calendar_for(year=2026) is national_calendar()
    with pytest.raises(CalendarMissing, match="năm 2028"):
        calendar_for(year=2028)


def day(text, kind=DayKind.HOLIDAY, swap_with=None):
    other = date.fromisoformat(swap_with) if swap_with else None
    return CalendarDay(date.fromisoformat(text), kind, "ngày thử", "trial day", "Quyết định thử", swap_with=other)


PLAIN_YEAR = [Year(2026, Status.OFFICIAL, "thử")]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([day("2026-03-03"), day("2026-03-03")], "hai lần"),
        ([day("2026-03-03", DayKind.SWAP_OFF)], "thiếu ngày đi cùng"),
        ([day("2026-03-03", DayKind.SWAP_OFF, "2026-03-07")], "thiếu ngày đi cùng"),
        (
            [day("2026-03-03", DayKind.SWAP_OFF, "2026-03-07"), day("2026-03-07", DayKind.SWAP_WORK, "2026-03-04")],
            "thiếu ngày đi cùng",
        ),
        ([day("2026-03-03", DayKind.SWAP_OFF, "2026-03-07"), day("2026-03-07")], "thiếu ngày đi cùng"),
        ([day("2026-03-03", DayKind.SWAP_WORK, "2026-03-07")], "không phải cuối tuần"),
        ([day("2026-03-07", DayKind.SWAP_OFF, "2026-03-14")], "rơi vào cuối tuần"),
        ([day("2026-03-08", DayKind.COMPENSATORY)], "rơi vào cuối tuần"),
        ([day("2026-03-03", swap_with="2026-03-07")], "swap_with"),
        ([day("2030-03-05")], "năm 2030"),
    ],
    ids=[
        "twice",
        "no partner",
        "partner absent",
        "partner looks away",
        "partner no swap",
        "worked weekday",
        "swap off on Saturday",
        "in lieu on Sunday",
        "holiday with a partner",
        "year unknown",
    ],
)
def test_a_table_that_does_not_hold_together_is_refused(days, words):
    with pytest.raises(WorktimeError, match=words):
        calendar_of(days=days, years=PLAIN_YEAR)


def test_a_units_own_day_lies_over_the_national_one():
    own = day("2026-11-20")
    calendar = calendar_for(unit_days=(own,))
    assert not calendar.is_working_day(own.day)
    assert calendar.entry(own.day) == own
    assert national_calendar().is_working_day(own.day)
    assert calendar.version != national_calendar().version
    assert calendar_for(unit_days=(own,)) is calendar


def test_a_unit_cannot_tear_a_swap_apart():
    with pytest.raises(WorktimeError, match="thiếu ngày đi cùng"):
        calendar_for(unit_days=(day("2026-01-02"),))


def test_the_version_follows_the_content_not_the_order():
    one, other = day("2026-03-03"), day("2026-03-04")
    assert calendar_of(days=[one, other], years=PLAIN_YEAR).version == calendar_of(days=[other, one], years=PLAIN_YEAR).version
    assert calendar_of(days=[one], years=PLAIN_YEAR).version != calendar_of(days=[other], years=PLAIN_YEAR).version
    provisional = [Year(2026, Status.PROVISIONAL, "thử")]
    assert calendar_of(days=[one], years=PLAIN_YEAR).version != calendar_of(days=[one], years=provisional).version


def test_a_day_from_json_is_the_day_from_yaml():
    row = {"date": "2026-03-03", "kind": "holiday", "name": "ngày thử", "name_en": "trial day", "basis": "Quyết định thử"}
    assert calendar_day(row=row | {"status": "official"}) == day("2026-03-03")


@pytest.mark.parametrize(
    "text", ["years: [", "days: []", "years: [{year: 2026, status: sure, basis: x}]\ndays: []", "years: []\ndays: [{date: 3}]"]
)
def test_a_calendar_that_cannot_be_read_is_named(tmp_path, text):
    path = tmp_path / "lich.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorktimeError, match="lich.yaml"):
        read_calendar(path=path)
