"""News and documents of the commune, the weekly roster, the monthly look at the reception room."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit
from thanthien.posting.duty_rules import LONGEST_TASK, PART_NAMES, Part
from thanthien.posting.news_rules import KIND_NAMES, Kind
from thanthien.posting.room_rules import LONGEST_NOTE, SEEN_NAMES, Seen
from thanthien.posting.texts import LONGEST_NUMBER, LONGEST_SUMMARY, LONGEST_TITLE, Block, blocks_of


class News(Witnessed):
    """A piece of news or a document, shown from a day to a day, or until it is withdrawn. `number` = of a document."""

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in Kind])
    title = models.CharField(max_length=LONGEST_TITLE)
    summary = models.CharField(max_length=LONGEST_SUMMARY)
    body = models.TextField(blank=True)
    number = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    text_fold = models.TextField(help_text="what a search looks in, without marks")
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-first_day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")), name="news_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["unit", "-first_day"], name="news_by_day")]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks_of(self.body)

    @property
    def kind_name(self) -> str:
        return KIND_NAMES[Kind(self.kind)]

    @property
    def subject(self) -> str:
        return f"news:{self.pk}"


class Duty(Witnessed):
    """Who is on duty in a part of a day, and for what. Taken off it stays, so that it can be put back."""

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    part = models.CharField(max_length=10, choices=[(part, part) for part in Part])
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    task = models.CharField(max_length=LONGEST_TASK, blank=True)
    noted_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "part", "officer", "task"], condition=Q(dropped_at__isnull=True), name="one_duty_once"
            ),
        ]
        indexes = [models.Index(fields=["unit", "day"], name="duty_by_day")]

    @property
    def part_name(self) -> str:
        return PART_NAMES[Part(self.part)]


class RoomSeen(Witnessed):
    """What somebody saw of one thing of the reception room in a month."""

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    month = models.DateField(help_text="its first day")
    code = models.CharField(max_length=20)
    seen = models.CharField(max_length=8, choices=[(seen, seen) for seen in Seen])
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    seen_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-month", "pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "month", "code"], name="one_look_a_month")]

    @property
    def seen_name(self) -> str:
        return SEEN_NAMES[Seen(self.seen)]

    @property
    def subject(self) -> str:
        return f"roomseen:{self.pk}"


class RoomFinding(Witnessed):
    """What was not right in the room, until somebody has mended it."""

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    what = models.CharField(max_length=LONGEST_NOTE, blank=True)
    found_at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["found_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code"], condition=Q(mended_at__isnull=True), name="one_open_finding_a_thing"
            ),
        ]
