"""The follower `tallies`: folds each batch of entries into daily tallies, in the transaction of its position."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from thanthien.indicators.looking import SEALED, changes_of
from thanthien.indicators.models import DailyTally, Folded
from thanthien.indicators.rules import Change, Fact, add_up, changes
from thanthien.journal import followers, writing
from thanthien.journal.actions import write_turn
from thanthien.journal.asking import composed
from thanthien.journal.models import Entry, Follower

NAME = "tallies"


@followers.follows(NAME)
def fold(entries: list[Entry]) -> None:
    """Fold a batch of one unit's entries, in order. Entries that are in the tallies already are passed over."""
    unit = entries[0].unit
    mark, _ = Folded.objects.get_or_create(unit=unit)
    mark = Folded.objects.select_for_update().get(unit=unit)
    found: list[Change] = []
    for entry in entries:
        if entry.seq > mark.seq:
            found += changes_of(entry) if entry.kind == SEALED else changes(fact_of(entry), _Past(entry))
            mark.seq = entry.seq
    if found:
        _write(unit, found)
    mark.save(update_fields=["seq"])


def rebuild(*, unit: str | None = None) -> int:
    """Throw the tallies away and fold every entry again, of one unit or of all; returns how many entries were read.

    The figures afterwards are exactly those before: they follow from the journal and from nothing else.
    """
    units = [unit] if unit else sorted(set(Folded.objects.values_list("unit", flat=True)) | set(followers.queries.heads()))
    read = 0
    for code in units:
        with write_turn(), transaction.atomic():
            Follower.objects.filter(name=NAME, unit=code).update(seq=0)
            Folded.objects.filter(unit=code).delete()
            DailyTally.objects.with_scope(unit=code).filter(unit=code).delete()
        read += followers.catch_up(name=NAME, unit=code)
    return read


def fact_of(entry: Entry) -> Fact:
    return Fact(entry.seq, entry.kind, entry.at, entry.subject, entry.visit, entry.data)


class _Past:
    """Earlier entries about the same subject or visit; asked only by the few kinds that do not carry all they need."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def __call__(self, kind: str, *, subject: str = "", visit: str = "") -> Sequence[Fact]:
        found = _of_subject.rows(kind=kind, subject=subject) if subject else _of_visit.rows(kind=kind, visit=visit)
        return [fact_of(entry) for entry in found if entry.unit == self.entry.unit and entry.seq < self.entry.seq]


def about(kind: str, *, subject: str = "", visit: str = "") -> QuerySet[Entry]:
    """The entries of a kind about one subject or visit, oldest first.

    Unit and position are left to the caller: with them SQLite takes the index of the chain and reads the whole journal each time.
    """
    if subject:
        return Entry.objects.filter(subject=subject, kind=kind).order_by("seq")
    return Entry.objects.filter(visit=visit, kind=kind).exclude(visit="").order_by("seq")


@composed
def _of_subject(kind: str, subject: str) -> QuerySet[Entry]:
    return about(kind, subject=subject)


@composed
def _of_visit(kind: str, visit: str) -> QuerySet[Entry]:
    return about(kind, visit=visit)


def _write(unit: str, found: list[Change]) -> None:
    days = {change.day for change in found}
    keys = {change.key for change in found}
    known = _tallies.rows(unit=unit, days=tuple(sorted(days)), keys=tuple(sorted(keys)))
    values: dict[tuple[date, str, str], int] = {(day, key, part): value for day, key, part, value in known}
    before = dict(values)
    add_up(found, values)
    rows = [
        writing.new(DailyTally, unit=unit, day=day, key=key, part=part, value=value)
        for (day, key, part), value in sorted(values.items())
        if before.get((day, key, part)) != value
    ]
    writing.put_all(rows, key=("unit", "day", "key", "part"), value="value")


@composed
def _tallies(unit: str, days: tuple[date, ...], keys: tuple[str, ...]) -> QuerySet[DailyTally]:
    rows = DailyTally.objects.filter(unit=unit, day__in=days, key__in=keys)
    return rows.values_list("day", "key", "part", "value")
