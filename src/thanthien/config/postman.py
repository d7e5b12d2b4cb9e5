"""The postman of a running office: brings messages out every few seconds, where a channel is set up; never in a demonstration.

A thread of its own, so that a mail server which answers slowly holds up no figure and no clock. One process holds the lease.
"""

import logging
import os
import threading
import uuid

from django.db import close_old_connections, connections

from thanthien.journal.actions import take_lease
from thanthien.messaging.adapters import set_up
from thanthien.messaging.rules import SENT_BY_MACHINE
from thanthien.messaging.sending import deliver
from thanthien.shared.clock import now

log = logging.getLogger("thanthien.postman")
SECONDS, LEASE_SECONDS = 5, 120


class Postman:
    """`start()` a daemon thread when there is something to bring; `stop()` ends it. Errors are logged and tried again."""

    def __init__(self) -> None:
        self.holder = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.ended = threading.Event()

    def start(self) -> bool:
        """True when the thread runs: some channel is set up."""
        if not any(set_up(channel) for channel in SENT_BY_MACHINE):
            return False
        threading.Thread(target=self._run, name="postman", daemon=True).start()
        return True

    def stop(self) -> None:
        self.ended.set()

    def _run(self) -> None:
        while not self.ended.is_set():
            try:
                # One at a time, each with the present hour: a slow server must not make the hours of the others wrong.
                while take_lease(name="postman", holder=self.holder, at=now(), seconds=LEASE_SECONDS) and not self.ended.is_set():
                    if not deliver(at=now(), most=1):
                        break
            except Exception:
                log.exception("the postman stumbled")
            finally:
                close_old_connections()
            self.ended.wait(SECONDS)
        connections.close_all()
