"""Every write of the queue. Each act first takes the chain of the unit, so the acts of one hall come one after the other:
two officers who call at once get two people, and nobody slips between a number and its order.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import F

from thanthien.journal.actions import Deed, act
from thanthien.journal.queries import about
from thanthien.people.models import Counter
from thanthien.people.rules import CounterState
from thanthien.queueing import access, queries, rules
from thanthien.queueing.closing import close_day, tick
from thanthien.queueing.models import Service, Ticket
from thanthien.queueing.moves import finished, locked, lost, moved
from thanthien.queueing.offering import offer_service
from thanthien.queueing.rules import Act, QueueError, State
from thanthien.queueing.taking import enter_roll_ticket, take_ticket
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

__all__ = [
    "annul", "annul_many", "call_next", "call_ticket", "close_day", "come_back", "enter_roll_ticket", "finish", "leave",
    "mark_absent", "offer_service", "recall", "restore_many", "slip_printed", "start_serving", "take_ticket", "tick", "transfer",
    "undo_call",
]  # fmt: skip


PRINTED = "ticket.printed"


def _seat(deed: Deed, counter: Counter, *, to_call: bool = False) -> Counter:
    """The counter, locked, where the doer of the act sits; raises QueueError. Then the chain of the unit is taken."""
    try:
        seat = deed.lock(Counter, pk=counter.pk, unit_id=deed.unit, officer__login=deed.by.code)
    except Counter.DoesNotExist:
        raise QueueError(say("Anh/chị chưa ngồi ở quầy {number}. Mở quầy rồi làm lại.", number=counter.number)) from None
    if to_call and seat.state != CounterState.OPEN:
        raise QueueError(say("Quầy {number} đang tạm nghỉ. Mở lại quầy rồi gọi.", number=seat.number))
    deed.chain(deed.unit)
    return seat


def _present(deed: Deed, seat: Counter) -> Ticket:
    """The ticket at the counter now; raises QueueError when nobody is there."""
    ticket = queries.present_locked(counter=seat)
    if ticket is None:
        raise QueueError(say("Quầy {number} chưa gọi ai. Gọi số tiếp rồi làm lại.", number=seat.number))
    return deed.hold(ticket)


def call_next(*, counter: Counter, by: Actor, at: datetime) -> Ticket | None:
    """End what is at the counter and call who is next (`rules.pick`), None when nobody waits. `ticket.done`, `ticket.called`."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        seat = _seat(deed, counter, to_call=True)
        _end_present(deed, seat)
        line = queries.places(counter=seat, day=day_of(at))
        chosen = rules.pick(line)
        return _called(deed, seat, locked(deed, chosen.key), chosen, line) if chosen else None


def call_ticket(*, ticket: Ticket, counter: Counter, by: Actor, at: datetime) -> Ticket:
    """Call one given number of today, waiting or away. Raises QueueError when somebody may not be overtaken once more."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        seat = _seat(deed, counter, to_call=True)
        ticket = locked(deed, ticket.pk)
        if ticket.day != day_of(at):
            raise QueueError(
                say("Số {label} của ngày {day:%d/%m/%Y}. Lấy số mới cho hôm nay.", label=ticket.label, day=ticket.day)
            )
        _end_present(deed, seat)
        _check_free(ticket)
        line = queries.places(counter=seat, day=ticket.day)
        chosen = rules.Place(ticket.order, ticket.pk, bool(ticket.priority), ticket.overtaken, ticket.bound)
        first = rules.blocker(chosen, line)
        if first is not None:
            name = locked(deed, first.key).label
            raise QueueError(
                say(
                    "Số {name} đã nhường {overtaken} lượt. Gọi {name} trước, rồi gọi {label}.",
                    name=name,
                    overtaken=first.overtaken,
                    label=ticket.label,
                )
            )
        return _called(deed, seat, ticket, chosen, line)


def _check_free(ticket: Ticket) -> None:
    other = Ticket.objects.filter(visit_id=ticket.visit_id, state__in=rules.AT_COUNTER).exclude(pk=ticket.pk).first()
    if other is not None:
        raise QueueError(
            say(
                "Người cầm số {label} đang ở quầy khác với số {other}. Chờ bên ấy xong rồi gọi.",
                label=ticket.label,
                other=other.label,
            )
        )


def _end_present(deed: Deed, seat: Counter) -> None:
    present = queries.present_locked(counter=seat)
    if present is not None:
        finished(deed, deed.hold(present), counter=seat.number)


def _called(deed: Deed, seat: Counter, ticket: Ticket, chosen: rules.Place, line: list[rules.Place]) -> Ticket:
    """Bring the ticket to the counter and count it on those it overtakes: one UPDATE, however many they are."""
    behind = [place.key for place in rules.overtaken_by(chosen, line)]
    if behind:
        Ticket.objects.filter(pk__in=behind).update(overtaken=F("overtaken") + 1)
    ticket.counter, ticket.officer_login = seat, deed.by.code
    ticket.called_at, ticket.served_at, ticket.ended_at, ticket.absent_until = deed.at, None, None, None
    ticket.calls += 1
    return moved(
        deed, ticket, Act.CALL, sits=True, counter=seat.number, officer=deed.by.code, calls=ticket.calls,
        service=ticket.service.letter, waited_s=rules.seconds(ticket.taken_at, deed.at),
    )  # fmt: skip


def recall(*, counter: Counter, by: Actor, at: datetime) -> Ticket:
    """Say the number at the counter once more. Entry `ticket.recalled`."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        seat = _seat(deed, counter)
        ticket = _present(deed, seat)
        ticket.calls += 1
        return moved(deed, ticket, Act.RECALL, sits=True, counter=seat.number, calls=ticket.calls)


