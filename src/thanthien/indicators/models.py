"""Daily tallies."""

from django.db import models
from django_scopes import ScopedManager


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
