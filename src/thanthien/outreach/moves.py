"""What the acts of bookings share: a booking is read again under the lock, moves by the state table, leaves its entry."""

from thanthien.journal.actions import Deed
from thanthien.outreach import access, rules
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import Act, BookingError
from thanthien.shared.wording import say
from thanthien.worktime.office_hours import minute_text


def facts(booking: Booking) -> dict[str, object]:
    """What each entry of a booking says."""
    return {
        "day": booking.day.isoformat(),
        "start": minute_text(booking.start),
        "service": booking.service,
        "sequence": booking.sequence,
    }


def locked(deed: Deed, booking: Booking) -> Booking:
    """The booking as it is now, for a change; raises BookingError when it is not of this unit."""
    deed.chain(deed.unit)
    row = Booking.objects.select_for_update(of=("self",)).filter(pk=booking.pk, unit_id=deed.unit).first()
    if row is None:
        raise BookingError(say("Không thấy hẹn này ở xã. Xem lại số hẹn."))
    return row


def moved(deed: Deed, booking: Booking, doing: Act, **data: object) -> Booking:
    """Bring a locked booking where the state table says, save it, write the entry."""
    row = rules.move(booking.state, doing, name=booking.label)
    access.check_may_move(row=row, by=deed.by, unit=deed.unit)
    booking.state = row.to
    deed.save(booking)
    deed.enter(row.kind, subject=booking, visit=booking.visit_id or "", data={**facts(booking), **data})
    return booking
