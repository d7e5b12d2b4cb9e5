"""Giving out numbers: from the kiosk, by the hall guide, at a counter, from a paper roll."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from thanthien.journal.actions import Deed, act
from thanthien.journal.asking import composed
from thanthien.queueing import access, queries, rules
from thanthien.queueing.models import Service, Ticket
from thanthien.queueing.rules import HallRules, QueueError, State
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say
from thanthien.visits import actions as visits
from thanthien.visits.models import Visit

ROLL_NUMBERS = range(1, 10_000)


def take_ticket(
    *, unit: str, service: Service, channel: str, by: Actor, at: datetime, priority: str = "",
    visit: Visit | None = None, taken_at: datetime | None = None, booked_for: datetime | None = None,
) -> Ticket:  # fmt: skip
    """The next number of `service` today; a door asks `access.check_gives_numbers` before. Entries `visit.begun`,
    `ticket.taken`.

    `visit`: one more matter of somebody who is here; else a visit begins. `taken_at`: the time at a device that tells us late.
    `booked_for`: the hour that was booked, with the channel `booked` (ADR 0008). Raises QueueError.
    """
    if (channel == rules.BOOKED) != (booked_for is not None):
        raise ValueError("a booked number has its hour, and no other has one")
    access.check_may_take(by=by, unit=unit, channel=channel)
    check_offered(service, unit)
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        hall, day = queries.hall_rules(unit=unit), day_of(at)
        ahead = waiting_for(service, day)
        if channel == "kiosk":
            _check_pace(hall, by=by, unit=unit, at=at, ahead=ahead, more=visit is not None)
        if visit is None:
            visit = visits.begin(unit=unit, origin=channel, by=by, at=at)
        else:
            _check_visit(visit, service, day)
        number = deed.number(f"ticket:{service.letter}:{day}")
        return _given(
            deed, hall, service, visit=visit, letter=service.letter, number=number, ahead=ahead,
            priority=priority or rules.booked_lane(booked_for, at=at), channel=channel, taken_at=taken_at, booked_for=booked_for,
        )  # fmt: skip


def enter_roll_ticket(
    *, unit: str, service: Service, number: int, by: Actor, at: datetime, priority: str = "", taken_at: datetime | None = None
) -> Ticket:
    """A number torn from a printed roll, under the unit's own letter for it. Raises QueueError when it was entered before
    today.
    """
    access.check_may_take(by=by, unit=unit, channel="roll")
    check_offered(service, unit)
    if number not in ROLL_NUMBERS:
        raise QueueError(say("Số trên cuộn giấy từ 1 đến 9999. Xem lại số trên phiếu."))
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        hall, day = queries.hall_rules(unit=unit), day_of(at)
        letter = hall.roll_letter
        if Service.objects.filter(unit_id=unit, letter=letter).exists():
            raise QueueError(say("Chữ {letter} đang dùng cho một việc. Nhờ quản trị đổi chữ của cuộn số in sẵn.", letter=letter))
        if Ticket.objects.filter(unit_id=unit, day=day, letter=letter, number=number).exists():
            raise QueueError(
                say("Số {label} hôm nay đã nhập rồi. Xem lại số trên phiếu.", label=rules.ticket_label(letter, number))
            )
        visit = visits.begin(unit=unit, origin="roll", by=by, at=at)
        return _given(
            deed, hall, service, visit=visit, letter=letter, number=number, ahead=waiting_for(service, day),
            priority=priority, channel="roll", taken_at=taken_at,
        )  # fmt: skip


def check_offered(service: Service, unit: str) -> None:
    if service.unit_id != unit or not service.active:
        raise QueueError(say("Việc này hôm nay sảnh chưa nhận. Chọn việc khác, hoặc hỏi bàn hướng dẫn."))


def waiting_for(service: Service, day: date) -> int:
    return _waiting.count(unit=service.unit_id, day=day, service=service.pk)


@composed
def _waiting(unit: str, day: date, service: int) -> QuerySet[Ticket]:
    return Ticket.objects.filter(unit_id=unit, day=day, state=State.WAITING, service_id=service)


@composed
def _taken_by(unit: str, by: str, since: datetime, until: datetime) -> QuerySet[Ticket]:
    return Ticket.objects.filter(unit_id=unit, taken_by=by, taken_at__gt=since, taken_at__lte=until)


@composed
def _last_order(unit: str, day: date, order: int) -> QuerySet[Ticket]:
    of_today = Ticket.objects.filter(unit_id=unit, day=day).exclude(channel=rules.BOOKED, order__gt=order)
    return of_today.order_by("-order").values_list("order", flat=True)[:1]


def _check_pace(hall: HallRules, *, by: Actor, unit: str, at: datetime, ahead: int, more: bool) -> None:
    """A kiosk gives no more numbers a minute than people can press, and not without end for one service."""
    if ahead >= hall.waiting_cap:
        raise QueueError(say("Việc này đang có quá đông người chờ. Mời ông/bà đến bàn hướng dẫn."))
    if more:
        return
    if _taken_by.count(unit=unit, by=str(by), since=at - timedelta(minutes=1), until=at) >= hall.kiosk_per_minute:
        raise QueueError(say("Máy vừa phát nhiều số quá. Chờ một phút rồi bấm lại, hoặc gặp bàn hướng dẫn."))


def _check_visit(visit: Visit, service: Service, day: date) -> None:
    if visit.unit_id != service.unit_id or visit.ended_at is not None:
        raise QueueError(say("Lượt này đã kết thúc. Lấy số mới."))
    held = visit.tickets.filter(day=day, service=service, state__in=rules.UNFINISHED).first()
    if held is not None:
        raise QueueError(say("Ông/bà đã có số {label} cho việc này. Giữ số ấy, không cần lấy thêm.", label=held.label))


def _given(
    deed: Deed, hall: HallRules, service: Service, *, visit: Visit, letter: str, number: int, ahead: int, priority: str,
    channel: str, taken_at: datetime | None, booked_for: datetime | None = None,
) -> Ticket:  # fmt: skip
    """Write the ticket with its order. Order and number are given under one lock: neither can double nor change places."""
    unit, at = deed.unit, deed.at
    day, taken = day_of(at), rules.bounded(taken_at, at=at)
    lane = hall.class_of(priority, service_kind=service.kind)
    bound = hall.bound_for(ahead)
    order, overtaken = _order_now(unit, day, at) if taken_at is None else order_late(service, day, taken, lane, bound)
    if booked_for is not None:
        order = max(order, rules.micros(booked_for))
    return written(
        deed, service, visit=visit, day=day, letter=letter, number=number, priority=lane, taken_at=taken, order=order,
        bound=bound, overtaken=overtaken, channel=channel,
    )  # fmt: skip


def written(deed: Deed, service: Service, *, visit: Visit, day: date, **columns: Any) -> Ticket:
    """The ticket as it stands in the line from now on, and its entry."""
    ticket = deed.create(Ticket, unit_id=deed.unit, day=day, service=service, visit=visit, taken_by=str(deed.by), **columns)
    data = {
        "day": day.isoformat(),
        "label": ticket.label,
        "service": service.letter,
        "priority": ticket.priority,
        "channel": ticket.channel,
        "order": ticket.order,
    }
    deed.enter("ticket.taken", subject=ticket, visit=visit, data=data)
    return ticket


def _order_now(unit: str, day: date, at: datetime) -> tuple[int, int]:
    """Behind everybody of the day, but not behind booked hours that are still to come."""
    last = _last_order.first(unit=unit, day=day, order=rules.micros(at))
    return rules.order_now(at, last=last or 0), 0


def order_late(service: Service, day: date, taken: datetime, lane: str, bound: int, *, step: int = 1) -> tuple[int, int]:
    """The order of a ticket that reaches us late, and how often it was overtaken before it came.

    By the device's time, yet behind every ordinary ticket of the service that was called; who of a priority class came later
    and was called already has overtaken it, and that counts.
    """
    called = Ticket.objects.filter(unit_id=service.unit_id, day=day, service=service, called_at__isnull=False)
    floor = called.filter(priority="").exclude(channel=rules.BOOKED).order_by("-order").values_list("order", flat=True).first()
    order = rules.order_late(taken, floor=floor or 0, step=step)
    overtaken = 0 if lane else min(bound, called.exclude(priority="").filter(order__gt=order).count())
    return order, overtaken
