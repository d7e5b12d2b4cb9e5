"""One look at the whole database: every question of the block sees the same state, and nobody waits for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def one_look() -> Iterator[None]:
    """A transaction that only reads. Acts take the turn to write when they begin (SQLite's IMMEDIATE), a look must not;
    PostgreSQL would show each question a newer state unless it is told to repeat. Inside another transaction it is part of that.
    """
    here = connections[DEFAULT_DB_ALIAS]
    if here.in_atomic_block:
        yield
    elif here.vendor == "sqlite":
        here.ensure_connection()  # the mode is read from the settings when the connection opens
        usual = here.transaction_mode
        here.transaction_mode = "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            here.transaction_mode = usual
    else:
        with transaction.atomic():
            with here.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
