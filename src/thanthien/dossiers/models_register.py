"""The register of a year (Form 07): opened with the year, closed once; its rows are the dossiers received in it."""

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit


class RegisterYear(Witnessed):
    """A closed book: how many numbers it has, and a digest of which dossier bears which. An open year has no row."""

    settled_for: ClassVar = "unit"
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the numbers and codes, in order")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["year"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_register_a_year"),
            models.CheckConstraint(condition=models.Q(year__gte=2020, year__lte=2200), name="register_year"),
        ]
