"""Reads of the catalogue: a procedure by code and day, its papers and route, the search, and the holes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from thanthien.journal.settled import ALL, kept
from thanthien.procedures import everyday, process_rules, rules, searching
from thanthien.procedures.fee_rows import Freed, freed
from thanthien.procedures.history import Version, changes_of_catalogue, decisions_of, fees_of, last_change, versions_of
from thanthien.procedures.holes import Hole, HoleKind, holes
from thanthien.procedures.importing import exported_entries, preview
from thanthien.procedures.models import Procedure
from thanthien.procedures.offers import Offer, offer_of, offers, province_fees
from thanthien.procedures.pages import Card, Cut, Page, Published, cuts, life_events, page_of, published
from thanthien.procedures.processes import (
    preview_process,
    process_of,
    processes_of,
    questions_of,
    steps_now,
    version_numbered,
)
from thanthien.procedures.sheets import Hanging, hanging, sheets_for
from thanthien.procedures.versions import in_force, papers_of, procedure

__all__ = [
    "Card",
    "Cut",
    "Freed",
    "Hanging",
    "Hole",
    "HoleKind",
    "Offer",
    "Page",
    "Published",
    "SearchHit",
    "Version",
    "asked",
    "changes_of_catalogue",
    "cuts",
    "decisions_of",
    "exported_entries",
    "fees_of",
    "freed",
    "hanging",
    "last_change",
    "holes",
    "in_force",
    "life_events",
    "offer_of",
    "offers",
    "page_of",
    "papers_of",
    "preview",
    "preview_process",
    "procedure",
    "process_of",
    "processes_of",
    "province_fees",
    "published",
    "questions_of",
    "route_of",
    "search",
    "route_by",
    "sheets_for",
    "steps_now",
    "version_numbered",
    "versions_of",
]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One line of the search. `marks` are the (start, end) parts of `title` to underline; `match` says how it was found."""

    code: str
    title: str
    field: str
    field_name: str
    term_text: str
    marks: searching.Marks
    match: searching.Match


@dataclass(frozen=True, slots=True)
class _Index:
    """The search index of the catalogue of one day, and code → (field, its name, term in words)."""

    index: searching.Index
    hits: Mapping[str, tuple[str, str, str]]


def route_of(*, procedure: Procedure) -> tuple[rules.RouteStep, ...]:
    """The steps with every hour and share filled in, kept; what is ours and not the source's is marked `is_default`."""

    def read() -> tuple[rules.RouteStep, ...]:
        steps = [step.step for step in procedure.steps.all()]
        return rules.route(steps, term=procedure.term, total=procedure.route_hours)

    return kept(ALL, ("route", procedure.pk), read)


def route_by(
    *, procedure: Procedure, unit: str, on: date, answers: Mapping[str, str] | None = None
) -> tuple[tuple[rules.RouteStep, ...], int | None]:
    """The route by which `unit` does the procedure on a day, for the answers given, and the number of its own version of the
    process; None = the catalogue's steps.
    """
    own = process_of(unit=unit, code=procedure.code, on=on)
    if own is None:
        return route_of(procedure=procedure), None
    works = process_rules.chosen(own.works, answers or {})
    steps = rules.route([work.step for work in works], term=procedure.term)
    return tuple(replace(step, unit=work.unit) for step, work in zip(steps, works, strict=True)), own.version


def search(*, text: str, limit: int = 10, on: date | None = None, weights: Mapping[str, int] | None = None) -> list[SearchHit]:
    """Procedures whose name, first letters, topic or code match the text, best first; [] for an empty text.

    `weights` = how often the unit received each code: among equal matches the usual ones come first.
    """
    catalogue = _index(on)
    found = catalogue.index.search(text, limit=limit, weights=weights)
    return [SearchHit(hit.entry.code, hit.entry.title, *catalogue.hits[hit.entry.code], hit.marks, hit.match) for hit in found]


def asked(
    *, text: str, limit: int, on: date | None = None, weights: Mapping[str, int] | None = None
) -> list[tuple[str, SearchHit | None]]:
    """What a citizen looks for, best first, as (code, hit): everyday names ("sổ đỏ", "giấy độc thân") before titles.

    The hit is None where only the everyday name tells of the procedure and no letter of its title was typed.
    """
    hits = search(text=text, limit=limit, on=on, weights=weights)
    named = bool(everyday.meant(text)[0])
    plain = "" if named else everyday.without_around(text)
    if plain and (not hits or hits[0].match > searching.Match.PHRASE):
        others = search(text=plain, limit=limit, on=on, weights=weights)
        if others and (not hits or others[0].match < hits[0].match):
            hits = others
    # Letters that only happen to stand in the title of what an everyday name means are not underlined.
    found = {hit.code: hit for hit in hits if not named or hit.match <= searching.Match.PHRASE}
    return [(code, found.get(code)) for code in everyday.order(text, hits)]


def _index(on: date | None) -> _Index:
    """The search index of the catalogue of a day, kept until the catalogue changes."""
    return kept(ALL, ("index", on), lambda: _make_index(on))


def _make_index(on: date | None) -> _Index:
    rows = list(in_force(on=on))
    entries = [
        searching.entry(code=row.code, title=row.title, topic=f"{row.field_name} {row.life_event}", position=row.position)
        for row in rows
    ]
    return _Index(searching.Index(entries), {row.code: (row.field, row.field_name, row.term_text) for row in rows})
