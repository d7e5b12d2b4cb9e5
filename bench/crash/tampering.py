"""The hands of bench/crash/tamper.py: runs inside an office's process. Every change is rolled back after `verify` has looked."""

import importlib
import json
import os
import random
from collections import Counter
from itertools import count

PATIENCE = 100  # victims looked for by one way
COLUMNS = ("body", "kind", "actor", "subject", "rows", "visit", "act", "at", "written_at", "prev", "hash")


class Undone(Exception):
    """Rolls a change back."""


def main() -> None:
    """Print one line of JSON: tried, missed, clean, alarms."""
    from thanthien.config.sqlite import use_bundled_sqlite

    use_bundled_sqlite()
    import django

    django.setup()
    from django.db import connection
    from django_scopes import scopes_disabled

    from thanthien.journal.verify import verify

    asked = json.loads(os.environ["TAMPER"])
    dice, tried, missed, clean, alarms = random.Random(asked["seed"]), Counter(), [], 0, 0
    append_only = importlib.import_module("thanthien.journal.migrations.0002_append_only")
    with scopes_disabled():
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA foreign_keys=OFF")
        with connection.schema_editor() as editor:
            append_only.remove(None, editor)
        hands = Hands(dice)
        for n in range(asked["times"]):
            if n % asked["clean"] == 0:
                clean += 1
                alarms += verify() is not None
            how, what, fault = hands.one(verify)
            tried[how] += 1
            if fault is None:
                missed.append(f"{how} {what}")
    print(json.dumps({"tried": tried, "missed": missed, "clean": clean, "alarms": alarms}))


