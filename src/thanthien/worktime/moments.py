"""Questions about single moments and stretches of working time. Pure; every moment is aware and counts to the minute.

A span is open from its first minute up to, not including, its closing minute: at 17:30 sharp the office is shut.
"""

from datetime import date, datetime, time, timedelta

from thanthien.shared.clock import VIETNAM
from thanthien.shared.wording import say
from thanthien.worktime.day_table import ONE_DAY, SATURDAY, Calendar, DayKind, WorktimeError
from thanthien.worktime.office_hours import Hours, Span


def to_minute(moment: datetime) -> datetime:
    """`moment` in Vietnam's time, seconds cut off as on the printed receipt. Raises WorktimeError for one without a time zone."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise WorktimeError(say("Thời điểm chưa ghi múi giờ. Ghi đủ, như 2026-11-19T16:00+07:00."))
    return moment.astimezone(VIETNAM).replace(second=0, microsecond=0)


def at_minute(day: date, minute: int) -> datetime:
    """The moment `minute` minutes after the midnight that begins `day` in Vietnam."""
    return datetime.combine(day, time(minute // 60, minute % 60), tzinfo=VIETNAM)


def minute_of(moment: datetime) -> int:
    """Minutes after midnight of a moment already in Vietnam's time."""
    return moment.hour * 60 + moment.minute


def working_spans(*, day: date, calendar: Calendar, hours: Hours) -> tuple[Span, ...]:
    """The hours worked on `day`, empty on a day off. A swapped Saturday has the hours of the day it stands in for."""
    entry = calendar.entry(day)
    if entry is None:
        return hours.on(day).days[day.weekday()] if day.weekday() < SATURDAY else ()
    if entry.kind is DayKind.SWAP_WORK and entry.swap_with is not None:
        return hours.on(day).days[entry.swap_with.weekday()]
    return ()


def receiving_spans(*, day: date, calendar: Calendar, hours: Hours) -> tuple[Span, ...]:
    """When the counter receives on `day`: the working hours, and on other Saturdays that are no holiday the Saturday openings."""
    spans = working_spans(day=day, calendar=calendar, hours=hours)
    if not spans and day.weekday() == SATURDAY and calendar.entry(day) is None:
        return hours.saturday(day)
    return spans


def is_working_day(*, day: date, calendar: Calendar) -> bool:
    """True when `day` counts as a working day for terms."""
    return calendar.is_working_day(day)


def is_open(*, at: datetime, calendar: Calendar, hours: Hours) -> bool:
    """True when the counter receives at that minute."""
    local = to_minute(at)
    spans = receiving_spans(day=local.date(), calendar=calendar, hours=hours)
    return any(opens <= minute_of(local) < closes for opens, closes in spans)


def closing_of(*, day: date, calendar: Calendar, hours: Hours) -> datetime | None:
    """The last closing time of `day`, Saturday openings included; None when the counter is shut all day."""
    spans = receiving_spans(day=day, calendar=calendar, hours=hours)
    return at_minute(day, spans[-1][1]) if spans else None


def next_opening(*, at: datetime, calendar: Calendar, hours: Hours) -> datetime:
    """`at` itself (to the minute) when the counter receives then, else the next moment it does."""
    return _next(at, calendar, hours, receiving=True)


def next_working_moment(*, at: datetime, calendar: Calendar, hours: Hours) -> datetime:
    """`at` itself (to the minute) when it is working time, else the start of the next; Saturday openings are not working time."""
    return _next(at, calendar, hours, receiving=False)


def _next(at: datetime, calendar: Calendar, hours: Hours, *, receiving: bool) -> datetime:
    local = to_minute(at)
    day, minute = local.date(), minute_of(local)
    spans_of = receiving_spans if receiving else working_spans
    while True:
        for opens, closes in spans_of(day=day, calendar=calendar, hours=hours):
            if minute < closes:
                return at_minute(day, max(opens, minute))
        day, minute = day + ONE_DAY, 0


def add_working_days(*, day: date, count: int, calendar: Calendar) -> date:
    """The `count`-th working day after `day` (before it when negative); `day` itself is never counted. 0 gives `day` back."""
    step = ONE_DAY if count > 0 else -ONE_DAY
    left = abs(count)
    while left:
        day += step
        left -= calendar.is_working_day(day)
    return day


def next_working_day(*, day: date, calendar: Calendar) -> date:
    """The first working day after `day`."""
    return add_working_days(day=day, count=1, calendar=calendar)


def previous_working_day(*, day: date, calendar: Calendar) -> date:
    """The last working day before `day`."""
    return add_working_days(day=day, count=-1, calendar=calendar)


def working_days_between(*, start: date, end: date, calendar: Calendar) -> int:
    """Working days after `start` up to and with `end`: 0 on the day itself, negative when `end` lies behind."""
    if end < start:
        return -working_days_between(start=end, end=start, calendar=calendar)
    return sum(calendar.is_working_day(start + timedelta(days=offset)) for offset in range(1, (end - start).days + 1))


def working_minutes_between(*, start: datetime, end: datetime, calendar: Calendar, hours: Hours) -> int:
    """Working minutes from `start` to `end`; negative when `end` comes first, so "time left" of a late case is below zero."""
    first, last = to_minute(start), to_minute(end)
    if last < first:
        return -working_minutes_between(start=last, end=first, calendar=calendar, hours=hours)
    day, total = first.date(), 0
    while day <= last.date():
        low = minute_of(first) if day == first.date() else 0
        high = minute_of(last) if day == last.date() else 24 * 60
        for opens, closes in working_spans(day=day, calendar=calendar, hours=hours):
            total += max(0, min(high, closes) - max(low, opens))
        day += ONE_DAY
    return total


def add_working_minutes(*, at: datetime, minutes: int, calendar: Calendar, hours: Hours) -> datetime:
    """The earliest moment by which `minutes` of working time have passed since `at`; `at` itself (to the minute) for 0.

    Raises WorktimeError for a negative amount.
    """
    if minutes < 0:
        raise WorktimeError(say("Số phút làm việc cộng thêm không được âm."))
    moment = to_minute(at)
    day, low, left = moment.date(), minute_of(moment), minutes
    while left:
        for opens, closes in working_spans(day=day, calendar=calendar, hours=hours):
            opens = max(opens, low)
            if left <= closes - opens:
                return at_minute(day, opens + left)
            left -= max(0, closes - opens)
        day, low = day + ONE_DAY, 0
    return moment
