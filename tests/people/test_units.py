"""Units of every kind: added, changed, merged; the reference stays reference until an act touches it."""

from datetime import date, timedelta

import pytest

from builders.office import NEIGHBOUR, UNIT
from thanthien.journal.models import Entry
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people import queries
from thanthien.people.models import Unit
from thanthien.people.rules import PeopleError, Role, UnitKind
from thanthien.shared.actor import Actor, ActorKind, system

DAY = date(2027, 1, 1)


def hamlet(house, name="Thôn Lương Thuận", **more):
    return people.add_unit(name=name, kind=UnitKind.HAMLET, parent=UNIT, by=house.admin, at=house.at, **more)


def test_parts_get_codes_of_their_own_by_kind(house):
    codes = [hamlet(house).pk, hamlet(house, "Bản Thuận Hòa").pk]
    codes.append(people.add_unit(name="Công an xã", kind=UnitKind.POLICE, parent=UNIT, by=house.admin, at=house.at).pk)
    office = people.add_unit(name="Phòng Kinh tế", kind=UnitKind.OFFICE, parent=UNIT, by=house.admin, at=house.at)
    team = people.add_unit(name="Tổ Địa chính", kind=UnitKind.OFFICE, parent=office.pk, by=house.admin, at=house.at)
    assert [*codes, office.pk, team.pk] == ["15148-T01", "15148-T02", "15148-C01", "15148-P01", "15148-P02"]
    assert [unit.name for unit in queries.parts_of(UNIT, on=house.today, kinds=[UnitKind.HAMLET])] == [
        "Bản Thuận Hòa",
        "Thôn Lương Thuận",
    ]
    assert queries.governing(team) == UNIT and queries.above(team.pk) == [office.pk, UNIT, "38"]
    entry = Entry.objects.filter(kind="unit.added").order_by("seq").first()
    assert (entry.unit, entry.data) == (UNIT, {"code": "15148-T01", "kind": "hamlet", "parent": UNIT})
    assert verify() is None


def test_a_unit_of_government_brings_its_code(house):
    root = system("38")
    made = people.add_unit(name="Xã Mới", kind=UnitKind.COMMUNE, parent="38", code="15999", valid_from=DAY, by=root, at=house.at)
    assert (made.pk, made.valid_from, made.by_act) == ("15999", DAY, True)
    for code, said in (("15999", "đã có"), ("", "chữ số"), ("Xã", "chữ số"), ("1234567", "chữ số")):
        with pytest.raises(PeopleError, match=said):
            people.add_unit(name="Xã Nữa", kind=UnitKind.COMMUNE, parent="38", code=code, by=root, at=house.at)


def test_a_unit_without_a_name_or_in_a_wrong_place_is_refused(house):
    with pytest.raises(PeopleError, match="Chưa có tên"):
        hamlet(house, "  ")
    with pytest.raises(PeopleError, match="đứng dưới"):
        people.add_unit(name="Thôn X", kind=UnitKind.HAMLET, parent="38", by=system("38"), at=house.at)
    with pytest.raises(PeopleError, match="Chưa có đơn vị"):
        people.add_unit(name="Thôn X", kind=UnitKind.HAMLET, parent="99999", by=house.admin, at=house.at)
    with pytest.raises(PeopleError, match="đứng trước"):
        hamlet(house, valid_from=DAY, valid_to=DAY - timedelta(days=1))
    assert not Unit.objects.filter(by_act=True).exists()


@pytest.mark.parametrize("who", ["hanh", "nghia", "la"])
def test_only_an_administrator_of_the_unit_adds(house, who):
    with pytest.raises(PeopleError, match="quản trị"):
        people.add_unit(name="Thôn X", kind=UnitKind.HAMLET, parent=UNIT, by=house.actor(getattr(house.office, who)), at=house.at)


def test_an_administrator_of_the_unit_above_may_and_one_beside_may_not(house):
    above = Actor(ActorKind.OFFICER, "tinh", "38", frozenset({Role.ADMIN}))
    beside = Actor(ActorKind.OFFICER, "ben", NEIGHBOUR, frozenset({Role.ADMIN}))
    assert people.add_unit(name="Thôn A", kind=UnitKind.HAMLET, parent=UNIT, by=above, at=house.at).pk == "15148-T01"
    with pytest.raises(PeopleError, match="quản trị"):
        people.add_unit(name="Thôn B", kind=UnitKind.HAMLET, parent=UNIT, by=beside, at=house.at)


def test_a_change_names_the_columns_and_folds_the_name(house):
    unit = hamlet(house)
    changed = people.change_unit(code=unit.pk, name="Thôn Lương Ngọc", by=house.admin, at=house.at)
    assert (changed.name, changed.name_fold) == ("Thôn Lương Ngọc", "thon luong ngoc")
    entry = Entry.objects.get(kind="unit.changed")
    assert entry.data == {"code": unit.pk, "fields": ["name"]} and "Ngọc" not in entry.body
    people.change_unit(code=unit.pk, name="Thôn Lương Ngọc", by=house.admin, at=house.at)
    assert Entry.objects.filter(kind="unit.changed").count() == 1, "the same once more is no act"
    with pytest.raises(PeopleError, match="không sửa được"):
        people.change_unit(code=unit.pk, successor_id=UNIT, by=house.admin, at=house.at)


