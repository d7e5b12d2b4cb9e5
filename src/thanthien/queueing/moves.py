"""What the acts of the queue share: a ticket is read again under the lock, moves by the state table, leaves its entry."""

from datetime import datetime

from thanthien.journal.actions import Deed
from thanthien.queueing import access, rules
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import Act, QueueError
from thanthien.shared.wording import say


def locked(deed: Deed, key: int) -> Ticket:
    """The ticket as it is now, with service and counter, for a change. Take the unit's chain before; raises QueueError."""
    try:
        return deed.lock(Ticket, pk=key, unit_id=deed.unit)
    except Ticket.DoesNotExist:
        raise QueueError(say("Số này không có ở sảnh này. Xem lại danh sách chờ.")) from None


def moved(deed: Deed, ticket: Ticket, doing: Act, *, sits: bool = False, **data: object) -> Ticket:
    """Bring `ticket`, its other columns already set, where the state table says, if the doer may; save it, write the entry."""
    row = rules.move(ticket.state, doing, label=ticket.label)
    access.check_may_move(row=row, by=deed.by, unit=deed.unit, sits=sits)
    ticket.state = row.to
    deed.save(ticket)
    deed.enter(row.kind, subject=ticket, visit=ticket.visit_id, data={"label": ticket.label, **data})
    return ticket


def finished(deed: Deed, ticket: Ticket, *, counter: int, at: datetime | None = None, known: bool = True) -> Ticket:
    """End the service. `known` False: nobody saw the end, so its length is told as 0."""
    ticket.ended_at = max(at or deed.at, ticket.called_at or deed.at)
    start = ticket.served_at or ticket.called_at
    return moved(
        deed, ticket, Act.FINISH, sits=True, counter=counter, officer=ticket.officer_login, service=ticket.service.letter,
        served_s=rules.seconds(start, ticket.ended_at) if known else 0,
    )  # fmt: skip


def lost(deed: Deed, ticket: Ticket, doing: Act, *, ended_at: datetime, sits: bool = False) -> Ticket:
    """The ticket ends without a service."""
    ticket.ended_at = max(ended_at, ticket.taken_at)
    ticket.absent_until = None
    return moved(deed, ticket, doing, sits=sits)
