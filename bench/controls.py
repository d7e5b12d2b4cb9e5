"""What the bare engine does: one row and its commit, at the same durability as the office (SQLite FULL, PostgreSQL fsync)."""

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

CLIENTS = (1, 8, 32)
ROW = "INSERT INTO bench_row (text) VALUES ('một dòng dài chừng này là vừa')"


def _sqlite() -> Callable[[], Callable[[], None]]:
    from pysqlite3 import dbapi2 as sqlite3

    path = Path(os.environ["THANTHIEN_HOME"]) / "raw.sqlite3"
    turn = threading.Lock()  # one writer at a time, as the office has it

    def connect() -> Callable[[], None]:
        line = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        for setting in ("journal_mode=WAL", "synchronous=FULL"):
            line.execute(f"PRAGMA {setting}")
        line.execute("CREATE TABLE IF NOT EXISTS bench_row (id INTEGER PRIMARY KEY, text TEXT)")

        def commit() -> None:
            with turn:
                line.execute(ROW)

        return commit

    return connect


def _postgres() -> Callable[[], Callable[[], None]]:
    import psycopg

    with psycopg.connect(os.environ["THANTHIEN_DATABASE"], autocommit=True) as line:
        line.execute("CREATE TABLE IF NOT EXISTS bench_row (id BIGSERIAL PRIMARY KEY, text TEXT)")

    def connect() -> Callable[[], None]:
        line = psycopg.connect(os.environ["THANTHIEN_DATABASE"], autocommit=True)
        return lambda: line.execute(ROW) and None

    return connect


def commits(*, seconds: float) -> list[dict]:
    """Commits a second of 1, 8 and 32 clients."""
    connect = _postgres() if os.environ.get("THANTHIEN_DATABASE") else _sqlite()
    found = []
    for clients in CLIENTS:
        acts = [connect() for _ in range(clients)]
        counts = [0] * clients
        until = time.monotonic() + seconds

        def work(number: int, act: Callable[[], None], counts: list[int] = counts, until: float = until) -> None:
            while time.monotonic() < until:
                act()
                counts[number] += 1

        threads = [threading.Thread(target=work, args=pair) for pair in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found.append({"row": "commit", "clients": clients, "rate": sum(counts) / seconds})
    return found
