"""Every read of the queue: who waits and in which order, what the hall shows, how long it may take.

`day` may be left out everywhere: then it is the newest day with tickets, because the numbers of older days have lapsed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from thanthien.journal.asking import composed
from thanthien.journal.settled import kept
from thanthien.people.models import Counter, Officer
from thanthien.people.queries import office_or_none
from thanthien.people.rules import CounterState
from thanthien.queueing.models import Service, ServiceCounter, Ticket
from thanthien.queueing.rules import AT_COUNTER, HallRules, Place, QueueError, State, seconds, sequence, tidy_label
from thanthien.queueing.waiting_time import BASE, MIN_BASE, Estimate, estimate
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say
from thanthien.visits.models import Visit
from thanthien.visits.queries import by_public_code
from thanthien.worktime.queries import office_time
from thanthien.worktime.rules import closing_of, receiving_spans

# How many of the unit's last services are looked through for the last 20 of each service.
LOOK_BACK = 200
# A longer "service" is an end that nobody pressed.
FORGOTTEN_S = 3 * 3600
PLACE = ("order", "pk", "priority", "overtaken", "bound")


@dataclass(frozen=True, slots=True)
class ServiceNow:
    """A service at this moment: how many wait, which counters are open for it, how long somebody who comes now may wait."""

    service: Service
    waiting: int
    counters: tuple[int, ...]
    estimate: Estimate


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter on the board: who sits there, its state, the number there now (`label` empty = nobody), its services."""

    number: int
    name: str
    state: str
    officer: Officer | None
    label: str
    ticket_state: str
    called_at: datetime | None
    services: tuple[str, ...]
    pk: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A call that was made: which number went to which counter, and when."""

    label: str
    counter: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """What the hall display shows. `last`: the newest calls first."""

    counters: tuple[Desk, ...]
    last: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class TicketNow:
    """A ticket of a visit with its place; `estimate` is None when it does not wait; `counters` are those that may call it."""

    ticket: Ticket
    estimate: Estimate | None
    counters: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TicketPage:
    """What the link on a ticket opens: all matters of that visit."""

    visit: Visit
    tickets: tuple[TicketNow, ...]


def hall_rules(*, unit: str) -> HallRules:
    """What the unit decided for its hall; the usual rules when it said nothing. Raises QueueError for a wrong entry."""
    office = office_or_none(unit)
    return kept(unit, ("hall",), lambda: HallRules.from_data(office.priority if office else {}), hall=False)


def offered(*, unit: str) -> tuple[Service, ...]:
    """The services that people can have in the hall, in their order; kept: to read."""
    return kept(unit, ("services",), lambda: tuple(Service.objects.filter(unit_id=unit, active=True)), hall=False)


def serving(*, unit: str) -> tuple[tuple[int, int, int], ...]:
    """(service, counter, number of the counter) of each open counter; kept."""

    def read() -> tuple[tuple[int, int, int], ...]:
        links = ServiceCounter.objects.filter(counter__unit_id=unit, counter__state=CounterState.OPEN)
        return tuple(links.values_list("service_id", "counter_id", "counter__number"))

    return kept(unit, ("serving",), read)


def newest_day(*, unit: str) -> date | None:
    """The newest day on which somebody took a number, or None."""
    return Ticket.objects.filter(unit_id=unit).order_by("-day").values_list("day", flat=True).first()


def of_day(*, unit: str, day: date | None) -> QuerySet[Ticket]:
    """The tickets of one day of the unit."""
    return Ticket.objects.filter(unit_id=unit, day=day or newest_day(unit=unit))


def eligible(*, counter: Counter, day: date | None) -> QuerySet[Ticket]:
    """Who may be called to `counter`: waits for it by name or for one of its services (a wanted counter that closed binds nobody)
    and does not stand at a counter with another matter of the same visit.
    """
    return _eligible(**_callers(counter, day))


def _callers(counter: Counter, day: date | None) -> dict[str, Any]:
    """What decides who may be called to a counter."""
    unit = counter.unit_id
    closed = tuple(one.pk for one in _counters(unit) if one.state == CounterState.CLOSED)
    day = day or newest_day(unit=unit) or date.min
    return {"unit": unit, "day": day, "counter": counter.pk, "served": _served_by(counter), "closed": closed}


def _eligible(unit: str, day: date, counter: int, served: tuple[int, ...], closed: tuple[int, ...]) -> QuerySet[Ticket]:
    tickets = Ticket.objects.filter(unit_id=unit, day=day)
    free = Q(wanted_counter__isnull=True) | Q(wanted_counter_id__in=closed)
    busy = tickets.filter(state__in=AT_COUNTER).values("visit_id")
    wanted = Q(wanted_counter_id=counter) | (Q(service_id__in=served) & free)
    return tickets.filter(wanted, state=State.WAITING).exclude(visit_id__in=busy)


@composed
def _places(unit: str, day: date, counter: int, served: tuple[int, ...], closed: tuple[int, ...]) -> QuerySet[Ticket]:
    return _eligible(unit, day, counter, served, closed).values_list(*PLACE, "taken_at")


@composed
def _places_of_unit(unit: str, day: date) -> QuerySet[Ticket]:
    return Ticket.objects.filter(unit_id=unit, day=day, state=State.WAITING).values_list(*PLACE, "taken_at")


def _served_by(counter: Counter) -> tuple[int, ...]:
    """The services of a counter, kept: to read."""

    def read() -> tuple[int, ...]:
        return tuple(_services_at.rows(counter=counter.pk))

    return kept(counter.unit_id, ("served by", counter.pk), read, hall=False)


@composed
def _services_at(counter: int) -> QuerySet[ServiceCounter]:
    return ServiceCounter.objects.filter(counter_id=counter).values_list("service_id", flat=True)


def places(*, counter: Counter, day: date | None) -> list[Place]:
    """Who may be called to `counter`, as the order sees them, in one light query."""
    return [_place(*row[:-1]) for row in _places.rows(**_callers(counter, day))]


@dataclass(frozen=True, slots=True)
class Line:
    """Who waits: the first of them, how many they are, since when the longest has waited."""

    first: tuple[Ticket, ...]
    count: int
    since: datetime | None


def line(*, unit: str, counter: Counter | None = None, day: date | None = None, shown: int) -> Line:
    """The first `shown` who wait in the unit, or could be called to `counter`, in the order of calling. Two queries."""
    if counter:
        rows = _places.rows(**_callers(counter, day))
    else:
        rows = _places_of_unit.rows(unit=unit, day=day or newest_day(unit=unit) or date.min)
    ordered = sequence([_place(*row[:-1]) for row in rows])
    keys = [place.key for place in ordered[:shown]]
    first = {ticket.pk: ticket for ticket in _tickets.rows(keys=tuple(keys))} if keys else {}
    return Line(tuple(first[key] for key in keys if key in first), len(rows), min((row[-1] for row in rows), default=None))


def waiting(*, unit: str, counter: Counter | None = None, day: date | None = None, limit: int | None = None) -> list[Ticket]:
    """All who wait in the unit, or could be called to `counter`, in the order of calling."""
    rows = {ticket.pk: ticket for ticket in _line(unit, counter, day)}
    ordered = sequence([_place(t.order, t.pk, t.priority, t.overtaken, t.bound) for t in rows.values()])
    return [rows[place.key] for place in ordered[:limit]]


def waits(*, unit: str, day: date) -> list[tuple[int, int | None, datetime]]:
    """(service, wanted counter, since) of everybody who waits in the unit; one query."""
    return _waits.rows(unit=unit, day=day)


@composed
def _waits(unit: str, day: date) -> QuerySet[Ticket]:
    rows = Ticket.objects.filter(unit_id=unit, day=day, state=State.WAITING).order_by()
    return rows.values_list("service_id", "wanted_counter_id", "taken_at")


def _line(unit: str, counter: Counter | None, day: date | None) -> QuerySet[Ticket]:
    return eligible(counter=counter, day=day) if counter else of_day(unit=unit, day=day).filter(state=State.WAITING)


def _place(order: int, key: int, priority: str, overtaken: int, bound: int) -> Place:
    return Place(order, key, bool(priority), overtaken, bound)


def present(*, counter: Counter) -> Ticket | None:
    """The ticket at the counter now (called or served), or None."""
    return _at_counter.first(counter=counter.pk)


def present_locked(*, counter: Counter) -> Ticket | None:
    """The ticket at the counter now, which stays as it is until the act that asks is over."""
    return _at_counter_locked.first(counter=counter.pk)


def _here(counter: int) -> QuerySet[Ticket]:
    return Ticket.objects.filter(counter_id=counter, state__in=AT_COUNTER).select_related("visit").order_by()


@composed
def _at_counter(counter: int) -> QuerySet[Ticket]:
    return _here(counter)[:1]


@composed
def _at_counter_locked(counter: int) -> QuerySet[Ticket]:
    return _here(counter).select_for_update(of=("self",))[:1]


def away(*, unit: str, day: date | None = None) -> list[Ticket]:
    """Who was called and not met, newest first; they may come back to their place."""
    that = day or newest_day(unit=unit)
    return _away.rows(unit=unit, day=that) if that else []


@composed
def _away(unit: str, day: date) -> QuerySet[Ticket]:
    lost = Ticket.objects.filter(unit_id=unit, day=day, state__in=(State.ABSENT, State.NO_SHOW), called_at__isnull=False)
    return lost.order_by("-called_at")


@composed
def _tickets(keys: tuple[int, ...]) -> QuerySet[Ticket]:
    return Ticket.objects.filter(pk__in=keys)


def find(*, unit: str, label: str, day: date | None = None) -> Ticket | None:
    """The ticket that somebody typed (`a 24`), or None."""
    typed = tidy_label(label)
    if typed is None:
        return None
    letter, number = typed
    return of_day(unit=unit, day=day).filter(letter=letter, number=number).select_related("visit").first()


def recent_done(*, counter: Counter, day: date | None = None, limit: int = 5) -> list[Ticket]:
    """The last tickets finished at the counter, newest first."""
    done = of_day(unit=counter.unit_id, day=day).filter(counter=counter, state=State.DONE)
    return list(done.select_related("visit").order_by("-ended_at")[:limit])


def taken_from(*, unit: str, taken_by: str, since: datetime, until: datetime) -> list[Ticket]:
    """Numbers still waiting that a device or officer (`device:kiosk-1`) gave out in a stretch of time: to annul them together."""
    rows = Ticket.objects.filter(unit_id=unit, taken_by=taken_by, taken_at__gte=since, taken_at__lte=until, state=State.WAITING)
    return list(rows.order_by("order", "pk"))


def closing_time(*, unit: str, day: date) -> datetime | None:
    """When the counters close on `day`; None when they do not open."""
    time = office_time(unit=unit)
    return closing_of(day=day, calendar=time.calendar, hours=time.hours)


def open_for_tickets(*, unit: str, at: datetime) -> bool:
    """True while the kiosk gives numbers: from a while before opening until closing time. Whoever has a number then is served."""
    hours = ticket_hours(unit=unit, day=day_of(at))
    return hours is not None and hours[0] <= at < hours[1]


def ticket_hours(*, unit: str, day: date) -> tuple[datetime, datetime] | None:
    """From when until when the kiosk gives numbers on `day`; None when it gives none."""
    time = office_time(unit=unit)
    spans = receiving_spans(day=day, calendar=time.calendar, hours=time.hours)
    closes = closing_of(day=day, calendar=time.calendar, hours=time.hours)
    if not spans or closes is None:
        return None
    return closes - timedelta(minutes=spans[-1][1] - spans[0][0] + hall_rules(unit=unit).early_minutes), closes


class _Hall:
    """The queue of a day read once (three queries), to answer for several services or tickets."""

    def __init__(self, unit: str, day: date | None) -> None:
        self.counters_of: dict[int, set[int]] = defaultdict(set)  # service → open counters
        self.number: dict[int, int] = {}
        for service, counter, number in serving(unit=unit):
            self.counters_of[service].add(counter)
            self.number[counter] = number
        rows = of_day(unit=unit, day=day).filter(state=State.WAITING).values_list(*PLACE, "service_id", "wanted_counter_id")
        self.line: list[tuple[Place, int, int | None]] = [
            (Place(order, key, bool(priority), overtaken, bound), service, wanted)
            for order, key, priority, overtaken, bound, service, wanted in rows
        ]
        self.spent = _spent(unit)

    def may_call(self, service: int, wanted: int | None) -> set[int]:
        """The open counters that may call such a ticket."""
        return {wanted} if wanted in self.number else self.counters_of[service]

    def numbers(self, counters: Collection[int]) -> tuple[int, ...]:
        return tuple(sorted(self.number[counter] for counter in counters))

    def waiting_for(self, service: int) -> int:
        return sum(row[1] == service for row in self.line)

    def ahead(self, mine: set[int], rows: Iterable[tuple[Place, int, int | None]]) -> float:
        """How many of `rows` are likely served at the counters `mine`: whom three counters may call counts a third at each."""
        total = 0.0
        for _, service, wanted in rows:
            theirs = self.may_call(service, wanted)
            total += len(mine & theirs) / len(theirs) if theirs else 0
        return total

    def before(self, key: int) -> list[tuple[Place, int, int | None]]:
        """Who is called before the ticket `key`."""
        rows = {row[0].key: row for row in self.line}
        ordered = [place.key for place in sequence([row[0] for row in self.line])]
        return [rows[other] for other in ordered[: ordered.index(key)]]

    def estimate(self, service: int, wanted: int | None, people: float) -> Estimate:
        base = self.spent.get(service, [])
        if len(base) < MIN_BASE:
            base = self.spent.get(None, [])
        return estimate(people=people, counters=len(self.may_call(service, wanted)), services=base)


def _spent(unit: str) -> dict[int | None, list[int]]:
    """Seconds from call to end of the last 20 services of each service, and under None of the last 20 of the whole unit."""
    done = Ticket.objects.filter(unit_id=unit, state=State.DONE).order_by("-ended_at")
    spent: dict[int | None, list[int]] = defaultdict(list)
    for service, called, ended in done.values_list("service_id", "called_at", "ended_at")[:LOOK_BACK]:
        for key in (service, None):
            if len(spent[key]) < BASE and (length := seconds(called, ended)) < FORGOTTEN_S:
                spent[key].append(length)
    return spent


def services(*, unit: str, day: date | None = None) -> list[ServiceNow]:
    """What can be had in the hall, as on the kiosk's tiles."""
    hall = _Hall(unit, day)
    result = []
    for service in offered(unit=unit):
        mine = hall.may_call(service.pk, None)
        count = hall.waiting_for(service.pk)
        people = max(hall.ahead(mine, hall.line), count)
        result.append(ServiceNow(service, count, hall.numbers(mine), hall.estimate(service.pk, None, people)))
    return result


