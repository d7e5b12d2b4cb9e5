"""Every read of campaigns worth a name."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q

from thanthien.people.models import Officer
from thanthien.rollout import rules
from thanthien.rollout.models import Award, Campaign, Progress, TakingPart
from thanthien.rollout.rules import Standing

HERE = Q(left_at__isnull=True)


@dataclass(frozen=True, slots=True)
class Listed:
    """A campaign in the list: where it stands, how many take part, the newest figure of the whole, what share of its goal."""

    row: Campaign
    standing: Standing
    members: int
    awards: int
    reached: int | None
    share: int | None


def campaigns(*, unit: str, on: date, only_open: bool = False) -> list[Listed]:
    """Every campaign, the newest first; two queries."""
    rows = Campaign.objects.filter(unit_id=unit, withdrawn_at__isnull=True)
    rows = rows.filter(closed_on__isnull=True) if only_open else rows
    members = Count("members", filter=Q(members__left_at__isnull=True), distinct=True)
    awards = Count("awards", filter=Q(awards__annulled_at__isnull=True), distinct=True)
    found = list(rows.annotate(n=members, m=awards).order_by("-begins", "-pk"))
    reached = _reached(unit, [row.pk for row in found])
    return [
        Listed(row, row.standing(on), row.n, row.m, reached.get(row.pk), rules.share(reached=reached.get(row.pk), goal=row.goal))
        for row in found
    ]


def _reached(unit: str, campaigns: list[int]) -> dict[int, int]:
    """Campaign → the newest figure that was noted of the whole."""
    rows = Progress.objects.filter(
        unit_id=unit, campaign_id__in=campaigns, member__isnull=True, figure__isnull=False, annulled_at__isnull=True
    )
    return {row.campaign_id: row.figure for row in rows.order_by("day", "pk") if row.figure is not None}


def campaign(*, unit: str, pk: int) -> Campaign | None:
    """One campaign of the unit, also a withdrawn one, with members, progress and awards, or None; four queries."""
    rows = Campaign.objects.filter(unit_id=unit, pk=pk).prefetch_related(
        Prefetch("members", TakingPart.objects.filter(HERE).select_related("officer", "campaign")),
        Prefetch("progress", Progress.objects.filter(annulled_at__isnull=True).select_related("noted_by", "member__officer")),
        Prefetch("awards", Award.objects.filter(annulled_at__isnull=True).select_related("officer")),
    )
    return rows.first()


def member(*, unit: str, pk: int) -> TakingPart | None:
    """One taking part of the unit, or None."""
    return TakingPart.objects.select_related("officer", "campaign").filter(unit_id=unit, pk=pk).first()


def progress(*, unit: str, pk: int) -> Progress | None:
    """One note of progress of the unit, or None."""
    return Progress.objects.select_related("noted_by").filter(unit_id=unit, pk=pk).first()


def parts_of(*, officer: Officer) -> dict[int, TakingPart]:
    """Campaign → the officer's taking part in it, with their own notes; two queries."""
    rows = TakingPart.objects.filter(HERE, unit_id=officer.unit_id, officer=officer).select_related("campaign")
    notes = Prefetch("progress", Progress.objects.filter(annulled_at__isnull=True))
    return {row.campaign_id: row for row in rows.prefetch_related(notes)}
