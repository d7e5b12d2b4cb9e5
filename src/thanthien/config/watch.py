"""Noticing commits of other processes: SQLite's data_version every 50 ms, PostgreSQL's LISTEN."""

import contextlib
import threading
import time
from collections.abc import Callable

from django.db import connection

from thanthien.journal.wake import CHANNEL

POLL_SECONDS = 0.05


def start(poke: Callable[[], None], stop: threading.Event) -> threading.Thread:
    """Call `poke` whenever the database changed, until `stop` is set. A lost connection is opened again."""
    watcher = _sqlite if connection.vendor == "sqlite" else _postgresql
    thread = threading.Thread(target=_for_ever, args=(watcher, poke, stop), name="watch", daemon=True)
    thread.start()
    return thread


def _for_ever(watcher: Callable, poke: Callable[[], None], stop: threading.Event) -> None:
    while not stop.is_set():
        with contextlib.suppress(Exception):
            watcher(poke, stop)
        stop.wait(1)


def _sqlite(poke: Callable[[], None], stop: threading.Event) -> None:
    connection.ensure_connection()
    raw, seen = connection.connection, None
    while not stop.is_set():
        version = raw.execute("PRAGMA data_version").fetchone()[0]
        if version != seen:
            seen = version
            poke()
        time.sleep(POLL_SECONDS)


def _postgresql(poke: Callable[[], None], stop: threading.Event) -> None:
    import psycopg

    settings = connection.get_connection_params()
    known = {key: settings[key] for key in ("dbname", "user", "password", "host", "port") if settings.get(key)}
    with psycopg.connect(**known, autocommit=True) as line:
        line.execute(f"LISTEN {CHANNEL}")
        poke()
        while not stop.is_set():
            for _ in line.notifies(timeout=1):
                poke()
