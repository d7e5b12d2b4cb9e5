"""Delegations hold between their dates and show in the journal; substitutes; absences; the roster."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.office import UNIT
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people import queries
from thanthien.people.models import Absence, RoleGrant
from thanthien.people.rules import AbsenceKind, PeopleError, Role
from thanthien.shared.actor import logins


def day(house, plus=0):
    return house.today + timedelta(days=plus)


def lend(house, giver="nghia", taker="dinh", *, roles=(Role.LEADER,), start=0, end=2, document="12/UQ-UBND", by=None):
    giver, taker = getattr(house.office, giver), getattr(house.office, taker)
    return people.delegate(
        giver=giver, taker=taker, roles=roles, valid_from=day(house, start), valid_to=day(house, end), document=document,
        by=by or house.actor(giver), at=house.at,
    )  # fmt: skip


def test_the_taker_holds_the_roles_between_the_dates_only(house):
    lend(house, start=1, end=3)
    dinh = house.office.dinh
    assert [Role.LEADER in queries.roles_of(dinh, on=day(house, n)) for n in range(6)] == [False, True, True, True, False, False]
    assert Role.LEADER in queries.roles_of(house.office.nghia, on=day(house, 2)), "the giver keeps them"
    assert dinh in queries.officers_with(unit=UNIT, role=Role.LEADER, on=day(house, 2))


def test_the_journal_shows_on_whose_behalf(house):
    lend(house)
    actor = house.actor(house.office.dinh)
    assert actor.lent == (("leader", "nghia"),) and actor.has(Role.LEADER)
    leading = actor.acting_as(Role.LEADER, Role.PARTY_SECRETARY)
    assert str(leading) == "officer:dinh~nghia" and logins(str(leading)) == ("dinh", "nghia")
    assert str(actor.acting_as(Role.ONE_STOP)) == str(actor.acting_as()) == "officer:dinh"
    assert str(actor.acting_as(Role.ONE_STOP, Role.LEADER)) == "officer:dinh", "one's own role comes first"
    people.change_office(unit=UNIT, hotline="0237 1", by=leading, at=house.at)
    assert Entry.objects.get(kind="office.changed").actor == "officer:dinh~nghia"


def test_the_actor_costs_one_query_and_the_next_time_none(house):
    lend(house)
    for cost in (1, 0):
        with CaptureQueriesContext(connection) as asked:
            house.actor(house.office.dinh)
        assert len(asked) == cost


def test_a_role_held_in_ones_own_right_is_never_on_behalf(house):
    people.grant_role(officer=house.office.dinh, role=Role.LEADER, valid_from=house.today, by=house.admin, at=house.at)
    lend(house)
    assert house.actor(house.office.dinh).lent == ()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"roles": ()}, "Chưa chọn việc"),
        ({"document": "  "}, "Chưa có số văn bản"),
        ({"end": -1}, "đứng trước"),
        ({"taker": "nghia"}, "Hai người"),
        ({"taker": "la"}, "đơn vị khác"),
        ({"roles": (Role.LEADER, Role.ONE_STOP)}, "không giữ suốt những ngày ấy việc: Một cửa"),
        ({"roles": (Role.ADMIN,)}, "không giữ"),
    ],
)
def test_a_delegation_that_cannot_be(house, more, said):
    with pytest.raises(PeopleError, match=said):
        lend(house, **more)
    assert not RoleGrant.objects.exclude(delegation=None).exists()


def test_who_has_left_takes_nothing(house):
    people.deactivate_officer(officer=house.office.ha, by=house.admin, at=house.at)
    house.office.ha.refresh_from_db()
    with pytest.raises(PeopleError, match="thôi làm"):
        lend(house, taker="ha")


def test_what_was_delegated_is_not_delegated_on(house):
    lend(house)
    with pytest.raises(PeopleError, match="không giữ"):
        lend(house, giver="dinh", taker="hanh")


def test_a_role_must_hold_through_all_the_days(house):
    grant = RoleGrant.objects.get(officer=house.office.nghia)
    people.end_role(grant=grant, on=day(house, 1), by=house.admin, at=house.at)
    lend(house, end=1)
    with pytest.raises(PeopleError, match="không giữ suốt"):
        lend(house, taker="hanh", end=2)


@pytest.mark.parametrize(("who", "may"), [("nghia", True), ("an", True), ("hanh", False), ("dinh", False), ("la", False)])
def test_who_may_write_a_delegation_down(house, who, may):
    by = house.admin if who == "an" else house.actor(getattr(house.office, who))
    if may:
        lend(house, by=by)
        return
    with pytest.raises(PeopleError, match="ủy quyền"):
        lend(house, by=by)


def test_withdrawn_it_ends_at_once_and_twice_is_once(house):
    given = lend(house, start=-0, end=5)
    later = lend(house, taker="hanh", start=2, end=5, document="13/UQ")
    for one in (given, later, given):
        people.withdraw_delegation(delegation=one, by=house.actor(house.office.nghia), at=house.at)
    assert Role.LEADER not in queries.roles_of(house.office.dinh, on=house.today)
    assert Role.LEADER not in queries.roles_of(house.office.hanh, on=day(house, 3))
    assert Entry.objects.filter(kind="delegation.withdrawn").count() == 2
    assert not queries.delegations(unit=UNIT, on=house.today).exists() and verify() is None
    with pytest.raises(PeopleError, match="ủy quyền"):
        people.withdraw_delegation(delegation=lend(house), by=house.actor(house.office.hanh), at=house.at)


def test_a_delegated_role_is_not_ended_as_if_granted(house):
    lend(house)
    grant = RoleGrant.objects.exclude(delegation=None).get()
    with pytest.raises(PeopleError, match="Thu hồi"):
        people.end_role(grant=grant, on=house.today, by=house.admin, at=house.at)


def away(house, who="hanh", *, start=0, end=0, by=None, **more) -> Absence:
    officer = getattr(house.office, who)
    return people.note_absence(
        officer=officer, kind=AbsenceKind.SICK, first_day=day(house, start), last_day=day(house, end),
        by=by or house.actor(officer), at=house.at, **more,
    )  # fmt: skip


def test_an_absence_tells_no_reason_to_the_journal(house):
    away(house, end=2, stand_in=house.office.dinh)
    entry = Entry.objects.get(kind="absence.noted")
    assert "sick" not in entry.body
    assert entry.data == {
        "login": "hanh", "from": "2026-11-23", "to": "2026-11-25", "stand_in": "dinh", "counter": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"start": 1, "end": 0}, "đứng trước"),
        ({"start": -3, "end": -1}, "đã qua"),
        ({"start": 2, "end": 4}, "đã được ghi vắng"),
        ({"who": "dinh"}, None),
    ],
)
def test_absences_that_cannot_be(house, more, said):
    away(house, start=1, end=3)
    if said is None:
        away(house, **more)
        return
    with pytest.raises(PeopleError, match=said):
        away(house, **more)


def test_a_stand_in_is_there_that_day(house):
    away(house, "dinh", start=1, end=1)
    with pytest.raises(PeopleError, match="cũng vắng"):
        away(house, start=1, end=2, stand_in=house.office.dinh)
    away(house, stand_in=house.office.dinh)
    with pytest.raises(PeopleError, match="Hai người"):
        away(house, "tuan", stand_in=house.office.tuan)


@pytest.mark.parametrize(("who", "may"), [("hanh", True), ("nghia", True), ("an", True), ("dinh", False), ("la", False)])
def test_who_may_note_an_absence_and_end_it(house, who, may):
    by = house.admin if who == "an" else house.actor(getattr(house.office, who))
    if may:
        noted = away(house, by=by)
        for _ in range(2):
            people.end_absence(absence=noted, by=by, at=house.at)
        assert Entry.objects.filter(kind="absence.ended").count() == 1
        return
    with pytest.raises(PeopleError, match="lãnh đạo hoặc quản trị"):
        away(house, by=by)


def test_substitutes_in_their_order_the_first_who_is_there(house):
    office = house.office
    people.name_substitutes(officer=office.hanh, stand_ins=[office.dinh, office.ha, office.dinh], by=house.admin, at=house.at)
    assert queries.stand_ins_for(officer=office.hanh, on=house.today) == [office.dinh, office.ha]
    away(house, "dinh")
    assert queries.stand_ins_for(officer=office.hanh, on=house.today) == [office.ha]
    people.name_substitutes(officer=office.hanh, stand_ins=[office.ngoc], by=house.actor(office.nghia), at=house.at)
    assert queries.stand_ins_for(officer=office.hanh, on=house.today) == [office.ngoc]
    for stand_ins, said in (([office.hanh], "Hai người"), ([office.la], "đơn vị khác")):
        with pytest.raises(PeopleError, match=said):
            people.name_substitutes(officer=office.hanh, stand_ins=stand_ins, by=house.admin, at=house.at)
    with pytest.raises(PeopleError, match="lãnh đạo"):
        people.name_substitutes(officer=office.hanh, stand_ins=[], by=house.actor(office.hanh), at=house.at)
    assert verify() is None


def test_the_roster_of_a_day(house):
    office = house.office
    away(house, "tuan", end=1, stand_in=office.ha)
    seats = {seat.officer.login: seat for seat in queries.roster(unit=UNIT, on=house.today)}
    assert [seat.officer.login for seat in queries.roster(unit=UNIT, on=house.today)][:2] == ["hanh", "dinh"]
    assert (seats["hanh"].counter.number, seats["hanh"].absence, seats["hanh"].roles) == (1, None, ("one_stop",))
    assert seats["tuan"].stand_in == office.ha and seats["tuan"].counter is None
    assert "la" not in seats
    assert {s.officer.login for s in queries.roster(unit=UNIT, on=day(house, 2)) if s.absence} == set()


def test_the_roster_costs_the_same_for_few_and_many(house):
    for n in range(3):
        with CaptureQueriesContext(connection) as asked:
            queries.roster(unit=UNIT, on=house.today)
        assert len(asked) == 4
        people.add_officer(unit=UNIT, login=f"them{n}", name=f"Thêm {n}", roles=(Role.GUIDE,), by=house.admin, at=house.at)
