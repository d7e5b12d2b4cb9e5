"""An office with dossiers, an administrator, and a mail server that really answers."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

import pytest
from django.conf import LazySettings

from builders.dossiers import BIRTH, add_officers, load_small_catalogue, person, ready, received
from builders.mail import Post, post_office
from builders.office import SmallOffice
from thanthien.dossiers.models import Dossier
from thanthien.journal import followers
from thanthien.messaging import actions
from thanthien.messaging.models import Message, Sending
from thanthien.messaging.rules import Channel
from thanthien.messaging.sending import deliver
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.shared.actor import system

OFF = {"address": "", "token": ""}


@dataclass
class Telling:
    """The office as messages see it: dossiers made ready, the journal followed, the postman sent out."""

    office: SmallOffice
    settings: LazySettings
    others: dict[str, Officer]
    admin: Officer
    phones: list[str] = field(default_factory=list)

    def switch(self, *channels: Channel, at: datetime | None = None, **more: object) -> Sending:
        """The administrator switches exactly these channels on."""
        wanted = {"calls": True, "quiet_from": time(20), "quiet_to": time(7), "rest_days": False, "together": 60} | more
        by = self.office.actor(self.admin)
        return actions.set_sending(unit=self.office.unit, channels=frozenset(channels), by=by, at=at or self.office.at, **wanted)

    def ready(self, *, at: datetime | None = None, email: str = "hien@example.test", phone: str = "0912555408") -> Dossier:
        """A dossier of Trương Thị Hiền whose result is ready at `at`."""
        moment = at or self.office.at
        who = people.register_citizen(
            unit=self.office.unit, name="Trương Thị Hiền", id_number="038192004317", phone=phone, email=email,
            by=self.office.actor(self.office.hanh), at=moment,
        )  # fmt: skip
        dossier = received(self.office, BIRTH, at=moment, applicant=who)
        return ready(self.office, dossier, at=moment, others=self.others)

    def of_somebody(self, name: str, phone: str, *, at: datetime | None = None) -> Dossier:
        """A ready result of somebody else, who has only a telephone (or not even that)."""
        number = f"03819200{len(self.phones):04d}"
        self.phones.append(phone)
        moment = at or self.office.at
        dossier = received(self.office, BIRTH, at=moment, applicant=person(self.office, name, number=number, phone=phone))
        return ready(self.office, dossier, at=moment, others=self.others)

    def follow(self) -> None:
        followers.catch_up(name="messages", unit=self.office.unit)

    def deliver(self, **later: float) -> int:
        """The postman goes round, `later` after the office's hour."""
        return deliver(at=self.office.at + timedelta(**later))

    def message(self, **where: object) -> Message:
        return Message.objects.get(**where)


@pytest.fixture
def telling(office, settings) -> Telling:
    load_small_catalogue()
    settings.DEMO = False
    settings.PUBLIC_ADDRESS = "https://camtu.example"
    settings.SMTP = {
        "host": "", "port": 587, "user": "", "password": "", "security": "starttls", "sender": "", "authority": "",
    }  # fmt: skip
    settings.SMS_GATEWAY, settings.ZALO_GATEWAY = dict(OFF), dict(OFF)
    admin = people.add_officer(
        unit=office.unit, login="quan.tri", name="Đỗ Quản Trị", roles=(Role.ADMIN,), by=system(office.unit),
        at=office.at - timedelta(days=1), email="quantri@camtu.example",
    )  # fmt: skip
    return Telling(office, settings, add_officers(office), admin)


@pytest.fixture
def post(tmp_path, telling):
    """The mail server, and the office set up to use it."""
    with post_office(tmp_path) as server:
        telling.settings.SMTP = server.settings
        yield server


@pytest.fixture
def mailing(telling, post: Post) -> Telling:
    """Mail is on."""
    telling.switch(Channel.MAIL)
    return telling
