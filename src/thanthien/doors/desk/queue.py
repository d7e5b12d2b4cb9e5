"""The left side of the counter screen: who is here, who is next, who waits how long, and where a person may be sent on to."""

from dataclasses import dataclass
from datetime import datetime

from thanthien.people.models import Counter
from thanthien.people.queries import hall_of
from thanthien.people.rules import CounterState
from thanthien.queueing import queries
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import BOOKED, RETURN_LANE
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

# A wait that fills the bar, and the half of it from which it turns amber.
FULL_WAIT = 30
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the list. `share` fills the bar (0–100)."""

    pk: int
    label: str
    service: str
    note: str
    note_class: str
    taken_at: datetime
    minutes: int
    share: int
    tone: str

    @property
    def hint(self) -> str:
        return " · ".join(part for part in (str(self.note).lower(), self.service.lower()) if part)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ticket may be transferred."""

    value: str
    name: str
    hint: str


def context(*, counter: Counter, at: datetime) -> dict:
    """What `desk/_queue.html` needs, for the counter of an officer."""
    unit = counter.unit_id
    here = queries.present(counter=counter)
    classes = queries.hall_rules(unit=unit).classes
    day = day_of(at)
    queue = queries.line(unit=unit, counter=counter, day=day, shown=SHOWN)
    line = [_line(ticket, classes, at) for ticket in queue.first]
    away = [t for t in queries.away(unit=unit, day=day) if t.counter_id == counter.pk][:3]
    return {
        "counter": counter, "present": here, "present_since": (here.served_at or here.called_at) if here else None,
        "next": line[0] if line else None, "waiting": line, "waiting_count": queue.count,
        "longest": _minutes(queue.since, at) if queue.since else 0,
        "away": [{"pk": t.pk, "label": t.label, "until": t.absent_until} for t in away],
    }  # fmt: skip


def _line(ticket: Ticket, classes: dict, at: datetime) -> Waiting:
    minutes = _minutes(ticket.taken_at, at)
    note, note_class = "", ""
    if ticket.channel == BOOKED:
        note, note_class = str(say("Hẹn trước")), "apt"
    elif ticket.priority and ticket.priority != RETURN_LANE:
        note, note_class = say("Ưu tiên · {text}", text=classes.get(ticket.priority, say("theo diện của xã"))), "pri"
    elif ticket.wanted_counter_id:
        note, note_class = say("Chuyển đến quầy này"), "apt"
    tone = "today" if minutes * 2 >= FULL_WAIT else ""
    return Waiting(
        ticket.pk,
        ticket.label,
        ticket.service.name,
        note,
        note_class,
        ticket.taken_at,
        minutes,
        min(100, minutes * 100 // FULL_WAIT),
        tone,
    )


def _minutes(since: datetime, at: datetime) -> int:
    return max(0, int((at - since).total_seconds() // 60))


def places(*, counter: Counter, present: Ticket | None) -> list[Place]:
    """Open counters besides this one, then the other services; empty when nobody is here."""
    if present is None:
        return []
    others = [one for one in hall_of(counter.unit_id) if one.pk != counter.pk and one.state != CounterState.CLOSED]
    services = [one for one in queries.offered(unit=counter.unit_id) if one.pk != present.service_id]
    return [
        *(
            Place(f"counter:{one.pk}", say("Quầy {number}", number=one.number), one.officer.name if one.officer else "")
            for one in others
        ),
        *(Place(f"service:{one.pk}", one.name, say("hàng {letter}", letter=one.letter)) for one in services),
    ]
