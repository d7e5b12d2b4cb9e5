"""Who stands at a counter whose officer goes away: back into the line, at the place that was theirs."""

from datetime import datetime

from thanthien.journal.actions import act
from thanthien.people.models import Counter
from thanthien.queueing import queries
from thanthien.queueing.models import Ticket
from thanthien.queueing.moves import locked, moved
from thanthien.queueing.rules import Act, State
from thanthien.shared.actor import Actor


def put_back(*, counter: Counter, by: Actor, at: datetime) -> Ticket | None:
    """The ticket at the counter waits again as if it had not been called; None when nobody is there. `ticket.uncalled`, or
    `ticket.transferred` for who was already being served.

    Who may take an officer off a counter is for the caller to know.
    """
    with act(unit=counter.unit_id, by=by, at=at) as deed:
        deed.chain(deed.unit)
        present = queries.present(counter=counter)
        if present is None:
            return None
        ticket = locked(deed, present.pk)
        served = ticket.state == State.SERVING
        ticket.counter, ticket.absent_until, ticket.served_at, ticket.ended_at = None, None, None, None
        if served:
            letter = ticket.service.letter
            return moved(deed, ticket, Act.TRANSFER, sits=True, from_service=letter, service=letter, counter=None)
        ticket.called_at, ticket.officer_login, ticket.calls = None, "", max(ticket.calls - 1, 0)
        return moved(deed, ticket, Act.UNCALL, sits=True, counter=counter.number)
