"""A declaration that somebody made, on the layout of its official form, A4, to be signed."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from thanthien.shared.paper.engine import render


@dataclass(frozen=True, slots=True)
class Line:
    """One place of the form; an empty text prints dots for the pen."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    title: str
    rows: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """All that the sheet says."""

    title: str
    agency: str
    addressee: str
    place: str
    day: date
    sections: tuple[Part, ...]
    signers: tuple[str, ...]


def declaration(data: Declaration, *, at: datetime) -> bytes:
    """The PDF of a declaration. Raises PaperError."""
    return render(template="declaration.typ", data=asdict(data), at=at)
