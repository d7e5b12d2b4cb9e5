"""Awards by their decisions, for an officer, a collective, a person; registrations of a year."""

from datetime import date, timedelta

import pytest

from thanthien.conduct.record_rules import Part
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.rollout import access, awards, learning
from thanthien.rollout.rules import Honour, Recipient, RolloutError

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def lead(office):
    return {"by": office.actor(office.nghia), "at": office.at}


def given(office, lead, recipient=Recipient.OFFICER, officer=None, name="", published=True, on=MONDAY):
    honour = Honour(recipient, name, "Giấy khen", "Chủ tịch xã", "45/QĐ-UBND", on, published)
    one = officer or (office.hanh if recipient == Recipient.OFFICER else None)
    return awards.give_award(unit=office.unit, honour=honour, officer=one, campaign=None, **lead)


def test_whoever_is_honoured_stands_by_name_and_only_what_is_posted_is_public(office, lead):
    given(office, lead)
    given(office, lead, Recipient.COLLECTIVE, name="Bộ phận Một cửa")
    given(office, lead, Recipient.PERSON, name="Cụ Bùi Thị Mận", published=False)
    named = {one.name for one in awards.awards(unit=office.unit)}
    assert named == {"Lê Thị Hạnh", "Bộ phận Một cửa", "Cụ Bùi Thị Mận"}
    assert {one.name for one in awards.awards(unit=office.unit, public=True)} == {"Lê Thị Hạnh", "Bộ phận Một cửa"}
    assert [one.title for one in awards.awards_of(officer=office.hanh)] == ["Giấy khen"] and verify() is None


def test_by_year_of_the_decision(office, lead):
    given(office, lead)
    given(office, lead, on=date(2025, 12, 31), published=False)
    assert awards.years(unit=office.unit) == [2026, 2025] and awards.years(unit=office.unit, public=True) == [2026]
    assert [one.decided_on.year for one in awards.awards(unit=office.unit, year=2025)] == [2025]


def test_struck_out_and_brought_back(office, lead):
    one = given(office, lead)
    awards.turn_award(award=one, annulled=True, **lead)
    assert awards.awards(unit=office.unit) == [] and awards.years(unit=office.unit) == []
    awards.turn_award(award=one, annulled=False, **lead)
    assert len(awards.awards(unit=office.unit)) == 1


def test_nobody_writes_their_own_award_nor_one_of_another_unit(office, lead):
    for wrong in (office.nghia, office.la):
        with pytest.raises(RolloutError) as caught:
            given(office, lead, officer=wrong)
        assert caught.value.field == "officer"


@pytest.mark.parametrize("who", ["hanh", "la"])
def test_only_who_keeps_them_writes(office, lead, who):
    with pytest.raises(RolloutError):
        given(office, lead | {"by": office.actor(getattr(office, who))}, officer=office.dinh)


def wrote(office, part, text="Học cách nói với dân", by=None):
    return learning.write_part(officer=office.hanh, part=part, text=text, by=office.actor(by or office.hanh), at=office.at)


def test_a_year_of_learning_in_its_order(office):
    with pytest.raises(RolloutError):
        wrote(office, Part.REVIEW)
    wrote(office, Part.PROMISE)
    wrote(office, Part.MID, "Còn quên")
    row = wrote(office, Part.REVIEW, "Đã thành nếp")
    assert (row.promise, row.mid, row.review) == ("Học cách nói với dân", "Còn quên", "Đã thành nếp")
    last = {one.officer.login: one.last for one in learning.registrations(unit=office.unit, year=2026)}
    assert last["hanh"] is Part.REVIEW and last["dinh"] is None and verify() is None


def test_nobody_registers_for_another_and_only_leaders_read_beside_oneself(office):
    with pytest.raises(RolloutError):
        wrote(office, Part.PROMISE, by=office.nghia)
    readers = [office.hanh, office.nghia, office.dinh, office.la]
    assert [access.may_read(by=office.actor(one), officer=office.hanh) for one in readers] == [True, True, False, False]


def test_the_mid_year_look_waits_for_its_day(office):
    spring = office.at.replace(month=5, day=31)
    told = {"officer": office.hanh, "by": office.actor(office.hanh)}
    learning.write_part(part=Part.PROMISE, text="Học", at=spring, **told)
    with pytest.raises(RolloutError):
        learning.write_part(part=Part.MID, text="Nhìn", at=spring, **told)
    assert learning.write_part(part=Part.MID, text="Nhìn", at=spring + timedelta(days=1), **told).mid


def test_the_journal_holds_no_name_and_no_word(office, lead):
    given(office, lead, Recipient.PERSON, name="Cụ Bùi Thị Mận")
    wrote(office, Part.PROMISE)
    rows = list(Entry.objects.filter(kind__in=["award.given", "learning.promised"]))
    assert len(rows) == 2 and not any(word in row.body for row in rows for word in ("Mận", "Giấy khen", "45/", "Học"))
