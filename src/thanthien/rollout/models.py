"""Campaigns, who takes part, how far they are; awards; registrations of a year. A board's criteria and plans will join them."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django_scopes import ScopedManager

from thanthien.conduct.record_rules import Written
from thanthien.journal.models import Witnessed
from thanthien.people.models import Officer, Unit
from thanthien.rollout import rules
from thanthien.rollout.rules import Level, Recipient, Standing


class Campaign(Witnessed):
    """A movement that somebody called for, with its aim and its period. `goal`: a figure to reach, in `measure`."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    level = models.CharField(max_length=10, choices=[(one, one) for one in Level])
    caller = models.CharField(max_length=rules.LONGEST_CALLER, help_text="the authority that called")
    document = models.CharField(max_length=rules.LONGEST_DOCUMENT, blank=True)
    called_on = models.DateField()
    aim = models.TextField()
    goal = models.PositiveIntegerField(null=True, blank=True)
    measure = models.CharField(max_length=40, blank=True)
    begins = models.DateField()
    ends = models.DateField()
    noted_by = models.CharField(max_length=60)
    noted_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True, help_text="what the closing says")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-begins", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="campaign_ends_after_start"),
            models.CheckConstraint(
                condition=Q(goal__isnull=True, measure="") | (Q(goal__gt=0) & ~Q(measure="")), name="campaign_goal_has_measure"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, outcome="") | (Q(closed_on__isnull=False) & ~Q(outcome="")),
                name="closed_campaign_says_how",
            ),
        ]

    def standing(self, today: date) -> Standing:
        return rules.standing(begins=self.begins, ends=self.ends, closed=self.closed_on is not None, today=today)


class TakingPart(Witnessed):
    """An officer or a collective in a campaign, with what they promise to do in it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="members")
    officer = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    collective = models.CharField(max_length=rules.LONGEST_NAME, blank=True)
    promise = models.CharField(max_length=rules.LONGEST_NOTE, blank=True)
    joined_on = models.DateField()
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(officer__isnull=False, collective="") | (Q(officer__isnull=True) & ~Q(collective="")),
                name="officer_or_collective_takes_part",
            ),
            models.UniqueConstraint(
                fields=["campaign", "officer"], condition=Q(left_at__isnull=True, officer__isnull=False), name="takes_part_once"
            ),
            models.UniqueConstraint(
                fields=["campaign", "collective"], condition=Q(left_at__isnull=True) & ~Q(collective=""), name="collective_once"
            ),
        ]

    @property
    def name(self) -> str:
        return self.officer.name if self.officer is not None else self.collective


class Progress(Witnessed):
    """How far a campaign, or somebody in it, is on a day: words, and a figure in the campaign's measure."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="progress")
    member = models.ForeignKey(TakingPart, null=True, blank=True, on_delete=models.PROTECT, related_name="progress")
    day = models.DateField()
    figure = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=rules.LONGEST_NOTE)
    noted_by = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    annulled_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-day", "-pk"]


class Award(Witnessed):
    """A title or a form of praise, by whose decision, for whom; within a campaign or by itself."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="awards")
    recipient = models.CharField(max_length=10, choices=[(one, one) for one in Recipient])
    officer = models.ForeignKey(Officer, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    named = models.CharField(max_length=rules.LONGEST_NAME, blank=True, help_text="the collective or the person")
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    authority = models.CharField(max_length=rules.LONGEST_CALLER)
    document = models.CharField(max_length=rules.LONGEST_DOCUMENT)
    decided_on = models.DateField()
    published = models.BooleanField(default=False, help_text="stands on the commune's page")
    noted_by = models.CharField(max_length=60)
    noted_at = models.DateTimeField()
    annulled_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(recipient="officer", officer__isnull=False, named="")
                | (~Q(recipient="officer") & Q(officer__isnull=True) & ~Q(named="")),
                name="award_honours_somebody",
            ),
        ]

    @property
    def name(self) -> str:
        return self.officer.name if self.officer is not None else self.named


class Learning(Witnessed):
    """One officer's registration of "học tập và làm theo" in a year: the promise, the look at mid-year, the review."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveIntegerField()
    promise = models.TextField()
    promise_at = models.DateTimeField()
    mid = models.TextField(blank=True)
    mid_at = models.DateTimeField(null=True, blank=True)
    review = models.TextField(blank=True)
    review_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(unit="unit_id")

    class Meta:
        ordering = ["-year", "pk"]
        constraints = [models.UniqueConstraint(fields=["officer", "year"], name="one_registration_a_year")]

    @property
    def written(self) -> Written:
        return Written(bool(self.promise), bool(self.mid), bool(self.review))
