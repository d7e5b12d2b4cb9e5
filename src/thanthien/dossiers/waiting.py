"""Lists of what waits on somebody: papers or payments of the person, apologies to write and to sign, mistakes to mend."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from thanthien.dossiers.models import Apology, Duty, Mistake, Supplement
from thanthien.dossiers.rules import OPEN, Status

PERSONS = ("dossier__applicant", "dossier__organisation", "dossier__submitter")
MONTH = timedelta(days=30)


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
    rows = Apology.objects.filter(
        dossier__unit_id=unit, signed_at__isnull=True, dossier__state__in=[int(state) for state in OPEN]
    ).values_list("reason", "new_due")
    whole = sum(1 for reason, new_due in rows if reason and new_due)
    return len(rows) - whole, whole


def mistakes(*, unit: str, limit: int = 500) -> list[Mistake]:
    """Mistakes that are not mended, the oldest first."""
    rows = Mistake.objects.filter(dossier__unit_id=unit, mended_at__isnull=True).select_related(*PERSONS, "reported_by")
    return list(rows.order_by("reported_at", "pk")[:limit])
