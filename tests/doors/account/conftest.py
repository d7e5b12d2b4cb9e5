"""Officers with passwords, an administrator, and the clock of the office."""

from dataclasses import dataclass
from datetime import datetime

import pytest
import time_machine
from django.test import Client

from builders.office import SmallOffice
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM

PASSWORD = "mưa nhỏ trên đồi chè"


@dataclass
class Staff:
    """The office, its administrator `an`, and the clock; everybody's password is PASSWORD."""

    office: SmallOffice
    an: Officer
    clock: time_machine.Traveller

    def clock_now(self) -> datetime:
        return datetime.now(VIETNAM)

    def sign_in(self, login: str, password: str = PASSWORD, *, client: Client | None = None, **more):
        """The answer of the login form, and the browser that sent it."""
        client = client or Client()
        return client.post("/dang-nhap", {"login": login, "password": password}, **more), client

    def entered(self, officer: Officer) -> Client:
        """A browser in which `officer` is signed in."""
        answer, client = self.sign_in(officer.login)
        assert answer.status_code == 302, answer.content.decode()
        return client


@pytest.fixture
def staff(office):
    """Everybody has the same password; `an` administers the unit."""
    with time_machine.travel(office.at, tick=False) as clock:
        an = people.add_officer(
            unit=office.unit, login="an", name="Lương Văn An", roles=(Role.ADMIN,), by=system(office.unit), at=office.at
        )
        for one in (office.hanh, office.dinh, office.nghia, office.la, an):
            people.set_password(officer=one, password=PASSWORD, by=_self(one), at=office.at)
            one.refresh_from_db()
        yield Staff(office, an, clock)


def _self(officer: Officer):
    from thanthien.shared.actor import Actor, ActorKind

    return Actor(ActorKind.OFFICER, officer.login, officer.unit_id)
