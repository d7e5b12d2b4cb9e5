"""Officers come, change, go; roles with dates; passwords; the last administrator stays."""

import re
from datetime import timedelta

import pytest

from builders.office import NEIGHBOUR, UNIT
from thanthien.journal.models import Entry
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people import queries
from thanthien.people.models import Officer, RoleGrant
from thanthien.people.rules import InUse, PeopleError, Rank, Role, UnitKind

GOOD = "mưa nhỏ trên đồi chè"


def grant(house, officer, role, *, start=0, end=None, **more) -> RoleGrant:
    day = house.today + timedelta(days=start)
    last = house.today + timedelta(days=end) if end is not None else None
    return people.grant_role(officer=officer, role=role, valid_from=day, valid_to=last, by=house.admin, at=house.at, **more)


def roles(house, officer, plus=0) -> set[str]:
    return set(queries.roles_of(officer, on=house.today + timedelta(days=plus)))


def test_a_new_officer_needs_a_free_login_and_a_name(house):
    add = {"unit": UNIT, "by": house.admin, "at": house.at}
    made = people.add_officer(login="moi", name=" Đỗ Thị Mới ", roles=(Role.GUIDE,), **add)
    assert (made.name, made.name_fold, made.has_usable_password()) == ("Đỗ Thị Mới", "do thi moi", False)
    for login, name, said in (("moi", "Khác", "đã có người dùng"), ("Mới", "Khác", "chữ thường"), ("moi2", " ", "họ tên")):
        with pytest.raises(PeopleError, match=said):
            people.add_officer(login=login, name=name, **add)
    with pytest.raises(PeopleError, match="quản trị"):
        people.add_officer(unit=NEIGHBOUR, login="x", name="X", by=house.admin, at=house.at)


def test_a_change_tells_columns_never_values(house):
    hanh = house.office.hanh
    changed = people.change_officer(officer=hanh, name="Lê Thị Hạnh Nguyên", phone="0912", by=house.admin, at=house.at)
    assert changed.name_fold == "le thi hanh nguyen"
    entry = Entry.objects.get(kind="officer.changed")
    assert entry.data == {"login": "hanh", "fields": ["name", "phone"]} and "0912" not in entry.body
    people.change_officer(officer=hanh, phone="0912", by=house.admin, at=house.at)
    assert Entry.objects.filter(kind="officer.changed").count() == 1
    for column in ("login", "is_active", "password", "unit_id"):
        with pytest.raises(PeopleError, match="không sửa được"):
            people.change_officer(officer=hanh, by=house.admin, at=house.at, **{column: "x"})


def test_ones_own_contact_may_be_changed_by_oneself_and_nothing_else(house):
    hanh, dinh = house.office.hanh, house.office.dinh
    people.change_officer(officer=hanh, phone="0912", email="h@x.vn", by=house.actor(hanh), at=house.at)
    for officer, facts in ((hanh, {"name": "Khác"}), (hanh, {"phone": "1", "position": "Giám đốc"}), (dinh, {"phone": "1"})):
        with pytest.raises(PeopleError, match="quản trị"):
            people.change_officer(officer=officer, by=house.actor(hanh), at=house.at, **facts)


def test_an_old_form_is_refused(house):
    hanh = house.office.hanh
    seen = hanh.witness()
    people.change_officer(officer=hanh, position="Công chức", phone="1", seen=seen, by=house.admin, at=house.at)
    with pytest.raises(ChangedMeanwhile) as caught:
        people.change_officer(officer=hanh, phone="2", seen=seen, by=house.admin, at=house.at)
    assert caught.value.by == "officer:an"


def test_a_rank_is_for_the_police(house):
    ha = house.office.ha
    with pytest.raises(PeopleError, match="công an"):
        people.change_officer(officer=ha, rank=Rank.CAPTAIN, by=house.admin, at=house.at)
    grant(house, ha, Role.POLICE)
    with pytest.raises(PeopleError, match="danh sách"):
        people.change_officer(officer=ha, rank="general", by=house.admin, at=house.at)
    assert people.change_officer(officer=ha, rank=Rank.CAPTAIN, by=house.admin, at=house.at).rank == "captain"
    people.change_officer(officer=ha, rank="", by=house.admin, at=house.at)


