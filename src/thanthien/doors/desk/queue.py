"""The left side of the counter screen: who is here, who is next, who waits how long, and where a person may be sent on to."""

from dataclasses import dataclass
from datetime import datetime

from thanthien.people.models import Counter
from thanthien.people.queries import counters
from thanthien.people.rules import CounterState
from thanthien.queueing import queries
from thanthien.queueing.models import Service, Ticket
from thanthien.queueing.rules import BOOKED, RETURN_LANE
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
    line = [_line(ticket, classes, at) for ticket in queries.waiting(unit=unit, counter=counter)]
    away = [t for t in queries.away(unit=unit) if t.counter_id == counter.pk][:3]
    return {
        "counter": counter, "present": here, "present_since": (here.served_at or here.called_at) if here else None,
        "next": line[0] if line else None, "waiting": line[:SHOWN], "waiting_count": len(line),
        "longest": max((row.minutes for row in line), default=0),
        "away": [{"pk": t.pk, "label": t.label, "until": t.absent_until} for t in away],
    }  # fmt: skip


def _line(ticket: Ticket, classes: dict, at: datetime) -> Waiting:
    minutes = max(0, int((at - ticket.taken_at).total_seconds() // 60))
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


def places(*, counter: Counter, present: Ticket | None) -> list[Place]:
    """Open counters besides this one, then the other services; empty when nobody is here."""
    if present is None:
        return []
    others = counters(counter.unit_id).exclude(pk=counter.pk).exclude(state=CounterState.CLOSED)
    services = Service.objects.filter(unit_id=counter.unit_id, active=True).exclude(pk=present.service_id)
    return [
        *(
            Place(f"counter:{one.pk}", say("Quầy {number}", number=one.number), one.officer.name if one.officer else "")
            for one in others
        ),
        *(Place(f"service:{one.pk}", one.name, say("hàng {letter}", letter=one.letter)) for one in services),
    ]
