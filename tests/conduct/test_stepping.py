"""Steps through their acts: proposed with an article, heard, taken; a referral and its answer; an end; the journal."""

from datetime import timedelta

import pytest

from thanthien.conduct import record_queries as kept
from thanthien.conduct import recording, stepping, undoing
from thanthien.conduct import step_queries as followed
from thanthien.conduct.record_rules import Decision, Kind, Source
from thanthien.conduct.rules import ConductError
from thanthien.conduct.step_rules import Paper, Step
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def lead(office):
    return {"by": office.actor(office.nghia), "leader": office.nghia, "at": office.at}


def noted(office, kind=Kind.INCIDENT):
    return recording.note_record(
        officer=office.hanh, kind=kind, source=Source.CITIZEN, reference="", text="Nói to với một cụ",
        happened_on=day_of(office.at), by=office.actor(office.nghia), noter=office.nghia, at=office.at,
    )  # fmt: skip


@pytest.fixture
def upheld(office, lead):
    record = noted(office)
    recording.answer_record(record=record, text="Tôi nhận lỗi", by=office.actor(office.hanh), at=office.at)
    return recording.decide_record(record=record, decision=Decision.RIGHT, reason="Camera cho thấy", **lead)


def proposed(lead, record, step=Step.REMINDER):
    return stepping.propose(record=record, step=step, why="Lần đầu, nhắc để nhớ", **lead)


def answered(office, step, by=None):
    return stepping.answer(step=step, text="Tôi sẽ sửa", by=office.actor(by or office.hanh), at=office.at)


def taken(office, lead, record, step=Step.REMINDER, paper=None):
    made = proposed(lead, record, step)
    answered(office, made)
    return stepping.take(step=made, paper=paper or Paper(), **lead)


def fresh(office, pk):
    return next(one for one in kept.records(officer=office.hanh, on=day_of(office.at)) if one.pk == pk)


def test_a_step_says_its_article_waits_for_the_answer_and_then_is_taken(office, lead, upheld):
    step = proposed(lead, upheld)
    assert step.hear_by == day_of(office.at) + 5 * DAY and step.law_document and not step.law_confirmed
    with pytest.raises(ConductError):
        stepping.take(step=step, paper=Paper(), **lead)
    answered(office, step)
    done = stepping.take(step=step, paper=Paper(), **lead)
    assert done.expires_on == day_of(office.at) + 180 * DAY and verify() is None
    with pytest.raises(ConductError):
        answered(office, step)


def test_without_an_answer_it_is_taken_when_the_term_is_over(office, lead, upheld):
    step = proposed(lead, upheld)
    with pytest.raises(ConductError):
        stepping.take(step=step, paper=Paper(), **lead | {"at": office.at + 5 * DAY})
    assert stepping.take(step=step, paper=Paper(), **lead | {"at": office.at + 6 * DAY}).settled_at


@pytest.mark.parametrize("decision", [Decision.EXPLAINED, Decision.WRONG])
def test_only_what_was_found_right_is_followed(office, lead, decision):
    record = noted(office)
    with pytest.raises(ConductError):
        proposed(lead, record)
    recording.answer_record(record=record, text="Loa hỏng", by=office.actor(office.hanh), at=office.at)
    recording.decide_record(record=record, decision=decision, reason="Có lý do", **lead)
    with pytest.raises(ConductError):
        proposed(lead, record)


def test_praise_is_followed_by_nothing(office, lead):
    record = noted(office, Kind.PRAISE)
    recording.answer_record(record=record, text="Cảm ơn", by=office.actor(office.hanh), at=office.at)
    recording.decide_record(record=record, decision=Decision.RIGHT, reason="Đúng", **lead)
    assert followed.offers(fresh(office, record.pk)) == ()
    with pytest.raises(ConductError):
        proposed(lead, record)


