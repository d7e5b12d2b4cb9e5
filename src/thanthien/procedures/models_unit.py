"""What a province takes, what a unit decided about a procedure, and the sheets on its wall."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Unit
from thanthien.procedures import fees as pricing
from thanthien.procedures import rules


class ProvinceFee(models.Model):
    """What a province's council takes for one procedure by one channel, over the national line. Dated, sourced data."""

    settled_for: ClassVar = "all"

    province = models.CharField(max_length=12, help_text="statistical code of the province, 38")
    code = models.CharField(max_length=12, help_text="of the procedure")
    channel = models.CharField(max_length=8, choices=[(c, c) for c in pricing.Channel], default=pricing.Channel.ANY)
    case = models.CharField(max_length=120, blank=True, help_text="late, each copy …; empty = the ordinary case")
    amount = models.PositiveIntegerField(null=True, blank=True, help_text="đồng; null = words only")
    note = models.CharField(max_length=500, blank=True)
    exempt = models.CharField(max_length=500, blank=True, help_text="who pays nothing")
    document = models.CharField(max_length=160, help_text="the council's resolution")
    confirmed = models.BooleanField(default=False, help_text="somebody has read the document")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="first day on which it no longer applies")

    class Meta:
        ordering = ["code", "case", "channel", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["province", "code", "channel", "case", "valid_from"], name="province_fee_one_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="province_fee_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province} {self.code} {self.channel}"

    def applies(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


class UnitProcedure(Witnessed):
    """What one unit decided about one procedure on [valid_from, valid_to): shorter term, papers not asked, offered or not.

    It takes effect once published. `dropped` holds the papers' names as the catalogue has them.
    """

    settled_for: ClassVar = "unit"

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    offered = models.BooleanField(default=True)
    term_value = models.PositiveSmallIntegerField(null=True, blank=True)
    term_unit = models.CharField(max_length=12, blank=True, help_text="empty = the law's term")
    dropped = models.JSONField(default=list, help_text="names of papers that the unit does not ask")
    decision_no = models.CharField(max_length=60, help_text="of the unit's decision")
    decided_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, help_text="said to the people beside the term")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True, help_text="first day on which it no longer applies")
    published_at = models.DateTimeField(null=True, blank=True, help_text="empty = a draft, without effect")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "code", "valid_from"], name="unit_procedure_one_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="unit_procedure_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(term_value__isnull=True) | ~Q(term_unit=""), name="unit_procedure_term_has_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code}"

    @property
    def term(self) -> rules.Term | None:
        """The unit's own term, None where the law's applies."""
        return rules.Term(self.term_value, rules.TermUnit(self.term_unit)) if self.term_unit else None


class WallSheet(Witnessed):
    """One sheet printed for the wall, with what it said. It hangs until somebody notes that it was replaced."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12)
    title = models.CharField(max_length=500)
    says = models.JSONField(default=dict, help_text="term, fee, papers … as printed")
    digest = models.CharField(max_length=64)
    printed_at = models.DateTimeField()
    printed_by = models.CharField(max_length=60)
    replaced_at = models.DateTimeField(null=True, blank=True, help_text="taken down")
    replaced_by = models.CharField(max_length=60, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-printed_at", "-pk"]
        indexes = [models.Index(fields=["unit", "code"], name="wall_sheet_hanging", condition=Q(replaced_at__isnull=True))]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True, replaced_by="") | (Q(replaced_at__isnull=False) & ~Q(replaced_by="")),
                name="wall_sheet_replaced_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.printed_at:%d/%m/%Y}"
