"""A unit's own days and years laid over those of the level above. Pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from thanthien.worktime.day_table import Calendar, CalendarDay, DayKind, Status, Year, calendar_of

PLAIN = "plain"  # the day is like any other of its week, whatever the level above says of it


@dataclass(frozen=True, slots=True)
class Layer:
    """What one unit says: days that differ, days that are plain again, years opened or confirmed."""

    days: tuple[CalendarDay, ...] = ()
    plain: frozenset[date] = frozenset()
    years: tuple[Year, ...] = ()


def laid_over(base: Calendar, layer: Layer) -> Calendar:
    """`base` with one level over it. A year confirmed here makes the days from above certain; what is left of a broken swap stays
    a day off, or is a plain Saturday again. Raises WorktimeError when the layer does not hold together by itself.
    """
    years = {**base.years, **{year.year: year for year in layer.years}}
    sure = {year.year for year in layer.years if year.status is Status.OFFICIAL}
    table = {row.day: replace(row, status=Status.OFFICIAL) if row.day.year in sure else row for row in base.days.values()}
    for day in layer.plain:
        table.pop(day, None)
    table.update((row.day, row) for row in layer.days)
    own = {row.day for row in layer.days}
    return calendar_of(days=_mended(table, own), years=years.values())


def _mended(table: Mapping[date, CalendarDay], own: set[date]) -> Iterable[CalendarDay]:
    for row in table.values():
        other = table.get(row.swap_with) if row.swap_with else None
        if row.swap_with is None or row.day in own or (other is not None and other.swap_with == row.day):
            yield row
        elif row.kind is DayKind.SWAP_OFF:
            yield replace(row, kind=DayKind.LOCAL_OFF, swap_with=None)


def year_digest(calendar: Calendar, year: int) -> str:
    """12 hex letters, the same for the same days of `year`: so that a change after the confirmation is seen."""
    rows = [[str(row.day), row.kind, row.name, str(row.swap_with)] for row in calendar.days.values() if row.day.year == year]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()[:12]


def confirmed_alike(calendar: Calendar, year: int) -> bool:
    """True when the year and every day of it that differs from the plain week are certain."""
    rows = [row for row in calendar.days.values() if row.day.year == year]
    known = calendar.years.get(year)
    return known is not None and known.status is Status.OFFICIAL and all(row.status is Status.OFFICIAL for row in rows)
