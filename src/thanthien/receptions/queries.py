"""Every read of the book."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from thanthien.receptions.models import ReceptionLine
from thanthien.receptions.rules import GOES_ON, SECRET
from thanthien.shared.folding import fold

# Something goes on and nobody was told what became of it.
OPEN = Q(annulled_at__isnull=True, course__in=GOES_ON, result="")


@dataclass(frozen=True, slots=True)
class Counts:
    """Lines that were not struck out: received, in how many something went on, how many of those were answered."""

    received: int
    went_on: int
    answered: int

    @property
    def open(self) -> int:
        return self.went_on - self.answered


def book(*, unit: str, year: int, text: str = "", matter: str = "", only_open: bool = False) -> QuerySet[ReceptionLine]:
    """The lines of a year, the last number first; `text`: a number, or words without marks of the matter or the name.

    The name of who denounced is not searched: a list that finds it would tell it.
    """
    rows = ReceptionLine.objects.filter(unit_id=unit, year=year)
    number = text.strip().split("/")[0].lstrip("0")
    if number.isascii() and number.isdigit() and len(number) < 9:
        rows = rows.filter(number=int(number))
    else:
        for word in fold(text).split()[:8]:
            named = Q(name_fold__contains=word) & ~Q(matter__in=SECRET)
            rows = rows.filter(Q(content_fold__contains=word) | named)
    if matter:
        rows = rows.filter(matter=matter)
    if only_open:
        rows = rows.filter(OPEN)
    return rows.select_related("officer").order_by("-number")


def years(*, unit: str) -> list[int]:
    """The years that have a book, newest first."""
    return sorted(set(ReceptionLine.objects.filter(unit_id=unit).values_list("year", flat=True)), reverse=True)


def line(*, pk: int, unit: str) -> ReceptionLine | None:
    """One line of the unit's book, or None."""
    return ReceptionLine.objects.filter(pk=pk, unit_id=unit).select_related("officer").first()


def of_month(*, unit: str, year: int, month: int) -> list[ReceptionLine]:
    """The lines of a month in the order of their numbers, for the book on paper."""
    return list(
        ReceptionLine.objects.filter(unit_id=unit, year=year, day__month=month).select_related("officer").order_by("number")
    )


def counts(*, unit: str, since: date, until: date) -> Counts:
    """What the days from `since` to `until` (both included) brought; one query."""
    rows = ReceptionLine.objects.filter(unit_id=unit, day__gte=since, day__lte=until, annulled_at__isnull=True)
    on = Q(course__in=GOES_ON)
    found = rows.aggregate(received=Count("pk"), went_on=Count("pk", filter=on), answered=Count("pk", filter=on & ~Q(result="")))
    return Counts(**found)


def by_officer(*, unit: str, officers: Iterable[int], since: date, until: date) -> dict[tuple[int, date], int]:
    """(officer, day) → how many lines of the book say that they received somebody; one query."""
    rows = ReceptionLine.objects.filter(unit_id=unit, officer_id__in=list(officers), annulled_at__isnull=True)
    counted = rows.filter(day__gte=since, day__lte=until).values_list("officer_id", "day").annotate(n=Count("pk")).order_by()
    return {(officer, day): n for officer, day, n in counted}


def still_open(*, unit: str) -> int:
    """How many matters of the unit wait for a result, of whatever year; one query."""
    return ReceptionLine.objects.filter(OPEN, unit_id=unit).count()


def lines_of_day(*, unit: str, day: date) -> list[ReceptionLine]:
    """The lines of a day that were not struck out, whoever received, in the order of their numbers; one query."""
    rows = ReceptionLine.objects.filter(unit_id=unit, day=day, annulled_at__isnull=True)
    return list(rows.select_related("officer").order_by("number"))


def open_lines(*, unit: str) -> list[ReceptionLine]:
    """The matters that wait for a result, of whatever year, the one that waits longest first; one query."""
    return list(ReceptionLine.objects.filter(OPEN, unit_id=unit).select_related("officer").order_by("year", "number"))


def lines_of(*, unit: str, officer: int, day: date) -> list[ReceptionLine]:
    """The lines of a day by which an officer received somebody, in the order of their numbers; one query."""
    rows = ReceptionLine.objects.filter(unit_id=unit, officer_id=officer, day=day, annulled_at__isnull=True)
    return list(rows.select_related("officer").order_by("number"))
