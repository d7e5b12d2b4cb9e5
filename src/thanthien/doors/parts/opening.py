"""When the hall is open, in words: now, this week, and what is off soon. Nothing is reckoned here: worktime says it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils.translation import get_language

from thanthien.doors.parts.templatetags.words import day_short, weekday
from thanthien.people.models import Office
from thanthien.shared.clock import VIETNAM, day_of, local
from thanthien.shared.wording import say
from thanthien.worktime.queries import office_time
from thanthien.worktime.rules import Calendar, Hours, WeeklyHours, WorktimeError, next_opening, receiving_spans
from thanthien.worktime.tally import Office as OfficeTime

TOMORROW = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Opening:
    """`text` says whether the hall is open at the moment and until when or from when; `notice` says a day off that comes."""

    open: bool
    text: str
    today: str
    notice: str
    week: tuple[tuple[str, str], ...]


def opening_of(office: Office, *, at: datetime) -> Opening | None:
    """The opening of an office at a moment; None when its hours or the days off of the year are not entered."""
    try:
        time = _time(office)
        return _opening(time.calendar, time.hours, local(at))
    except WorktimeError:
        return None


def _time(office: Office) -> OfficeTime:
    """The working time of an office, read once for the row that a page holds."""
    kept = office.__dict__.get("_working_time")
    if kept is None:
        kept = office.__dict__["_working_time"] = office_time(unit=office.pk)
    return kept


def off_days(office: Office) -> Callable[[date], bool]:
    """Says of a day whether the office is shut by a day off of its calendar; of a year not entered, that it is not."""
    try:
        calendar = _time(office).calendar
    except WorktimeError:
        return lambda day: False

    def is_off(day: date) -> bool:
        try:
            entry = calendar.entry(day)
        except WorktimeError:
            return False
        return entry is not None and entry.off

    return is_off


def _opening(calendar: Calendar, hours: Hours, at: datetime) -> Opening:
    today, minute = day_of(at), at.hour * 60 + at.minute
    spans = receiving_spans(day=today, calendar=calendar, hours=hours)
    running = next((closes for opens, closes in spans if opens <= minute < closes), None)
    opens = next_opening(at=at, calendar=calendar, hours=hours)
    if running is not None:
        text = say("Đang mở đến {hour}", hour=clock(running))
    elif day_of(opens) == today and any(closes <= minute for _, closes in spans):
        text = say("Đang nghỉ trưa, mở lại {hour}", hour=clock(opens.hour * 60 + opens.minute))
    elif day_of(opens) == today:
        text = say("Hôm nay mở từ {hour}", hour=clock(opens.hour * 60 + opens.minute))
    else:
        text = say("Đang đóng, mở lại {when}", when=_when(opens, today))
    return Opening(running is not None, text, spans_text(spans), _notice(calendar, hours, today), _week(hours.on(today)))


def _notice(calendar: Calendar, hours: Hours, today: date) -> str:
    """The day off of today or tomorrow, and when the hall opens again."""
    for day in (today, today + TOMORROW):
        entry = calendar.entry(day)
        if entry is None or not entry.off:
            continue
        name = entry.name_en if get_language() == "en" else entry.name
        again = next_opening(at=_midnight(day), calendar=calendar, hours=hours)
        when = _when(again, today)
        if day == today:
            return say("Hôm nay, {day}, nghỉ {name}. Một cửa mở lại {when}.", day=_day(day), name=name, when=when)
        return say("Mai, {day}, nghỉ {name}. Một cửa mở lại {when}.", day=_day(day), name=name, when=when)
    return ""


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=VIETNAM)


def _day(day: date) -> str:
    return f"{weekday(day)} {day_short(day)}"


def _when(moment: datetime, today: date) -> str:
    hour = clock(moment.hour * 60 + moment.minute)
    if day_of(moment) == today + TOMORROW:
        return say("{hour} sáng mai", hour=hour) if moment.hour < 12 else say("{hour} ngày mai", hour=hour)
    return say("{hour} {day}", hour=hour, day=_day(day_of(moment)))


def clock(minute: int) -> str:
    """7:30 for 450."""
    return f"{minute // 60}:{minute % 60:02d}"


def spans_text(spans: tuple[tuple[int, int], ...]) -> str:
    """ "7:30–11:30 và 13:30–17:00", or "" for a day shut."""
    texts = [f"{clock(opens)}–{clock(closes)}" for opens, closes in spans]
    return say("{morning} và {afternoon}", morning=texts[0], afternoon=texts[1]) if len(texts) == 2 else ", ".join(texts)


def _week(hours: WeeklyHours) -> tuple[tuple[str, str], ...]:
    """Days in a row with the same hours in one line: ("Thứ Hai đến thứ Sáu", "7:30–11:30 và 13:30–17:00")."""
    monday = date(2024, 1, 1)  # a Monday: only its weekday is read
    lines = []
    for spans, days in groupby(range(5), key=lambda day: hours.days[day]):
        run = list(days)
        first, last = (weekday(monday + timedelta(days=day)) for day in (run[0], run[-1]))
        whole = say("{first} đến {last}", first=first, last=last) if len(run) > 1 else first
        text = str(whole)
        lines.append((text[:1].upper() + text[1:], spans_text(spans)))
    return tuple(lines)
