"""The SQLite library of the small office: which one is loaded, and how each connection is opened.

Debian 12 brings 3.40.1, which has the WAL-reset bug (shared/machine.py). `pysqlite3` carries a good one and takes the standard
module's place before Django imports it.
"""

import sys


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
