"""Forms 06 and 07 of Circular 03/2025/TT-VPCP: the slip that goes with a dossier, and the register of a year."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from thanthien.shared.clock import local
from thanthien.shared.paper.engine import Sheet, render
from thanthien.shared.paper.forms import FormHead, FormOfCase, refuse_full_number
from thanthien.shared.qr import qr_svg

VOLUME = 1000  # rows of one volume; a number runs on over the volumes of its year


@dataclass(frozen=True, slots=True, kw_only=True)
class FormStep:
    """One hand-over: who gave what to whom and when. What is empty is left to the pen."""

    giver_place: str
    taker_place: str = ""
    at: datetime | None = None
    giver: str = ""
    taker: str = ""
    result: str = ""  # "Trước hạn", "Đúng hạn", "Quá hạn"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form06(FormOfCase):
    """The slip that goes with a dossier: one row a hand-over. `owner` = the office that answers for it."""

    code: str
    received_at: datetime
    due_at: datetime | None
    steps: tuple[FormStep, ...]
    printed_at: datetime
    owner: str = ""
    qr_text: str = ""
    paper: Literal["a5", "a4"] = "a4"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One dossier in the register. `contact` = address and phone, `way` = how the result is fetched."""

    number: int
    code: str
    procedure: str
    sets: int
    owner: str
    received_at: datetime
    due_at: datetime | None
    contact: str = ""
    office: str = ""
    returned_at: datetime | None = None
    way: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form07(FormHead):
    """One volume of the register. `closed_on` None = the book is open; `last_number` is the last of the whole year."""

    year: int
    volume: int
    opened_on: date
    rows: tuple[RegisterRow, ...]
    printed_at: datetime
    closed_on: date | None = None
    last_number: int = 0
    head: str = ""


def form06(data: Form06) -> bytes:
    """The PDF of Form 06. Raises PaperError."""
    return sheet06(data).pdf()


def sheet06(data: Form06) -> Sheet:
    """Form 06 ready to be set. Raises PaperError."""
    refuse_full_number(data.person.id_masked)
    fields = asdict(data) | _local(data, "received_at", "due_at", "printed_at")
    fields["steps"] = [asdict(step) | _local(step, "at") for step in data.steps]
    drawings = {"qr_svg": qr_svg(data.qr_text, border=0, mask=None)} if data.qr_text else None
    return Sheet(template="form06.typ", data=fields, drawings=drawings, at=data.printed_at)


def form07(data: Form07) -> bytes:
    """The PDF of one volume, A4 lying. Raises PaperError."""
    fields = asdict(data) | _local(data, "printed_at") | {"paper": "a4"}
    fields["rows"] = [asdict(row) | _local(row, "received_at", "due_at", "returned_at") for row in data.rows]
    return render(template="form07.typ", data=fields, at=data.printed_at)


def _local(row: Any, *names: str) -> dict[str, datetime | None]:
    moments = {name: getattr(row, name) for name in names}
    return {name: local(moment) if moment else None for name, moment in moments.items()}
