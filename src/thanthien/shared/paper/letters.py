"""A letter on paper: a card with its back (A5, or folded A4), or the official sheet of Decree 30/2020."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

from thanthien.shared.paper.engine import Sheet
from thanthien.shared.paper.forms_turns import FormSigner


@dataclass(frozen=True, slots=True)
class LetterUnit:
    """The office in a letter; `agency_lines` head the official sheet."""

    agency: str  # "Ủy ban nhân dân xã Cẩm Tú"
    agency_lines: tuple[str, ...]
    counter: str
    place: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class LetterPoint:
    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class LetterBack:
    """Points under a heading, or one quiet line."""

    heading: str = ""
    intro: str = ""
    items: tuple[LetterPoint, ...] = ()
    quiet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSheet:
    """All that a letter says. `strong`: numbers of the paragraphs that stand in the middle; `mono`: one ink.

    `to`, `below`, `opening` are of the official sheet alone: after "Kính gửi", the lines under it, its first paragraph.
    """

    name: str
    base: str
    title: str
    ornament: str
    greeting: str
    lead: tuple[str, ...]
    lines: tuple[str, ...]
    paragraphs: tuple[str, ...]
    strong: tuple[int, ...]
    closing: str
    back: LetterBack
    to: str
    below: tuple[str, ...] = ()
    opening: str = ""
    unit: LetterUnit
    signer: FormSigner
    signed_on: date
    number: str = ""
    form: Literal["card", "folded", "official"] = "card"
    mono: bool = False


def letter_sheet(data: LetterSheet, *, at: datetime) -> Sheet:
    """The letter ready to be set."""
    return Sheet(template="letter.typ", data=asdict(data), at=at)
