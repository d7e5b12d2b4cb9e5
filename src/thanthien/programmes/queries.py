"""Every read of special days. The programmes of a unit change seldom and are kept."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Count as Number
from django.db.models import Q, QuerySet

from thanthien.journal.asking import composed
from thanthien.journal.settled import kept
from thanthien.people.models import Officer
from thanthien.people.queries import away_on, officers_with
from thanthien.people.rules import Role
from thanthien.programmes import rules
from thanthien.programmes.models import DossierProgramme, Programme
from thanthien.programmes.rules import Count, Held, Kind
from thanthien.shared.clock import day_of
from thanthien.worktime.moments import receiving_spans
from thanthien.worktime.queries import office_time

WEEK = 7


def programmes(*, unit: str) -> list[Programme]:
    """Those that were not withdrawn, oldest first."""

    def read() -> list[Programme]:
        return _announced.rows(unit=unit)

    return kept(unit, ("programmes",), read, hall=False)


@composed
def _announced(unit: str) -> QuerySet[Programme]:
    return Programme.objects.filter(unit_id=unit, withdrawn=False).select_related("signer", "substitute")


def is_open(*, unit: str, subject: str) -> bool:
    """True when a mark of this dossier waits for its end."""
    return _open.any(unit=unit, subject=subject)


@composed
def _open(unit: str, subject: str) -> QuerySet[DossierProgramme]:
    return DossierProgramme.objects.filter(unit_id=unit, subject=subject, done__isnull=True)


def decided(*, unit: str, limit: int = 100) -> list[Programme]:
    """Everything that was decided, the newest first, also what was withdrawn."""
    rows = Programme.objects.filter(unit_id=unit).select_related("signer", "substitute")
    return list(rows.order_by("withdrawn", "-set_at", "-pk")[:limit])


def programme(*, unit: str, pk: int) -> Programme | None:
    """One programme of the unit, or None."""
    return Programme.objects.filter(unit_id=unit, pk=pk).first()


def holding(*, unit: str, at: datetime, field: str, procedure: str, outside: bool = False) -> dict[Kind, Programme | None]:
    """Kind → the programme that holds for a matter at a moment (the newest of a kind); None = by the hour alone."""
    rows = programmes(unit=unit)
    kinds = rules.holding([row.plan for row in rows], moment=at, field=field, procedure=procedure, outside=outside)
    here = {
        Kind(row.kind): row for row in rows if row.plan.at(at) and row.plan.covers(field=field, procedure=procedure)
    }  # fmt: skip
    return {kind: here.get(kind) for kind in kinds}


def on_day(*, unit: str, day: date) -> list[Programme]:
    """The programmes of a day."""
    order = list(Kind)
    rows = [row for row in programmes(unit=unit) if row.plan.on(day)]
    return sorted(rows, key=lambda row: (order.index(Kind(row.kind)), row.half, row.pk))


def ahead(*, unit: str, since: date, days: int = WEEK) -> list[Held]:
    """What is announced: the special days of the coming week. A day on which the hall is shut has none at the counter."""
    plans = [row.plan for row in programmes(unit=unit)]
    if not plans:
        return []
    time = office_time(unit=unit)
    held = rules.ahead(plans, since=since, days=days)
    shut = {one.day for one in held if not receiving_spans(day=one.day, calendar=time.calendar, hours=time.hours)}
    return [one for one in held if one.day not in shut or one.plan.kind not in rules.AT_THE_COUNTER]


def signer(*, programme: Programme | None, on: date) -> Officer | None:
    """Who signs on a day: the signer, or the substitute when the signer is away, left, or leads no more. None = whoever leads."""
    named = [one for one in (programme.signer, programme.substitute) if one is not None] if programme else []
    if not named:
        return None
    unit = programme.unit_id
    leaders = kept(unit, ("signers", on), lambda: [one.pk for one in officers_with(unit=unit, role=Role.LEADER, on=on)])
    away = set(away_on(unit=unit, on=on).values_list("officer_id", flat=True))
    return next((one for one in named if one.pk in leaders and one.pk not in away), None)


def marks_of(*, unit: str, subject: str) -> list[DossierProgramme]:
    """How a dossier stands under the programmes, in the order in which it was marked."""
    return _marks_of.rows(unit=unit, subject=subject)


@composed
def _marks_of(unit: str, subject: str) -> QuerySet[DossierProgramme]:
    return DossierProgramme.objects.filter(unit_id=unit, subject=subject).order_by("pk")


def waiting(*, unit: str, at: datetime, kind: Kind = Kind.SAME_DAY) -> set[str]:
    """Subjects whose person waits for the result in this very half day: they come first wherever work is listed."""
    rows = DossierProgramme.objects.filter(unit_id=unit, kind=kind, done__isnull=True, day=day_of(at))
    half = rules.half_of(at)
    return {subject for subject, since in rows.values_list("subject", "marked_at") if rules.half_of(since) is half}


def counts(*, unit: str, since: date, until: date, kinds: Collection[Kind] = tuple(Kind)) -> dict[tuple[date, Kind], Count]:
    """(day, kind) → dossiers received on that day under that programme; what was annulled is left out. One query."""
    rows = DossierProgramme.objects.filter(unit_id=unit, day__gte=since, day__lte=until, kind__in=kinds)
    rows = rows.exclude(why_not=rules.WhyNot.ANNULLED).values("day", "kind").order_by("day", "kind")
    found = rows.annotate(
        every=Number("pk"), able=Number("pk", filter=Q(eligible=True)), kept=Number("pk", filter=Q(done=True)),
        open=Number("pk", filter=Q(done__isnull=True)),
    )  # fmt: skip
    return {(row["day"], Kind(row["kind"])): Count(row["every"], row["able"], row["kept"], row["open"]) for row in found}
