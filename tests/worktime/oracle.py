"""A second, slow way to reckon due dates: no interval arithmetic, every minute of every day is asked whether it is worked.

Written apart from the product: it knows the calendar as plain sets of dates and the hours as the texts of the JSON.
Every moment is naive, in Vietnam's time.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
KEYS = ["mon", "tue", "wed", "thu", "fri"]


@cache
def open_minutes(rows: tuple) -> list:
    """The minutes of a day, asked one by one, that lie between the texts of its rows."""
    texts = [f"{number // 60:02d}:{number % 60:02d}" for number in range(24 * 60)]
    return [number for number, text in enumerate(texts) if any(opens <= text < closes for opens, closes in rows)]


@dataclass
class World:
    """`off`: days off of any kind; `instead`: worked weekend day → the weekday it stands in for; `hours`: a unit's JSON."""

    off: set
    instead: dict
    hours: dict
    pauses: list = field(default_factory=list)
    _minutes: dict = field(default_factory=dict)

    def worked(self, day: date) -> list:
        """The minutes of `day` (as moments) that are working time."""
        if day not in self._minutes:
            self._minutes[day] = self._ask_each(day, self._rows(day))
        return self._minutes[day]

    def _rows(self, day: date) -> list:
        if day in self.instead:
            return self.hours[KEYS[self.instead[day].weekday()]]
        if day in self.off or day.weekday() > 4:
            return []
        return self.hours[KEYS[day.weekday()]]

    def _ask_each(self, day: date, rows: list) -> list:
        midnight = datetime(day.year, day.month, day.day)
        return [midnight + number * MINUTE for number in open_minutes(tuple(map(tuple, rows)))]

    def receives(self, day: date) -> list:
        """The minutes of `day` when somebody stands at the counter."""
        if self.worked(day) or day.weekday() != 5 or day in self.off:
            return self.worked(day)
        for opening in self.hours.get("saturday_openings", []):
            if opening["from"] <= day.isoformat() <= (opening["to"] or "9999"):
                return self._ask_each(day, opening["hours"])
        return []

    def stands(self, moment: datetime) -> bool:
        return any(start <= moment < end for start, end in self.pauses)


def first_minute(world: World, moment: datetime, *, receiving: bool) -> datetime:
    """The first minute from `moment` on that is worked (or received in)."""
    day = moment.date()
    while True:
        for minute in world.receives(day) if receiving else world.worked(day):
            if minute >= moment:
                return minute
        day += DAY


def count_minutes(world: World, start: datetime, end: datetime) -> int:
    """Working minutes from `start` to `end`, `start` not after `end`."""
    total, day = 0, start.date()
    while day <= end.date():
        total += sum(start <= minute < end for minute in world.worked(day))
        day += DAY
    return total


def due(
    world: World, received: datetime, value: int, unit: str, *, cutoff: bool = False, closing: bool = False, restart=None
) -> datetime:
    """When it is due. `unit` as in the product's TermUnit."""
    begin = restart or received
    if unit in ("calendar_day", "month"):
        return _calendar(world, first_minute(world, begin, receiving=True).date(), value, unit)
    start = first_minute(world, begin, receiving=False)
    if unit == "same_day":
        promise = _same_day(world, start, cutoff)
    elif unit == "working_hour":
        promise = _after(world, start, 60 * value)
    else:
        promise = _working_days(world, start, value, closing)
    return _with_pauses(world, start, promise)


def _end(world: World, day: date) -> datetime:
    return world.worked(day)[-1] + MINUTE


def _same_day(world: World, start: datetime, cutoff: bool) -> datetime:
    day = start.date()
    if cutoff and start.strftime("%H:%M") > "15:00":
        day += DAY
        while not world.worked(day):
            day += DAY
    return _end(world, day)


def _after(world: World, start: datetime, minutes: int) -> datetime:
    day = start.date()
    while True:
        for minute in world.worked(day):
            if minute >= start:
                minutes -= 1
                if minutes == 0:
                    return minute + MINUTE
        day += DAY


def _working_days(world: World, start: datetime, value: int, closing: bool) -> datetime:
    day, counted = start.date(), 0
    while counted < value:
        day += DAY
        if world.worked(day):
            counted += 1
    if closing:
        return _end(world, day)
    wanted = datetime.combine(day, start.time())
    later = [minute for minute in world.worked(day) if minute >= wanted]
    return later[0] if later else _end(world, day)


def _with_pauses(world: World, start: datetime, promise: datetime) -> datetime:
    """Let each worked minute pass, unless the clock stands, until as many have passed as lie between start and promise."""
    left, stood, day = count_minutes(world, start, promise), False, start.date()
    while left:
        for minute in world.worked(day):
            if minute < start or not left:
                continue
            if world.stands(minute):
                stood = True
                continue
            left -= 1
            reached = minute + MINUTE
        day += DAY
    if stood:
        return reached
    moment = promise
    while world.stands(moment) and world.stands(promise - MINUTE):
        moment += MINUTE
    return promise if moment == promise else first_minute(world, moment, receiving=False)


def _calendar(world: World, first: date, value: int, unit: str) -> datetime:
    """Each day counts when the clock runs at its end; after the last counted one, on to a worked day with a running clock."""
    needed = value if unit == "calendar_day" else _length(first, value)
    day, counted = first, 0
    while True:
        day += DAY
        end = _end(world, day) if world.worked(day) else datetime(day.year, day.month, day.day) + DAY
        standing = world.stands(end) and world.stands(end - MINUTE)
        if standing:
            continue
        if counted < needed:
            counted += 1
        if counted == needed and world.worked(day):
            return end


def _length(first: date, months: int) -> int:
    """Days to the last day that lies `months` months on and whose number in its month is not larger."""
    day, best = first, 0
    while (day.year - first.year) * 12 + day.month - first.month <= months:
        if (day.year - first.year) * 12 + day.month - first.month == months and day.day <= first.day:
            best = (day - first).days
        day += DAY
    return best
