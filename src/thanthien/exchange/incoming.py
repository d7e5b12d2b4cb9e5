"""Acts on what came from the national portal. Entries: `incoming.came` `.aside` `.dismissed` `.restored` (subject
`incoming:<pk>`); `incoming.supplement_asked` `.ask_withdrawn` `.supplemented` (subject `dossier:<pk>`, told to the portal).
What its owner takes back on the portal: incoming_wishes.py.

Each record is an act of its own: a bad one stops no other. What is answered leaves through the outbox of `national`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.checklist import Mark
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import OPEN, PAUSED, RefusalReason
from thanthien.dossiers.timing import timing_of
from thanthien.exchange import access, incoming_queries, incoming_rules, incoming_wishes
from thanthien.exchange.incoming_rules import BadRecord, Fault, Filed, IncomingState
from thanthien.exchange.models import Incoming
from thanthien.exchange.rules import ExchangeError
from thanthien.journal.actions import Deed, act
from thanthien.law.queries import rule
from thanthien.people import actions as people
from thanthien.procedures.queries import procedure
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Refusal, say

MANDATE = say("Hồ sơ nộp qua Cổng Dịch vụ công")


@dataclass(slots=True)
class Came:
    """How many records waited for an officer anew, came again unchanged, were completed, were kept aside; how many owners took
    theirs back before the answer, want it back from work, came too late for that."""

    new: int = 0
    same: int = 0
    again: int = 0
    aside: int = 0
    withdrawn: int = 0
    wished: int = 0
    late: int = 0


def take_in(*, unit: str, rows: Iterable[object], source: str, by: Actor, at: datetime) -> Came:
    """Records of a file or of the portal, each once by its code. Never raises for a record: a bad one is kept aside."""
    access.check_may_take_in(by=by, unit=unit)
    came = Came()
    for row in rows:
        what = _one(unit, row, source, by, at)
        setattr(came, what, getattr(came, what) + 1)
    return came


def _one(unit: str, row: object, source: str, by: Actor, at: datetime) -> str:
    digest = incoming_queries.record_digest(row)
    key = incoming_rules.code_of(row) or f"?{digest[:16]}"
    with act(unit=unit, by=by, at=at) as deed:
        known = Incoming.objects.select_for_update().filter(unit_id=unit, key=key).first()
        if incoming_rules.takes_back(row) and (known is None or known.state != IncomingState.DISMISSED):
            return incoming_wishes.take(deed, known, row, key=key, digest=digest, source=source)
        if known is None:
            record = Incoming(unit_id=unit, key=key, source=source, came_at=at)
        elif known.digest == digest or known.state not in (IncomingState.ASKED, IncomingState.ASIDE):
            return "same"
        else:
            record = known
        record.body, record.digest = row if isinstance(row, dict) else {"?": str(row)[:500]}, digest
        if record.state == IncomingState.ASKED:
            return _completed(deed, record)
        return _tried(deed, record, row)


def _completed(deed: Deed, record: Incoming) -> str:
    """The owner added what was asked: an officer looks again, and the term for an answer begins again."""
    record.state, record.answer_by = IncomingState.WAITING, answer_by(record.unit_id, deed.at)
    deed.save(record)
    deed.enter("incoming.supplemented", subject=f"dossier:{record.dossier_id}", data={"record": record.pk})
    return "again"


def _tried(deed: Deed, record: Incoming, row: object) -> str:
    """The record becomes a dossier that waits, or is kept aside with the reason."""
    try:
        filed, dossier = _registered(deed, row)
    except BadRecord as bad:
        record.state, record.fault = IncomingState.ASIDE, bad.fault
        deed.save(record, new=record.pk is None)
        deed.enter("incoming.aside", subject=record, data={"fault": str(bad.fault), "source": record.source})
        return "aside"
    record.state, record.fault, record.dossier = IncomingState.WAITING, "", dossier
    record.submitted_at, record.answer_by = filed.submitted_at, answer_by(record.unit_id, filed.submitted_at)
    deed.save(record, new=record.pk is None)
    data = {"dossier": dossier.pk, "procedure": filed.procedure, "source": record.source}
    deed.enter("incoming.came", subject=record, data=data)
    return "new"


def _registered(deed: Deed, row: object) -> tuple[Filed, Dossier]:
    filed = incoming_rules.filed(row, person_kinds=incoming_queries.person_kinds(on=day_of(deed.at)), at=deed.at)
    try:
        wanted = procedure(code=filed.procedure, on=day_of(deed.at))
    except ProcedureError as error:
        raise BadRecord(Fault.NO_PROCEDURE) from error
    try:
        return filed, dossiers.register_online(unit=deed.unit, procedure=wanted, by=deed.by, at=deed.at, **_parties(deed, filed))
    except Refusal as error:
        raise BadRecord(Fault.REFUSED) from error


def _parties(deed: Deed, filed: Filed) -> dict:
    def person(name: str, number: str, phone: str, email: str = "") -> object:
        return people.register_citizen(
            unit=deed.unit, name=name, id_number=number, phone=phone, email=email, by=deed.by, at=deed.at
        )

    if filed.person_kind == "citizen":
        owned: dict = {"applicant": person(filed.owner, filed.id_number, filed.phone, filed.email)}
        if not filed.submitter or filed.submitter == filed.owner:
            return owned
    else:
        owned = {"organisation": people.register_organisation(
            unit=deed.unit, name=filed.owner, tax_code=filed.id_number, kind=filed.person_kind, phone=filed.phone, by=deed.by,
            at=deed.at,
        )}  # fmt: skip
    came = person(filed.submitter, filed.submitter_id, filed.submitter_phone)
    return owned | {"submitter": came, "mandate": str(MANDATE)}


def answer_by(unit: str, moment: datetime) -> datetime:
    """Until when the law wants an answer to what arrived then, in the office's working hours."""
    hours = rule(code="online.answer_within", on=day_of(moment)).number
    return timing_of(unit).after(moment, 60 * hours)


