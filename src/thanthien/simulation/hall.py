"""The front of the house: people come, take a number, wait, are called, are served, say what they think, go home."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from django.db.models import Q, QuerySet

from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Status
from thanthien.journal.asking import composed
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Service, Ticket
from thanthien.queueing.rules import AT_COUNTER, State
from thanthien.shared.actor import Actor, citizen
from thanthien.shared.clock import day_of
from thanthien.simulation.agenda import Agenda
from thanthien.simulation.counter import Desk
from thanthien.simulation.guests import Guest, Guests
from thanthien.simulation.opinions import Opinions
from thanthien.simulation.persons import Village
from thanthien.simulation.place import Place
from thanthien.simulation.rules import Pace, around
from thanthien.simulation.shifts import AWAY, BUSY, DONE, IDLE, Shifts
from thanthien.simulation.work import Work
from thanthien.visits.models import Visit


class Hall(Shifts):
    """One hall. What is to come is on the agenda; the state of tickets and counters is in the office's own tables.

    `clock()` is the legal moment of what is done now: the agenda's own when days are lived at once, the wall clock's in a
    demonstration. `alone`: nobody else acts in this office meanwhile, so what the simulator did need not be read again.
    """

    def __init__(
        self, *, place: Place, agenda: Agenda, pace: Pace, village: Village, work: Work, rng: Random,
        clock: Callable[[], datetime], alone: bool = False,
    ) -> None:  # fmt: skip
        self.place, self.agenda, self.pace, self.work = place, agenda, pace, work
        self.rng, self.clock, self.alone = rng, clock, alone
        # Who waits, as far as the simulator brought it about; the visits with several numbers; who is about to leave a counter.
        self.line: dict[int, Ticket] = {}
        self.several: set[object] = set()
        self.leaving: dict[int, tuple[Ticket, bool]] = {}
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
        ready = [dossier.pk for dossier in _by_code.rows(keys=dossiers) if dossier.state == Status.READY]
        if ready:
            self.arrive(self.guests.collector(ready))

    def arrive(self, guest: Guest) -> None:
        """Take a number for each queue that the guest needs; all of them belong to one visit."""
        self._take_numbers(guest, None)

    def _take_numbers(self, guest: Guest, visit: Visit | None) -> None:
        """At the kiosk or by the guide; after closing time no numbers are given."""
        at = self.clock()
        by = None if self.closing else self._number_giver(guest, at)
        for service, part in self._queues_for(guest).items() if by else ():
            channel = "kiosk" if by.kind == "device" else "guide"
            told = {"unit": self.place.unit, "service": service, "channel": channel, "priority": part.priority}
            ticket = self.place.do(queueing.take_ticket, **told, visit=visit, by=by, at=at)
            if visit is not None:
                self.several.add(visit.pk)
            visit = ticket.visit
            self.guests.holding[ticket.pk] = part
            self.after(60 * around(self.rng, self.pace.patience_minutes, 0.35), self.give_up, ticket.pk)
            self.waits(ticket)

    def waits(self, ticket: Ticket) -> None:
        """The ticket is in the line (again); an officer who has nobody may look up."""
        self.line[ticket.pk] = ticket
        self.wake(self.place.serving[ticket.service_id])

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
        ticket = self.line.get(pk)
        if not self.alone:
            ticket = Ticket.objects.filter(pk=pk, state=State.WAITING).select_related("visit").first()
        if ticket is not None:
            self.place.do(queueing.leave, ticket=ticket, by=citizen(self.place.unit), at=self.clock())
            self.line.pop(pk, None)
            self.guests.holding.pop(pk, None)

    def come_back(self, pk: int) -> None:
        """Who stepped out is here again and tells an officer at a counter, if the hall still works."""
        ticket, at = Ticket.objects.select_related("service", "visit").get(pk=pk), self.clock()
        here = [counter for counter, state in self.state.items() if state != AWAY]
        if here and ticket.day == day_of(at) and ticket.state in (State.ABSENT, State.NO_SHOW):
            self.place.do(queueing.come_back, ticket=ticket, by=self.officer(here[0]), at=at)
            self.waits(ticket)

    # --- counters ------------------------------------------------------------------------------------------

    def next_at(self, pk: int) -> None:
        """End what is over and call who is next, by one key; with nobody there, rest or go home when it is time."""
        self.stirred.discard(pk)
        if self.state[pk] not in (IDLE, DONE):
            return
        if self.rest_minutes.get(pk) and not self.closing:
            self.rest(pk, self.agenda.now + timedelta(minutes=self.rest_minutes.pop(pk)))
            return
        ends = self.state[pk] == DONE
        ticket = self.at_counter(queueing.call_next, pk) if ends or self.somebody_for(pk) else None
        if ends:
            self.parted(pk)
        if ticket is not None:
            ticket.visit = self.line.pop(ticket.pk, ticket).visit
            self.state[pk] = BUSY
            self.after(self.rng.uniform(10, 40), self.met, pk, ticket)
        elif self.closing:
            self.go_home(pk)
        elif self.lunch_until is not None:
            self.rest(pk, self.lunch_until)

    def somebody_for(self, pk: int) -> bool:
        """True when somebody waits whom this counter may call; cheaper than an act that finds nobody."""
        mine = [service for service, counters in self.place.serving.items() if pk in counters]
        if self.alone:
            return any(ticket.service_id in mine for ticket in self.line.values())
        waiting = Ticket.objects.filter(unit_id=self.place.unit, day=day_of(self.clock()), state=State.WAITING)
        return waiting.filter(Q(service_id__in=mine) | Q(wanted_counter_id=pk)).exists()

    def met(self, pk: int, ticket: Ticket) -> None:
        """The person comes to the counter, or does not."""
        if not self._there(pk, ticket):
            return
        lot, never = self.rng.random(), self.pace.never_comes_when_called
        if lot < never + self.pace.steps_out:
            self.after(self.rng.uniform(25, 45), self.call_again, pk, ticket, lot >= never)
            return
        self.after(60 * self.guests.minutes(ticket), self.serve, pk, ticket)

    def call_again(self, pk: int, ticket: Ticket, steps_out: bool) -> None:
        if self._there(pk, ticket):
            self.at_counter(queueing.recall, pk)
            self.after(self.rng.uniform(25, 45), self.miss, pk, ticket, steps_out)

    def miss(self, pk: int, ticket: Ticket, steps_out: bool) -> None:
        if self._there(pk, ticket):
            self.at_counter(queueing.mark_absent, pk)
            self._next_matter(ticket)
            if steps_out:
                self.after(60 * self.rng.uniform(3, 20), self.come_back, ticket.pk)
            self.free(pk)

    def _there(self, pk: int, ticket: Ticket) -> bool:
        """True while the counter serves that ticket. When somebody at the screen moved it, the officer is free again."""
        if self.state[pk] != BUSY:
            return False
        if self.alone or Ticket.objects.filter(pk=ticket.pk, counter_id=pk, state__in=AT_COUNTER).exists():
            return True
        self.free(pk)
        return False

    def serve(self, pk: int, ticket: Ticket) -> None:
        """Do what the person came for. The service ends when the officer calls the next (`next_at`)."""
        if not self._there(pk, ticket):
            return
        guest, by = self.guests.of(ticket), self.officer(pk)
        if guest.unsure and guest.matters:
            self._show_the_way(guest, ticket, by)
            self._next_matter(ticket)
            self.free(pk)
        else:
            self.leaving[pk] = (ticket, self._do(guest, ticket, pk, by))
            self.free(pk, DONE)

    def parted(self, pk: int) -> None:
        """The service at the counter was ended: the person is asked for an opinion, and may be called with another number."""
        self.state[pk] = IDLE
        ticket, late = self.leaving.pop(pk)
        self.guests.holding.pop(ticket.pk, None)
        self.opinions.ask(ticket=ticket, counter=pk, late=late)
        self._next_matter(ticket)

    def _next_matter(self, ticket: Ticket) -> None:
        """Whoever is not at a counter any more may be called with the other numbers of the same visit."""
        if self.alone and ticket.visit_id not in self.several:
            return
        for other in Ticket.objects.filter(visit_id=ticket.visit_id, state=State.WAITING):
            self.wake(self.place.serving[other.service_id])

    def _show_the_way(self, guest: Guest, ticket: Ticket, by: Actor) -> None:
        """Whoever did not know where to ask goes on to the right queue, with the same number and place."""
        service = self.place.service_for(guest.matters[0])
        elsewhere = [matter for matter in guest.matters if self.place.service_for(matter).pk != service.pk]
        guest.unsure, guest.matters = False, [matter for matter in guest.matters if matter not in elsewhere]
        moved = self.place.do(queueing.transfer, ticket=ticket, service=service, by=by, at=self.clock())
        moved.visit = ticket.visit
        self.waits(moved)
        self._take_numbers(Guest(guest.person, elsewhere, priority=guest.priority), ticket.visit)

    def _do(self, guest: Guest, ticket: Ticket, pk: int, by: Actor) -> bool:
        """Receive and hand over; True when a result was late."""
        counter = self.place.counters[pk]
        for number, matter in enumerate(guest.matters):
            if number or not self.alone:  # the visit knows by now who came
                ticket = Ticket.objects.select_related("service", "visit").get(pk=ticket.pk)
            dossier = self.desk.receive(person=guest.person, matter=matter, ticket=ticket, counter=counter, by=by)
            if dossier.code:
                self.work.received(dossier, waits=True)
        if not guest.collects:
            return False
        fetched = _by_code.rows(keys=tuple(guest.collects))
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
        (dossier,) = _by_code.rows(keys=(dossier_pk,))
        here = [pk for pk, state in self.state.items() if state in (IDLE, BUSY, DONE) and self.officer(pk).has("one_stop")]
        own = [pk for pk in here if self.seats[pk].pk == dossier.received_by_id]
        if here:
            pk = (own or here)[0]
            self.desk.hand_over(dossier=dossier, counter=self.place.counters[pk], by=self.officer(pk))


@composed
def _by_code(keys: tuple[int, ...]) -> QuerySet[Dossier]:
    return Dossier.objects.filter(pk__in=keys).order_by("code")
