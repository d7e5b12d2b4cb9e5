"""Daily tallies."""

from django.db import models


class DailyTally(models.Model):
    """How often `key` happened in `unit` on `day` (Vietnam's calendar), optionally for one officer or service (`part`)."""

    unit = models.CharField(max_length=12)
    day = models.DateField()
    key = models.CharField(max_length=40)
    part = models.CharField(max_length=40, blank=True)
    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day", "key", "part"], name="one_tally_a_key")]
        indexes = [models.Index(fields=["unit", "key", "day"], name="tally_series")]
