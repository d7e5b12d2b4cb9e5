"""What a count is made of: the office it is counted in, one Tally a day, and what both ways of counting share. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from thanthien.shared.wording import say
from thanthien.worktime.day_table import ONE_DAY, SATURDAY, Calendar, DayKind, WorktimeError
from thanthien.worktime.deadline import CountUnit, DayCode, Pause
from thanthien.worktime.moments import at_minute, to_minute, working_spans
from thanthien.worktime.office_hours import Hours, Span

# Stretches of standing still, in order, none touching another.
Stops = list[tuple[datetime, datetime]]

OFF_CODES = {
    DayKind.HOLIDAY: DayCode.HOLIDAY,
    DayKind.COMPENSATORY: DayCode.COMPENSATORY,
    DayKind.SWAP_OFF: DayCode.SWAP_OFF,
    DayKind.LOCAL_OFF: DayCode.LOCAL_OFF,
}


class Phase(StrEnum):
    """LEAD: before the term runs. RUN: while it runs. ROLL: after its last day fell on a day off."""

    LEAD = "lead"
    RUN = "run"
    ROLL = "roll"


@dataclass(frozen=True, slots=True)
class Office:
    """A calendar and weekly hours, always used together."""

    calendar: Calendar
    hours: Hours

    def spans(self, day: date) -> tuple[Span, ...]:
        return working_spans(day=day, calendar=self.calendar, hours=self.hours)

    def closing(self, day: date) -> datetime:
        """The closing time of a working day."""
        return at_minute(day, self.spans(day)[-1][1])

    def off_code(self, day: date) -> DayCode | None:
        """Why `day` is not worked; None for a working day."""
        if self.calendar.is_working_day(day):
            return None
        entry = self.calendar.entry(day)
        if entry is not None:
            return OFF_CODES[entry.kind]
        return DayCode.SATURDAY_OPEN if day.weekday() == SATURDAY and self.hours.saturday(day) else DayCode.WEEKEND

    def worked_code(self, day: date) -> DayCode:
        """How a working day is called: plain, or a swapped Saturday."""
        return DayCode.SWAP_WORK if self.calendar.entry(day) is not None else DayCode.COUNTED


@dataclass(frozen=True, slots=True)
class Tally:
    """One day of a count. `credit` in days or minutes; `paused` minutes of working time that stood still that day."""

    day: date
    code: DayCode
    phase: Phase
    credit: int = 0
    ordinal: int | None = None
    paused: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """The bare result. `stopped` is the pause that counted: working minutes, or calendar days for terms on the calendar."""

    received: datetime
    starts: datetime
    due: datetime
    amount: int
    unit: CountUnit
    tallies: tuple[Tally, ...]
    stopped: int = 0


def merged(pauses: tuple[Pause, ...]) -> Stops:
    """The stretches of standing still, in order, overlaps joined. Raises WorktimeError for a pause that ends before it starts."""
    result: Stops = []
    for start, end in sorted((to_minute(pause.start), to_minute(pause.end)) for pause in pauses):
        if end < start:
            text = say(
                "Lần tạm dừng từ {start:%H:%M %d/%m/%Y} kết thúc trước khi bắt đầu. Xem lại hai thời điểm này.", start=start
            )
            raise WorktimeError(text)
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif start < end:
            result.append((start, end))
    return result


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included; none when `last` comes first."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def lead_days(received: datetime, begin: datetime, starts: datetime, office: Office) -> Iterator[Tally]:
    """The days before the term runs: until the supplement was complete, or until the next opening."""
    for day in days_between(received.date(), starts.date() - ONE_DAY):
        off = office.off_code(day)
        if day < begin.date():
            yield Tally(day, DayCode.BEFORE_RESTART, Phase.LEAD)
        else:
            yield Tally(day, off or DayCode.OUTSIDE_HOURS, Phase.LEAD)


def first_code(received: datetime, starts: datetime) -> DayCode:
    """How the day that is not counted is called: the day of receipt, or another on which the term began."""
    return DayCode.RECEIVED if received.date() == starts.date() else DayCode.STARTED
