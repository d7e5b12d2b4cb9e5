"""Requests for home service, and what a unit decided on who may have it."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.outreach import home_rules as rules
from thanthien.outreach.home_rules import HomeState
from thanthien.people.models import Unit
from thanthien.procedures.models import Procedure
from thanthien.shared.codes import random_code


class HomeVisit(Witnessed):
    """Somebody asks that the office comes to their house. No ID number: a name, a telephone and the way there are enough."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField(help_text="N-12: counted from 1 in the unit")
    token = models.CharField(max_length=12, unique=True, default=random_code, help_text="opens the page of the request")
    procedure = models.ForeignKey(Procedure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    matter = models.CharField(max_length=200, help_text="what for: the procedure's title, or words")
    group = models.CharField(max_length=10, choices=[(one, one) for one in rules.Group])
    tasks = models.JSONField(default=list, help_text="what is asked for: rules.Task")
    channel = models.CharField(max_length=8, choices=[(one, one) for one in rules.Channel])
    hamlet = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20)
    phone_digest = models.CharField(max_length=32)
    address = models.CharField(max_length=160)
    address_digest = models.CharField(max_length=32, blank=True, help_text="of the address of the net it was asked from")
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default=HomeState.REQUESTED, choices=[(one, one) for one in HomeState])
    reason = models.CharField(max_length=200, blank=True, help_text="why it was refused, read by the person")
    whose = models.CharField(max_length=6, blank=True, help_text="cancelled on whose wish: person, office")
    day = models.DateField(null=True, blank=True)
    half = models.CharField(max_length=9, blank=True, choices=[(one, one) for one in rules.Half])
    team = models.JSONField(default=list, help_text="logins of the officers who go")
    asked_on = models.DateField()
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="done, failed, refused or cancelled")
    why_failed = models.CharField(max_length=8, blank=True, choices=[(one, one) for one in rules.WhyFailed])
    done = models.JSONField(default=list, help_text="what was done: rules.Task")
    receiver = models.CharField(max_length=80, blank=True, help_text="who took it at the house")
    signed = models.CharField(max_length=5, blank=True, choices=[(one, one) for one in rules.SignedBy])
    witness_name = models.CharField(max_length=80, blank=True, help_text="who saw the thumbprint")
    proof_note = models.CharField(max_length=200, blank=True)
    done_by = models.CharField(max_length=60, blank=True)
    forgotten = models.BooleanField(default=False)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="one_home_request_a_number"),
            models.CheckConstraint(
                condition=~Q(state=HomeState.REFUSED) | ~Q(reason="") | Q(forgotten=True), name="refused_home_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[HomeState.PLANNED, HomeState.DONE, HomeState.FAILED])
                | (Q(day__isnull=False) & ~Q(half="")),
                name="planned_home_has_a_slot",
            ),
            models.CheckConstraint(
                condition=~Q(state=HomeState.DONE) | ((~Q(receiver="") | Q(forgotten=True)) & Q(ended_at__isnull=False)),
                name="done_home_has_its_proof",
            ),
            models.CheckConstraint(condition=~Q(state=HomeState.FAILED) | ~Q(why_failed=""), name="failed_home_says_why"),
            models.CheckConstraint(
                condition=~Q(signed=rules.SignedBy.THUMB) | ~Q(witness_name="") | Q(forgotten=True),
                name="thumbprint_at_home_has_witness",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "day"], name="home_by_state"),
            models.Index(fields=["unit", "asked_on"], name="home_by_day_asked"),
            models.Index(fields=["unit", "phone_digest"], name="home_of_a_person"),
            models.Index(fields=["unit", "address_digest", "asked_at"], name="home_by_address"),
        ]

    @property
    def label(self) -> str:
        """`N-12`."""
        return f"N-{self.number}"

    @property
    def slot(self) -> str:
        """`buổi sáng`, or nothing before it is planned."""
        return rules.Half(self.half).label if self.half else ""


class HomeRule(Witnessed):
    """Who may have home service from a day on; of several for one day the last decision holds."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    data = models.JSONField(default=dict, help_text="home_rules.Entitled")
    set_by = models.CharField(max_length=60)
    set_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        indexes = [models.Index(fields=["unit", "valid_from"], name="home_rule_by_day")]
