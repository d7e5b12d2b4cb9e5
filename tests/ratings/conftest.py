"""A hall in which people are served, so that they can say what they think."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from builders.office import SmallOffice
from builders.playing import offered
from thanthien.people import actions as people
from thanthien.people.models import Device
from thanthien.people.queries import device_actor
from thanthien.people.rules import DeviceKind
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Service, Ticket
from thanthien.ratings.actions import rate
from thanthien.ratings.models import Rating
from thanthien.shared.actor import system


@dataclass
class RatedHall:
    """One service at counters 1 (Hạnh) and 2 (Định). `at` moves on with each person."""

    office: SmallOffice
    service: Service
    kiosk: Device
    tablet: Device
    at: datetime
    served: list[Ticket] = field(default_factory=list)

    @property
    def unit(self) -> str:
        return self.office.unit

    def take(self, **more: object) -> Ticket:
        by = device_actor(self.kiosk)
        return queueing.take_ticket(unit=self.unit, service=self.service, channel="kiosk", by=by, at=self.at, **more)

    def call(self, seat: int = 1) -> Ticket:
        officer = (self.office.hanh, self.office.dinh)[seat - 1]
        ticket = queueing.call_next(counter=self.office.counters[seat - 1], by=self.office.actor(officer), at=self.at)
        assert ticket is not None
        return ticket

    def finish(self, seat: int = 1) -> Ticket:
        officer = (self.office.hanh, self.office.dinh)[seat - 1]
        return queueing.finish(counter=self.office.counters[seat - 1], by=self.office.actor(officer), at=self.at)

    def serve(self, seat: int = 1, **more: object) -> Ticket:
        """Somebody comes, is called at once and served for five minutes."""
        self.take(**more)
        self.call(seat)
        self.at += timedelta(minutes=5)
        done = self.finish(seat)
        self.at += timedelta(minutes=1)
        self.served.append(done)
        return done

    def rate(self, ticket: Ticket, attitude: int | None = 5, work: int | None = 4, **more: object) -> Rating:
        given = {"channel": "phone", "seconds": 9, "at": self.at, **more}
        return rate(token=ticket.visit.rating_token, attitude=attitude, work=work, **given)


@pytest.fixture
def hall(office) -> RatedHall:
    root = system(office.unit)
    service = offered(office, [("A", "Hộ tịch", "intake", (1, 2, 3))])["A"]
    kiosk = people.add_device(unit=office.unit, kind=DeviceKind.KIOSK, code="kiosk-1", name="Máy 1", by=root, at=office.at)
    tablet = people.add_device(
        unit=office.unit,
        kind=DeviceKind.TABLET,
        code="tablet-1",
        name="Bảng 1",
        counter=office.counters[0],
        by=root,
        at=office.at,
    )
    return RatedHall(office, service, kiosk, tablet, office.at)
