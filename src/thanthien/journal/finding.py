"""The row that an act locks, found by the statement that the ORM built for the first one of its kind: an act locks some rows each
time by the same columns, and building the statement anew costs several times what the database does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django_scopes import get_scope, scope

from thanthien.journal import sending

Row = TypeVar("Row", bound=models.Model)
SCOPE = "\0scope"
# A value of each kind that no row has: where it comes back among the parameters, the real one goes.
MARKS: dict[str, object] = {"CharField": "\0", "BigAutoField": -(2**62), "UUIDField": UUID(int=2**128 - 1)}


@dataclass(frozen=True, slots=True)
class Statement:
    """`slots`: of each parameter whose value it is (a key of the question, or SCOPE) and the column that it is compared with."""

    sql: str
    slots: Sequence[tuple[str, models.Field | None]]
    read: Callable[[Sequence[Any]], Any]


def locked(model: type[Row], where: dict[str, Any]) -> Row | None:
    """The one row of `model` with these values, locked until commit; None when it has to be asked for by the ORM: there is none,
    there are several, or the question is of a kind that is not known here.
    """
    keys = tuple(sorted(where))
    statement = _statement(model, keys)
    here = get_scope()
    if statement is None or not here.get("_enabled", True):
        return None
    values = {**{key: getattr(value, "pk", value) for key, value in where.items()}, SCOPE: here.get("unit")}
    prepared = [_prepared(field, values[slot]) for slot, field in statement.slots]
    rows = sending.ask(statement.sql, prepared)
    if len(rows) != 1:
        return None
    return statement.read(rows[0])


def _target(model: type[models.Model], key: str) -> models.Field | None:
    """The column that a key asks for, through foreign keys: `pk`, `unit_id`, `officer__login`."""
    found: models.Field | None = None
    for name in key.split("__"):
        try:
            found = model._meta.pk if name == "pk" else model._meta.get_field(name.removesuffix("_id"))
        except FieldDoesNotExist:
            return None
        if found.is_relation:
            model = found.related_model
            found = found.target_field
    return found


def _prepared(field: models.Field | None, value: object) -> object:
    return value if field is None or type(value) in (str, int) else field.get_db_prep_value(value, connection)


@cache
def _statement(model: type[models.Model], keys: tuple[str, ...]) -> Statement | None:
    marks: dict[str, object] = {}
    for number, key in enumerate(keys):
        field = _target(model, key)
        mark = MARKS.get(field.get_internal_type()) if field is not None else None
        if mark is None:
            return None
        marks[key] = f"{mark}{key}" if isinstance(mark, str) else mark + number if isinstance(mark, int) else mark
    with scope(unit=SCOPE):
        asked = model._default_manager.select_for_update(of=("self",)).filter(**marks).order_by()
        compiler = asked.query.get_compiler(connection.alias)
        sql, params = compiler.as_sql()
    back = {_prepared(_target(model, key), mark): key for key, mark in marks.items()} | {SCOPE: SCOPE}
    if len(back) != len(marks) + 1 or not all(param in back for param in params):
        return None
    columns = [column for column, *_ in compiler.select]
    slots = tuple((back[param], None if param == SCOPE else _target(model, back[param])) for param in params)
    made = sending.reader(model, [column.target.attname for column in columns])
    converted = sending.converted(compiler.get_converters(columns))
    return Statement(sql, slots, lambda row: made(converted(row)))
