"""The administrator of Xã Cẩm Tú, a colleague who is not one, and the administrator of another commune."""

from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client

from builders.office import NEIGHBOUR, SmallOffice
from builders.playing import logged_in
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.shared.actor import system


@dataclass
class Administration:
    """Three people at the administrator's door: `an` administers Cẩm Tú, `hanh` works there, `la` administers Cẩm Thạch."""

    office: SmallOffice
    an: Officer
    other: Officer
    admin: Client
    colleague: Client
    stranger: Client

    @property
    def unit(self) -> str:
        return self.office.unit


@pytest.fixture
def administration(office):
    def administrator(unit: str, login: str, name: str) -> Officer:
        return people.add_officer(unit=unit, login=login, name=name, roles=(Role.ADMIN,), by=system(unit), at=office.at)

    an = administrator(office.unit, "an.lv", "Lương Văn An")
    other = administrator(NEIGHBOUR, "khac.qt", "Quách Văn Khác")
    with time_machine.travel(office.at, tick=False):
        yield Administration(office, an, other, logged_in(an), logged_in(office.hanh), logged_in(other))
