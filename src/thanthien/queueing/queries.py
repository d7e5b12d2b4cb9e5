"""Every read of the queue: who waits and in which order, what the hall shows, how long it may take.

`day` may be left out everywhere: then it is the newest day with tickets, because the numbers of older days have lapsed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from thanthien.people.models import Counter, Office, Officer
from thanthien.people.rules import CounterState
from thanthien.queueing.models import Service, ServiceCounter, Ticket
from thanthien.queueing.rules import AT_COUNTER, HallRules, Place, QueueError, State, seconds, sequence, tidy_label
from thanthien.queueing.waiting_time import BASE, MIN_BASE, Estimate, estimate
from thanthien.shared.clock import day_of
from thanthien.shared.kept import kept
from thanthien.shared.rows import only
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


@kept
def hall_rules(*, unit: str) -> HallRules:
    """What the unit decided for its hall; the usual rules when it said nothing. Raises QueueError for a wrong entry."""
    data = Office.objects.filter(pk=unit).values_list("priority", flat=True).first()
    return HallRules.from_data(data or {})


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
    tickets = of_day(unit=counter.unit_id, day=day)
    served = ServiceCounter.objects.filter(counter=counter).values("service_id")
    free = Q(wanted_counter__isnull=True) | Q(wanted_counter__state=CounterState.CLOSED)
    busy = tickets.filter(state__in=AT_COUNTER).values("visit_id")
    return tickets.filter(Q(wanted_counter=counter) | (Q(service_id__in=served) & free), state=State.WAITING).exclude(
        visit_id__in=busy
    )


def places(tickets: QuerySet[Ticket]) -> list[Place]:
    """The tickets as the order sees them, in one light query."""
    rows = tickets.values_list(*PLACE)
    return [Place(order, key, bool(priority), overtaken, bound) for order, key, priority, overtaken, bound in rows]


def waiting(*, unit: str, counter: Counter | None = None, day: date | None = None, limit: int | None = None) -> list[Ticket]:
    """Who waits in the unit, or could be called to `counter`, in the order of calling."""
    line = eligible(counter=counter, day=day) if counter else of_day(unit=unit, day=day).filter(state=State.WAITING)
    rows = {ticket.pk: ticket for ticket in line.select_related("service", "wanted_counter")}
    ordered = sequence([_place(ticket) for ticket in rows.values()])
    return [rows[place.key] for place in ordered[:limit]]


def _place(ticket: Ticket) -> Place:
    return Place(ticket.order, ticket.pk, bool(ticket.priority), ticket.overtaken, ticket.bound)


def present(*, counter: Counter) -> Ticket | None:
    """The ticket at the counter now (called or served), or None."""
    return only(Ticket.objects.filter(counter=counter, state__in=AT_COUNTER).select_related("service", "visit"))


def away(*, unit: str, day: date | None = None) -> list[Ticket]:
    """Who was called and not met, newest first; they may come back to their place."""
    lost = of_day(unit=unit, day=day).filter(state__in=(State.ABSENT, State.NO_SHOW), called_at__isnull=False)
    return list(lost.select_related("service", "counter").order_by("-called_at"))


def find(*, unit: str, label: str, day: date | None = None) -> Ticket | None:
    """The ticket that somebody typed (`a 24`), or None."""
    typed = tidy_label(label)
    if typed is None:
        return None
    letter, number = typed
    return of_day(unit=unit, day=day).filter(letter=letter, number=number).select_related("service", "counter", "visit").first()


def recent_done(*, counter: Counter, day: date | None = None, limit: int = 5) -> list[Ticket]:
    """The last tickets finished at the counter, newest first."""
    done = of_day(unit=counter.unit_id, day=day).filter(counter=counter, state=State.DONE)
    return list(done.select_related("service", "visit").order_by("-ended_at")[:limit])


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
    day, time = day_of(at), office_time(unit=unit)
    spans = receiving_spans(day=day, calendar=time.calendar, hours=time.hours)
    if not spans:
        return False
    closes = closing_of(day=day, calendar=time.calendar, hours=time.hours)
    opens = closes - timedelta(minutes=spans[-1][1] - spans[0][0] + hall_rules(unit=unit).early_minutes)
    return opens <= at < closes


class _Hall:
    """The queue of a day read once (three queries), to answer for several services or tickets."""

    def __init__(self, unit: str, day: date | None) -> None:
        self.counters_of: dict[int, set[int]] = defaultdict(set)  # service → open counters
        self.number: dict[int, int] = {}
        links = ServiceCounter.objects.filter(counter__unit_id=unit, counter__state=CounterState.OPEN)
        for service, counter, number in links.values_list("service_id", "counter_id", "counter__number"):
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
    for service in Service.objects.filter(unit_id=unit, active=True):
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
    tickets = list(visit.tickets.select_related("service", "counter__officer").order_by("order", "pk"))
    if not tickets:
        return TicketPage(visit, ())
    hall = _Hall(visit.unit_id, tickets[0].day)
    return TicketPage(visit, tuple(_now(hall, ticket) for ticket in tickets))


def board(*, unit: str, day: date | None = None, calls: int = 6) -> Board:
    """Counters with the number each serves, and the newest calls."""
    names: dict[int, list[str]] = defaultdict(list)
    links = ServiceCounter.objects.filter(counter__unit_id=unit, service__active=True).order_by("rank", "service__order")
    for counter, name in links.values_list("counter_id", "service__name"):
        names[counter].append(name)
    called = list(_lately_called(unit, day, calls))
    there = {ticket.counter_id: ticket for ticket in called if ticket.state in AT_COUNTER}
    desks = [_desk(counter, there.get(counter.pk), names[counter.pk]) for counter in _counters(unit)]
    newest = sorted((t for t in called if t.counter and t.called_at), key=lambda t: (t.called_at, t.pk), reverse=True)
    return Board(tuple(desks), tuple(Call(t.label, t.counter.number, t.called_at) for t in newest[:calls]))


def _counters(unit: str) -> QuerySet[Counter]:
    return Counter.objects.filter(unit_id=unit).select_related("officer").order_by("number")


def _lately_called(unit: str, day: date | None, calls: int) -> list[Ticket]:
    """Those at a counter or absent, and enough of the last finished to hold the newest calls."""
    tickets = of_day(unit=unit, day=day).select_related("counter")
    done = tickets.filter(state=State.DONE).order_by("-ended_at")[: calls * 3]
    return [*tickets.filter(state__in=(*AT_COUNTER, State.ABSENT)), *done]


def _desk(counter: Counter, ticket: Ticket | None, names: list[str]) -> Desk:
    label, state, called = (ticket.label, ticket.state, ticket.called_at) if ticket else ("", "", None)
    return Desk(counter.number, counter.name, counter.state, counter.officer, label, state, called, tuple(names), counter.pk)


def service_by_letter(*, unit: str, letter: str) -> Service:
    """The active service with this letter; raises QueueError."""
    service = Service.objects.filter(unit_id=unit, letter=letter.strip().upper(), active=True).first()
    if service is None:
        raise QueueError(say("Việc này hôm nay sảnh chưa nhận. Chọn việc khác, hoặc hỏi bàn hướng dẫn."))
    return service


def labels_of(*, visits: Collection[object]) -> dict[object, str]:
    """Visit → its first number of the queue."""
    rows = Ticket.objects.filter(visit_id__in=visits).order_by("-pk")
    return {ticket.visit_id: ticket.label for ticket in rows} if visits else {}
