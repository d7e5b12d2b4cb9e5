"""Services, tickets and closed days."""

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.fields import KeptForeignKey
from thanthien.journal.models import Witnessed
from thanthien.people.models import Counter, Unit
from thanthien.queueing.rules import ticket_label
from thanthien.visits.models import Visit


class Service(Witnessed):
    """What people choose at the kiosk: a plain name, a letter, the fields of procedures behind it."""

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="services")
    letter = models.CharField(max_length=2)
    name = models.CharField(max_length=40)
    examples = models.CharField(max_length=160, blank=True)
    pictogram = models.CharField(max_length=30, default="papers")
    fields = models.JSONField(default=list, help_text="field codes of procedures; empty for return, help")
    kind = models.CharField(max_length=10, default="intake", help_text="intake, return (trả kết quả), help (chưa rõ việc)")
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "letter"], name="one_service_a_letter")]
        ordering = ["order", "letter"]


class ServiceCounter(Witnessed):
    """`counter` serves `service`. The rank orders the names on the plate; the queue goes by arrival alone (ADR 0003)."""

    settled_for: ClassVar = "unit"

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="at_counters")
    counter = models.ForeignKey(Counter, on_delete=models.CASCADE, related_name="service_links")
    rank = models.PositiveSmallIntegerField(default=0)

    objects = ScopedManager(unit="service__unit_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "counter"], name="service_once_a_counter")]

    @property
    def unit_id(self) -> str:
        return self.service.unit_id


class Ticket(Witnessed):
    """A number for a person and a matter on a day. `order` is what the queue goes by, the number is only its name."""

    # One call may raise it on hundreds of rows at once; it can be counted again from the calls and orders in the journal.
    unwitnessed: ClassVar = frozenset({"overtaken"})
    unit = KeptForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    service = KeptForeignKey(Service, on_delete=models.PROTECT, related_name="tickets")
    letter = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="tickets")
    state = models.CharField(max_length=10, default="waiting", help_text="see the state table in rules.py")
    priority = models.CharField(max_length=20, blank=True, help_text="class of priority, empty = ordinary")
    taken_at = models.DateTimeField(help_text="time at the device, bounded; the order comes from it")
    order = models.BigIntegerField(help_text="place in the queue: smaller first; kept when the person comes back")
    bound = models.PositiveSmallIntegerField(default=3, help_text="how many who came later may be called before it")
    overtaken = models.PositiveSmallIntegerField(default=0, help_text="how many were; it follows from the calls")
    counter = KeptForeignKey(Counter, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets")
    wanted_counter = KeptForeignKey(
        Counter, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="transferred to this counter only"
    )
    called_at = models.DateTimeField(null=True, blank=True)
    served_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveSmallIntegerField(default=0)
    absent_until = models.DateTimeField(null=True, blank=True)
    officer_login = models.CharField(max_length=40, blank=True, help_text="who called it last")
    channel = models.CharField(max_length=10, default="kiosk", help_text="kiosk, guide, counter, roll, phone, offline")
    taken_by = models.CharField(max_length=60, blank=True, help_text="who pressed: device:kiosk-1, officer:ngoc")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "letter", "number"], name="one_ticket_a_number"),
            models.UniqueConstraint(
                fields=["counter"], name="one_open_ticket_a_counter", condition=models.Q(state__in=["called", "serving"])
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["called", "serving"]) | models.Q(counter__isnull=False),
                name="called_ticket_has_counter",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "day", "state", "order"], name="ticket_queue"),
            models.Index(fields=["unit", "day", "order"], name="ticket_by_order"),
            models.Index(fields=["unit", "-ended_at"], name="ticket_lately_done", condition=models.Q(state="done")),
            models.Index(fields=["unit", "taken_by", "taken_at"], name="ticket_pace_of_device"),
        ]

    @property
    def label(self) -> str:
        """The name of the number: letter and three digits, `A024`."""
        return ticket_label(self.letter, self.number)


class ClosedDay(Witnessed):
    """A day of the hall whose queue is over: nobody waits any more. Work after it makes the figures new, never wrong."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    closed_at = models.DateTimeField()
    served = models.PositiveIntegerField()
    no_show = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField(help_text="had a number and were not called when the day ended at midnight")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="one_close_a_day")]


class OwnVoice(Witnessed):
    """The unit's own voice for the calls: the clips it has recorded (files in the office's home), and whether they are used."""

    unit = models.OneToOneField(Unit, primary_key=True, on_delete=models.PROTECT, related_name="+")
    on = models.BooleanField(default=False)
    clips = models.JSONField(default=dict, help_text="name of the clip → file and milliseconds")

    objects = ScopedManager(unit="unit_id")


class NumberBlock(Witnessed):
    """Numbers of a kiosk's own letter that only this kiosk may give, so that it goes on when it cannot reach the office. Each
    becomes a ticket, is refused, or is annulled when the block is released.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    letter = models.CharField(max_length=2)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    kiosk = models.CharField(max_length=60, help_text="who holds it: device:kiosk-1")
    key_digest = models.CharField(max_length=32, help_text="of the key that came with it: whoever has the key gave its numbers")
    reserved_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True, help_text="what was not given until then is annulled")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "letter", "first"], name="block_begins_once"),
            models.CheckConstraint(condition=models.Q(last__gte=models.F("first")), name="block_ends_after_start"),
        ]
        indexes = [models.Index(fields=["unit", "kiosk", "day"], name="block_of_kiosk")]

    @property
    def series(self) -> range:
        """The numbers of the block."""
        return range(self.first, self.last + 1)


class RefusedNumber(Witnessed):
    """A number that a kiosk gave without network and that the office did not take by itself: staff let it in or drop it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    block = models.ForeignKey(NumberBlock, on_delete=models.PROTECT, related_name="refused")
    number = models.PositiveIntegerField()
    service = models.CharField(max_length=2, help_text="letter of the service that was tapped; it may be gone")
    priority = models.CharField(max_length=20, blank=True)
    taken_at = models.DateTimeField()
    refused_at = models.DateTimeField()
    reason = models.CharField(max_length=10, help_text="see apart.REASONS")
    settled_at = models.DateTimeField(null=True, blank=True)
    ticket = models.OneToOneField(Ticket, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["block", "number"], name="one_refusal_a_number")]
        indexes = [models.Index(fields=["unit", "refused_at"], name="refused_open", condition=models.Q(settled_at__isnull=True))]

    @property
    def label(self) -> str:
        """The name of the number, as on the paper."""
        return ticket_label(self.block.letter, self.number)
