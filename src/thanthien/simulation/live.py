"""A demonstration that goes on living while people look at it: they come, are called, hand in papers, rate, at a chosen speed.

The agenda runs `speed` times as fast as the wall clock; every act is stamped with the real moment. Whoever logs in as an
officer is left
alone: their counter and their steps belong to the person at the screen, until nothing was heard of them for a quarter of an hour.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.signals import user_logged_in
from django.db import close_old_connections

from thanthien.people.scoping import in_unit
from thanthien.shared.clock import now
from thanthien.simulation.demo import UNIT
from thanthien.simulation.scene import Scene

log = logging.getLogger("thanthien.simulation")
SPEEDS = (1, 2, 5, 10, 20)
USUAL_SPEED = 5
STAYS = timedelta(minutes=15)
# A demonstration that nobody touched for so long stops by itself: it would fill the disk of a forgotten machine.
FORGOTTEN = timedelta(hours=12)
BEAT = 0.2


class Humans:
    """Officers behind whom a person sits now: login → when something was last heard of them."""

    def __init__(self, clock: Callable[[], datetime] = now) -> None:
        self.clock = clock
        self.heard: dict[str, datetime] = {}

    def hear(self, login: str) -> None:
        self.heard[login] = self.clock()

    def __contains__(self, login: object) -> bool:
        last = self.heard.get(str(login))
        return last is not None and self.clock() - last < STAYS

    def present(self) -> list[str]:
        return sorted(login for login in list(self.heard) if login in self)


class LiveOffice:
    """start, pause, resume, faster, slower, one_person, state; each may be called from any thread."""

    def __init__(self) -> None:
        self.humans = Humans()
        self.running, self.speed, self.asked = False, USUAL_SPEED, 0
        self.unit, self.touched = UNIT, now()
        self._thread: threading.Thread | None = None
        self._lock, self._ended = threading.Lock(), threading.Event()
        user_logged_in.connect(self._somebody_came)

    def start(self, *, speed: float = USUAL_SPEED, unit: str = UNIT) -> None:
        """Begin to live in a thread of this process; a second start only sets the speed."""
        self.speed, self.unit = max(1, int(speed)), unit
        self.resume()

    def pause(self) -> None:
        self.running, self.touched = False, now()

    def resume(self) -> None:
        self.running, self.touched = True, now()
        self._ensure_thread()

    def faster(self) -> None:
        self.speed, self.touched = next((speed for speed in SPEEDS if speed > self.speed), SPEEDS[-1]), now()

    def slower(self) -> None:
        self.speed, self.touched = next((speed for speed in reversed(SPEEDS) if speed < self.speed), SPEEDS[0]), now()

    def one_person(self) -> None:
        """Somebody comes in now, also while the rest stands still."""
        with self._lock:
            self.asked += 1
        self.touched = now()
        self._ensure_thread()

    def stop(self) -> None:
        """End the thread; `start` begins anew."""
        self.running = False
        self._ended.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
            self._thread = None

    def state(self) -> dict:
        """{running, speed, humans}: for the demonstration's page."""
        return {"running": self.running, "speed": self.speed, "humans": self.humans.present()}

    def _somebody_came(self, sender: object, user: object, **more: object) -> None:
        self.humans.hear(user.login)  # type: ignore[attr-defined]
        self.touched = now()

    def _ensure_thread(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._ended.clear()
                self._thread = threading.Thread(target=self._run, name="live-office", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        scene, last = None, time.monotonic()
        while not self._ended.wait(BEAT):
            moment = time.monotonic()
            passed, last = moment - last, moment
            try:
                with in_unit(self.unit):
                    scene = scene or Scene(unit=self.unit, humans=self.humans)
                    self._beat(scene, passed)
            except Exception:
                log.exception("the demonstration stumbled and goes on")
                scene = None
                self._ended.wait(2)
            finally:
                close_old_connections()

    def _beat(self, scene: Scene, passed: float) -> None:
        with self._lock:
            asked, self.asked = self.asked, 0
        for _ in range(asked):
            scene.one_person()
        if self.running and now() - self.touched > FORGOTTEN:
            self.running = False
        if self.running:
            scene.play(passed * self.speed)


LIVE = LiveOffice()
