"""Counting on the calendar: days and months, every day counted, the last one moved off days off. Pure."""

import calendar as month_lengths
from datetime import date, datetime, timedelta

from thanthien.worktime.day_table import ONE_DAY
from thanthien.worktime.deadline import CountUnit, DayCode, Term, TermUnit
from thanthien.worktime.moments import at_minute, next_opening
from thanthien.worktime.tally import Count, Office, Phase, Stops, Tally, first_code, lead_days


def on_calendar(*, received: datetime, begin: datetime, term: Term, office: Office, pauses: Stops) -> Count:
    """Count a term in calendar days or months from `begin`, the receipt or the restart. Raises CalendarMissing."""
    starts = next_opening(at=begin, calendar=office.calendar, hours=office.hours)
    first = starts.date()
    last = _month_later(first, term.value) if term.unit is TermUnit.MONTH else first + timedelta(days=term.value)
    amount = (last - first).days
    tallies = [*lead_days(received, begin, starts, office), Tally(first, first_code(received, starts), Phase.RUN)]
    day, ordinal, stopped, done = first, 0, 0, False
    while not done:
        day += ONE_DAY
        off, still = office.off_code(day), _stands_still(day, office, pauses)
        done = not off and not still and ordinal >= amount - 1
        if still:
            stopped += 1
            tallies.append(Tally(day, DayCode.PAUSED, Phase.RUN if ordinal < amount else Phase.ROLL))
        elif ordinal < amount:
            ordinal += 1
            tallies.append(Tally(day, DayCode.CALENDAR_DAY, Phase.RUN, credit=1, ordinal=ordinal))
        else:
            tallies.append(Tally(day, off or DayCode.MOVED, Phase.ROLL))
    return Count(received, starts, office.closing(day), amount, CountUnit.CALENDAR_DAY, tuple(tallies), stopped)


def _stands_still(day: date, office: Office, pauses: Stops) -> bool:
    """True when the clock stands at the end of `day` (its closing time, midnight on a day off): the day it stops is not counted,
    the day it runs again is."""
    end = office.closing(day) if office.calendar.is_working_day(day) else at_minute(day + ONE_DAY, 0)
    return any(start < end < resume for start, resume in pauses)


def _month_later(day: date, months: int) -> date:
    """The corresponding day `months` months on, or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, month_lengths.monthrange(year, month + 1)[1]))
