"""Taken back on the day itself: a record, a decision, a visit. What was withdrawn stays, marked, and counts nowhere."""

from datetime import date, datetime, timedelta

from thanthien.conduct import access
from thanthien.conduct import record_rules as rules
from thanthien.conduct.models_record import ConductRecord, SupervisionVisit
from thanthien.conduct.models_step import DisciplineStep
from thanthien.conduct.record_rules import Kind
from thanthien.conduct.recording import KEPT
from thanthien.conduct.rules import ConductError
from thanthien.conduct.step_rules import StepState
from thanthien.journal.actions import act
from thanthien.law.queries import rule
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def turn_record(*, record: ConductRecord, withdrawn: bool, by: Actor, at: datetime) -> ConductRecord:
    """Noted by mistake, on the day of the note and before a decision; `withdrawn=False` brings it back.

    Entry `conduct.record_withdrawn` or `conduct.record_restored`.
    """
    access.check_may_lead(by=by, unit=record.unit_id)
    access.check_not_self(by=by, officer=record.officer)
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = deed.lock(ConductRecord, pk=record.pk, unit_id=record.unit_id)
        rules.check_same_day(done=day_of(row.noted_at), today=day_of(at))
        if row.decided_at is not None:
            raise ConductError(say("Ghi nhận này đã có kết luận. Rút kết luận trước."))
        if (row.withdrawn_at is not None) != withdrawn:
            row.withdrawn_at = at if withdrawn else None
            deed.save(row)
            kind = "conduct.record_withdrawn" if withdrawn else "conduct.record_restored"
            deed.enter(kind, subject=row, data={"officer": record.officer.login, "kind": row.kind})
    return row


def reopen_record(*, record: ConductRecord, by: Actor, at: datetime) -> ConductRecord:
    """The decision of today is taken back; the record waits again and ends when it did. Entry `conduct.reopened`."""
    access.check_may_lead(by=by, unit=record.unit_id)
    access.check_not_self(by=by, officer=record.officer)
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = deed.lock(ConductRecord, pk=record.pk, unit_id=record.unit_id)
        if row.decided_at is None:
            return row
        rules.check_same_day(done=day_of(row.decided_at), today=day_of(at))
        if row.steps.exclude(state=StepState.DROPPED).exists():
            raise ConductError(say("Đã có bước xử lý theo kết luận này. Thôi bước ấy trước."))
        row.decision, row.reason, row.decided_by, row.decided_at = "", "", None, None
        row.expires_on = first_end(row)
        deed.save(row)
        data = {"officer": record.officer.login, "expires": row.expires_on.isoformat()}
        deed.enter("conduct.reopened", subject=row, data=data)
    return row


def first_end(record: ConductRecord) -> date:
    """The day on which a record ends by itself, as it was when it was noted."""
    term = rule(code=KEPT[Kind(record.kind)], on=day_of(record.noted_at)).number
    return record.happened_on + timedelta(days=term)


def end_of(record: ConductRecord, *, but: DisciplineStep) -> date:
    """The day on which a record ends with the steps that were taken, without one of them."""
    taken = record.steps.filter(state=StepState.TAKEN).exclude(pk=but.pk)
    return max([first_end(record), *(one.expires_on for one in taken if one.expires_on)])


def turn_visit(*, visit: SupervisionVisit, withdrawn: bool, by: Actor, at: datetime) -> SupervisionVisit:
    """Noted by mistake, on the day of the visit; its findings go and come back with it.

    Entry `conduct.visit_withdrawn` or `conduct.visit_restored`.
    """
    access.check_may_lead(by=by, unit=visit.unit_id)
    with act(unit=visit.unit_id, by=by, at=at) as deed:
        row = deed.lock(SupervisionVisit, pk=visit.pk, unit_id=visit.unit_id)
        rules.check_same_day(done=row.day, today=day_of(at))
        if (row.withdrawn_at is not None) != withdrawn:
            row.withdrawn_at = at if withdrawn else None
            deed.save(row)
            kind = "conduct.visit_withdrawn" if withdrawn else "conduct.visit_restored"
            deed.enter(kind, subject=row, data={"day": row.day.isoformat()})
    return row
