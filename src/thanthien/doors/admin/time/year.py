"""A year as a wall calendar: twelve months, what each day is, its lunar day, how certain it is."""

from dataclasses import dataclass
from datetime import date, timedelta

from vnlunar import get_lunar_date

from thanthien.doors.parts.lunar import lunar_day
from thanthien.shared.wording import Sentence, say
from thanthien.worktime.day_table import SATURDAY, Calendar, CalendarDay, DayKind, Status
from thanthien.worktime.models import OwnDay
from thanthien.worktime.own_days import PLAIN

KIND_WORDS: dict[str, Sentence] = {
    DayKind.HOLIDAY: say("nghỉ lễ"), DayKind.COMPENSATORY: say("nghỉ bù"), DayKind.SWAP_OFF: say("nghỉ hoán đổi"),
    DayKind.SWAP_WORK: say("làm bù"), DayKind.LOCAL_OFF: say("nghỉ riêng"), PLAIN: say("như ngày thường"),
}  # fmt: skip
MARKS = {
    DayKind.HOLIDAY: say("lễ"), DayKind.COMPENSATORY: say("bù"), DayKind.SWAP_OFF: say("đổi"), DayKind.SWAP_WORK: say("làm"),
    DayKind.LOCAL_OFF: say("riêng"), PLAIN: say("thường"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. `kind` is the class of its look, `mark` the word under the number, `title` what it is in words."""

    day: date
    kind: str
    lunar: str
    mark: str
    title: str
    sure: bool
    own: bool
    today: bool


@dataclass(frozen=True, slots=True)
class Month:
    number: int
    name: str
    weeks: list[list[Cell | None]]
    worked: int


def months(calendar: Calendar, own: dict[date, OwnDay], *, year: int, today: date) -> list[Month]:
    """The twelve months; weeks begin on Monday, days of other months are None."""
    return [_month(calendar, own, year, number, today) for number in range(1, 13)]


def _month(calendar: Calendar, own: dict[date, OwnDay], year: int, number: int, today: date) -> Month:
    first = date(year, number, 1)
    after = date(year + number // 12, number % 12 + 1, 1)
    days = [first + timedelta(days=offset) for offset in range((after - first).days)]
    cells: list[Cell | None] = [None] * first.weekday()
    cells += [_cell(calendar, own.get(day), day, today) for day in days]
    cells += [None] * (-len(cells) % 7)
    worked = sum(calendar.is_working_day(day) for day in days)
    return Month(number, str(say("Tháng {n}", n=number)), [cells[at : at + 7] for at in range(0, len(cells), 7)], worked)


def _cell(calendar: Calendar, own: OwnDay | None, day: date, today: date) -> Cell:
    entry = calendar.entry(day)
    sure = calendar.status(day) is Status.OFFICIAL
    if entry is not None:
        kind, mark = str(entry.kind), str(MARKS[entry.kind])
    elif own is not None and own.kind == PLAIN:
        kind, mark = PLAIN, str(MARKS[PLAIN])
    else:
        kind, mark = ("weekend" if day.weekday() >= SATURDAY else ""), ""
    return Cell(day, kind, _lunar(day), mark, title_of(day, entry, own), sure, own is not None, day == today)


def _lunar(day: date) -> str:
    """14, or 1/10 on the first of a lunar month."""
    lunar = get_lunar_date(day.day, day.month, day.year)
    number = int(lunar["day"])
    return f"1/{int(lunar['month'])}" if number == 1 else str(number)


def title_of(day: date, entry: CalendarDay | None, own: OwnDay | None) -> str:
    """What a day is, in words for a screen reader and a pointer: nghỉ lễ Quốc khánh, Thông báo …, âm lịch 21 tháng Bảy."""
    parts = []
    if entry is not None:
        parts += [f"{KIND_WORDS[entry.kind]} {entry.name}", entry.basis]
    elif own is not None:
        parts += [f"{KIND_WORDS[PLAIN]}: {own.name}", own.document]
    parts.append(str(say("âm lịch {day}", day=lunar_day(day))))
    return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Differing:
    """One line of the list below the calendar: a day that is not like its week, and on what ground."""

    day: date
    kind: Sentence | str
    name: str
    basis: str
    other: date | None
    sure: bool
    own: bool


def differing(calendar: Calendar, own: dict[date, OwnDay], *, year: int) -> list[Differing]:
    """Every day of the year that differs from the plain week, and the unit's own days that make it plain again."""
    rows = {
        row.day: Differing(
            row.day, KIND_WORDS[row.kind], row.name, row.basis, row.swap_with, calendar.status(row.day) is Status.OFFICIAL,
            row.day in own,
        )
        for row in calendar.days.values()
        if row.day.year == year
    }  # fmt: skip
    for day, row in own.items():
        if row.kind == PLAIN:
            rows[day] = Differing(day, KIND_WORDS[PLAIN], row.name, row.document, None, row.status == Status.OFFICIAL, True)
    return [rows[day] for day in sorted(rows)]