def place_of(*, ticket: Ticket) -> Estimate | None:
    """People before a waiting ticket and how long it may take; None when it does not wait."""
    return _now(_Hall(ticket.unit_id, ticket.day), ticket).estimate


def _now(hall: _Hall, ticket: Ticket) -> TicketNow:
    mine = hall.may_call(ticket.service_id, ticket.wanted_counter_id)
    if ticket.state != State.WAITING:
        return TicketNow(ticket, None, hall.numbers(mine))
    people = hall.ahead(mine, hall.before(ticket.pk))
    return TicketNow(ticket, hall.estimate(ticket.service_id, ticket.wanted_counter_id, people), hall.numbers(mine))


def ticket_page(*, code: str) -> TicketPage | None:
    """The visit whose ticket carries this code with all its tickets, the first taken first; None for an unknown code."""
    visit = by_public_code(code=code)
    if visit is None:
        return None
    tickets = list(visit.tickets.order_by("order", "pk"))
    if not tickets:
        return TicketPage(visit, ())
    hall = _Hall(visit.unit_id, tickets[0].day)
    return TicketPage(visit, tuple(_now(hall, ticket) for ticket in tickets))


def board(*, unit: str, day: date | None = None, calls: int = 6) -> Board:
    """Counters with the number each serves, and the newest calls."""
    names = plates(unit=unit)
    called = list(_lately_called(unit, day, calls))
    there = {ticket.counter_id: ticket for ticket in called if ticket.state in AT_COUNTER}
    desks = [_desk(counter, there.get(counter.pk), names.get(counter.pk, ())) for counter in _counters(unit)]
    newest = sorted((t for t in called if t.counter and t.called_at), key=lambda t: (t.called_at, t.pk), reverse=True)
    return Board(tuple(desks), tuple(Call(t.label, t.counter.number, t.called_at) for t in newest[:calls]))


