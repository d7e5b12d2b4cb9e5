"""The follower `scores`: the points of each closed dossier, made anew from all its entries whenever one of them may change them.

What a dossier's rows say follows from its entries alone, so an entry brought twice, a batch cut elsewhere and a rebuild from zero
all come to the same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from thanthien.indicators.fold import fact_of
from thanthien.indicators.models import DossierScore, ScoreDay
from thanthien.indicators.rules import Fact
from thanthien.indicators.score_facts import AGENCY, TRIGGERS, Line, Told, told
from thanthien.indicators.score_rules import OF_DOSSIER
from thanthien.journal import followers, writing
from thanthien.journal.actions import write_turn
from thanthien.journal.asking import composed
from thanthien.journal.models import Entry, Follower

NAME = "scores"
SUBJECT = "dossier:"


@followers.follows(NAME)
def fold(entries: list[Entry]) -> None:
    """Make the rows of every dossier that a batch of one unit's entries touches."""
    touched = {one.subject for one in entries if one.kind in TRIGGERS and one.subject.startswith(SUBJECT)}
    if touched:
        _make(entries[0].unit, touched)


def _make(unit: str, subjects: Iterable[str]) -> None:
    """As many queries for one dossier as for many. Unit and position are left out of the question: by the subject alone the index
    of subjects is taken.
    """
    stories: dict[str, list[Fact]] = defaultdict(list)
    for entry in _about.rows(subjects=tuple(sorted(subjects))):
        if entry.unit == unit:
            stories[entry.subject].append(fact_of(entry))
    rows = []
    for subject, facts in sorted(stories.items()):
        found = told(facts, unit=unit)
        if found is not None:
            pk = int(subject.removeprefix(SUBJECT))
            rows += [_row(unit, pk, found, line) for line in found.lines]
    ids = [int(subject.removeprefix(SUBJECT)) for subject in stories]
    before = DossierScore.objects.filter(unit=unit, dossier__in=ids)
    days = {row.day for row in rows} | set(before.values_list("day", flat=True).distinct())
    before.delete()
    if rows and not writing.inserted_all(rows):
        DossierScore.objects.bulk_create(rows)
    if days:
        _add_up(unit, days)


@composed
def _about(subjects: tuple[str, ...]) -> QuerySet[Entry]:
    return Entry.objects.filter(subject__in=subjects).order_by("seq")


def _add_up(unit: str, days: Collection[date]) -> None:
    """The sums of these days, made anew from their dossiers."""
    of_days = {"unit": unit, "days": tuple(sorted(days))}
    groups: dict[date, list[list]] = defaultdict(list)
    for day, procedure, received_on, *counts in _kinds.rows(**of_days):
        groups[day].append([procedure, received_on.isoformat() if received_on else "", *counts])
    sums = [dict(zip(SUMS, row, strict=True)) for row in _sums.rows(**of_days)]
    made = [ScoreDay(unit=unit, groups=groups[row["day"]] if row["who"] == AGENCY else [], **row) for row in sums]
    ScoreDay.objects.filter(unit=unit, day__in=days).delete()
    if made and not writing.inserted_all(made):
        ScoreDay.objects.bulk_create(made)


COUNTED = {
    "n": Count("pk"), "kept": Count("pk", filter=Q(p1__gte=1)), "whole": Count("pk", filter=Q(p3=2)), "slips": Sum("mistakes"),
    "sent": Sum("backs"),
} | {f"s{n}": Coalesce(Sum(f"p{n}"), 0) for n in OF_DOSSIER} | {f"n{n}": Count(f"p{n}") for n in OF_DOSSIER}  # fmt: skip
SUMS = ("day", "who", *COUNTED)


@composed
def _sums(unit: str, days: tuple[date, ...]) -> QuerySet[DossierScore]:
    rows = DossierScore.objects.filter(unit=unit, day__in=days).values("day", "who").annotate(**COUNTED)
    return rows.order_by("day", "who").values_list(*SUMS)


@composed
def _kinds(unit: str, days: tuple[date, ...]) -> QuerySet[DossierScore]:
    rows = DossierScore.objects.filter(unit=unit, day__in=days, who=AGENCY).values_list("day", "procedure", "received_on")
    return rows.annotate(
        n=Count("pk"), came=Count("pk", filter=Q(online=True)), late=Count("pk", filter=Q(online=True, p1=0))
    ).order_by("day", "procedure", "received_on")


def _row(unit: str, pk: int, found: Told, line: Line) -> DossierScore:
    points = {f"p{index}": value for index, value in line.points.items()}
    return DossierScore(
        unit=unit, dossier=pk, who=line.who, code=found.code, day=found.closed_on, received_on=found.received_on,
        procedure=found.procedure, online=found.online, mistakes=line.mistakes, backs=line.backs,
        facts={name: list(seqs) for name, seqs in line.facts.items() if seqs}, **points,
    )  # fmt: skip


def rebuild(*, unit: str) -> int:
    """Throw a unit's points away and make them anew from the journal; returns how many entries were read."""
    with write_turn(), transaction.atomic():
        Follower.objects.filter(name=NAME, unit=unit).update(seq=0)
        for table in (DossierScore, ScoreDay):
            table.objects.with_scope(unit=unit).filter(unit=unit).delete()
    return followers.catch_up(name=NAME, unit=unit)


def soon(unit: str) -> None:
    """As soon as the act under way is committed the points are made anew: the page that follows shows them."""
    transaction.on_commit(lambda: _catch_up(unit), robust=True)


def _catch_up(unit: str) -> None:
    followers.catch_up(name=NAME, unit=unit)