def test_one_step_after_another_and_no_decision_taken_back_under_them(office, lead, upheld):
    taken(office, lead, upheld)
    assert set(followed.offers(fresh(office, upheld.pk))) == {Step.EXPLANATION, Step.CRITICISM}
    second = proposed(lead, upheld, Step.CRITICISM)
    with pytest.raises(ConductError):
        proposed(lead, upheld, Step.EXPLANATION)
    with pytest.raises(ConductError):
        undoing.reopen_record(record=upheld, by=lead["by"], at=office.at)
    stepping.drop(step=second, **lead)
    assert [one.kind for one in followed.shown(fresh(office, upheld.pk), on=day_of(office.at))] == [Step.REMINDER]


def test_a_referral_keeps_where_when_number_and_answer_and_moves_the_end(office, lead, upheld):
    paper = Paper("Ủy ban nhân dân tỉnh", "15/UBND", day_of(office.at))
    later = lead | {"at": office.at + 30 * DAY}
    step = stepping.propose(record=upheld, step=Step.REFERRAL, why="Vòi vĩnh", **later)
    stepping.answer(step=step, text="Không có", by=office.actor(office.hanh), at=later["at"])
    step = stepping.take(step=step, paper=paper, **later)
    assert (step.body, step.document) == ("Ủy ban nhân dân tỉnh", "15/UBND")
    assert fresh(office, upheld.pk).expires_on == step.expires_on == day_of(office.at) + 395 * DAY
    step = stepping.note_reply(step=step, text="Không kỷ luật", day=day_of(later["at"]), by=lead["by"], at=later["at"])
    assert step.reply == "Không kỷ luật" and followed.in_force(unit=office.unit, on=day_of(office.at)) == [step]
    assert followed.in_force(unit=office.unit, on=step.expires_on) == [] and verify() is None


def test_an_answer_belongs_to_a_referral_only(office, lead, upheld):
    step = taken(office, lead, upheld)
    with pytest.raises(ConductError):
        stepping.note_reply(step=step, text="Gì đó", day=day_of(office.at), by=lead["by"], at=office.at)


def test_within_the_day_a_step_waits_again_and_its_record_ends_as_before(office, lead, upheld):
    step = taken(office, lead, upheld, Step.REFERRAL, Paper("Tỉnh", "1", day_of(office.at)))
    back = stepping.reopen(step=step, by=lead["by"], at=office.at)
    assert (back.body, back.document, back.expires_on, back.answer) == ("", "", None, "Tôi sẽ sửa")
    assert fresh(office, upheld.pk).expires_on == upheld.expires_on
    stepping.take(step=back, paper=Paper("Tỉnh", "2", day_of(office.at)), **lead)
    with pytest.raises(ConductError):
        stepping.reopen(step=step, by=lead["by"], at=office.at + DAY)
    assert verify() is None


@pytest.mark.parametrize("who", ["hanh", "dinh", "la"])
def test_only_a_leader_proposes_and_only_the_officer_answers(office, lead, upheld, who):
    one = getattr(office, who)
    with pytest.raises(ConductError):
        stepping.propose(record=upheld, step=Step.REMINDER, why="x", by=office.actor(one), leader=one, at=office.at)
    step = proposed(lead, upheld)
    if who != "hanh":
        with pytest.raises(ConductError):
            answered(office, step, by=one)
    with pytest.raises(ConductError):
        stepping.drop(step=step, by=office.actor(one), leader=one, at=office.at)


def test_the_journal_holds_no_word_of_a_step(office, lead, upheld):
    step = taken(office, lead, upheld, Step.REFERRAL, Paper("Ủy ban tỉnh", "15/UBND", day_of(office.at)))
    stepping.note_reply(step=step, text="Không kỷ luật", day=day_of(office.at), by=lead["by"], at=office.at)
    rows = Entry.objects.filter(kind__startswith="conduct.step").order_by("seq")
    assert [row.kind for row in rows] == [
        "conduct.step_proposed", "conduct.step_answered", "conduct.step_taken", "conduct.step_replied"
    ]  # fmt: skip
    text = "".join(row.body for row in rows)
    assert not any(word in text for word in ("Lần đầu", "sửa", "tỉnh", "15/UBND", "kỷ luật", "Hạnh"))
