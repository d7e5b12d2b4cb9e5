"""The front of the house: people come, take a number, wait, are called, are served, say what they think, go home."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from thanthien.dossiers.models import Dossier
from thanthien.people import actions as people
from thanthien.people.rules import CounterState
from thanthien.queueing import actions as queueing
from thanthien.queueing import queries
from thanthien.queueing.models import Service, Ticket
from thanthien.queueing.rules import AT_COUNTER, UNFINISHED, State
from thanthien.shared.actor import Actor, citizen
from thanthien.shared.clock import day_of
from thanthien.simulation.agenda import Agenda
from thanthien.simulation.counter import Desk
from thanthien.simulation.opinions import Opinions
from thanthien.simulation.persons import Person, Village
from thanthien.simulation.place import Place
from thanthien.simulation.rules import Matter, Pace, around, one_matter
from thanthien.simulation.work import Work

log = logging.getLogger("thanthien.simulation")
IDLE, BUSY, RESTING, AWAY = "idle", "busy", "resting", "away"


@dataclass
class Guest:
    """Somebody who comes: who they are, what they hand in, which results they fetch."""

    person: Person
    matters: list[Matter] = field(default_factory=list)
    collects: list[int] = field(default_factory=list)
    priority: str = ""
    unsure: bool = False


class Hall:
    """One hall. All that is to come is on the agenda; the state of tickets and counters is in the office's own tables."""

    def __init__(
        self,
        *,
        place: Place,
        agenda: Agenda,
        pace: Pace,
        village: Village,
        work: Work,
        rng: Random,
        clock: Callable[[], datetime],
    ) -> None:
        self.place, self.agenda, self.pace, self.village, self.work = place, agenda, pace, village, work
        self.rng, self.clock = rng, clock
        self.desk = Desk(place=place, pace=pace, village=village, rng=rng, clock=clock)
        self.opinions = Opinions(place=place, agenda=agenda, pace=pace, rng=rng, clock=clock)
        self.seats = place.seated(day_of(clock()))
        self.state: dict[int, str] = dict.fromkeys(place.counters, AWAY)
        self.guests: dict[int, Guest] = {}
        self.stirred: set[int] = set()
        self.rest_minutes: dict[int, float] = {}
        self.closing = False
        self.lunch_until: datetime | None = None
        work.on_ready = self.ready

    # --- people --------------------------------------------------------------------------------------------

    def after(self, seconds: float, what: Callable[..., None], *arguments: object) -> None:
        self.agenda.put(self.agenda.now + timedelta(seconds=seconds), what, *arguments)

    def newcomer(self) -> Guest:
        """Somebody who brings papers."""
        rng, today = self.rng, day_of(self.clock())
        matters = [one_matter(rng, self.place.matters)]
        if rng.random() < self.pace.second_matter:
            matters.append(one_matter(rng, self.place.matters))
        person = self.village.one(rng, on=today, ages=matters[0].ages)
        return Guest(person, matters, priority=self._priority(person), unsure=rng.random() < self.pace.unsure)

    def _priority(self, person: Person) -> str:
        hall, today = self.place.hall, day_of(self.clock())
        by_age = hall.class_by_age(person.birth_date, on=today)
        other = [name for name in hall.classes if name != "age"]
        return by_age or (self.rng.choice(other) if other and self.rng.random() < self.pace.priority_young else "")

    def arrive(self, guest: Guest) -> None:
        """Take a number for each queue that the guest needs; several matters of one visit."""
        wanted: dict[Service, Guest] = {}
        for matter in guest.matters:
            service = self.place.service_for(matter)
            if guest.unsure:
                service = self.place.of_kind("help") or service
            wanted.setdefault(service, Guest(guest.person, priority=guest.priority, unsure=guest.unsure)).matters.append(matter)
        back = self.place.of_kind("return")
        if guest.collects and back is not None:
            wanted[back] = Guest(guest.person, collects=guest.collects, priority=guest.priority)
        by_guide = guest.unsure or self.rng.random() < self.pace.by_guide
        at, visit = self.clock(), None
        by = (self.place.guide(day_of(at)) if by_guide else None) or self.place.kiosk(self.rng)
        if by is None:
            return
        for service, part in wanted.items():
            channel = "kiosk" if by.kind == "device" else "guide"
            ticket = queueing.take_ticket(
                unit=self.place.unit, service=service, channel=channel, priority=part.priority, visit=visit, by=by, at=at
            )
            visit = ticket.visit
            self.guests[ticket.pk] = part
            self.after(60 * around(self.rng, self.pace.patience_minutes, 0.35), self.give_up, ticket.pk)
            self.wake(self.place.serving[service.pk])

    def give_up(self, pk: int) -> None:
        """Waiting took too long: the person goes home."""
        ticket = Ticket.objects.get(pk=pk)
        if ticket.state == State.WAITING:
            queueing.leave(ticket=ticket, by=citizen(self.place.unit), at=self.clock())
            self.guests.pop(pk, None)

    def come_back(self, pk: int) -> None:
        """Who stepped out is here again."""
        ticket = Ticket.objects.select_related("service").get(pk=pk)
        at, open_still = self.clock(), any(state != AWAY for state in self.state.values())
        by = self.place.guide(day_of(at))
        if by is not None and open_still and ticket.state in (State.ABSENT, State.NO_SHOW) and ticket.day == day_of(at):
            queueing.come_back(ticket=ticket, by=by, at=at)
            self.wake(self.place.serving[ticket.service_id])

    # --- counters ------------------------------------------------------------------------------------------

    def officer(self, pk: int) -> Actor:
        return self.place.actor(self.seats[pk], day_of(self.clock()))

    def wake(self, counters: Iterable[int]) -> None:
        """Idle officers look who is next."""
        for pk in counters:
            if self.state.get(pk) == IDLE and pk not in self.stirred:
                self.stirred.add(pk)
                self.after(self.rng.uniform(2, 9), self.next_at, pk)

    def open(self, pk: int) -> None:
        """The officer sits down."""
        if pk in self.seats:
            counter, officer = self.place.counters[pk], self.seats[pk]
            self.place.counters[pk] = people.open_counter(counter=counter, officer=officer, by=self.officer(pk), at=self.clock())
            self.state[pk] = IDLE
            self.wake([pk])

    def next_at(self, pk: int) -> None:
        """Call who is next; with nobody there, rest or go home when it is time."""
        self.stirred.discard(pk)
        if self.state[pk] != IDLE:
            return
        counter, by, at = self.place.counters[pk], self.officer(pk), self.clock()
        if self.rest_minutes.get(pk) and not self.closing:
            self.rest(pk, at + timedelta(minutes=self.rest_minutes.pop(pk)))
            return
        ticket = queueing.call_next(counter=counter, by=by, at=at)
        if ticket is not None:
            self.state[pk] = BUSY
            self.after(self.rng.uniform(10, 40), self.met, pk, ticket.pk)
        elif self.closing:
            self.go_home(pk)
        elif self.lunch_until is not None:
            self.rest(pk, self.lunch_until)

    def met(self, pk: int, ticket_pk: int) -> None:
        """The person comes to the counter, or does not."""
        lot, here = self.rng.random(), self.pace.never_comes_when_called
        if not self._there(pk, ticket_pk):
            self.free(pk)
        elif lot < here + self.pace.steps_out:
            self.after(self.rng.uniform(25, 45), self.call_again, pk, ticket_pk, lot >= here)
        else:
            ticket = queueing.start_serving(counter=self.place.counters[pk], by=self.officer(pk), at=self.clock())
            self.after(60 * self.minutes(ticket), self.serve, pk, ticket_pk)

    def call_again(self, pk: int, ticket_pk: int, steps_out: bool) -> None:
        if self._there(pk, ticket_pk):
            queueing.recall(counter=self.place.counters[pk], by=self.officer(pk), at=self.clock())
            self.after(self.rng.uniform(25, 45), self.miss, pk, ticket_pk, steps_out)
        else:
            self.free(pk)

    def miss(self, pk: int, ticket_pk: int, steps_out: bool) -> None:
        if self._there(pk, ticket_pk):
            queueing.mark_absent(counter=self.place.counters[pk], by=self.officer(pk), at=self.clock())
            if steps_out:
                self.after(60 * self.rng.uniform(3, 20), self.come_back, ticket_pk)
        self.free(pk)

    def _there(self, pk: int, ticket_pk: int) -> bool:
        """True while that ticket is still at that counter (a person at the screen may have moved it)."""
        return Ticket.objects.filter(pk=ticket_pk, counter_id=pk, state__in=AT_COUNTER).exists()

    def minutes(self, ticket: Ticket) -> float:
        """How long this person will be at the counter."""
        guest = self.guest_of(ticket)
        minutes = sum(around(self.rng, matter.minutes) for matter in guest.matters) + sum(
            around(self.rng, 2.2) for _ in guest.collects
        )
        return around(self.rng, 2.5) if guest.unsure else max(minutes, 1.0)

    def guest_of(self, ticket: Ticket) -> Guest:
        """Who holds this ticket; somebody is thought up for a number that the simulator did not take."""
        if ticket.pk not in self.guests:
            guest = self.newcomer()
            if ticket.service.kind == "return":
                ready = (
                    Dossier.objects.filter(unit_id=self.place.unit, state=9)
                    .order_by("finished_at", "pk")
                    .values_list("pk", flat=True)
                )
                guest = Guest(guest.person, collects=list(ready[:1]))
            elif ticket.service.fields:
                fits = [m for m in self.place.matters if self.place.service_for(m).pk == ticket.service_id]
                guest = Guest(guest.person, matters=[one_matter(self.rng, fits)] if fits else [])
            self.guests[ticket.pk] = guest
        return self.guests[ticket.pk]

    def serve(self, pk: int, ticket_pk: int) -> None:
        """Do what the person came for, end the service, ask for an opinion."""
        if not self._there(pk, ticket_pk):
            self.free(pk)
            return
        ticket = Ticket.objects.select_related("service", "visit").get(pk=ticket_pk)
        guest, by, counter = self.guest_of(ticket), self.officer(pk), self.place.counters[pk]
        if guest.unsure and guest.matters:
            guest.unsure = False
            queueing.transfer(ticket=ticket, service=self.place.service_for(guest.matters[0]), by=by, at=self.clock())
            self.wake(self.place.serving[self.place.service_for(guest.matters[0]).pk])
        else:
            made = [
                self.desk.receive(person=guest.person, matter=m, ticket=ticket, counter=counter, by=by) for m in guest.matters
            ]
            for dossier in (one for one in made if one.code):
                self.work.received(dossier, waits=True)
            fetched = Dossier.objects.filter(pk__in=guest.collects).order_by("code")
            late = [one.late_since is not None for one in fetched if self.desk.hand_over(dossier=one, ticket=ticket, by=by)]
            done = queueing.finish(counter=counter, by=by, at=self.clock())
            self.guests.pop(ticket_pk)
            if not any(matter.mourning for matter in guest.matters):
                self.opinions.ask(ticket=done, counter=pk, late=any(late))
        self.free(pk)

    def free(self, pk: int) -> None:
        """The officer draws breath, then looks who is next."""
        self.state[pk] = IDLE
        self.stirred.add(pk)
        self.after(self.rng.uniform(6, 22), self.next_at, pk)

    # --- results -------------------------------------------------------------------------------------------

    def ready(self, dossier: Dossier) -> None:
        """A result is ready: whoever waits in the hall gets it at once, others are expected from some day on."""
        if dossier.pk in self.work.in_hall:
            self.work.in_hall.discard(dossier.pk)
            self.after(self.rng.uniform(60, 300), self.give, dossier.pk)
            return
        comes = self.work.collected_from(dossier)
        if day_of(comes) == day_of(self.agenda.now) and self.expects(comes):
            self.agenda.put(comes, self.fetch, dossier.pk)

    def expects(self, moment: datetime) -> bool:
        """True when the hall still gives numbers at `moment`."""
        return queries.open_for_tickets(unit=self.place.unit, at=moment)

    def give(self, dossier_pk: int) -> None:
        """Across the counter, between two numbers, to the person who waited for it."""
        dossier = Dossier.objects.get(pk=dossier_pk)
        here = [pk for pk, state in self.state.items() if state in (IDLE, BUSY) and self.officer(pk).has("one_stop")]
        own = [pk for pk in here if self.seats[pk].pk == dossier.received_by_id]
        if here:
            self.desk.hand_over(dossier=dossier, ticket=None, by=self.officer((own or here)[0]))

    def fetch(self, *dossier_pks: int) -> None:
        """Somebody comes with the slip for one result or several."""
        ready = list(Dossier.objects.filter(pk__in=dossier_pks, state=9).order_by("code").values_list("pk", flat=True))
        if ready:
            person = self.village.one(self.rng, on=day_of(self.clock()))
            self.arrive(Guest(person, collects=ready, priority=self._priority(person)))

    # --- rest and closing ----------------------------------------------------------------------------------

    def rest(self, pk: int, until: datetime) -> None:
        people.pause_counter(counter=self.place.counters[pk], by=self.officer(pk), at=self.clock())
        self.state[pk] = RESTING
        self.agenda.put(until + timedelta(seconds=self.rng.uniform(0, 90)), self.resume, pk)

    def resume(self, pk: int) -> None:
        if self.state[pk] == RESTING:
            people.resume_counter(counter=self.place.counters[pk], by=self.officer(pk), at=self.clock())
            self.state[pk] = IDLE
            self.wake([pk])

    def lunch(self, until: datetime) -> None:
        """From now on a counter where nobody waits rests until the afternoon."""
        self.lunch_until = until
        self.agenda.put(until, self.after_lunch)
        self.wake(self.state)

    def after_lunch(self) -> None:
        self.lunch_until = None

    def close(self) -> None:
        """Closing time: who has a number is still served, then the counters close one by one."""
        self.closing = True
        for pk, state in self.state.items():
            if state == RESTING:
                self.resume(pk)
        self.wake(self.state)

    def go_home(self, pk: int) -> None:
        """The counter closes, unless it is the last one and somebody stepped out and may still come back."""
        others = [other for other, state in self.state.items() if state != AWAY and other != pk]
        today = Ticket.objects.filter(unit_id=self.place.unit, day=day_of(self.clock()), state__in=UNFINISHED)
        if not others and today.exists():
            self.after(60, self.next_at, pk)
            return
        people.close_counter(counter=self.place.counters[pk], by=self.officer(pk), at=self.clock())
        self.state[pk] = AWAY

    def adopt(self) -> None:
        """Take over a hall that is already at work: who sits where, who is at a counter, who waits."""
        for pk, counter in self.place.counters.items():
            counter.refresh_from_db()
            if counter.officer is not None:
                self.seats[pk] = counter.officer
            self.state[pk] = {CounterState.OPEN: IDLE, CounterState.PAUSED: RESTING}.get(CounterState(counter.state), AWAY)
            present = queries.present(counter=counter)
            if present is not None and self.state[pk] == IDLE:
                self.state[pk] = BUSY
                self.after(self.rng.uniform(20, 120), self.serve, pk, present.pk)
        self.wake(self.state)
