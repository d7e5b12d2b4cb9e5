"""The SQLite library of the small office: which one is loaded, and which journal mode it may be trusted with.

Versions 3.7.0 to 3.51.2 can corrupt a WAL database that several connections reset at once; Debian 12 brings 3.40.1.
`pysqlite3` carries a good one and takes the standard module's place before Django imports it.
"""

import sys

WAL_SAFE = (3, 51, 3)


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


def journal_mode() -> str:
    """'WAL' when the loaded library is free of the reset bug, else 'TRUNCATE' (slower, safe)."""
    import sqlite3

    return "WAL" if sqlite3.sqlite_version_info >= WAL_SAFE else "TRUNCATE"


def init_command() -> str:
    """What every new connection says first: FULL so that an acknowledged act outlives a power cut, never a memory map."""
    return (
        f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA mmap_size=0; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;"
    )
