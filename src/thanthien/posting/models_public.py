"""What the law wants public: each item, and each time it was posted somewhere; the files of everything that is posted."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Unit
from thanthien.posting.public_rules import Form, Run
from thanthien.posting.texts import LONGEST_NUMBER, LONGEST_TITLE, Block, blocks_of


class PublicItem(Witnessed):
    """Something decided that must be public by `due_on`. `code` = its line of the law's list (law/data/posted/items.yaml)."""

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    title = models.CharField(max_length=LONGEST_TITLE)
    title_fold = models.CharField(max_length=LONGEST_TITLE)
    body = models.TextField(blank=True)
    document = models.CharField(max_length=LONGEST_NUMBER, blank=True, help_text="number of the decision")
    decided_on = models.DateField()
    due_on = models.DateField()
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("decided_on")), name="public_item_due_after_decision"),
        ]
        indexes = [models.Index(fields=["unit", "-decided_on"], name="public_item_by_day")]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return blocks_of(self.body)


class PublicRun(Witnessed):
    """One posting of an item: in which form, from a day, to a day or still there. Noted by mistake it stays, annulled."""

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(PublicItem, on_delete=models.PROTECT, related_name="runs")
    form = models.CharField(max_length=12, choices=[(form, form) for form in Form])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=80, blank=True)
    noted_by = models.CharField(max_length=60)
    noted_at = models.DateTimeField()
    annulled_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="public_run_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["item", "form"], condition=Q(until__isnull=True, annulled_at__isnull=True), name="one_open_run_a_form"
            ),
        ]

    @property
    def run(self) -> Run:
        return Run(Form(self.form), self.since, self.until)

    @property
    def subject(self) -> str:
        return f"publicrun:{self.pk}"


class PostedFile(Witnessed):
    """A clean file of something posted: of an item or a story (public with it), the proof of a posting, a photo of the room."""

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=40, help_text="publicitem:3, publicrun:5, news:7, roomseen:9")
    name = models.CharField(max_length=120, help_text="of the file as it came")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the clean file; its place on the disk")
    media = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=Q(size__gt=0, pages__gt=0), name="posted_file_is_not_empty")]
        indexes = [models.Index(fields=["unit", "subject"], name="posted_file_of_subject")]

    @property
    def is_pdf(self) -> bool:
        return self.media == "application/pdf"
