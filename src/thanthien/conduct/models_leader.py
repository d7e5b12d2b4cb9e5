"""A leader's own record: days on which they received people or did not, what they promised and what became of it."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from thanthien.conduct.leader_rules import LONGEST_DOCUMENT, LONGEST_PROMISE, LONGEST_WHY, Outcome, Where
from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit


class ReceptionHeld(Witnessed):
    """What a leader says of a day of their schedule: held with so many people, or not, why, and who stood in."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    held = models.BooleanField()
    people = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=LONGEST_WHY, blank=True)
    stand_in = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "day"], condition=Q(withdrawn_at__isnull=True), name="one_reception_note_a_day"
            ),
            models.CheckConstraint(
                condition=Q(held=True, why="", stand_in__isnull=True) | (Q(held=False) & ~Q(why="")),
                name="missed_reception_says_why",
            ),
        ]


class LeaderPromise(Witnessed):
    """What a leader promised, where and until when; how it ended, with what shows it. No name of a citizen."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=LONGEST_PROMISE)
    where = models.CharField(max_length=10, choices=[(one, one) for one in Where])
    made_on = models.DateField()
    due = models.DateField()
    public = models.BooleanField(default=False, help_text="stands on the commune's page")
    outcome = models.CharField(max_length=8, blank=True, choices=[(one, one) for one in Outcome])
    outcome_text = models.CharField(max_length=LONGEST_PROMISE, blank=True)
    document = models.CharField(max_length=LONGEST_DOCUMENT, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(due__gte=F("made_on")), name="promise_due_after_made"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_on__isnull=True, outcome_text="")
                | (~Q(outcome="") & Q(settled_on__isnull=False) & ~Q(outcome_text="")),
                name="settled_promise_is_whole",
            ),
        ]
