"""The office as a demonstration plays it: the simulator's hall and desks, without closing time, beside the people at the
screens.
"""

import logging
import random
from collections.abc import Callable, Container
from datetime import datetime, timedelta

from thanthien.dossiers.models import Dossier, DossierStep
from thanthien.dossiers.rules import DossierError
from thanthien.journal import queries as journal
from thanthien.journal.rules import JournalError
from thanthien.outreach.rules import BookingError
from thanthien.people.models import Officer
from thanthien.people.rules import CounterState, PeopleError
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import QueueError, State
from thanthien.ratings.rules import RatingError
from thanthien.shared.actor import logins
from thanthien.shared.clock import day_of, now
from thanthien.simulation.agenda import Agenda
from thanthien.simulation.bookings import Booked
from thanthien.simulation.demo import SEATS
from thanthien.simulation.hall import Hall
from thanthien.simulation.history import place_name
from thanthien.simulation.persons import Village
from thanthien.simulation.place import Place
from thanthien.simulation.rules import Pace
from thanthien.simulation.shifts import AWAY, BUSY, DONE, IDLE
from thanthien.simulation.work import Work

log = logging.getLogger("thanthien.simulation")
REFUSALS = (BookingError, QueueError, DossierError, PeopleError, RatingError, JournalError)
PACE = Pace(patience_minutes=240, while_you_wait=1.0, looks_up=(4.0, 30.0))
BETWEEN_PEOPLE = 110.0
MOST_WAITING = 14
TEND_SECONDS = 30
FAR = timedelta(days=3650)


class LiveHall(Hall):
    """A hall where results are fetched soon after they are ready, whatever the hour."""

    def ready(self, dossier: Dossier) -> None:
        if dossier.pk in self.work.in_hall:
            super().ready(dossier)
        else:
            self.after(self.rng.uniform(120, 1500), self.fetch, dossier.pk)


class Scene:
    """Plays one office. All of it runs in one thread; `humans` holds the logins behind which somebody sits."""

    def __init__(
        self, *, unit: str, humans: Container[str], clock: Callable[[], datetime] = now, rng: random.Random | None = None
    ) -> None:
        self.unit, self.humans, self.clock = unit, humans, clock
        self.rng = rng or random.Random()
        self.agenda = Agenda(clock())
        self.read = journal.head(unit=unit)
        self.place = Place(unit=unit, seats={number: login for number, login, _ in SEATS})
        seed = str(self.rng.getrandbits(64))
        village = Village(seed=seed, place=place_name(unit), year=clock().year)
        self.work = Work(place=self.place, agenda=self.agenda, pace=PACE, seed=seed, clock=clock)
        self.work.held = self._held
        self.hall = LiveHall(
            place=self.place, agenda=self.agenda, pace=PACE, village=village, work=self.work, rng=self.rng, clock=clock
        )
        self.work.morning(until=clock() + FAR)
        for pk in self.place.counters:
            self.hall.after(self.rng.uniform(0, 5), self.tend, pk)
        self.hall.after(3, self.next_person)
        self.booked = Booked(self.hall, village=village, rng=self.rng, clock=clock)
        self.hall.after(TEND_SECONDS, self.booked_people)

    def play(self, seconds: float) -> int:
        """Do what is due in the next `seconds` of the agenda; returns how many things were done.

        What the office refuses is no fault: a person at a screen was there first.
        """
        done, until = 0, self.agenda.now + timedelta(seconds=seconds)
        while (step := self.agenda.take(until)) is not None:
            done += 1
            try:
                step()
            except REFUSALS as refusal:
                log.info("refused: %s", refusal)
        self.agenda.now = max(self.agenda.now, until)
        return done

    def one_person(self) -> None:
        """Somebody comes in."""
        self.hall.comes()

    def next_person(self) -> None:
        self.hall.after(self.rng.expovariate(1 / BETWEEN_PEOPLE), self.next_person)
        waiting = Ticket.objects.filter(unit_id=self.unit, day=day_of(self.clock()), state=State.WAITING).count()
        if waiting < MOST_WAITING:
            self.one_person()

    def booked_people(self) -> None:
        """Those who booked an hour of this day come about then."""
        self.hall.after(2 * TEND_SECONDS, self.booked_people)
        self.booked.whoever_is_due()

    def tend(self, pk: int) -> None:
        """Every half minute: leave a counter to the person who took it over, open one that nobody holds, wake one that sleeps."""
        self.hall.after(TEND_SECONDS, self.tend, pk)
        self._listen()
        counter, seat = self.place.counters[pk], self.hall.seats.get(pk)
        counter.refresh_from_db()
        holder: Officer | None = counter.officer
        if (seat and seat.login in self.humans) or (holder and holder.login in self.humans):
            self.hall.state[pk] = AWAY
        elif counter.state == CounterState.CLOSED:
            self.hall.open(pk)
        elif self.hall.state[pk] == AWAY or self._lost(pk):
            self.hall.adopt(pk)

    def _lost(self, pk: int) -> bool:
        """True when the hall believes something of the counter that is not so: somebody at a screen was here meanwhile."""
        state, counter = self.hall.state[pk], self.place.counters[pk]
        at_it = Ticket.objects.filter(counter=counter, state__in=[State.CALLED, State.SERVING]).exists()
        return (state in (BUSY, DONE) and not at_it) or (state == IDLE and (at_it or counter.state != CounterState.OPEN))

    def _listen(self) -> None:
        """Whoever acts at a screen is still here. While they are, nothing is done in their name but by themselves."""
        hear = getattr(self.humans, "hear", None)
        for entry in journal.after(unit=self.unit, seq=self.read):
            self.read = entry.seq
            login = logins(entry.actor)[0] if entry.actor.startswith("officer:") else ""
            if hear and login in self.humans:
                hear(login)

    def _held(self, dossier: Dossier, step: DossierStep) -> bool:
        """True when somebody at a screen can do the step: then it is left to them."""
        if step.officer is not None:
            return step.officer.login in self.humans
        able = self.place.able(step.role, dossier.field, day_of(self.clock()))
        return any(officer.login in self.humans for officer in able)
