"""Declarations that are being written, and whom they name."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.eforms.rules import State
from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit


class Answers(Witnessed):
    """One declaration: a form in its version and what was written so far. `about` = `dossier:12`, or nothing."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    version = models.CharField(max_length=12)
    state = models.CharField(max_length=10, default=State.DRAFT, choices=[(s, s) for s in State])
    about = models.CharField(max_length=60, blank=True, help_text="`dossier:12`: text, because dossiers stand above this room")
    data = models.JSONField(default=dict, blank=True, help_text="field of the form → text; forgotten when it was put away")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=[s.value for s in State]), name="answers_state"),
            models.CheckConstraint(
                condition=~models.Q(state=State.FINAL) | models.Q(finished_at__isnull=False), name="final_answers_have_a_moment"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=State.FORGOTTEN) | models.Q(data={}), name="forgotten_answers_are_empty"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "-changed_at"], name="answers_by_state"),
            models.Index(fields=["unit", "about"], name="answers_about", condition=~models.Q(about="")),
        ]


class Named(Witnessed):
    """Somebody whom a finished declaration names by their number: so the next declaration can be filled from it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    answers = models.ForeignKey(Answers, on_delete=models.CASCADE, related_name="named")
    digest = models.CharField(max_length=32, help_text="keyed digest of the 12 digits")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answers", "digest"], name="named_once_a_declaration")]
        indexes = [models.Index(fields=["unit", "digest"], name="named_by_digest")]


from thanthien.eforms.models_home import HomeDraft  # noqa: E402

__all__ = ["Answers", "HomeDraft", "Named"]
