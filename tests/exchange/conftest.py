"""An office whose acts are told to other programmes: its administrator, its journal followed, its courier sent out by hand."""

import ipaddress
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings

from builders.desk import Desk, build_desk
from builders.dossiers import received
from thanthien.dossiers.models import Dossier
from thanthien.exchange import actions, queries
from thanthien.exchange.models import Notice, Webhook
from thanthien.exchange.rules import Event
from thanthien.exchange.sending import deliver
from thanthien.journal import followers
from thanthien.journal.models import Delivery
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, system

HERE = ipaddress.ip_network("127.0.0.0/8")


@dataclass
class House:
    """`an` administers Cẩm Tú."""

    desk: Desk
    an: Officer
    settings: LazySettings

    @property
    def office(self):
        return self.desk.office

    @property
    def at(self):
        return self.desk.at

    @property
    def by(self) -> Actor:
        return self.office.actor(self.an)

    def tell(self, address: str, events: Collection[str] = tuple(Event), name: str = "Phần mềm tỉnh") -> tuple[Webhook, str]:
        """A receiver, and its secret."""
        return actions.add_webhook(unit=self.office.unit, name=name, address=address, events=events, by=self.by, at=self.at)

    def received(self) -> Dossier:
        return received(self.office, at=self.at)

    def follow(self) -> None:
        followers.catch_up(name=queries.NAME, unit=self.office.unit)

    def go(self, most: int = 100, **later: float) -> int:
        """The courier goes round once, `later`; what is due is brought, as far as the receivers take it. How many were tried."""
        self.follow()
        if later:
            self.desk.later(**later)
        work = queries.with_work(at=self.at)
        return sum(deliver(unit=unit, webhook=webhook, at=self.at, most=most) for unit, webhook in work)

    def next_try(self) -> timedelta:
        """How long until the oldest notice that waits is due again."""
        moment = Delivery.objects.filter(follower=queries.NAME, state="due").order_by("seq").first().next_try
        return moment - self.at

    def delivery(self, **where: object) -> Delivery:
        return Delivery.objects.get(follower=queries.NAME, **where)

    def notices(self, row: Webhook) -> list[Notice]:
        return list(Notice.objects.filter(webhook=row).order_by("seq"))


@pytest.fixture
def house(office, settings):
    settings.DEMO = False
    settings.WEBHOOKS = {"networks": (HERE,), "authority": ""}
    with time_machine.travel(office.at, tick=False) as clock:
        desk = build_desk(office, clock)
        admin = {"login": "an.lv", "name": "Lương Văn An", "roles": (Role.ADMIN,)}
        an = people.add_officer(unit=office.unit, by=system(office.unit), at=office.at, **admin)
        yield House(desk, an, settings)
