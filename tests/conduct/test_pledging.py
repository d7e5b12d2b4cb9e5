"""Sets of a year: chosen, the unit's own, signed in one press by oneself alone, counted without who left."""

from datetime import timedelta

import pytest

from thanthien.conduct import pledging, queries
from thanthien.conduct.rules import ConductError, SetKind, Text
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.law.pledges import set_of, sets_on, shipped_sets
from thanthien.law.rules import LawError
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
OWN = Text("Quy ước xã", "# Xây\nChào trước\n# Chống\nTrễ giờ", "Họp 2/1")


@pytest.fixture
def both(office):
    """A shipped set and the unit's own."""
    told = {"unit": office.unit, "by": office.actor(office.nghia), "at": office.at}
    return pledging.choose_set(code="four-xin", **told), pledging.add_set(kind=SetKind.COLLECTIVE, text=OWN, **told)


def sign(office, officer, by=None, at=None):
    return pledging.sign(officer=officer, by=office.actor(by or officer), at=at or office.at)


def test_the_shipped_sets_say_where_they_come_from():
    for one in shipped_sets():
        assert one.source and (one.confirmed or one.note)
    four = next(one for one in shipped_sets() if one.code == "four-xin")
    assert [len(items) for _, items in four.groups] == [4, 4, 5] and four.confirmed
    assert "Không xu nịnh, chạy chọt, gian dối" in four.body


@pytest.mark.parametrize(
    "change", [{"kind": "lạ"}, {"groups": []}, {"source": ""}, {"confirmed": False, "note": ""}, {"title": None, "groups": None}]
)
def test_a_faulty_set_is_named(change):
    good = {
        "code": "x", "kind": "person", "title": "X", "groups": [{"heading": "A", "items": ["a"]}], "document": "d", "source": "s",
        "from": None, "to": None, "confirmed": True, "note": "",
    }  # fmt: skip
    set_of(good)
    with pytest.raises(LawError):
        set_of(good | change)


def test_a_set_is_offered_from_its_day(office):
    first = next(one for one in shipped_sets() if one.code == "four-xin").valid_from
    assert "four-xin" in {one.code for one in sets_on(first)}
    assert "four-xin" not in {one.code for one in sets_on(first - timedelta(days=1))}


def test_one_press_signs_every_set_and_a_second_press_none(office, both):
    assert {one.chosen_id for one in sign(office, office.hanh)} == {one.pk for one in both}
    assert sign(office, office.hanh) == []
    assert [(one.signed, one.all) for one in queries.set_counts(unit=office.unit, year=2026)] == [(1, 6), (1, 6)]


def test_nobody_signs_for_another(office, both):
    for other in (office.nghia, office.dinh, office.la):
        with pytest.raises(ConductError):
            sign(office, office.hanh, by=other)


def test_taken_back_the_same_day_and_signed_again(office, both):
    sign(office, office.hanh)
    assert pledging.unsign(officer=office.hanh, by=office.actor(office.hanh), at=office.at) == 2
    assert len(sign(office, office.hanh)) == 2
    later = office.at + timedelta(days=1)
    assert pledging.unsign(officer=office.hanh, by=office.actor(office.hanh), at=later) == 0


def test_who_has_not_signed_is_listed_with_how_many(office, both):
    sign(office, office.hanh)
    late = pledging.add_set(
        unit=office.unit,
        kind=SetKind.PERSON,
        text=Text("Chủ đề năm", "Đúng hẹn", ""),
        by=office.actor(office.nghia),
        at=office.at,
    )
    left = {officer.login: n for officer, n in queries.missing(unit=office.unit, year=2026)}
    assert left == {"hanh": 1, "dinh": 3, "ha": 3, "tuan": 3, "nghia": 3, "ngoc": 3}
    pledging.drop_set(chosen=late, by=office.actor(office.nghia), at=office.at)
    assert "hanh" not in {officer.login for officer, _ in queries.missing(unit=office.unit, year=2026)}
    pledging.restore_set(chosen=late, by=office.actor(office.nghia), at=office.at)
    assert len(queries.to_sign(officer=office.hanh, year=2026)) == 1


def test_a_set_chosen_twice_is_one_and_comes_back(office, both):
    told = {"by": office.actor(office.nghia), "at": office.at}
    pledging.drop_set(chosen=both[0], **told)
    again = pledging.choose_set(unit=office.unit, code="four-xin", **told)
    assert again.pk == both[0].pk and not again.dropped
    with pytest.raises(ConductError):
        pledging.choose_set(unit=office.unit, code="unknown", **told)


def test_only_a_leader_chooses(office):
    with pytest.raises(ConductError):
        pledging.choose_set(unit=office.unit, code="four-xin", by=office.actor(office.hanh), at=office.at)


def test_the_journal_says_who_signed_what_and_verifies(office, both):
    sign(office, office.hanh)
    rows = Entry.objects.filter(unit=office.unit, kind="conduct.signed").order_by("seq")
    assert {row.data["set"] for row in rows} == {one.pk for one in both} and day_of(rows[0].at) == day_of(office.at)
    assert verify() is None
