"""One writer at a time in this process, in the order in which they came.

A lock of Python belongs to whoever comes along when it is let go; under load some then wait a second while others come and go.
"""

import threading
from collections import deque


class Turn:
    """A lock with a queue; whoever has it may enter again (`with turn:`)."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._queue: deque[tuple[int, threading.Lock]] = deque()
        self._holder, self._depth = 0, 0

    def __enter__(self) -> None:
        me = threading.get_ident()
        with self._guard:
            if self._holder in (0, me):
                self._holder, self._depth = me, self._depth + 1
                return
            gate = threading.Lock()
            gate.acquire()
            self._queue.append((me, gate))
        gate.acquire()  # let go by whoever hands the turn over

    def __exit__(self, *raised: object) -> None:
        with self._guard:
            self._depth -= 1
            if self._depth:
                return
            self._holder = 0
            if self._queue:
                self._holder, gate = self._queue.popleft()
                self._depth = 1
                gate.release()
