"""What hamlets say: noted by their head, sorted, made a proposal, undone; the oldest first; no words in the journal."""

from datetime import timedelta

import pytest

from builders.ears import hamlet_of, head_of, proposed, voiced
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.outreach import actions, ears_queries
from thanthien.outreach.ears_rules import (
    CALL_TABLE,
    PROPOSAL_TABLE,
    VOICE_TABLE,
    CallState,
    EarsError,
    ProposalState,
    VoiceState,
    may,
    move,
)
from thanthien.outreach.models import Proposal, Voice


@pytest.fixture
def place(office):
    return hamlet_of(office)


def kinds(prefix: str) -> list[str]:
    return list(Entry.objects.filter(kind__startswith=prefix).order_by("seq").values_list("kind", flat=True))


def test_the_head_of_a_hamlet_notes_for_their_own_only(office, place):
    other = hamlet_of(office, "Thôn Én")
    head = head_of(office, place)
    row = voiced(office, place, by=head)
    assert (row.label, row.noted_by, row.households) == ("Y-1", "truong", 12)
    entry = Entry.objects.get(kind="voice.noted")
    assert entry.data == {"number": 1, "hamlet": place.pk, "subject": "road", "households": 12, "day": "2026-11-23"}
    assert "sạt" not in entry.body + entry.rows
    with pytest.raises(EarsError, match="anh chị phụ trách"):
        voiced(office, other, by=head)
    anywhere = head_of(office, None, login="truong2")
    assert voiced(office, other, by=anywhere).hamlet == other
    assert voiced(office, other, by=office.ngoc).hamlet == other
    assert verify() is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"subject": "x"}, "subject"), ({"text": "ồn"}, "text"), ({"text": "x" * 401}, "text"),
        ({"text": "Gọi bà Nga 0912 345 678"}, "text"), ({"households": "0"}, "households"),
        ({"households": "nhiều"}, "households"),
        ({"ago": -1}, "day"), ({"ago": 91}, "day"),
    ],
)  # fmt: skip
def test_what_cannot_be_noted(office, place, more, field):
    with pytest.raises(EarsError) as refused:
        voiced(office, place, **more)
    assert refused.value.field == field and not Voice.objects.exists()


def test_known_answered_taken_back_and_undone(office, place):
    head, sorter = head_of(office, place), office.actor(office.ha)
    told = {"by": sorter, "at": office.at}
    row = voiced(office, place, by=head)
    for _ in range(2):
        row = actions.know_voice(voice=row, **told)
    assert (row.state, row.sorted_by) == (VoiceState.KNOWN, "ha")
    row = actions.answer_voice(voice=row, answer="Tuần tới xã cho san lại", **told)
    assert (row.state, row.answer) == (VoiceState.ANSWERED, "Tuần tới xã cho san lại")
    for _ in range(2):
        row = actions.reopen_voice(voice=row, **told)
    assert (row.state, row.answer, row.sorted_at) == (VoiceState.NEW, "", None)
    mine = {"by": office.actor(head), "at": office.at}
    row = actions.take_back_voice(voice=row, **mine)
    assert ears_queries.voices(unit=office.unit).count() == 0
    row = actions.reopen_voice(voice=row, **mine)
    assert kinds("voice") == [
        "voice.noted", "voice.known", "voice.answered", "voice.reopened", "voice.taken_back", "voice.reopened",
    ]  # fmt: skip
    assert row.state == VoiceState.NEW and verify() is None


def test_who_may_do_what(office, place):
    head = head_of(office, place)
    row, theirs = voiced(office, place), voiced(office, place, by=head)
    by = {"by": office.actor(head), "at": office.at}
    for do in (actions.know_voice, actions.take_back_voice):
        with pytest.raises(EarsError):
            do(voice=row, **by)
    with pytest.raises(EarsError):
        actions.answer_voice(voice=theirs, answer="Đã xong rồi", **by)
    guide = {"by": office.actor(office.ngoc), "at": office.at}
    with pytest.raises(EarsError, match="Một cửa"):
        actions.know_voice(voice=row, **guide)
    with pytest.raises(EarsError):
        voiced(office, place, by=office.la)
    with pytest.raises(EarsError, match="câu trả lời"):
        actions.answer_voice(voice=row, answer=" ", by=office.actor(office.ha), at=office.at)


