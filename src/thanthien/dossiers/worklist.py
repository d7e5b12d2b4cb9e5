"""What waits for an officer: "việc của tôi". Short lists are asked in one question; where very much is open, dossiers are walked
by their promised date and the walk ends with the page.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from thanthien.dossiers import access, rules
from thanthien.dossiers.finding import PERSONS
from thanthien.dossiers.models import Dossier, DossierStep, Stage
from thanthien.dossiers.rules import OPEN, Standing
from thanthien.dossiers.timing import Timing, timing_of
from thanthien.journal.asking import composed
from thanthien.people.models import Officer
from thanthien.shared.clock import day_of

# With more open dossiers than this the database no longer sorts all of an officer's steps for the first page of them.
MANY = 2_000


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of "việc của tôi". `minutes_left` in working minutes, negative when late; `share_used` of the term."""

    dossier: Dossier
    step: DossierStep
    minutes_left: int
    share_used: float
    standing: Standing
    taken: bool


def work_of(*, officer: Officer, at: datetime, limit: int = 200, untaken: bool = False) -> list[WorkItem]:
    """What waits for `officer`: own running steps, and untaken ones of their roles and fields, or these alone; due soonest
    first. The explanations of the dates are left in the table.
    """
    unit = officer.unit_id
    open_to = Q(officer__isnull=True) & access.open_to(officer, unit, day_of(at))
    mine = open_to if untaken else Q(officer=officer) | open_to
    rows = _running(unit).filter(mine)
    found = _walked(unit, rows, limit) if _beyond_many.first(unit=unit) else list(_read(rows)[:limit])
    timing = timing_of(unit)
    return [_item(step, timing, at) for step in found]


@composed
def _beyond_many(unit: str) -> QuerySet[Dossier]:
    return Dossier.objects.filter(unit_id=unit, state__in=OPEN).only("pk").order_by()[MANY : MANY + 1]


def _running(unit: str) -> QuerySet[DossierStep]:
    """The steps on which the unit's own clock runs."""
    rows = DossierStep.objects.filter(
        dossier__unit_id=unit, dossier__state__in=OPEN, done_at__isnull=True, order=F("dossier__step")
    )
    return rows.exclude(Exists(_elsewhere(unit)))


def _read(rows: QuerySet[DossierStep]) -> QuerySet[DossierStep]:
    """With what a line shows of the dossier, by the promised date."""
    persons = rows.select_related(*(f"dossier__{name}" for name in PERSONS))
    return persons.defer("dossier__deadline").order_by("dossier__due_at", "dossier_id")


def _walked(unit: str, rows: QuerySet[DossierStep], limit: int) -> list[DossierStep]:
    """The same lines, found along the index of dates: a walk for each open state, since an index keeps the order of one."""
    fits = Exists(rows.filter(dossier=OuterRef("pk")))
    pks: list[int] = []
    for state in OPEN:
        by_date = Dossier.objects.filter(fits, unit_id=unit, state=state).order_by("due_at", "pk")
        pks += by_date.values_list("pk", flat=True)[:limit]
    return list(_read(rows.filter(dossier__in=pks))[:limit])


def _elsewhere(unit: str) -> QuerySet[Stage]:
    """The stage of another body to which the step in the outer query belongs."""
    here = Stage.objects.filter(
        dossier=OuterRef("dossier_id"), first_step__lte=OuterRef("order"), last_step__gte=OuterRef("order")
    )
    return here.exclude(unit_id=unit)


def _item(step: DossierStep, timing: Timing, at: datetime) -> WorkItem:
    of = step.dossier
    whole = max(timing.minutes(of.received_at, of.due_at), 1)
    left = timing.minutes(at, of.due_at)
    return WorkItem(
        of, step, left, max(whole - left, 0) / whole, rules.standing(due=of.due_at, at=at), step.officer_id is not None
    )
