"""The way of a written-out statement to the database and of its rows back, without what only composed statements need.

Of the time of a small question half went into the wrappers around the cursor and the making of its rows. Where somebody listens
(the log of queries, a wrapper around statements) and on PostgreSQL a statement goes Django's way.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache, partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.base import ModelState
from django.db.models.signals import post_init, pre_init

Convert = Callable[..., Any]  # (value, expression, connection)


def ask(sql: str, values: Sequence[object]) -> list[Any]:
    """Send a statement; its rows."""
    here = connections[DEFAULT_DB_ALIAS]
    if _watched(here):
        with here.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall()
    with here.wrap_database_errors:
        return here.connection.execute(_question_marks(sql), values).fetchall()


def tell(sql: str, values: Sequence[object]) -> int:
    """Send a statement that gives no rows; how many it concerned."""
    here = connections[DEFAULT_DB_ALIAS]
    if _watched(here):
        with here.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount
    with here.wrap_database_errors:
        return here.connection.execute(_question_marks(sql), values).rowcount


def _watched(here: BaseDatabaseWrapper) -> bool:
    """Whether it has to go through Django's cursor. Raises as that does: no connection, a transaction that is broken."""
    if here.vendor != "sqlite" or here.execute_wrappers or here.queries_logged:
        return True
    here.ensure_connection()
    here.validate_no_broken_transaction()
    return False


@lru_cache(maxsize=4_096)
def _question_marks(sql: str) -> str:
    """As SQLite marks its parameters."""
    return sql.replace("%s", "?").replace("%%", "%")


def keeps_utc_text() -> bool:
    """Whether the database keeps a moment as its text in UTC, as `moment_text` gives it."""
    return connection.vendor == "sqlite" and connection.timezone is UTC


def moment_text(moment: datetime) -> str:
    """An aware moment as Django writes it into SQLite."""
    return str(moment.astimezone(UTC).replace(tzinfo=None))


def converted(converters: Mapping[int, tuple[Sequence[Convert], Any]]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """What makes of a row as it comes from the database one with the values that the ORM gives; `converters` as its compiler has
    them, by the place in the row.
    """
    if not converters:
        return lambda row: row
    steps = [(place, _step(one, expression)) for place, (several, expression) in converters.items() for one in several]

    def convert(row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for place, step in steps:
            values[place] = step(values[place])
        return values

    return convert


def _step(convert: Convert, expression: Any) -> Callable[[Any], Any]:
    """One converter, of the value alone; what SQLite keeps as a moment in UTC goes a shorter way."""
    step = partial(convert, expression=expression, connection=connection)
    if not keeps_utc_text() or convert != connection.ops.convert_datetimefield_value:
        return step
    return lambda value: value.replace(tzinfo=UTC) if type(value) is datetime and value.tzinfo is None else step(value)


def reader(model: type[models.Model], names: Sequence[str]) -> Callable[[Sequence[Any]], Any]:
    """What makes of the values of these columns the row that `Model.from_db` makes; a column that is not named is deferred."""
    plain = model.__init__ is models.Model.__init__ and model.from_db.__func__ is models.Model.from_db.__func__  # type: ignore[attr-defined]
    if not plain or pre_init.has_listeners(model) or post_init.has_listeners(model):
        return lambda values: model.from_db(DEFAULT_DB_ALIAS, names, values)

    def made(values: Sequence[Any]) -> models.Model:
        found = model.__new__(model)
        found.__dict__.update(zip(names, values, strict=True))
        found._state = state = ModelState()
        state.adding, state.db = False, DEFAULT_DB_ALIAS
        return found

    return made
