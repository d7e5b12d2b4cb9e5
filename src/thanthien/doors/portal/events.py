"""Life events as pages: a drawing for each, which procedures come first, and what a family brings once for several of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from thanthien.doors.parts.paper_names import is_identity, paper_parts
from thanthien.procedures.life import BY_SLUG, LIFE_EVENTS, LifeEvent
from thanthien.procedures.models import ProcedurePaper
from thanthien.procedures.queries import Card, Offer
from thanthien.shared.folding import fold

ICONS = {
    "sinh-con": "baby", "ket-hon": "rings", "nguoi-than-mat": "lotus", "chuyen-nha": "move", "can-cuoc": "card",
    "dat-dai-nha-o": "land", "kinh-doanh": "shop", "giay-to-ho-tich": "pen", "chung-thuc": "stamp", "tro-giup": "care",
    "hoc-hanh": "papers", "lam-an-nha-nong": "tree", "y-kien": "help", "viec-lang-viec-xa": "medal",
}  # fmt: skip
# What most families do, in the order of doing; everything else of the event follows in the catalogue's order.
ORDER = {
    "sinh-con": ("2.002621", "1.001193", "1.001022"),
    "ket-hon": ("1.004873", "1.000894"),
    "nguoi-than-mat": ("2.002622", "1.000656", "1.003197", "1.014028"),
    "chuyen-nha": ("1.004222", "1.003197", "1.004194", "1.010041"),
    "can-cuoc": ("1.014061", "3.000228", "1.014063"),
    "dat-dai-nha-o": ("1.014159", "1.013225", "1.013978", "2.001035", "1.013831"),
    "kinh-doanh": ("1.001612", "2.000720", "1.001266"),
    "giay-to-ho-tich": ("2.000635", "1.004859"),
    "chung-thuc": ("2.000815", "2.000884"),
    "tro-giup": ("1.014027", "1.001699", "1.001776", "1.011607"),
}
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


EVENTS = tuple(EventCard(event, ICONS.get(event.slug, "papers")) for event in LIFE_EVENTS)
HOME_EVENTS = EVENTS[:6] if len(EVENTS) < 7 else (*EVENTS[:4], EVENTS[5], EVENTS[6])


def event(slug: str) -> EventCard | None:
    """The life event of an address, or None."""
    found = BY_SLUG.get(slug)
    return EventCard(found, ICONS.get(slug, "papers")) if found else None


def in_order(slug: str, cards: Iterable[Card]) -> tuple[list[Card], list[Card]]:
    """What most families do in the order of doing, and the rest."""
    rank = {code: place for place, code in enumerate(ORDER.get(slug, ()))}
    first = [card for card in cards if card.code in rank]
    rest = [card for card in cards if card.code not in rank]
    if not first:
        return rest[:3], rest[3:]
    return sorted(first, key=lambda card: rank[card.code]), rest


def bring_once(offers: Sequence[Offer]) -> list[Once]:
    """The papers that everybody brings for these procedures, each once; what is asked most often first."""
    found: dict[str, Once] = {}
    for offer in offers:
        for paper in offer.papers():
            if not paper.is_mandatory:
                continue
            kept = found.setdefault(same_paper(paper), Once(paper.text, paper.can_print))
            if offer.procedure.title not in kept.titles:
                kept.titles.append(offer.procedure.title)
    return sorted(found.values(), key=lambda one: -len(one.titles))


def same_paper(paper: ProcedurePaper) -> str:
    """Papers under one key are brought once: proofs of identity, and what is the same thing before its conditions."""
    return "identity" if is_identity(paper.text) else fold(paper_parts(paper.text)[0]).strip(" .;:")
