"""Reads of follow-ups. Lists say what was rated and when, never who rated."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from thanthien.people.access import LEADERS
from thanthien.people.models import Officer
from thanthien.people.queries import grants_on, officers_of
from thanthien.ratings.follow_rules import State
from thanthien.ratings.models import FollowStep, FollowUp


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many follow-ups of a unit are open, and how many of them are past their day."""

    open: int
    late: int


def _all(unit: str) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(unit_id=unit).select_related("rating", "owner", "closed_by")


def follow_ups(*, unit: str, state: str = State.OPEN, limit: int = 500) -> list[FollowUp]:
    """Of one state with `n_steps`; open ones by their day (the overdue first), ended ones newest first. One query."""
    rows = _all(unit).filter(state=state).annotate(n_steps=Count("steps", filter=Q(steps__taken_back_at__isnull=True)))
    order = ("due", "pk") if state == State.OPEN else ("-closed_at", "-opened_at", "-pk")
    return list(rows.order_by(*order)[:limit])


def waiting(*, unit: str, on: date) -> Waiting:
    """For the leader's day. One query."""
    rows = FollowUp.objects.filter(unit_id=unit, state=State.OPEN)
    found = rows.aggregate(open=Count("pk"), late=Count("pk", filter=Q(due__lt=on)))
    return Waiting(found["open"], found["late"])


def counts(*, unit: str) -> dict[str, int]:
    """State → how many. One query."""
    rows = FollowUp.objects.filter(unit_id=unit).values_list("state").annotate(n=Count("pk")).order_by()
    return {str(state): 0 for state in State} | dict(rows)


def follow_up(*, unit: str, pk: int) -> FollowUp | None:
    """One of the unit, or None."""
    return _all(unit).select_related("rating__visit").filter(pk=pk).first()


def steps(*, follow_up: FollowUp) -> list[FollowStep]:
    """What was done, oldest first, without what was taken back."""
    return list(FollowStep.objects.filter(follow_up=follow_up, taken_back_at__isnull=True).select_related("done_by"))


def step(*, unit: str, pk: int) -> FollowStep | None:
    """One step of the unit, or None."""
    return FollowStep.objects.select_related("follow_up__rating").filter(unit_id=unit, pk=pk).first()


def leaders(*, unit: str, on: date) -> list[Officer]:
    """Whom a follow-up may be given to, by name."""
    held = grants_on(on).filter(unit_id=unit, role__in=LEADERS)
    return list(officers_of(unit=unit).filter(pk__in=held.values("officer_id")))