def test_two_administrators_at_once_lose_nothing(house):
    unit = hamlet(house)
    seen = unit.witness()
    people.change_unit(code=unit.pk, seen=seen, name="Thôn Một", by=house.admin, at=house.at)
    with pytest.raises(ChangedMeanwhile) as caught:
        people.change_unit(code=unit.pk, seen=seen, name="Thôn Hai", by=house.admin, at=house.at)
    assert caught.value.by == "officer:an"
    assert Unit.objects.get(pk=unit.pk).name == "Thôn Một"


def test_a_unit_never_stands_under_itself(house):
    a = people.add_unit(name="Phòng A", kind=UnitKind.OFFICE, parent=UNIT, by=house.admin, at=house.at)
    b = people.add_unit(name="Phòng B", kind=UnitKind.OFFICE, parent=a.pk, by=house.admin, at=house.at)
    for above in (a, b):
        with pytest.raises(PeopleError, match="đang đứng dưới"):
            people.change_unit(code=a.pk, parent_id=above.pk, by=house.admin, at=house.at)


def test_reference_becomes_witnessed_when_an_act_changes_it(house):
    assert verify() is None
    people.change_unit(code=UNIT, portal_code="H56.001", by=house.admin, at=house.at)
    assert Unit.objects.get(pk=UNIT).by_act and verify() is None
    Unit.objects.filter(pk=UNIT).update(name="Xã Khác")
    assert "people.unit:15148" in str(verify())


def test_a_reference_row_made_up_to_look_untouched_is_found(house):
    people.change_unit(code=UNIT, portal_code="H56.001", by=house.admin, at=house.at)
    Unit.objects.filter(pk=UNIT).update(name="Xã Khác", by_act=False)
    assert "đã mất" in str(verify())


def test_a_merger_ends_the_old_ones_on_the_eve_and_takes_their_hamlets_over(house):
    one = hamlet(house)
    root = system("38")
    new = people.add_unit(
        name="Xã Cẩm Mới", kind=UnitKind.COMMUNE, parent="38", code="15998", valid_from=DAY, by=root, at=house.at
    )
    gone = people.merge_units(codes=[NEIGHBOUR, UNIT], successor=new.pk, on=DAY, by=root, at=house.at)
    assert [(unit.pk, unit.valid_to, unit.successor_id) for unit in gone] == [
        (UNIT, DAY - timedelta(days=1), new.pk),
        (NEIGHBOUR, DAY - timedelta(days=1), new.pk),
    ]
    one.refresh_from_db()
    assert (one.parent_id, queries.governing(one)) == (new.pk, new.pk)
    entries = list(Entry.objects.filter(kind="unit.merged").order_by("unit"))
    assert [entry.unit for entry in entries] == [UNIT, NEIGHBOUR], "each in the chain of the unit that ends"
    assert len({entry.act for entry in entries}) == 1
    assert entries[0].data == {"code": UNIT, "successor": new.pk, "on": "2027-01-01", "parts": [one.pk]}
    assert verify() is None


def test_who_carries_on_for_a_unit_on_a_day(house):
    root = system("38")
    for code, day in (("15997", DAY), ("15996", date(2028, 1, 1))):
        people.add_unit(name=f"Xã {code}", kind=UnitKind.COMMUNE, parent="38", code=code, valid_from=day, by=root, at=house.at)
    people.merge_units(codes=[UNIT], successor="15997", on=DAY, by=root, at=house.at)
    people.merge_units(codes=["15997"], successor="15996", on=date(2028, 1, 1), by=root, at=house.at)
    days = (house.today, DAY - timedelta(days=1), DAY, date(2027, 12, 31), date(2028, 1, 1))
    assert [queries.successor_of(UNIT, on=day) for day in days] == [UNIT, UNIT, "15997", "15997", "15996"]


def test_a_merger_twice_is_refused_and_changes_nothing(house):
    root = system("38")
    people.merge_units(codes=[UNIT], successor=NEIGHBOUR, on=DAY, by=root, at=house.at)
    with pytest.raises(PeopleError, match="đã thôi"):
        people.merge_units(codes=[UNIT], successor=NEIGHBOUR, on=DAY, by=root, at=house.at)
    with pytest.raises(PeopleError, match="quản trị"):
        people.merge_units(codes=[NEIGHBOUR], successor=_another(house), on=DAY, by=house.admin, at=house.at)


def _another(house) -> str:
    return people.add_unit(name="Xã Ba", kind=UnitKind.COMMUNE, parent="38", code="15995", by=system("38"), at=house.at).pk


def test_an_office_opens_once(house):
    with pytest.raises(PeopleError, match="đã mở"):
        people.open_office(unit=UNIT, centre="X", place="X", by=house.root, at=house.at)
    with pytest.raises(PeopleError, match="quản trị"):
        people.open_office(unit="38", centre="X", place="X", by=house.admin, at=house.at)


def test_an_office_form_that_is_old_is_refused(house):
    seen = queries.office(UNIT).witness()
    people.change_office(unit=UNIT, hotline="0237 1", seen=seen, by=house.admin, at=house.at)
    with pytest.raises(ChangedMeanwhile):
        people.change_office(unit=UNIT, hotline="0237 2", seen=seen, by=house.admin, at=house.at)
    with pytest.raises(PeopleError, match="lãnh đạo"):
        people.change_office(unit=UNIT, hotline="0237 3", by=house.actor(house.office.hanh), at=house.at)