def accept(*, record: Incoming, papers: Mapping[int, Mark], by: Actor, at: datetime) -> Dossier:
    """The officer accepts: the dossier gets its code, its due date and its steps, from now. Entry `dossier.received`.

    Raises DossierError as at the counter (a paper is missing), ExchangeError when it was decided meanwhile.
    """
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = _open(deed, record)
        waits = incoming_queries.dossier_of(row)
        done = dossiers.receive(
            unit=row.unit_id, procedure=waits.procedure, papers=papers, by=by, at=at, applicant=waits.applicant,
            organisation=waits.organisation, submitter=waits.submitter, mandate=waits.mandate, registered=waits,
            return_channel="online",
        )  # fmt: skip
        _decided(deed, row, IncomingState.ACCEPTED)
        deed.enter("incoming.decided", subject=row, data={"dossier": done.pk, "state": str(row.state)})
    return done


def refuse(*, record: Incoming, reason: RefusalReason, by: Actor, at: datetime, note: str = "") -> Dossier:
    """The officer refuses with the reason; no code is used. Entry `dossier.refused`. Raises DossierError, ExchangeError."""
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = _open(deed, record)
        done = dossiers.refuse_online(dossier=incoming_queries.dossier_of(row), reason=reason, note=note, by=by, at=at)
        _decided(deed, row, IncomingState.REFUSED)
        deed.enter("incoming.decided", subject=row, data={"dossier": done.pk, "state": str(row.state)})
    return done


def ask_supplement(*, record: Incoming, words: str, by: Actor, at: datetime) -> Incoming:
    """The owner is told once and completely what to add; the portal hears state 5. Entry `incoming.supplement_asked`.

    Raises ExchangeError without words, and for a second time: the law allows one.
    """
    text = " ".join(words.split())[:1000]
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = _open(deed, record)
        access.check_may_answer(by=by, dossier=incoming_queries.dossier_of(row), on=day_of(at))
        if not text:
            raise ExchangeError(say("Ghi rõ phải bổ sung gì và vì sao, đủ trong một lần."), field="words")
        if row.asked_at is not None:
            raise ExchangeError(say("Đã yêu cầu bổ sung một lần. Nhận hồ sơ, hoặc từ chối và ghi lý do."), field="words")
        row.state, row.asked, row.asked_at = IncomingState.ASKED, text, at
        deed.save(row)
        deed.enter("incoming.supplement_asked", subject=f"dossier:{row.dossier_id}", data={"record": row.pk})
    return row


