"""The API of Xã Cẩm Tú in its morning, and the tokens of three people and of a kiosk."""

from dataclasses import dataclass, field

import pytest
import time_machine
from django.test import Client

from builders.desk import Desk, build_desk
from builders.dossiers import SINGLE, received
from builders.keys import bearer, key_of
from builders.office import UNIT
from thanthien.dossiers.models import Dossier
from thanthien.people import actions as people
from thanthien.people.models import Device
from thanthien.people.rules import DeviceKind
from thanthien.procedures.models import ProcedurePaper
from thanthien.shared.actor import system

BASE = "/api/v1/"


@dataclass
class Api:
    """`hanh` sits at counter 1, `tuan` is her colleague of another field, `la` a stranger, `kiosk` the machine."""

    desk: Desk
    kiosk: Device
    keys: dict[str, str]
    client: Client = field(default_factory=Client)

    @property
    def office(self):
        return self.desk.office

    def get(self, path: str, who: str = "hanh", **headers: str):
        return self.client.get(BASE + path, headers=self._headers(who, headers))

    def post(self, path: str, body: object = None, who: str = "hanh", **headers: str):
        told = self._headers(who, headers)
        return self.client.post(BASE + path, {} if body is None else body, content_type="application/json", headers=told)

    def _headers(self, who: str, headers: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return bearer(self.keys[who], **named) if who else named

    def take(self, letter: str = "A", who: str = "kiosk", **headers: str):
        return self.post(f"units/{UNIT}/tickets", {"service": letter}, who, **headers)

    def call(self, number: int = 1, who: str = "hanh", **headers: str):
        return self.post(f"counters/{self.office.counters[number - 1].pk}/call-next", who=who, **headers)

    def dossier(self) -> Dossier:
        return received(self.office)

    def handed(self, **more: object) -> dict:
        """What is handed in at counter 1: every mandatory paper is there."""
        papers = ProcedurePaper.objects.filter(procedure__code=SINGLE, mandatory="true")
        return {
            "counter": self.office.counters[0].pk, "procedure": SINGLE,
            "person": {"name": "TRƯƠNG THỊ HIỀN", "id_number": "038192004317", "birth_date": "1992-08-14", "sex": "Nữ"},
            "papers": [{"order": paper.order, "state": "ok"} for paper in papers],
        } | more  # fmt: skip


@pytest.fixture
def api(office):
    with time_machine.travel(office.at, tick=False) as clock:
        desk = build_desk(office, clock)
        told = {"by": system(office.unit), "at": office.at}
        kiosk = people.add_device(unit=office.unit, kind=DeviceKind.KIOSK, code="kiosk-1", name="Máy cửa chính", **told)
        officers = {name: getattr(office, name) for name in ("hanh", "tuan", "ha", "nghia", "la")}
        keys = {name: key_of(holder, at=office.at) for name, holder in {**officers, "kiosk": kiosk}.items()}
        yield Api(desk, kiosk, keys)
