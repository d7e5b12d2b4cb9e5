"""A hall that works: three services, a kiosk, a display and a tablet that are enrolled, a clock that stands at `office.at`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from builders.office import SmallOffice
from thanthien.doors.parts.devices import COOKIE
from thanthien.journal.actions import act
from thanthien.people import actions as people
from thanthien.people.models import Device, Officer
from thanthien.people.rules import DeviceKind
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Service, ServiceCounter, Ticket
from thanthien.shared.actor import citizen, system

OFFERED = (("A", "Hộ tịch", "intake", (1, 2)), ("K", "Nhận kết quả", "return", (1,)), ("G", "Chưa rõ việc", "help", (2,)))


@dataclass
class Hall:
    """The office of the test with its services and the browsers of its devices."""

    office: SmallOffice
    services: dict[str, Service]
    kiosk: Client
    display: Client
    tablet: Client
    clock: time_machine.Traveller

    @property
    def unit(self) -> str:
        return self.office.unit

    @property
    def at(self) -> datetime:
        return self.office.at

    def later(self, **how: int) -> datetime:
        """Move the clock on; the moment it shows now."""
        self.clock.shift(timedelta(**how))
        self.office.at += timedelta(**how)
        return self.office.at

    def take(self, letter: str = "A", **more: object) -> Ticket:
        """A number given by the guide."""
        by = self.office.actor(self.office.ngoc)
        return queueing.take_ticket(unit=self.unit, service=self.services[letter], channel="guide", by=by, at=self.at, **more)

    def call(self, seat: int = 0) -> Ticket | None:
        """Call next at the first counter (Hạnh) or the second (Định)."""
        officer = (self.office.hanh, self.office.dinh)[seat]
        return queueing.call_next(counter=self.office.counters[seat], by=self.office.actor(officer), at=self.at)

    def finish(self, seat: int = 0) -> Ticket:
        officer = (self.office.hanh, self.office.dinh)[seat]
        return queueing.finish(counter=self.office.counters[seat], by=self.office.actor(officer), at=self.at)

    def leave(self, ticket: Ticket) -> Ticket:
        return queueing.leave(ticket=ticket, by=citizen(self.unit), at=self.at)

    def officer(self, officer: Officer) -> Client:
        """A browser in which this officer is logged in."""
        client = Client()
        client.force_login(officer)
        return client


def enrolled(office: SmallOffice, kind: str, code: str, **more: object) -> Client:
    """The browser of a device of the unit."""
    root = system(office.unit)
    device = people.add_device(unit=office.unit, kind=kind, code=code, name=code, by=root, at=office.at, **more)
    digits = people.issue_enrol_code(device=device, by=root, at=office.at)
    _, token = people.enrol(digits=digits, at=office.at)
    client = Client()
    client.cookies[COOKIE + device.kind] = token
    return client


def offered(office: SmallOffice) -> dict[str, Service]:
    with act(unit=office.unit, by=system(office.unit), at=office.at) as deed:
        made = {}
        for order, (letter, name, kind, seats) in enumerate(OFFERED):
            service = deed.create(
                Service, unit_id=office.unit, letter=letter, name=name, kind=kind, order=order, examples="việc này, việc kia"
            )
            for seat in seats:
                deed.create(ServiceCounter, service=service, counter=office.counters[seat - 1])
            made[letter] = service
        deed.enter("service.added", subject=f"unit:{office.unit}")
    return made


@pytest.fixture
def hall(office):
    with time_machine.travel(office.at, tick=False) as clock:
        yield Hall(
            office, offered(office), enrolled(office, DeviceKind.KIOSK, "kiosk-1"), enrolled(office, DeviceKind.DISPLAY, "display-1"),
            enrolled(office, DeviceKind.TABLET, "tablet-1", counter=office.counters[0]), clock,
        )  # fmt: skip


@pytest.fixture
def kiosk_device(hall) -> Device:
    return Device.objects.get(unit_id=hall.unit, code="kiosk-1")
