"""The calendar of an office: which days differ from the plain week, on what ground, how sure we are. Pure: no files, no clock."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from thanthien.shared.wording import Refusal, say

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class WorktimeError(Refusal, ValueError):
    """Something about working time cannot be reckoned; the sentence says what to do."""


class CalendarMissing(WorktimeError):
    """A day lies in a year whose days off nobody has entered."""

    def __init__(self, year: int) -> None:
        super().__init__(say("Chưa có lịch nghỉ năm {year}. Nhờ quản trị nạp lịch năm {year} rồi tính lại ngày hẹn.", year=year))
        self.year = year


class DayKind(StrEnum):
    HOLIDAY = "holiday"
    COMPENSATORY = "compensatory"
    SWAP_OFF = "swap_off"
    SWAP_WORK = "swap_work"
    LOCAL_OFF = "local_off"


class Status(StrEnum):
    OFFICIAL = "official"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day that differs from the plain week. `swap_with` names the other day of a swap."""

    day: date
    kind: DayKind
    name: str
    name_en: str
    basis: str
    status: Status = Status.OFFICIAL
    swap_with: date | None = None
    note: str = ""

    @property
    def off(self) -> bool:
        return self.kind is not DayKind.SWAP_WORK


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the table: `official` when its notices are out."""

    year: int
    status: Status
    basis: str
    note: str = ""


@dataclass(frozen=True)
class Calendar:
    """The days that differ and the years that are known. Build it with `calendar_of`, which checks the table."""

    days: Mapping[date, CalendarDay]
    years: Mapping[int, Year]

    def entry(self, day: date) -> CalendarDay | None:
        """What the table says of `day`, None for a day of the plain week. Raises CalendarMissing for a year not in the table."""
        if day.year not in self.years:
            raise CalendarMissing(day.year)
        return self.days.get(day)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday and swapped Saturdays, without the days off. Raises CalendarMissing."""
        entry = self.entry(day)
        return day.weekday() < SATURDAY if entry is None else not entry.off

    def status(self, day: date) -> Status:
        """Provisional when the day itself or its whole year is. Raises CalendarMissing."""
        entry = self.entry(day)
        year = self.years[day.year].status
        return year if entry is None or year is Status.PROVISIONAL else entry.status

    def with_days(self, *own: CalendarDay) -> "Calendar":
        """This calendar with a unit's own days laid over it. Raises WorktimeError when the result does not hold together."""
        return calendar_of(days=[*{**self.days, **{row.day: row for row in own}}.values()], years=self.years.values())

    @cached_property
    def version(self) -> str:
        """`cal-` and 12 hex letters: the same for the same days and years."""
        rows: list[list[str]] = [[str(y.year), y.status] for _, y in sorted(self.years.items())]
        rows += [
            [str(row.day), row.kind, row.name, row.basis, row.status, str(row.swap_with)] for _, row in sorted(self.days.items())
        ]
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        return "cal-" + hashlib.sha256(text.encode()).hexdigest()[:12]


def calendar_of(*, days: Iterable[CalendarDay], years: Iterable[Year]) -> Calendar:
    """A checked calendar. Raises WorktimeError for a day twice, a day without its year, half a swap, a wrong weekday."""
    by_year = {year.year: year for year in years}
    by_date: dict[date, CalendarDay] = {}
    for row in days:
        if row.day in by_date:
            raise WorktimeError(say("Lịch nghỉ ghi ngày {day:%d/%m/%Y} hai lần. Giữ lại một dòng.", day=row.day))
        if row.day.year not in by_year:
            raise CalendarMissing(row.day.year)
        by_date[row.day] = row
    for row in by_date.values():
        _check_weekday(row)
        _check_swap(row, by_date)
    return Calendar(dict(sorted(by_date.items())), by_year)


def _check_weekday(row: CalendarDay) -> None:
    weekend = row.day.weekday() >= SATURDAY
    if row.kind is DayKind.SWAP_WORK and not weekend:
        raise WorktimeError(say("Ngày làm bù {day:%d/%m/%Y} không phải cuối tuần. Xem lại thông báo hoán đổi.", day=row.day))
    if row.kind in (DayKind.SWAP_OFF, DayKind.COMPENSATORY) and weekend:
        raise WorktimeError(say("Ngày nghỉ bù hoặc hoán đổi {day:%d/%m/%Y} rơi vào cuối tuần. Xem lại thông báo.", day=row.day))


def _check_swap(row: CalendarDay, table: Mapping[date, CalendarDay]) -> None:
    pairs = {DayKind.SWAP_OFF: DayKind.SWAP_WORK, DayKind.SWAP_WORK: DayKind.SWAP_OFF}
    wanted = pairs.get(row.kind)
    if wanted is None:
        if row.swap_with is not None:
            raise WorktimeError(
                say("Ngày {day:%d/%m/%Y} không hoán đổi mà lại ghi ngày hoán đổi. Bỏ mục swap_with.", day=row.day)
            )
        return
    other = None if row.swap_with is None else table.get(row.swap_with)
    if other is None or other.kind is not wanted or other.swap_with != row.day:
        raise WorktimeError(say("Ngày hoán đổi {day:%d/%m/%Y} thiếu ngày đi cùng. Ghi cả ngày nghỉ và ngày làm bù.", day=row.day))
