"""The rules of conduct: drafted, put in force from a day, looked at again, taken back."""

from datetime import date, datetime, timedelta

from thanthien.conduct import access, queries, rules
from thanthien.conduct.models import ConductRules
from thanthien.conduct.rules import ConductError, State, Text
from thanthien.journal.actions import act
from thanthien.law.queries import rule
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def draft_rules(*, unit: str, text: Text, by: Actor, at: datetime) -> ConductRules:
    """Write the draft, or write it anew. Entry `conduct.rules_drafted`. Raises ConductError, whose `field` says what to mend."""
    access.check_may_lead(by=by, unit=unit)
    said = rules.check_text(text)
    with act(unit=unit, by=by, at=at) as deed:
        row = ConductRules.objects.select_for_update().filter(unit_id=unit, state=State.DRAFT).first()
        new = row is None
        row = row or ConductRules(unit_id=unit, version=deed.number("conduct"), state=State.DRAFT)
        row.title, row.body, row.document = said.title, said.body, said.document
        row.written_by, row.written_at = str(by), at
        deed.save(row, new=new)
        deed.enter("conduct.rules_drafted", subject=row, data={"version": row.version})
    return row


def decide_rules(*, version: ConductRules, valid_from: date, by: Actor, at: datetime) -> ConductRules:
    """The draft holds from a day; its review is due a term later. Entry `conduct.rules_decided`. Raises ConductError."""
    access.check_may_lead(by=by, unit=version.unit_id)
    with act(unit=version.unit_id, by=by, at=at) as deed:
        row = deed.lock(ConductRules, pk=version.pk, unit_id=version.unit_id)
        if row.state != State.DRAFT:
            raise ConductError(say("Bản này đã ban hành rồi."))
        rules.check_start(valid_from=valid_from, today=day_of(at), latest=queries.latest_start(unit=row.unit_id))
        row.state, row.valid_from, row.review_by = State.DECIDED, valid_from, _next_review(valid_from)
        deed.save(row)
        deed.enter("conduct.rules_decided", subject=row, data={
            "version": row.version, "from": valid_from.isoformat(), "review_by": row.review_by.isoformat(),
        })  # fmt: skip
    return row


def _next_review(since: date) -> date:
    return since + timedelta(days=rule(code="conduct.rules_review", on=since).number)


def keep_rules(*, version: ConductRules, by: Actor, at: datetime) -> ConductRules:
    """Looked at again and kept as they are. Entry `conduct.rules_reviewed`."""
    access.check_may_lead(by=by, unit=version.unit_id)
    today = day_of(at)
    with act(unit=version.unit_id, by=by, at=at) as deed:
        row = deed.lock(ConductRules, pk=version.pk, unit_id=version.unit_id)
        if row.valid_from is None or row.valid_from > today:
            raise ConductError(say("Bản này chưa áp dụng nên chưa có gì để xem lại."))
        row.reviewed_on, row.review_by = today, _next_review(today)
        deed.save(row)
        data = {"version": row.version, "review_by": row.review_by.isoformat()}
        deed.enter("conduct.rules_reviewed", subject=row, data=data)
    return row


def recall_rules(*, version: ConductRules, by: Actor, at: datetime) -> ConductRules:
    """Back to a draft, on its first day at the latest. Entry `conduct.rules_recalled`."""
    access.check_may_lead(by=by, unit=version.unit_id)
    with act(unit=version.unit_id, by=by, at=at) as deed:
        row = deed.lock(ConductRules, pk=version.pk, unit_id=version.unit_id)
        if row.valid_from is None:
            return row
        if row.valid_from < day_of(at):
            raise ConductError(say("Bản này đã áp dụng từ {day:%d/%m/%Y}. Soạn bản mới để thay.", day=row.valid_from))
        if queries.draft(unit=row.unit_id) is not None:
            raise ConductError(say("Đang có một bản nháp khác. Ban hành bản ấy trước."))
        row.state, row.valid_from, row.review_by, row.reviewed_on = State.DRAFT, None, None, None
        deed.save(row)
        deed.enter("conduct.rules_recalled", subject=row, data={"version": row.version})
    return row
