"""Reading the calendar and the default hours that ship with the programme, and the due date with both of them in place."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from thanthien.law.queries import law_book
from thanthien.worktime import moments, rules
from thanthien.worktime.day_table import Calendar, CalendarDay, CalendarMissing, DayKind, Status, WorktimeError, Year, calendar_of
from thanthien.worktime.deadline import Deadline, Options, Term
from thanthien.worktime.office_hours import WeeklyHours

DATA = Path(__file__).parent / "data"

UnitHours = Mapping[str, Any] | WeeklyHours | None


def read_calendar(*, path: Path) -> Calendar:
    """The calendar of one YAML file (`years`, `days`). Raises WorktimeError naming what must be mended."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        years = [Year(row["year"], Status(row["status"]), row["basis"], row.get("note", "")) for row in raw["years"]]
        days = [calendar_day(row=row) for row in raw["days"]]
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise WorktimeError(f"Lịch nghỉ {path.name} chưa đọc được: {error}") from error
    return calendar_of(days=days, years=years)


def calendar_day(*, row: Mapping[str, Any]) -> CalendarDay:
    """One day of the table from YAML or JSON (dates as date or `2026-11-24`). Raises KeyError, ValueError or TypeError."""
    other = row.get("swap_with")
    return CalendarDay(
        day=_date(row["date"]),
        kind=DayKind(row["kind"]),
        name=row["name"],
        name_en=row["name_en"],
        basis=row["basis"],
        status=Status(row["status"]),
        swap_with=_date(other) if other else None,
        note=row.get("note", ""),
    )


def _date(value: Any) -> date:
    return value if type(value) is date else date.fromisoformat(value)


@cache
def national_calendar() -> Calendar:
    """The days off of the country, read once."""
    return read_calendar(path=DATA / "calendar.yaml")


def calendar_for(*, unit_days: Sequence[CalendarDay] = (), year: int | None = None) -> Calendar:
    """The calendar of a unit: the national one with the unit's own days over it.

    With `year`, raises CalendarMissing when that year has no days off entered.
    """
    calendar = _with_days(tuple(unit_days))
    if year is not None and year not in calendar.years:
        raise CalendarMissing(year)
    return calendar


@lru_cache(maxsize=4_096)
def _with_days(unit_days: tuple[CalendarDay, ...]) -> Calendar:
    return national_calendar().with_days(*unit_days) if unit_days else national_calendar()


def known_years() -> tuple[Year, ...]:
    """The years of the calendar with their status, for the administrator's page."""
    return tuple(year for _, year in sorted(national_calendar().years.items()))


@cache
def default_hours() -> WeeklyHours:
    """The hours of an office that has set none of its own."""
    return WeeklyHours.from_dict(yaml.safe_load((DATA / "hours.yaml").read_text(encoding="utf-8")))


def hours_for(unit_hours: UnitHours = None) -> WeeklyHours:
    """The hours of a unit from its JSON (see `WeeklyHours.from_dict`), the default for None or `{}`. Raises WorktimeError."""
    if isinstance(unit_hours, WeeklyHours):
        return unit_hours
    return _hours_of(json.dumps(unit_hours, sort_keys=True, default=str)) if unit_hours else default_hours()


@lru_cache(maxsize=4_096)
def _hours_of(text: str) -> WeeklyHours:
    return WeeklyHours.from_dict(json.loads(text))


def due(
    *,
    received_at: datetime,
    term: Term,
    calendar: Calendar | None = None,
    hours: WeeklyHours | None = None,
    options: Options = rules.NO_OPTIONS,
) -> Deadline:
    """`rules.due` with the law in its place, and the national calendar and default hours where none are given; raises as it."""
    return rules.due(
        received_at=received_at,
        term=term,
        calendar=calendar or national_calendar(),
        hours=hours or default_hours(),
        law=law_book(),
        options=options,
    )


def working_days_left(*, today: date, due: date, unit_days: Sequence[CalendarDay] = ()) -> int:
    """Working days after `today` up to and with the due day: 0 on the day, negative afterwards."""
    return moments.working_days_between(start=today, end=due, calendar=calendar_for(unit_days=unit_days))
