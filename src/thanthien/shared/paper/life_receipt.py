"""One receipt for all that an event of life needs: each matter with its code, date and fee, A4. Ours; no law has such a form."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from thanthien.shared.clock import local
from thanthien.shared.paper.engine import render
from thanthien.shared.paper.forms import FormHead, FormOfficer, FormPerson, refuse_full_number
from thanthien.shared.qr import qr_svg


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedMatter:
    """One dossier of the reception."""

    code: str
    procedure: str
    due_at: datetime
    fee: str
    qr_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedPaper:
    """One paper that was handed in once; `of` = for which matters, by their place on the receipt."""

    name: str
    of: tuple[int, ...]
    original: int = 0
    copy: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherReceipt(FormHead):
    """`event` as people call it; `code` names the sheet on its further leaves: that of the first dossier."""

    event: str
    code: str
    person: FormPerson
    officer: FormOfficer
    received_at: datetime
    return_place: str
    matters: tuple[ReceivedMatter, ...]
    papers: tuple[HandedPaper, ...]
    paper: Literal["a4"] = "a4"


def together_receipt(data: TogetherReceipt) -> bytes:
    """The PDF. Raises PaperError, also when a full identity number would be printed."""
    refuse_full_number(data.person.id_masked)
    fields = asdict(data) | {"received_at": local(data.received_at)}
    for told, one in zip(fields["matters"], data.matters, strict=True):
        told["due_at"] = local(one.due_at)
    codes = {f"qr_{n}": qr_svg(one.qr_text, border=0, mask=None) for n, one in enumerate(data.matters)}
    return render(template="life-receipt.typ", data=fields, drawings=codes, at=data.received_at)
