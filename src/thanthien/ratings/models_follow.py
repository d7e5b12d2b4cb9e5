"""The follow-up of a low rating: whose it is, by when, what was done, what came of it."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit
from thanthien.ratings.follow_rules import Outcome, State, Way


class FollowUp(Witnessed):
    """One low rating that counts. What leaders write stays here; the journal has codes and days."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    rating = models.OneToOneField("ratings.Rating", on_delete=models.PROTECT, related_name="follow_up")
    state = models.CharField(max_length=8, default=State.OPEN, choices=[(one, one) for one in State])
    owner = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due = models.DateField()
    law = models.CharField(max_length=20, help_text="version of the law data that gave the day")
    late_at = models.DateTimeField(null=True, blank=True, help_text="when the clock found it past its day")
    outcome = models.CharField(max_length=12, blank=True, choices=[(one, one) for one in Outcome])
    said = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="")
                | Q(closed_at__isnull=True, closed_by__isnull=True, outcome="") & ~Q(state=State.CLOSED),
                name="follow_up_closed_says_what_came",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "due"], name="follow_up_by_due")]


class FollowStep(Witnessed):
    """Something that was done. Taken back, it stays and counts no more."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="steps")
    way = models.CharField(max_length=8, choices=[(one, one) for one in Way])
    note = models.TextField(blank=True)
    done_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["at", "pk"]
