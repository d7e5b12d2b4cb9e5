"""The lines of the book."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.fields import KeptForeignKey
from thanthien.journal.models import Witnessed
from thanthien.people.card import mask_name
from thanthien.people.models import Officer, Unit
from thanthien.receptions import rules
from thanthien.receptions.rules import SECRET, Course, Matter
from thanthien.shared.wording import say


class ReceptionLine(Witnessed):
    """One person or group who was received, with one matter. A line struck out keeps its number."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    day = models.DateField()
    at = models.DateTimeField()
    name = models.CharField(max_length=rules.NAME_MOST)
    name_fold = models.CharField(max_length=rules.NAME_MOST)
    address = models.CharField(max_length=rules.ADDRESS_MOST, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    id_last = models.CharField(max_length=4, blank=True, help_text="last four digits of the card; the whole number is not kept")
    people = models.PositiveSmallIntegerField(default=1)
    matter = models.CharField(max_length=12, choices=[(one, one) for one in Matter])
    content = models.CharField(max_length=rules.CONTENT_MOST)
    content_fold = models.CharField(max_length=rules.CONTENT_MOST)
    settled_by = models.CharField(max_length=rules.BODY_MOST, blank=True, help_text="who decided on it before")
    course = models.CharField(max_length=10, choices=[(one, one) for one in Course])
    passed_to = models.CharField(max_length=rules.BODY_MOST, blank=True)
    note = models.CharField(max_length=rules.REASON_MOST, blank=True)
    officer = KeptForeignKey(Officer, on_delete=models.PROTECT, related_name="+", help_text="who received them")
    result = models.CharField(max_length=rules.RESULT_MOST, blank=True)
    result_on = models.DateField(null=True, blank=True)
    annulled_at = models.DateTimeField(null=True, blank=True)
    annulled_why = models.CharField(max_length=rules.REASON_MOST, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "number"], name="one_reception_a_number"),
            models.CheckConstraint(condition=models.Q(people__gte=1), name="somebody_was_received"),
            models.CheckConstraint(condition=models.Q(matter__in=tuple(Matter)), name="reception_of_a_known_matter"),
            models.CheckConstraint(condition=models.Q(course__in=tuple(Course)), name="reception_of_a_known_course"),
            models.CheckConstraint(
                condition=models.Q(course="passed_on") & ~models.Q(passed_to="")
                | ~models.Q(course="passed_on") & models.Q(passed_to=""),
                name="passed_on_says_where",
            ),
            models.CheckConstraint(
                condition=models.Q(result="", result_on__isnull=True)
                | (~models.Q(result="") & models.Q(result_on__isnull=False)),
                name="a_result_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(annulled_at__isnull=True, annulled_why="")
                | (models.Q(annulled_at__isnull=False) & ~models.Q(annulled_why="")),
                name="struck_reception_says_why",
            ),
        ]
        indexes = [models.Index(fields=["unit", "day"], name="reception_by_day")]

    def __str__(self) -> str:
        return f"reception {self.pk}"

    @property
    def label(self) -> str:
        """`0042/2026`."""
        return f"{self.number:04d}/{self.year}"

    @property
    def is_secret(self) -> bool:
        return self.matter in SECRET

    @property
    def is_open(self) -> bool:
        """Something goes on and no result was told yet."""
        return self.annulled_at is None and self.course in rules.GOES_ON and not self.result

    @property
    def name_masked(self) -> str:
        """Who came, as a list may show it."""
        return str(say("giữ bí mật")) if self.is_secret else mask_name(self.name)
