"""The appraisal of a benefit kept with its dossier: which table, what was answered (codes), where it led."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.dossiers.models_turns import OfDossier
from thanthien.journal.fields import KeptForeignKey
from thanthien.people.models import Officer


class Appraisal(OfDossier):
    """One appraisal; a later one takes its place, the earlier stays, dropped. Its answers are codes of the table, never words."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="appraisals")
    benefit = models.CharField(max_length=60, help_text="code of the table")
    version = models.CharField(max_length=20)
    day = models.DateField(help_text="day of the event that decided the version and the rate")
    answers = models.JSONField(help_text="{question: answer}, only what was asked")
    have = models.JSONField(help_text="codes of the papers that were there")
    outcome = models.CharField(max_length=40)
    granted = models.BooleanField()
    amount_vnd = models.PositiveBigIntegerField(null=True, blank=True)
    law_version = models.CharField(max_length=20, help_text="of the law data with the rate")
    kept_at = models.DateTimeField()
    kept_by = KeptForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=models.Q(dropped_at__isnull=True), name="one_live_appraisal"),
            models.CheckConstraint(
                condition=models.Q(granted=True) | models.Q(amount_vnd__isnull=True), name="no_amount_without_grant"
            ),
        ]
