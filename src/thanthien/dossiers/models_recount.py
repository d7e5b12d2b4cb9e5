"""Dates counted again after the calendar changed: the leader's decision, and what it did to each dossier."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.dossiers.models import Dossier
from thanthien.dossiers.recount_rules import Phase, Which, Wish
from thanthien.journal.fields import KeptForeignKey
from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit


class Recount(Witnessed):
    """One decision on the dates that differ. `cursor` = the last dossier (undoing: line) that was looked at, so it can go on."""

    unit = KeptForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    wish = models.CharField(max_length=8, choices=[(one, one) for one in Wish])
    which = models.CharField(max_length=8, choices=[(one, one) for one in Which])
    chosen = models.JSONField(default=list, help_text="internal ids of dossiers; empty unless `which` is chosen")
    reason = models.CharField(max_length=200)
    calendar = models.CharField(max_length=40, help_text="version of the calendar it was begun with")
    phase = models.CharField(max_length=8, choices=[(one, one) for one in Phase], default=Phase.RUNNING)
    cursor = models.BigIntegerField(default=0)
    total = models.PositiveIntegerField(help_text="dossiers to look at")
    looked = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0, help_text="dates moved, or kept")
    passed = models.PositiveIntegerField(default=0, help_text="not moved: the new date would lie in the past")
    taken_back = models.PositiveIntegerField(default=0)
    made_by = KeptForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit"], condition=models.Q(phase__in=(Phase.RUNNING, Phase.UNDOING)), name="one_recount_at_a_time"
            ),
            models.CheckConstraint(condition=models.Q(looked__lte=models.F("total")), name="recount_looks_once"),
            models.CheckConstraint(
                condition=models.Q(phase__in=(Phase.RUNNING, Phase.UNDOING), ended_at__isnull=True)
                | models.Q(phase__in=(Phase.DONE, Phase.UNDONE), ended_at__isnull=False),
                name="recount_over_has_moment",
            ),
        ]

    @property
    def percent(self) -> int:
        """How much has been looked at."""
        return 100 * self.looked // self.total if self.total else 100


class RecountLine(Witnessed):
    """What one recount did to one dossier, with all that is needed to take it back. Kept: `moved` is False."""

    recount = models.ForeignKey(Recount, on_delete=models.PROTECT, related_name="lines")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="recounts")
    moved = models.BooleanField()
    due_before = models.DateTimeField()
    due_after = models.DateTimeField(help_text="what the calendar gave; the present date of the dossier when it was moved")
    law_before = models.DateTimeField(null=True, blank=True)
    warn_before = models.DateTimeField(null=True, blank=True)
    warned_before = models.DateTimeField(null=True, blank=True)
    late_before = models.DateTimeField(null=True, blank=True)
    deadline_before = models.JSONField(default=dict, help_text="the explanation of the date before; empty when kept")

    objects = ScopedManager(unit="recount__unit_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recount", "dossier"], name="one_line_a_recounted_dossier")]
