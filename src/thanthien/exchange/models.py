"""Receivers of a unit, and the notices made for them from the journal."""

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Unit


class Webhook(Witnessed):
    """An address of another programme that is told of acts of the unit. The secrets are sealed with the key of the office:
    a stolen database alone signs nothing. What the clock notes of how sending goes stands outside the witness.
    """

    unwitnessed: ClassVar = frozenset({"failing_since", "rest_until", "last_ok"})
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60, help_text="which programme is told")
    address = models.CharField(max_length=300)
    events = models.JSONField(default=list, help_text="see rules.Event")
    secret = models.CharField(max_length=300, help_text="sealed")
    former = models.CharField(max_length=300, blank=True, help_text="the secret before, sealed; it signs too until former_until")
    former_until = models.DateTimeField(null=True, blank=True)
    from_seq = models.BigIntegerField(help_text="position behind which entries are told")
    active = models.BooleanField(default=True, help_text="False: an administrator switched it off")
    paused_at = models.DateTimeField(null=True, blank=True, help_text="it stopped by itself after long failure")
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True, help_text="the first failure since something last got through")
    rest_until = models.DateTimeField(null=True, blank=True, help_text="nothing is tried before")
    last_ok = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(former="", former_until__isnull=True)
                | (~models.Q(former="") & models.Q(former_until__isnull=False)),
                name="former_secret_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["unit", "active"], name="webhooks_of_unit", condition=models.Q(removed_at__isnull=True))]


class Notice(models.Model):
    """One event for one webhook, made from one entry of the journal; its delivery stands in `journal.Delivery`. `body` is sent as
    it stands at each try.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, related_name="notices")
    seq = models.BigIntegerField(help_text="position of the entry it follows from")
    code = models.CharField(max_length=40, help_text="webhook-id and CloudEvents id")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, help_text="dossiers/…, tickets/…: by its public code")
    body = models.TextField()
    at = models.DateTimeField(help_text="when it happened")
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(default=0, help_text="the last answer; 0 = none")
    trouble = models.CharField(max_length=16, blank=True, help_text="see rules.Trouble")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webhook", "seq"], name="one_notice_an_entry")]


from thanthien.exchange.models_incoming import Incoming  # noqa: E402

__all__ = ["Incoming", "Notice", "Webhook"]
