"""What the simulator knows of an office before the day begins: who sits where, what the hall offers, who does which step."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from random import Random
from typing import Any, TypeVar

from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.dossiers.timing import timing_of
from thanthien.people.models import Counter, Device, Officer
from thanthien.people.queries import actor_for, counters, device_actor, officers_with
from thanthien.people.rules import DeviceKind, Role
from thanthien.procedures.models import Procedure
from thanthien.procedures.queries import in_force
from thanthien.programmes.queries import holding as special_days
from thanthien.programmes.rules import Kind
from thanthien.queueing.models import Service, ServiceCounter
from thanthien.queueing.queries import hall_rules
from thanthien.shared.actor import Actor
from thanthien.simulation.rules import MATTER_BY_CODE, MATTERS, Matter
from thanthien.worktime.moments import next_opening, receiving_spans
from thanthien.worktime.office_hours import Span

Made = TypeVar("Made")
Deed = Callable[[str, Mapping[str, Any]], None]


class Place:
    """One office. Rows are read once; officers' roles once a day. Whatever simulated people do there is done by `do`."""

    def __init__(self, *, unit: str, seats: Mapping[int, str] | None = None) -> None:
        self.unit = unit
        self.timing = timing_of(unit)
        self.hall = hall_rules(unit=unit)
        self.counters: dict[int, Counter] = {counter.pk: counter for counter in counters(unit)}
        self.services: dict[str, Service] = {s.letter: s for s in Service.objects.filter(unit_id=unit, active=True)}
        links = ServiceCounter.objects.filter(service__in=self.services.values()).order_by("rank")
        self.serving: dict[int, list[int]] = {
            pk: [link.counter_id for link in links if link.service_id == pk] for pk in self._keys()
        }
        self.service_of = {name: service for service in self.services.values() for name in service.fields}
        usual = in_force().filter(code__in=MATTER_BY_CODE).prefetch_related("papers", "steps")
        self.procedures: dict[str, Procedure] = {p.code: p for p in usual if p.field in self.service_of and p.term.hours}
        self.matters: list[Matter] = [matter for matter in MATTERS if matter.code in self.procedures]
        self.kiosks = self._devices(DeviceKind.KIOSK)
        self.tablets = {device.counter_id: device for device in self._devices(DeviceKind.TABLET)}
        self._actors: dict[tuple[str, date], Actor] = {}
        self._able: dict[tuple[str, str, date], list[Officer]] = {}
        self.seats = dict(seats or {})
        # Told of each deed before it is done: (name of the action, what it is given).
        self.told: Deed | None = None

    def do(self, action: Callable[..., Made], **given: Any) -> Made:
        """Do an act of the rooms."""
        if self.told is not None:
            self.told(action.__name__, given)
        return action(**given)

    def writes_for_people(self, procedure: Procedure, at: datetime) -> bool:
        """True when the officer writes today."""
        return Kind.NO_WRITING in self._special(procedure, at)

    def _special(self, procedure: Procedure, at: datetime) -> Mapping[Kind, object]:
        return special_days(unit=self.unit, at=at, field=procedure.field, procedure=procedure.code)

    def answers_at_once(self, procedure: Procedure, at: datetime) -> bool:
        """True when the person may wait for the result."""
        return Kind.SAME_DAY in self._special(procedure, at)

    def _keys(self) -> list[int]:
        return [service.pk for service in self.services.values()]

    def _devices(self, kind: DeviceKind) -> list[Device]:
        return list(Device.objects.filter(unit_id=self.unit, kind=kind, revoked_at__isnull=True).order_by("code"))

    def of_kind(self, kind: str) -> Service | None:
        """The first service of a kind (return, help), or None."""
        return next((service for service in self.services.values() if service.kind == kind), None)

    def service_for(self, matter: Matter) -> Service:
        """Which queue a matter waits in."""
        return self.service_of[self.procedures[matter.code].field]

    def spans(self, day: date) -> tuple[Span, ...]:
        """When the hall is open on `day`, in minutes after midnight."""
        return receiving_spans(day=day, calendar=self.timing.calendar, hours=self.timing.hours)

    def opening_after(self, moment: datetime) -> datetime:
        """`moment` when the hall is open then, else the next opening."""
        return next_opening(at=moment, calendar=self.timing.calendar, hours=self.timing.hours)

    def actor(self, officer: Officer, day: date) -> Actor:
        key = (officer.login, day)
        if key not in self._actors:
            self._actors[key] = actor_for(officer, on=day)
        return self._actors[key]

    def able(self, role: str, field: str, day: date) -> list[Officer]:
        """Who holds `role` on a day; specialists and police by field."""
        by_field = role in (Role.SPECIALIST, Role.POLICE)
        key = (role, field if by_field else "", day)
        if key not in self._able:
            self._able[key] = officers_with(unit=self.unit, role=role, on=day, field=field if by_field else None)
        return self._able[key]

    def seated(self, day: date) -> dict[int, Officer]:
        """Counter → officer for the day: as `seats` says, else the next free officer who may receive what is handed in there."""
        found: dict[int, Officer] = {}
        receivers = self.able(Role.ONE_STOP, "", day)
        by_login = {officer.login: officer for officer in Officer.objects.filter(unit_id=self.unit, is_active=True)}
        for pk, counter in self.counters.items():
            taken = {officer.pk for officer in found.values()}
            wanted = by_login.get(self.seats.get(counter.number, ""))
            fields = [name for service in self.services.values() if pk in self.serving[service.pk] for name in service.fields]
            police = self.able(Role.POLICE, fields[0], day) if fields else []
            free = [officer for officer in (wanted, *police, *receivers) if officer is not None and officer.pk not in taken]
            if free:
                found[pk] = free[0]
        return found

    def kiosk(self, rng: Random) -> Actor | None:
        """One of the kiosks as an actor; None when there is none."""
        return device_actor(rng.choice(self.kiosks)) if self.kiosks else None

    def guide(self, day: date) -> Actor | None:
        """The hall guide, or whoever receives."""
        able = self.able(Role.GUIDE, "", day) or self.able(Role.ONE_STOP, "", day)
        return self.actor(able[0], day) if able else None

    def doer(self, dossier: Dossier, step: DossierStep, rng: Random, day: date) -> Officer | None:
        """Who does a step: its holder, else somebody of its role, else whoever holds files in the hall."""
        if step.officer is not None:
            return step.officer
        able = self.able(step.role, dossier.field, day)
        if step.role == Role.LEADER:
            police = {officer.pk for officer in self.able(Role.POLICE, dossier.field, day)}
            able = (
                [officer for officer in able if officer.pk in police] or [o for o in able if not self._is_police(o, day)] or able
            )
        able = able or self.able(Role.SPECIALIST, dossier.field, day) or self.able(Role.ONE_STOP, "", day)
        return rng.choice(able) if able else None

    def _is_police(self, officer: Officer, day: date) -> bool:
        return self.actor(officer, day).has(Role.POLICE)
