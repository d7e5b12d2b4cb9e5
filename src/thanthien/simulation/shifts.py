"""The day of the officers at the counters: they sit down, rest, go to lunch, stay until everybody is served, go home."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db.models import QuerySet

from thanthien.journal.asking import composed
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.rules import CounterState
from thanthien.queueing import actions as queueing
from thanthien.queueing import queries
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import UNFINISHED
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.simulation.agenda import Agenda
from thanthien.simulation.place import Place
from thanthien.simulation.rules import Pace

# DONE: the person is served and gathers their papers; the officer ends it by calling the next, as at the desk.
IDLE, BUSY, DONE, RESTING, AWAY = "idle", "busy", "done", "resting", "away"


class Shifts:
    """What a counter does between two people. The hall says how somebody is called (`next_at`)."""

    place: Place
    agenda: Agenda
    pace: Pace
    rng: Random
    clock: Callable[[], datetime]

    def begin(self, day: datetime) -> None:
        self.seats: dict[int, Officer] = self.place.seated(day_of(day))
        self.state: dict[int, str] = dict.fromkeys(self.place.counters, AWAY)
        self.stirred: set[int] = set()
        self.rest_minutes: dict[int, float] = {}
        self.closing = False
        self.lunch_until: datetime | None = None

    def officer(self, pk: int) -> Actor:
        return self.place.actor(self.seats[pk], day_of(self.clock()))

    def at_counter(self, action: Callable[..., Any], pk: int) -> Any:
        """What the officer of a counter does there with one key."""
        return self.place.do(action, counter=self.place.counters[pk], by=self.officer(pk), at=self.clock())

    def wake(self, counters: Iterable[int]) -> None:
        """One idle officer of these counters ends what is on the desk and looks who is next."""
        idle = [pk for pk in counters if self.state.get(pk) == IDLE and pk not in self.stirred]
        if idle:
            self.stir(self.rng.choice(idle))

    def stir(self, pk: int) -> None:
        self.stirred.add(pk)
        self.after(self.rng.uniform(*self.pace.looks_up), self.next_at, pk)

    def stir_all(self) -> None:
        for pk in [pk for pk, state in self.state.items() if state == IDLE and pk not in self.stirred]:
            self.stir(pk)

    def free(self, pk: int, state: str = IDLE) -> None:
        """The officer draws breath, then looks who is next."""
        self.state[pk] = state
        self.stirred.add(pk)
        self.after(self.rng.uniform(6, 22), self.next_at, pk)

    def open(self, pk: int) -> None:
        """The officer sits down."""
        if pk in self.seats:
            counter, officer = self.place.counters[pk], self.seats[pk]
            told = {"counter": counter, "officer": officer, "by": self.officer(pk), "at": self.clock()}
            self.place.counters[pk] = self.place.do(people.open_counter, **told)
            self.state[pk] = IDLE
            self.stir(pk)

    def rest(self, pk: int, until: datetime) -> None:
        self.at_counter(people.pause_counter, pk)
        if self.state[pk] == DONE:
            self.at_counter(queueing.finish, pk)
            self.parted(pk)
        self.state[pk] = RESTING
        self.stir_all()
        self.agenda.put(until + timedelta(seconds=self.rng.uniform(0, 90)), self.resume, pk)

    def rest_soon(self, pk: int, minutes: float) -> None:
        """After the present person, a short break."""
        self.rest_minutes[pk] = minutes
        self.stir_all()

    def resume(self, pk: int) -> None:
        if self.state[pk] == RESTING:
            self.at_counter(people.resume_counter, pk)
            self.state[pk] = IDLE
            self.stir(pk)

    def lunch(self, until: datetime) -> None:
        """From now on a counter where nobody waits rests until the afternoon."""
        self.lunch_until = until
        self.agenda.put(until, self.after_lunch)
        self.stir_all()

    def after_lunch(self) -> None:
        self.lunch_until = None

    def close(self) -> None:
        """Closing time: who has a number is still served, then the counters close one by one."""
        self.closing = True
        for pk, state in self.state.items():
            if state == RESTING:
                self.resume(pk)
        self.stir_all()

    def go_home(self, pk: int) -> None:
        """The counter closes, unless it is the last one and somebody stepped out and may still come back."""
        others = [other for other, state in self.state.items() if state != AWAY and other != pk]
        if not others and _unfinished.any(unit=self.place.unit, day=day_of(self.clock())):
            self.after(60, self.next_at, pk)
            return
        self.at_counter(people.close_counter, pk)
        self.state[pk] = AWAY

    def adopt(self, pk: int) -> None:
        """Take over a counter that is already at work: who sits there, who is there, who waits."""
        counter = self.place.counters[pk]
        counter.refresh_from_db()
        if counter.officer is not None:
            self.seats[pk] = counter.officer
        self.state[pk] = {CounterState.OPEN: IDLE, CounterState.PAUSED: RESTING}.get(CounterState(counter.state), AWAY)
        present = queries.present(counter=counter)
        if self.state[pk] == RESTING:
            self.after(60 * self.rng.uniform(2, 6), self.resume, pk)
        elif self.state[pk] == IDLE and present is None:
            self.stir(pk)
        elif self.state[pk] == IDLE:
            self.state[pk] = BUSY
            self.after(self.rng.uniform(20, 120), self.serve, pk, present)


@composed
def _unfinished(unit: str, day: date) -> QuerySet[Ticket]:
    return Ticket.objects.filter(unit_id=unit, day=day, state__in=UNFINISHED)
