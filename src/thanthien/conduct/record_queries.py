"""Reads of what is kept of officers, and of visits."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q

from thanthien.conduct.models_record import ConductRecord, Finding, SelfProgramme, SupervisionVisit, VisitPhoto
from thanthien.people.models import Officer
from thanthien.people.queries import officers_of


def programme(*, officer: Officer, year: int) -> SelfProgramme | None:
    """The officer's programme of a year, or None."""
    return SelfProgramme.objects.select_related("officer", "remark_by").filter(officer=officer, year=year).first()


def records(*, officer: Officer, on: date) -> list[ConductRecord]:
    """What still counts on a day, the newest first, each with its steps; what expired or was withdrawn is left out."""
    rows = ConductRecord.objects.filter(unit_id=officer.unit_id, officer=officer, expires_on__gt=on, withdrawn_at__isnull=True)
    rows = rows.select_related("officer", "noted_by", "decided_by")
    return list(rows.prefetch_related("steps__proposed_by", "steps__settled_by"))


def record(*, unit: str, pk: int) -> ConductRecord | None:
    """One record of the unit, or None."""
    return ConductRecord.objects.select_related("officer").filter(unit_id=unit, pk=pk).first()


@dataclass(frozen=True, slots=True)
class Standing:
    """One officer in the leader's list: numbers and states, no words."""

    officer: Officer
    programme: SelfProgramme | None
    praise: int
    incidents: int
    waits: int


def standings(*, unit: str, on: date) -> list[Standing]:
    """Every officer at work, by name. `waits`: records whose answer came or whose term is over. Three queries."""
    rows = ConductRecord.objects.filter(unit_id=unit, expires_on__gt=on, withdrawn_at__isnull=True)
    rows = rows.values("officer_id").order_by()
    ripe = Q(decided_at__isnull=True) & (Q(answered_at__isnull=False) | Q(answer_by__lt=on))
    counts = {
        row["officer_id"]: row
        for row in rows.annotate(
            good=Count("pk", filter=Q(kind="praise")), bad=Count("pk", filter=Q(kind="incident")), ripe=Count("pk", filter=ripe)
        )
    }
    programmes = {row.officer_id: row for row in SelfProgramme.objects.filter(unit_id=unit, year=on.year)}
    none = {"good": 0, "bad": 0, "ripe": 0}
    found = []
    for one in officers_of(unit=unit):
        count = counts.get(one.pk, none)
        found.append(Standing(one, programmes.get(one.pk), count["good"], count["bad"], count["ripe"]))
    return found


def visits(*, unit: str, limit: int = 50) -> list[SupervisionVisit]:
    """The newest visits with their findings and photos, without those withdrawn. Four queries."""
    rows = SupervisionVisit.objects.filter(unit_id=unit, withdrawn_at__isnull=True).select_related("visitor")
    kept = Prefetch("photos", VisitPhoto.objects.filter(withdrawn_at__isnull=True))
    return list(rows.prefetch_related("findings__owner", kept)[:limit])


def visit(*, unit: str, pk: int) -> SupervisionVisit | None:
    """One visit of the unit, also a withdrawn one; None when there is none."""
    return SupervisionVisit.objects.filter(unit_id=unit, pk=pk).first()


def photo(*, unit: str, pk: int) -> VisitPhoto | None:
    """One photo of a visit of the unit, also a withdrawn one; None when there is none."""
    return VisitPhoto.objects.select_related("visit").filter(unit_id=unit, pk=pk).first()


def findings_of(*, officer: Officer) -> list[Finding]:
    """What the officer still has to mend."""
    rows = Finding.objects.filter(unit_id=officer.unit_id, owner=officer, done_at__isnull=True, visit__withdrawn_at__isnull=True)
    return list(rows.select_related("visit", "owner"))


def finding(*, unit: str, pk: int) -> Finding | None:
    """One finding of the unit, or None."""
    rows = Finding.objects.select_related("owner").filter(unit_id=unit, visit__withdrawn_at__isnull=True)
    return rows.filter(pk=pk).first()