def test_a_role_holds_from_its_day_to_its_day(house):
    ngoc = house.office.ngoc
    grant(house, ngoc, Role.ONE_STOP, start=1, end=3)
    assert [Role.ONE_STOP in roles(house, ngoc, plus) for plus in range(6)] == [False, True, True, True, False, False]
    assert [house.office.ngoc in queries.officers_with(unit=UNIT, role=Role.ONE_STOP, on=house.today + timedelta(days=n))
            for n in (0, 2)] == [False, True]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "free"), [(0, None, False), (3, 5, False), (4, 6, True), (0, 0, True), (0, 1, False)])
def test_the_same_role_twice_at_once_is_refused(house, start, end, free):
    ngoc = house.office.ngoc
    grant(house, ngoc, Role.ONE_STOP, start=1, end=3)
    if free:
        grant(house, ngoc, Role.ONE_STOP, start=start, end=end)
        return
    with pytest.raises(PeopleError, match="rồi"):
        grant(house, ngoc, Role.ONE_STOP, start=start, end=end)


def test_a_hamlet_head_is_of_a_hamlet_of_the_unit(house):
    thon = people.add_unit(name="Thôn Lương Thuận", kind=UnitKind.HAMLET, parent=UNIT, by=house.admin, at=house.at)
    police = people.add_unit(name="Công an xã", kind=UnitKind.POLICE, parent=UNIT, by=house.admin, at=house.at)
    assert grant(house, house.office.ngoc, Role.HAMLET_HEAD, place=thon).place == thon
    with pytest.raises(PeopleError, match="không phải thôn"):
        grant(house, house.office.ha, Role.HAMLET_HEAD, place=police)
    with pytest.raises(PeopleError, match="đơn vị khác"):
        grant(house, house.office.ha, Role.MASS_ORG, place=queries.unit(NEIGHBOUR))


def test_fields_are_kept_for_who_answers_for_fields_only(house):
    held = grant(house, house.office.ngoc, Role.SPECIALIST, fields=("ho_tich", "chung_thuc"))
    assert held.fields == ["chung_thuc", "ho_tich"]
    assert grant(house, house.office.ngoc, Role.LEADER, fields=("ho_tich",)).fields == []
    seen = held.witness()
    people.change_fields(grant=held, fields=("dat_dai",), seen=seen, by=house.admin, at=house.at)
    assert queries.officers_with(unit=UNIT, role=Role.SPECIALIST, on=house.today, field="dat_dai")[0] == house.office.ngoc
    with pytest.raises(ChangedMeanwhile):
        people.change_fields(grant=held, fields=(), seen=seen, by=house.admin, at=house.at)


def test_a_role_ends_with_its_last_day_or_as_if_never_given(house):
    ngoc = house.office.ngoc
    today = grant(house, ngoc, Role.ONE_STOP)
    kept = people.end_role(grant=today, on=house.today, by=house.admin, at=house.at)
    assert kept.valid_to == house.today and Role.ONE_STOP in roles(house, ngoc) and Role.ONE_STOP not in roles(house, ngoc, 1)
    mistake = grant(house, ngoc, Role.LEADER)
    assert people.end_role(grant=mistake, on=house.today - timedelta(days=1), by=house.admin, at=house.at) is None
    assert Role.LEADER not in roles(house, ngoc)
    assert verify() is None


def test_the_last_administrator_stays(house):
    an, ngoc = house.an, house.office.ngoc
    mine = RoleGrant.objects.get(officer=an)
    for act in (
        lambda: people.end_role(grant=mine, on=house.today, by=house.admin, at=house.at),
        lambda: people.deactivate_officer(officer=an, by=house.admin, at=house.at),
    ):
        with pytest.raises(PeopleError, match="quản trị cuối cùng"):
            act()
    grant(house, ngoc, Role.ADMIN, end=5)
    with pytest.raises(PeopleError, match="quản trị cuối cùng"):
        people.end_role(grant=mine, on=house.today, by=house.admin, at=house.at)
    second = people.add_officer(unit=UNIT, login="hai", name="Hai", roles=(Role.ADMIN,), by=house.admin, at=house.at)
    people.end_role(grant=mine, on=house.today, by=house.actor(second), at=house.at)
    with pytest.raises(PeopleError, match="quản trị cuối cùng"):
        people.deactivate_officer(officer=second, by=house.admin, at=house.at)


