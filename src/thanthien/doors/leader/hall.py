"""The hall at this moment: each counter with whom it serves, how many it could call, and the longest wait."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from thanthien.people.models import Absence
from thanthien.people.queries import away_on, counters, delegations
from thanthien.people.rules import ABSENCE_NAMES, AbsenceKind, CounterState
from thanthien.queueing import queries
from thanthien.queueing.models import ServiceCounter, Ticket
from thanthien.queueing.rules import State
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

WORDS = {CounterState.CLOSED: say("chưa mở"), CounterState.OPEN: say("đang trống"), CounterState.PAUSED: say("tạm nghỉ")}


@dataclass(frozen=True, slots=True)
class Waits:
    """So many wait, the first of them since `since`."""

    count: int = 0
    since: datetime | None = None

    def __add__(self, other: "Waits") -> "Waits":
        return Waits(self.count + other.count, min((one.since for one in (self, other) if one.since), default=None))

    def minutes(self, at: datetime) -> int:
        return int((at - self.since).total_seconds() // 60) if self.since else 0


def context(*, unit: str, at: datetime) -> dict:
    """Everything of `leader/_counters.html`, under `hall`."""
    names: dict[int, list[str]] = defaultdict(list)
    serves: dict[int, set[int]] = defaultdict(set)
    links = ServiceCounter.objects.filter(counter__unit_id=unit, service__active=True).order_by("rank", "service__order")
    for counter, service, name in links.values_list("counter_id", "service_id", "service__name"):
        names[counter].append(name)
        serves[counter].add(service)
    here = {
        ticket.counter_id: ticket for ticket in queries.of_day(unit=unit, day=day_of(at)).filter(state__in=("called", "serving"))
    }
    seats = list(counters(unit))
    for_counter, for_service = _waits(unit, day_of(at), open_ones={one.pk for one in seats if one.state != CounterState.CLOSED})
    rows = []
    for one in seats:
        could = [for_counter[one.pk], *(for_service[service] for service in serves[one.pk])]
        waits = Waits() if one.state == CounterState.CLOSED else sum(could, Waits())
        now_here = here.get(one.pk)
        rows.append({
            "number": one.number, "officer": one.officer.name if one.officer else "",
            "name": ", ".join(names[one.pk]) or one.name,
            "label": now_here.label if now_here else "",
            "since": (now_here.served_at or now_here.called_at) if now_here else None,
            "word": WORDS[CounterState(one.state)], "waiting": waits.count, "longest": waits.minutes(at),
        })  # fmt: skip
    today, line = day_of(at), sum([*for_counter.values(), *for_service.values()], Waits())
    return {"hall": {
        "counters": rows, "waiting": line.count, "longest": line.minutes(at),
        "away": [_away(one) for one in away_on(unit=unit, on=today)],
        "acting": [one for one in delegations(unit=unit, on=today) if one.valid_from <= today],
    }}  # fmt: skip


def who_waits(*, unit: str, at: datetime, counter: int | None = None) -> list[Ticket]:
    """Everybody who waits now, or whom the counter of that number could call; the one that waits longest first."""
    rows = queries.of_day(unit=unit, day=day_of(at)).filter(state=State.WAITING).select_related("service")
    every = list(rows.order_by("taken_at", "pk"))
    if counter is None:
        return every
    open_ones = {one.pk: one.number for one in counters(unit) if one.state != CounterState.CLOSED}
    here = next((pk for pk, number in open_ones.items() if number == counter), None)
    links = ServiceCounter.objects.filter(counter__unit_id=unit, counter_id=here, service__active=True)
    served = set(links.values_list("service_id", flat=True)) if here is not None else set[int]()
    return [
        one
        for one in every
        if one.wanted_counter_id == here or (one.wanted_counter_id not in open_ones and one.service_id in served)
    ] if here is not None else []  # fmt: skip


def _away(one: Absence) -> dict:
    """Somebody who is away: why, until when, who stands in."""
    return {
        "name": one.officer.name, "login": one.officer.login, "why": ABSENCE_NAMES[AbsenceKind(one.kind)], "until": one.last_day,
        "stand_in": one.stand_in.name if one.stand_in else "",
    }  # fmt: skip


def _waits(unit: str, day: date, *, open_ones: set[int]) -> tuple[dict[int, Waits], dict[int, Waits]]:
    """Who waits for a counter by name (one that is open), and for a service. One query."""
    for_counter, for_service = defaultdict[int, Waits](Waits), defaultdict[int, Waits](Waits)
    for service, wanted, since in queries.waits(unit=unit, day=day):
        where, key = (for_counter, wanted) if wanted in open_ones else (for_service, service)
        where[key] += Waits(1, since)
    return for_counter, for_service
