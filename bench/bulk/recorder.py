"""Notes every entry of the journal, with the rows it carries, while the real actions run."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, models

from bench.bulk.holes import Written, number_hole, text_hole, written
from bench.bulk.own import OWN, POINTING
from thanthien.indicators.rules import Change
from thanthien.journal.actions import Deed
from thanthien.journal.models import Entry, Witnessed
from thanthien.journal.rules import canonical

BETWEEN = "\x1f"  # columns of a row


@dataclass(frozen=True, slots=True)
class Snap:
    """A row as an act left it. `key`: table and key as lived; `hole`: the name of the copy's key; `told`: the text of its digest;
    `row`: its columns as stored, `nulls` those that are empty; `values`: as lived.
    """

    table: str
    key: str
    hole: str
    model: type[Witnessed]
    told: Written
    row: Written
    nulls: tuple[int, ...]
    values: dict[str, Any]


@dataclass(slots=True)
class Act:
    """One entry as it was made. `gone`: keys of rows that it deleted; `changes`: what it adds to the figures."""

    entry: Entry
    act: str
    kind: str
    at: datetime
    actor: Written
    subject: Written
    visit: Written
    body: Written
    snaps: list[Snap]
    gone: list[str]
    changes: list[Change] = field(default_factory=list)


class Recorder:
    """`unit`, `place`: the code and the name of the commune that is lived in, which each copy replaces by its own."""

    def __init__(self, *, unit: str, place: str) -> None:
        self.unit, self.place = unit, place
        self.words: dict[str, str] = {unit: text_hole("unit")}  # a whole text → its hole

    @contextmanager
    def noting(self) -> Iterator[list[Act]]:
        """Inside, each entry of this process is noted in the list."""
        real, acts, here = Deed.enter, [], self

        def enter(deed: Deed, kind: str, *, subject: Any, **more: Any) -> Entry:
            rows, gone = list(deed.touched.values()), list(deed.gone)
            entry = real(deed, kind, subject=subject, **more)
            acts.append(here.act(entry, subject, rows, gone))
            return entry

        Deed.enter = enter  # type: ignore[method-assign, assignment]
        try:
            yield acts
        finally:
            Deed.enter = real  # type: ignore[method-assign]

    def act(self, entry: Entry, subject: models.Model | str, rows: list[Witnessed], gone: list[str]) -> Act:
        snaps = [self.snap(row) for row in rows]
        body = {name: self.in_body(entry, name, value) for name, value in entry.data.items()}
        return Act(
            entry, entry.act, entry.kind, entry.at, written(self.actor(entry.actor)), written(self.subject(entry, subject)),
            written(text_hole(f"hex visits.visit:{UUID(entry.visit)}") if entry.visit else ""), written(canonical(body)), snaps,
            gone,
        )  # fmt: skip

    def actor(self, actor: str) -> str:
        kind, _, who = actor.partition(":")
        return f"{kind}:{self.words.get(who, who)}"

    def subject(self, entry: Entry, subject: models.Model | str) -> str:
        if isinstance(subject, Witnessed):
            return f"{subject._meta.model_name}:{self.plain(subject.pk, table=subject.table())}"
        kind, _, pk = entry.subject.partition(":")
        return f"{kind}:{self.words.get(pk, pk)}"

    def in_body(self, entry: Entry, name: str, value: Any) -> Any:
        """Of the numbers in a body only these are a copy's own; all other own things are texts."""
        kind, _, pk = entry.subject.partition(":")
        if kind == "ticket" and name == "label":
            return text_hole(f"label {pk}")
        if kind == "ticket" and name == "order":
            return number_hole(f"order {pk}")
        if name == "citizen" and isinstance(value, int):
            return number_hole(f"key people.citizen:{value}")
        return self.plain(value)

    def plain(self, value: Any, *, table: str = "") -> Any:
        """`value` with holes for what each copy has of its own; with `table` it is a key of that table."""
        if table:
            if value == self.unit:
                return text_hole("unit")
            hole = text_hole if isinstance(value, UUID) else number_hole
            return hole(f"key {table}:{value}")
        if isinstance(value, dict):
            return {name: self.plain(one) for name, one in value.items()}
        if isinstance(value, list):
            return [self.plain(one) for one in value]
        if isinstance(value, str):
            return self.words.get(value) or value.replace(self.place, text_hole("place"))
        return value

    def snap(self, row: Witnessed) -> Snap:
        table = row.table()
        self.learn(row, table)
        marks = {f.attname: mark for f in row._meta.concrete_fields if (mark := self.mark(row, table, f)) is not None}
        told = {name: marks.get(name, self.plain(value)) for name, value in row.columns().items()}
        values = {f.attname: f.to_python(getattr(row, f.attname)) for f in row._meta.concrete_fields}
        stored = [self.stored(f, values[f.attname], marks.get(f.attname)) for f in row._meta.concrete_fields]
        hole = "unit" if row.pk == self.unit else f"key {table}:{row.pk}"
        return Snap(
            table, f"{table}:{row.pk}", hole, type(row), written(canonical(told)),
            written(BETWEEN.join(one or "" for one in stored)),
            tuple(place for place, one in enumerate(stored) if one is None), values,
        )  # fmt: skip

    def learn(self, row: Witnessed, table: str) -> None:
        """Texts that stand for this row elsewhere."""
        if table == "people.officer":
            self.words[row.login] = text_hole(f"login {row.login}")
        elif table == "people.citizen":
            self.words[row.name] = text_hole(f"name {row.pk}")
        elif table == "dossiers.dossier" and row.code:
            self.words[row.code] = text_hole(f"code {row.pk}")

    def mark(self, row: Witnessed, table: str, column: models.Field) -> str | None:
        """The hole of a column that each copy has its own of, or None."""
        value = getattr(row, column.attname)
        if value in (None, ""):
            return None
        if (table, column.attname) in OWN:
            return OWN[table, column.attname].format(pk=row.pk)
        if (table, column.attname) in POINTING:
            kind, _, pk = value.partition(":")
            return f"{kind}:{self.plain(int(pk), table=POINTING[table, column.attname])}"
        if column.is_relation:
            target = column.related_model
            if target._meta.label_lower == "people.unit":
                return text_hole("unit") if value == self.unit else None
            return self.plain(value, table=target._meta.label_lower) if issubclass(target, Witnessed) else None
        return self.plain(value, table=table) if column.primary_key else None

    def stored(self, column: models.Field, value: Any, mark: str | None) -> str | None:
        """The column as a text that both databases read into it; None = empty."""
        small = connection.vendor == "sqlite"
        if value is None:
            return None
        if mark is not None:
            return mark.replace("<:key ", "<:hex ") if small else mark
        if isinstance(value, bool):
            return str(int(value))
        if isinstance(value, datetime):
            moment = value.astimezone(UTC)
            return str(moment.replace(tzinfo=None) if small else moment)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(column, models.JSONField):
            return json.dumps(self.plain(value))
        return str(self.plain(value))
