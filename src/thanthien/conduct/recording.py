"""What is kept of one officer: the year's programme, praise and incidents with both sides heard; every read by another."""

from datetime import date, datetime, timedelta
from typing import TypeVar

from thanthien.conduct import access
from thanthien.conduct import record_rules as rules
from thanthien.conduct.models_record import ConductRecord, SelfProgramme
from thanthien.conduct.record_rules import Decision, Kind, Part, Source, Written
from thanthien.conduct.rules import ConductError
from thanthien.journal.actions import Deed, act, record_access
from thanthien.journal.models import Witnessed
from thanthien.law.queries import rule
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

OPENS = {Part.MID: "conduct.mid_year", Part.REVIEW: "conduct.year_end"}
ENTRIES = {Part.PROMISE: "conduct.promised", Part.MID: "conduct.looked_back", Part.REVIEW: "conduct.reviewed"}
Yearly = TypeVar("Yearly", bound=Witnessed)
KEPT = {Kind.PRAISE: "conduct.praise_kept", Kind.INCIDENT: "conduct.incident_kept"}


def read_file(*, officer: Officer, by: Actor, at: datetime) -> None:
    """Somebody opens an officer's record: an access, unless it is their own. Raises ConductError."""
    access.check_may_read(by=by, officer=officer)
    if by.code != officer.login:
        subject = f"officer:{officer.pk}"
        record_access(unit=officer.unit_id, officer=by.code, person=subject, subject=subject, reason="conduct", at=at)


def opens(part: Part, *, year: int, on: date) -> date:
    """The first day of a year on which a part may be written."""
    if part is Part.PROMISE:
        return date(year, 1, 1)
    month, day = str(rule(code=OPENS[part], on=on).value).split("-")
    return date(year, int(month), int(day))


def write_part(*, officer: Officer, part: Part, text: str, by: Actor, at: datetime) -> SelfProgramme:
    """One part of this year's programme, by the officer. Entry `conduct.promised`, `.looked_back` or `.reviewed`."""
    access.check_is_self(by=by, officer=officer)
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        return part_of_year(deed, SelfProgramme, officer=officer, part=part, text=text, entry=ENTRIES[part])


def part_of_year(deed: Deed, model: type[Yearly], *, officer: Officer, part: Part, text: str, entry: str) -> Yearly:
    """Within an act: one part of what an officer promises, looks back on and reviews in a year, kept in a table of this shape.

    Raises ConductError for a part that may not be written now.
    """
    said, today = rules.check_words(text, part), day_of(deed.at)
    row = model._default_manager.select_for_update(of=("self",)).filter(officer=officer, year=today.year).first()
    new = row is None
    row = row or model(unit_id=officer.unit_id, officer=officer, year=today.year)
    first = opens(part, year=today.year, on=today)
    rules.check_write(part, Written() if new else row.written, today=today, opens=first)
    setattr(row, part, said)
    setattr(row, f"{part}_at", deed.at)
    deed.save(row, new=new)
    deed.enter(entry, subject=row, data={"officer": officer.login, "year": today.year})
    return row


def remark(*, programme: SelfProgramme, text: str, by: Actor, leader: Officer, at: datetime) -> SelfProgramme:
    """The leader's words after the officer's review. Entry `conduct.remarked`."""
    access.check_may_lead(by=by, unit=programme.unit_id)
    access.check_not_self(by=by, officer=programme.officer)
    said = rules.check_words(text, "remark")
    with act(unit=programme.unit_id, by=by, at=at) as deed:
        row = deed.lock(SelfProgramme, pk=programme.pk, unit_id=programme.unit_id)
        if row.review_at is None:
            raise ConductError(say("Cán bộ chưa tự đánh giá cuối năm. Nhận xét sau phần ấy."), "remark")
        row.remark, row.remark_at, row.remark_by = said, at, leader
        deed.save(row)
        deed.enter("conduct.remarked", subject=row, data={"officer": programme.officer.login, "year": row.year})
    return row


def note_record(
    *, officer: Officer, kind: Kind, source: Source, reference: str, text: str, happened_on: date, by: Actor, noter: Officer,
    at: datetime,
) -> ConductRecord:  # fmt: skip
    """Praise or an incident; it says who says so, when the answer is due and when it ends. Entry `conduct.noted`."""
    access.check_may_lead(by=by, unit=officer.unit_id)
    access.check_not_self(by=by, officer=officer)
    said, today = rules.check_words(text, "text"), day_of(at)
    if happened_on > today:
        raise ConductError(say("Ngày ấy chưa đến. Ghi ngày việc đã xảy ra."), "happened_on")
    answer_by = today + timedelta(days=rule(code="conduct.answer", on=today).number)
    expires = happened_on + timedelta(days=rule(code=KEPT[kind], on=today).number)
    if expires <= today:
        raise ConductError(say("Việc này đã quá lâu, hết hạn ghi nhận từ {day:%d/%m/%Y}.", day=expires), "happened_on")
    with act(unit=officer.unit_id, by=by, at=at) as deed:
        row = deed.create(
            ConductRecord, unit_id=officer.unit_id, officer=officer, kind=kind, source=source, reference=reference.strip()[:60],
            text=said, happened_on=happened_on, noted_by=noter, noted_at=at, answer_by=answer_by, expires_on=expires,
        )  # fmt: skip
        deed.enter("conduct.noted", subject=row, data={
            "officer": officer.login, "kind": kind, "source": source, "answer_by": answer_by.isoformat(),
            "expires": expires.isoformat(),
        })  # fmt: skip
    return row


def answer_record(*, record: ConductRecord, text: str, by: Actor, at: datetime) -> ConductRecord:
    """The officer's own side, until the leader decides. Entry `conduct.answered`."""
    access.check_is_self(by=by, officer=record.officer)
    said = rules.check_words(text, "answer")
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = deed.lock(ConductRecord, pk=record.pk, unit_id=record.unit_id)
        rules.check_answer(decided=row.decided_at is not None)
        row.answer, row.answered_at = said, at
        deed.save(row)
        deed.enter("conduct.answered", subject=row, data={"officer": record.officer.login})
    return row


def decide_record(
    *, record: ConductRecord, decision: Decision, reason: str, by: Actor, leader: Officer, at: datetime
) -> ConductRecord:  # fmt: skip
    """After the answer, or when its term is over. What was not right ends at once. Entry `conduct.decided`."""
    access.check_may_lead(by=by, unit=record.unit_id)
    access.check_not_self(by=by, officer=record.officer)
    said = rules.check_words(reason, "reason")
    with act(unit=record.unit_id, by=by, at=at) as deed:
        row = deed.lock(ConductRecord, pk=record.pk, unit_id=record.unit_id)
        answered = row.answered_at is not None
        rules.check_decide(decided=row.decided_at is not None, answered=answered, answer_by=row.answer_by, today=day_of(at))
        row.decision, row.reason, row.decided_by, row.decided_at = decision, said, leader, at
        if decision is Decision.WRONG:
            row.expires_on = day_of(at)
        deed.save(row)
        deed.enter("conduct.decided", subject=row, data={
            "officer": record.officer.login, "decision": decision, "expires": row.expires_on.isoformat(),
        })  # fmt: skip
    return row
