"""The first tables of a room, made in one step.

Django takes the models anew into its picture of the tables after each table, index and constraint; where nearly every table names
the unit, that is all of them, some four hundred times, and the first start of an office takes a minute. Here the picture is taken
once for a room, when all its models are known.
"""

from collections.abc import Sequence

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class NewTables(Operation):
    """The tables of `operations`: new models, and the fields, indexes, constraints of these; each table is made as it ends."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    @property
    def names(self) -> list[str]:
        return [one.name for one in self.operations if isinstance(one, CreateModel)]

    def state_forwards(self, app_label, state) -> None:
        state.__dict__.pop("apps", None)  # else it is made anew after each of them
        for one in self.operations:
            one.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for name in self.names:
            model = to_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        for name in reversed(self.names):
            model = from_state.apps.get_model(app_label, name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def references_model(self, name, app_label) -> bool:
        return any(one.references_model(name, app_label) for one in self.operations)

    def describe(self) -> str:
        return f"First tables: {', '.join(self.names)}"