def start_serving(*, counter: Counter, by: Actor, at: datetime) -> Ticket:
    """The person is here. Optional: calling the next one ends the service too. Entry `ticket.serving`."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        seat = _seat(deed, counter)
        ticket = _present(deed, seat)
        ticket.served_at = max(at, ticket.called_at or at)
        return moved(deed, ticket, Act.START, sits=True, counter=seat.number, officer=by.code)


def mark_absent(*, counter: Counter, by: Actor, at: datetime) -> Ticket:
    """Nobody came, or the person went to fetch something: the place is kept. Entry `ticket.absent`."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        seat = _seat(deed, counter)
        ticket = _present(deed, seat)
        ticket.absent_until = at + timedelta(minutes=queries.hall_rules(unit=deed.unit).absent_minutes)
        until = ticket.absent_until.isoformat()
        return moved(deed, ticket, Act.MISS, sits=True, counter=seat.number, until=until)


def come_back(*, ticket: Ticket, by: Actor, at: datetime) -> Ticket:
    """Who was called and not met is here: back to the old place, on the same day. Entry `ticket.returned`."""
    with act(unit=ticket.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        ticket = locked(deed, ticket.pk)
        if ticket.day != day_of(at):
            raise QueueError(
                say("Số {label} của ngày {day:%d/%m/%Y}. Lấy số mới cho hôm nay.", label=ticket.label, day=ticket.day)
            )
        _wait_again(ticket)
        return moved(deed, ticket, Act.COME_BACK, service=ticket.service.letter)


def _wait_again(ticket: Ticket) -> None:
    ticket.counter, ticket.absent_until, ticket.served_at, ticket.ended_at = None, None, None, None


def transfer(
    *, ticket: Ticket, by: Actor, at: datetime, service: Service | None = None, counter: Counter | None = None
) -> Ticket:
    """Send the person to another service, a given counter, or both; number and place are kept. Entry `ticket.transferred`."""
    if service is None and counter is None:
        raise QueueError(say("Chưa chọn nơi chuyển. Chọn việc khác hoặc quầy khác."))
    with act(unit=ticket.unit_id, by=by, at=at) as deed:
        wanted = deed.lock(Counter, pk=counter.pk, unit_id=deed.unit) if counter else None
        if wanted and wanted.state == CounterState.CLOSED:
            raise QueueError(say("Quầy {number} chưa mở. Chọn quầy khác.", number=wanted.number))
        deed.chain(deed.unit)
        ticket = locked(deed, ticket.pk)
        before = ticket.service
        if service is not None:
            _change_service(ticket, service)
        sits = _sits_at(ticket, by)
        _wait_again(ticket)
        ticket.wanted_counter = wanted
        return moved(
            deed, ticket, Act.TRANSFER, sits=sits, from_service=before.letter, service=ticket.service.letter,
            counter=wanted.number if wanted else None,
        )  # fmt: skip


def _change_service(ticket: Ticket, service: Service) -> None:
    if service.unit_id != ticket.unit_id or not service.active:
        raise QueueError(say("Việc này hôm nay sảnh chưa nhận. Chọn việc khác."))
    own = "" if ticket.priority == rules.RETURN_LANE else ticket.priority
    hall = queries.hall_rules(unit=ticket.unit_id)
    ticket.priority = own or hall.class_of("", service_kind=service.kind)
    ticket.service = service


def _sits_at(ticket: Ticket, by: Actor) -> bool:
    """True when the doer sits at the counter where this ticket is now."""
    return ticket.state in rules.AT_COUNTER and ticket.counter.officer is not None and ticket.counter.officer.login == by.code


def finish(*, counter: Counter, by: Actor, at: datetime) -> Ticket:
    """The person at the counter is done. Entry `ticket.done`."""
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        seat = _seat(deed, counter)
        return finished(deed, _present(deed, seat), counter=seat.number)


def undo_call(*, counter: Counter, by: Actor, at: datetime) -> Ticket:
    """Take the last call back: the ticket stands in its old place as if it had not been called, and whoever that call ended is at
    the counter again. Raises QueueError when something was done since. Entries `ticket.uncalled`, `ticket.reopened`.
    """
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        seat = _seat(deed, counter)
        ticket = _present(deed, seat)
        last = next(reversed(about(subject=f"ticket:{ticket.pk}")), None)
        if last is None or last.kind != "ticket.called":
            raise QueueError(
                say(
                    "Từ lúc gọi số {label} đã có việc khác, không rút lời gọi được. Chuyển hoặc ghi vắng nếu cần.",
                    label=ticket.label,
                )
            )
        ended = Ticket.objects.filter(counter=seat, state=State.DONE, ended_at=ticket.called_at, day=ticket.day).first()
        _wait_again(ticket)
        ticket.called_at, ticket.officer_login, ticket.calls = None, "", last.data["calls"] - 1
        moved(deed, ticket, Act.UNCALL, sits=True, counter=seat.number)
        if ended is not None:
            _reopen(deed, locked(deed, ended.pk), seat)
        return ticket


def _reopen(deed: Deed, ticket: Ticket, seat: Counter) -> None:
    ticket.ended_at = None
    ticket.served_at = ticket.served_at or ticket.called_at
    moved(deed, ticket, Act.REOPEN, sits=True, counter=seat.number)


def leave(*, ticket: Ticket, by: Actor, at: datetime) -> Ticket:
    """The person goes without having been served. Entry `ticket.left`."""
    with act(unit=ticket.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        ticket = locked(deed, ticket.pk)
        return lost(deed, ticket, Act.LEAVE, ended_at=at, sits=_sits_at(ticket, by))


def annul(*, ticket: Ticket, by: Actor, at: datetime) -> Ticket:
    """A number that was given by mistake. It is never given again that day. Entry `ticket.annulled`."""
    return annul_many(tickets=[ticket], by=by, at=at)[0]


def annul_many(*, tickets: Iterable[Ticket], by: Actor, at: datetime) -> list[Ticket]:
    """Annul several at once (somebody played with the kiosk): one entry each, one act. `restore_many` takes it back."""
    with act(unit=by.unit, by=by, at=at) as deed:
        deed.chain(deed.unit)
        return [lost(deed, locked(deed, ticket.pk), Act.ANNUL, ended_at=at) for ticket in tickets]


def restore_many(*, tickets: Iterable[Ticket], by: Actor, at: datetime) -> list[Ticket]:
    """Annulled by mistake: each stands in its place again, on the same day. Entries `ticket.restored`."""
    with act(unit=by.unit, by=by, at=at) as deed:
        deed.chain(deed.unit)
        rows = [locked(deed, ticket.pk) for ticket in tickets]
        return [_restored(deed, ticket, day_of(at)) for ticket in rows]


def _restored(deed: Deed, ticket: Ticket, today: date) -> Ticket:
    if ticket.day != today:
        raise QueueError(
            say("Số {label} của ngày {day:%d/%m/%Y}, hết ngày rồi. Lấy số mới cho hôm nay.", label=ticket.label, day=ticket.day)
        )
    ticket.ended_at = None
    return moved(deed, ticket, Act.RESTORE, service=ticket.service.letter)


# --- paper -----------------------------------------------------------------------------------------------


def slip_printed(*, ticket: Ticket, by: Actor, at: datetime) -> int:
    """The slip of a number came out of the printer; returns which copy that was, from 1 on. Entry `ticket.printed`."""
    access.check_may_print(by=by, unit=ticket.unit_id)
    subject = f"ticket:{ticket.pk}"
    with act(unit=ticket.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        copy = 1 + sum(entry.kind == PRINTED for entry in about(subject=subject))
        deed.enter(PRINTED, subject=ticket, visit=ticket.visit_id, data={"label": ticket.label, "copy": copy})
    return copy
