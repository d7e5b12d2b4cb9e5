"""Declarations that people write at home, before they come."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.eforms.home_rules import HomeState
from thanthien.journal.models import Witnessed
from thanthien.people.models import Unit


class HomeDraft(Witnessed):
    """One declaration written without an account. Its code is the key, kept only as a keyed digest; the row is deleted."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    version = models.CharField(max_length=12)
    procedure = models.CharField(max_length=40, blank=True, help_text="code of the procedure whose page it was begun from")
    state = models.CharField(max_length=10, default=HomeState.WRITING, choices=[(s.value, s.value) for s in HomeState])
    digest = models.CharField(max_length=32, unique=True, help_text="keyed digest of its code")
    address_digest = models.CharField(max_length=32, blank=True, help_text="of the address of the net it was begun from")
    data = models.JSONField(
        default=dict, blank=True, help_text="field of the form → text; empty once it was taken at the counter"
    )
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=[s.value for s in HomeState]), name="home_draft_state"),
            models.CheckConstraint(
                condition=~models.Q(state=HomeState.TAKEN) | models.Q(data={}), name="taken_home_drafts_empty"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "changed_at"], name="home_draft_by_age"),
            models.Index(fields=["unit", "address_digest", "begun_at"], name="home_draft_by_address"),
        ]
