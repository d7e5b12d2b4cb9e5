"""Questions composed once: the ORM builds the statement of the first asking, later ones send it with their own values.

Building a statement costs the ORM several times what the database needs to answer it, and a hot path asks the same few each
time. What comes back is what the ORM would bring: the same rows of the same unit, read when they are asked for. Nothing is kept.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from django_scopes import get_scope, scope, scopes_disabled

from thanthien.journal import sending

Row = TypeVar("Row")
SCOPE = "\0scope"
Slots = Sequence[tuple[str, object]]
AS_THEY_ARE = frozenset((str, int, bool))
LONGEST = 1000  # values of a list
# Of each kind of value one that no row has, another for each place: where it comes back among the parameters, the real one goes.
MARKS: dict[type, Callable[[int], object]] = {
    str: lambda place: f"\0{place}",
    int: lambda place: 2**15 - 1 - place,  # what the smallest column of numbers still holds: of more the ORM knows no row
    date: lambda place: date(1601, 1, 1) + timedelta(days=place),
    datetime: lambda place: datetime(1602, 1, 1 + place, tzinfo=UTC),
    UUID: lambda place: UUID(int=2**128 - 1 - place),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """`slots`: of each parameter whose value it is (a name, or SCOPE) and "", or "" and its value that is always the same."""

    sql: str
    slots: Slots
    read: Callable[[Sequence[Any]], Any]


NOTHING = Statement("", (), tuple)


class Question(Generic[Row]):
    """What `composed` makes of a function that gives a query."""

    def __init__(self, build: Callable[..., Any]) -> None:
        self.build = build
        self._kinds: dict[str, Any] | None = None
        self._known: dict[tuple[str, bool, tuple[int, ...]], Statement | None] = {}

    def rows(self, **values: Any) -> list[Row]:
        """The rows in the query's order; within a scope those of its unit only, as the ORM's managers do."""
        statement, rows = self._asked("rows", values)
        return [statement.read(row) for row in rows]

    def first(self, **values: Any) -> Row | None:
        """The first row in the query's order, or None; for a query that asks for one."""
        statement, rows = self._asked("rows", values)
        return statement.read(rows[0]) if rows else None

    def count(self, **values: Any) -> int:
        """How many rows there are."""
        _, rows = self._asked("count", values)
        return rows[0][0] if rows else 0

    def any(self, **values: Any) -> bool:
        """True when there is a row."""
        _, rows = self._asked("any", values)
        return bool(rows)

    def _asked(self, how: str, values: dict[str, Any]) -> tuple[Statement, Sequence[Sequence[Any]]]:
        here = get_scope()
        scoped = here.get("_enabled", True)
        sizes = tuple(len(value) for value in values.values() if isinstance(value, tuple))
        if (how, scoped, sizes) not in self._known:
            self._known[how, scoped, sizes] = self._composed(how, scoped, values)
        statement = self._known[how, scoped, sizes]
        if statement is None:
            return NOTHING, ()
        given = {name: _prepared(value) for name, value in (_each(values) if sizes else values.items())}
        if scoped and any(name == SCOPE for name, _ in statement.slots):
            if "unit" not in here:
                self.build(**values)  # the manager says what is wrong
                raise LookupError(f"{self.build.__name__}: asked without a unit")
            given[SCOPE] = here["unit"]
        sent = [given[name] if name else always for name, always in statement.slots]
        return statement, sending.ask(statement.sql, sent)

    def _composed(self, how: str, scoped: bool, values: Mapping[str, Any]) -> Statement | None:
        """The statement, by a query whose values are marks; None when an empty list lets nothing through. Raises TypeError for a
        question that cannot be kept like this.
        """
        marks = self._marks(values)
        with scope(unit=SCOPE) if scoped else scopes_disabled():
            query = self.build(**marks)
        if query._prefetch_related_lookups:
            raise TypeError(f"{self.build.__name__}: a query with rows fetched after it")
        if how == "any":
            query = query.order_by().values_list("pk")[:1]
        elif how == "count":
            query = query.order_by().values_list("pk")
        compiler = query.query.get_compiler(connection.alias)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            if () in values.values():
                return None
            raise
        names = {_prepared(mark): name for name, mark in _each(marks)} | {SCOPE: SCOPE}
        slots = [(names[param], "") if param in names else ("", param) for param in params]
        missing = set(names.values()) - {SCOPE} - {name for name, _ in slots}
        if missing and () not in values.values():  # with an empty list the ORM leaves out what stands beside it
            raise TypeError(f"{self.build.__name__}: {sorted(missing)} not found among what the statement is sent with")
        sql, slots = _with_constants(sql, slots)
        if how == "count":
            return Statement(f"SELECT COUNT(*) FROM ({sql}) AS counted", slots, tuple)
        converted = sending.converted(compiler.get_converters([column for column, *_ in compiler.select]))
        made = _reader(query, compiler)
        return Statement(sql, slots, lambda row: made(converted(row)))

    def _marks(self, values: Mapping[str, Any]) -> dict[str, Any]:
        if self._kinds is None:
            self._kinds = {name: kind for name, kind in get_type_hints(self.build).items() if name != "return"}
        marks: dict[str, Any] = {}
        for place, (name, kind) in enumerate(self._kinds.items(), 1):
            if get_origin(kind) is tuple:
                of = MARKS[get_args(kind)[0]]
                if len(values[name]) > LONGEST:
                    raise TypeError(f"{self.build.__name__}: a list of more than {LONGEST}")
                marks[name] = tuple(of(LONGEST * place + number) for number in range(len(values[name])))
            else:
                marks[name] = MARKS[kind](place)
        return marks


