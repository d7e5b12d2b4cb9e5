"""What a dossier's fee is, what was taken and what is open, with the VietQR for the rest. Reads only.

The money itself is written in the book of `dossiers` (receipts, cash of the day); the account transfers go to is of `payments`
(ADR 0014).
"""

from dataclasses import dataclass
from datetime import date

from thanthien.dossiers.fees import fees_of
from thanthien.dossiers.models import Dossier, Fee
from thanthien.dossiers.rules import OPEN, PAUSED, REFUNDED, Status
from thanthien.payments import queries
from thanthien.payments.rules import PaymentError

ASKED_IN = (*OPEN, *PAUSED, Status.READY, Status.RETURNED)
WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class FeeDue:
    """`amount` and `left` in đồng, `amount` None when no decision names the fee; `qr` = text of the code, "" without one."""

    amount: int | None
    text: str
    taken: int
    left: int
    waived: bool
    lines: tuple[Fee, ...]
    qr: str = ""
    account: str = ""
    holder: str = ""
    note: str = ""
    refunded: bool = False

    @property
    def says_something(self) -> bool:
        """False for a dossier without any fee, of which a page need not speak."""
        return self.amount != 0 or bool(self.lines)


def fee_due(*, dossier: Dossier, on: date) -> FeeDue:
    """The fee of a dossier on a day. A line that was taken back counts with its opposite; nothing else is money."""
    lines = tuple(fees_of(dossier=dossier))
    taken = sum(line.amount for line in lines)
    asked = dossier.fee_vnd and not dossier.fee_paid and dossier.state in ASKED_IN
    left = max((dossier.fee_vnd or 0) - taken, 0) if asked else 0
    found = FeeDue(
        dossier.fee_vnd, dossier.fee_text, taken, left, dossier.fee_paid == WAIVED, lines, refunded=dossier.fee_paid == REFUNDED
    )  # fmt: skip
    to = queries.account(unit=dossier.unit_id, on=on) if left else None
    if to is None:
        return found
    try:
        qr, note = queries.transfer_text(to=to, amount=left, code=dossier.code)
    except PaymentError:  # a code too long for a bank: cash is still there
        return found
    return FeeDue(found.amount, found.text, taken, left, found.waived, lines, qr, to.number, to.holder, note)
