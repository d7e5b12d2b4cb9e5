"""The few statements that every act runs, written out: building them anew by the ORM costs five times what the database does.

Each is the statement that the ORM would send, on both engines. What is rare (a model with its own `save`) stays there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.models.base import ModelState
from django.db.models.signals import post_init, pre_init

from thanthien.journal import sending
from thanthien.journal.models import Chain, Entry, Serial

Row = TypeVar("Row", bound=models.Model)
# The field, its attribute, the types of values that are taken as they are, whether a moment is written as its text in UTC.
Column = tuple[models.Field, str, frozenset[type], bool]
MUTABLE = frozenset((list, dict, bytearray))  # may have changed in itself
NOTHING: Mapping[str, object] = {}
AT_ONCE = 5_000  # values of one statement: far below what both engines take


def locked_chain(unit: str) -> Chain:
    """The head of the unit's chain, locked until commit for whoever asked first; a new chain when the unit has none."""
    for _ in range(2):
        for found in sending.ask(_lock_chain(), [unit, unit] if connection.vendor == "postgresql" else [unit]):
            return Chain(unit, *found)
        Chain.objects.get_or_create(unit=unit)
    raise Chain.DoesNotExist(unit)


@cache
def _lock_chain() -> str:
    """On PostgreSQL a row that has just been let go belongs to whoever comes along, however long others have stood before it; an
    advisory lock has a queue, and is taken before the row in the same statement.
    """
    if connection.vendor != "postgresql":
        return f'SELECT seq, head FROM "{Chain._meta.db_table}" WHERE unit = %s'
    turn = "(SELECT pg_advisory_xact_lock(hashtext('chain'), hashtext(%s))) AS turn"
    table = f'"{Chain._meta.db_table}" AS chain'
    return f"SELECT chain.seq, chain.head FROM {turn}, {table} WHERE chain.unit = %s FOR UPDATE OF chain"


def move_chain(chain: Chain) -> None:
    """The chain has a new head."""
    sending.tell(f'UPDATE "{Chain._meta.db_table}" SET seq = %s, head = %s WHERE unit = %s', [chain.seq, chain.head, chain.unit])


def append(entries: Sequence[Entry]) -> None:
    """Write new entries in their order."""
    columns, fields = _columns(Entry)
    row = f"({', '.join(['%s'] * len(fields))})"
    values = [value for entry in entries for value in _values(fields, entry)]
    statement = f'INSERT INTO "{Entry._meta.db_table}" ({columns}) VALUES {", ".join([row] * len(entries))}'
    sending.tell(statement, values)


def counted(*, unit: str, name: str, by: int) -> int:
    """Raise the unit's counter of this name by `by`, from 0 when it is new; what it says now."""
    table = Serial._meta.db_table
    statement = (
        f'INSERT INTO "{table}" (unit, name, value) VALUES (%s, %s, %s) '
        f'ON CONFLICT (unit, name) DO UPDATE SET value = "{table}".value + EXCLUDED.value RETURNING value'
    )
    return sending.ask(statement, [unit, name, by])[0][0]


def new(model: type[Row], **columns: Any) -> Row:
    """A row that stands nowhere yet, as `model(**columns)` makes it in three times the time."""
    blank = _blank(model)
    if blank is None or not blank.names.issuperset(columns):
        return model(**columns)
    row = model.__new__(model)
    row._state = ModelState()
    own = row.__dict__
    own.update(blank.plain)
    for name, default in blank.made.items():
        if name not in columns:
            own[name] = default()
    for name, value in columns.items():
        if name in blank.plain or name in blank.made:
            own[name] = value
        else:
            setattr(row, name, value)
    return row


@dataclass(frozen=True)
class Blank:
    """What a new row has in each column: `plain` always the same, `made` anew for each row; `names`: what columns go by."""

    plain: Mapping[str, object]
    made: Mapping[str, Callable[[], object]]
    names: frozenset[str]


@cache
def _blank(model: type[models.Model]) -> Blank | None:
    """None for a model that makes its rows in a way of its own."""
    if model.__init__ is not models.Model.__init__ or pre_init.has_listeners(model) or post_init.has_listeners(model):
        return None
    fields = model._meta.concrete_fields
    made = {one.attname: one.get_default for one in fields if one.has_default() and callable(one.default)}
    plain = {one.attname: one.get_default() for one in fields if one.attname not in made}
    return Blank(plain, made, frozenset(made) | frozenset(plain) | {one.name for one in fields})


def written(row: models.Model, only: tuple[str, ...] = (), before: Mapping[str, object] = NOTHING) -> bool:
    """Write every column (or `only` these) of a row that stands in its table, or those that differ from what they were `before`,
    as it stands there; False, and nothing is written, when that is a matter for `save`.
    """
    if row._state.adding or row.pk is None or type(row).save is not models.Model.save:
        return False
    if before and not only:
        only = _changed(row, before)
        if not only:
            return True
    statement, fields = _update(type(row), only)
    key = row._meta.pk.get_db_prep_value(row.pk, connection)
    return sending.tell(statement, [*_values(fields, row), key]) == 1


def _changed(row: models.Model, before: Mapping[str, object]) -> tuple[str, ...]:
    """The columns of a row that are not what they were: each index that a statement names costs SQLite a change of its own."""
    own = row.__dict__
    return tuple(
        name
        for field, name, *_ in _columns(type(row))[1]
        if type(value := own.get(name)) in MUTABLE or value != before.get(name) or _by_itself(field)
    )


