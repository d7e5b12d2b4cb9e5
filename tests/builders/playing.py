"""An office that is played by hand: its services, a clock that stands at `office.at`, numbers given by the guide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import time_machine
from django.test import Client

from builders.office import SmallOffice
from thanthien.people.models import Officer
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Service, Ticket
from thanthien.shared.actor import system

Offered = tuple[str, str, str, Sequence[int]]


@dataclass
class Playing:
    """The office, what its kiosk offers, and its clock."""

    office: SmallOffice
    services: dict[str, Service]
    clock: time_machine.Traveller

    @property
    def unit(self) -> str:
        return self.office.unit

    @property
    def at(self) -> datetime:
        return self.office.at

    def later(self, **how: float) -> datetime:
        """Move the clock on; the moment it shows now."""
        self.clock.shift(timedelta(**how))
        self.office.at += timedelta(**how)
        return self.office.at

    def take(self, letter: str = "A", **more: object) -> Ticket:
        """A number given by the guide."""
        by = self.office.actor(self.office.ngoc)
        return queueing.take_ticket(unit=self.unit, service=self.services[letter], channel="guide", by=by, at=self.at, **more)


def offered(office: SmallOffice, table: Sequence[Offered], **facts: object) -> dict[str, Service]:
    """The services of `table` (letter, name, kind, numbers of counters), by letter."""
    return {
        letter: queueing.offer_service(
            unit=office.unit, letter=letter, name=name, kind=kind, counters=[office.counters[seat - 1] for seat in seats],
            order=order, by=system(office.unit), at=office.at, **facts,
        )
        for order, (letter, name, kind, seats) in enumerate(table)
    }  # fmt: skip


def logged_in(officer: Officer) -> Client:
    """A browser in which this officer is logged in."""
    client = Client()
    client.force_login(officer)
    return client