def plates(*, unit: str) -> dict[int, tuple[str, ...]]:
    """Counter → the names of its services, as on its plate; kept: to read."""
    links = ServiceCounter.objects.filter(counter__unit_id=unit, service__active=True).order_by("rank", "service__order")

    def read() -> dict[int, tuple[str, ...]]:
        names: dict[int, list[str]] = defaultdict(list)
        for counter, name in links.values_list("counter_id", "service__name"):
            names[counter].append(name)
        return {counter: tuple(all_) for counter, all_ in names.items()}

    return kept(unit, ("plates",), read)


def _counters(unit: str) -> tuple[Counter, ...]:
    def read() -> tuple[Counter, ...]:
        return tuple(_all_counters.rows(unit=unit))

    return kept(unit, ("every counter",), read)


@composed
def _all_counters(unit: str) -> QuerySet[Counter]:
    return Counter.objects.filter(unit_id=unit).select_related("officer").order_by("number")


def _lately_called(unit: str, day: date | None, calls: int) -> list[Ticket]:
    """Those at a counter or absent, and enough of the last finished to hold the newest calls."""
    tickets = of_day(unit=unit, day=day)
    done = tickets.filter(state=State.DONE).order_by("-ended_at")[: calls * 3]
    return [*tickets.filter(state__in=(*AT_COUNTER, State.ABSENT)), *done]


def _desk(counter: Counter, ticket: Ticket | None, names: tuple[str, ...]) -> Desk:
    label, state, called = (ticket.label, ticket.state, ticket.called_at) if ticket else ("", "", None)
    return Desk(counter.number, counter.name, counter.state, counter.officer, label, state, called, names, counter.pk)


def service_by_letter(*, unit: str, letter: str) -> Service:
    """The active service with this letter; raises QueueError."""
    service = next((one for one in offered(unit=unit) if one.letter == letter.strip().upper()), None)
    if service is None:
        raise QueueError(say("Việc này hôm nay sảnh chưa nhận. Chọn việc khác, hoặc hỏi bàn hướng dẫn."))
    return service


def labels_of(*, visits: Collection[object]) -> dict[object, str]:
    """Visit → its first number of the queue."""
    rows = Ticket.objects.filter(visit_id__in=visits).order_by("-pk")
    return {ticket.visit_id: ticket.label for ticket in rows} if visits else {}
