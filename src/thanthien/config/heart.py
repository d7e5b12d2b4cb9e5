"""The heart of a running office: followers brought up to date after commits, the clock's acts each minute. One process holds
the lease.
"""

import logging
import os
import threading
import time
import uuid
from datetime import date, datetime, timedelta

from django.db import close_old_connections, connection

from thanthien.config import sqlite, watch
from thanthien.doors.desk import printing
from thanthien.journal import followers, wake
from thanthien.journal.actions import take_lease
from thanthien.journeys.tick import tick
from thanthien.shared.clock import day_of, now

log = logging.getLogger("thanthien.heart")
LEASE_SECONDS = 90
RENEWED_AFTER = timedelta(seconds=LEASE_SECONDS // 3)
FAR = 20  # batches that followers far behind read in one beat: the clock's acts do not wait for them
SHARE, LEAST_S, MOST_S = 4, 0.2, 2.0  # it rests so many times as long as it worked, within these seconds
MINUTE = timedelta(minutes=1)


class Heart:
    """`start()` a daemon thread; `stop()` ends it. Errors are logged and tried again: a figure may be late, never lost."""

    def __init__(self) -> None:
        self.holder = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.news = threading.Event()
        self.ended = threading.Event()
        self.surveyed: date | None = None
        self.taken: datetime | None = None  # when the lease was, if this process holds it

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
            began = time.monotonic()
            try:
                moment = now()
                if self._leads(moment):
                    followers.catch_up_all(far=FAR)
                    if moment >= due:
                        tick(at=moment)
                        followers.release_taken(at=moment)
                        printing.sweep(at=moment)
                        self._survey(moment)
                        due = moment + MINUTE
            except Exception:
                log.exception("heart missed a beat")
                self.ended.wait(1)
            finally:
                close_old_connections()
            self.ended.wait(min(MOST_S, max(LEAST_S, SHARE * (time.monotonic() - began))))

    def _survey(self, moment: datetime) -> None:
        """At night, and once in an office that never was, SQLite looks at how its tables are filled."""
        if connection.vendor == "sqlite" and sqlite.survey_due(moment, last=self.surveyed, ever=sqlite.surveyed):
            sqlite.survey()
            self.surveyed = day_of(moment)

    def _leads(self, moment: datetime) -> bool:
        """True while this process holds the lease; asked for again when a third of it is over, and after a jump of the clock."""
        if self.taken is None or not self.taken <= moment < self.taken + RENEWED_AFTER:
            held = take_lease(name="heart", holder=self.holder, at=moment, seconds=LEASE_SECONDS)
            self.taken = moment if held else None
        return self.taken is not None
