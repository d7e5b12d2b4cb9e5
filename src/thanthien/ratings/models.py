"""The rating; what is kept beside it stands in models_follow and models_survey."""

from django.db import models
from django_scopes import ScopedManager

from thanthien.journal.models import Witnessed
from thanthien.people.models import Unit
from thanthien.ratings.models_follow import FollowStep, FollowUp
from thanthien.ratings.models_survey import SurveyAnswer, SurveyForm, SurveyRound, SurveyTicket
from thanthien.visits.models import Visit

__all__ = ["FollowStep", "FollowUp", "Rating", "SurveyAnswer", "SurveyForm", "SurveyRound", "SurveyTicket"]


class Rating(Witnessed):
    """One opinion on one visit. Who served is kept as the officer's login; who gave it is not kept beyond the visit."""

    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="rating")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    officer_login = models.CharField(max_length=40, blank=True)
    served_on = models.DateField(help_text="the day of the service it speaks of; figures count by this day")
    attitude = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 worst … 5 best")
    work = models.PositiveSmallIntegerField(null=True, blank=True, help_text="1 worst … 5 best")
    reasons = models.JSONField(default=list)
    channel = models.CharField(max_length=10, help_text="tablet, phone")
    seconds = models.PositiveIntegerField(null=True, blank=True, help_text="from question shown to answer")
    device = models.CharField(max_length=32, blank=True, help_text="digest of the device, another each day; to see bursts")
    set_aside = models.CharField(max_length=20, blank=True, help_text="why it is not counted; it is kept")
    at = models.DateTimeField()

    objects = ScopedManager(unit="unit_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(attitude__isnull=False) | models.Q(work__isnull=False), name="rating_says_something"
            ),
            models.CheckConstraint(
                condition=(models.Q(attitude__isnull=True) | models.Q(attitude__range=(1, 5)))
                & (models.Q(work__isnull=True) | models.Q(work__range=(1, 5))),
                name="rating_levels",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "served_on"], name="rating_by_day"),
            models.Index(fields=["device", "at"], name="rating_by_device", condition=~models.Q(device="")),
        ]
