"""Form 01 of Circular 01/2018/TT-VPCP (as amended by 01/2023): receipt of a dossier and appointment to return its result."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Literal

from thanthien.shared.clock import local
from thanthien.shared.paper.engine import PaperError, Sheet
from thanthien.shared.qr import qr_svg

SPECIMEN = "BẢN MẪU – không có giá trị"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormUnit:
    """Whose head the form carries. `agency_lines` says how to break a long `agency` (in capitals)."""

    agency: str  # "Ủy ban nhân dân xã Cẩm Tú"
    centre: str  # "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"
    counter: str  # "Bộ phận Một cửa xã Cẩm Tú"
    place: str  # "Cẩm Tú", before the date
    agency_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPerson:
    """The holder of the dossier, and who handed it in when that is somebody else."""

    name: str
    address: str = ""
    id_masked: str = ""  # "038 1•• ••• 123": a full number is never printed
    phone: str = ""
    email: str = ""
    submitter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOfficer:
    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormHead:
    """What every form carries. `number` is that of the sheet ("05/HDHS"), `specimen` the words across a sheet of no value."""

    signed_on: date
    unit: FormUnit
    number: str = ""
    specimen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOfCase(FormHead):
    """A form about one dossier: whose it is and what is asked."""

    person: FormPerson
    procedure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPaper:
    """One paper of the dossier: its full name and how many originals and copies were taken."""

    name: str
    original: int = 0
    copy: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Form01(FormOfCase):
    """All that Form 01 says. Moments are aware; without `due_at` the form has a dotted line for the pen.

    `qr_text` is the address where the dossier is tracked (no personal data).
    """

    code: str
    papers: tuple[FormPaper, ...]
    term: str  # "03 ngày làm việc"
    received_at: datetime
    due_at: datetime | None
    return_place: str
    officer: FormOfficer
    copy_name: str = ""  # "Giao người nộp", "Lưu"
    sets: int = 1
    fee: str = ""
    register: str = ""
    qr_text: str = ""
    competent: str = ""  # "Ủy ban nhân dân xã Cẩm Thạch", where another unit received it
    paper: Literal["a5", "a4"] = "a5"


def form01(data: Form01) -> bytes:
    """The PDF of Form 01, on A5 lying or A4. Raises PaperError when it must not be printed as it is."""
    return sheet01(data).pdf()


def sheet01(data: Form01) -> Sheet:
    """Form 01 ready to be set. Raises PaperError."""
    refuse_full_number(data.person.id_masked)
    fields = asdict(data) | {
        "received_at": local(data.received_at),
        "due_at": local(data.due_at) if data.due_at else None,
    }
    return Sheet(
        template="form01.typ",
        data=fields,
        drawings={"qr_svg": qr_svg(data.qr_text, border=0, mask=None)} if data.qr_text else None,
        at=data.received_at,
    )


def refuse_full_number(masked: str) -> None:
    """Raises PaperError when nine or more digits stand together, spaces aside: an identity number that nobody masked."""
    if re.search(r"\d{9}", re.sub(r"[\s.]", "", masked)):
        raise PaperError("Số định danh phải che bớt trước khi in, chỉ để lại ba số đầu và ba số cuối.")
