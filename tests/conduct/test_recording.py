"""Programme, praise, incidents and visits through their acts: both sides heard, an end, nothing written in the journal."""

from datetime import timedelta

import pytest

from thanthien.conduct import record_queries as kept
from thanthien.conduct import recording, visiting
from thanthien.conduct.record_rules import Decision, Kind, Part, Source
from thanthien.conduct.rules import ConductError
from thanthien.journal.models import Access, Entry
from thanthien.journal.verify import verify
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def write(office, part, text="Chào trước khi hỏi", by=None, at=None):
    by = office.actor(by or office.hanh)
    return recording.write_part(officer=office.hanh, part=part, text=text, by=by, at=at or office.at)


def noted(office, kind=Kind.INCIDENT, by=None, officer=None, days_ago=0, at=None):
    at, noter = at or office.at, by or office.nghia
    return recording.note_record(
        officer=officer or office.hanh, kind=kind, source=Source.CITIZEN, reference="PA-12", text="Nói to với một cụ",
        happened_on=day_of(at) - days_ago * DAY, by=office.actor(noter), noter=noter, at=at,
    )  # fmt: skip


def decided(office, record, decision=Decision.EXPLAINED, at=None, by=None):
    leader = by or office.nghia
    told = {"by": office.actor(leader), "leader": leader, "at": at or office.at}
    return recording.decide_record(record=record, decision=decision, reason="Hôm ấy loa hỏng", **told)


def answered(office, record, by=None):
    return recording.answer_record(record=record, text="Cụ nghễnh ngãng", by=office.actor(by or office.hanh), at=office.at)


def test_a_year_of_self_discipline(office):
    write(office, Part.PROMISE)
    write(office, Part.MID, "Còn quên")
    row = write(office, Part.REVIEW, "Đã thành nếp")
    told = {"by": office.actor(office.nghia), "leader": office.nghia, "at": office.at}
    row = recording.remark(programme=row, text="Tốt", **told)
    assert (row.promise, row.mid, row.review, row.remark) == ("Chào trước khi hỏi", "Còn quên", "Đã thành nếp", "Tốt")
    with pytest.raises(ConductError):
        write(office, Part.REVIEW, "Sửa lại")
    assert verify() is None


def test_no_remark_before_the_review_and_nobody_writes_for_another(office):
    row = write(office, Part.PROMISE)
    with pytest.raises(ConductError):
        recording.remark(programme=row, text="Tốt", by=office.actor(office.nghia), leader=office.nghia, at=office.at)
    with pytest.raises(ConductError):
        write(office, Part.PROMISE, by=office.nghia)


def test_the_mid_year_look_opens_on_its_day(office):
    spring = office.at.replace(month=5, day=31)
    write(office, Part.PROMISE, at=spring)
    with pytest.raises(ConductError):
        write(office, Part.MID, at=spring)
    assert write(office, Part.MID, at=spring + DAY).mid


def test_an_incident_is_decided_after_the_answer_only(office):
    record = noted(office)
    assert record.answer_by == day_of(office.at) + 7 * DAY
    with pytest.raises(ConductError):
        decided(office, record)
    answered(office, record)
    assert decided(office, record).decision == Decision.EXPLAINED
    with pytest.raises(ConductError):
        answered(office, record)


def test_without_an_answer_it_is_decided_when_the_term_is_over(office):
    record = noted(office)
    with pytest.raises(ConductError):
        decided(office, record, at=office.at + 7 * DAY)
    assert decided(office, record, at=office.at + 8 * DAY).decided_at


def test_what_was_not_right_ends_at_once_and_the_rest_on_its_day(office):
    wrong, right = noted(office), noted(office)
    answered(office, wrong)
    decided(office, wrong, Decision.WRONG)
    today = day_of(office.at)
    assert [one.pk for one in kept.records(officer=office.hanh, on=today)] == [right.pk]
    assert kept.records(officer=office.hanh, on=today + 364 * DAY) and not kept.records(officer=office.hanh, on=today + 365 * DAY)


def test_what_expired_long_ago_is_not_noted(office):
    with pytest.raises(ConductError) as caught:
        noted(office, days_ago=365)
    assert caught.value.field == "happened_on"
    assert noted(office, Kind.PRAISE, days_ago=365)


@pytest.mark.parametrize("who", ["dinh", "hanh", "la"])
def test_only_a_leader_notes(office, who):
    with pytest.raises(ConductError):
        noted(office, by=getattr(office, who))


def test_a_leader_does_not_note_themselves_and_nobody_answers_for_another(office):
    with pytest.raises(ConductError):
        noted(office, officer=office.nghia)
    record = noted(office)
    for other in (office.nghia, office.dinh):
        with pytest.raises(ConductError):
            answered(office, record, by=other)


def test_a_leader_s_read_is_an_access_one_s_own_is_not_and_a_colleague_may_not(office):
    recording.read_file(officer=office.hanh, by=office.actor(office.hanh), at=office.at)
    assert not Access.objects.exists()
    recording.read_file(officer=office.hanh, by=office.actor(office.nghia), at=office.at)
    assert list(Access.objects.values_list("officer", "subject", "reason")) == [
        ("nghia", f"officer:{office.hanh.pk}", "conduct")
    ]  # fmt: skip
    for other in (office.dinh, office.la):
        with pytest.raises(ConductError):
            recording.read_file(officer=office.hanh, by=office.actor(other), at=office.at)


def test_the_list_counts_and_says_what_waits(office):
    answered(office, noted(office))
    noted(office, Kind.PRAISE)
    row = next(one for one in kept.standings(unit=office.unit, on=day_of(office.at)) if one.officer == office.hanh)
    assert (row.praise, row.incidents, row.waits, row.programme) == (1, 1, 1, None)


def visit(office, what="Thay bảng tên", due=0, place="Một cửa"):
    found = [visiting.Found(what, office.hanh, day_of(office.at) + due * DAY)] if what else []
    told = {"by": office.actor(office.nghia), "visitor": office.nghia, "at": office.at}
    return visiting.note_visit(unit=office.unit, place=place, right=["plate", "hours"], found=found, **told)


def test_a_visit_keeps_its_checklist_and_its_finding_is_mended_and_taken_back(office):
    row = visit(office)
    assert row.checks["plate"] and not row.checks["dress"]
    found, by = kept.findings_of(officer=office.hanh)[0], office.actor(office.hanh)
    with pytest.raises(ConductError):
        visiting.finish_finding(finding=found, done=True, by=office.actor(office.dinh), at=office.at)
    visiting.finish_finding(finding=found, done=True, by=by, at=office.at)
    assert kept.findings_of(officer=office.hanh) == []
    visiting.finish_finding(finding=found, done=False, by=by, at=office.at)
    assert kept.findings_of(officer=office.hanh) == [found] and verify() is None


@pytest.mark.parametrize("faulty", [{"place": " "}, {"due": -1}, {"what": "  "}])
def test_a_visit_that_is_not_whole_is_refused(office, faulty):
    with pytest.raises(ConductError):
        visit(office, **faulty)


def test_the_journal_holds_no_word_that_somebody_wrote(office):
    write(office, Part.PROMISE)
    record = noted(office)
    answered(office, record)
    decided(office, record)
    visit(office)
    rows = Entry.objects.filter(unit=office.unit, kind__startswith="conduct.")
    text = "".join(row.body for row in rows)
    assert rows.count() == 6
    assert not any(word in text for word in ("Chào", "cụ", "loa", "PA-12", "bảng tên", "Hạnh")) and verify() is None
