"""What a unit has set of its own: its weekly hours from a day on, its days off, the years that it confirmed.

The days off of the country ship with the programme (data/calendar.yaml); rows here lie over them, a unit's own over those of the
units above it.
"""

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Unit
from thanthien.worktime.day_table import DayKind, Status
from thanthien.worktime.own_days import PLAIN

OWN_KINDS = [(kind.value, kind.value) for kind in DayKind] + [(PLAIN, PLAIN)]
STATUSES = [(status.value, status.value) for status in Status]


class Timetable(Witnessed):
    """That a unit has hours or days of its own. `stamp` is new after every change, so a kept calendar is known to be stale."""

    settled_for: ClassVar = "all"

    unit = models.OneToOneField(Unit, primary_key=True, on_delete=models.PROTECT, related_name="timetable")
    stamp = models.CharField(max_length=32)

    objects = ScopedManager(unit="unit_id")


class OwnHours(Witnessed):
    """Weekly hours from a day on, or from a day to a day. Rows are the history: one that has begun is ended, never deleted."""

    settled_for: ClassVar = "all"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    hours = models.JSONField(help_text="see WeeklyHours.from_dict")
    basis = models.CharField(max_length=160, blank=True, help_text="the decision that says so")
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["valid_from", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="own_hours_end_after_start",
            ),
            models.UniqueConstraint(
                fields=["unit", "valid_from"], condition=models.Q(valid_to__isnull=True), name="one_lasting_change_a_day"
            ),
        ]


class OwnDay(Witnessed):
    """One day as this unit has it: off, worked for another, or (`plain`) like any day of the week whatever stands above."""

    settled_for: ClassVar = "all"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=12, choices=OWN_KINDS)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    document = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=12, choices=STATUSES)
    swap_with = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "day"], name="one_own_day_a_day"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("swap_off", "swap_work"), swap_with__isnull=False)
                | (~models.Q(kind__in=("swap_off", "swap_work")) & models.Q(swap_with__isnull=True)),
                name="own_swap_names_its_other_day",
            ),
        ]


class OwnYear(Witnessed):
    """A year that this unit opened (provisional) or confirmed: by which document, who and when. `digest` is of its days then."""

    settled_for: ClassVar = "all"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=STATUSES)
    document = models.CharField(max_length=160)
    digest = models.CharField(max_length=16, blank=True)
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["unit", "year"], name="one_own_year_a_year")]
