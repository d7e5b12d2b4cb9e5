"""Dossiers that one reception made together, because one event of life needed them all."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.fields import KeptForeignKey
from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit


class Together(Witnessed):
    """One reception of several dossiers. `event` is the slug of the event of life."""

    unit = KeptForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=40)
    received_at = models.DateTimeField()
    received_by = KeptForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["pk"]


class TogetherLine(Witnessed):
    """A dossier is received once, so it stands in one reception at most."""

    together = models.ForeignKey(Together, on_delete=models.PROTECT, related_name="lines")
    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="together_line")
    order = models.PositiveSmallIntegerField()

    objects = ScopedManager(unit="together__unit_id")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["together", "order"], name="one_line_together")]
