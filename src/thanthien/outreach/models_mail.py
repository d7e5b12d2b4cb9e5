"""What goes and comes by the public post."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.outreach.mail import MailState, Way
from thanthien.people.models import Unit

OPEN = [MailState.READY, MailState.SENT, MailState.DELIVERED]


class PostalItem(Witnessed):
    """One letter: a result on its way to a person, or papers that a person sent. `subject`: the dossier, as in the journal."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    way = models.CharField(max_length=3, choices=[(way, way) for way in Way])
    subject = models.CharField(max_length=60, blank=True, help_text="dossier:<key>; empty for what came and is not received yet")
    tracking = models.CharField(max_length=30)
    fee_vnd = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(state, state) for state in MailState])
    day = models.DateField(help_text="on whose list it stands")
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="delivered, or back at the office")
    receiver = models.CharField(max_length=80, blank=True, help_text="who signed the postman's receipt")
    sender = models.CharField(max_length=80, blank=True, help_text="of what came in")
    matter = models.CharField(max_length=160, blank=True, help_text="of what came in")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "subject"], name="one_letter_a_result", condition=Q(way=Way.OUT, state__in=OPEN)
            ),
            models.UniqueConstraint(fields=["unit", "tracking"], name="one_tracking", condition=~Q(state=MailState.WITHDRAWN)),
            models.CheckConstraint(condition=~Q(way=Way.OUT) | ~Q(subject=""), name="letter_out_names_its_dossier"),
            models.CheckConstraint(
                condition=~Q(state__in=[MailState.SENT, MailState.DELIVERED, MailState.BACK]) | Q(sent_at__isnull=False),
                name="sent_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MailState.DELIVERED, MailState.BACK], ended_at__isnull=False)
                | (~Q(state__in=[MailState.DELIVERED, MailState.BACK]) & Q(ended_at__isnull=True)),
                name="ended_letter_has_moment",
            ),
            models.CheckConstraint(condition=~Q(state=MailState.DELIVERED) | ~Q(receiver=""), name="delivered_to_somebody"),
        ]
        indexes = [models.Index(fields=["unit", "way", "day"], name="mail_of_a_day")]

    @property
    def label(self) -> str:
        return MailState(self.state).label
