"""A commune at work: a counter with its officers, a kiosk and a display of the hall, tokens of the API, a clock to push."""

from dataclasses import dataclass

import pytest
import time_machine
from django.test import Client

from builders.desk import Desk, build_desk
from builders.keys import bearer, key_of
from thanthien.doors.parts.devices import COOKIE
from thanthien.people import actions as people
from thanthien.people.rules import DeviceKind
from thanthien.shared.actor import system


@dataclass
class Commune:
    """The desk and the machines of its hall, each as the browser that it is."""

    desk: Desk
    kiosk: Client
    display: Client

    @property
    def office(self):
        return self.desk.office

    def tap(self, letter: str = "A", *, once: str = "", **more: str):
        """Somebody presses a tile of the kiosk."""
        return self.kiosk.post(f"/sanh/{self.desk.unit}/lay-so", {"service": letter, "once": once, **more})

    def board(self) -> str:
        """What the glass of the hall shows."""
        return self.display.get(f"/sanh/{self.desk.unit}/man-hinh/bang").content.decode()

    def glass(self) -> str:
        """The whole screen, as a display shows it that was switched on this moment."""
        return self.display.get(f"/sanh/{self.desk.unit}/man-hinh").content.decode()

    def api(self, path: str, who: str = "hanh"):
        """What the API answers to this officer's token."""
        key = key_of(getattr(self.office, who), at=self.desk.at)
        return self.kiosk.get(f"/api/v1/{path}", headers=bearer(key))


def _enrolled(desk: Desk, kind: str, code: str) -> Client:
    root = system(desk.unit)
    device = people.add_device(unit=desk.unit, kind=kind, code=code, name=code, by=root, at=desk.at)
    _, token = people.enrol(digits=people.issue_enrol_code(device=device, by=root, at=desk.at), at=desk.at)
    client = Client()
    client.cookies[COOKIE + device.kind] = token
    return client


@pytest.fixture
def desk(office):
    with time_machine.travel(office.at, tick=False) as clock:
        yield build_desk(office, clock)


@pytest.fixture
def commune(desk):
    yield Commune(desk, _enrolled(desk, DeviceKind.KIOSK, "kiosk-1"), _enrolled(desk, DeviceKind.DISPLAY, "display-1"))
