"""Reading the calendar and hours: what ships with the programme, what a unit and those above it have set, and due dates in them.

`office_time(unit=…)` is the one way from a unit to its working time; one query when nothing has changed since the last time.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import QuerySet

from thanthien.journal.asking import composed
from thanthien.journal.settled import kept
from thanthien.law.queries import law_book
from thanthien.people.models import Office as OfficeRow
from thanthien.people.models import Unit
from thanthien.people.scoping import everywhere
from thanthien.shared.wording import say
from thanthien.worktime import moments, rules
from thanthien.worktime.day_table import Calendar, CalendarDay, CalendarMissing, DayKind, Status, WorktimeError, Year, calendar_of
from thanthien.worktime.deadline import Deadline, Options, Term
from thanthien.worktime.models import OwnDay, OwnHours, OwnYear, Timetable
from thanthien.worktime.office_hours import DatedHours, Hours, HoursPeriod, WeeklyHours
from thanthien.worktime.own_days import PLAIN, Layer, laid_over
from thanthien.worktime.tally import Office

DATA = Path(__file__).parent / "data"

# An office's unit and the three levels above it: the police of a commune, the commune, the province, the country.
LINEAGE = ("unit", "unit__parent", "unit__parent__parent", "unit__parent__parent__parent")

UnitHours = Mapping[str, Any] | WeeklyHours | None


def read_calendar(*, path: Path) -> Calendar:
    """The calendar of one YAML file (`years`, `days`). Raises WorktimeError naming what must be mended."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
        years = [Year(row["year"], Status(row["status"]), row["basis"], row.get("note", "")) for row in raw["years"]]
        days = [calendar_day(row=row) for row in raw["days"]]
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise WorktimeError(say("Lịch nghỉ {file} chưa đọc được: {error}", file=path.name, error=str(error))) from error
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


# ── what a unit has set of its own ──


def office_time(*, unit: str) -> Office:
    """The calendar and weekly hours of `unit`: its own over those of the units above it, over what ships with the programme.

    Raises WorktimeError when stored hours cannot be read.
    """
    return kept(unit, ("time",), lambda: _office_time(unit), hall=False)


def _office_time(unit: str) -> Office:
    row = _stamps.first(unit=unit)
    if row is None:
        return Office(national_calendar(), default_hours())
    hours, units, marks = row[0], row[1 : 1 + len(LINEAGE)], row[1 + len(LINEAGE) :]
    if not any(marks):
        return Office(national_calendar(), hours_for(hours))
    return _kept(json.dumps(hours or {}, sort_keys=True), units, marks)


@composed
def _stamps(unit: str) -> QuerySet[OfficeRow]:
    stamps = (f"{step}__timetable__stamp" for step in LINEAGE)
    return OfficeRow.objects.filter(pk=unit).values_list("hours", *(f"{step}_id" for step in LINEAGE), *stamps)


@lru_cache(maxsize=512)
def _kept(hours: str, units: tuple[str | None, ...], marks: tuple[str | None, ...]) -> Office:
    """Read once for the stamps `marks`; every change has a new stamp."""
    own, *above = (code for code in units if code)
    return Office(_calendar((*reversed(above), own)), _dated_hours(own, hours_for(json.loads(hours))))


def _dated_hours(unit: str, first: WeeklyHours) -> Hours:
    with everywhere():  # also asked for a public page of another unit
        rows = list(OwnHours.objects.filter(unit_id=unit))
    periods = tuple(
        HoursPeriod(row.valid_from, row.valid_to, WeeklyHours.from_dict({**row.hours, "source": row.basis}), row.basis)
        for row in rows
    )
    return DatedHours(first, periods) if periods else first


def _calendar(units: Sequence[str]) -> Calendar:
    """The national table with the layers of `units` over it, the highest first."""
    with everywhere():  # a province's days hold in its communes
        days = list(OwnDay.objects.filter(unit_id__in=units))
        years = list(OwnYear.objects.filter(unit_id__in=units))
    calendar = national_calendar()
    for unit in units:
        calendar = laid_over(
            calendar, _layer([row for row in days if row.unit_id == unit], [y for y in years if y.unit_id == unit])
        )
    return calendar


def _layer(days: Sequence[OwnDay], years: Sequence[OwnYear]) -> Layer:
    return Layer(
        tuple(
            CalendarDay(
                row.day, DayKind(row.kind), row.name, row.name_en or row.name, row.document or row.note, Status(row.status),
                row.swap_with, row.note,
            )
            for row in days if row.kind != PLAIN
        ),
        frozenset(row.day for row in days if row.kind == PLAIN),
        tuple(Year(row.year, Status(row.status), row.document) for row in years),
    )  # fmt: skip


def lineage_of(*, unit: str) -> tuple[str, ...]:
    """The unit and those above it, the highest first."""
    row = Unit.objects.filter(pk=unit).values_list("parent__parent__parent_id", "parent__parent_id", "parent_id", "code").first()
    return tuple(code for code in row if code) if row else ()


def calendar_of_unit(*, unit: str, own: bool = True) -> Calendar:
    """The calendar as the tables have it now; without `own`, what the units above say. Raises WorktimeError when it does not hold
    together.
    """
    units = lineage_of(unit=unit)
    return _calendar(units if own else [code for code in units if code != unit])


def timetable(*, unit: str) -> Timetable | None:
    """The unit's mark of own hours and days; its `witness()` tells a form what it was made from."""
    found: Timetable | None = Timetable.objects.filter(pk=unit).first()
    return found


def own_days(*, unit: str, year: int) -> dict[date, OwnDay]:
    """The unit's own rows of a year."""
    return {row.day: row for row in OwnDay.objects.filter(unit_id=unit, day__year=year)}


def own_year(*, unit: str, year: int) -> OwnYear | None:
    """What the unit itself said of a year."""
    found: OwnYear | None = OwnYear.objects.filter(unit_id=unit, year=year).first()
    return found


def own_hours(*, unit: str) -> list[OwnHours]:
    """Every change of the weekly hours, the newest first."""
    return list(OwnHours.objects.filter(unit_id=unit).order_by("-valid_from", "-pk"))


# ── due dates ──


def due(
    *,
    received_at: datetime,
    term: Term,
    calendar: Calendar | None = None,
    hours: Hours | None = None,
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


def working_days_left(*, today: date, due: date, unit: str = "") -> int:
    """Working days after `today` up to and with the due day: 0 on the day, negative afterwards; in the calendar of `unit`."""
    calendar = office_time(unit=unit).calendar if unit else national_calendar()
    return moments.working_days_between(start=today, end=due, calendar=calendar)
