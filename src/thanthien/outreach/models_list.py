"""Who is still without an electronic identity of level 2, by hamlet."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.outreach.list_rules import ListState
from thanthien.people.models import Unit


class HelpPerson(Witnessed):
    """Somebody to be helped. Of who was helped or struck off nothing but the hamlet and the day stays after a month."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, default=ListState.WITHOUT, choices=[(s.value, s.value) for s in ListState])
    name = models.CharField(max_length=80, blank=True, help_text="empty once it was forgotten")
    name_fold = models.CharField(max_length=80, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="helped, or struck off")
    officer = models.CharField(max_length=60, blank=True, help_text="login of who helped or struck off")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=[s.value for s in ListState]), name="help_list_state"),
            models.CheckConstraint(
                condition=models.Q(state="without", ended_at__isnull=True)
                | (~models.Q(state="without") & models.Q(ended_at__isnull=False)),
                name="help_list_ends_with_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["unit", "hamlet", "state", "name_fold"], name="help_list_of_a_hamlet")]


class HamletTarget(Witnessed):
    """How many of a hamlet's list shall have it by a day; the last decision holds."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    hamlet = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    share = models.PositiveSmallIntegerField(help_text="percent of the list")
    by_day = models.DateField()
    set_by = models.CharField(max_length=60)
    set_at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "hamlet"], name="one_target_a_hamlet"),
            models.CheckConstraint(condition=models.Q(share__gte=1, share__lte=100), name="hamlet_target_is_a_share"),
        ]
