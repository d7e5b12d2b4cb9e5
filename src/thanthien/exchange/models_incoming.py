"""Records that came from the national portal."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.dossiers.models import Dossier
from thanthien.exchange.incoming_rules import Fault, IncomingState, Wish
from thanthien.journal.models import Witnessed
from thanthien.people.models import Unit


class Incoming(Witnessed):
    """One record, once for each code of the portal. What it says of persons is forgotten as soon as it was decided."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60, help_text="the portal's code; `?…` for a record without one")
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in IncomingState])
    fault = models.CharField(max_length=12, blank=True, choices=[(f.value, f.value) for f in Fault])
    body = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=32, help_text="keyed digest of the record as it came last")
    source = models.CharField(max_length=6, help_text="file, portal")
    dossier = models.OneToOneField(Dossier, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True, help_text="until when the law wants an answer")
    asked_at = models.DateTimeField(null=True, blank=True)
    asked = models.CharField(max_length=1000, blank=True, help_text="what the owner was asked to add, once and completely")
    decided_at = models.DateTimeField(null=True, blank=True)
    wish = models.CharField(max_length=12, blank=True, choices=[(w.value, w.value) for w in Wish if w])
    wish_at = models.DateTimeField(null=True, blank=True, help_text="when the record came; the portal gives no moment")
    wish_words = models.CharField(max_length=180, blank=True, help_text="why, in the owner's words; forgotten when it was done")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "key"], name="one_record_a_portal_code"),
            models.CheckConstraint(condition=models.Q(state__in=[s.value for s in IncomingState]), name="incoming_state"),
            models.CheckConstraint(
                condition=models.Q(state__in=["aside", "dismissed"], dossier__isnull=True)
                | (~models.Q(state__in=["aside", "dismissed"]) & models.Q(dossier__isnull=False, submitted_at__isnull=False)),
                name="incoming_has_a_dossier_or_a_fault",
            ),
            models.CheckConstraint(
                condition=models.Q(wish="", wish_at__isnull=True) | (~models.Q(wish="") & models.Q(wish_at__isnull=False)),
                name="incoming_wish_has_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(wish="") | models.Q(state__in=["accepted", "refused"]), name="incoming_wish_after_answer"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "answer_by"], name="incoming_waiting")]
