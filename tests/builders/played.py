"""A simulated day played again by people with browsers: each deed of the simulator through the page that does it.

The clock stands at the moment of the deed while the page answers. `Doors` knows for every deed who asks which address with what.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import time_machine
from django.test import Client

from thanthien.doors.parts.devices import COOKIE
from thanthien.dossiers.checklist import Mark
from thanthien.journeys.receive_at_counter import Handed, PersonFacts
from thanthien.journeys.tick import tick
from thanthien.people import actions as people
from thanthien.people.models import Device, Officer
from thanthien.shared.actor import Actor, system
from thanthien.shared.clock import local

HTMX = {"HTTP_HX_REQUEST": "true"}
# Reading and typing takes a person longer than a machine; the page knows when it was opened.
READING = timedelta(seconds=40)


@dataclass
class Doors:
    """Browsers of the officers, cookies of the devices, and the clock they all see. Begin them before the day."""

    unit: str
    clock: time_machine.Traveller
    browsers: dict[str, Client] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    keys: "count[int]" = field(default_factory=lambda: count(1))

    def begin(self, at: datetime) -> None:
        """Everybody signs in, every kiosk and tablet is enrolled."""
        for officer in Officer.objects.filter(unit_id=self.unit):
            self.browsers[f"officer:{officer.login}"] = client = Client()
            client.force_login(officer)
        for device in Device.objects.filter(unit_id=self.unit, kind__in=["kiosk", "tablet"]):
            digits = people.issue_enrol_code(device=device, by=system(self.unit), at=at)
            known, token = people.enrol(digits=digits, at=at)
            self.browsers[f"device:{device.code}"] = client = Client()
            client.cookies[COOKIE + known.kind] = token

    def play(self, name: str, given: Mapping[str, Any]) -> None:
        """One deed at its moment."""
        self.clock.move_to(given["at"], tick=False)
        deed: Callable[..., None] = getattr(self, name)
        deed(**{key: value for key, value in given.items() if key != "unit"})

    def post(self, by: Actor | None, path: str, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        """As the page posts it, with the key that its form carries. Whoever has no account has a browser without cookies."""
        browser = self.browsers.get(str(by)) or Client()
        answer = browser.post(path, {"once": f"{next(self.keys):032x}", **(data or {})}, **HTMX, **more)
        assert answer.status_code in (200, 204, 302), (path, answer.status_code, answer.content.decode()[:3000])
        assert "dang-nhap" not in answer.headers.get("Location", ""), path
        self.asked.append(path)

    # --- the hall ---

    def take_ticket(self, *, service, channel, priority, visit, by, at) -> None:
        assert visit is None, "no page gives a second number to the same visit"
        self.post(by, f"/sanh/{self.unit}/lay-so", {"service": service.letter, "priority": priority})

    def arrive_booked(self, *, booking, by, at, channel) -> None:
        self.post(by, f"/sanh/{self.unit}/co-hen", {"number": str(booking.number)})

    def leave(self, *, ticket, by, at) -> None:
        self.post(by, f"/v/{ticket.visit.public_code}/bo")

    def rate(self, *, token, attitude, work, reasons, at, channel, seconds, by=None, device="") -> None:
        said = {"attitude": attitude, "work": work, "reasons": list(reasons)}
        if channel == "phone":
            self.post(by, f"/cham-diem/{token}", said)
        else:
            number = Device.objects.get(pk=device).counter.number
            self.post(by, f"/sanh/{self.unit}/cham-diem/{number}", {**said, "token": token, "seconds": seconds})

    def book(self, *, offer, day: date, start: int, person, by, at: datetime, address: str) -> None:
        chosen = {"viec": offer.letter, "ngay": day.isoformat(), "gio": str(start)}
        self.clock.move_to(at - READING, tick=False)
        shown = Client().get("/lich-hen", {**chosen, "buoc": "ten"}, REMOTE_ADDR=address)
        self.clock.move_to(at, tick=False)
        typed = {"name": person.name, "phone": person.phone, "email": person.email, "luc": shown.context["begun"], "buoc": "gui"}
        wants = {"wants_call": "1"} if person.wants_call else {}
        self.post(by, "/lich-hen", {**chosen, **typed, **wants}, REMOTE_ADDR=address)

    def cancel(self, *, booking, by, at) -> None:
        self.post(by, f"/lich-hen/{booking.token}/huy")

    # --- the counter ---

    def open_counter(self, *, counter, officer, by, at) -> None:
        self.post(by, "/quay/mo", {"counter": counter.pk})

    def pause_counter(self, *, counter, by, at) -> None:
        self.post(by, "/quay/tam-nghi")

    def resume_counter(self, *, counter, by, at) -> None:
        self.post(by, "/quay/tiep-tuc")

    def close_counter(self, *, counter, by, at) -> None:
        self.post(by, "/quay/roi")

    def call_next(self, *, counter, by, at) -> None:
        self.post(by, "/quay/goi")

    def finish(self, *, counter, by, at) -> None:
        """At rest the same key only ends."""
        self.post(by, "/quay/goi")

    def recall(self, *, counter, by, at) -> None:
        self.post(by, "/quay/goi-lai")

    def mark_absent(self, *, counter, by, at) -> None:
        self.post(by, "/quay/vang")

    def come_back(self, *, ticket, by, at) -> None:
        self.post(by, f"/quay/tro-lai/{ticket.pk}")

    def transfer(self, *, ticket, service, by, at) -> None:
        self.post(by, "/quay/chuyen", {"to": f"service:{service.pk}"})

    def receive_at_counter(self, *, counter, ticket, handed, procedure, papers, fee_paid, by, at, writing=None) -> None:
        form = {"ticket": ticket.pk, "procedure": procedure.code, "payment": fee_paid, **_typed(handed), **_looked(papers)}
        if writing is not None:
            form |= {"writing": "officer" if writing.by_officer else "self", "signed": writing.signed, "witness": writing.witness}
        self.post(by, "/quay/nhan", form)

    def refuse_at_counter(self, *, counter, ticket, handed, procedure, reason, by, at) -> None:
        self.post(by, "/quay/tu-choi", {"ticket": ticket.pk, "procedure": procedure.code, "reason": reason, **_typed(handed)})

    def hand_over_result(self, *, dossier, counter, fee_paid, by, at) -> None:
        self.post(by, f"/tra-ket-qua/trao/{dossier.pk}", {"fee_paid": fee_paid})

    # --- the work, and the clock ---

    def ask_supplement(self, *, dossier, items, reason, by, at) -> None:
        lines = {f"items_{key}": [line[key] for line in items] for key in ("name", "why", "original", "copy")}
        self.post(by, f"/ho-so/{dossier.pk}/viec/bo-sung", {**lines, "reason": reason})

    def take_supplement(self, *, dossier, by, at) -> None:
        self.post(by, f"/ho-so/{dossier.pk}/viec/du-giay", {"complete": "1"})

    def draft_apology(self, *, dossier, cause, reason, new_due, by, at) -> None:
        typed = {"cause": cause, "reason": reason, "new_due": f"{local(new_due):%Y-%m-%dT%H:%M}"}
        self.post(by, f"/ho-so/{dossier.pk}/viec/xin-loi", typed)

    def sign_apology(self, *, dossier, by, at) -> None:
        self.post(by, f"/ho-so/{dossier.pk}/viec/ky-xin-loi")

    def take_step(self, *, dossier, step, by, at) -> None:
        self.post(by, f"/ho-so/{dossier.pk}/nhan-viec", {"step": step})

    def complete_step(self, *, dossier, step, by, at) -> None:
        self.post(by, f"/ho-so/{dossier.pk}/xong", {"step": step})

    def clock_strikes(self, *, at: datetime, bookings: bool) -> None:
        """No page: the heart of the office does it each minute."""
        tick(at=at)


def _person(facts: PersonFacts) -> dict[str, str]:
    birth = f"{facts.birth_date:%d/%m/%Y}" if facts.birth_date else ""
    return {
        "name": facts.name, "id_number": facts.id_number, "birth": birth, "sex": facts.sex, "address": facts.address,
        "phone": facts.phone,
    }  # fmt: skip


def _typed(handed: Handed) -> dict[str, str]:
    """Who came and for whom, as an officer types it."""
    typed = _person(handed.person) | {"party": "self"}
    if handed.organisation is not None:
        firm = handed.organisation
        typed |= {
            "party": "organisation", "org_name": firm.name, "tax_code": firm.tax_code, "org_mandate": handed.mandate,
        }  # fmt: skip
    elif handed.owner is not None:
        typed |= {
            "party": "other", "owner_name": handed.owner.name, "owner_id": handed.owner.id_number, "mandate": handed.mandate,
        }  # fmt: skip
    return typed


def _looked(papers: Mapping[int, Mark]) -> dict[str, str]:
    form = {}
    for order, mark in papers.items():
        form |= {f"paper-{order}": str(mark.state), f"paper-{order}-note": mark.note, f"paper-{order}-name": mark.name}
    return form
