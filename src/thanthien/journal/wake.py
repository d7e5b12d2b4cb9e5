"""Waking readers after a commit: a call inside the process, NOTIFY across processes on PostgreSQL (only a hint: readers keep
positions).
"""

from collections.abc import Callable

from django.db import connection

CHANNEL = "thanthien_journal"
_listeners: list[Callable[[str, int], None]] = []


def listen(call: Callable[[str, int], None]) -> Callable[[], None]:
    """Call `call(unit, seq)` after each commit of this process; returns the function that ends it. `call` must not block or
    raise.
    """
    _listeners.append(call)
    return lambda: _listeners.remove(call) if call in _listeners else None


def tell(unit: str, seq: int) -> None:
    """Say that `unit` has entries up to `seq`."""
    for call in tuple(_listeners):
        call(unit, seq)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{unit}:{seq}"])
