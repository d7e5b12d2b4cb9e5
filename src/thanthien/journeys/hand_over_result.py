"""A result goes to whoever came for it: the dossier is handed over in the visit of the number at the counter, when there is
one. Whether a special day kept its word is noted with it; a letter that was printed for it goes along.
"""

from datetime import datetime

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.collecting import Receiver
from thanthien.dossiers.models import Dossier
from thanthien.journal.actions import act
from thanthien.letters import actions as letters
from thanthien.people.models import Counter
from thanthien.programmes import actions as programmes
from thanthien.queueing import queries as queueing
from thanthien.shared.actor import Actor


def hand_over_result(
    *, dossier: Dossier, counter: Counter | None, by: Actor, at: datetime, collected_by: str = "", fee_paid: str = "",
    receiver: Receiver | None = None,
) -> Dossier:  # fmt: skip
    """The dossier, handed over. `counter`: where the officer sits; its ticket's visit is the one in which the result was
    fetched. `receiver` is checked against the dossier; `collected_by` alone is a name.
    """
    with act(unit=dossier.unit_id, by=by, at=at):
        here = queueing.present(counter=counter) if counter else None
        visit = here.visit if here and here.unit_id == dossier.unit_id else None
        given = dossiers.hand_over(
            dossier=dossier, by=by, at=at, receiver=receiver or Receiver(name=collected_by), visit=visit, channel="counter",
            fee_paid=fee_paid, counter=counter.number if counter else None,
        )  # fmt: skip
        programmes.settle(unit=given.unit_id, subject=f"dossier:{given.pk}", by=by, at=at, visit=visit or given.visit_id)
        letters.hand_with_result(dossier=given, by=by, at=at)
        return given