def _with_constants(sql: str, slots: Slots) -> tuple[str, Slots]:
    """The statement with the texts and numbers that are always the same written into it, and what is still sent. SQLite takes an
    index of some rows only (`state IN ('called', 'serving')`) when it sees that the question is about those; PostgreSQL is sent
    whole statements anyway.
    """
    if connection.vendor != "sqlite":
        return sql, slots
    first, *others = sql.split("%s")
    told, sent = [first], []
    for (name, always), after in zip(slots, others, strict=True):
        constant = None if name else _constant(always)
        if constant is None:
            sent.append((name, always))
        told += [constant or "%s", after]
    return "".join(told), sent


def _constant(value: object) -> str | None:
    """As it stands in a statement; None for what must be sent."""
    if type(value) in (int, bool):
        return str(int(cast(int, value)))
    if isinstance(value, str) and "\0" not in value:
        return "'{}'".format(value.replace("'", "''").replace("%", "%%"))
    return None


def _each(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every value with its name, those of a list each with its number."""
    for name, value in values.items():
        if isinstance(value, tuple):
            yield from ((f"{name} {number}", one) for number, one in enumerate(value))
        else:
            yield name, value


def composed(build: Callable[..., Any]) -> Question[Any]:
    """`@composed` above a function of named values (str, int, date, datetime, UUID; never None) that gives a query of one model.

    Each value must reach the statement as it is, once or more: `field=value`, `field__lt=value`; no pattern. A list is a tuple of
    up to LONGEST str, int or date (`tuple[int, ...]`): `field__in=values`; of each length the statement is another one.
    """
    return Question(build)


def _prepared(value: Any) -> object:
    """As the columns of this kind have it in the database."""
    if type(value) in AS_THEY_ARE:
        return value
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        return value
    raise TypeError(f"a question of values only, not of {type(value).__name__}")


def _reader(query: models.QuerySet, compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """What makes of a row what iterating over the query gives. Raises TypeError for another kind of query."""
    if query._iterable_class is FlatValuesListIterable:
        return lambda row: row[0]
    if query._iterable_class is ValuesListIterable:
        return tuple
    if query._iterable_class is not ModelIterable or compiler.annotation_col_map:
        raise TypeError(f"{query._iterable_class.__name__}: a question of rows or of some of their columns only")
    places = compiler.klass_info["select_fields"]
    start, end = places[0], places[-1] + 1
    model = compiler.klass_info["model"]
    names = [column.target.attname for column, *_ in compiler.select[start:end]]
    beside = get_related_populators(compiler.klass_info, compiler.select, connection.alias)
    made = sending.reader(model, names)
    if not beside:
        return lambda row: made(row[start:end])

    def read(row: Sequence[Any]) -> models.Model:
        found = made(row[start:end])
        for one in beside:
            one.populate(row, found)
        return found

    return read
