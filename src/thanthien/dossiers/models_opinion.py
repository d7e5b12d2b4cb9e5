"""Opinions of other bodies: each request with its own term, and what came of it. The words stay here, never in the journal."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from thanthien.dossiers.models_turns import OfDossier
from thanthien.journal.fields import KeptForeignKey
from thanthien.people.models import Officer, Unit


class Opinion(OfDossier):
    """One body asked at one step of a dossier. `unit` is set where the body works on this system; else its paper is noted."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="opinions")
    number = models.PositiveSmallIntegerField(help_text="1, 2, … in the dossier")
    step = models.PositiveSmallIntegerField(help_text="order of the step beside which it runs")
    body = models.CharField(max_length=120)
    asked_unit = KeptForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=500)
    days = models.PositiveSmallIntegerField(help_text="working days")
    silence = models.CharField(max_length=160, blank=True, help_text="article by which no answer in time counts as agreement")
    asked_at = models.DateTimeField()
    asked_by = KeptForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    answer = models.CharField(max_length=12, blank=True, help_text="agree, conditions, refuse")
    text = models.CharField(max_length=1000, blank=True)
    paper = models.CharField(
        max_length=120, blank=True, help_text="number and day of the letter, where the asking office notes it"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = KeptForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    late_since = models.DateTimeField(null=True, blank=True, help_text="written by the clock once")

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="one_opinion_a_number"),
            models.CheckConstraint(condition=Q(answer__in=["", "agree", "conditions", "refuse"]), name="opinion_answer"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True, answered_by__isnull=True)
                | ~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False),
                name="opinion_answered_by_somebody",
            ),
            models.CheckConstraint(condition=Q(due_at__gt=models.F("asked_at")), name="opinion_has_time"),
        ]
        indexes = [models.Index(fields=["asked_unit", "answered_at", "due_at"], name="opinion_of_body")]

    @property
    def open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None
