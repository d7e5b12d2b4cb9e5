"""What the library `holidays` says of a year beside what our table says: proposals for a new year, differences for a known one.

The library is a seed, never the law: it misses days (2026-01-02 off for 2026-01-10) and its later years are forecasts.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.metadata import version

from thanthien.worktime.day_table import SATURDAY, Calendar, CalendarDay, DayKind, Status

# The library's names that we write otherwise: (a part of its name, ours, English).
NAMES = (
    ("Tết Dương lịch", "Tết Dương lịch", "New Year's Day"),
    ("Tết", "Tết Nguyên đán", "Tết"),
    ("Hùng Vương", "Giỗ Tổ Hùng Vương", "Hùng Kings' Day"),
    ("Chiến thắng", "Ngày Chiến thắng 30/4", "Victory Day"),
    ("Lao động", "Quốc tế Lao động", "Labour Day"),
    ("Quốc khánh", "Quốc khánh", "National Day"),
    ("Văn hóa", "Ngày Văn hóa Việt Nam", "Vietnam Culture Day"),
)
INSTEAD = re.compile(r"thay cho ngày (\d{2})/(\d{2})/(\d{4})")
LUNAR_NEW_YEAR = re.compile(r"tết nguyên đán|\d+ tết|giao thừa", re.IGNORECASE)


class Odd(StrEnum):
    """How the library and the table differ on a day."""

    MISSING = "missing"  # the library has it, the table has not
    EXTRA = "extra"  # the table has it, the library has not
    OTHER = "other"  # both have it, as different kinds


@dataclass(frozen=True, slots=True)
class Difference:
    """One day on which library and table differ; `theirs` and `ours` as days of a table, or None."""

    day: date
    how: Odd
    theirs: CalendarDay | None
    ours: CalendarDay | None


def proposed(year: int) -> list[CalendarDay]:
    """The days of `year` as the library has them, all provisional, both days of each swap."""
    import holidays  # wanted once a year: an office starts sooner without it

    said = holidays.country_holidays("VN", years=year, language="vi")
    return sorted((row for day, name in said.items() for row in _rows(day, name)), key=lambda row: row.day)


def _rows(day: date, name: str) -> list[CalendarDay]:
    basis = f"holidays {version('holidays')}"
    instead = INSTEAD.search(name)
    if instead:
        worked = date(int(instead[3]), int(instead[2]), int(instead[1]))
        title, title_en = "ngày nghỉ hoán đổi", "swapped day"
        return [
            CalendarDay(day, DayKind.SWAP_OFF, title, title_en, basis, Status.PROVISIONAL, worked),
            CalendarDay(worked, DayKind.SWAP_WORK, title, title_en, basis, Status.PROVISIONAL, day),
        ]
    title, title_en = _named(name)
    compensatory = "nghỉ bù" in name and day.weekday() < SATURDAY
    return [
        CalendarDay(day, DayKind.COMPENSATORY if compensatory else DayKind.HOLIDAY, title, title_en, basis, Status.PROVISIONAL)
    ]  # fmt: skip


def _named(name: str) -> tuple[str, str]:
    """Our name of a day of the library; its own when we have none."""
    if LUNAR_NEW_YEAR.search(name):
        return "Tết Nguyên đán", "Tết"
    return next(((ours, english) for part, ours, english in NAMES if part in name), (name, name))


def differences(calendar: Calendar, year: int) -> list[Difference]:
    """Every day of `year` on which the library and `calendar` differ in being worked or off, in order; a weekend that both have
    off is no difference.
    """
    theirs = {row.day: row for row in proposed(year)}
    ours = {row.day: row for row in calendar.days.values() if row.day.year == year}
    found = []
    for day in sorted({*theirs, *ours}):
        here, there = ours.get(day), theirs.get(day)
        if _off(day, here) == _off(day, there):
            continue
        how = Odd.MISSING if here is None else Odd.EXTRA if there is None else Odd.OTHER
        found.append(Difference(day, how, there, here))
    return found


def _off(day: date, row: CalendarDay | None) -> bool:
    return day.weekday() >= SATURDAY if row is None else row.off
