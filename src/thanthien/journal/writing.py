"""The few statements that every act runs, written out: building them anew by the ORM costs five times what the database does.

Each is the statement that the ORM would send, on both engines. What is rare (a new row, a model with its own `save`) stays there.
"""

from collections.abc import Sequence
from functools import cache

from django.db import connection, models

from thanthien.journal.models import Chain, Entry, Serial


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
    values = [_value(field, entry) for entry in entries for field in fields]
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
        cursor.execute(statement, [*(_value(field, row) for field in fields), key])
        return cursor.rowcount == 1


def _value(field: models.Field, row: models.Model) -> object:
    return field.get_db_prep_save(field.pre_save(row, add=False), connection=connection)


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
