"""Scans, uploads under way, links for telephones, the book of certified copies."""

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.fields import KeptForeignKey
from thanthien.journal.models import Witnessed
from thanthien.papers import rules
from thanthien.people.card import mask_name
from thanthien.people.models import Officer, Unit
from thanthien.shared.codes import random_code


class Scan(Witnessed):
    """A clean file that belongs to a paper, or is a result, or waits to be put to a paper. Taken away it is only marked so."""

    unwitnessed: ClassVar = frozenset({"reading", "text_fold"})
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField(max_length=60, help_text="whose it is: dossier:12")
    order = models.PositiveSmallIntegerField(default=0, help_text="line of the checklist; 0 = of none")
    kind = models.CharField(max_length=8, choices=[(k, k) for k in rules.Kind])
    source = models.CharField(max_length=8, choices=[(s, s) for s in rules.Source])
    state = models.CharField(max_length=10, default=rules.State.KEPT, choices=[(s, s) for s in rules.State])
    person = models.CharField(max_length=40, blank=True, help_text="whose result it is: citizen:7, organisation:3")
    title = models.CharField(max_length=rules.TITLE_LENGTH, blank=True, help_text="what a result is called")
    name = models.CharField(max_length=rules.NAME_LENGTH, blank=True, help_text="of the file as it came, for people's eyes alone")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the clean file; its place on the disk")
    media = models.CharField(max_length=20, choices=[(m, m) for m in rules.ENDINGS])
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    reused_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reuses")
    mark_before = models.JSONField(default=dict, help_text="how the line of the checklist stood before, to take it back")
    added_by = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reading = models.CharField(max_length=8, default=rules.Reading.DUE, choices=[(r, r) for r in rules.Reading])
    text_fold = models.TextField(blank=True, help_text="what the machine read in it, folded")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=rules.State.KEPT, withdrawn_at__isnull=True)
                | models.Q(state=rules.State.WITHDRAWN, withdrawn_at__isnull=False),
                name="withdrawn_scan_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=rules.Kind.PAPER, order__gte=1) | (~models.Q(kind=rules.Kind.PAPER) & models.Q(order=0)),
                name="scan_of_a_paper_has_line",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=rules.Kind.RESULT) | (~models.Q(title="") & ~models.Q(person="")),
                name="result_is_somebodys",
            ),
            models.CheckConstraint(
                condition=models.Q(source=rules.Source.STORE, reused_from__isnull=False)
                | (~models.Q(source=rules.Source.STORE) & models.Q(reused_from__isnull=True)),
                name="reused_scan_has_origin",
            ),
            models.CheckConstraint(condition=models.Q(size__gt=0, pages__gt=0), name="scan_is_not_empty"),
            models.UniqueConstraint(
                fields=["unit", "subject", "kind", "order", "digest"],
                condition=models.Q(state=rules.State.KEPT),
                name="one_scan_a_file",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "subject", "state"], name="scan_of_subject"),
            models.Index(fields=["unit", "person", "kind"], name="scan_of_person"),
            models.Index(fields=["unit", "-added_at"], name="scan_by_day"),
            models.Index(fields=["reading"], name="scan_to_read", condition=models.Q(reading=rules.Reading.DUE)),
        ]

    @property
    def ending(self) -> str:
        return rules.ENDINGS[self.media]


class Upload(models.Model):
    """A file that is coming in pieces; its pieces lie on the disk. Not a state of the office: what never ends is swept away."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=12, unique=True, default=random_code)
    owner = models.CharField(max_length=60, help_text="officer:hanh, phone:7: who may go on with it")
    target = models.JSONField(default=dict, help_text="what it shall belong to, as whoever began it said")
    name = models.CharField(max_length=rules.NAME_LENGTH, blank=True)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the whole as it was sent")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    scan = models.ForeignKey(Scan, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="upload_ends_after_start")
        ]
        indexes = [
            models.Index(fields=["unit", "owner"], name="upload_of_owner"),
            models.Index(fields=["unit", "expires_at"], name="upload_to_sweep"),
        ]


class PhoneLink(Witnessed):
    """For some minutes a telephone may send pictures to one subject, and do nothing else. The link itself is not kept."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField(max_length=60)
    digest = models.CharField(max_length=32, unique=True, help_text="keyed, of the secret in the link")
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(expires_at__gt=models.F("made_at")), name="phone_link_ends")]
        indexes = [models.Index(fields=["unit", "subject", "-made_at"], name="phone_link_of_subject")]


class CertifiedCopy(Witnessed):
    """One line of the book: an original of which copies were certified. A line struck out keeps its number."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    day = models.DateField()
    title = models.CharField(max_length=rules.TITLE_LENGTH, help_text="the original")
    title_fold = models.CharField(max_length=rules.TITLE_LENGTH)
    requester = models.CharField(max_length=80)
    copies = models.PositiveSmallIntegerField()
    pages = models.PositiveSmallIntegerField(help_text="of one copy")
    fee_vnd = models.PositiveIntegerField()
    signer = KeptForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    entered_by = models.CharField(max_length=60)
    entered_at = models.DateTimeField()
    annulled_at = models.DateTimeField(null=True, blank=True)
    annulled_why = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="one_copy_a_number"),
            models.CheckConstraint(condition=models.Q(copies__gte=1, pages__gte=1), name="copy_has_pages"),
            models.CheckConstraint(
                condition=models.Q(annulled_at__isnull=True, annulled_why="")
                | (models.Q(annulled_at__isnull=False) & ~models.Q(annulled_why="")),
                name="annulled_copy_says_why",
            ),
        ]
        indexes = [models.Index(fields=["unit", "day"], name="copy_by_day")]

    @property
    def label(self) -> str:
        """`0042/2026`."""
        return f"{self.number:04d}/{self.year}"

    @property
    def requester_masked(self) -> str:
        """Who asked, as a list may show it."""
        return mask_name(self.requester)
