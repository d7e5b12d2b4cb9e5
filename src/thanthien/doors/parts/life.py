"""Procedures that one event of life brings together: which come first, and the papers that are brought once for several."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol, TypeVar

from thanthien.doors.parts.paper_names import is_identity, paper_parts
from thanthien.procedures.models import ProcedurePaper
from thanthien.procedures.packages import same_papers
from thanthien.procedures.queries import Offer
from thanthien.shared.folding import fold

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


class Coded(Protocol):
    @property
    def code(self) -> str: ...


Of = TypeVar("Of", bound=Coded)


def in_order(slug: str, cards: Iterable[Of]) -> tuple[list[Of], list[Of]]:
    """What most families do in the order of doing, and the rest."""
    there = list(cards)
    rank = {code: place for place, code in enumerate(ORDER.get(slug, ()))}
    first = [card for card in there if card.code in rank]
    rest = [card for card in there if card.code not in rank]
    if not first:
        return rest[:3], rest[3:]
    return sorted(first, key=lambda card: rank[card.code]), rest


def paper_key(name: str) -> str:
    """Papers under one key are brought once: proofs of identity, and what is the same thing before its conditions."""
    return "identity" if is_identity(name) else fold(paper_parts(name)[0]).strip(" .;:")


@cache
def _groups(event: str) -> dict[str, tuple[str, int]]:
    """Key of a wording → (key of its group, how strict it is, 0 = the strictest) for what the event's data call one paper."""
    return {paper_key(name): (paper_key(group[0]), rank) for group in same_papers(event) for rank, name in enumerate(group)}


def same_paper(paper: ProcedurePaper, event: str = "") -> str:
    """The key of a paper, by the words and by what the data of the event say."""
    key = paper_key(paper.text)
    return _groups(event).get(key, (key, 0))[0]


def strictness(paper: ProcedurePaper, event: str) -> int:
    """0 = the strictest wording of its group, or of no group."""
    return _groups(event).get(paper_key(paper.text), ("", 0))[1]


@dataclass(slots=True)
class Shared:
    """One paper of several procedures: the larger of the counts, mandatory when any of them says so. `lines`: in which procedure
    it stands at which order.
    """

    key: str
    name: str
    original: int
    copy: int
    mandatory: bool
    cut: bool
    lines: list[tuple[str, int]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    rank: int = 0

    @property
    def field(self) -> str:
        """Under which name a form sends it; the same whatever else is chosen."""
        return f"giay-{hashlib.sha256(self.key.encode()).hexdigest()[:10]}"


def shared_papers(offers: Sequence[Offer], event: str = "") -> list[Shared]:
    """Every paper of these procedures once: the mandatory ones first, then by the order of the procedures. Of two wordings that
    the event's data call one paper, the stricter is shown.
    """
    found: dict[str, Shared] = {}
    for offer in offers:
        for paper in offer.papers():
            key, rank = same_paper(paper, event), strictness(paper, event)
            one = found.get(key)
            if one is None:
                one = found[key] = Shared(key, paper.text, 0, 0, False, False, rank=rank)
            elif rank < one.rank and paper.can_print:
                one.name, one.rank = paper.text, rank
            one.original, one.copy = max(one.original, paper.original), max(one.copy, paper.copy)
            one.mandatory = one.mandatory or paper.is_mandatory
            if not paper.can_print:
                one.cut = True
            elif one.cut and rank <= one.rank:
                one.name = paper.text  # somewhere the same paper has its whole name
            one.lines.append((offer.procedure.code, paper.order))
            if offer.procedure.title not in one.titles:
                one.titles.append(offer.procedure.title)
    return sorted(found.values(), key=lambda one: not one.mandatory)
