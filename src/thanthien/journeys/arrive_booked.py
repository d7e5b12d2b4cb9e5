"""Somebody comes to a booked hour: the booking becomes a number of the queue. One act (ADR 0008)."""

from dataclasses import dataclass
from datetime import datetime

from thanthien.journal.actions import act
from thanthien.outreach import actions as bookings
from thanthien.outreach import queries, rules
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import BookingError, Coming, State
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Ticket
from thanthien.queueing.queries import service_by_letter
from thanthien.queueing.rules import BOOKED
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say
from thanthien.worktime.moments import at_minute
from thanthien.worktime.office_hours import minute_text


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came of it. `again`: they were here before, the number is the one they have already."""

    booking: Booking
    ticket: Ticket
    coming: Coming
    again: bool = False


def arrive_booked(*, booking: Booking, by: Actor, at: datetime, channel: str = "kiosk", priority: str = "") -> Arrival:
    """The number of the queue. In time: its order is the later of the booked moment and now, and from the booked moment on it
    goes in the lane of booked people. After the hour and its grace: a number like everybody's, from now.

    `channel`: `kiosk` or `guide`, for a late number. Coming twice gives the number they have. Raises BookingError, QueueError.
    """
    unit = booking.unit_id
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        row = queries.booking(pk=booking.pk, unit=by.unit)
        if row is None:
            raise BookingError(say("Không thấy hẹn này ở xã. Xem lại số hẹn."))
        if row.state == State.ARRIVED:
            return _again(row)
        came = rules.coming(day=row.day, start=row.start, end=row.end, at=at, quota=queries.quota(unit=unit, on=row.day))
        _check(row, came, queries.quota(unit=unit, on=row.day))
        booked_for = at_minute(row.day, row.start) if came is Coming.IN_TIME else None
        ticket = queueing.take_ticket(
            unit=unit, service=service_by_letter(unit=unit, letter=row.service), by=by, at=at, priority=priority,
            channel=BOOKED if booked_for else channel, booked_for=booked_for,
        )  # fmt: skip
        row = bookings.arrive(booking=row, visit=ticket.visit, label=ticket.label, by=by, at=at)
    return Arrival(row, ticket, came)


def _again(row: Booking) -> Arrival:
    ticket = row.visit.tickets.order_by("-pk").first()
    return Arrival(row, ticket, Coming.IN_TIME, again=True)


def _check(row: Booking, came: Coming, quota: rules.Quota) -> None:
    rules.move(row.state, rules.Act.ARRIVE, name=row.label)
    if came is Coming.OTHER_DAY:
        raise BookingError(
            say("Hẹn {name} là ngày {day}/{month}. Hôm nay cần làm việc, lấy số như mọi người.", name=row.label,
                day=row.day.day, month=row.day.month)
        )  # fmt: skip
    if came is Coming.TOO_EARLY:
        raise BookingError(
            say("Hẹn {name} lúc {start}. Báo đến từ {from_}.", name=row.label, start=minute_text(row.start),
                from_=minute_text(row.start - quota.early_minutes))
        )  # fmt: skip
    if came is Coming.OVER:
        raise BookingError(say("Hẹn {name} đã hết giờ. Lấy số như mọi người, xã vẫn phục vụ.", name=row.label))
