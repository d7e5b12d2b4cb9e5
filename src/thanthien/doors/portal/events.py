"""Life events as pages: a drawing for each, which procedures come first, and what a family brings once for several of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from thanthien.doors.parts.life import same_paper, strictness
from thanthien.procedures.life import BY_SLUG, LIFE_EVENTS, LifeEvent
from thanthien.procedures.queries import Offer

ICONS = {
    "sinh-con": "baby", "ket-hon": "rings", "nguoi-than-mat": "lotus", "chuyen-nha": "move", "can-cuoc": "card",
    "dat-dai-nha-o": "land", "kinh-doanh": "shop", "giay-to-ho-tich": "pen", "chung-thuc": "stamp", "tro-giup": "care",
    "hoc-hanh": "papers", "lam-an-nha-nong": "tree", "y-kien": "help", "viec-lang-viec-xa": "medal",
}  # fmt: skip
MOURNING = frozenset({"nguoi-than-mat"})
JOY = frozenset({"sinh-con", "ket-hon"})


@dataclass(frozen=True, slots=True)
class EventCard:
    """One life event as a tile."""

    event: LifeEvent
    icon: str

    @property
    def slug(self) -> str:
        return self.event.slug


@dataclass(slots=True)
class Once:
    """One paper that several procedures ask: brought once. `titles` = for which of them."""

    name: str
    whole: bool
    titles: list[str] = field(default_factory=list)
    rank: int = 0


EVENTS = tuple(EventCard(event, ICONS.get(event.slug, "papers")) for event in LIFE_EVENTS)
HOME_EVENTS = EVENTS[:6] if len(EVENTS) < 7 else (*EVENTS[:4], EVENTS[5], EVENTS[6])


def event(slug: str) -> EventCard | None:
    """The life event of an address, or None."""
    found = BY_SLUG.get(slug)
    return EventCard(found, ICONS.get(slug, "papers")) if found else None


def bring_once(offers: Sequence[Offer], event: str = "") -> list[Once]:
    """The papers that everybody brings for these procedures, each once; what is asked most often first. Of two wordings that the
    event's data call one paper, the stricter.
    """
    found: dict[str, Once] = {}
    for offer in offers:
        for paper in offer.papers():
            if not paper.is_mandatory:
                continue
            rank = strictness(paper, event)
            kept = found.setdefault(same_paper(paper, event), Once(paper.text, paper.can_print, rank=rank))
            if rank < kept.rank:
                kept.name, kept.whole, kept.rank = paper.text, paper.can_print, rank
            if offer.procedure.title not in kept.titles:
                kept.titles.append(offer.procedure.title)
    return sorted(found.values(), key=lambda one: -len(one.titles))
