"""Finding a unit of the country by what people type: no diacritics, words in any order, the province beside it, typing errors."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from rapidfuzz import fuzz, process

from thanthien.people.models import Office, Unit
from thanthien.people.rules import UnitKind
from thanthien.shared.folding import fold

COMMUNES = (UnitKind.COMMUNE, UnitKind.WARD, UnitKind.SPECIAL_ZONE, UnitKind.TOWNSHIP)
PROVINCES = (UnitKind.PROVINCE, UnitKind.CITY)
KIND_WORDS = ("xa ", "phuong ", "dac khu ", "tinh ", "thanh pho ", "thi tran ")
CLOSE = 78  # of 100: one or two wrong letters in a name of two or three words


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """One line of the search. `open` = the unit already runs its hall on this installation."""

    code: str
    name: str
    kind: str
    above: str
    open: bool


def provinces() -> list[Unit]:
    """The provinces and cities in force, by name without their kind."""
    return sorted(Unit._default_manager.filter(kind__in=PROVINCES, successor__isnull=True), key=lambda one: bare(one.name_fold))


def find_communes(*, text: str = "", province: str = "", limit: int = 30) -> list[FoundUnit]:
    """Communes, wards and special zones that still exist and whose name or province holds every word of `text`."""
    words = fold(text).replace(",", " ").split()
    rows = Unit._default_manager.filter(kind__in=COMMUNES, successor__isnull=True).select_related("parent")
    if province:
        rows = rows.filter(parent_id=province)
    found = rows
    for word in words:
        found = found.filter(Q(name_fold__contains=word) | Q(parent__name_fold__contains=word) | Q(code=word))
    wanted = " ".join(words)
    best = sorted(found, key=lambda one: _rank(one, wanted))[:limit]
    if not best and wanted:
        best = _close(rows, wanted, limit)
    halls = set(Office._default_manager.filter(pk__in=[one.pk for one in best]).values_list("pk", flat=True))
    return [FoundUnit(u.code, u.name, u.kind, u.parent.name if u.parent else "", u.code in halls) for u in best]


def bare(name_fold: str) -> str:
    """A folded name without its kind: `xa truong long tay` → `truong long tay`."""
    return next((name_fold[len(word) :] for word in KIND_WORDS if name_fold.startswith(word)), name_fold)


def _rank(unit: Unit, wanted: str) -> tuple[int, str, str]:
    """The exact name first, then names that begin so, then the rest; each by name."""
    name = bare(unit.name_fold)
    exact = (
        0
        if wanted in (name, unit.name_fold, unit.code)
        else 1
        if name.startswith(wanted) or unit.name_fold.startswith(wanted)
        else 2
    )
    return exact, name, unit.code


def _close(rows: Iterable[Unit], wanted: str, limit: int) -> list[Unit]:
    """Names that nearly are what was typed, with or without their province, nearest first."""
    units = list(rows)
    alone = [bare(one.name_fold) for one in units]
    placed = [f"{name} {bare(one.parent.name_fold) if one.parent else ''}" for name, one in zip(alone, units, strict=True)]
    joined, placed_joined = ([name.replace(" ", "") for name in names] for names in (alone, placed))  # a space too few
    best: dict[int, float] = {}
    for names, typed, scorer in (
        (alone, wanted, fuzz.token_sort_ratio),
        (placed, wanted, fuzz.token_sort_ratio),
        (joined, wanted.replace(" ", ""), fuzz.ratio),
        (placed_joined, wanted.replace(" ", ""), fuzz.ratio),
    ):
        for _, score, place in process.extract(typed, names, scorer=scorer, score_cutoff=CLOSE, limit=limit):
            best[place] = max(score, best.get(place, 0))
    return [units[place] for place in sorted(best, key=lambda place: (-best[place], alone[place]))[:limit]]
