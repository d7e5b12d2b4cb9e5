"""Lists of what waits on somebody: papers or payments of the person, apologies to write and to sign, mistakes to mend."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from thanthien.dossiers.models import Apology, Dossier, DossierStep, Duty, Ending, Mistake, Supplement
from thanthien.dossiers.rules import OPEN, Status
from thanthien.dossiers.timing import Timing
from thanthien.journal.asking import composed

PERSONS = ("dossier__applicant", "dossier__organisation", "dossier__submitter")
MONTH = timedelta(days=30)


def apology_of(*, dossier: Dossier) -> Apology | None:
    """The one apology of a dossier, draft or signed; None when nobody thought of one."""
    return _apology.first(dossier=dossier.pk)


@composed
def _apology(dossier: int) -> QuerySet[Apology]:
    return Apology.objects.filter(dossier_id=dossier).select_related("signed_by").order_by("pk")[:1]


def is_apologised(*, dossier: Dossier) -> bool:
    """True when a signed Form 04 stands beside the dossier."""
    return Apology.objects.filter(dossier=dossier, signed_at__isnull=False).exists()


def apologies_signed(*, unit: str, since: datetime) -> dict[int, int]:
    """Officer → how many Form 04 they signed since a moment. One query."""
    rows = Apology.objects.filter(dossier__unit_id=unit, signed_at__gte=since).order_by().values("signed_by_id")
    return {row["signed_by_id"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def apologies_since(*, unit: str, since: datetime) -> list[Apology]:
    """Form 04 that were signed since a moment, the newest first, each with who signed it. One query."""
    rows = Apology.objects.filter(dossier__unit_id=unit, signed_at__gte=since).select_related("signed_by")
    return list(rows.order_by("-signed_at", "-pk"))


def apologies_of(*, unit: str, officers: Iterable[int], since: datetime, until: datetime) -> list[Apology]:
    """Form 04 that these officers signed from a moment to before another, the newest first, each with its dossier. One query."""
    rows = Apology.objects.filter(dossier__unit_id=unit, signed_by_id__in=list(officers))
    rows = rows.filter(signed_at__gte=since, signed_at__lt=until)
    return list(rows.select_related("dossier").order_by("-signed_at", "-pk"))


def needed(*, steps: Sequence[DossierStep], dossier: Dossier, timing: Timing, at: datetime) -> int:
    """Working minutes that the steps still to do may take, the running one less what it has used."""
    total = 0
    for step in steps:
        used = step.used_minutes
        if step.order == dossier.step and step.started_at is not None:
            used += max(timing.minutes(step.started_at, at), 0)
        total += max(step.allowed_minutes - used, 0)
    return total


def open_supplement(*, dossier: Dossier) -> Supplement | None:
    """The request that nobody has answered."""
    return Supplement.objects.filter(dossier=dossier, answered_at__isnull=True, dropped_at__isnull=True).first()


def open_duty(*, dossier: Dossier) -> Duty | None:
    """The payment that nobody has shown."""
    return Duty.objects.filter(dossier=dossier, settled_at__isnull=True).first()


def ending_of(*, dossier: Dossier) -> Ending | None:
    """How it ended before a result; None also for a reception that was annulled."""
    return Ending.objects.filter(dossier=dossier).first()


def supplements(*, unit: str, fields: Iterable[str] | None = None, limit: int = 500) -> list[Supplement]:
    """Requests that nobody has answered, the oldest first."""
    rows = Supplement.objects.filter(
        dossier__unit_id=unit, dossier__state=Status.SUPPLEMENT, answered_at__isnull=True, dropped_at__isnull=True
    )
    return list(_of_fields(rows, fields).select_related(*PERSONS).order_by("asked_at", "pk")[:limit])


def duties(*, unit: str, fields: Iterable[str] | None = None, limit: int = 500) -> list[Duty]:
    """Payments that nobody has shown, the oldest first."""
    rows = Duty.objects.filter(dossier__unit_id=unit, dossier__state=Status.FINANCE, settled_at__isnull=True)
    return list(_of_fields(rows, fields).select_related(*PERSONS).order_by("asked_at", "pk")[:limit])


def _of_fields(rows: QuerySet, fields: Iterable[str] | None) -> QuerySet:
    return rows if fields is None else rows.filter(dossier__field__in=list(fields))


def apologies(*, unit: str, at: datetime, limit: int = 500) -> list[Apology]:
    """Drafts of open dossiers, and what was signed in the last thirty days; the nearest date first."""
    rows = Apology.objects.filter(dossier__unit_id=unit).select_related(*PERSONS, "signed_by")
    drafts = rows.filter(signed_at__isnull=True, dossier__state__in=[int(state) for state in OPEN]).order_by("old_due", "pk")
    signed = rows.filter(signed_at__gte=at - MONTH).order_by("-signed_at")
    return [*drafts[:limit], *signed[:limit]]


def apologies_to_do(*, unit: str) -> tuple[int, int]:
    """(to write, to sign) of open dossiers."""
    rows = _unsigned.rows(unit=unit)
    whole = sum(1 for reason, new_due in rows if reason and new_due)
    return len(rows) - whole, whole


@composed
def _unsigned(unit: str) -> QuerySet[Apology]:
    rows = Apology.objects.filter(
        dossier__unit_id=unit, signed_at__isnull=True, dossier__state__in=[int(state) for state in OPEN]
    )
    return rows.values_list("reason", "new_due")


def mistakes(*, unit: str, limit: int = 500) -> list[Mistake]:
    """Mistakes that are not mended, the oldest first."""
    rows = Mistake.objects.filter(dossier__unit_id=unit, mended_at__isnull=True).select_related(*PERSONS, "reported_by")
    return list(rows.order_by("reported_at", "pk")[:limit])
