"""Counting on the office's clock: same day, working hours, working days. Pure."""

from collections.abc import Iterator
from datetime import date, datetime

from thanthien.worktime.day_table import ONE_DAY
from thanthien.worktime.deadline import ClockMode, CountUnit, DayCode, Term, TermUnit
from thanthien.worktime.moments import (
    add_working_days,
    add_working_minutes,
    at_minute,
    minute_of,
    next_working_moment,
    working_minutes_between,
)
from thanthien.worktime.office_hours import Span
from thanthien.worktime.tally import Count, Office, Phase, Stops, Tally, days_between, first_code, lead_days

# For each day: working minutes the clock ran, working minutes it stood still.
Ledger = dict[date, tuple[int, int]]


def on_clock(
    *, received: datetime, begin: datetime, term: Term, office: Office, clock: ClockMode, cutoff: int | None, pauses: Stops
) -> Count:
    """Count a term that uses working time. `begin` is the receipt or the restart; a same-day matter received after the minute
    `cutoff` of the day (None: there is no such rule) moves to the next working day. Raises CalendarMissing.
    """
    starts = next_working_moment(at=begin, calendar=office.calendar, hours=office.hours)
    promise = _promise(starts, term, office, clock, cutoff)
    lead = tuple(lead_days(received, begin, starts, office))
    in_minutes = term.unit is TermUnit.WORKING_HOUR
    if in_minutes or pauses:
        budget = working_minutes_between(start=starts, end=promise, calendar=office.calendar, hours=office.hours)
        due, ledger = _run(starts, budget, office, pauses)
        due = max(due, _resumed(promise, due, ledger, office, pauses))
        stopped = sum(paused for _, paused in ledger.values())
        # A pause that took no working time (at night, after the end) leaves the promise as it was, counted in days.
        if in_minutes or stopped:
            run = tuple(_minute_tallies(ledger, office))
            return Count(received, starts, due, budget, CountUnit.MINUTE, lead + run, stopped)
    days = tuple(_day_tallies(received, starts, promise, term, office))
    return Count(received, starts, promise, max(term.value, 1), CountUnit.WORKING_DAY, lead + days)


def _promise(starts: datetime, term: Term, office: Office, clock: ClockMode, cutoff: int | None) -> datetime:
    """The due moment if the clock never stands still."""
    first = starts.date()
    if term.unit is TermUnit.WORKING_HOUR:
        return add_working_minutes(at=starts, minutes=60 * term.value, calendar=office.calendar, hours=office.hours)
    if term.unit is TermUnit.SAME_DAY:
        late = cutoff is not None and minute_of(starts) > cutoff
        return office.closing(add_working_days(day=first, count=1, calendar=office.calendar) if late else first)
    last = add_working_days(day=first, count=term.value, calendar=office.calendar)
    if clock is ClockMode.CLOSING:
        return office.closing(last)
    return _same_clock(minute_of(starts), last, office)


def _same_clock(minute: int, day: date, office: Office) -> datetime:
    """`minute` on `day`; where that day is shut then, its next opening, and after its closing time the closing time."""
    spans = office.spans(day)
    for opens, closes in spans:
        if minute < closes:
            return at_minute(day, max(minute, opens))
    return at_minute(day, spans[-1][1])


def _run(starts: datetime, budget: int, office: Office, pauses: Stops) -> tuple[datetime, Ledger]:
    """Let the clock run until `budget` working minutes are used: the earliest such moment, and the ledger of its days."""
    ledger: Ledger = {}
    day, low, left = starts.date(), minute_of(starts), budget
    while True:
        ran = paused = 0
        for opens, closes, running in _pieces(day, low, office, pauses):
            if not running:
                paused += closes - opens
            elif left <= closes - opens:
                ledger[day] = (ran + left, paused)
                return at_minute(day, opens + left), ledger
            else:
                ran, left = ran + closes - opens, left - (closes - opens)
        ledger[day] = (ran, paused)
        day, low = day + ONE_DAY, 0


def _resumed(promise: datetime, due: datetime, ledger: Ledger, office: Office, pauses: Stops) -> datetime:
    """`due`, unless the clock stands at a promise of an opening time: all time was used by the closing before, yet the promise
    falls into a pause. Then it is due when the clock runs again; the days of waiting go into `ledger`.
    """
    resume = next((end for start, end in pauses if start < promise < end), None)
    if resume is None or any(paused for _, paused in ledger.values()):
        return due
    moved = next_working_moment(at=resume, calendar=office.calendar, hours=office.hours)
    for day in days_between(due.date(), moved.date()):
        low = minute_of(due) if day == due.date() else 0
        high = minute_of(moved) if day == moved.date() else 24 * 60
        still = sum(max(0, min(closes, high) - max(opens, low)) for opens, closes in office.spans(day))
        ledger[day] = (ledger.get(day, (0, 0))[0], still)
    return moved


def _pieces(day: date, low: int, office: Office, pauses: Stops) -> Iterator[tuple[int, int, bool]]:
    """The working time of `day` from minute `low` on, cut where pauses begin and end: (from, to, does the clock run?)."""
    stops = _stops_of(day, pauses)
    for opens, closes in office.spans(day):
        mark = max(opens, low)
        for stop, resume in stops:
            if stop < closes and resume > mark:
                if stop > mark:
                    yield mark, stop, True
                yield max(mark, stop), min(resume, closes), False
                mark = min(resume, closes)
        if mark < closes:
            yield mark, closes, True


def _stops_of(day: date, pauses: Stops) -> list[Span]:
    """The pauses as minutes of `day`."""
    midnight = at_minute(day, 0)
    stops = []
    for start, end in pauses:
        first = max(0, int((start - midnight).total_seconds()) // 60)
        last = min(24 * 60, int((end - midnight).total_seconds()) // 60)
        if first < last:
            stops.append((first, last))
    return stops


def _day_tallies(received: datetime, starts: datetime, due: datetime, term: Term, office: Office) -> Iterator[Tally]:
    ordinal = 0
    for day in days_between(starts.date(), due.date()):
        off = office.off_code(day)
        excluded = day == starts.date() and day != due.date()
        if excluded:
            same_day = term.unit is TermUnit.SAME_DAY
            yield Tally(day, DayCode.CUTOFF if same_day else first_code(received, starts), Phase.RUN)
        elif off is not None:
            yield Tally(day, off, Phase.RUN)
        else:
            ordinal += 1
            yield Tally(day, office.worked_code(day), Phase.RUN, credit=1, ordinal=ordinal)


def _minute_tallies(ledger: Ledger, office: Office) -> Iterator[Tally]:
    last = max(ledger)
    for day, (ran, paused) in ledger.items():
        if ran:
            code = office.worked_code(day)
        elif day == last:
            code = DayCode.RESUMED
        else:
            code = office.off_code(day) or DayCode.PAUSED
        yield Tally(day, code, Phase.RUN, credit=ran, paused=paused)
