"""Programmes of a unit, and what became of each dossier under them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit
from thanthien.programmes.rules import Half, Kind, Plan, Signed, WhyNot, weekday_words


class Programme(Witnessed):
    """A special day that a unit decided on: weekdays, half of the day, for which matters, from a day to a day, who signs."""

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in Kind])
    weekdays = models.JSONField(default=list, help_text="0 Monday … 6 Sunday")
    half = models.CharField(max_length=10, blank=True, choices=[(half, half) for half in Half if half])
    fields = models.JSONField(default=list, help_text="fields of procedures; with `procedures` empty too: all")
    procedures = models.JSONField(default=list, help_text="codes")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    signer = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    substitute = models.ForeignKey(
        Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="signs when the signer is away"
    )
    set_by = models.CharField(max_length=60)
    set_at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="programme_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | Q(signer__isnull=False), name="substitute_stands_for_a_signer"
            ),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("signer")), name="nobody_stands_for_oneself"
            ),
        ]

    @property
    def plan(self) -> Plan:
        return Plan(
            Kind(self.kind), frozenset(self.weekdays), self.valid_from, self.valid_to, Half(self.half), frozenset(self.fields),
            frozenset(self.procedures),
        )  # fmt: skip

    @property
    def name(self) -> str:
        return Kind(self.kind).label

    @property
    def promise(self) -> str:
        return Kind(self.kind).promise

    @property
    def when(self) -> str:
        """`Thứ Tư, buổi sáng`."""
        return f"{weekday_words(self.weekdays)}, {Half(self.half).label}"


class DossierProgramme(Witnessed):
    """A dossier received while a programme held. `done` empty: the result has not been handed over yet."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField(max_length=60, help_text="as in the journal: dossier:<key>")
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in Kind])
    programme = models.ForeignKey(
        Programme,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="empty: outside the hours by itself",
    )
    day = models.DateField()
    marked_at = models.DateTimeField()
    eligible = models.BooleanField()
    done = models.BooleanField(null=True)
    why_not = models.CharField(max_length=12, blank=True, choices=[(why, why) for why in WhyNot])
    settled_at = models.DateTimeField(null=True, blank=True)
    signed = models.CharField(max_length=6, blank=True, choices=[(way, way) for way in Signed])
    seen_by = models.CharField(max_length=80, blank=True, help_text="who saw the thumbprint")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "subject", "kind"], name="one_mark_a_kind"),
            models.CheckConstraint(condition=Q(done=True, eligible=True) | ~Q(done=True), name="done_was_eligible"),
            models.CheckConstraint(condition=~Q(done=False) | ~Q(why_not=""), name="not_done_says_why"),
            models.CheckConstraint(condition=~Q(done=True) | Q(why_not=""), name="done_has_no_reason"),
            models.CheckConstraint(
                condition=Q(done__isnull=True, settled_at__isnull=True) | Q(done__isnull=False, settled_at__isnull=False),
                name="settled_has_moment",
            ),
            models.CheckConstraint(condition=~Q(signed=Signed.THUMB) | ~Q(seen_by=""), name="thumbprint_has_witness"),
        ]
        indexes = [
            models.Index(fields=["unit", "day", "kind"], name="mark_by_day"),
            models.Index(fields=["unit", "kind"], name="mark_waiting", condition=Q(done__isnull=True)),
        ]
