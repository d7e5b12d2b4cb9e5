"""Every read of the room. Lists cost the same number of queries for one row and for a hundred."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from django.db.models import Q, QuerySet

from thanthien.dossiers import access, rules
from thanthien.dossiers.finding import Filter, filtered, find, keys, received_before
from thanthien.dossiers.finding import listed as _listed
from thanthien.dossiers.models import Dossier, DossierPaper, DossierStep, Elsewhere
from thanthien.dossiers.passing import handovers, incoming, late_by_unit, passed_through, stages, where
from thanthien.dossiers.rules import OPEN, Standing, Status, Verdict
from thanthien.dossiers.timing import Timing, timing_of
from thanthien.dossiers.worklist import WorkItem, work_of
from thanthien.journal.asking import Question, composed
from thanthien.journal.settled import kept
from thanthien.people.card import mask_name
from thanthien.people.models import Citizen, Officer, RoleGrant
from thanthien.people.queries import away_on, grants_on
from thanthien.people.scoping import everywhere
from thanthien.shared.clock import VIETNAM, day_of
from thanthien.shared.codes import tidy_code
from thanthien.visits.models import Visit

__all__ = [
    "Filter", "WorkItem", "by_code", "by_codes", "by_tracking", "dossier", "dossier_page", "due_today", "filtered", "find",
    "handovers", "incoming", "keys", "last_of_person", "late", "late_by_unit", "latest", "of_person", "of_visit",
    "owner_masked", "passed_through", "ready_for_return", "received", "received_before", "recent_at_counter",
    "same_open", "soon", "stages", "takers", "where", "work_of",
]  # fmt: skip

# What a line about a dossier says that was received a moment ago; a row has forty columns and five tables around it.
BRIEF = ("unit", "code", "procedure_name", "received_at", "due_at")


@dataclass(frozen=True, slots=True)
class StepView:
    """A step with its clock at a moment. `used`, `allowed`, `left` are working minutes; `left` is negative when used up."""

    step: DossierStep
    used: int
    running: bool

    @property
    def allowed(self) -> int:
        return self.step.allowed_minutes

    @property
    def left(self) -> int:
        return self.allowed - self.used

    @property
    def verdict(self) -> Verdict | None:
        """How the step ended; None while it is not done."""
        return rules.step_verdict(allowed=self.allowed, used=self.used) if self.step.done_at else None


@dataclass(frozen=True, slots=True)
class DossierPage:
    """One dossier whole, as of a moment."""

    dossier: Dossier
    papers: list[DossierPaper]
    steps: list[StepView]
    minutes_left: int
    standing: Standing | None
    verdict: Verdict | None
    verdict_first: Verdict | None
    verdict_law: Verdict | None


def _running(unit: str) -> QuerySet[Dossier]:
    return _listed(Dossier.objects.filter(unit_id=unit, state__in=OPEN))


def _midnights(at: datetime) -> tuple[datetime, datetime]:
    start = datetime.combine(day_of(at), time(), tzinfo=VIETNAM)
    return start, start + timedelta(days=1)


# --- one dossier -----------------------------------------------------------------------------------------


def dossier(*, pk: int, unit: str | None = None) -> Dossier | None:
    """One dossier with its persons and procedure, only of `unit` when given; None when there is none."""
    return _whole.first(pk=pk) if unit is None else _of_unit.first(pk=pk, unit=unit)


@composed
def _whole(pk: int) -> QuerySet[Dossier]:
    return _listed(Dossier.objects.filter(pk=pk)).select_related("visit").order_by()[:1]


@composed
def _of_unit(pk: int, unit: str) -> QuerySet[Dossier]:
    return _listed(Dossier.objects.filter(pk=pk, unit_id=unit)).select_related("visit").order_by()[:1]


def by_codes(*, codes: Iterable[str], unit: str) -> list[Dossier]:
    """The dossiers of the unit that bear one of these codes."""
    return list(Dossier.objects.filter(unit_id=unit, code__in=list(codes)).select_related("procedure"))


def dossiers_of(*, pks: Sequence[int], unit: str) -> list[Dossier]:
    """Those of the unit among `pks`, received, in the order asked, each as `dossier` finds it; one query."""
    rows = _listed(Dossier.objects.filter(pk__in=pks, unit_id=unit, received_at__isnull=False)).select_related("visit")
    found = {one.pk: one for one in rows}
    return [found[pk] for pk in pks if pk in found]


def received(*, pk: int, unit: str) -> Dossier | None:
    """A dossier of the unit just received, in brief: its code and what was promised."""
    return _received.first(pk=pk, unit=unit)


@composed
def _received(pk: int, unit: str) -> QuerySet[Dossier]:
    return Dossier.objects.filter(pk=pk, unit_id=unit, received_at__isnull=False).only(*BRIEF).order_by()[:1]


def owner_masked(dossier: Dossier | Elsewhere) -> str:
    """Whose it is, as a list may show it: organisations are public, persons are masked."""
    if dossier.organisation is not None:
        return dossier.organisation.name
    person = dossier.applicant or dossier.submitter
    return mask_name(person.name) if person else ""


def by_code(*, code: str) -> Dossier | None:
    """The dossier with this official code, or None."""
    return _listed(Dossier.objects.filter(code=code.strip().upper())).first()


def by_tracking(*, code: str) -> Dossier | None:
    """The dossier whose paper carries this tracking code, typed as people type; None when nobody's does."""
    tidy = tidy_code(code)
    with everywhere():  # the code says which unit it is
        return _tracked.first(code=tidy) if tidy else None


