"""Bookings and quotas."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.outreach import rules
from thanthien.people.models import Unit
from thanthien.procedures.models import Procedure
from thanthien.shared.codes import random_code
from thanthien.visits.models import Visit
from thanthien.worktime.office_hours import minute_text


class Booking(Witnessed):
    """An hour at the counter that somebody booked from home. No ID number: a name and a telephone are enough."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveSmallIntegerField(help_text="H-4271: what is typed at the kiosk; never twice among open bookings")
    token = models.CharField(max_length=12, unique=True, default=random_code, help_text="opens the page to move or cancel")
    service = models.CharField(max_length=2, help_text="the letter of the queue's service")
    service_name = models.CharField(max_length=40)
    procedure = models.ForeignKey(Procedure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=40, help_text="field of procedures, or the service's letter: one booking for each")
    day = models.DateField()
    start = models.PositiveSmallIntegerField(help_text="minutes after midnight")
    end = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=rules.State.BOOKED, choices=[(s, s) for s in rules.State])
    why = models.CharField(max_length=10, blank=True, help_text="why it was cancelled", choices=[(w, w) for w in rules.Why])
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=20)
    phone_digest = models.CharField(max_length=32)
    email = models.CharField(max_length=120, blank=True)
    wants_call = models.BooleanField(default=False, help_text="asked to be reminded by telephone")
    channel = models.CharField(max_length=10, default="portal", help_text="portal, desk")
    address_digest = models.CharField(max_length=32, blank=True, help_text="of the address of the net it was made from")
    sequence = models.PositiveSmallIntegerField(default=0, help_text="of the calendar file: grows with each change")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField(help_text="made, or moved last")
    reminded_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number"], name="one_open_booking_a_number", condition=models.Q(state=rules.State.BOOKED)
            ),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="booking_ends_after_start"),
            models.CheckConstraint(
                condition=~models.Q(state=rules.State.ARRIVED) | models.Q(arrived_at__isnull=False, visit__isnull=False),
                name="arrived_booking_has_visit",
            ),
            models.CheckConstraint(
                condition=models.Q(models.Q(state=rules.State.CANCELLED), ~models.Q(why=""))
                | models.Q(~models.Q(state=rules.State.CANCELLED), why=""),
                name="cancelled_booking_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "day", "service", "start"], name="booking_of_a_day"),
            models.Index(fields=["unit", "phone_digest", "day"], name="booking_of_a_person"),
            models.Index(fields=["unit", "state", "day"], name="booking_by_state"),
            models.Index(fields=["unit", "day"], name="booking_with_a_name", condition=~models.Q(name="")),
            models.Index(fields=["unit", "address_digest", "made_at"], name="booking_by_address"),
        ]

    @property
    def label(self) -> str:
        """`H-4271`."""
        return rules.label(self.number)

    @property
    def begins(self) -> str:
        """`08:30`."""
        return minute_text(self.start)

    @property
    def hours(self) -> str:
        """`08:30–09:00`."""
        return f"{minute_text(self.start)}–{minute_text(self.end)}"

    @property
    def matter(self) -> str:
        """What it is for: the procedure, else the service."""
        return self.procedure.title if self.procedure else self.service_name


class QuotaRule(Witnessed):
    """What a unit decided about its bookings from a day on. Of several for one day the last that was not withdrawn holds."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    data = models.JSONField(default=dict)
    set_by = models.CharField(max_length=60)
    set_at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        indexes = [models.Index(fields=["unit", "valid_from"], name="quota_by_day")]


from thanthien.outreach.models_ears import FamilyCall, Proposal, Voice  # noqa: E402
from thanthien.outreach.models_help import HelpCase, HelpTarget  # noqa: E402
from thanthien.outreach.models_home import HomeRule, HomeVisit  # noqa: E402
from thanthien.outreach.models_list import HamletTarget, HelpPerson  # noqa: E402
from thanthien.outreach.models_mail import PostalItem  # noqa: E402  the letters stand in a file of their own

__all__ = [
    "Booking", "FamilyCall", "HamletTarget", "HelpCase", "HelpPerson", "HelpTarget", "HomeRule", "HomeVisit", "PostalItem",
    "Proposal", "QuotaRule", "Voice",
]  # fmt: skip
