"""A demonstration that goes on living while people look at it: they come, are called, handed papers, rated, at a chosen speed.

The agenda runs `speed` times as fast as the wall clock; every act is stamped with the real moment. Whoever logs in as an officer is left
alone: their counter and their steps belong to the person at the screen.
"""

import logging
import random
import threading
import time
from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.signals import user_logged_in
from django.db import close_old_connections

from thanthien.people.rules import CounterState
from thanthien.queueing.models import Ticket
from thanthien.queueing.rules import State
from thanthien.shared.clock import now
from thanthien.simulation.agenda import Agenda
from thanthien.simulation.demo import SEATS, UNIT
from thanthien.simulation.hall import AWAY, Hall
from thanthien.simulation.history import place_name
from thanthien.simulation.persons import Village
from thanthien.simulation.place import Place
from thanthien.simulation.rules import Pace
from thanthien.simulation.work import Work

log = logging.getLogger("thanthien.simulation")
SPEEDS = (1, 2, 5, 10, 20, 40)
USUAL_SPEED = 5
BETWEEN_PEOPLE = 150.0
MOST_WAITING = 12
FAR = timedelta(days=3650)


class Scene:
    """The office as the live thread plays it; everything here runs in that thread."""

    def __init__(self, unit: str, humans: set[str]) -> None:
        self.unit, self.humans = unit, humans
        self.agenda = Agenda(now())
        self.rng = random.Random()
        pace = Pace(patience_minutes=240, while_you_wait=1.0, asked_to_rate=1.0)
        self.place = Place(unit=unit, seats={number: login for number, login, _ in SEATS})
        village = Village(seed=str(time.time_ns()), place=place_name(unit), year=now().year)
        work = Work(place=self.place, agenda=self.agenda, pace=pace, seed=str(time.time_ns()), clock=now)
        work.horizon = now() + FAR
        self.hall = Hall(place=self.place, agenda=self.agenda, pace=pace, village=village, work=work, rng=self.rng, clock=now)
        self.hall.adopt()
        for pk in self.hall.state:
            self.hall.after(self.rng.uniform(1, 20), self.tend, pk)
        self.hall.after(5, self.next_person)

    def tend(self, pk: int) -> None:
        """Every half minute: leave a counter to the human who took it over, open one that nobody holds, wake one that sleeps."""
        counter, seat = self.place.counters[pk], self.hall.seats.get(pk)
        counter.refresh_from_db()
        holder = counter.officer.login if counter.officer else ""
        if seat is None or seat.login in self.humans or holder in self.humans or (holder and holder != seat.login):
            self.hall.state[pk] = AWAY
        elif counter.state == CounterState.CLOSED:
            self.hall.open(pk)
        elif self.hall.state[pk] == AWAY:
            self.hall.adopt()
        self.hall.after(30, self.tend, pk)

    def next_person(self) -> None:
        waiting = Ticket.objects.filter(unit_id=self.unit, day=now().date(), state=State.WAITING).count()
        if waiting < MOST_WAITING:
            self.one_person()
        self.hall.after(self.rng.expovariate(1 / BETWEEN_PEOPLE), self.next_person)

    def one_person(self) -> None:
        self.hall.arrive(self.hall.newcomer())

    def is_human(self, what: Callable[..., None], arguments: tuple) -> bool:
        """True when the thing on the agenda belongs to a counter that a human holds now."""
        if getattr(what, "__self__", None) is not self.hall or not arguments or arguments[0] not in self.hall.state:
            return False
        seat = self.hall.seats.get(arguments[0])
        return what.__name__ not in ("come_back", "give_up", "give", "fetch") and seat is not None and seat.login in self.humans


class LiveOffice:
    """start, pause, resume, faster, slower, one_person, state; safe to call from any thread."""

    def __init__(self) -> None:
        self.humans: set[str] = set()
        self.running, self.speed = False, USUAL_SPEED
        self.thread: threading.Thread | None = None
        self.asked = 0
        user_logged_in.connect(self._somebody_came, dispatch_uid="live-office")

    def start(self, *, speed: float = USUAL_SPEED, unit: str = UNIT) -> None:
        """Begin to live in a thread of this process; a second start only sets the speed."""
        self.speed, self.running = max(1, int(speed)), True
        if self.thread is None:
            self.thread = threading.Thread(target=self._run, args=(unit,), name="live-office", daemon=True)
            self.thread.start()

    def pause(self) -> None:
        self.running = False

    def resume(self) -> None:
        self.running = True
        if self.thread is None:
            self.start(speed=self.speed)

    def faster(self) -> None:
        self.speed = next((s for s in SPEEDS if s > self.speed), SPEEDS[-1])

    def slower(self) -> None:
        self.speed = next((s for s in reversed(SPEEDS) if s < self.speed), SPEEDS[0])

    def one_person(self) -> None:
        """Somebody comes in now, also while the rest stands still."""
        self.asked += 1
        if self.thread is None:
            self.start(speed=self.speed)
            self.running = False

    def state(self) -> dict:
        """{running, speed, humans}: for the demonstration's page."""
        return {"running": self.running, "speed": self.speed, "humans": sorted(self.humans)}

    def _somebody_came(self, sender: object, user: object, **more: object) -> None:
        self.humans.add(user.login)  # type: ignore[attr-defined]

    def _run(self, unit: str) -> None:
        scene, last = None, time.monotonic()
        while True:
            time.sleep(0.2)
            moment, passed = time.monotonic(), 0.0
            passed, last = moment - last, moment
            try:
                if scene is None:
                    scene = Scene(unit, self.humans)
                while self.asked:
                    self.asked -= 1
                    scene.one_person()
                if self.running:
                    self._play(scene, passed * self.speed)
            except Exception:
                log.exception("the demonstration stumbled and goes on")
                scene = None
                time.sleep(2)
            finally:
                close_old_connections()

    def _play(self, scene: Scene, seconds: float) -> None:
        """Do what is due in the next `seconds` of the agenda; what belongs to a human is left out."""
        until = scene.agenda.now + timedelta(seconds=seconds)
        while scene.agenda._heap and scene.agenda._heap[0][0] <= until:
            _, _, what, arguments = scene.agenda._heap[0]
            step = scene.agenda.take(until)
            if step is not None and not scene.is_human(what, arguments):
                step()
        scene.agenda.now = max(scene.agenda.now, until)


LIVE = LiveOffice()