def withdraw_ask(*, record: Incoming, by: Actor, at: datetime) -> Incoming:
    """The request was a mistake: it never counted. Entry `incoming.ask_withdrawn`; nothing when none is open."""
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = deed.lock(Incoming, pk=record.pk)
        access.check_may_answer(by=by, dossier=incoming_queries.dossier_of(row), on=day_of(at))
        if row.state != IncomingState.ASKED:
            return row
        row.state, row.asked, row.asked_at = IncomingState.WAITING, "", None
        deed.save(row)
        deed.enter("incoming.ask_withdrawn", subject=f"dossier:{row.dossier_id}", data={"record": row.pk})
    return row


def retry(*, record: Incoming, by: Actor, at: datetime) -> Incoming:
    """A record that was kept aside is tried once more. Entry `incoming.came`, or `.aside` again."""
    access.check_may_take_in(by=by, unit=record.unit_id)
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = deed.lock(Incoming, pk=record.pk)
        if row.state == IncomingState.ASIDE and row.fault != Fault.NOT_HERE:
            _tried(deed, row, row.body)
    return row


def dismiss(*, record: Incoming, by: Actor, at: datetime) -> Incoming:
    """A record that was kept aside is put away; `restore` brings it back. Entry `incoming.dismissed`."""
    return _turn(record, IncomingState.ASIDE, IncomingState.DISMISSED, "incoming.dismissed", by, at)


def restore(*, record: Incoming, by: Actor, at: datetime) -> Incoming:
    """It was put away by mistake. Entry `incoming.restored`."""
    return _turn(record, IncomingState.DISMISSED, IncomingState.ASIDE, "incoming.restored", by, at)


def _turn(record: Incoming, before: IncomingState, after: IncomingState, kind: str, by: Actor, at: datetime) -> Incoming:
    access.check_may_take_in(by=by, unit=record.unit_id)
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = deed.lock(Incoming, pk=record.pk)
        if row.state == before:
            row.state, row.decided_at = after, at if after == IncomingState.DISMISSED else None
            deed.save(row)
            deed.enter(kind, subject=row, data={"fault": row.fault})
    return row


KEPT = timedelta(days=30)


def tick(*, unit: str, by: Actor, at: datetime) -> int:
    """What was put away a month ago is emptied, and why somebody wanted back what is closed. Entry `incoming.forgotten` each."""
    done, before = 0, at - KEPT
    old = Incoming.objects.filter(unit_id=unit, state=IncomingState.DISMISSED, decided_at__lt=before).exclude(body={})
    told = Incoming.objects.filter(unit_id=unit, wish_at__lt=before).exclude(wish_words="")
    told = told.exclude(dossier__state__in=(*OPEN, *PAUSED))
    for pk in [*old.values_list("pk", flat=True), *told.values_list("pk", flat=True)]:
        with act(unit=unit, by=by, at=at) as deed:
            row = deed.lock(Incoming, pk=pk)
            row.body, row.wish_words = {}, ""
            deed.save(row)
            deed.enter("incoming.forgotten", subject=row)
            done += 1
    return done


def _open(deed: Deed, record: Incoming) -> Incoming:
    row = deed.lock(Incoming, pk=record.pk)
    if row.state not in (IncomingState.WAITING, IncomingState.ASKED):
        raise ExchangeError(say("Hồ sơ này đồng nghiệp vừa quyết định rồi. Tải lại trang để xem."))
    return row


def _decided(deed: Deed, row: Incoming, state: IncomingState) -> None:
    row.state, row.decided_at, row.body = state, deed.at, {}
    deed.save(row)
