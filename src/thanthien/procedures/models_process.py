"""A unit's own processes: versions of the steps by which it does a procedure. Without one the catalogue's steps apply."""

from datetime import date
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Unit
from thanthien.procedures import process_rules as processes
from thanthien.procedures.rules import StepKind, StepRole


class Process(Witnessed):
    """One version, for dossiers received on [valid_from, valid_to). Of two that hold on a day the higher number counts; one that
    ends on the day it begins never holds. A dossier keeps the number it was received under.
    """

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, help_text="of the procedure")
    version = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="first day on which it no longer applies")
    questions = models.JSONField(default=list, help_text="words of the branches' questions: code, ask, answers [[code, words]]")
    made_by = models.CharField(max_length=60, help_text="login")
    made_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "code", "version"], name="process_one_a_number"),
            models.UniqueConstraint(fields=["unit", "code"], condition=Q(valid_to__isnull=True), name="process_one_open"),
            models.CheckConstraint(condition=Q(version__gte=1), name="process_counts_from_one"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="process_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    def applies(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)

    @property
    def words(self) -> tuple[processes.Question, ...]:
        """In which words the branches' questions are asked, where the file has some."""
        return tuple(
            processes.Question(one["code"], one["ask"], tuple((code, text) for code, text in one["answers"]))
            for one in self.questions
        )

    @property
    def works(self) -> tuple[processes.Work, ...]:
        return tuple(step.work for step in self.steps.all())


class ProcessStep(Witnessed):
    """One step of a version; `place` "" = the unit itself, else the code of the unit that does it."""

    settled_for: ClassVar = "unit"

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in StepKind])
    name = models.CharField(max_length=160)
    role = models.CharField(max_length=20, choices=[(role, role) for role in StepRole])
    place = models.CharField(max_length=12, blank=True, help_text="code of the unit that does it; empty = the unit itself")
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    question = models.CharField(max_length=40, blank=True, help_text="name of the answer on which the step depends")
    answer = models.CharField(max_length=40, blank=True)
    opinions = models.JSONField(default=list, help_text="bodies asked beside it: body, days")

    objects = ScopedManager(unit="process__unit_id")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["process", "order"], name="process_one_step_an_order"),
            models.CheckConstraint(condition=Q(hours__isnull=True) | Q(hours__gt=Decimal(0)), name="process_step_takes_time"),
            models.CheckConstraint(
                condition=Q(question="", answer="") | (~Q(question="") & ~Q(answer="")), name="process_branch_whole"
            ),
        ]

    @property
    def unit_id(self) -> str:
        return self.process.unit_id

    @property
    def work(self) -> processes.Work:
        return processes.Work(
            self.name, StepKind(self.kind), StepRole(self.role), self.place, self.hours,
            (self.question, self.answer) if self.question else None,
            tuple(processes.Opinion(**one) for one in self.opinions),
        )  # fmt: skip
