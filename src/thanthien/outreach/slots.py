"""The hours that can be booked on a day, and how many people each takes. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import floor

from thanthien.outreach.quota import Quota
from thanthien.shared.clock import day_of
from thanthien.worktime.moments import at_minute
from thanthien.worktime.office_hours import Span, minute_text

NOON = 12 * 60


@dataclass(frozen=True, slots=True)
class Offer:
    """A service that can be booked: its letter and name, the fields behind it, how many counters it has. A counter that serves
    three services counts a third for each.
    """

    letter: str
    name: str
    counters: Fraction
    fields: tuple[str, ...] = ()
    pictogram: str = "papers"
    examples: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of minutes of a day (`start` included, `end` not) for `places` booked people, `taken` of them so far."""

    start: int
    end: int
    places: int
    taken: int = 0
    past: bool = False

    @property
    def left(self) -> int:
        """How many can still book it."""
        return 0 if self.past else max(0, self.places - self.taken)

    @property
    def key(self) -> str:
        """The first minute as text, for a form."""
        return str(self.start)

    @property
    def begins(self) -> str:
        """`08:30`."""
        return minute_text(self.start)

    @property
    def text(self) -> str:
        """`08:30–09:00`."""
        return f"{minute_text(self.start)}–{minute_text(self.end)}"


@dataclass(frozen=True, slots=True)
class Day:
    """A day as the page of days shows it: why it has no hours (`closed`), or its hours."""

    day: date
    slots: tuple[Slot, ...]
    closed: str = ""

    @property
    def left(self) -> int:
        return sum(slot.left for slot in self.slots)

    @property
    def places(self) -> int:
        return sum(slot.places for slot in self.slots)

    @property
    def first(self) -> Slot | None:
        """The first hour that is free."""
        return next((slot for slot in self.slots if slot.left), None)

    @property
    def sittings(self) -> tuple[tuple[Slot, ...], tuple[Slot, ...]]:
        """The hours before and after noon."""
        return tuple(s for s in self.slots if s.start < NOON), tuple(s for s in self.slots if s.start >= NOON)

    def at(self, start: int) -> Slot | None:
        """The hour that begins at this minute."""
        return next((slot for slot in self.slots if slot.start == start), None)


def day_slots(*, spans: Sequence[Span], quota: Quota, counters: Fraction, letter: str) -> tuple[Slot, ...]:
    """The hours of a day that is open at `spans`, whole ones only, none that ends after the last good minute.

    Of every stretch from the morning on, never more than `share` percent of what the counters can do is given away: the share of
    an hour that is no whole person is carried into the next one.
    """
    each = Fraction(quota.slot_minutes, quota.minutes_of(letter)) * counters * Fraction(quota.share, 100)
    slots: list[Slot] = []
    for opens, closes in spans:
        start = opens
        while start + quota.slot_minutes <= min(closes, quota.last):
            count = len(slots)
            slots.append(Slot(start, start + quota.slot_minutes, floor(each * (count + 1)) - floor(each * count)))
            start += quota.slot_minutes
    return tuple(slots)


def with_taken(slots: Iterable[Slot], taken: Sequence[Span], *, day: date, at: datetime, lead_minutes: int) -> tuple[Slot, ...]:
    """The hours with the bookings that overlap each (`taken`: their first minute and end), the too near ones as past."""
    soonest = at + timedelta(minutes=lead_minutes)
    return tuple(
        Slot(
            slot.start, slot.end, slot.places,
            sum(start < slot.end and slot.start < end for start, end in taken),
            at_minute(day, slot.start) < soonest,
        )
        for slot in slots
    )  # fmt: skip


def horizon(*, at: datetime, quota: Quota) -> list[date]:
    """Today and the days ahead that may be booked."""
    today = day_of(at)
    return [today + timedelta(days=ahead) for ahead in range(quota.horizon_days + 1)]


def inside(spans: Sequence[Span], start: int, end: int) -> bool:
    """True when the counter is open for every minute from `start` to `end`."""
    return any(opens <= start and end <= closes for opens, closes in spans)


def nearest(days: Iterable[Day], *, day: date, start: int, count: int = 3) -> list[tuple[date, Slot]]:
    """The free hours nearest to one that was lost, in the order of time: the same hour of the next open days first."""
    free = [(one.day, slot) for one in days for slot in one.slots if slot.left]
    free.sort(key=lambda found: (abs((found[0] - day).days) * 1440 + abs(found[1].start - start), found[0], found[1].start))
    return sorted(free[:count], key=lambda found: (found[0], found[1].start))
