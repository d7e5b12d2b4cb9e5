"""A dossier that one unit received for another: what was taken at the counter, and how it went over and back."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from thanthien.journal.fields import KeptForeignKey
from thanthien.journal.models import Witnessed
from thanthien.people.models import Citizen, Officer, Organisation, Unit
from thanthien.procedures.models import Procedure
from thanthien.shared.codes import random_code
from thanthien.visits.models import Visit


def _both(first: str, second: str) -> Q:
    """Both columns are filled, or neither."""
    return Q(**{f"{first}__isnull": True, f"{second}__isnull": True}) | Q(
        **{f"{first}__isnull": False, f"{second}__isnull": False}
    )


class Elsewhere(Witnessed):
    """Of the unit that received it; `competent` is the unit that the law names. The competent unit's own dossier begins when it
    takes this in: then its term runs, under the code that the paper at the counter says.
    """

    unit = KeptForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="where it was received")
    competent = KeptForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="the competent unit")
    place = models.CharField(max_length=12, help_text="here, sent, taken, result_sent, result_here, closed, cancelled")
    code = models.CharField(max_length=40, unique=True, help_text="of the receiving unit")
    tracking_code = models.CharField(max_length=12, unique=True, default=random_code)
    dossier = models.OneToOneField(
        "dossiers.Dossier", null=True, blank=True, on_delete=models.PROTECT, related_name="elsewhere",
        help_text="the competent unit's, once it has it",
    )  # fmt: skip
    procedure = KeptForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    procedure_name = models.CharField(max_length=500)
    field = models.CharField(max_length=40, blank=True)
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    applicant = models.ForeignKey(Citizen, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submitter = models.ForeignKey(Citizen, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    papers = models.JSONField(default=list, help_text="[{order, state, name, original, copy, note, source}]")
    answers = models.JSONField(default=dict, help_text="to the questions of the competent unit's process")
    sets = models.PositiveSmallIntegerField(default=1)
    return_channel = models.CharField(max_length=10, default="counter", help_text="counter, post, online")
    fetch_at = models.CharField(max_length=10, default="receiving", help_text="whose counter: receiving, competent")
    counter_number = models.PositiveSmallIntegerField(null=True, blank=True)
    received_at = models.DateTimeField()
    received_by = KeptForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    promised_at = models.DateTimeField(help_text="on the paper: the term after the last moment for going over and taking in")
    term_text = models.CharField(max_length=80, blank=True)
    fee_text = models.CharField(max_length=80, blank=True)
    send_by = models.DateTimeField(help_text="the law's last moment for passing it on")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = KeptForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    take_by = models.DateTimeField(null=True, blank=True, help_text="until when the competent unit says that it has it")
    taken_at = models.DateTimeField(null=True, blank=True, help_text="the term runs from here")
    taken_by = KeptForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    came_back = models.CharField(max_length=300, blank=True, help_text="why the competent unit gave it back")
    late_sending = models.DateTimeField(null=True, blank=True, help_text="written by the clock once")
    late_taking = models.DateTimeField(null=True, blank=True, help_text="written by the clock once")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=300, blank=True)
    result_sent_at = models.DateTimeField(null=True, blank=True)
    result_sent_by = KeptForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    result_taken_at = models.DateTimeField(null=True, blank=True)
    result_taken_by = KeptForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True, help_text="handed over where it was received")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(unit=F("competent")), name="elsewhere_is_elsewhere"),
            models.CheckConstraint(condition=_both("sent_at", "sent_by"), name="elsewhere_sent_by_somebody"),
            models.CheckConstraint(condition=_both("sent_at", "take_by"), name="elsewhere_sent_has_time"),
            models.CheckConstraint(condition=_both("taken_at", "taken_by"), name="elsewhere_taken_by_somebody"),
            models.CheckConstraint(condition=_both("taken_at", "dossier"), name="elsewhere_taken_is_a_dossier"),
            models.CheckConstraint(condition=Q(taken_at=None) | Q(sent_at__isnull=False), name="elsewhere_taken_after_sent"),
            models.CheckConstraint(condition=_both("result_sent_at", "result_sent_by"), name="elsewhere_result_by_somebody"),
            models.CheckConstraint(condition=_both("result_taken_at", "result_taken_by"), name="elsewhere_result_taken_by"),
            models.CheckConstraint(
                condition=Q(applicant__isnull=False, organisation__isnull=True)
                | Q(applicant__isnull=True, organisation__isnull=False, submitter__isnull=False),
                name="elsewhere_person_or_organisation",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["unit", "place", "received_at"], name="elsewhere_out"),
            models.Index(fields=["competent", "place", "sent_at"], name="elsewhere_in"),
        ]
