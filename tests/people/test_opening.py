"""Who may put another commune on the machine, its first administrator, and a commune chosen by mistake."""

import pytest

from builders.office import NEIGHBOUR, UNIT, _unit
from thanthien.journal.models import Entry
from thanthien.people import opening
from thanthien.people import units as people
from thanthien.people.models import Office, RoleGrant, Unit
from thanthien.people.queries import roles_of
from thanthien.people.rules import PeopleError, Role
from thanthien.shared.actor import system

WEST = "31348"


@pytest.fixture
def machine(office):
    """Cẩm Tú with an administrator who keeps the machine; Trường Long Tây waits in another province."""
    country = _unit("VN", "Việt Nam", "country")
    Unit.objects.filter(pk="38").update(parent=country)
    _unit(WEST, "Xã Trường Long Tây", "commune", _unit("92", "Thành phố Cần Thơ", "city", country))
    office.an = opening.appoint_administrator(
        unit=UNIT, login="an.lv", name="Lương Văn An", installation=True, by=system(UNIT), at=office.at
    )
    return office


def test_the_keeper_of_the_machine_opens_communes_everywhere(machine):
    who = opening.opener(machine.an, on=machine.at.date())
    people.open_office(unit=WEST, centre="Một cửa", place="Trường Long Tây", by=who, at=machine.at)
    first = opening.appoint_administrator(unit=WEST, login="binh", name="Nguyễn Văn Bình", by=who, at=machine.at)
    assert roles_of(first, on=machine.at.date()) == {Role.ADMIN}
    assert Entry.objects.filter(unit=WEST, kind="office.opened", actor="officer:an.lv").exists()
    assert opening.opener(first, on=machine.at.date()) is None


def test_the_administrator_of_a_province_opens_communes_below_it_only(machine):
    above = opening.appoint_administrator(unit="92", login="tinh", name="Võ Thị Tỉnh", by=system("92"), at=machine.at)
    who = opening.opener(above, on=machine.at.date())
    people.open_office(unit=WEST, centre="Một cửa", place="Trường Long Tây", by=who, at=machine.at)
    _unit("15160", "Xã Khác", "commune", Unit.objects.get(pk="38"))
    with pytest.raises(PeopleError, match="Việc này của quản trị"):
        people.open_office(unit="15160", centre="Một cửa", place="Khác", by=who, at=machine.at)


def test_others_open_nothing(machine):
    assert opening.opener(machine.hanh, on=machine.at.date()) is None
    only_here = opening.appoint_administrator(
        unit=NEIGHBOUR, login="khac", name="Quách Khác", by=system(NEIGHBOUR), at=machine.at
    )
    assert opening.opener(only_here, on=machine.at.date()) is None
    with pytest.raises(PeopleError):
        opening.entrust_installation(officer=only_here, by=machine.actor(machine.an), at=machine.at)
    assert RoleGrant.objects.filter(unit_id="VN").count() == 1


def test_the_machine_is_entrusted_on_by_its_keeper(machine):
    who = opening.opener(machine.an, on=machine.at.date())
    other = opening.appoint_administrator(unit=NEIGHBOUR, login="khac", name="Quách Khác", by=system(NEIGHBOUR), at=machine.at)
    opening.entrust_installation(officer=other, by=who, at=machine.at)
    assert opening.opener(other, on=machine.at.date()) is not None


def test_an_office_chosen_by_mistake_goes_while_nobody_works_there(machine):
    people.open_office(unit=WEST, centre="Một cửa", place="Trường Long Tây", by=system(WEST), at=machine.at)
    opening.withdraw_office(unit=WEST, by=system(WEST), at=machine.at)
    assert not Office.objects.filter(pk=WEST).exists()
    with pytest.raises(PeopleError, match="đã có cán bộ"):
        opening.withdraw_office(unit=UNIT, by=system(UNIT), at=machine.at)
    assert Office.objects.filter(pk=UNIT).exists()
