"""The heart of a running office: followers brought up to date after commits, the clock's acts each minute. One process holds
the lease.
"""

import logging
import os
import threading
import uuid
from datetime import timedelta

from django.db import close_old_connections

from thanthien.config import watch
from thanthien.doors.desk import printing
from thanthien.journal import followers, wake
from thanthien.journal.actions import take_lease
from thanthien.journeys.tick import tick
from thanthien.shared.clock import now

log = logging.getLogger("thanthien.heart")
LEASE_SECONDS = 90
MINUTE = timedelta(minutes=1)


class Heart:
    """`start()` a daemon thread; `stop()` ends it. Errors are logged and tried again: a figure may be late, never lost."""

    def __init__(self) -> None:
        self.holder = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.news = threading.Event()
        self.ended = threading.Event()

    def start(self) -> None:
        self.unlisten = wake.listen(lambda unit, seq: self.news.set())
        watch.start(self.news.set, self.ended)
        threading.Thread(target=self._run, name="heart", daemon=True).start()

    def stop(self) -> None:
        self.ended.set()
        self.news.set()
        self.unlisten()

    def _run(self) -> None:
        due = now()
        while not self.ended.is_set():
            self.news.wait(timeout=5)
            self.news.clear()
            try:
                moment = now()
                if take_lease(name="heart", holder=self.holder, at=moment, seconds=LEASE_SECONDS):
                    followers.catch_up_all()
                    if moment >= due:
                        tick(at=moment)
                        followers.release_taken(at=moment)
                        printing.sweep(at=moment)
                        due = moment + MINUTE
            except Exception:
                log.exception("heart missed a beat")
                self.ended.wait(1)
            finally:
                close_old_connections()
            self.ended.wait(0.2)
