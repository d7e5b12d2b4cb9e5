"""Services and tickets."""

from django.db import models

from thanthien.journal.models import Witnessed
from thanthien.people.models import Counter, Unit
from thanthien.visits.models import Visit


class Service(Witnessed):
    """What people choose at the kiosk: a plain name, a letter, the fields of procedures behind it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="services")
    letter = models.CharField(max_length=2)
    name = models.CharField(max_length=40)
    examples = models.CharField(max_length=160, blank=True)
    pictogram = models.CharField(max_length=30, default="papers")
    fields = models.JSONField(default=list, help_text="field codes of procedures; empty for return, help")
    kind = models.CharField(max_length=10, default="intake", help_text="intake, return (trả kết quả), help (chưa rõ việc)")
    order = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "letter"], name="one_service_a_letter")]
        ordering = ["order", "letter"]


class ServiceCounter(Witnessed):
    """`counter` serves `service`; a lower rank is served first when the counter serves several."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="at_counters")
    counter = models.ForeignKey(Counter, on_delete=models.CASCADE, related_name="service_links")
    rank = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "counter"], name="service_once_a_counter")]


class Ticket(Witnessed):
    """A number for a person and a matter on a day. `order` is what the queue goes by, the number is only its name."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="tickets")
    letter = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="tickets")
    state = models.CharField(max_length=10, default="waiting", help_text="waiting, called, serving, absent, done, left, annulled")
    priority = models.CharField(max_length=20, blank=True, help_text="class of priority, empty = ordinary")
    taken_at = models.DateTimeField(help_text="time at the device, bounded; with number it gives the order")
    order = models.BigIntegerField(help_text="place in the queue: smaller first; kept when the person comes back")
    overtaken = models.PositiveSmallIntegerField(default=0, help_text="how many were called before it though they came later")
    counter = models.ForeignKey(Counter, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets")
    wanted_counter = models.ForeignKey(
        Counter, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="transferred to this counter only"
    )
    called_at = models.DateTimeField(null=True, blank=True)
    served_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    calls = models.PositiveSmallIntegerField(default=0)
    absent_until = models.DateTimeField(null=True, blank=True)
    officer_login = models.CharField(max_length=40, blank=True, help_text="who called it last")
    channel = models.CharField(max_length=10, default="kiosk", help_text="kiosk, guide, counter, roll, phone")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "day", "letter", "number"], name="one_ticket_a_number"),
            models.UniqueConstraint(
                fields=["counter"], name="one_open_ticket_a_counter", condition=models.Q(state__in=["called", "serving"])
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["called", "serving"]) | models.Q(counter__isnull=False), name="called_ticket_has_counter"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "day", "state", "order"], name="ticket_queue"),
            models.Index(fields=["visit"], name="ticket_by_visit"),
        ]

    @property
    def label(self) -> str:
        """The name of the number: letter and three digits, `A024`."""
        return f"{self.letter}{self.number:03d}"
