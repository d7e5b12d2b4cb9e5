"""A dossier that the person hands in here though another commune of the province is competent: who came is written down as at any
reception, the dossier waits to be passed on.
"""

from collections.abc import Mapping
from datetime import datetime

from thanthien.dossiers import elsewhere
from thanthien.dossiers.checklist import Mark
from thanthien.dossiers.models import Elsewhere
from thanthien.journal.actions import act
from thanthien.journeys.receive_at_counter import Handed, names_kept, parties_of
from thanthien.people.models import Counter
from thanthien.procedures.models import Procedure
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import Actor


def receive_for_another(
    *, counter: Counter, ticket: Ticket | None, handed: Handed, competent: str, procedure: Procedure, papers: Mapping[int, Mark],
    by: Actor, at: datetime, return_channel: str = "counter", fetch_at: str = "receiving", sets: int = 1,
    answers: Mapping[str, str] | None = None,
) -> Elsewhere:  # fmt: skip
    """Received for `competent`; the ticket stays at the counter until the next call. Raises what the rooms raise, and then
    nothing is written.
    """
    with act(unit=counter.unit_id, by=by, at=at):
        visit, parties = parties_of(counter, ticket, handed, by=by, at=at)
        return elsewhere.receive_elsewhere(
            unit=counter.unit_id, competent=competent, procedure=procedure, papers=names_kept(procedure, papers, by=by, at=at),
            counter=counter, visit=visit, return_channel=return_channel, fetch_at=fetch_at, sets=sets, answers=answers, by=by,
            at=at, **parties,
        )  # fmt: skip
