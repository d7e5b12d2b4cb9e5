"""Rules of conduct of a unit, version after version; sets of pledges and who signed them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from thanthien.conduct.models_leader import LeaderPromise, ReceptionHeld
from thanthien.conduct.models_record import ConductRecord, Finding, SelfProgramme, SupervisionVisit, VisitPhoto
from thanthien.conduct.models_step import DisciplineStep
from thanthien.conduct.rules import Part, SetKind, State, parts_of
from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit

__all__ = [
    "ConductRecord", "ConductRules", "DisciplineStep", "Finding", "LeaderPromise", "Pledge", "ReceptionHeld", "SelfProgramme",
    "SupervisionVisit", "VisitPhoto", "YearSet",
]  # fmt: skip


class ConductRules(Witnessed):
    """One version. It holds from `valid_from` until the next one begins; `review_by` is the day by which somebody looks again."""

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=[(state, state) for state in State])
    title = models.CharField(max_length=120)
    body = models.TextField(help_text="a rule a line; a line that begins with # is a heading")
    document = models.CharField(max_length=80, blank=True, help_text="number of the decision")
    valid_from = models.DateField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    written_by = models.CharField(max_length=60)
    written_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "version"], name="one_conduct_version"),
            models.UniqueConstraint(fields=["unit"], condition=Q(state="draft"), name="one_conduct_draft"),
            models.CheckConstraint(
                condition=Q(state="draft", valid_from__isnull=True, review_by__isnull=True)
                | Q(state="decided", valid_from__isnull=False, review_by__isnull=False),
                name="decided_conduct_has_days",
            ),
        ]

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts_of(self.body)


class YearSet(Witnessed):
    """A set that a unit signs in a year, its words kept as they were when it was chosen."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    code = models.CharField(max_length=40, blank=True, help_text="of a shipped set; empty = the unit's own")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in SetKind])
    title = models.CharField(max_length=120)
    body = models.TextField(help_text="a line each; a line that begins with # is a heading")
    source = models.CharField(max_length=200, blank=True)
    confirmed = models.BooleanField(default=False, help_text="somebody has read the words in their source")
    chosen_by = models.CharField(max_length=60)
    chosen_at = models.DateTimeField()
    dropped = models.BooleanField(default=False)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "code"], condition=~Q(code=""), name="one_shipped_set_a_year"),
        ]

    @property
    def parts(self) -> tuple[Part, ...]:
        return parts_of(self.body)


class Pledge(Witnessed):
    """An officer signed a set. Taken back the same day it stays, marked."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    chosen = models.ForeignKey(YearSet, on_delete=models.PROTECT, related_name="pledges")
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "chosen"], condition=Q(withdrawn_at__isnull=True), name="signed_once"),
        ]
