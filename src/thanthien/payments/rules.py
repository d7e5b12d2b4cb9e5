"""Pure rules of payments: what is owed and still open, ways of paying, tidy words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from thanthien.shared.wording import Refusal, say

MOST = 500_000_000  # đồng: what one transfer at once can carry; more is a slip of the hand


class PaymentError(Refusal):
    """The till refuses; one sentence, with the field it stands at."""

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class Way(StrEnum):
    """How money comes or goes."""

    CASH = "cash"
    TRANSFER = "transfer"


class RefundState(StrEnum):
    """A refund is asked for at the counter, approved by a leader, then paid."""

    ASKED = "asked"
    APPROVED = "approved"
    PAID = "paid"


class Standing(StrEnum):
    """What a charge looks like from outside."""

    OPEN = "open"
    SHORT = "short"
    PAID = "paid"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Line:
    """One fee of a charge: its name as printed, đồng, and the ground when the law frees the payer from it ("" = owed)."""

    name: str
    amount: int
    exempt: str = ""

    def as_data(self) -> dict[str, object]:
        return {"name": self.name, "amount": self.amount, "exempt": self.exempt}


def owed(lines: Iterable[Line]) -> int:
    """What is to be paid, exempted lines left out. đồng."""
    return sum(line.amount for line in lines if not line.exempt)


def check_lines(lines: Iterable[Line], *, grounds: Iterable[str]) -> tuple[Line, ...]:
    """The lines, looked at; raises PaymentError for none, for an amount nobody can mean, for a ground the law does not know."""
    found, known = tuple(lines), frozenset(grounds)
    if not found:
        raise PaymentError(say("Chưa có khoản phí nào. Chọn khoản phải thu trước."), field="lines")
    for line in found:
        check_amount(line.amount, field="lines")
        if line.exempt and line.exempt not in known:
            raise PaymentError(
                say("Chưa có căn cứ miễn “{ground}”. Chọn một căn cứ trong danh sách.", ground=line.exempt), field="lines"
            )
    return found


def check_amount(amount: int, *, field: str = "amount") -> int:
    """A sum of money somebody can pay at once; raises PaymentError."""
    if not 0 < amount < MOST:
        raise PaymentError(say("Số tiền lớn hơn 0 và dưới 500 triệu đồng. Xem lại số vừa gõ."), field=field)
    return amount


def standing(*, due: int, paid: int) -> Standing:
    """Where a charge stands; `paid` counts neither failed tries nor annulled numbers, less what was given back."""
    if paid == due:
        return Standing.PAID
    if paid > due:
        return Standing.OVER
    return Standing.SHORT if paid > 0 else Standing.OPEN


def tidy_reason(text: str) -> str:
    """One line; raises PaymentError when empty."""
    reason = " ".join(text.split())[:200]
    if not reason:
        raise PaymentError(say("Ghi lý do: sổ phải nói vì sao số tiền thay đổi."), field="reason")
    return reason


def tidy_account(number: str) -> str:
    """The number of an account or a virtual one, without spaces; raises PaymentError."""
    tidy = re.sub(r"[\s.-]", "", number).upper()
    if not re.fullmatch(r"[0-9A-Z]{6,19}", tidy):
        raise PaymentError(say("Số tài khoản có từ 6 đến 19 chữ số hoặc chữ cái không dấu."), field="number")
    return tidy


def tidy_bank(bin_code: str) -> str:
    """The six figures NAPAS gave the bank; raises PaymentError."""
    tidy = bin_code.strip()
    if not re.fullmatch(r"97\d{4}", tidy):
        raise PaymentError(say("Mã ngân hàng gồm sáu chữ số, bắt đầu bằng 97 (Agribank là 970405)."), field="bank")
    return tidy


def receipt_text(*, year: int, number: int) -> str:
    """`TT-0007/2026`."""
    return f"TT-{number:04d}/{year}"
