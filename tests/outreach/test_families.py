"""Visits to families: planned, made, corrected, undone, forgotten; the journal learns no name."""

from datetime import timedelta

import pytest

from builders.ears import called, hamlet_of, proposed, told
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.outreach import actions, ears_data, ears_queries, ears_rules
from thanthien.outreach.ears_rules import CallState, EarsError
from thanthien.outreach.families import forget_calls
from thanthien.outreach.models import FamilyCall
from thanthien.people import actions as people
from thanthien.people.rules import AbsenceKind
from thanthien.shared.actor import system


@pytest.fixture
def place(office):
    return hamlet_of(office)


@pytest.fixture
def by(office):
    return office.actor(office.hanh)


def entries() -> list[str]:
    return list(Entry.objects.filter(kind__startswith="familycall").order_by("seq").values_list("kind", flat=True))


def test_a_visit_that_was_made_and_its_entry_without_a_name(office, place):
    row = called(office, place)
    assert (row.label, row.state, row.gift_value, row.gift_source) == ("T-1", CallState.MADE, 300_000, "poor_fund")
    entry = Entry.objects.get(kind="familycall.made")
    assert entry.data == {
        "number": 1, "hamlet": place.pk, "reason": "ill", "day": "2026-11-23", "team": ["hanh"], "gift": "goods",
        "value": 300_000, "source": "poor_fund",
    }  # fmt: skip
    assert not any(word in entry.body + entry.rows + entry.subject for word in ("Nga", "Sữa", "bảo hiểm"))
    assert verify() is None


def test_planned_then_made_then_corrected_then_taken_back(office, place, by):
    day = (office.at + timedelta(days=2)).date().isoformat()
    row = called(office, place, made=False, day=day, gift="none")
    assert row.state == CallState.PLANNED
    with pytest.raises(EarsError, match="Chưa đến ngày đi"):
        actions.finish_call(call=row, told=told(office, place, day=day), by=by, at=office.at)
    later = office.at + timedelta(days=2)
    row = actions.finish_call(call=row, told=told(office, place, day=day, team=["hanh", "ha"]), by=by, at=later)
    assert (row.state, row.team, row.heard) == (CallState.MADE, ["hanh", "ha"], "Mong có thẻ bảo hiểm y tế")
    row = actions.finish_call(call=row, told=told(office, place, day=day, gift="none"), by=by, at=later)
    assert (row.gift, row.gift_value, row.gift_source) == ("none", 0, "")
    for _ in range(2):
        row = actions.reopen_call(call=row, by=by, at=later)
    for _ in range(2):
        row = actions.cancel_call(call=row, by=by, at=later)
    assert entries() == [
        "familycall.planned", "familycall.made", "familycall.made", "familycall.reopened", "familycall.cancelled",
    ]  # fmt: skip
    with pytest.raises(EarsError, match="đã bỏ"):
        actions.finish_call(call=row, told=told(office, place, day=day), by=by, at=later)
    assert actions.reopen_call(call=row, by=by, at=later).state == CallState.PLANNED and verify() is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"hamlet": "x"}, "hamlet"), ({"name": "N"}, "name"), ({"name": "Nga 0912345678"}, "name"), ({"reason": "x"}, "reason"),
        ({"day": "x"}, "day"), ({"day": "2026-11-24"}, "day"), ({"day": "2025-01-01"}, "day"),
        ({"made": False, "day": "2026-11-22"}, "day"), ({"made": False, "day": "2027-11-22"}, "day"), ({"team": []}, "team"),
        ({"team": ["la"]}, "team"), ({"team": [f"x{n}" for n in range(9)]}, "team"), ({"gift": "x"}, "gift"),
        ({"gift_value": "nhiều"}, "gift_value"), ({"gift_value": "0"}, "gift_value"), ({"gift_goods": ""}, "gift_goods"),
        ({"gift_source": ""}, "gift_source"), ({"heard": "x" * 601}, "heard"), ({"heard": "gọi 0912.345.678"}, "heard"),
    ],
)  # fmt: skip
def test_what_cannot_be_noted(office, place, more, field):
    with pytest.raises(EarsError) as refused:
        called(office, place, **more)
    assert refused.value.field == field and not FamilyCall.objects.exists()


@pytest.mark.parametrize(("typed", "value"), [("300.000", 300_000), ("300,000 đồng", 300_000), ("1 000 000đ", 1_000_000)])
def test_money_as_people_write_it(typed, value):
    kinds, sources = ears_data.choices("gifts"), ears_data.choices("sources")
    gift = ears_rules.tidy_gift(kind="money", value=typed, goods="", source="budget", kinds=kinds, sources=sources)
    assert gift.value == value


def test_nobody_is_sent_who_is_away_that_day(office, place):
    day = office.at.date() + timedelta(days=3)
    people.note_absence(
        officer=office.hanh, kind=AbsenceKind.LEAVE, first_day=day, last_day=day, by=system(office.unit), at=office.at
    )
    with pytest.raises(EarsError, match="Lê Thị Hạnh vắng hôm ấy"):
        called(office, place, made=False, day=day.isoformat())


def test_the_same_family_is_known_again(office, place):
    first, second = called(office, place), called(office, place, name="pham thi  NGA")
    assert ears_queries.calls_of_family(call=second) == [first]
    assert not ears_queries.calls_of_family(call=called(office, hamlet_of(office, "Thôn Én")))


def test_figures_by_reason(office, place):
    called(office, place)
    called(office, place, reason="joy", gift="none")
    called(office, place, reason="joy", gift="money", gift_value="200000")
    actions.cancel_call(call=called(office, place), by=office.actor(office.hanh), at=office.at)
    day = office.at.date()
    sums = ears_queries.call_sums(unit=office.unit, first=day, last=day)
    assert [(one.reason, one.n, one.gifts, one.value) for one in sums] == [("joy", 2, 1, 200_000), ("ill", 1, 1, 300_000)]


def test_a_visit_leads_to_a_proposal(office, place):
    row = called(office, place)
    made = proposed(office, call=row)
    assert ears_queries.proposals_of(call=row) == [made]
    assert Entry.objects.get(kind="proposal.made").data == {
        "number": 1, "owner": "ha", "due": "2026-12-03", "call": 1, "voices": 0,
    }  # fmt: skip


def test_a_year_later_name_and_words_go_and_the_figures_stay(office, place):
    row = called(office, place)
    assert forget_calls(unit=office.unit, at=office.at + timedelta(days=365)) == 0
    later = office.at + timedelta(days=366)
    assert actions.tick(unit=office.unit, at=later) == 1 and forget_calls(unit=office.unit, at=later) == 0
    row.refresh_from_db()
    assert (row.name, row.heard, row.gift_goods, row.gift_value, row.forgotten) == ("", "", "", 300_000, True)
    assert verify() is None


def test_a_stranger_writes_nothing(office, place):
    row, other = called(office, place), office.actor(office.la)
    with pytest.raises(EarsError):
        actions.note_call(unit=office.unit, told=told(office, place), by=other, at=office.at)
    for do in (actions.cancel_call, actions.reopen_call):
        with pytest.raises(EarsError):
            do(call=row, by=other, at=office.at)


@pytest.mark.parametrize("kind", ["reasons", "gifts", "sources", "subjects"])
def test_the_lists_are_whole_in_both_languages(kind):
    rows = ears_data.choices(kind)
    assert len(rows) > 3 and all(one.name and one.name_en and len(one.code) <= 12 for one in rows.values())
    assert ears_data.found(kind, "gone").name == "gone"
