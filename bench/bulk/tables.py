"""Rows brought into the tables in bulk: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

from thanthien.journal.models import Entry
from thanthien.journal.rules import Line

MOST = 60_000  # rows that wait in memory


class Tables:
    """Rows wait here until there are many; those that others look at come first. Their keys are given."""

    def __init__(self) -> None:
        self.waiting: dict[type[models.Model], list[Sequence[Any]]] = defaultdict(list)
        self.count = 0
        self.small = connection.vendor == "sqlite"
        self.order = {model: place for place, model in enumerate(apps.get_models())}

    def enter(self, line: Line, digest: str) -> None:
        at = str(line.at.astimezone(UTC).replace(tzinfo=None)) if self.small else line.at
        self._wait(
            Entry, (line.unit, line.seq, line.act, line.kind, at, at, line.actor, line.subject, line.visit, line.data, line.rows,
                    line.prev, digest),
        )  # fmt: skip

    def row(self, model: type[models.Model], values: Sequence[Any]) -> None:
        self._wait(model, values)

    def _wait(self, model: type[models.Model], values: Sequence[Any]) -> None:
        self.waiting[model].append(values)
        self.count += 1

    @property
    def full(self) -> bool:
        return self.count > MOST

    def flush(self) -> None:
        for model in sorted(self.waiting, key=self.order.__getitem__):
            columns = [f.column for f in model._meta.concrete_fields if model is not Entry or not f.primary_key]
            put(model._meta.db_table, columns, self.waiting[model])
        self.waiting.clear()
        self.count = 0


def put(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values are as the database keeps them."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["?"] * len(columns))
            connection.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)


def count_on() -> None:
    """Keys that the database counts itself go on behind the highest one."""
    with connection.cursor() as cursor:
        for line in connection.ops.sequence_reset_sql(no_style(), list(apps.get_models())):
            cursor.execute(line)
