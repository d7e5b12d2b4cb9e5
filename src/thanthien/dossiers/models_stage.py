"""Where a dossier goes through several bodies: a stage for each, with its own clock."""

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from thanthien.journal.fields import KeptForeignKey
from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit


class Stage(Witnessed):
    """The steps `first_step` … `last_step` of a dossier, done by `unit`. Its clock runs in that unit's working time from the
    moment it was handed the dossier, whether or not it has taken it in: nobody wins time by leaving it lie.
    """

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.CASCADE, related_name="stages")
    order = models.PositiveSmallIntegerField()
    unit = KeptForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="who does it")
    first_step = models.PositiveSmallIntegerField()
    last_step = models.PositiveSmallIntegerField()
    allowed_minutes = models.PositiveIntegerField(default=0)
    handed_at = models.DateTimeField(null=True, blank=True, help_text="given to this unit")
    handed_by = KeptForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True, help_text="the unit said that it has it")
    taken_by = KeptForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, help_text="given on, or the result ready")
    used_minutes = models.PositiveIntegerField(default=0, help_text="used so far, the running stretch not counted")
    late_since = models.DateTimeField(null=True, blank=True, help_text="written by the clock once")
    note = models.CharField(max_length=300, blank=True, help_text="said when it was given on")
    came_back = models.CharField(max_length=300, blank=True, help_text="why the next body sent it back")

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "order"], name="one_stage_an_order"),
            models.CheckConstraint(condition=Q(last_step__gte=F("first_step")), name="stage_has_steps"),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True, due_at__isnull=True) | Q(handed_at__isnull=False, due_at__isnull=False),
                name="running_stage_has_due_date",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(taken_at__gte=F("handed_at")), name="stage_taken_after_handed"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(done_at__gte=F("handed_at")), name="stage_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["unit", "done_at", "handed_at"], name="stage_work")]

    @property
    def running(self) -> bool:
        return self.handed_at is not None and self.done_at is None

    def covers(self, step: int) -> bool:
        return self.first_step <= step <= self.last_step
