"""What is kept of one officer: the year's programme, praise and incidents; visits of supervision and what they found."""

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from thanthien.conduct.record_rules import Decision, Kind, Source, Written
from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit


class SelfProgramme(Witnessed):
    """What an officer promises for a year, the look at mid-year, the review at its end, the leader's remark."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    promise = models.TextField()
    promise_at = models.DateTimeField()
    mid = models.TextField(blank=True)
    mid_at = models.DateTimeField(null=True, blank=True)
    review = models.TextField(blank=True)
    review_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(blank=True)
    remark_at = models.DateTimeField(null=True, blank=True)
    remark_by = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["officer", "year"], name="one_programme_a_year"),
            models.CheckConstraint(condition=Q(remark_at__isnull=True) | Q(review_at__isnull=False), name="remark_after_review"),
        ]

    @property
    def written(self) -> Written:
        return Written(bool(self.promise), bool(self.mid), bool(self.review), self.remark_at is not None)


class ConductRecord(Witnessed):
    """Praise or an incident: who says so, the officer's answer, the leader's decision, until when it is shown."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(kind, kind) for kind in Kind])
    source = models.CharField(max_length=10, choices=[(source, source) for source in Source])
    reference = models.CharField(max_length=60, blank=True, help_text="code of the paper, without a name")
    text = models.TextField()
    happened_on = models.DateField()
    noted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    answer_by = models.DateField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=10, blank=True, choices=[(one, one) for one in Decision])
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    expires_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-noted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, decision="") | (Q(decided_at__isnull=False) & ~Q(decision="")),
                name="conduct_decision_has_moment",
            ),
            models.CheckConstraint(condition=Q(decision="") | ~Q(reason=""), name="conduct_decision_says_why"),
        ]
        indexes = [models.Index(fields=["unit", "officer", "expires_on"], name="record_of_officer")]


class SupervisionVisit(Witnessed):
    """Somebody looked at how people are received; `checks`: code → True when it was right."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    place = models.CharField(max_length=80)
    checks = models.JSONField(default=dict)
    visitor = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-day", "-pk"]


class Finding(Witnessed):
    """What is to be mended after a visit, by whom and by when."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(SupervisionVisit, on_delete=models.PROTECT, related_name="findings")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["due", "pk"]


class VisitPhoto(Witnessed):
    """A photo of a visit: drawn anew, so that it says nothing of place or camera; kept on the disk under its digest."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    visit = models.ForeignKey(SupervisionVisit, on_delete=models.PROTECT, related_name="photos")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the clean file")
    size = models.PositiveIntegerField()
    added_by = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "digest"], condition=Q(withdrawn_at__isnull=True), name="one_visit_photo_a_file"
            )
        ]
