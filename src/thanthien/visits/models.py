"""The visit."""

import uuid

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.fields import KeptForeignKey
from thanthien.journal.models import Witnessed
from thanthien.people.models import Citizen, Unit
from thanthien.shared.codes import random_code


class Visit(Witnessed):
    """A person came (or was helped at home); everything that happens then points here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = KeptForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    public_code = models.CharField(
        max_length=12, unique=True, default=random_code, help_text="opens the phone page of the ticket"
    )
    rating_token = models.CharField(max_length=12, unique=True, default=random_code, help_text="one rating, once")
    citizen = models.ForeignKey(Citizen, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    origin = models.CharField(max_length=10, default="kiosk", help_text="kiosk, guide, counter, roll, home")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("started_at")),
                name="visit_ends_after_start",
            )
        ]
