"""Visits of supervision: what was looked at, what is to be mended, by whom and by when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from thanthien.conduct import access
from thanthien.conduct import record_rules as rules
from thanthien.conduct.models_record import Finding, SupervisionVisit
from thanthien.conduct.rules import ConductError
from thanthien.journal.actions import act
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


@dataclass(frozen=True, slots=True)
class Found:
    """What is to be mended, before it is kept."""

    what: str
    owner: Officer
    due: date


def note_visit(
    *, unit: str, place: str, right: Collection[str], found: Sequence[Found], by: Actor, visitor: Officer, at: datetime
) -> SupervisionVisit:
    """A visit of today with its checklist and findings. Entries `conduct.visited` and `conduct.found` for each finding."""
    access.check_may_lead(by=by, unit=unit)
    where, today = " ".join(place.split())[:80], day_of(at)
    if not where:
        raise ConductError(say("Ghi nơi kiểm tra, như Bộ phận Một cửa."), "place")
    for one in found:
        rules.check_words(one.what, "what")
        if one.due < today:
            raise ConductError(say("Hạn sửa đã qua. Ghi hôm nay hoặc một ngày tới."), "due")
        if one.owner.unit_id != unit:
            raise ConductError(say("Chọn người sửa trong xã."), "owner")
    with act(unit=unit, by=by, at=at) as deed:
        checks = {code: code in right for code in rules.CHECKS}
        row = deed.create(
            SupervisionVisit, unit_id=unit, day=today, place=where, checks=checks, visitor=visitor, noted_at=at
        )  # fmt: skip
        deed.enter("conduct.visited", subject=row, data={"checks": checks})
        for one in found:
            kept = deed.create(Finding, unit_id=unit, visit=row, what=one.what.strip()[:300], owner=one.owner, due=one.due)
            deed.enter("conduct.found", subject=kept, data={"owner": one.owner.login, "due": one.due.isoformat()})
    return row


def finish_finding(*, finding: Finding, done: bool, by: Actor, at: datetime) -> Finding:
    """Mended, by its owner or a leader; `done=False` takes that back. Entry `conduct.mended` or `conduct.unmended`."""
    if not access.may_read(by=by, officer=finding.owner):
        raise ConductError(say("Việc này của người được giao sửa hoặc lãnh đạo."))
    with act(unit=finding.unit_id, by=by, at=at) as deed:
        row = deed.lock(Finding, pk=finding.pk, unit_id=finding.unit_id)
        if (row.done_at is not None) != done:
            row.done_at = at if done else None
            deed.save(row)
            deed.enter("conduct.mended" if done else "conduct.unmended", subject=row, data={"owner": finding.owner.login})
    return row
