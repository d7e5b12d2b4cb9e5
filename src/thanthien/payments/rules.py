"""Pure rules of payments: the account, an amount, tidy words."""

import re

from thanthien.shared.wording import Refusal, say

MOST = 500_000_000  # đồng: what one transfer at once can carry; more is a slip of the hand


class PaymentError(Refusal):
    """The room refuses; one sentence, with the field it stands at."""

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


def check_amount(amount: int, *, field: str = "amount") -> int:
    """A sum of money somebody can pay at once; raises PaymentError."""
    if not 0 < amount < MOST:
        raise PaymentError(say("Số tiền lớn hơn 0 và dưới 500 triệu đồng. Xem lại số vừa gõ."), field=field)
    return amount


def tidy_reason(text: str) -> str:
    """One line; raises PaymentError when empty."""
    reason = " ".join(text.split())[:200]
    if not reason:
        raise PaymentError(say("Ghi vì sao dòng này không phải lệ phí."), field="reason")
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