class Hands:
    """Ways of tampering; each picks its victim by dice."""

    def __init__(self, dice: random.Random) -> None:
        from django.apps import apps

        from thanthien.journal.models import Entry, Witnessed

        self.dice, self.turn = dice, 0
        self.entries = list(Entry.objects.values_list("pk", flat=True))
        self.models = [
            model for model in apps.get_models()
            if issubclass(model, Witnessed) and model.kept_by_acts().exists()
        ]  # fmt: skip
        self.ways = (self.edit_entry, self.edit_row, self.edit_row, self.delete_entry, self.delete_row, self.double_row,
                     self.swap_entries, self.cut_tail, self.edit_head, self.insert_entry)  # fmt: skip

    def one(self, verify) -> tuple[str, str, object]:
        """(way, victim, what verify said) of one change that really changed something."""
        from django.db import IntegrityError, transaction

        for tries in count():
            # Each way in its turn; one that finds no victim (most rows cannot be doubled) leaves the turn to the next.
            way, said, what = self.ways[(self.turn + tries // PATIENCE) % len(self.ways)], None, ""
            try:
                with transaction.atomic():
                    what = way()
                    if what:
                        said = verify()
                    raise Undone
            except Undone:
                if what:
                    self.turn += 1
                    return way.__name__, what, said
            except IntegrityError:
                continue  # the database itself refused
        raise AssertionError("there is always a way")

    def _sql(self, order: str, *values: object) -> int:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(order, values)
            return cursor.rowcount

    def _entry(self):
        from thanthien.journal.models import Entry

        return Entry.objects.get(pk=self.dice.choice(self.entries))

    def edit_entry(self) -> str:
        from datetime import timedelta

        entry, column = self._entry(), self.dice.choice(COLUMNS)
        value = getattr(entry, column)
        if column in ("at", "written_at"):
            value += timedelta(microseconds=self.dice.choice((1, -1, 60_000_000)))
        else:
            value = self._other(value)
        return (
            f"{entry.seq} {column}" if self._sql(f"UPDATE journal_entry SET {column} = %s WHERE id = %s", value, entry.pk) else ""
        )

    def _other(self, text: str) -> str:
        """`text` with one letter changed, or one more when it is empty."""
        if not text:
            return "x"
        at = self.dice.randrange(len(text))
        return text[:at] + ("y" if text[at] != "y" else "z") + text[at + 1 :]

    def delete_entry(self) -> str:
        entry = self._entry()
        return str(entry.seq) if self._sql("DELETE FROM journal_entry WHERE id = %s", entry.pk) else ""

    def insert_entry(self) -> str:
        entry = self._entry()
        last = type(entry).objects.filter(unit=entry.unit).order_by("-seq").first()
        entry.pk, entry.seq, entry.prev = None, last.seq + 1, last.hash
        entry.hash = entry.line().digest()
        entry.save(force_insert=True)
        return str(entry.seq)

    def swap_entries(self) -> str:
        one = self._entry()
        other = type(one).objects.filter(unit=one.unit, seq=one.seq + 1).first()
        if other is None:
            return ""
        for pk, seq in ((one.pk, -1), (other.pk, one.seq), (one.pk, other.seq)):
            self._sql("UPDATE journal_entry SET seq = %s WHERE id = %s", seq, pk)
        return f"{one.seq} {other.seq}"

    def cut_tail(self) -> str:
        """The last entries, the head moved back, and with luck the rows too: only an anchor outside knows."""
        entry = self._entry()
        if not self._sql("DELETE FROM journal_entry WHERE unit = %s AND seq > %s", entry.unit, entry.seq):
            return ""
        self._sql("UPDATE journal_chain SET seq = %s, head = %s WHERE unit = %s", entry.seq, entry.hash, entry.unit)
        return f"after {entry.seq}"

    def edit_head(self) -> str:
        entry = self._entry()
        if self.dice.random() < 0.5:
            self._sql("UPDATE journal_chain SET seq = seq + %s WHERE unit = %s", self.dice.choice((1, -1)), entry.unit)
        else:
            self._sql("UPDATE journal_chain SET head = %s WHERE unit = %s", self._other(entry.hash), entry.unit)
        return "head"

    def _row(self):
        model = self.dice.choice(self.models)
        rows = model.kept_by_acts().order_by("pk")
        return rows[self.dice.randrange(rows.count())]

    def edit_row(self) -> str:
        """One witnessed column of one row, changed to another value of its kind."""
        from datetime import timedelta

        from django.db import models

        row = self._row()
        fields = [
            f for f in row._meta.concrete_fields if not f.primary_key and f.attname not in row.unwitnessed and not f.is_relation
        ]
        field = self.dice.choice(fields) if fields else None
        value = getattr(row, field.attname) if field else None
        match field, value:
            case None, _:
                return ""
            case models.BooleanField(), _:
                new = not value
            case models.JSONField(), _:
                new = {"other": self.dice.randrange(9)}
            case models.DateTimeField() | models.DateField() | models.TimeField(), None:
                return ""
            case ((models.DateTimeField() | models.DateField()), _):
                new = value + timedelta(days=self.dice.choice((1, -1, 30)))
            case models.TimeField(), _:
                new = value.replace(minute=(value.minute + 1) % 60)
            case models.IntegerField(), _:
                new = (value or 0) + 1
            case models.CharField() | models.TextField(), _:
                new = self._other(value or "")[: field.max_length or None]
            case _:
                return ""
        if new == value or not type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: new}):
            return ""
        return f"{row.table()}.{field.attname} {row.pk}"

    def delete_row(self) -> str:
        row = self._row()
        return (
            f"{row.table()} {row.pk}"
            if self._sql(f'DELETE FROM "{row._meta.db_table}" WHERE "{row._meta.pk.column}" = %s', self._key(row))
            else ""
        )

    def double_row(self) -> str:
        row = self._row()
        if row._meta.pk.is_relation:
            return ""
        name = f"{row.table()} {row.pk}"
        row.pk = row._meta.pk.get_default() if row._meta.pk.has_default() else None
        row.save(force_insert=True)
        return name

    def _key(self, row) -> object:
        from django.db import connection

        return row._meta.pk.get_db_prep_value(row.pk, connection)
