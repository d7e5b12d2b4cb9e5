"""The reader of a running office: reads scans, so that they can be searched, one after the other and beside everything else.

Only where the extra is installed (tesseract with Vietnamese). One process holds the lease.
"""

import logging
import os
import threading
import uuid

from django.db import close_old_connections, connections

from thanthien.papers import reading
from thanthien.shared.clock import now

log = logging.getLogger("thanthien.reader")
SECONDS = 15


class Reader:
    """`start()` a daemon thread when there is something to read with; `stop()` ends it. Errors are logged and tried again."""

    def __init__(self) -> None:
        self.holder = f"{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.ended = threading.Event()

    def start(self) -> bool:
        """True when the thread runs."""
        if not reading.available():
            return False
        threading.Thread(target=self._run, name="reader", daemon=True).start()
        return True

    def stop(self) -> None:
        self.ended.set()

    def _run(self) -> None:
        while not self.ended.wait(SECONDS):
            try:
                while not self.ended.is_set() and reading.read_due(holder=self.holder, at=now(), most=1):
                    pass
            except Exception:
                log.exception("the reader stumbled")
            finally:
                close_old_connections()
        connections.close_all()
