"""A day of hours as it stands and as it would be: places of each service in each hour. No rules: they are asked twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from thanthien.outreach import queries
from thanthien.outreach.rules import Day, Offer, Quota
from thanthien.worktime.office_hours import minute_text

LOOK_AHEAD = 21


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of one service: `before` → `after` places, `taken` of them booked."""

    before: int
    after: int
    taken: int

    @property
    def more(self) -> int:
        return self.after - self.before

    @property
    def dots(self) -> str:
        """One sign a place, filled when somebody has it."""
        return "●" * min(self.taken, 9) + "○" * max(0, min(self.after, 9) - self.taken)


@dataclass(frozen=True, slots=True)
class Line:
    """One service. `able`: people whom its counters can serve on that day."""

    offer: Offer
    cells: tuple[Cell, ...]
    before: int
    after: int
    taken: int
    able: int

    @property
    def walk_in(self) -> int:
        """How many places stay for who walks in."""
        return max(0, self.able - self.after)


@dataclass(frozen=True, slots=True)
class Picture:
    """A day: `hours` are the headings. `over`: bookings that the change leaves without a place of their own; they keep it."""

    day: date
    hours: tuple[str, ...]
    lines: tuple[Line, ...]
    closed: str
    over: int


def picture(*, unit: str, offers: Sequence[Offer], now: Quota, wanted: Quota, since: date, at: datetime) -> Picture:
    """The first day from `since` on at which the counters are open, with both quotas."""
    open_at = queries.opening(unit=unit)
    day = next((one for one in (since + timedelta(days=n) for n in range(LOOK_AHEAD)) if open_at.spans(one)), since)
    taken = queries.taken_on(unit=unit, day=day)
    pairs = []
    for offer in offers:
        spans = taken.get(offer.letter, [])
        both = [queries.one_day(day=day, quota=q, open_at=open_at, offer=offer, taken=spans, at=at) for q in (now, wanted)]
        pairs.append((offer, *both))
    starts = sorted({slot.start for _, before, after in pairs for one in (before, after) for slot in one.slots})
    open_minutes = sum(closes - opens for opens, closes in open_at.spans(day))
    lines = tuple(_line(offer, before, after, starts, open_minutes, wanted) for offer, before, after in pairs)
    closed = next((str(after.closed) for _, _, after in pairs if after.closed), "")
    over = sum(max(0, cell.taken - cell.after) for line in lines for cell in line.cells)
    return Picture(day, tuple(minute_text(start) for start in starts), lines, closed, over)


def _line(offer: Offer, before: Day, after: Day, starts: Sequence[int], open_minutes: int, quota: Quota) -> Line:
    cells = []
    for start in starts:
        old, new = before.at(start), after.at(start)
        cells.append(Cell(old.places if old else 0, new.places if new else 0, (new or old).taken if new or old else 0))
    able = int(Fraction(open_minutes, quota.minutes_of(offer.letter)) * offer.counters)
    taken = sum(slot.taken for slot in (after.slots or before.slots))
    return Line(offer, tuple(cells), before.places, after.places, taken, able)
