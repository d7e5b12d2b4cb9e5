"""The SQLite library of the small office: which one is loaded, and how each connection is opened.

Debian 12 brings 3.40.1, which has the WAL-reset bug (shared/machine.py). `pysqlite3` carries a good one and takes the standard
module's place before Django imports it.
"""

import sys
from collections.abc import Callable
from datetime import date, datetime


def use_bundled_sqlite() -> None:
    """Put `pysqlite3` where Django looks for `sqlite3`; quietly keep the system's library when the package is absent."""
    if "sqlite3" in sys.modules and sys.modules["sqlite3"].__name__.startswith("pysqlite3"):
        return
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def init_command() -> str:
    """What every new connection says first: FULL so that an acknowledged act outlives a power cut, never a memory map."""
    from thanthien.shared.machine import journal_mode  # reads the library: after use_bundled_sqlite

    return (
        f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA mmap_size=0; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
    )


def surveyed() -> bool:
    """Whether SQLite knows how its tables are filled; without that it takes the first index that fits, in a large office often
    the wrong one.
    """
    from django.db import connection

    return "sqlite_stat1" in connection.introspection.table_names()


HANDFUL = 20  # tables looked at in one transaction: some milliseconds, of which the disk takes the most
NIGHT = range(1, 5)  # o'clock in Viet Nam


def survey_due(moment: datetime, *, last: date | None, ever: Callable[[], bool]) -> bool:
    """Once each night, and at once in an office that never was. `last`: the day of this process's last survey; `ever`: whether
    there was one before, asked only where it matters.
    """
    from thanthien.shared.clock import day_of, local

    if last == day_of(moment):
        return False
    return local(moment).hour in NIGHT or (last is None and not ever())


def survey() -> None:
    """Let SQLite look at every table, some hundred rows of each index; others write between two handfuls of tables. A connection
    reads what was found when it opens.
    """
    from django.db import connection, transaction

    from thanthien.journal.actions import write_turn

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA analysis_limit=400")
        tables = [name for name in connection.introspection.table_names(cursor) if not name.startswith("sqlite_")]
        for start in range(0, len(tables), HANDFUL):
            with write_turn(), transaction.atomic():
                for table in tables[start : start + HANDFUL]:
                    cursor.execute(f'ANALYZE "{table}"')
