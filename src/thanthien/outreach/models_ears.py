"""Visits to families, what people of a hamlet say, and the proposals that come of both."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.outreach.ears_rules import CallState, ProposalState, VoiceState
from thanthien.people.models import Officer, Unit


class FamilyCall(Witnessed):
    """The office calls on a family. No number of any kind: a name and the hamlet are enough."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField(help_text="T-12: counted from 1 in the unit")
    hamlet = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80, blank=True, help_text="whose family; empty once it was forgotten")
    person = models.CharField(max_length=32, help_text="keyed digest of hamlet and folded name: the same family again")
    reason = models.CharField(max_length=12, help_text="data/ears.yaml: reasons")
    state = models.CharField(max_length=10, choices=[(one, one) for one in CallState])
    day = models.DateField()
    team = models.JSONField(default=list, help_text="logins of the officers who go")
    gift = models.CharField(max_length=8, default="none", help_text="data/ears.yaml: gifts")
    gift_value = models.PositiveIntegerField(default=0, help_text="đồng")
    gift_goods = models.CharField(max_length=80, blank=True)
    gift_source = models.CharField(max_length=12, blank=True, help_text="data/ears.yaml: sources")
    heard = models.CharField(max_length=600, blank=True, help_text="what the family said")
    letter = models.CharField(max_length=24, blank=True, help_text="letter:<pk> that was asked for after the visit")
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=60)
    forgotten = models.BooleanField(default=False)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_family_call_a_number"),
            models.CheckConstraint(condition=~Q(name="") | Q(forgotten=True), name="family_call_has_a_name"),
            models.CheckConstraint(
                condition=Q(gift="none", gift_value=0, gift_source="")
                | (~Q(gift="none") & Q(gift_value__gt=0) & ~Q(gift_source="")),
                name="gift_has_value_and_source",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "day"], name="family_calls_by_state"),
            models.Index(fields=["unit", "person"], name="family_calls_of_a_family"),
        ]

    @property
    def label(self) -> str:
        """`T-12`."""
        return f"T-{self.number}"


class Proposal(Witnessed):
    """Something that the office shall do or answer, by whom and by which day. Nothing in it says who asked for it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField(help_text="DX-5: counted from 1 in the unit")
    text = models.CharField(max_length=400)
    call = models.ForeignKey(FamilyCall, null=True, blank=True, on_delete=models.PROTECT, related_name="proposals")
    owner = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    state = models.CharField(max_length=10, default=ProposalState.OPEN, choices=[(one, one) for one in ProposalState])
    answer = models.CharField(max_length=400, blank=True, help_text="what people are told, or why it was closed")
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=60)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_proposal_a_number"),
            models.CheckConstraint(
                condition=~Q(state__in=[ProposalState.ANSWERED, ProposalState.CLOSED])
                | (~Q(answer="") & Q(ended_at__isnull=False)),
                name="ended_proposal_says_what",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "due"], name="proposals_by_due")]

    @property
    def label(self) -> str:
        """`DX-5`."""
        return f"DX-{self.number}"


class Voice(Witnessed):
    """What people of a hamlet say, in whose subject, by how many households; nobody's name."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField(help_text="Y-31: counted from 1 in the unit")
    hamlet = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=12, help_text="data/ears.yaml: subjects")
    text = models.CharField(max_length=400)
    households = models.PositiveSmallIntegerField()
    day = models.DateField(help_text="on which they said it")
    state = models.CharField(max_length=10, default=VoiceState.NEW, choices=[(one, one) for one in VoiceState])
    answer = models.CharField(max_length=400, blank=True, help_text="what the hamlet is told")
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="voices")
    noted_at = models.DateTimeField()
    noted_by = models.CharField(max_length=60)
    sorted_at = models.DateTimeField(null=True, blank=True)
    sorted_by = models.CharField(max_length=60, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_voice_a_number"),
            models.CheckConstraint(condition=Q(households__gte=1), name="voice_of_a_household"),
            models.CheckConstraint(
                condition=Q(state=VoiceState.PROPOSED, proposal__isnull=False)
                | (~Q(state=VoiceState.PROPOSED) & Q(proposal__isnull=True)),
                name="proposed_voice_has_proposal",
            ),
            models.CheckConstraint(condition=~Q(state=VoiceState.ANSWERED) | ~Q(answer=""), name="answered_voice_says_what"),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "day"], name="voices_by_state"),
            models.Index(fields=["unit", "hamlet", "subject"], name="voices_of_a_hamlet"),
            models.Index(fields=["unit", "day"], name="voices_by_day"),
        ]

    @property
    def label(self) -> str:
        """`Y-31`."""
        return f"Y-{self.number}"
