"""Help online: cases of the help desk, and the day's target from a day on."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.outreach.help_rules import HelpKind
from thanthien.people.models import Officer, Unit


class HelpCase(Witnessed):
    """One thing that was done for one citizen, with their consent. Nothing says who it was, and never a password."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(one, one) for one in HelpKind])
    hamlet = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    consent = models.BooleanField(help_text="the citizen was asked and agreed that it is noted")
    note = models.CharField(max_length=120, blank=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()
    annulled_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(consent=True), name="help_with_consent"),
            models.CheckConstraint(condition=models.Q(kind__in=tuple(HelpKind)), name="help_of_a_known_kind"),
            models.CheckConstraint(
                condition=models.Q(annulled_at__isnull=True) | models.Q(annulled_at__gte=models.F("at")),
                name="help_annulled_after_it_was",
            ),
        ]
        indexes = [models.Index(fields=["unit", "day"], name="help_of_a_day")]


class HelpTarget(Witnessed):
    """How many cases a day the unit wants, from a day on; of several for one day the last decision holds."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    per_day = models.PositiveSmallIntegerField()
    set_by = models.CharField(max_length=60)
    set_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(per_day__gte=1, per_day__lte=500), name="help_target_of_a_day")]
        indexes = [models.Index(fields=["unit", "valid_from"], name="help_target_by_day")]
