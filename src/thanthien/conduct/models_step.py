"""What follows an incident that was upheld, step by step."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from thanthien.conduct.models_record import ConductRecord
from thanthien.conduct.step_rules import LONGEST_BODY, LONGEST_DOCUMENT, Step, StepState
from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit


class DisciplineStep(Witnessed):
    """Proposed with its reason and its article, answered by the officer, then taken or dropped. It ends on `expires_on`."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    record = models.ForeignKey(ConductRecord, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=[(step, step) for step in Step])
    state = models.CharField(max_length=10, choices=[(state, state) for state in StepState])
    why = models.TextField()
    law_document = models.CharField(max_length=200)
    law_article = models.CharField(max_length=200)
    law_confirmed = models.BooleanField(default=False, help_text="somebody has read the article")
    proposed_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    hear_by = models.DateField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    body = models.CharField(max_length=LONGEST_BODY, blank=True, help_text="where a referral went")
    document = models.CharField(max_length=LONGEST_DOCUMENT, blank=True)
    document_on = models.DateField(null=True, blank=True)
    reply = models.TextField(blank=True, help_text="what the competent body answered")
    replied_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["record"], condition=Q(state="proposed"), name="one_step_proposed"),
            models.CheckConstraint(
                condition=Q(state="proposed", settled_at__isnull=True) | (~Q(state="proposed") & Q(settled_at__isnull=False)),
                name="settled_step_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="taken", expires_on__isnull=False) | (~Q(state="taken") & Q(expires_on__isnull=True)),
                name="taken_step_ends",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken", kind="referral") | (~Q(body="") & ~Q(document="") & Q(document_on__isnull=False)),
                name="referral_says_where",
            ),
        ]

    @property
    def law(self) -> str:
        return f"{self.law_document}, {self.law_article}"
