"""The sheet of a procedure for the wall: A4, with a QR code to its page. One PDF for one sheet, a field's, or all."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from thanthien.shared.paper.engine import PaperError, render
from thanthien.shared.qr import qr_svg


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPaper:
    """One paper: the words that are read from afar, what follows them, copies and form."""

    name: str
    rest: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCase:
    """Papers of one case; "" = said in the papers themselves."""

    title: str
    papers: tuple[SheetPaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetFigure:
    """One of the two figures that everybody comes for, and the lines below it."""

    big: str
    note: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureSheet:
    """All that one sheet says. `qr_text` is the address of the page; `posted_on` the day of printing."""

    code: str
    title: str
    field: str
    counter: str  # "Bộ phận Một cửa xã Cẩm Tú"
    term: SheetFigure
    fee: SheetFigure
    bring: tuple[SheetPaper, ...]
    cases: tuple[SheetCase, ...]
    no_need: tuple[str, ...]
    steps: tuple[str, ...]
    who: str
    decides: str
    law: str
    phone: str
    posted_on: date
    qr_text: str

    @property
    def says(self) -> dict:
        """Plain data of what it says, without the day of printing and the address: two sheets are compared by this."""
        return {name: value for name, value in asdict(self).items() if name not in ("posted_on", "qr_text")}


def procedure_sheets(sheets: Sequence[ProcedureSheet], *, agency: str, at: datetime) -> bytes:
    """The PDF of the sheets, one after the other, each on a leaf of its own (a long one on two). Raises PaperError."""
    if not sheets:
        raise PaperError("Chưa có tờ nào để in. Chọn một thủ tục rồi in lại.")
    title = sheets[0].title if len(sheets) == 1 else "Thủ tục hành chính niêm yết"
    data = {"title": title, "agency": agency, "sheets": [asdict(sheet) for sheet in sheets]}
    drawings = {f"qr_{sheet.code}": qr_svg(sheet.qr_text, border=0, mask=None) for sheet in sheets}
    return render(template="procedure-sheet.typ", data=data, drawings=drawings, at=at)
