"""The hall at this moment: each counter with whom it serves, how many it could call, and the longest wait."""

from collections import defaultdict
from datetime import datetime

from thanthien.people.models import Absence
from thanthien.people.queries import away_on, counters, delegations
from thanthien.people.rules import ABSENCE_NAMES, AbsenceKind, CounterState
from thanthien.queueing import queries
from thanthien.queueing.models import ServiceCounter, Ticket
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

WORDS = {CounterState.CLOSED: say("chưa mở"), CounterState.OPEN: say("đang trống"), CounterState.PAUSED: say("tạm nghỉ")}


def context(*, unit: str, at: datetime) -> dict:
    """Everything of `leader/_counters.html`, under `hall`."""
    line = queries.waiting(unit=unit, day=day_of(at))
    names: dict[int, list[str]] = defaultdict(list)
    serves: dict[int, set[int]] = defaultdict(set)
    links = ServiceCounter.objects.filter(counter__unit_id=unit, service__active=True).order_by("rank", "service__order")
    for counter, service, name in links.values_list("counter_id", "service_id", "service__name"):
        names[counter].append(name)
        serves[counter].add(service)
    here = {
        ticket.counter_id: ticket for ticket in queries.of_day(unit=unit, day=day_of(at)).filter(state__in=("called", "serving"))
    }
    rows = []
    for one in counters(unit):
        waits = (
            [ticket for ticket in line if _could_call(one.pk, serves[one.pk], ticket)] if one.state != CounterState.CLOSED else []
        )
        now_here = here.get(one.pk)
        rows.append({
            "number": one.number, "officer": one.officer.name if one.officer else "",
            "name": ", ".join(names[one.pk]) or one.name,
            "label": now_here.label if now_here else "",
            "since": (now_here.served_at or now_here.called_at) if now_here else None,
            "word": WORDS[CounterState(one.state)], "waiting": len(waits), "longest": _longest(waits, at),
        })  # fmt: skip
    today = day_of(at)
    return {"hall": {
        "counters": rows, "waiting": len(line), "longest": _longest(line, at),
        "away": [_away(one) for one in away_on(unit=unit, on=today)],
        "acting": [one for one in delegations(unit=unit, on=today) if one.valid_from <= today],
    }}  # fmt: skip


def _away(one: Absence) -> dict:
    """Somebody who is away: why, until when, who stands in."""
    return {
        "name": one.officer.name, "login": one.officer.login, "why": ABSENCE_NAMES[AbsenceKind(one.kind)], "until": one.last_day,
        "stand_in": one.stand_in.name if one.stand_in else "",
    }  # fmt: skip


def _could_call(counter: int, services: set[int], ticket: Ticket) -> bool:
    if ticket.wanted_counter is not None and ticket.wanted_counter.state != CounterState.CLOSED:
        return ticket.wanted_counter_id == counter
    return ticket.service_id in services


def _longest(line: list[Ticket], at: datetime) -> int:
    return max((int((at - ticket.taken_at).total_seconds() // 60) for ticket in line), default=0)
