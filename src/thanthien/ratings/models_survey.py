"""Surveys: a unit's own forms, rounds with the words they asked, tickets good for one answer, answers without a person."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit
from thanthien.ratings.survey_rules import Aside, Channel
from thanthien.shared.codes import random_code


class SurveyForm(Witnessed):
    """A form of the unit's own: a question a line, a heading after `#`. A round copies the words, so it may be changed."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    audience = models.CharField(max_length=120)
    staff = models.BooleanField(default=False, help_text="officers answer it")
    body = models.TextField()
    dropped = models.BooleanField(default=False)
    changed_by = models.CharField(max_length=60)
    changed_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["title", "pk"]

    @property
    def key(self) -> str:
        """How a page names it beside the forms that ship."""
        return str(self.pk)


class SurveyRound(Witnessed):
    """One form asked from a day to a day. The words are those of the day on which it was opened."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20, blank=True, help_text="of a form that ships; empty for the unit's own")
    form = models.ForeignKey(SurveyForm, null=True, blank=True, on_delete=models.PROTECT, related_name="rounds")
    title = models.CharField(max_length=120)
    audience = models.CharField(max_length=120)
    staff = models.BooleanField(default=False)
    body = models.TextField()
    document = models.CharField(max_length=200, blank=True)
    confirmed = models.BooleanField(help_text="the words were compared with their source")
    note = models.CharField(max_length=300, blank=True)
    formula = models.CharField(max_length=20)
    first = models.DateField()
    last = models.DateField()
    population = models.PositiveIntegerField(null=True, blank=True, help_text="N, how many could be asked")
    opened_by = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="ended before its last day")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-first", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="survey_ends_after_start"),
            models.CheckConstraint(condition=~Q(code="") | Q(form__isnull=False), name="survey_has_a_form"),
        ]


class SurveyTicket(Witnessed):
    """A slip with a QR: good for one answer. No table says who got it, or which answer came by it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(SurveyRound, on_delete=models.PROTECT, related_name="tickets")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=12, unique=True, default=random_code)
    used = models.BooleanField(default=False)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_survey_ticket_a_number")]


class SurveyAnswer(Witnessed):
    """One person's answer. `levels`: question → 1–5. Typed from paper it has the officer who typed it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    round = models.ForeignKey(SurveyRound, on_delete=models.PROTECT, related_name="answers")
    channel = models.CharField(max_length=6, choices=[(one, one) for one in Channel])
    levels = models.JSONField(default=dict)
    remark = models.TextField(blank=True)
    set_aside = models.CharField(max_length=12, blank=True, choices=[(one, one) for one in Aside])
    typed_by = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    annulled_at = models.DateTimeField(null=True, blank=True, help_text="typed by mistake")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(channel=Channel.PAPER, typed_by__isnull=False) | Q(channel=Channel.WEB, typed_by__isnull=True),
                name="survey_paper_has_a_typist",
            ),
        ]
        indexes = [models.Index(fields=["unit", "round"], name="survey_answers")]
