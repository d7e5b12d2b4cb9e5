"""Tables of the spine. `Witnessed` is the base of every table whose rows only acts may change."""

import json
import uuid
from datetime import UTC, date, datetime
from functools import cache, cached_property
from typing import ClassVar

from django.db import models

from thanthien.journal import rules
from thanthien.shared.codes import keyed_digest, random_code


class Witnessed(models.Model):
    """A state row: each act that writes it leaves a keyed digest of the whole row in its entry, so a change by SQL is found."""

    unwitnessed: ClassVar[frozenset[str]] = frozenset()
    settled_for: ClassVar[str] = ""  # "unit", "hall" or "all": rows change seldom, and readings of them are kept (see settled)

    class Meta:
        abstract = True

    @classmethod
    def table(cls) -> str:
        return f"{cls._meta.app_label}.{cls._meta.model_name}"

    @classmethod
    def kept_by_acts(cls) -> models.QuerySet:
        """The rows that must be in the journal; all of them, unless part of the table is reference data."""
        return cls._default_manager.all()

    def witness(self) -> str:
        """The keyed digest of this row's columns (32 hex letters), the same on both databases."""
        return keyed_digest(rules.canonical(self.columns()), purpose=self.table())

    def columns(self) -> dict:
        """Column name → plain value, without the columns that change outside acts.

        A column that holds its default is left out: a column that a later version adds then leaves every older digest as it was.
        """
        told, own = {}, self.__dict__
        for field, name, exact, always, default in _plan(type(self)):
            value = own[name] if name in own else getattr(self, name)
            if type(value) is not exact:
                value = field.to_python(value)
            if always or value != (field.get_default() if default is _MADE else default):
                told[name] = value if exact in _PLAIN else plain(value)
        return told


_MADE = object()  # a default that is made anew for each row
# What needs no conversion: the type that a column's values have when they come from the database.
_EXACT = (
    (models.BooleanField, bool), (models.IntegerField, int), (models.CharField, str), (models.TextField, str),
    (models.DateTimeField, datetime), (models.DateField, date), (models.UUIDField, uuid.UUID),
)  # fmt: skip


@cache
def _plan(model: type[Witnessed]) -> tuple[tuple[models.Field, str, type | None, bool, object], ...]:
    """Of each witnessed column: the field, its attribute, the type that is taken as it is, whether it is always told, its
    default.
    """
    return tuple(
        (
            field,
            field.attname,
            next((exact for kind, exact in _EXACT if isinstance(getattr(field, "target_field", field), kind)), None),
            field.primary_key or field.default is random_code,
            _MADE if field.has_default() and callable(field.default) else field.get_default(),
        )
        for field in model._meta.concrete_fields
        if field.attname not in model.unwitnessed
    )


def plain(value: object) -> object:
    """A column's value as JSON data: moments in UTC with microseconds, days as ISO text, the rest as text where it must."""
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | str | list | dict):
        return value
    return str(value)


_PLAIN = frozenset((str, int, bool, list, dict))


class Chain(models.Model):
    """The head of one unit's chain; its row lock orders the acts of the unit."""

    unit = models.CharField(max_length=12, primary_key=True)
    seq = models.BigIntegerField(default=0)
    head = models.CharField(max_length=64, default=rules.GENESIS)


class Mark(models.Model):
    """What the settled rows of a unit ("" = those that concern all) look like now: another random mark after each change."""

    unit = models.CharField(max_length=12, primary_key=True)
    mark = models.CharField(max_length=32)


class Serial(models.Model):
    """A counter of one unit (`ticket:A:2026-11-25`); taken under the chain's lock."""

    unit = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="one_serial_a_name")]


class Entry(models.Model):
    """One journal entry. Never a name, an ID number, a phone, an address or free text in it."""

    unit = models.CharField(max_length=12)
    seq = models.BigIntegerField()
    act = models.CharField(max_length=32, db_index=True)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    written_at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    visit = models.CharField(max_length=32, blank=True)
    body = models.TextField()
    rows = models.TextField()
    prev = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "seq"], name="one_entry_a_position")]
        indexes = [
            models.Index(fields=["subject", "seq"], name="entry_by_subject"),
            models.Index(fields=["visit"], name="entry_by_visit", condition=~models.Q(visit="")),
            models.Index(fields=["unit", "-seq"], name="entry_of_seal", condition=models.Q(kind="accesses.sealed")),
        ]

    def line(self) -> rules.Line:
        return rules.Line(
            self.unit, self.seq, self.act, self.kind, self.at, self.written_at, self.actor, self.subject, self.visit,
            self.body, self.rows, self.prev,
        )  # fmt: skip

    @cached_property
    def data(self) -> dict:
        """What the entry says, to read: several readers share it."""
        return json.loads(self.body)


class Access(models.Model):
    """Somebody opened a person's file: one row per person, officer, subject and ten minutes, written before the answer."""

    unit = models.CharField(max_length=12)
    officer = models.CharField(max_length=60)
    person = models.CharField(max_length=40, help_text="keyed digest or id, never a name")
    subject = models.CharField(max_length=60)
    reason = models.CharField(max_length=40)
    slot = models.DateTimeField(help_text="start of the ten minutes")
    at = models.DateTimeField()
    # Null and not "": a column with a default would make SQLite write the table anew and lose the triggers that guard it.
    through = models.CharField(max_length=40, null=True, blank=True, help_text="token of the programme that opened it")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "officer", "person", "subject", "slot"], name="one_access_in_ten_minutes")
        ]
        indexes = [
            models.Index(fields=["unit", "slot"], name="access_by_slot"),
            models.Index(fields=["subject"], name="access_by_subject"),
        ]


class Follower(models.Model):
    """How far a reader of the journal has come in one unit; saved in the transaction of what it made."""

    name = models.CharField(max_length=40)
    unit = models.CharField(max_length=12)
    seq = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "unit"], name="one_position_a_follower")]


class Delivery(models.Model):
    """Something that a follower must bring outside (print, message): taken by one UPDATE … WHERE state = 'due'."""

    class State(models.TextChoices):
        DUE = "due"
        TAKEN = "taken"
        DONE = "done"
        DEAD = "dead"

    follower = models.CharField(max_length=40)
    unit = models.CharField(max_length=12)
    seq = models.BigIntegerField()
    target = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DUE)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "unit", "seq", "target"], name="one_delivery_an_entry")]
        indexes = [
            models.Index(fields=["state", "next_try"], name="delivery_due"),
            models.Index(fields=["follower", "target", "state", "seq"], name="delivery_in_order"),
        ]


class Answer(models.Model):
    """The answer given to a request that carried an Idempotency-Key; a repeat gets the same one and changes nothing."""

    scope = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    asked = models.CharField(max_length=32, help_text="keyed digest of the request")
    result = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_answer_a_key")]


class Lease(models.Model):
    """Which process may do a periodic job now (`tick`)."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=60)
    until = models.DateTimeField()
