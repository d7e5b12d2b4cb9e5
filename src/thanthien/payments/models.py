"""The receiving account; a bank's statement and its lines."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.payments.statement_rules import LineState
from thanthien.people.models import Unit


class ReceivingAccount(Witnessed):
    """Where transfers to the unit go, from a day on: an account of the office, never of a person."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    bank = models.CharField(max_length=6, help_text="six figures of NAPAS: 970405")
    number = models.CharField(max_length=19)
    holder = models.CharField(max_length=80, help_text="as the bank writes it")
    valid_from = models.DateField()
    set_by = models.CharField(max_length=60)
    set_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        indexes = [models.Index(fields=["unit", "valid_from"], name="account_by_day")]


class Statement(Witnessed):
    """One file of a bank that was read in; the file itself is not kept."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=60)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        indexes = [models.Index(fields=["unit", "taken_at"], name="statement_by_moment")]


class StatementLine(Witnessed):
    """One sum that the bank says came. A reference stands once in a unit, unless its import was taken back."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField(help_text="line of the file, as a spreadsheet counts")
    day = models.DateField(help_text="of the bank")
    amount = models.BigIntegerField(help_text="đồng")
    reference = models.CharField(max_length=60)
    tail = models.CharField(max_length=4, blank=True, help_text="last figures of the payer's account")
    code = models.CharField(max_length=40, blank=True, help_text="dossier code that the note names, when one does")
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in LineState])
    problem = models.CharField(max_length=10, blank=True, help_text="why it became no receipt by itself")
    subject = models.CharField(max_length=40, blank=True, help_text="dossier:12, of whose fee it is")
    receipt = models.PositiveBigIntegerField(null=True, blank=True, help_text="key of the line in the book of fees")
    linked = models.BooleanField(default=False, help_text="the receipt was there before: taking back leaves it")
    reason = models.CharField(max_length=200, blank=True, help_text="why it is no fee")
    settled_by = models.CharField(max_length=60, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "reference"], condition=~models.Q(state="undone"), name="one_line_a_reference"
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="statement_line_is_money"),
            models.CheckConstraint(
                condition=models.Q(state="matched", receipt__isnull=False) | ~models.Q(state="matched"),
                name="matched_line_has_receipt",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="aside") | ~models.Q(reason=""), name="line_aside_says_why"
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["unit", "state", "day"], name="statement_line_open")]
