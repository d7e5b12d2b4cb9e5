"""A hall that works: three services, a kiosk, a display and a tablet that are enrolled, a clock that stands at `office.at`."""

from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client

from builders.office import SmallOffice
from builders.playing import Playing, logged_in, offered
from thanthien.doors.parts.devices import COOKIE
from thanthien.people import actions as people
from thanthien.people.models import Device, Officer
from thanthien.people.rules import DeviceKind
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import citizen, system

OFFERED = (("A", "Hộ tịch", "intake", (1, 2)), ("K", "Nhận kết quả", "return", (1,)), ("G", "Chưa rõ việc", "help", (2,)))


@dataclass
class Hall(Playing):
    """The office of the test with its services and the browsers of its devices."""

    kiosk: Client
    display: Client
    tablet: Client

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
        return logged_in(officer)


def enrolled(office: SmallOffice, kind: str, code: str, **more: object) -> Client:
    """The browser of a device of the unit."""
    root = system(office.unit)
    device = people.add_device(unit=office.unit, kind=kind, code=code, name=code, by=root, at=office.at, **more)
    digits = people.issue_enrol_code(device=device, by=root, at=office.at)
    _, token = people.enrol(digits=digits, at=office.at)
    client = Client()
    client.cookies[COOKIE + device.kind] = token
    return client


@pytest.fixture
def hall(office):
    with time_machine.travel(office.at, tick=False) as clock:
        yield Hall(
            office, offered(office, OFFERED, examples="việc này, việc kia"), clock,
            enrolled(office, DeviceKind.KIOSK, "kiosk-1"), enrolled(office, DeviceKind.DISPLAY, "display-1"),
            enrolled(office, DeviceKind.TABLET, "tablet-1", counter=office.counters[0]),
        )  # fmt: skip


@pytest.fixture
def kiosk_device(hall) -> Device:
    return Device.objects.get(unit_id=hall.unit, code="kiosk-1")