@composed
def _tracked(code: str) -> QuerySet[Dossier]:
    return _listed(Dossier.objects.filter(tracking_code=code)).order_by("pk")[:1]


def steps_of(*, dossier: Dossier) -> list[DossierStep]:
    """Its steps in their order."""
    return _with(dossier, _steps_of.rows(dossier=dossier.pk))


@composed
def _steps_of(dossier: int) -> QuerySet[DossierStep]:
    return DossierStep.objects.filter(dossier_id=dossier).order_by("order")


@composed
def _papers_of(dossier: int) -> QuerySet[DossierPaper]:
    return DossierPaper.objects.filter(dossier_id=dossier).order_by("order")


def _with(dossier: Dossier, rows: list) -> list:
    for row in rows:
        row.dossier = dossier
    return rows


def dossier_page(*, dossier: Dossier, at: datetime) -> DossierPage:
    """Papers, steps with their clocks, time left and verdicts of one dossier at a moment."""
    timing = timing_of(dossier.unit_id)
    steps = [_view(step, dossier, timing, at) for step in steps_of(dossier=dossier)]
    running, ready = dossier.state in OPEN, dossier.finished_at
    return DossierPage(
        dossier=dossier,
        papers=_with(dossier, _papers_of.rows(dossier=dossier.pk)),
        steps=steps,
        minutes_left=timing.minutes(at, dossier.due_at) if running else 0,
        standing=rules.standing(due=dossier.due_at, at=at) if running else None,
        verdict=rules.verdict(ready=ready, due=dossier.due_at) if ready else None,
        verdict_first=rules.verdict(ready=ready, due=dossier.due_first) if ready else None,
        verdict_law=rules.verdict(ready=ready, due=dossier.due_law or dossier.due_first) if ready else None,
    )


def _view(step: DossierStep, of: Dossier, timing: Timing, at: datetime) -> StepView:
    running = step.order == of.step and step.done_at is None and of.state in OPEN
    more = max(timing.minutes(step.started_at, at), 0) if running and step.started_at else 0
    return StepView(step, step.used_minutes + more, running)


# --- lists -----------------------------------------------------------------------------------------------


def due_today(*, unit: str, at: datetime, limit: int = 500) -> list[Dossier]:
    """Open dossiers promised for today whose hour has not passed, soonest first."""
    return _promised_between(limit).rows(unit=unit, since=at, until=_midnights(at)[1])


@cache
def _promised_between(limit: int) -> Question[Dossier]:
    def rows(unit: str, since: datetime, until: datetime) -> QuerySet[Dossier]:
        return _running(unit).filter(due_at__gte=since, due_at__lt=until).order_by("due_at", "pk")[:limit]

    return composed(rows)


def late(*, unit: str, at: datetime, limit: int = 500) -> list[Dossier]:
    """All open dossiers whose promised hour has passed, the oldest promise first."""
    return _promised_before(limit).rows(unit=unit, at=at)


@cache
def _promised_before(limit: int) -> Question[Dossier]:
    def rows(unit: str, at: datetime) -> QuerySet[Dossier]:
        return _running(unit).filter(due_at__lt=at).order_by("due_at", "pk")[:limit]

    return composed(rows)


def soon(*, unit: str, at: datetime, limit: int = 100) -> list[Dossier]:
    """Open dossiers by their date, the late ones first: what a leader looks at."""
    return list(_running(unit).order_by("due_at", "pk")[:limit])


