"""Accounts, charges, payments, failed tries and refunds."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.payments import rules
from thanthien.people.models import Officer, Unit


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


class Charge(Witnessed):
    """What is owed for one subject."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField(max_length=40, help_text="dossier:12")
    code = models.CharField(max_length=40, help_text="of the subject, as people read it")
    note = models.CharField(max_length=25, help_text="what a transfer must carry: the code's letters and figures")
    lines = models.JSONField(default=list, help_text="name, amount, exempt (a ground of the law data)")
    due = models.PositiveIntegerField(help_text="đồng, exempted lines left out")
    made_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "subject"], name="one_charge_a_subject"),
            models.UniqueConstraint(fields=["unit", "note"], name="one_charge_a_note"),
        ]


class Payment(Witnessed):
    """Money that came. Its number stays when it is annulled."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="payments")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(help_text="1, 2, 3 … in the unit and year, without holes")
    day = models.DateField()
    amount = models.PositiveIntegerField()
    way = models.CharField(max_length=10, choices=[(w, w) for w in rules.Way])
    reference = models.CharField(
        max_length=60, blank=True, help_text="the bank's, of a transfer: the same one never counts twice"
    )
    officer = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    annulled_at = models.DateTimeField(null=True, blank=True)
    annulled_why = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="one_payment_a_number"),
            models.UniqueConstraint(
                fields=["unit", "reference"], name="one_payment_a_transfer",
                condition=~models.Q(reference="") & models.Q(annulled_at__isnull=True),
            ),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payment_is_money"),
            models.CheckConstraint(
                condition=models.Q(models.Q(annulled_at__isnull=True), annulled_why="")
                | models.Q(models.Q(annulled_at__isnull=False), ~models.Q(annulled_why="")),
                name="annulled_payment_says_why",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["unit", "day"], name="payment_by_day")]


class Try(Witnessed):
    """A payment that did not come about: kept for questions, never counted."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="tries")
    amount = models.PositiveIntegerField()
    why = models.CharField(max_length=20, help_text="a word of the bank or gateway, no free text")
    at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")


class Refund(Witnessed):
    """Money given back for one payment."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default=rules.RefundState.ASKED, choices=[(s, s) for s in rules.RefundState])
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=60, blank=True)
    way = models.CharField(max_length=10, blank=True, choices=[(w, w) for w in rules.Way])
    paid_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="refund_is_money"),
            models.CheckConstraint(
                condition=models.Q(state=rules.RefundState.ASKED) | models.Q(approved_at__isnull=False),
                name="refund_paid_after_approval",
            ),
            models.CheckConstraint(
                condition=models.Q(models.Q(state=rules.RefundState.PAID), models.Q(paid_at__isnull=False), ~models.Q(way=""))
                | models.Q(~models.Q(state=rules.RefundState.PAID), models.Q(paid_at__isnull=True), way=""),
                name="paid_refund_says_how",
            ),
        ]
