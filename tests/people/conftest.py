"""The office with an administrator, and acts by name."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from builders.office import UNIT, SmallOffice
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, system


@dataclass
class House:
    """`office` with its administrator `an`; `root` sets up, `admin` is `an` today."""

    office: SmallOffice
    an: Officer

    @property
    def at(self) -> datetime:
        return self.office.at

    @property
    def today(self) -> date:
        return self.office.at.date()

    @property
    def root(self) -> Actor:
        return system(UNIT)

    @property
    def admin(self) -> Actor:
        return actor_for(self.an, on=self.today)

    def actor(self, officer: Officer) -> Actor:
        return actor_for(officer, on=self.today)


@pytest.fixture
def house(office) -> House:
    an = people.add_officer(unit=UNIT, login="an", name="Lương Văn An", roles=(Role.ADMIN,), by=system(UNIT), at=office.at)
    return House(office, an)
