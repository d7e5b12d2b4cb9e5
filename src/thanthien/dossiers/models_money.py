"""Money given back, and fees that somebody need not pay."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.dossiers.refund_rules import RefundState
from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit

LIVE = (RefundState.ASKED.value, RefundState.APPROVED.value, RefundState.PAID.value)


class Refund(Witnessed):
    """A receipt whose money goes back: asked for, decided by a leader, paid. The book has its line only when it is paid."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="refunds")
    fee = models.ForeignKey("dossiers.Fee", on_delete=models.PROTECT, related_name="refunds")
    amount = models.PositiveIntegerField(help_text="đồng")
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in RefundState])
    asked_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True, help_text="why the leader did not agree")
    line = models.OneToOneField("dossiers.Fee", null=True, blank=True, on_delete=models.PROTECT, related_name="refund")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["fee"], condition=models.Q(state__in=LIVE), name="one_refund_a_receipt"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="refund_is_a_sum"),
            models.CheckConstraint(condition=~models.Q(decided_by=models.F("asked_by")), name="refund_seen_by_two"),
            models.CheckConstraint(
                condition=models.Q(state__in=["asked", "withdrawn"]) | models.Q(decided_by__isnull=False),
                name="refund_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(state="paid", line__isnull=False) | (~models.Q(state="paid") & models.Q(line__isnull=True)),
                name="paid_refund_is_in_the_book",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "asked_at"], name="refund_by_state")]


class Exemption(Witnessed):
    """A fee that the law makes smaller or nothing: the ground as the law data names it, what it was and what is left."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="exemptions")
    ground = models.CharField(max_length=40)
    article = models.CharField(max_length=200, help_text="article and document, as cited on the day")
    confirmed = models.BooleanField(default=False, help_text="the text of the article was read")
    before = models.PositiveIntegerField(help_text="đồng")
    left = models.PositiveIntegerField(help_text="đồng")
    paid_before = models.CharField(max_length=10, blank=True, help_text="how the fee stood as settled")
    text_before = models.CharField(max_length=80, blank=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=models.Q(undone_at__isnull=True), name="one_exemption_a_fee"),
            models.CheckConstraint(condition=models.Q(left__lt=models.F("before")), name="exemption_takes_off"),
        ]
        indexes = [models.Index(fields=["unit", "day"], name="exemption_of_day")]
