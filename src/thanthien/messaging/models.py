"""Settings and texts of a unit, messages made from the journal, calls made by officers, who wants no messages."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Witnessed
from thanthien.messaging.rules import Channel, Event, Outcome, State
from thanthien.people.models import Unit
from thanthien.shared.codes import random_code

# A letter of the office is told of by the same rows; the columns' list is that of their migration.
LISTED = [(event, event) for event in Event if event is not Event.LETTER]


class Sending(Witnessed):
    """What a unit has switched on. A channel is on since a moment: what happened before is not sent through it afterwards."""

    unit = models.OneToOneField(Unit, primary_key=True, on_delete=models.PROTECT, related_name="+")
    mail_since = models.DateTimeField(null=True, blank=True)
    zalo_since = models.DateTimeField(null=True, blank=True)
    sms_since = models.DateTimeField(null=True, blank=True)
    calls = models.BooleanField(default=True, help_text="who cannot be written to is put on the call list")
    quiet_from = models.TimeField(help_text="nothing is sent from this hour on")
    quiet_to = models.TimeField(help_text="nothing is sent before this hour")
    rest_days = models.BooleanField(default=False, help_text="send on rest days too")
    together = models.PositiveSmallIntegerField(default=60, help_text="minutes within which messages to one person go as one")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(quiet_to__lt=models.F("quiet_from")), name="some_hour_is_not_quiet")
        ]


class TextVersion(Witnessed):
    """The unit's own words for an event since a moment; `shipped` = back to those of the programme. Never changed afterwards."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    event = models.CharField(max_length=20, choices=LISTED)
    subject = models.CharField(max_length=120, blank=True)
    body = models.TextField(max_length=2000, blank=True)
    short = models.CharField(max_length=320, blank=True)
    script = models.CharField(max_length=500, blank=True)
    shipped = models.BooleanField(default=False)
    valid_from = models.DateTimeField()
    by = models.CharField(max_length=40, help_text="login of who wrote it")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        indexes = [models.Index(fields=["unit", "event", "-valid_from"], name="text_in_use")]


class Message(models.Model):
    """Something a person is to be told, made from one entry of the journal. Holds no name, address or number of anybody."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    seq = models.BigIntegerField(help_text="position of the entry it follows from")
    event = models.CharField(max_length=20, choices=LISTED)
    subject = models.CharField(max_length=60, help_text="dossier:12, booking:7")
    dossier = models.ForeignKey(Dossier, null=True, blank=True, on_delete=models.PROTECT, related_name="messages")
    channel = models.CharField(max_length=8, choices=[(c, c) for c in Channel])
    state = models.CharField(max_length=12, choices=[(s, s) for s in State])
    recipient = models.CharField(max_length=32, blank=True, help_text="keyed digest of the address or number")
    code = models.CharField(max_length=12, unique=True, default=random_code, help_text="in the link that ends messages")
    at = models.DateTimeField(help_text="when it happened")
    send_at = models.DateTimeField(help_text="not before")
    sent_at = models.DateTimeField(null=True, blank=True)
    sending_since = models.DateTimeField(null=True, blank=True, help_text="handed to the channel, answer not known yet")
    unsure = models.PositiveSmallIntegerField(default=0, help_text="attempts whose answer was never known: it may come twice")
    tried = models.CharField(max_length=8, blank=True, help_text="the channel that failed before the call list")
    error = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "seq"], name="one_message_an_entry"),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="sent_message_has_moment"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "send_at"], name="message_work"),
            models.Index(fields=["unit", "recipient", "-sent_at"], name="message_last_to", condition=~models.Q(recipient="")),
            models.Index(fields=["subject"], name="message_about"),
        ]


class Call(Witnessed):
    """What officers did about a message on the call list: who holds the line, how often it was tried, how it ended."""

    message = models.OneToOneField(Message, primary_key=True, on_delete=models.PROTECT, related_name="call")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    held_by = models.CharField(max_length=40, blank=True, help_text="login of who is on the line")
    held_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True, choices=[(o, o) for o in Outcome])
    ended_by = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(default=dict, help_text="as it stood before the last outcome, for taking it back")

    objects = ScopedManager(unit="unit_id")


class Refusal(Witnessed):
    """Somebody does not want messages to this address or number; kept as a digest. `lifted_at`: they want them again."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=32)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "recipient"], condition=models.Q(lifted_at__isnull=True), name="one_refusal_in_force"
            )
        ]
