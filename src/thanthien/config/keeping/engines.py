"""How each database is put into one file and taken out of it. Everything that is counted is counted in the moment of the file."""

import os
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from thanthien.journal.looking import one_look
from thanthien.shared.wording import Refusal, say

ASIDE = "before_restore_"  # a schema of PostgreSQL with the tables that a restore replaced


class KeepingError(Refusal):
    """A backup or a restore stops; the sentence says what to do."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: rows by table, and the head (position, hash) of each unit's chain."""

    counts: dict[str, int] = field(default_factory=dict)
    heads: dict[str, list] = field(default_factory=dict)

    def differences(self, other: "Contents") -> list[str]:
        """Where `other` (what is there now) is not this."""
        wrong = []
        for table in sorted(self.counts.keys() | other.counts.keys()):
            want, have = self.counts.get(table), other.counts.get(table)
            if want != have:
                wrong.append(
                    str(say("bảng {table}: bản sao lưu có {want} dòng, nay có {have}", table=table, want=want, have=have))
                )
        for unit in sorted(self.heads.keys() | other.heads.keys()):
            if list(self.heads.get(unit, [])) != list(other.heads.get(unit, [])):
                wrong.append(str(say("đầu chuỗi nhật ký của {unit} khác", unit=unit)))
        return wrong


def on_sqlite() -> bool:
    return connection.vendor == "sqlite"


def database_file() -> Path:
    """The file of the small office's database."""
    return Path(settings.DATABASES["default"]["NAME"])


def beside() -> list[Path]:
    """The database file and what SQLite keeps next to it."""
    base = database_file()
    return [base, *(base.with_name(base.name + end) for end in ("-wal", "-shm", "-journal"))]


def size() -> int:
    """Bytes of the database, at least what its file will need."""
    if on_sqlite():
        return sum(path.stat().st_size for path in beside() if path.exists())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def is_empty() -> bool:
    """True when no office has lived in this database."""
    if on_sqlite():
        return not database_file().exists() or database_file().stat().st_size == 0
    return not connection.introspection.table_names()


def dump(target: Path) -> Contents:
    """Write the whole database into the new file `target` while the office works on; what it holds."""
    return _dump_sqlite(target) if on_sqlite() else _dump_postgres(target)


def _dump_sqlite(target: Path) -> Contents:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    with open(target, "rb+") as handle:
        os.fsync(handle.fileno())
    copy = sqlite3.connect(target)
    try:
        if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise KeepingError(say("Bản chép cơ sở dữ liệu không nguyên vẹn. Kiểm tra ổ đĩa rồi sao lưu lại."))
        return _contents(copy.cursor())
    finally:
        copy.close()


def _dump_postgres(target: Path) -> Contents:
    """pg_dump and the counts look at the same snapshot."""
    with one_look(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _postgres(
            "pg_dump",
            "-Fc",
            "--no-owner",
            "--no-privileges",
            f"--exclude-schema={ASIDE}*",
            f"--snapshot={snapshot}",
            "-f",
            str(target),
        )
        return _contents(cursor)


def load(source: Path) -> None:
    """Put the database of a backup where this office's stands; the place must be empty."""
    connection.close()
    if on_sqlite():
        target = database_file()
        part = target.with_name(target.name + ".part")
        with open(source, "rb") as read, open(part, "wb") as write:
            shutil.copyfileobj(read, write, 1 << 20)
            write.flush()
            os.fsync(write.fileno())
        part.replace(target)
        return
    _postgres(
        "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "-d", _name(), str(source)
    )


def set_aside(folder: Path, *, at: datetime) -> str:
    """Put the present database beside: SQLite's files into `folder`, PostgreSQL's tables into a schema; says where."""
    connection.close()
    if on_sqlite():
        folder.mkdir(exist_ok=True)
        for path in beside():
            if path.exists():
                path.rename(folder / path.name)
        return str(folder)
    schema = f"{ASIDE}{at:%Y%m%d_%H%M%S}"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"ALTER SCHEMA public RENAME TO {schema}")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    return schema


def contents() -> Contents:
    """What the database holds now."""
    with one_look(), connection.cursor() as cursor:
        return _contents(cursor)


def _contents(cursor) -> Contents:
    if on_sqlite():
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
    else:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    counts = {}
    for name in sorted(row[0] for row in cursor.fetchall()):
        cursor.execute(f'SELECT count(*) FROM "{name}"')
        counts[name] = cursor.fetchone()[0]
    cursor.execute("SELECT unit, seq, head FROM journal_chain")
    return Contents(counts, {unit: [seq, head] for unit, seq, head in cursor.fetchall()})


def _name() -> str:
    return str(settings.DATABASES["default"]["NAME"])


def _postgres(tool: str, *words: str) -> None:
    """Run a tool of PostgreSQL on this office's database; raises KeepingError with what it said."""
    found, place = shutil.which(tool), settings.DATABASES["default"]
    if found is None:
        raise KeepingError(say("Máy chưa có {tool}. Cài gói postgresql-client rồi làm lại.", tool=tool))
    env = {**os.environ, "PGDATABASE": _name(), "PGUSER": place["USER"], "PGPASSWORD": place["PASSWORD"]}
    env |= {name: place[key] for name, key in (("PGHOST", "HOST"), ("PGPORT", "PORT")) if place[key]}
    done = subprocess.run([found, *words], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise KeepingError(say("{tool} không làm được: {said}", tool=tool, said=done.stderr.strip()[-300:]))
