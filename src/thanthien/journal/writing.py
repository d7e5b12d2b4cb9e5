"""The few statements that every act runs, written out: building them anew by the ORM costs five times what the database does.

Each is the statement that the ORM would send, on both engines. What is rare (a model with its own `save`) stays there.
"""

from collections.abc import Sequence
from functools import cache

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction

from thanthien.journal.models import Chain, Entry, Serial

AT_ONCE = 5_000  # values of one statement: far below what both engines take


def locked_chain(unit: str) -> Chain:
    """The head of the unit's chain, its row locked until commit; a new chain when the unit has none."""
    lock = connection.ops.for_update_sql() if connection.features.has_select_for_update else ""
    for _ in range(2):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT seq, head FROM "{Chain._meta.db_table}" WHERE unit = %s {lock}', [unit])
            found = cursor.fetchone()
        if found is not None:
            return Chain(unit, *found)
        Chain.objects.get_or_create(unit=unit)
    raise Chain.DoesNotExist(unit)


def move_chain(chain: Chain) -> None:
    """The chain has a new head."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{Chain._meta.db_table}" SET seq = %s, head = %s WHERE unit = %s', [chain.seq, chain.head, chain.unit]
        )


def append(entries: Sequence[Entry]) -> None:
    """Write new entries in their order."""
    columns, fields = _columns(Entry)
    row = f"({', '.join(['%s'] * len(fields))})"
    values = [value for entry in entries for value in _values(fields, entry)]
    statement = f'INSERT INTO "{Entry._meta.db_table}" ({columns}) VALUES {", ".join([row] * len(entries))}'
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def counted(*, unit: str, name: str, by: int) -> int:
    """Raise the unit's counter of this name by `by`, from 0 when it is new; what it says now."""
    table = Serial._meta.db_table
    statement = (
        f'INSERT INTO "{table}" (unit, name, value) VALUES (%s, %s, %s) '
        f'ON CONFLICT (unit, name) DO UPDATE SET value = "{table}".value + EXCLUDED.value RETURNING value'
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [unit, name, by])
        return cursor.fetchone()[0]


def written(row: models.Model, only: tuple[str, ...] = ()) -> bool:
    """Write every column (or `only` these) of a row that stands in its table; False, and nothing is written, when that is a
    matter for `save`.
    """
    if row._state.adding or row.pk is None or type(row).save is not models.Model.save:
        return False
    statement, fields = _update(type(row), only)
    key = row._meta.pk.get_db_prep_value(row.pk, connection)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*_values(fields, row), key])
        return cursor.rowcount == 1


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
    with transaction.mark_for_rollback_on_error(), connection.cursor() as cursor:
        cursor.execute(sql, _values(fields, row, add=True))
        if counted_here:
            setattr(row, key.attname, cursor.fetchone()[0])
    row._state.adding, row._state.db = False, connection.alias
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
    with transaction.mark_for_rollback_on_error(), connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            values = [value for row in part for value in _values(fields, row, add=True)]
            cursor.execute(f"{head} VALUES {', '.join([places] * len(part))} RETURNING {back}", values)
            for row, (key,) in zip(part, cursor.fetchall(), strict=True):
                setattr(row, model._meta.pk.attname, key)
                row._state.adding, row._state.db = False, connection.alias
    return True


def _values(fields: Sequence[models.Field], row: models.Model, *, add: bool = False) -> list[object]:
    here = connections[DEFAULT_DB_ALIAS]  # the proxy `connection` looks itself up again for each column
    return [field.get_db_prep_save(field.pre_save(row, add=add), connection=here) for field in fields]


@cache
def _insert(model: type[models.Model]) -> tuple[str, list[models.Field], bool] | None:
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
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places}){back}', fields, counted_here


@cache
def _columns(model: type[models.Model]) -> tuple[str, list[models.Field]]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return ", ".join(f'"{field.column}"' for field in fields), fields


@cache
def _update(model: type[models.Model], only: tuple[str, ...]) -> tuple[str, list[models.Field]]:
    _, fields = _columns(model)
    fields = [field for field in fields if not only or field.attname in only]
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    return f'UPDATE "{model._meta.db_table}" SET {columns} WHERE "{model._meta.pk.column}" = %s', fields
