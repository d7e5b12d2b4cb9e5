"""The first tables of a room in one step: what the database has is what the single operations would have made."""

import pytest
from django.db import connection, models
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.state import ProjectState

from thanthien.journal.new_tables import NewTables

pytestmark = pytest.mark.django_db(transaction=True)
LETTERS = [
    CreateModel("Shelf", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=20))]),
    CreateModel(
        "Book",
        [
            ("id", models.BigAutoField(primary_key=True)),
            ("shelf", models.ForeignKey("messaging.Shelf", models.CASCADE)),
            ("year", models.IntegerField()),
        ],
    ),
    AddField("shelf", "best", models.ForeignKey("messaging.Book", models.CASCADE, null=True)),
    AddIndex("book", models.Index("year", name="a_book_by_year")),
    AddConstraint("book", models.UniqueConstraint(fields=["shelf", "year"], name="one_book_a_year")),
]


def _tables() -> dict[str, tuple]:
    found = {}
    with connection.cursor() as cursor:
        for name in ("messaging_shelf", "messaging_book"):
            if name in connection.introspection.table_names(cursor):
                columns = {
                    one.name: (one.type_code, one.null_ok) for one in connection.introspection.get_table_description(cursor, name)
                }
                laid = connection.introspection.get_constraints(cursor, name).values()
                found[name] = (
                    columns,
                    sorted((one["columns"], one["unique"], one["index"], str(one["foreign_key"])) for one in laid),
                )
    return found


def _forward(operations) -> tuple[ProjectState, ProjectState]:
    before = state = ProjectState()
    for one in operations:
        old, state = state, state.clone()
        one.state_forwards("messaging", state)
        with connection.schema_editor() as editor:
            one.database_forwards("messaging", editor, old, state)
    return before, state


def _back(operations, before: ProjectState, after: ProjectState) -> None:
    whole = NewTables(operations)
    with connection.schema_editor() as editor:
        whole.database_backwards("messaging", editor, after, before)


def test_one_step_makes_the_tables_that_five_steps_make_and_takes_them_away_again():
    before, after = _forward(LETTERS)
    singly = _tables()
    _back(LETTERS, before, after)
    assert _tables() == {}
    before, after = _forward([NewTables(LETTERS)])
    assert _tables() == singly and len(singly) == 2
    _back(LETTERS, before, after)
    assert _tables() == {}
