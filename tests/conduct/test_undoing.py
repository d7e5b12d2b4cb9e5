"""A record, a decision and a visit are taken back on the day, no later; what was withdrawn counts nowhere and stays, marked."""

from datetime import timedelta

import pytest

from thanthien.conduct import record_queries as kept
from thanthien.conduct import recording, undoing, visiting
from thanthien.conduct.models import ConductRecord
from thanthien.conduct.record_rules import Decision, Kind, Source
from thanthien.conduct.rules import ConductError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def lead(office):
    return {"by": office.actor(office.nghia), "at": office.at}


@pytest.fixture
def record(office, lead):
    return recording.note_record(
        officer=office.hanh, kind=Kind.INCIDENT, source=Source.CITIZEN, reference="", text="Nói to với một cụ",
        happened_on=day_of(office.at), noter=office.nghia, **lead,
    )  # fmt: skip


def decided(office, record, decision=Decision.WRONG):
    recording.answer_record(record=record, text="Cụ nghễnh ngãng", by=office.actor(office.hanh), at=office.at)
    told = {"by": office.actor(office.nghia), "leader": office.nghia, "at": office.at}
    return recording.decide_record(record=record, decision=decision, reason="Hôm ấy loa hỏng", **told)


def shown(office, on=None):
    return kept.records(officer=office.hanh, on=on or day_of(office.at))


def count(office):
    return next(one for one in kept.standings(unit=office.unit, on=day_of(office.at)) if one.officer == office.hanh)


def test_a_record_noted_by_mistake_goes_and_comes_back(office, lead, record):
    undoing.turn_record(record=record, withdrawn=True, **lead)
    assert shown(office) == [] and count(office).incidents == 0 and ConductRecord.objects.count() == 1
    undoing.turn_record(record=record, withdrawn=False, **lead)
    assert len(shown(office)) == 1 and count(office).incidents == 1 and verify() is None


def test_the_next_day_and_after_a_decision_it_stays(office, lead, record):
    with pytest.raises(ConductError):
        undoing.turn_record(record=record, withdrawn=True, by=lead["by"], at=office.at + DAY)
    decided(office, record, Decision.RIGHT)
    with pytest.raises(ConductError):
        undoing.turn_record(record=record, withdrawn=True, **lead)


def test_a_decision_is_taken_back_and_the_record_ends_when_it_did(office, lead, record):
    first = record.expires_on
    decided(office, record)
    assert shown(office) == []
    back = undoing.reopen_record(record=record, **lead)
    assert (back.decision, back.reason, back.decided_by, back.expires_on) == ("", "", None, first)
    assert len(shown(office)) == 1 and count(office).waits == 1 and verify() is None
    decided(office, record)
    with pytest.raises(ConductError):
        undoing.reopen_record(record=record, by=lead["by"], at=office.at + DAY)


@pytest.mark.parametrize("who", ["hanh", "dinh", "la"])
def test_only_a_leader_of_the_unit_takes_back(office, record, who):
    by = office.actor(getattr(office, who))
    for act in (undoing.turn_record, undoing.reopen_record):
        more = {"withdrawn": True} if act is undoing.turn_record else {}
        with pytest.raises(ConductError):
            act(record=record, by=by, at=office.at, **more)


def test_a_visit_goes_with_its_findings_and_comes_back_with_them(office, lead):
    found = [visiting.Found("Thay bảng tên", office.hanh, day_of(office.at))]
    row = visiting.note_visit(unit=office.unit, place="Một cửa", right=["plate"], found=found, visitor=office.nghia, **lead)
    undoing.turn_visit(visit=row, withdrawn=True, **lead)
    assert kept.visits(unit=office.unit) == [] and kept.findings_of(officer=office.hanh) == []
    assert kept.finding(unit=office.unit, pk=row.findings.get().pk) is None
    undoing.turn_visit(visit=row, withdrawn=False, **lead)
    assert len(kept.visits(unit=office.unit)) == 1 and len(kept.findings_of(officer=office.hanh)) == 1
    with pytest.raises(ConductError):
        undoing.turn_visit(visit=row, withdrawn=True, by=lead["by"], at=office.at + DAY)
    kinds = list(Entry.objects.filter(kind__contains="visit").order_by("seq").values_list("kind", flat=True))
    assert kinds == ["conduct.visited", "conduct.visit_withdrawn", "conduct.visit_restored"] and verify() is None
