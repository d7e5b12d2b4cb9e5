"""The clock in the queue: who did not come back, tickets left at a counter that closed, the end of the day."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from thanthien.journal.actions import Deed, act
from thanthien.journal.asking import composed
from thanthien.people.rules import CounterState
from thanthien.queueing import queries
from thanthien.queueing.apart import KEPT_DAYS, release_old
from thanthien.queueing.models import ClosedDay, Ticket
from thanthien.queueing.moves import finished, locked, lost, moved
from thanthien.queueing.rules import AT_COUNTER, BOOKED, UNFINISHED, Act, State, micros, moment_of
from thanthien.shared.actor import clock
from thanthien.shared.clock import VIETNAM, day_of


def tick(*, unit: str, at: datetime) -> int:
    """What time brings about in the queue, each once and stamped with its own moment; returns how many acts were done."""
    done = 0
    if _is_anything_due(unit, at):
        done += _lapse_absent(unit, at)
        done += _booked_hours_come(unit, at)
        done += _end_at_closed_counters(unit, at)
        done += _end_past_days(unit, day_of(at))
    done += release_old(unit=unit, by=clock(unit), at=at)
    return done + close_day(unit=unit, at=at)


def _is_anything_due(unit: str, at: datetime) -> bool:
    """One question for the four below: most minutes bring nothing about. It leaves out the days whose numbers have all ended."""
    last = _closed_last.first(unit=unit)
    today = day_of(at)
    since = min(last, today) - timedelta(days=KEPT_DAYS) if last else date.min  # a clock that had jumped closed a later day
    return _due.any(unit=unit, since=since, day=today, at=at, order=micros(at))


@composed
def _closed_last(unit: str) -> QuerySet[ClosedDay]:
    """The clock closes a day when it has ended all earlier ones; a kiosk may still bring numbers of KEPT_DAYS before."""
    return ClosedDay.objects.filter(unit_id=unit).order_by("-day").values_list("day", flat=True)[:1]


@composed
def _due(unit: str, since: date, day: date, at: datetime, order: int) -> QuerySet[Ticket]:
    came = Q(state=State.WAITING, channel=BOOKED, priority="", order__lte=order)
    closed = Q(state__in=AT_COUNTER, counter__state=CounterState.CLOSED)
    due = came | closed | Q(day__lt=day) | Q(state=State.ABSENT, absent_until__lte=at)
    return Ticket.objects.filter(due, unit_id=unit, day__gte=since, state__in=UNFINISHED)


@composed
def _unfinished(unit: str, day: date) -> QuerySet[Ticket]:
    return Ticket.objects.filter(unit_id=unit, day=day, state__in=UNFINISHED)


def close_day(*, unit: str, at: datetime) -> bool:
    """After closing time, when everybody with a number was served: entry `day.closed`. True when it was written now.

    Whoever comes to the guide later still gets a number; when they are served the day is closed again with the new figures.
    """
    day = day_of(at)
    closing = queries.closing_time(unit=unit, day=day)
    if (closing is not None and at < closing) or _unfinished.any(unit=unit, day=day):
        return False
    last, closed = _last_end.first(unit=unit, day=day), _closed.first(unit=unit, day=day)
    if last is None or (closed is not None and last <= closed.closed_at):
        return False
    with act(unit=unit, by=clock(unit), at=at) as deed:
        deed.chain(unit)
        if _unfinished.any(unit=unit, day=day):
            return False
        _close(deed, day, at, waiting=0)
    return True


@composed
def _last_end(unit: str, day: date) -> QuerySet[Ticket]:
    ended = Ticket.objects.filter(unit_id=unit, day=day, ended_at__isnull=False)
    return ended.order_by("-ended_at").values_list("ended_at", flat=True)[:1]


@composed
def _closed(unit: str, day: date) -> QuerySet[ClosedDay]:
    return ClosedDay.objects.filter(unit_id=unit, day=day).order_by("pk")[:1]


def _close(deed: Deed, day: date, at: datetime, *, waiting: int) -> None:
    counts = {
        "served": _in_state.count(unit=deed.unit, day=day, state=State.DONE),
        "no_show": _in_state.count(unit=deed.unit, day=day, state=State.NO_SHOW) - waiting,
        "waiting": waiting,
    }
    closed = _closed.first(unit=deed.unit, day=day)
    row = closed or ClosedDay(unit_id=deed.unit, day=day)
    row.closed_at = at
    for name, value in counts.items():
        setattr(row, name, value)
    deed.save(row, new=closed is None)
    deed.enter("day.closed", subject=f"unit:{deed.unit}", data={"day": day.isoformat(), **counts})


@composed
def _in_state(unit: str, day: date, state: str) -> QuerySet[Ticket]:
    return Ticket.objects.filter(unit_id=unit, day=day, state=state)


def _lapse_absent(unit: str, at: datetime) -> int:
    """Absent people whose time is over: `no_show`, stamped with the end of that time. They may still come back that day."""
    due = Ticket.objects.filter(unit_id=unit, state=State.ABSENT, absent_until__lte=at).order_by("absent_until", "pk")
    done = 0
    for key, until in list(due.values_list("pk", "absent_until")):
        with act(unit=unit, by=clock(unit), at=until) as deed:
            deed.chain(unit)
            ticket = locked(deed, key)
            if ticket.state == State.ABSENT and ticket.absent_until == until:
                lost(deed, ticket, Act.LAPSE, ended_at=until)
                done += 1
    return done


def _booked_hours_come(unit: str, at: datetime) -> int:
    """Who came before their booked hour enters the lane of booked people when it strikes (ADR 0008)."""
    early = Ticket.objects.filter(unit_id=unit, day=day_of(at), state=State.WAITING, channel=BOOKED, priority="")
    done = 0
    for key, order in list(early.filter(order__lte=micros(at)).order_by("order", "pk").values_list("pk", "order")):
        with act(unit=unit, by=clock(unit), at=moment_of(order)) as deed:
            deed.chain(unit)
            ticket = locked(deed, key)
            if ticket.state == State.WAITING and not ticket.priority:
                ticket.priority = BOOKED
                moved(deed, ticket, Act.DUE)
                done += 1
    return done


def _end_at_closed_counters(unit: str, at: datetime) -> int:
    """An officer closed the counter without ending the ticket there: it ended when the counter closed."""
    left = Ticket.objects.filter(unit_id=unit, state__in=AT_COUNTER, counter__state=CounterState.CLOSED)
    done = 0
    for key, since in list(left.values_list("pk", "counter__since")):
        with act(unit=unit, by=clock(unit), at=min(since or at, at)) as deed:
            deed.chain(unit)
            ticket = locked(deed, key)
            if ticket.state in AT_COUNTER and ticket.counter.state == CounterState.CLOSED:
                finished(deed, ticket, counter=ticket.counter.number)
                done += 1
    return done


def _end_past_days(unit: str, today: date) -> int:
    """At midnight the numbers of a day end: who stood at a counter was served, the others did not come; then the day closes."""
    left = Ticket.objects.filter(unit_id=unit, day__lt=today, state__in=UNFINISHED)
    done = 0
    for day in sorted(set(left.values_list("day", flat=True))):
        midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=VIETNAM)
        with act(unit=unit, by=clock(unit), at=midnight) as deed:
            deed.chain(unit)
            _close(deed, day, midnight, waiting=_end_day(deed, left.filter(day=day).values_list("pk", flat=True), midnight))
            done += 1
    return done


def _end_day(deed: Deed, keys: Iterable[int], midnight: datetime) -> int:
    """Ends every ticket of `keys`; returns how many of them were never called."""
    waiting = 0
    for key in list(keys):
        ticket = locked(deed, key)
        if ticket.state in AT_COUNTER:
            finished(deed, ticket, counter=ticket.counter.number, known=False)
        elif ticket.state in UNFINISHED:
            waiting += ticket.called_at is None
            lost(deed, ticket, Act.LAPSE, ended_at=midnight)
    return waiting