def of_visit(*, visit: Visit) -> list[Dossier]:
    """The dossiers handed in or fetched in this visit."""
    return list(_listed(Dossier.objects.filter(Q(visit=visit) | Q(returned_in=visit))).order_by("pk"))


def of_person(*, person: Citizen, limit: int = 20) -> list[Dossier]:
    """The dossiers of a person, newest first."""
    return list(
        _listed(Dossier.objects.filter(Q(applicant=person) | Q(submitter=person))).order_by("-received_at", "-pk")[:limit]
    )


def last_of_person(*, person: Citizen) -> Dossier | None:
    """The dossier of a person that was received last, in brief."""
    return _last_of.first(person=person.pk)


@composed
def _last_of(person: int) -> QuerySet[Dossier]:
    rows = Dossier.objects.filter(Q(applicant_id=person) | Q(submitter_id=person), received_at__isnull=False)
    return rows.only(*BRIEF).order_by("-received_at", "-pk")[:1]


def same_open(*, person: Citizen, procedure_code: str) -> list[Dossier]:
    """Open dossiers of this person for the same procedure, in brief: shown at reception, so that nobody hands in twice by
    mistake.
    """
    rows = Dossier.objects.filter(applicant=person, procedure__code=procedure_code, state__in=[*OPEN, Status.READY])
    return list(rows.only(*BRIEF).order_by("-received_at"))


def ready_for_return(*, unit: str, limit: int = 500) -> list[Dossier]:
    """Results that wait to be fetched, with their pigeonhole; those that waited longest first."""
    return list(_listed(Dossier.objects.filter(unit_id=unit, state=Status.READY)).order_by("finished_at", "pk")[:limit])


def promised(*, unit: str, limit: int = 2_000) -> list[Dossier]:
    """Running dossiers with a date, the soonest first, whole: to count their promise again."""
    rows = Dossier.objects.filter(unit_id=unit, state__in=OPEN, due_at__isnull=False)
    return list(rows.order_by("due_at", "pk")[:limit])


def latest(*, unit: str, limit: int = 20) -> list[Dossier]:
    """The dossiers received last."""
    return list(_listed(Dossier.objects.filter(unit_id=unit, received_at__isnull=False)).order_by("-received_at", "-pk")[:limit])


def recent_at_counter(*, unit: str, officer: Officer, at: datetime, limit: int = 10) -> list[Dossier]:
    """The last that `officer` received today, newest first, in brief; ten at most."""
    return _recent.rows(unit=unit, officer=officer.pk, since=_midnights(at)[0])[:limit]


@composed
def _recent(unit: str, officer: int, since: datetime) -> QuerySet[Dossier]:
    rows = Dossier.objects.filter(unit_id=unit, received_by_id=officer, received_at__gte=since)
    return rows.only(*BRIEF).order_by("-received_at", "-pk")[:10]


def _held(unit: str, roles: frozenset[str], on: date, present: bool) -> list[RoleGrant]:
    """Who holds one of the roles on a day; with `present`, without those who are away."""
    return kept(unit, ("held", roles, on, present), lambda: _holders(unit, roles, on, present), hall=False)


def _holders(unit: str, roles: frozenset[str], on: date, present: bool) -> list[RoleGrant]:
    asked = _holders_present if present else _holders_all
    return asked.rows(unit=unit, roles=tuple(sorted(map(str, roles))), on=on)


@composed
def _holders_all(unit: str, roles: tuple[str, ...], on: date) -> QuerySet[RoleGrant]:
    held = grants_on(on).filter(unit_id=unit, role__in=roles, officer__is_active=True)
    return held.select_related("officer").order_by("officer__name_fold", "pk")


@composed
def _holders_present(unit: str, roles: tuple[str, ...], on: date) -> QuerySet[RoleGrant]:
    away = away_on(unit=unit, on=on).order_by().values("officer")
    held = grants_on(on).filter(unit_id=unit, role__in=roles, officer__is_active=True).exclude(officer__in=away)
    return held.select_related("officer").order_by("officer__name_fold", "pk")


def takers(
    *, unit: str, works: Collection[tuple[str, str]], on: date, present: bool = False
) -> dict[tuple[str, str], list[Officer]]:
    """(role of a step, field) → who may be given it on a day, by name: what `give_step` takes. One query, however many works.

    With `present`, without those who are away that day.
    """
    grants = _held(unit, frozenset(role for role, _ in works), on, present)
    return {
        (role, field): list(dict.fromkeys(
            one.officer for one in grants
            if one.role == role and (role not in access.BY_FIELD or not one.fields or field in one.fields)
        ))
        for role, field in works
    }  # fmt: skip
