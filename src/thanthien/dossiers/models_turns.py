"""The turns that a dossier takes: supplements, duties to pay, the stops of its clock, the apology, the end before a result,
mistakes, originals given back.
"""

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.fields import KeptForeignKey
from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer

BOTH = models.Q(answered_at__isnull=True, answered_by__isnull=True) | models.Q(
    answered_at__isnull=False, answered_by__isnull=False
)


class OfDossier(Witnessed):
    """A row of one dossier: its unit is the dossier's."""

    class Meta:
        abstract = True

    @property
    def unit_id(self) -> str:
        return self.dossier.unit_id


class Supplement(OfDossier):
    """One request for papers (Form 02): asked once and completely; a second one stands on the exception that the law names."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="supplements")
    number = models.PositiveSmallIntegerField(help_text="1, 2, … in the dossier")
    items = models.JSONField(help_text="[{name, why, original, copy}]")
    reason = models.CharField(max_length=500)
    exception = models.CharField(max_length=200, blank=True, help_text="the article that allows another request")
    asked_at = models.DateTimeField()
    asked_by = KeptForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    asked_in_time = models.BooleanField(help_text="within the law's working days after the reception")
    answer_by = models.DateField(null=True, blank=True, help_text="until when the papers are awaited")
    clock = models.CharField(max_length=8, help_text="restart, pause: what the answer does to the term")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = KeptForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_why = models.CharField(max_length=300, blank=True)
    due_before = models.DateTimeField()
    due_after = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="one_supplement_a_number"),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=models.Q(answered_at__isnull=True, dropped_at__isnull=True),
                name="one_open_supplement",
            ),
            models.CheckConstraint(condition=BOTH, name="supplement_answer_by_somebody"),
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | models.Q(dropped_at__isnull=True),
                name="supplement_answered_or_dropped",
            ),
            models.CheckConstraint(condition=models.Q(clock__in=["restart", "pause"]), name="supplement_clock"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(exception=""), name="second_supplement_names_the_law"
            ),
        ]


class Duty(OfDossier):
    """A financial duty of the person (state 6): tax, land use fee, registration fee; paid at another body, shown by a paper."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="duties")
    what = models.CharField(max_length=200)
    amount_vnd = models.PositiveBigIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField()
    asked_by = KeptForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    pay_by = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    paper = models.CharField(max_length=200, blank=True, help_text="the paper that shows it is paid")

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=models.Q(settled_at__isnull=True), name="one_open_duty"),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True) | ~models.Q(paper=""), name="settled_duty_has_paper"
            ),
        ]


class ClockStop(OfDossier):
    """A stretch in which the dossier's clock stood still, and what came of it."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="clock_stops")
    kind = models.CharField(max_length=10, help_text="supplement, duty")
    clock = models.CharField(max_length=8, help_text="restart, pause")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=models.Q(ended_at__isnull=True), name="one_running_stop"),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("started_at")),
                name="stop_ends_after_start",
            ),
        ]


class Apology(OfDossier):
    """The apology with a new date (Form 04), at most one for a dossier: a draft, by the clock or an officer, then signed."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="apology")
    cause = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    old_due = models.DateTimeField()
    new_due = models.DateTimeField(null=True, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=40, blank=True, help_text="login; empty = the clock")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = KeptForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    was_late = models.BooleanField(default=False, help_text="signed after the date had passed")

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signed_at__isnull=True, signed_by__isnull=True)
                | (models.Q(signed_at__isnull=False, signed_by__isnull=False, new_due__isnull=False) & ~models.Q(reason="")),
                name="signed_apology_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(new_due__isnull=True) | models.Q(new_due__gt=models.F("old_due")),
                name="new_date_after_the_old",
            ),
        ]

    @property
    def complete(self) -> bool:
        """True when a leader could sign it: the reason and the new date are there."""
        return bool(self.reason) and self.new_due is not None


class Ending(OfDossier):
    """The end of a dossier without a result: withdrawn by the person, or stopped (Form 05)."""

    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="ending")
    kind = models.CharField(max_length=10, help_text="withdrawn, stopped")
    ground = models.CharField(max_length=14, blank=True)
    reason = models.CharField(max_length=500)
    asked_on = models.DateField(null=True, blank=True, help_text="day of the person's request")
    stage = models.CharField(max_length=160, blank=True, help_text="the step that ran")
    money = models.CharField(max_length=200, blank=True, help_text="what becomes of fees paid")
    at = models.DateTimeField()
    by = KeptForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=["withdrawn", "stopped"]), name="ending_kind")]


class Mistake(OfDossier):
    """Something that the office did wrong: a wrong result, a wrong request, a lost or damaged paper; open until it is mended."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="mistakes")
    kind = models.CharField(max_length=14)
    what = models.CharField(max_length=500)
    step = models.PositiveSmallIntegerField(null=True, blank=True, help_text="order of the step where it happened")
    ours = models.BooleanField(default=True, help_text="False: the person's own statement was wrong")
    reported_at = models.DateTimeField()
    reported_by = KeptForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_by = KeptForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mended_how = models.CharField(max_length=500, blank=True)
    cost_vnd = models.PositiveIntegerField(default=0, help_text="what the office bore")

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mended_at__isnull=True, mended_by__isnull=True)
                | (models.Q(mended_at__isnull=False, mended_by__isnull=False) & ~models.Q(mended_how="")),
                name="mended_says_how",
            )
        ]


class GivenBack(OfDossier):
    """Original papers that were taken for comparison and given back."""

    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="given_back")
    papers = models.JSONField(help_text="orders of the checklist")
    receiver = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = KeptForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(unit="dossier__unit_id")

    class Meta:
        ordering = ["pk"]
