"""A hall to queue in: two counters open, four services, a kiosk, a guide; everything made through acts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from builders.office import SmallOffice
from thanthien.people import actions as people
from thanthien.people.models import Counter, Device
from thanthien.people.queries import device_actor
from thanthien.queueing import actions
from thanthien.queueing.models import Service, Ticket
from thanthien.shared.actor import Actor, system


@dataclass
class Hall:
    """`civil` (A) at counters 1 and 2, `copies` (B) at 2, `land` (D) at 3, `results` (K) at 1. Counter 3 is closed."""

    office: SmallOffice
    at: datetime
    one: Counter
    two: Counter
    three: Counter
    civil: Service
    copies: Service
    land: Service
    results: Service
    kiosk: Actor
    device: Device
    hanh: Actor
    dinh: Actor
    tuan: Actor
    guide: Actor
    stranger: Actor
    unit: str

    def later(self, minutes: float) -> datetime:
        return self.at + timedelta(minutes=minutes)

    def take(self, service: Service | None = None, minutes: float = 0, **more: object) -> Ticket:
        """A number from the kiosk, by the guide when the kiosk's own pace does not matter."""
        more = {"channel": "guide", "by": self.guide, "at": self.later(minutes), **more}
        return actions.take_ticket(unit=self.unit, service=service or self.civil, **more)

    def call(self, counter: Counter | None = None, minutes: float = 0) -> Ticket | None:
        counter = counter or self.one
        return actions.call_next(counter=counter, by=self.sitting(counter), at=self.later(minutes))

    def sitting(self, counter: Counter) -> Actor:
        return {1: self.hanh, 2: self.dinh, 3: self.tuan}[counter.number]

    def open_third(self, minutes: float = 0) -> Counter:
        return people.open_counter(counter=self.three, officer=self.office.tuan, by=self.tuan, at=self.later(minutes))


def build_hall(office: SmallOffice) -> Hall:
    at, unit, root = office.at, office.unit, system(office.unit)
    one, two, three = office.counters
    services = [
        actions.offer_service(unit=unit, letter=letter, name=name, counters=counters, kind=kind, by=root, at=at, order=place)
        for place, (letter, name, counters, kind) in enumerate(
            [
                ("A", "Hộ tịch", (one, two), "intake"),
                ("B", "Chứng thực", (two,), "intake"),
                ("D", "Đất đai, nhà ở", (three,), "intake"),
                ("K", "Nhận kết quả", (one,), "return"),
            ]
        )
    ]
    device = people.add_device(unit=unit, kind="kiosk", code="kiosk-1", name="Máy lấy số", by=root, at=at)
    actors = [office.actor(officer) for officer in (office.hanh, office.dinh, office.tuan, office.ngoc, office.la)]
    return Hall(office, at, one, two, three, *services, device_actor(device), device, *actors, unit)


@pytest.fixture
def hall(office) -> Hall:
    return build_hall(office)
