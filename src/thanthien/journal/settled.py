"""Readings of what seldom changes (an office, its counters and services, roles, procedures), kept in this process.

A model says whom its rows concern by `settled_for`: its unit, the hall of its unit, or all units. Every change of such a row
gives that unit, that hall (or all) a new random mark in the transaction of the change; a kept reading holds as long as the marks
that it was made under stand. So every process sees a change as soon as it is committed, and a change that is rolled back leaves
nothing behind: its mark never comes again. Values are shared by requests: whoever gets one reads it, and locks the row itself
before changing it.
"""

import threading
from collections.abc import Callable, Hashable, Iterable
from contextlib import closing, nullcontext
from itertools import count
from time import monotonic
from typing import Any, TypeVar, cast

from django.apps import apps
from django.core.signals import request_started
from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction
from django.db.models.signals import post_delete, post_save
from django_scopes import get_scope

from thanthien.journal import sending
from thanthien.shared import chance

Value = TypeVar("Value")
Marks = tuple[str, str, str]  # of the unit, of all units, of the unit's hall

ALL = ""
UNIT, HALL, EVERYBODY = "unit", "hall", "all"
MOST = 50_000
FRESH_S = 0.25  # outside requests and acts, another process is heard this late at most
READ = "SELECT unit, mark FROM journal_mark WHERE unit IN (%s, %s, '')"
WRITE = "INSERT INTO journal_mark (unit, mark) VALUES (%s, %s) ON CONFLICT (unit) DO UPDATE SET mark = EXCLUDED.mark"
_kept: dict[Hashable, tuple[Marks, Any]] = {}


class _Here(threading.local):
    """Of this thread: marks read a moment ago, and the units that the act under way changes (None outside one)."""

    def __init__(self) -> None:
        self.read: dict[str, Marks] = {}
        self.until = 0.0  # monotonic seconds
        self.change = 0
        self.hooks: list[Any] | None = None  # of the transaction that has read what it marked itself; another list after it
        self.changing: set[str] | None = None


_here = _Here()
_changes = count(1)
_change = 0  # the last change in this process: marks read before it are read again


def kept(unit: str, key: tuple[Hashable, ...], read: Callable[[], Value], *, hall: bool = True) -> Value:
    """What `read` gives for `unit` ("" = for all); read again when something settled of the unit has changed since.

    `key` names the reading with all that it depends on besides. Within an act that has changed settled rows it is always read.
    `hall` False: no counter is in it, so that it outlives one that opens, rests or closes.
    """
    if _here.changing:
        return read()
    marks, name = _marks(unit), (unit, _scope(), key)
    if not hall:
        marks = marks[0], marks[1], ""
    found = _kept.get(name)
    if found is not None and found[0] == marks:
        return cast(Value, found[1])
    value = read()
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[name] = (marks, value)
    return value


def _scope() -> Hashable:
    """What the query may see belongs to the reading."""
    scope = get_scope()
    return scope.get("unit") if scope.get("_enabled", True) else "*"


def _marks(unit: str) -> Marks:
    moment = monotonic()
    other = _here.hooks is not None and _here.hooks is not connection.run_on_commit
    if other or _here.change != _change or moment > _here.until:
        _here.change, _here.until, _here.hooks = _change, moment + FRESH_S, None
        _here.read.clear()
    marks = _here.read.get(unit)
    if marks is None:
        connection.ensure_connection()
        with connection.wrap_database_errors, closing(connection.create_cursor()) as cursor:  # not in the log of queries
            cursor.execute(READ, [unit, _hall(unit)])
            rows = dict(cursor.fetchall())
        if connection.run_on_commit:  # it may have marked something itself, which may yet be rolled back
            _here.hooks = connection.run_on_commit
        marks = _here.read[unit] = rows.get(unit, ""), rows.get(ALL, ""), rows.get(_hall(unit), "")
    return marks


def _hall(unit: str) -> str:
    """Under which name the mark of a unit's hall stands beside the unit's."""
    return f"{unit}/"


def _look_again() -> None:
    """Every thread of this process reads the marks anew."""
    global _change
    _change = next(_changes)


def changed(*units: str) -> None:
    """Rows that concern these units ("" = all) were written in a way that no signal tells (bulk_create, update)."""
    if _here.changing is not None:
        _here.changing |= set(units)
    else:
        mark(units)


def mark(units: Iterable[str]) -> None:
    """New marks; part of the transaction that is open, if one is."""
    with nullcontext() if connection.in_atomic_block else transaction.atomic():
        for unit in sorted(units):
            sending.tell(WRITE, [unit, chance.identity().hex])
        transaction.on_commit(_look_again)
    _look_again()


def begin() -> None:
    """An act begins: what it changes is marked when it is sealed, under the lock of its chain; marks are read afresh."""
    _here.changing = set()
    if not _nobody_else():
        _here.read.clear()


def end() -> None:
    """The act under way is over, well or not."""
    _here.changing = None
    if not _nobody_else():
        _here.read.clear()


def _nobody_else() -> bool:
    """Within a transaction around several acts on SQLite no other process writes, nor would it be seen before the end."""
    here = connections[DEFAULT_DB_ALIAS]
    return here.vendor == "sqlite" and bool(here.savepoint_ids)


def seal() -> None:
    """Mark what the act under way has changed."""
    if _here.changing:
        mark(_here.changing)


def noticed(row: models.Model) -> None:
    """A row was written or deleted."""
    concerns = getattr(row, "settled_for", "")
    if concerns:
        unit = ALL if concerns == EVERYBODY else cast(Any, row).unit_id
        changed(_hall(unit) if concerns == HALL else unit)


def forget() -> None:
    """Keep nothing: between tests."""
    _kept.clear()
    _here.read.clear()


def _written(sender: type[models.Model], instance: models.Model, raw: bool = False, **_: object) -> None:
    if not raw:
        noticed(instance)


def _request_began(**_: object) -> None:
    """What another process has committed before a request shows in it."""
    _here.read.clear()


def listen() -> None:
    """Connect the signals; once, when the room is ready."""
    for model in apps.get_models():
        if getattr(model, "settled_for", ""):
            post_save.connect(_written, sender=model, dispatch_uid="settled.saved")
            post_delete.connect(_written, sender=model, dispatch_uid="settled.deleted")
    request_started.connect(_request_began, dispatch_uid="settled.began")