def inserted(row: models.Model) -> bool:
    """Insert a new row, whose key the database counts or which brings its own; False, and nothing is written, when that is a
    matter for `save`.
    """
    model = type(row)
    statement = _insert(model)
    if statement is None or not row._state.adding:
        return False
    key, (sql, fields, counted_here) = model._meta.pk, statement
    if counted_here == (row.pk is not None):
        return False
    values = _values(fields, row, add=True)
    with transaction.mark_for_rollback_on_error():
        if counted_here:
            setattr(row, key.attname, sending.ask(sql, values)[0][0])
        else:
            sending.tell(sql, values)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return True


def inserted_all(rows: Sequence[models.Model]) -> bool:
    """Insert new rows of one table whose keys the database counts, in statements of `AT_ONCE` values at most; False, and
    nothing is written, when that is a matter for `bulk_create`.
    """
    model = type(rows[0])
    statement = _insert(model)
    if statement is None or not statement[2] or any(row.pk is not None or not row._state.adding for row in rows):
        return False
    sql, fields, _ = statement
    head, _, rest = sql.partition(" VALUES ")
    places, _, back = rest.partition(" RETURNING ")
    size = max(1, AT_ONCE // len(fields))
    with transaction.mark_for_rollback_on_error():
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            values = [value for row in part for value in _values(fields, row, add=True)]
            keys = sending.ask(f"{head} VALUES {', '.join([places] * len(part))} RETURNING {back}", values)
            for row, (key,) in zip(part, keys, strict=True):
                setattr(row, model._meta.pk.attname, key)
                row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return True


def put_all(rows: Sequence[models.Model], *, key: tuple[str, ...], value: str) -> None:
    """Insert rows of one table whose keys the database counts; where one stands with the same `key` columns, it gets the new
    `value`.
    """
    if not rows:
        return
    sql, fields, _ = _insert(type(rows[0]))  # type: ignore[misc]
    head, _, rest = sql.partition(" VALUES ")
    places, _, _ = rest.partition(" RETURNING ")
    unique = ", ".join(f'"{name}"' for name in key)
    size = max(1, AT_ONCE // len(fields))
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        values = [one for row in part for one in _values(fields, row, add=True)]
        put = f'ON CONFLICT ({unique}) DO UPDATE SET "{value}" = EXCLUDED."{value}"'
        sending.tell(f"{head} VALUES {', '.join([places] * len(part))} {put}", values)


def _values(columns: Sequence[Column], row: models.Model, *, add: bool = False) -> list[object]:
    """Each column's value as the database takes it; most are taken as they are."""
    own, here, values = row.__dict__, None, []
    for field, name, as_they_are, moment in columns:
        value = own.get(name, field)
        if moment and type(value) is datetime and value.tzinfo is not None:
            value = sending.moment_text(value)
        elif type(value) not in as_they_are:
            here = here or connections[DEFAULT_DB_ALIAS]  # the proxy `connection` looks itself up again for each column
            value = field.get_db_prep_save(field.pre_save(row, add=add), connection=here)
        values.append(value)
    return values


def _column(field: models.Field) -> Column:
    """Texts and nothing go to both databases as they are, numbers to SQLite; what a field of our own makes of them is its own."""
    kind = getattr(field, "target_field", field)
    types: set[type] = {type(None)}
    if not all(type(one).__module__.startswith(("django.db.models.", "thanthien.journal.")) for one in (field, kind)):
        return field, field.attname, frozenset(), False
    if isinstance(kind, models.CharField | models.TextField):
        types = {type(None), str}
    elif isinstance(kind, models.IntegerField | models.BooleanField) and connection.vendor == "sqlite":
        types = {type(None), int, bool}
    elif isinstance(kind, models.JSONField | models.FileField | models.BinaryField) or _by_itself(kind):
        types = set()  # None as a value of JSON
    moment = isinstance(kind, models.DateTimeField) and not _by_itself(kind) and sending.keeps_utc_text()
    return field, field.attname, frozenset(types), moment


def _by_itself(kind: models.Field) -> bool:
    """A day or a moment that is set when the row is written."""
    return bool(getattr(kind, "auto_now", False) or getattr(kind, "auto_now_add", False))


@cache
def _insert(model: type[models.Model]) -> tuple[str, list[Column], bool] | None:
    """The statement, whose values it takes, whether the database counts the key; None for what only `save` can do."""
    fields, key = list(model._meta.concrete_fields), model._meta.pk
    if model.save is not models.Model.save or model._meta.parents or any(field.generated for field in fields):
        return None
    if any(field.has_db_default() for field in fields):
        return None
    counted_here = isinstance(key, models.AutoField)
    fields = [field for field in fields if field is not key] if counted_here else fields
    columns, places = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
    back = f' RETURNING "{key.column}"' if counted_here else ""
    return (
        f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places}){back}',
        [_column(field) for field in fields],
        counted_here,
    )


@cache
def _columns(model: type[models.Model]) -> tuple[str, list[Column]]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return ", ".join(f'"{field.column}"' for field in fields), [_column(field) for field in fields]


@cache
def _update(model: type[models.Model], only: tuple[str, ...]) -> tuple[str, list[Column]]:
    _, columns = _columns(model)
    columns = [one for one in columns if not only or one[1] in only]
    set_to = ", ".join(f'"{field.column}" = %s' for field, *_ in columns)
    return f'UPDATE "{model._meta.db_table}" SET {set_to} WHERE "{model._meta.pk.column}" = %s', columns
