"""Reads of the catalogue: a procedure by code and day, its papers and route, the search, and the holes."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, F, Q

from thanthien.procedures import rules, searching
from thanthien.procedures.fees import UNCONFIRMED
from thanthien.procedures.models import CatalogueLoad, Procedure
from thanthien.procedures.offers import Offer, offer_of, offers, province_fees
from thanthien.procedures.pages import Card, Page, Published, life_events, page_of, published
from thanthien.procedures.versions import in_force, papers_of, procedure

__all__ = [
    "Card",
    "Hole",
    "HoleKind",
    "Offer",
    "Page",
    "Published",
    "SearchHit",
    "holes",
    "in_force",
    "life_events",
    "offer_of",
    "offers",
    "page_of",
    "papers_of",
    "procedure",
    "province_fees",
    "published",
    "route_of",
    "search",
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


class HoleKind(StrEnum):
    """What the catalogue does not know; the value is the heading in the administrator's list."""

    NO_STEPS = "Chưa có quy trình nội bộ, dùng quy trình mặc định"
    NO_HOURS = "Quy trình chưa đủ giờ từng bước, dùng giờ mặc định"
    PAPER_NAME_CUT = "Tên giấy tờ bị cắt, cần ghi đủ trước khi in"
    TITLE_CUT = "Tên thủ tục bị cắt"
    NO_TERM = "Chưa công bố thời hạn"
    FEE_UNCONFIRMED = "Phí, lệ phí chưa xác nhận"
    PAPERS_LEFT_OUT = "Còn giấy tờ trên cổng chưa ghi vào danh mục"
    CODE_UNCONFIRMED = "Mã thủ tục chưa xác nhận"


@dataclass(frozen=True, slots=True)
class Hole:
    """One procedure that lacks something; `count` = how many papers or steps lack it (1 when it is the procedure itself)."""

    kind: HoleKind
    code: str
    count: int


@dataclass(frozen=True, slots=True)
class _Kept:
    """The search index of one version of the catalogue for one day."""

    version: tuple[int, str]
    on: date | None
    index: searching.Index
    hits: Mapping[str, tuple[str, str, str]]


_kept: dict[date | None, _Kept] = {}
_keeping = threading.Lock()
# A counter asks for today's catalogue; a few other days may be asked for when old papers are entered.
MOST_KEPT = 8


def route_of(*, procedure: Procedure) -> tuple[rules.RouteStep, ...]:
    """The steps with every hour and share filled in; what is ours and not the source's is marked `is_default`."""
    steps = [step.step for step in procedure.steps.all()]
    return rules.route(steps, term=procedure.term, total=procedure.route_hours)


def search(*, text: str, limit: int = 10, on: date | None = None, weights: Mapping[str, int] | None = None) -> list[SearchHit]:
    """Procedures whose name, first letters, topic or code match the text, best first; [] for an empty text.

    `weights` = how often the unit received each code: among equal matches the usual ones come first.
    """
    kept = _index(on)
    found = kept.index.search(text, limit=limit, weights=weights)
    return [SearchHit(hit.entry.code, hit.entry.title, *kept.hits[hit.entry.code], hit.marks, hit.match) for hit in found]


def _index(on: date | None) -> _Kept:
    """The index of the catalogue as last loaded, made once per version and day."""
    version = CatalogueLoad.objects.order_by("-pk").values_list("pk", "digest").first() or (0, "")
    kept = _kept.get(on)
    if kept is None or kept.version != version:
        kept = _make_index(version, on)
        with _keeping:
            if len(_kept) >= MOST_KEPT:
                _kept.clear()
            _kept[on] = kept
    return kept


def _make_index(version: tuple[int, str], on: date | None) -> _Kept:
    rows = list(in_force(on=on))
    entries = [
        searching.entry(code=row.code, title=row.title, topic=f"{row.field_name} {row.life_event}", position=row.position)
        for row in rows
    ]
    return _Kept(version, on, searching.Index(entries), {row.code: (row.field, row.field_name, row.term_text) for row in rows})


def holes() -> list[Hole]:
    """Everything that the open versions lack, by kind, then in the order of the catalogue."""
    rows = list(
        in_force()
        .annotate(
            default_steps=Count("steps", filter=Q(steps__is_default=True), distinct=True),
            open_steps=Count("steps", filter=Q(steps__is_default=False, steps__hours__isnull=True), distinct=True),
            cut_papers=Count("papers", filter=Q(papers__name_cut=True, papers__completed_name=""), distinct=True),
        )
        .order_by(F("position"))
    )
    found = {
        HoleKind.NO_STEPS: [(row, min(row.default_steps, 1)) for row in rows],
        HoleKind.NO_HOURS: [(row, row.open_steps) for row in rows],
        HoleKind.PAPER_NAME_CUT: [(row, row.cut_papers) for row in rows],
        HoleKind.TITLE_CUT: [(row, int(rules.is_cut(row.title))) for row in rows],
        HoleKind.NO_TERM: [(row, int(row.term.hours is None)) for row in rows],
        HoleKind.FEE_UNCONFIRMED: [(row, int(UNCONFIRMED in row.fee().text)) for row in rows],
        HoleKind.PAPERS_LEFT_OUT: [(row, row.papers_more) for row in rows],
        HoleKind.CODE_UNCONFIRMED: [(row, int(not row.is_confirmed("code"))) for row in rows],
    }
    return [Hole(kind, row.code, count) for kind, lines in found.items() for row, count in lines if count]
