"""Who comes: a person of the village with a matter to hand in, a result to fetch, or only a question."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from thanthien.dossiers.queries import ready_for_return
from thanthien.queueing.models import Ticket
from thanthien.shared.clock import day_of
from thanthien.simulation.persons import Person, Village
from thanthien.simulation.place import Place
from thanthien.simulation.rules import Matter, Pace, around, one_matter


@dataclass
class Guest:
    """Somebody who comes: who they are, what they hand in, which results they fetch."""

    person: Person
    matters: list[Matter] = field(default_factory=list)
    collects: list[int] = field(default_factory=list)
    priority: str = ""
    unsure: bool = False


class Guests:
    """Thinks people up, and remembers who holds which ticket."""

    def __init__(self, *, place: Place, pace: Pace, village: Village, rng: Random, clock: Callable[[], datetime]) -> None:
        self.place, self.pace, self.village, self.rng, self.clock = place, pace, village, rng, clock
        self.holding: dict[int, Guest] = {}

    def newcomer(self, among: list[Matter] | None = None) -> Guest:
        """Somebody who brings papers, of one of the matters `among` when that is said."""
        rng, today = self.rng, day_of(self.clock())
        matters = [one_matter(rng, among or self.place.matters)]
        if among is None and rng.random() < self.pace.second_matter:
            matters.append(one_matter(rng, self.place.matters))
        person = self.village.one(rng, on=today, ages=matters[0].ages)
        return Guest(person, matters, priority=self.priority(person), unsure=among is None and rng.random() < self.pace.unsure)

    def collector(self, dossiers: list[int]) -> Guest:
        """Somebody who comes with the slips of these dossiers."""
        person = self.village.one(self.rng, on=day_of(self.clock()))
        return Guest(person, collects=dossiers, priority=self.priority(person))

    def priority(self, person: Person) -> str:
        """The class that the hall's rules give by age, or another one, rarely."""
        hall = self.place.hall
        by_age = hall.class_by_age(person.birth_date, on=day_of(self.clock()))
        others = [name for name in hall.classes if name != "age"]
        return by_age or (self.rng.choice(others) if others and self.rng.random() < self.pace.priority_young else "")

    def of(self, ticket: Ticket) -> Guest:
        """Who holds this ticket; somebody is thought up for a number that the simulator did not take."""
        if ticket.pk not in self.holding:
            self.holding[ticket.pk] = self._stranger(ticket)
        return self.holding[ticket.pk]

    def _stranger(self, ticket: Ticket) -> Guest:
        if ticket.service.kind == "return":
            return self.collector([dossier.pk for dossier in ready_for_return(unit=self.place.unit, limit=1)])
        fits = [matter for matter in self.place.matters if self.place.service_for(matter).pk == ticket.service_id]
        guest = self.newcomer(fits or self.place.matters)
        return guest if fits else Guest(guest.person, unsure=True)

    def minutes(self, ticket: Ticket) -> float:
        """How long this person will be at the counter."""
        guest = self.of(ticket)
        if guest.unsure:
            return around(self.rng, 2.5)
        handing_in = sum(around(self.rng, matter.minutes) for matter in guest.matters)
        return max(handing_in + sum(around(self.rng, 2.2) for _ in guest.collects), 1.0)
