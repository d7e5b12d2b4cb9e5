"""Every read of the room worth a name."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from thanthien.conduct.models import ConductRules, Pledge, YearSet
from thanthien.conduct.rules import State
from thanthien.journal.settled import kept
from thanthien.people.models import Officer
from thanthien.people.queries import officers_of


def versions(*, unit: str) -> list[ConductRules]:
    """All versions, the newest first."""
    return kept(unit, ("conduct-rules",), lambda: list(ConductRules.objects.filter(unit_id=unit)), hall=False)


def version(*, unit: str, pk: int) -> ConductRules | None:
    """One version of the unit, or None."""
    return next((row for row in versions(unit=unit) if row.pk == pk), None)


def draft(*, unit: str) -> ConductRules | None:
    """The version that is being written, or None."""
    return next((row for row in versions(unit=unit) if row.state == State.DRAFT), None)


def current(*, unit: str, on: date) -> ConductRules | None:
    """The rules that hold on a day, or None."""
    held = [row for row in versions(unit=unit) if row.valid_from is not None and row.valid_from <= on]
    return max(held, key=lambda row: row.valid_from or date.min, default=None)


def latest_start(*, unit: str) -> date | None:
    """The first day of the newest version that was decided, or None."""
    return max((row.valid_from for row in versions(unit=unit) if row.valid_from is not None), default=None)


@dataclass(frozen=True, slots=True)
class SetCount:
    """A set of the year with how many officers at work signed it, of how many."""

    chosen: YearSet
    signed: int
    all: int


def sets_of_year(*, unit: str, year: int, dropped: bool = False) -> list[YearSet]:
    """The sets that are signed in a year; with `dropped` also those that were."""
    rows = YearSet.objects.filter(unit_id=unit, year=year)
    return list(rows if dropped else rows.filter(dropped=False))


def year_set(*, unit: str, pk: int) -> YearSet | None:
    """One set of the unit, or None."""
    return YearSet.objects.filter(unit_id=unit, pk=pk).first()


def to_sign(*, officer: Officer, year: int) -> list[YearSet]:
    """The sets of the year that the officer has not signed."""
    done = Pledge.objects.filter(unit_id=officer.unit_id, officer=officer, withdrawn_at__isnull=True).values("chosen_id")
    return list(YearSet.objects.filter(unit_id=officer.unit_id, year=year, dropped=False).exclude(pk__in=done))


def pledges_of(*, officer: Officer) -> list[Pledge]:
    """What the officer signed, the newest first."""
    rows = Pledge.objects.filter(unit_id=officer.unit_id, officer=officer, withdrawn_at__isnull=True)
    return list(rows.select_related("chosen").order_by("-signed_at", "-pk"))


def set_counts(*, unit: str, year: int) -> list[SetCount]:
    """Each set of the year with its count; officers who left count on neither side. Two queries."""
    here = Q(pledges__withdrawn_at__isnull=True, pledges__officer__is_active=True)
    rows = YearSet.objects.filter(unit_id=unit, year=year, dropped=False).annotate(n=Count("pledges", filter=here))
    found = list(rows.order_by("kind", "pk"))
    staff = officers_of(unit=unit).count() if found else 0
    return [SetCount(row, row.n, staff) for row in found]


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signed the sets of a year, by set (officers at work, newest first); who has not, by name, with the sets that wait."""

    signed: dict[int, list[Pledge]]
    missing: list[tuple[Officer, list[YearSet]]]

    def unsigned(self, chosen: YearSet) -> list[Officer]:
        """Who has not signed one set."""
        return [officer for officer, left in self.missing if any(one.pk == chosen.pk for one in left)]


def signing(*, unit: str, year: int) -> Signing:
    """Three queries, however many officers."""
    sets = sets_of_year(unit=unit, year=year)
    if not sets:
        return Signing({}, [])
    rows = Pledge.objects.filter(unit_id=unit, chosen__in=sets, withdrawn_at__isnull=True, officer__is_active=True)
    signed: dict[int, list[Pledge]] = {one.pk: [] for one in sets}
    for row in rows.select_related("officer").order_by("-signed_at", "-pk"):
        signed[row.chosen_id].append(row)
    done = {(row.officer_id, row.chosen_id) for those in signed.values() for row in those}
    waits = [(one, [two for two in sets if (one.pk, two.pk) not in done]) for one in officers_of(unit=unit)]
    return Signing(signed, [(one, left) for one, left in waits if left])


def missing(*, unit: str, year: int) -> list[tuple[Officer, int]]:
    """Officers at work who have not signed every set of the year, with how many sets wait; by name. Three queries."""
    return [(one, len(left)) for one, left in signing(unit=unit, year=year).missing]
