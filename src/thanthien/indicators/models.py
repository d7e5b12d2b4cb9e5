"""Daily tallies, and the alerts that follow from them; points of dossiers (models_score)."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.indicators.models_score import DossierScore, ScoreAnswer, ScoreDay, ScoreNote
from thanthien.journal.models import Witnessed

__all__ = ["DailyTally", "DossierScore", "Folded", "LookAlert", "ScoreAnswer", "ScoreDay", "ScoreNote"]


class DailyTally(models.Model):
    """What `key` came to in `unit` on `day` (Vietnam's calendar). `part`: "" whole unit, `service:A`, `officer:lan.qt` …"""

    unit = models.CharField(max_length=12)
    day = models.DateField()
    key = models.CharField(max_length=40)
    part = models.CharField(max_length=60, blank=True)
    value = models.BigIntegerField(default=0)

    objects = ScopedManager(unit="unit")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day", "key", "part"], name="one_tally_a_key")]
        indexes = [models.Index(fields=["unit", "key", "day"], name="tally_series")]


class Folded(models.Model):
    """How far the journal of `unit` is in the tallies; kept with them, so that an entry brought twice changes nothing."""

    unit = models.CharField(max_length=12, primary_key=True)
    seq = models.BigIntegerField(default=0)


class LookAlert(Witnessed):
    """An officer opened many files that are not theirs: written once a day by the clock, looked at by a leader."""

    unit = models.CharField(max_length=12)
    officer = models.CharField(max_length=40, help_text="login")
    day = models.DateField()
    files = models.PositiveIntegerField(help_text="when the clock saw it; the tally goes on")
    at = models.DateTimeField()
    noted_by = models.CharField(max_length=40, blank=True, help_text="login of the leader")
    noted_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = ScopedManager(unit="unit")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "officer", "day"], name="one_look_alert_a_day"),
            models.CheckConstraint(
                condition=models.Q(noted_at__isnull=True) | (~models.Q(noted_by="") & ~models.Q(note="")),
                name="noted_alert_has_note",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-day"], name="look_alert_by_day")]
