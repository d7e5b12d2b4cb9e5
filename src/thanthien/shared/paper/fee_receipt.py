"""The slip of one line of the book of fees, A5: taken, taken back, or given back. Ours: no receipt form of the tax office."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from thanthien.shared.clock import local
from thanthien.shared.paper.amounts import amount_in_words
from thanthien.shared.paper.engine import render
from thanthien.shared.paper.forms import FormHead, FormPerson, refuse_full_number


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceipt(FormHead):
    """`title` says what the line is; `amount` in đồng as printed, never below nothing; `mark` is what took the line back, or
    what it takes back ("" = it stands alone). `way` and `what` are words.
    """

    title: str
    code: str
    person: FormPerson
    what: str
    amount: int
    way: str
    at: datetime
    officer: str
    reference: str = ""
    reason: str = ""
    mark: str = ""
    out: bool = False  # money goes out: the payer signs that they have it
    paper: Literal["a5"] = "a5"


def fee_receipt(data: FeeReceipt) -> bytes:
    """The PDF. Raises PaperError, also when a full identity number would be printed."""
    refuse_full_number(data.person.id_masked)
    fields = asdict(data) | {
        "at": local(data.at), "figures": f"{data.amount:,}".replace(",", "."), "words": amount_in_words(data.amount),
    }  # fmt: skip
    return render(template="fee-receipt.typ", data=fields, at=data.at)
