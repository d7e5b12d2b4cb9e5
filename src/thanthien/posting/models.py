"""Contacts, reception days, and the tallies of visits; what else is posted stands in models_public and models_news."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit
from thanthien.posting.models_news import Duty, News, RoomFinding, RoomSeen
from thanthien.posting.models_public import PostedFile, PublicItem, PublicRun
from thanthien.posting.rules import LAST_WEEK, Group, ReceptionRule

__all__ = [
    "Contact", "Duty", "Lately", "News", "PostedFile", "PublicItem", "PublicRun", "Reception", "RoomFinding", "RoomSeen",
    "VisitDay",
]  # fmt: skip


class Contact(Witnessed):
    """One officer in the public list. `phone` is the number that an act published: nobody's is public by itself."""

    settled_for: ClassVar = "unit"  # the roster is read with its phones

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.OneToOneField(Officer, on_delete=models.PROTECT, related_name="contact")
    group = models.CharField(max_length=10, choices=[(group, group) for group in Group])
    position = models.CharField(max_length=120, blank=True, help_text="as posted; empty = the officer's own")
    duty = models.CharField(max_length=200, blank=True, help_text="what people may ask them about")
    phone = models.CharField(max_length=20, blank=True)
    order = models.PositiveSmallIntegerField(default=100)
    shown = models.BooleanField(default=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.CheckConstraint(condition=Q(shown=True) | Q(phone=""), name="hidden_contact_has_no_phone")]

    def __str__(self) -> str:
        return f"contact {self.pk}"

    @property
    def post(self) -> str:
        return self.position or self.officer.position


class Reception(Witnessed):
    """When a leader receives people: a weekday in each or in one week of the month, from a day to a day."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="receptions")
    weekday = models.PositiveSmallIntegerField(help_text="0 Monday … 6 Sunday")
    week = models.PositiveSmallIntegerField(default=0, help_text="0 each week, 1–4 nth of the month, 5 the last")
    opens = models.TimeField()
    closes = models.TimeField()
    place = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["weekday", "week", "opens", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="reception_ends_after_start"),
            models.CheckConstraint(condition=Q(weekday__lte=6, week__lte=LAST_WEEK), name="reception_names_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="reception_valid_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"reception {self.pk}"

    @property
    def rule(self) -> ReceptionRule:
        return ReceptionRule(self.weekday, self.week, self.opens, self.closes, self.valid_from, self.valid_to)


class VisitDay(models.Model):
    """How often the pages were read on a day: `views` pages, `visits` readers coming. `before` = visits of all earlier days, so
    that the whole is known from the newest row.
    """

    unit = models.CharField(max_length=12)
    day = models.DateField()
    views = models.BigIntegerField(default=0)
    visits = models.BigIntegerField(default=0)
    before = models.BigIntegerField(default=0)
    present = models.PositiveIntegerField(default=0, help_text="readers of the last five minutes, when last counted")
    present_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="one_visit_tally_a_day")]

    def __str__(self) -> str:
        return f"{self.unit} {self.day}"


class Lately(models.Model):
    """A reader of the last half hour, under a keyed digest that is new each day; the row goes when the half hour is over."""

    unit = models.CharField(max_length=12)
    mark = models.CharField(max_length=32)
    seen_at = models.DateTimeField()

    objects = ScopedManager(unit="unit")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "mark"], name="one_row_a_reader")]
        indexes = [models.Index(fields=["seen_at"], name="lately_by_time")]

    def __str__(self) -> str:
        return f"reader of {self.unit}"
