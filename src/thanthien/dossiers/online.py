"""What was handed in online waits for an officer: registered, refused, taken back. Acceptance is `receive(registered=…)`."""

from datetime import datetime

from thanthien.dossiers import access, rules, steps
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.reception import Parties, of_procedure, refusal_words
from thanthien.dossiers.rules import Act, Outcome, RefusalReason
from thanthien.journal.actions import act
from thanthien.people.models import Citizen, Organisation
from thanthien.procedures.models import Procedure
from thanthien.procedures.queries import offer_of
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of


def register_online(
    *, unit: str, procedure: Procedure, by: Actor, at: datetime, applicant: Citizen | None = None,
    organisation: Organisation | None = None, submitter: Citizen | None = None, mandate: str = "",
) -> Dossier:  # fmt: skip
    """Handed in online: it waits for an officer, without code, promise or clock. Entry `dossier.registered` (portal state 1)."""
    parties = Parties(applicant, organisation, submitter, mandate)
    parties.check()
    line = rules.move(None, Act.REGISTER)
    offer = offer_of(procedure=procedure, unit=unit, on=day_of(at))
    with act(unit=unit, by=by, at=at) as deed:
        dossier = deed.create(Dossier, unit_id=unit, state=line.to, **parties.columns(), **of_procedure(offer))
        data = {"procedure": procedure.code, "field": dossier.field, "channel": "online"}
        deed.enter(line.entry, subject=dossier, data=data)
    return dossier


def refuse_online(*, dossier: Dossier, reason: RefusalReason, by: Actor, at: datetime, note: str = "") -> Dossier:
    """What was handed in online is not accepted; no code is used. Entry `dossier.refused`."""
    access.check_may_receive(by=by, unit=dossier.unit_id, field=dossier.field, on=day_of(at))
    reason = RefusalReason(reason)
    words = refusal_words(reason, note)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        row = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(row.state, Act.REFUSE)
        row.state, row.result_note, row.received_by = line.to, words, steps.acting_officer(by)
        deed.save(row)
        data = {"procedure": row.procedure.code, "reason_code": str(reason), "channel": "online"}
        deed.enter(line.entry, subject=row, data=data)
    return row


def take_back_online(*, dossier: Dossier, reason: str, by: Actor, at: datetime) -> Dossier:
    """Its owner takes back what no officer has accepted yet (portal state 7); no code is used. Entry `dossier.taken_back`.

    Raises DossierError when it was accepted, refused or taken back meanwhile.
    """
    access.check_unit(by, dossier.unit_id)
    with act(unit=dossier.unit_id, by=by, at=at) as deed:
        row = deed.lock(Dossier, pk=dossier.pk)
        line = rules.move(row.state, Act.TAKE_BACK)
        row.state, row.outcome, row.result_note = line.to, Outcome.WITHDRAWN, " ".join(reason.split())[:200]
        deed.save(row)
        data = {"procedure": row.procedure.code, "field": row.field, "channel": "online"}
        deed.enter(line.entry, subject=row, data=data)
    return row