def test_an_administrator_who_has_left_does_not_count(house):
    second = people.add_officer(unit=UNIT, login="hai", name="Hai", roles=(Role.ADMIN,), by=house.admin, at=house.at)
    people.deactivate_officer(officer=second, by=house.admin, at=house.at)
    with pytest.raises(PeopleError, match="quản trị cuối cùng"):
        people.deactivate_officer(officer=house.an, by=house.admin, at=house.at)


def test_leaving_is_refused_with_every_place_that_still_needs_them(house):
    hanh = house.office.hanh
    day = house.today
    people.delegate(
        giver=hanh, taker=house.office.dinh, roles=(Role.ONE_STOP,), valid_from=day, valid_to=day, document="1/UQ",
        by=house.actor(hanh), at=house.at,
    )  # fmt: skip
    with pytest.raises(InUse) as caught:
        people.deactivate_officer(officer=hanh, by=house.admin, at=house.at, where_used=["2 bước hồ sơ đang làm dở"])
    assert caught.value.places == (
        "đang ngồi ở quầy 1",
        "đang ủy quyền cho Bùi Văn Định theo 1/UQ",
        "2 bước hồ sơ đang làm dở",
    )
    assert Officer.objects.get(pk=hanh.pk).is_active


def test_who_left_may_come_back(house):
    ha = house.office.ha
    people.deactivate_officer(officer=ha, by=house.admin, at=house.at)
    assert ha not in queries.officers_with(unit=UNIT, role=Role.SPECIALIST, on=house.today)
    people.reactivate_officer(officer=ha, by=house.admin, at=house.at)
    people.reactivate_officer(officer=ha, by=house.admin, at=house.at)
    assert ha in queries.officers_with(unit=UNIT, role=Role.SPECIALIST, on=house.today)
    assert Entry.objects.filter(kind="officer.returned").count() == 1


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("ngắn quá", "ít nhất 10"), ("1234567890123", "chữ số"), ("lethihanh2026", "tên"), ("Lê Thị Hạnh !!", "tên"),
        ("aaaaaaaaaabb", "dễ đoán"), ("matkhau12345", "dễ đoán"), ("password123", "nhiều người dùng"), (GOOD, ""),
        ("correct horse battery", ""), ("ừ thì cũng được", ""),
    ],
)  # fmt: skip
def test_passwords(house, password, said):
    hanh = house.office.hanh
    if not said:
        set_to = people.set_password(officer=hanh, password=password, by=house.actor(hanh), at=house.at)
        assert set_to.check_password(password) and not set_to.must_change
        return
    with pytest.raises(PeopleError, match=said):
        people.set_password(officer=hanh, password=password, by=house.actor(hanh), at=house.at)


def test_a_password_set_by_another_has_to_be_changed(house):
    hanh = house.office.hanh
    assert people.set_password(officer=hanh, password=GOOD, by=house.admin, at=house.at).must_change
    with pytest.raises(PeopleError, match="quản trị"):
        people.set_password(officer=hanh, password=GOOD, by=house.actor(house.office.nghia), at=house.at)


def test_a_given_password_is_easy_to_copy_and_kept_nowhere(house):
    hanh = house.office.hanh
    given = {people.reset_password(officer=hanh, by=house.admin, at=house.at) for _ in range(3)}
    assert len(given) == 3
    for one in given:
        assert re.fullmatch(r"([a-hj-kmnp-z2-9]{4}-){2}[a-hj-kmnp-z2-9]{4}", one)
    hanh.refresh_from_db()
    assert hanh.must_change
    assert not [entry for entry in Entry.objects.all() for one in given if one in entry.body]
    with pytest.raises(PeopleError, match="quản trị"):
        people.reset_password(officer=hanh, by=house.actor(house.office.nghia), at=house.at)
    assert verify() is None
