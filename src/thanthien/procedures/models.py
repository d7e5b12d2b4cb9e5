"""Tables of the catalogue. Reference data: versions by date, each change of it kept with who made it, not journalled as rows;
dossiers keep what they promised themselves. What a province and a unit make of it stands in `models_unit`.
"""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from thanthien.procedures import fees as pricing
from thanthien.procedures import rules
from thanthien.procedures.models_process import Process, ProcessStep
from thanthien.procedures.models_unit import ProvinceFee, UnitProcedure, WallSheet
from thanthien.shared.folding import fold

__all__ = [
    "CatalogueLoad",
    "Procedure",
    "ProcedurePaper",
    "ProcedureStep",
    "Process",
    "ProcessStep",
    "ProvinceFee",
    "UnitProcedure",
    "WallSheet",
]


class Procedure(models.Model):
    """One version of an administrative procedure, in force on [valid_from, valid_to).

    `unconfirmed` names the fields (as the source calls them) that nobody has compared with a text: defaults, not facts.
    """

    settled_for: ClassVar = "all"

    code = models.CharField(max_length=12, help_text="national code, 1.004873")
    name = models.CharField(max_length=500, help_text="as published")
    title = models.CharField(max_length=500, help_text="as people say it, without 'Thủ tục'")
    name_fold = models.CharField(max_length=500, db_index=True)
    initials = models.CharField(max_length=120)
    position = models.PositiveIntegerField(help_text="order in the catalogue")
    field = models.CharField(max_length=40, db_index=True, help_text="ho_tich, dat_dai …")
    field_name = models.CharField(max_length=120)
    level = models.CharField(max_length=60, help_text="xã, or through several levels")
    deciding_agency = models.CharField(max_length=300)
    term_value = models.PositiveSmallIntegerField(null=True, blank=True, help_text="null = the source publishes none")
    term_unit = models.CharField(max_length=12, blank=True, choices=[(unit, unit) for unit in rules.TermUnit])
    cutoff_15h = models.BooleanField(default=False, help_text="received after 15:00, due the next working day")
    term_note = models.TextField(blank=True, help_text="exceptions, as published")
    fees = models.JSONField(default=list, help_text="list of channel, amount in đồng or null, note")
    fee_note = models.TextField(blank=True)
    fee_rule = models.TextField(blank=True, help_text="who sets the fee, when not the source")
    results = models.JSONField(default=list)
    legal_bases = models.JSONField(default=list)
    channels = models.JSONField(default=list, help_text="counter, online, post")
    eligibility = models.TextField(blank=True)
    subjects = models.TextField(blank=True)
    online_level = models.CharField(max_length=80, blank=True)
    decision_no = models.CharField(max_length=40, blank=True, help_text="decision that published it")
    change_note = models.TextField(blank=True, help_text="what changed on 1 July 2025")
    notes = models.TextField(blank=True)
    route_hours = models.DecimalField(
        max_digits=7, decimal_places=2, null=True, blank=True, help_text="of all steps, if the source says"
    )
    route_source = models.TextField(blank=True)
    papers_more = models.PositiveSmallIntegerField(default=0, help_text="papers of the portal that the source leaves out")
    confidence = models.CharField(max_length=30)
    unconfirmed = models.JSONField(default=list)
    source = models.TextField(blank=True)
    life_event = models.CharField(max_length=80, blank=True)
    letter = models.JSONField(null=True, blank=True, help_text="proposed letter: type, trigger")
    digest = models.CharField(max_length=64, help_text="of the entry in the file; the same digest is not loaded again")
    valid_from = models.DateField(help_text="1 July 2025, the two-level government, unless the file says otherwise")
    valid_to = models.DateField(null=True, blank=True, help_text="first day on which it no longer applies")

    class Meta:
        ordering = ["position", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="procedure_one_version_a_day"),
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to__isnull=True), name="procedure_one_open_version"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="procedure_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(cutoff_15h=False) | Q(term_unit=rules.TermUnit.SAME_DAY), name="procedure_15h_same_day"
            ),
            models.CheckConstraint(condition=Q(term_value__isnull=True) | ~Q(term_unit=""), name="procedure_term_has_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def term(self) -> rules.Term:
        return rules.Term(self.term_value, rules.TermUnit(self.term_unit) if self.term_unit else None, self.cutoff_15h)

    @property
    def term_text(self) -> str:
        """The term in words: "3 ngày làm việc", "trong ngày"."""
        return self.term.words

    @property
    def is_police(self) -> bool:
        """True for what the commune police decides."""
        return "cong an" in fold(self.deciding_agency).split(";")[0]

    def is_confirmed(self, field: str) -> bool:
        """False when the source lists `field` (its own name: fee, time_limit, dossier …) as not compared with a text."""
        return field not in self.unconfirmed

    def fee(self, channel: pricing.Channel = pricing.Channel.COUNTER) -> pricing.Fee:
        """What it costs by `channel`, with an unconfirmed zero as "chưa xác nhận"."""
        lines = [pricing.FeeLine(pricing.Channel(line["channel"]), line["amount"], line["note"]) for line in self.fees]
        by_council = bool(self.fee_rule) or self.field in pricing.COUNCIL_FIELDS
        return pricing.fee_of(lines, channel=channel, confirmed=self.is_confirmed("fee"), by_council=by_council)


class ProcedurePaper(models.Model):
    """One paper to bring. A name that the source cut is kept as it is, beside the one that an officer completed."""

    settled_for: ClassVar = "all"

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="papers")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=1000)
    original = models.PositiveSmallIntegerField(default=0)
    copy = models.PositiveSmallIntegerField(default=0)
    mandatory = models.CharField(
        max_length=12, choices=[("true", "true"), ("conditional", "conditional")], help_text="derived from the wording"
    )
    case = models.TextField(blank=True, help_text="the heading it stands under at the source")
    form_name = models.CharField(max_length=60, blank=True)
    form_source = models.CharField(max_length=60, blank=True, help_text="the text that holds the form")
    name_cut = models.BooleanField(default=False)
    completed_name = models.CharField(max_length=1000, blank=True)
    completed_by = models.CharField(max_length=60, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "order"], name="procedure_one_paper_a_line"),
            models.CheckConstraint(
                condition=Q(completed_name="", completed_by="", completed_at__isnull=True)
                | (~Q(completed_name="") & ~Q(completed_by="") & Q(completed_at__isnull=False)),
                name="procedure_completed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return self.completed_name or self.name

    @property
    def can_print(self) -> bool:
        """False while the name is cut and nobody has completed it."""
        return rules.can_print_paper_name(self.name, self.completed_name)

    @property
    def is_mandatory(self) -> bool:
        return self.mandatory == "true"


class ProcedureStep(models.Model):
    """One step of the internal route; `hours` null = the source leaves it open. Default steps stand where it has no route."""

    settled_for: ClassVar = "all"

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in rules.StepKind])
    role = models.CharField(max_length=20, choices=[(role, role) for role in rules.StepRole])
    role_text = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=160)
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    hours_if_verify = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "order"], name="procedure_one_step_an_order"),
            models.CheckConstraint(condition=Q(hours__isnull=True) | Q(hours__gt=Decimal(0)), name="procedure_step_takes_time"),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.name}"

    @property
    def step(self) -> rules.Step:
        return rules.Step(
            rules.StepKind(self.kind),
            rules.StepRole(self.role),
            self.name,
            self.role_text,
            self.hours,
            is_default=self.is_default,
        )


class CatalogueLoad(models.Model):
    """One change of the catalogue; the last one is its version, by which the search keeps its index.

    `undo` holds what each touched version was before (null = it did not exist), so that a change can be taken back.
    """

    class Kind(models.TextChoices):
        FILE = "file"
        VERSION = "version"
        IMPORT = "import"
        NAME = "name"
        UNDO = "undo"

    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=200)
    counts = models.JSONField(default=dict)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.FILE)
    by = models.CharField(max_length=60, blank=True, help_text="login; empty = set-up")
    unit = models.CharField(max_length=12, blank=True, help_text="of the person who changed it")
    at = models.DateTimeField(null=True, blank=True)
    undo = models.JSONField(default=list, help_text="code, day, what the version was before")
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.source} {self.digest[:8]}"
