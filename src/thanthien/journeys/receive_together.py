"""One event of life, one reception: every matter that the family needs is received in one act, or none is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.checklist import Mark
from thanthien.dossiers.models import Together
from thanthien.dossiers.rules import DossierError, Outcome
from thanthien.journal.actions import act
from thanthien.journeys.receive_at_counter import Handed, names_kept, parties_of
from thanthien.journeys.special_day import mark_received, take_back_reception, terms_of
from thanthien.people.models import Counter
from thanthien.procedures.models import Procedure
from thanthien.procedures.rules import ProcedureError
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say

BACK_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Matter:
    """One procedure of the event with the marks of its own papers, by their order."""

    procedure: Procedure
    papers: Mapping[int, Mark]


def receive_together(
    *, counter: Counter, ticket: Ticket | None, handed: Handed, event: str, matters: Sequence[Matter], by: Actor, at: datetime,
    fee_paid: str = "", return_channel: str = "counter",
) -> Together:  # fmt: skip
    """Every dossier with its own code, clock and date, and the reception that binds them. Raises what the rooms raise, with the
    name of the matter in front; then nothing is written and no number used.
    """
    with act(unit=counter.unit_id, by=by, at=at):
        visit, parties = parties_of(counter, ticket, handed, by=by, at=at)
        made = []
        for matter in matters:
            procedure = matter.procedure
            try:
                papers = names_kept(procedure, matter.papers, by=by, at=at)
                terms = terms_of(unit=counter.unit_id, procedure=procedure, papers=papers, at=at)
                dossier = dossiers.receive(
                    unit=counter.unit_id, procedure=procedure, papers=papers, counter=counter, visit=visit, by=by, at=at,
                    fee_paid=fee_paid, return_channel=return_channel, signer=terms.signer, **parties,
                )  # fmt: skip
            except (DossierError, ProcedureError) as error:
                why = say(
                    "{matter}: {why} Chưa làm được việc này thì bỏ dấu, rồi nhận các việc khác.",
                    matter=procedure.title,
                    why=error,
                )
                raise DossierError(why) from error
            made.append(mark_received(dossier=dossier, terms=terms, writing=None, by=by, at=at))
        return dossiers.note_together(event=event, dossiers=made, by=by, at=at)


def take_all_back(*, together: Together, by: Actor, at: datetime) -> Together:
    """The whole reception is undone: each dossier annulled, its code stays used. Within ten minutes, by who received it."""
    if at - together.received_at > BACK_WITHIN:
        raise DossierError(say("Đã quá 10 phút nên không hoàn tác cả lần nhận. Mở từng hồ sơ rồi nhờ lãnh đạo hủy."))
    with act(unit=together.unit_id, by=by, at=at):
        for line in together.lines.select_related("dossier"):
            if line.dossier.outcome != Outcome.ANNULLED:  # one of them may have been taken back alone
                take_back_reception(dossier=line.dossier, reason=str(say("Nhận nhầm cả sự kiện, hoàn tác")), by=by, at=at)
        return dossiers.take_back_together(together=together, by=by, at=at)
