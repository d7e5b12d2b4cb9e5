"""Working time and due dates: the one way in for other rooms' rules. Pure: no Django, no files, no clock.

`due` reckons a term and explains every day; the smaller questions (`next_opening`, `working_minutes_between`, …) are here too.
"""

from datetime import datetime

from thanthien.law.rules import LawBook
from thanthien.shared.wording import say
from thanthien.worktime.calendar_count import on_calendar
from thanthien.worktime.clock_count import on_clock
from thanthien.worktime.day_table import (
    Calendar,
    CalendarDay,
    CalendarMissing,
    DayKind,
    Status,
    WorktimeError,
    Year,
    calendar_of,
)
from thanthien.worktime.deadline import (
    AppliedRule,
    Citation,
    ClockMode,
    CountUnit,
    DayCode,
    Deadline,
    ExplainedDay,
    Options,
    Pause,
    Term,
    TermUnit,
)
from thanthien.worktime.moments import (
    add_working_days,
    add_working_minutes,
    closing_of,
    is_open,
    is_working_day,
    next_opening,
    next_working_day,
    next_working_moment,
    previous_working_day,
    receiving_spans,
    to_minute,
    working_days_between,
    working_minutes_between,
    working_spans,
)
from thanthien.worktime.office_hours import DatedHours, Hours, HoursPeriod, SaturdayOpening, WeeklyHours
from thanthien.worktime.summary import applied_rule, summary
from thanthien.worktime.tally import Count, Office, merged
from thanthien.worktime.wording import Telling, duration, explained, long_day

__all__ = [
    "AppliedRule",
    "Calendar",
    "CalendarDay",
    "CalendarMissing",
    "Citation",
    "ClockMode",
    "CountUnit",
    "DayCode",
    "DatedHours",
    "DayKind",
    "Deadline",
    "ExplainedDay",
    "Hours",
    "HoursPeriod",
    "Options",
    "Pause",
    "SaturdayOpening",
    "Status",
    "Term",
    "TermUnit",
    "WeeklyHours",
    "WorktimeError",
    "Year",
    "add_working_days",
    "add_working_minutes",
    "calendar_of",
    "closing_of",
    "due",
    "due_moment",
    "duration",
    "is_open",
    "is_working_day",
    "long_day",
    "next_opening",
    "next_working_day",
    "next_working_moment",
    "previous_working_day",
    "receiving_spans",
    "working_days_between",
    "working_minutes_between",
    "working_spans",
]

NO_OPTIONS = Options()


def due(
    *,
    received_at: datetime,
    term: Term,
    calendar: Calendar,
    hours: Hours,
    law: LawBook,
    options: Options = NO_OPTIONS,
) -> Deadline:
    """When a matter received at `received_at` (aware; counted to the minute) is due, and why.

    Raises WorktimeError for a moment without time zone, a restart before the receipt, a pause that ends before it starts;
    CalendarMissing when the count reaches a year without days off; LawError when no rule is in force on the day it starts.
    The ways of reckoning are those of docs/adr/0002-working-time.md.
    """
    office = Office(calendar, hours)
    count = _count(received_at, term, office, law, options)
    telling = Telling(count, term.unit, office, law, options)
    days = tuple(explained(tally=tally, telling=telling) for tally in count.tallies)
    rule = applied_rule(term=term, telling=telling)
    text, text_en = summary(rule=rule, days=days, telling=telling)
    sure = all(calendar.status(row.day) is Status.OFFICIAL for row in days)
    return Deadline(
        due_at=count.due,
        received_at=count.received,
        starts_at=count.starts,
        term=term,
        amount=count.amount,
        amount_unit=count.unit,
        days=days,
        rule=rule,
        summary=text,
        summary_en=text_en,
        calendar_status=Status.OFFICIAL if sure else Status.PROVISIONAL,
        calendar_version=calendar.version,
        law_version=law.version,
        pauses=options.pauses,
        restart_at=options.restart_at,
    )


def due_moment(
    *, received_at: datetime, term: Term, office: Office, law: LawBook, options: Options = NO_OPTIONS
) -> datetime:  # fmt: skip
    """The moment of `due` alone, without the explanation: for many at once. Raises as it."""
    return _count(received_at, term, office, law, options).due


def _count(received_at: datetime, term: Term, office: Office, law: LawBook, options: Options) -> Count:
    received = to_minute(received_at)
    begin = received if options.restart_at is None else to_minute(options.restart_at)
    if begin < received:
        raise WorktimeError(say("Thời điểm bổ sung đủ không thể trước lúc nhận hồ sơ. Xem lại hai thời điểm này."))
    pauses = merged(options.pauses)
    if term.unit in (TermUnit.CALENDAR_DAY, TermUnit.MONTH):
        return on_calendar(received=received, begin=begin, term=term, office=office, pauses=pauses)
    cutoff = None
    if options.cutoff and term.unit is TermUnit.SAME_DAY:
        clock = law.rule(code="same_day.cutoff", on=begin.date()).clock
        cutoff = clock.hour * 60 + clock.minute
    return on_clock(received=received, begin=begin, term=term, office=office, clock=options.clock, cutoff=cutoff, pauses=pauses)