def test_several_voices_become_one_proposal_that_is_answered_once(office, place):
    rows = [voiced(office, place, ago=n) for n in (3, 1)]
    made = proposed(office, voices=rows)
    later = voiced(office, hamlet_of(office, "Thôn Én"))
    told = {"by": office.actor(office.ha), "at": office.at}
    actions.join_proposal(proposal=made, voices=[later], **told)
    assert [one.pk for one in ears_queries.voices_of(proposal=made)] == [rows[0].pk, rows[1].pk, later.pk]
    assert ears_queries.counted(unit=office.unit)["waits"] == 3, "a proposal under way has answered nobody yet"
    made = actions.answer_proposal(proposal=made, answer="Đã san xong đoạn đường", **told)
    assert made.state == ProposalState.ANSWERED and ears_queries.counted(unit=office.unit)["done"] == 3
    with pytest.raises(EarsError, match="Lập đề xuất mới"):
        actions.join_proposal(proposal=made, voices=[voiced(office, place)], **told)
    for _ in range(2):
        made = actions.reopen_proposal(proposal=made, **told)
    assert made.answer == "" and kinds("proposal") == ["proposal.made", "proposal.answered", "proposal.reopened"]
    assert verify() is None


def test_a_dropped_proposal_gives_its_voices_back(office, place):
    row = voiced(office, place)
    made = proposed(office, voices=[row])
    with pytest.raises(EarsError, match="người lập"):
        actions.drop_proposal(proposal=made, by=office.actor(office.ha), at=office.at)
    for _ in range(2):
        actions.drop_proposal(proposal=made, by=office.actor(office.nghia), at=office.at)
    row.refresh_from_db()
    assert (row.state, row.proposal) == (VoiceState.NEW, None) and not ears_queries.proposals(unit=office.unit)
    assert kinds("voice") == ["voice.noted", "voice.proposed", "voice.reopened"] and verify() is None


def test_given_to_somebody_else_and_ended_by_its_owner_only(office, place):
    made, chief = proposed(office), office.actor(office.nghia)
    with pytest.raises(EarsError, match="Bùi Thị Thu Hà phụ trách"):
        actions.answer_proposal(proposal=made, answer="Đã xong rồi", by=office.actor(office.hanh), at=office.at)
    made = actions.give_proposal(proposal=made, owner="hanh", due=made.due.isoformat(), by=chief, at=office.at)
    made = actions.close_proposal(proposal=made, answer="Đường này của huyện", by=office.actor(office.hanh), at=office.at)
    assert made.state == ProposalState.CLOSED
    for owner, due, field in (("x", "2026-12-01", "owner"), ("ha", "2026-11-01", "due"), ("ha", "", "due")):
        with pytest.raises(EarsError) as refused:
            actions.give_proposal(proposal=proposed(office), owner=owner, due=due, by=chief, at=office.at)
        assert refused.value.field == field
    with pytest.raises(EarsError, match="xã cần làm gì"):
        proposed(office, text=" ")
    with pytest.raises(EarsError, match="Một cửa"):
        proposed(office, by=office.actor(office.ngoc))
    assert Proposal.objects.count() == 4


def test_the_oldest_unanswered_first_by_hamlet_and_subject(office, place):
    en = hamlet_of(office, "Thôn Én")
    old, new = voiced(office, en, ago=20, households="3"), voiced(office, place, ago=2)
    water = voiced(office, place, ago=5, subject="water")
    actions.know_voice(voice=water, by=office.actor(office.ha), at=office.at)
    assert ears_queries.heard(unit=office.unit, view="waits") == [old, new]
    assert ears_queries.heard(unit=office.unit, view="known") == [water]
    assert ears_queries.heard(unit=office.unit, view="every", hamlet=place.pk, subject="road") == [new]
    rows = {(one.hamlet, one.subject): (one.n, one.waits, one.households) for one in ears_queries.matrix(unit=office.unit)}
    assert rows == {(en.pk, "road"): (1, 1, 3), (place.pk, "road"): (1, 1, 12), (place.pk, "water"): (1, 0, 0)}
    today = office.at.date()
    told = ears_queries.ears(unit=office.unit, today=today)
    assert (told.waits, told.oldest, told.proposals, told.late, told.calls) == (2, old.day, 0, 0, 0)
    month = ears_queries.month_of_voices(unit=office.unit, first=today.replace(day=1), last=today)
    assert (month.n, month.households, month.known, month.answered, month.waits) == (3, 27, 1, 0, 2)


def test_a_proposal_past_its_day_is_late(office, place):
    proposed(office, days=0)
    late = ears_queries.ears(unit=office.unit, today=office.at.date() + timedelta(days=1))
    assert (late.proposals, late.late) == (1, 1) and late.anything
    assert ears_queries.owed(unit=office.unit, login="ha", today=office.at.date()) == (1, 0)


TABLES = {"call": (CALL_TABLE, CallState), "voice": (VOICE_TABLE, VoiceState), "proposal": (PROPOSAL_TABLE, ProposalState)}


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_say_it_all(name):
    table, states = TABLES[name]
    acts = {row.act for row in table}
    known = {(row.state, row.act): row for row in table}
    assert len(known) == len(table)
    for state in states:
        for act in acts:
            assert may(name, state, act) == ((state, act) in known)
            if (state, act) in known:
                assert move(name, state, act, name="x") == known[state, act]
            else:
                with pytest.raises(EarsError):
                    move(name, state, act, name="x")
