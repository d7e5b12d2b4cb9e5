"""The front of the house: people come, take a number, wait, are called, are served, say what they think, go home."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db.models import Q

from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Status
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Service, Ticket
from thanthien.queueing.rules import AT_COUNTER, State
from thanthien.ratings.queries import may_ask
from thanthien.shared.actor import Actor, citizen
from thanthien.shared.clock import day_of
from thanthien.simulation.agenda import Agenda
from thanthien.simulation.counter import Desk
from thanthien.simulation.guests import Guest, Guests
from thanthien.simulation.opinions import Opinions
from thanthien.simulation.persons import Village
from thanthien.simulation.place import Place
from thanthien.simulation.rules import Pace, around
from thanthien.simulation.shifts import AWAY, BUSY, IDLE, Shifts
from thanthien.simulation.work import Work
from thanthien.visits.models import Visit


class Hall(Shifts):
    """One hall. What is to come is on the agenda; the state of tickets and counters is in the office's own tables.

    `clock()` is the legal moment of what is done now: the agenda's own when days are lived at once, the wall clock's in a
    demonstration.
    """

    def __init__(
        self, *, place: Place, agenda: Agenda, pace: Pace, village: Village, work: Work, rng: Random,
        clock: Callable[[], datetime]
    ) -> None:  # fmt: skip
        self.place, self.agenda, self.pace, self.work = place, agenda, pace, work
        self.rng, self.clock = rng, clock
        self.guests = Guests(place=place, pace=pace, village=village, rng=rng, clock=clock)
        self.desk = Desk(place=place, pace=pace, village=village, rng=rng, clock=clock)
        self.opinions = Opinions(place=place, agenda=agenda, pace=pace, rng=rng, clock=clock)
        self.begin(clock())
        work.on_ready = self.ready

    def after(self, seconds: float, what: Callable[..., None], *arguments: object) -> None:
        self.agenda.put(self.agenda.now + timedelta(seconds=seconds), what, *arguments)

    # --- people --------------------------------------------------------------------------------------------

    def comes(self) -> None:
        """Somebody comes with papers."""
        self.arrive(self.guests.newcomer())

    def fetch(self, *dossiers: int) -> None:
        """Somebody comes with the slip for one result or several."""
        ready = list(Dossier.objects.filter(pk__in=dossiers, state=Status.READY).order_by("code").values_list("pk", flat=True))
        if ready:
            self.arrive(self.guests.collector(ready))

    def arrive(self, guest: Guest) -> None:
        """Take a number for each queue that the guest needs; all of them belong to one visit."""
        self._take_numbers(guest, None)

    def _take_numbers(self, guest: Guest, visit: Visit | None) -> None:
        at = self.clock()
        by = self._number_giver(guest, at)
        for service, part in self._queues_for(guest).items() if by else ():
            channel = "kiosk" if by.kind == "device" else "guide"
            ticket = queueing.take_ticket(
                unit=self.place.unit, service=service, channel=channel, priority=part.priority, visit=visit, by=by, at=at
            )
            visit = ticket.visit
            self.guests.holding[ticket.pk] = part
            self.after(60 * around(self.rng, self.pace.patience_minutes, 0.35), self.give_up, ticket.pk)
            self.wake(self.place.serving[service.pk])

    def _number_giver(self, guest: Guest, at: datetime) -> Actor | None:
        by_guide = guest.unsure or self.rng.random() < self.pace.by_guide
        return (self.place.guide(day_of(at)) if by_guide else None) or self.place.kiosk(self.rng) or self.place.guide(day_of(at))

    def _queues_for(self, guest: Guest) -> dict[Service, Guest]:
        wanted: dict[Service, Guest] = {}
        for matter in guest.matters:
            service = (self.place.of_kind("help") if guest.unsure else None) or self.place.service_for(matter)
            part = wanted.setdefault(service, Guest(guest.person, priority=guest.priority, unsure=guest.unsure))
            part.matters.append(matter)
        back = self.place.of_kind("return")
        if guest.collects and back is not None:
            wanted[back] = Guest(guest.person, collects=guest.collects, priority=guest.priority)
        return wanted

    def give_up(self, pk: int) -> None:
        """Waiting took too long: the person goes home."""
        ticket = Ticket.objects.get(pk=pk)
        if ticket.state == State.WAITING:
            queueing.leave(ticket=ticket, by=citizen(self.place.unit), at=self.clock())
            self.guests.holding.pop(pk, None)

    def come_back(self, pk: int) -> None:
        """Who stepped out is here again, if the hall still works."""
        ticket, at = Ticket.objects.select_related("service").get(pk=pk), self.clock()
        by = self.place.guide(day_of(at))
        gone = all(state == AWAY for state in self.state.values()) or ticket.day != day_of(at)
        if by is not None and not gone and ticket.state in (State.ABSENT, State.NO_SHOW):
            queueing.come_back(ticket=ticket, by=by, at=at)
            self.wake(self.place.serving[ticket.service_id])

    # --- counters ------------------------------------------------------------------------------------------

    def next_at(self, pk: int) -> None:
        """Call who is next; with nobody there, rest or go home when it is time."""
        self.stirred.discard(pk)
        if self.state[pk] != IDLE:
            return
        at = self.clock()
        if self.rest_minutes.get(pk) and not self.closing:
            self.rest(pk, self.agenda.now + timedelta(minutes=self.rest_minutes.pop(pk)))
            return
        waits = self.somebody_for(pk)
        ticket = queueing.call_next(counter=self.place.counters[pk], by=self.officer(pk), at=at) if waits else None
        if ticket is not None:
            self.state[pk] = BUSY
            self.after(self.rng.uniform(10, 40), self.met, pk, ticket.pk)
        elif self.closing:
            self.go_home(pk)
        elif self.lunch_until is not None:
            self.rest(pk, self.lunch_until)

    def somebody_for(self, pk: int) -> bool:
        """True when somebody waits whom this counter may call; cheaper than an act that finds nobody."""
        mine = [service for service, counters in self.place.serving.items() if pk in counters]
        waiting = Ticket.objects.filter(unit_id=self.place.unit, day=day_of(self.clock()), state=State.WAITING)
        return waiting.filter(Q(service_id__in=mine) | Q(wanted_counter_id=pk)).exists()

    def met(self, pk: int, ticket_pk: int) -> None:
        """The person comes to the counter, or does not."""
        if not self._there(pk, ticket_pk):
            return
        lot, never = self.rng.random(), self.pace.never_comes_when_called
        if lot < never + self.pace.steps_out:
            self.after(self.rng.uniform(25, 45), self.call_again, pk, ticket_pk, lot >= never)
            return
        ticket = queueing.start_serving(counter=self.place.counters[pk], by=self.officer(pk), at=self.clock())
        self.after(60 * self.guests.minutes(ticket), self.serve, pk, ticket_pk)

    def call_again(self, pk: int, ticket_pk: int, steps_out: bool) -> None:
        if self._there(pk, ticket_pk):
            queueing.recall(counter=self.place.counters[pk], by=self.officer(pk), at=self.clock())
            self.after(self.rng.uniform(25, 45), self.miss, pk, ticket_pk, steps_out)

    def miss(self, pk: int, ticket_pk: int, steps_out: bool) -> None:
        if self._there(pk, ticket_pk):
            ticket = queueing.mark_absent(counter=self.place.counters[pk], by=self.officer(pk), at=self.clock())
            self._next_matter(ticket)
            if steps_out:
                self.after(60 * self.rng.uniform(3, 20), self.come_back, ticket_pk)
            self.free(pk)

    def _there(self, pk: int, ticket_pk: int) -> bool:
        """True while the counter serves that ticket. When somebody at the screen moved it, the officer is free again."""
        if self.state[pk] != BUSY:
            return False
        if Ticket.objects.filter(pk=ticket_pk, counter_id=pk, state__in=AT_COUNTER).exists():
            return True
        self.free(pk)
        return False

    def serve(self, pk: int, ticket_pk: int) -> None:
        """Do what the person came for, end the service, ask for an opinion."""
        if not self._there(pk, ticket_pk):
            return
        ticket = Ticket.objects.select_related("service", "visit").get(pk=ticket_pk)
        guest, by, counter = self.guests.of(ticket), self.officer(pk), self.place.counters[pk]
        if guest.unsure and guest.matters:
            self._show_the_way(guest, ticket, by)
        else:
            late = self._do(guest, ticket, pk, by)
            done = queueing.finish(counter=counter, by=by, at=self.clock())
            self.guests.holding.pop(ticket_pk)
            if may_ask(visit=ticket.visit):
                self.opinions.ask(ticket=done, counter=pk, late=late)
        self._next_matter(ticket)
        self.free(pk)

    def _next_matter(self, ticket: Ticket) -> None:
        """Whoever is not at a counter any more may be called with the other numbers of the same visit."""
        for other in Ticket.objects.filter(visit_id=ticket.visit_id, state=State.WAITING):
            self.wake(self.place.serving[other.service_id])

    def _show_the_way(self, guest: Guest, ticket: Ticket, by: Actor) -> None:
        """Whoever did not know where to ask goes on to the right queue, with the same number and place."""
        service = self.place.service_for(guest.matters[0])
        elsewhere = [matter for matter in guest.matters if self.place.service_for(matter).pk != service.pk]
        guest.unsure, guest.matters = False, [matter for matter in guest.matters if matter not in elsewhere]
        queueing.transfer(ticket=ticket, service=service, by=by, at=self.clock())
        self._take_numbers(Guest(guest.person, elsewhere, priority=guest.priority), ticket.visit)

    def _do(self, guest: Guest, ticket: Ticket, pk: int, by: Actor) -> bool:
        """Receive and hand over; True when a result was late."""
        counter = self.place.counters[pk]
        for matter in guest.matters:
            dossier = self.desk.receive(person=guest.person, matter=matter, ticket=ticket, counter=counter, by=by)
            if dossier.code:
                self.work.received(dossier, waits=True)
        fetched = Dossier.objects.filter(pk__in=guest.collects).order_by("code")
        late = [one.late_since is not None for one in fetched if self.desk.hand_over(dossier=one, counter=counter, by=by)]
        return any(late)

    # --- results -------------------------------------------------------------------------------------------

    def ready(self, dossier: Dossier) -> None:
        """A result is ready: whoever waits in the hall gets it at once, others come later today or on another day."""
        if dossier.pk in self.work.in_hall:
            self.work.in_hall.discard(dossier.pk)
            self.after(self.rng.uniform(60, 300), self.give, dossier.pk)
            return
        comes, today = self.work.collected_from(dossier), day_of(self.agenda.now)
        opens = self.place.opening_after(comes)
        if day_of(opens) == today:
            late = timedelta(minutes=self.rng.uniform(0, 12)) if opens > comes else timedelta()
            self.agenda.put(max(opens, comes) + late, self.fetch, dossier.pk)

    def give(self, dossier_pk: int) -> None:
        """Across the counter, between two numbers, to the person who waited for it."""
        dossier = Dossier.objects.get(pk=dossier_pk)
        here = [pk for pk, state in self.state.items() if state in (IDLE, BUSY) and self.officer(pk).has("one_stop")]
        own = [pk for pk in here if self.seats[pk].pk == dossier.received_by_id]
        if here:
            self.desk.hand_over(dossier=dossier, counter=None, by=self.officer((own or here)[0]))
