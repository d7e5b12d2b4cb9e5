"""What follows an incident that was upheld: proposed, heard, taken or dropped; the answer of who it was referred to."""

from datetime import date, datetime, timedelta

from thanthien.conduct import access, undoing
from thanthien.conduct import record_rules as words
from thanthien.conduct import step_rules as rules
from thanthien.conduct.models_record import ConductRecord
from thanthien.conduct.models_step import DisciplineStep
from thanthien.conduct.record_rules import Decision, Kind
from thanthien.conduct.rules import ConductError
from thanthien.conduct.step_rules import LAW, Paper, Step, StepAct, StepState
from thanthien.journal.actions import Deed, act
from thanthien.law.queries import rule
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def is_upheld(record: ConductRecord) -> bool:
    """An incident that was found right and is not withdrawn."""
    return record.kind == Kind.INCIDENT and record.decision == Decision.RIGHT and record.withdrawn_at is None


def propose(
    *, record: ConductRecord, step: Step, why: str, by: Actor, leader: Officer, at: datetime
) -> DisciplineStep:  # fmt: skip
    """A step with its reason and its article of today; the officer has a term to answer. Entry `conduct.step_proposed`."""
    access.check_may_lead(by=by, unit=record.unit_id)
    access.check_not_self(by=by, officer=record.officer)
    said, today = words.check_words(why, "why"), day_of(at)
    basis, hear = rule(code=LAW[step], on=today), rule(code="conduct.step_hear", on=today).number
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = deed.lock(ConductRecord, pk=record.pk, unit_id=record.unit_id)
        known = list(DisciplineStep.objects.filter(record=row).order_by("settled_at", "pk"))
        taken = [Step(one.kind) for one in known if one.state == StepState.TAKEN]
        waits = any(one.state == StepState.PROPOSED for one in known)
        rules.check_offer(step, upheld=is_upheld(row), taken=taken, waits=waits)
        state, entry = rules.turned(None, StepAct.PROPOSE)
        made = deed.create(
            DisciplineStep, unit_id=row.unit_id, record=row, kind=step, state=state, why=said, law_document=basis.document,
            law_article=basis.article, law_confirmed=basis.confirmed, proposed_by=leader, proposed_at=at,
            hear_by=today + timedelta(days=hear),
        )  # fmt: skip
        _enter(deed, entry, made, record, hear_by=made.hear_by.isoformat())
    return made


def _enter(deed: Deed, entry: str, step: DisciplineStep, record: ConductRecord, **more: str) -> None:
    data = {"officer": record.officer.login, "record": record.pk, "step": step.kind}
    deed.enter(entry, subject=step, data=data | more)


def _turned(deed: Deed, step: DisciplineStep, what: StepAct) -> tuple[DisciplineStep, str]:
    """The row, locked and in its next state; the entry."""
    row = deed.lock(DisciplineStep, pk=step.pk, unit_id=step.unit_id)
    row.state, entry = rules.turned(StepState(row.state), what)
    return row, entry


def answer(*, step: DisciplineStep, text: str, by: Actor, at: datetime) -> DisciplineStep:
    """The officer's own side, before the step is taken. Entry `conduct.step_answered`."""
    access.check_is_self(by=by, officer=step.record.officer)
    said = words.check_words(text, "answer")
    with act(unit=step.unit_id, by=by, at=at) as deed:
        row, entry = _turned(deed, step, StepAct.ANSWER)
        row.answer, row.answered_at = said, at
        deed.save(row)
        _enter(deed, entry, row, step.record)
    return row


def take(*, step: DisciplineStep, paper: Paper, by: Actor, leader: Officer, at: datetime) -> DisciplineStep:
    """The step is taken, after the officer was heard; it and its record end on a day. Entry `conduct.step_taken`."""
    _check_leads(step, by)
    today = day_of(at)
    said = rules.check_paper(Step(step.kind), paper, today=today)
    with act(unit=step.unit_id, by=by, at=at) as deed:
        record = deed.lock(ConductRecord, pk=step.record_id, unit_id=step.unit_id)
        row, entry = _turned(deed, step, StepAct.TAKE)
        rules.check_heard(answered=row.answered_at is not None, hear_by=row.hear_by, today=today)
        row.body, row.document, row.document_on = said.body, said.document, said.day
        row.settled_by, row.settled_at = leader, at
        row.expires_on = today + timedelta(days=rule(code=LAW[Step(row.kind)], on=today).number)
        deed.save(row)
        if record.expires_on < row.expires_on:
            record.expires_on = row.expires_on
            deed.save(record)
        _enter(deed, entry, row, step.record, expires=row.expires_on.isoformat())
    return row


def drop(*, step: DisciplineStep, by: Actor, leader: Officer, at: datetime) -> DisciplineStep:
    """It is not taken; the officer no longer sees it as waiting. Entry `conduct.step_dropped`."""
    _check_leads(step, by)
    with act(unit=step.unit_id, by=by, at=at) as deed:
        row, entry = _turned(deed, step, StepAct.DROP)
        row.settled_by, row.settled_at = leader, at
        deed.save(row)
        _enter(deed, entry, row, step.record)
    return row


def reopen(*, step: DisciplineStep, by: Actor, at: datetime) -> DisciplineStep:
    """What was taken or dropped today waits again, without the paper of it. Entry `conduct.step_reopened`."""
    _check_leads(step, by)
    with act(unit=step.unit_id, by=by, at=at) as deed:
        record = deed.lock(ConductRecord, pk=step.record_id, unit_id=step.unit_id)
        row, entry = _turned(deed, step, StepAct.REOPEN)
        if row.settled_at is not None:
            words.check_same_day(done=day_of(row.settled_at), today=day_of(at))
        if DisciplineStep.objects.filter(record=record, pk__gt=row.pk).exclude(state=StepState.DROPPED).exists():
            raise ConductError(say("Sau bước này đã có bước khác. Thôi bước sau trước."))
        row.settled_by, row.settled_at, row.expires_on = None, None, None
        row.body, row.document, row.document_on, row.reply, row.replied_on = "", "", None, "", None
        deed.save(row)
        record.expires_on = undoing.end_of(record, but=row)
        deed.save(record)
        _enter(deed, entry, row, step.record)
    return row


def note_reply(*, step: DisciplineStep, text: str, day: date, by: Actor, at: datetime) -> DisciplineStep:
    """What the competent body answered to a referral; written again it is mended. Entry `conduct.step_replied`."""
    _check_leads(step, by)
    said = words.check_words(text, "reply")
    if step.kind != Step.REFERRAL:
        raise ConductError(say("Chỉ việc đã chuyển cơ quan khác mới có trả lời."), "reply")
    if day > day_of(at):
        raise ConductError(say("Ngày ấy chưa đến. Ghi ngày đã nhận trả lời."), "replied_on")
    with act(unit=step.unit_id, by=by, at=at) as deed:
        row, entry = _turned(deed, step, StepAct.REPLY)
        row.reply, row.replied_on = said, day
        deed.save(row)
        _enter(deed, entry, row, step.record, on=day.isoformat())
    return row


def _check_leads(step: DisciplineStep, by: Actor) -> None:
    access.check_may_lead(by=by, unit=step.unit_id)
    access.check_not_self(by=by, officer=step.record.officer)
