"""The days off and opening hours of an office as a calendar file that phones and mail programs read (RFC 5545)."""

from collections.abc import Iterator
from datetime import date, timedelta

from icalendar import Calendar as File
from icalendar import Event, Timezone, TimezoneStandard

from thanthien.people.models import Office as OfficeRow
from thanthien.shared.clock import VIETNAM
from thanthien.shared.wording import say
from thanthien.worktime import queries
from thanthien.worktime.day_table import ONE_DAY, SATURDAY, CalendarDay, CalendarMissing, DayKind, Status
from thanthien.worktime.moments import at_minute, receiving_spans
from thanthien.worktime.office_hours import Span
from thanthien.worktime.tally import Office

ZONE = "Asia/Ho_Chi_Minh"


def year(unit: str, year: int) -> bytes:
    """The whole of `year` of `unit`: each day off as a whole-day event, opening hours as stretches that repeat until they change.

    Raises CalendarMissing for a year without days off, WorktimeError for hours that cannot be read.
    """
    office = queries.office_time(unit=unit)
    if year not in office.calendar.years:
        raise CalendarMissing(year)
    row = OfficeRow.objects.select_related("unit").filter(pk=unit).first()
    name, where = (row.centre, row.address) if row else (unit, "")
    file = File()
    file.add("prodid", "-//Than Thien//Gio lam viec//VI")
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    file.add("x-wr-calname", f"{name} {year}")
    file.add("x-wr-timezone", ZONE)
    file.add_component(_zone())
    stamp = at_minute(date(year, 1, 1), 0)
    for event in (*_days_off(unit, year, office), *_opening(unit, year, office, where)):
        event.add("dtstamp", stamp)
        file.add_component(event)
    content: bytes = file.to_ical()
    return content


def _zone() -> Timezone:
    """Vietnam has one time and no summer time."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("dtstart", at_minute(date(1975, 6, 13), 0).replace(tzinfo=None))
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    return zone


def _days_off(unit: str, year: int, office: Office) -> Iterator[Event]:
    for row in office.calendar.days.values():
        if row.day.year != year or not row.off:
            continue
        event = Event()
        event.add("uid", f"nghi-{row.day:%Y%m%d}@{unit}.thanthien")
        event.add("summary", _title(row))
        event.add("description", _ground(row, sure=office.calendar.status(row.day) is Status.OFFICIAL))
        event.add("dtstart", row.day)
        event.add("dtend", row.day + ONE_DAY)
        event.add("transp", "TRANSPARENT")
        yield event


def _title(row: CalendarDay) -> str:
    if row.kind is DayKind.COMPENSATORY:
        return str(say("Nghỉ bù {name}", name=row.name))
    return str(say("Nghỉ {name}", name=row.name))


def _ground(row: CalendarDay, *, sure: bool) -> str:
    return row.basis if sure else " ".join([row.basis, str(say("(còn tạm tính)"))]).strip()


def _opening(unit: str, year: int, office: Office, where: str) -> Iterator[Event]:
    """One repeating event a stretch of equal weeks: each session of each weekday, and single events for the Saturdays worked."""
    runs: dict[tuple[int, Span], list[date]] = {}
    for offset in range((date(year + 1, 1, 1) - date(year, 1, 1)).days):
        day = date(year, 1, 1) + timedelta(days=offset)
        for span in receiving_spans(day=day, calendar=office.calendar, hours=office.hours):
            runs.setdefault((day.weekday(), span), []).append(day)
    for (weekday, (opens, closes)), days in sorted(runs.items()):
        event = Event()
        first = days[0]
        event.add("uid", f"gio-{year}-{weekday}-{opens}@{unit}.thanthien")
        event.add("summary", str(say("Một cửa mở cửa, thứ Bảy") if weekday == SATURDAY else say("Một cửa mở cửa")))
        event.add("dtstart", at_minute(first, opens).astimezone(VIETNAM))
        event.add("dtend", at_minute(first, closes).astimezone(VIETNAM))
        if where:
            event.add("location", where)
        if len(days) > 1:
            _repeat(event, days, opens)
        event.add("transp", "TRANSPARENT")
        yield event


def _repeat(event: Event, days: list[date], opens: int) -> None:
    """Weekly from the first to the last of `days`, without the weeks that are missing between them."""
    event.add("rrule", {"freq": "weekly", "until": at_minute(days[-1], opens)})
    worked, day = set(days), days[0]
    missing = []
    while day < days[-1]:
        if day not in worked:
            missing.append(at_minute(day, opens))
        day += timedelta(days=7)
    if missing:
        event.add("exdate", missing)
