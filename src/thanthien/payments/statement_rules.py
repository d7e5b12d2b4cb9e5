"""Pure rules of a bank's statement: amounts and days as banks write them, codes in a note, what a line comes to."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thanthien.payments.rules import PaymentError
from thanthien.shared.folding import fold
from thanthien.shared.wording import say

MOST_LINES = 2_000  # that one act takes in
TAIL = 4  # figures of the payer's account that are kept


class LineState(StrEnum):
    """A line waits for a person, became a receipt, is no fee, or its import was taken back."""

    OPEN = "open"
    MATCHED = "matched"
    ASIDE = "aside"
    UNDONE = "undone"


class Problem(StrEnum):
    """Why a line became no receipt by itself."""

    FAILED = "failed"
    REVERSED = "reversed"
    NO_CODE = "no_code"
    UNKNOWN = "unknown"
    MANY = "many"
    NOT_NOW = "not_now"
    NO_FEE = "no_fee"
    PAID = "paid"
    PART = "part"
    OVER = "over"

    @property
    def words(self) -> str:
        return PROBLEMS[self]


PROBLEMS = {
    Problem.FAILED: say("giao dịch không thành công, không phải tiền"),
    Problem.REVERSED: say("giao dịch bị đảo hoặc hoàn lại, không phải tiền"),
    Problem.NO_CODE: say("nội dung không có mã hồ sơ"),
    Problem.UNKNOWN: say("mã trong nội dung không có ở xã"),
    Problem.MANY: say("nội dung có hơn một mã hồ sơ"),
    Problem.NOT_NOW: say("hồ sơ đã khép lại hoặc ngoài phần việc"),
    Problem.NO_FEE: say("hồ sơ không có khoản phải thu"),
    Problem.PAID: say("hồ sơ đã thu hoặc được miễn rồi"),
    Problem.PART: say("trả một phần, chờ phần còn lại"),
    Problem.OVER: say("thừa so với mức phải thu"),
}
NEVER_MONEY = frozenset({Problem.FAILED, Problem.REVERSED})


@dataclass(frozen=True, slots=True)
class Incoming:
    """One credit line of a file. `row` as the spreadsheet counts, `amount` in đồng, `tail` the last figures of the payer's
    account; `codes`: codes the note may hold; `problem`: what the line itself says ("" = it is money).
    """

    row: int
    day: date
    amount: int
    reference: str
    tail: str = ""
    codes: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Owed:
    """What a dossier owes: `fee` in đồng (None = no decision names it), `settled` = paid or waived, `live` = may be taken now."""

    pk: int
    code: str
    fee: int | None
    settled: bool
    live: bool


def decide(line: Incoming, found: Sequence[Owed]) -> Problem | None:
    """Why the line does not become a receipt by itself, None when it does: one dossier, its whole fee, still open."""
    if line.problem:
        return Problem(line.problem)
    if not line.codes:
        return Problem.NO_CODE
    if not found:
        return Problem.UNKNOWN
    if len(found) > 1:
        return Problem.MANY
    return why_not(found[0], line.amount)


def why_not(one: Owed, amount: int) -> Problem | None:
    """Why `amount` is not the open fee of a dossier, None when it is."""
    if not one.fee:
        return Problem.NO_FEE
    if one.settled:
        return Problem.PAID
    if not one.live:
        return Problem.NOT_NOW
    return compared(amount, one.fee)


def compared(amount: int, fee: int) -> Problem | None:
    """None for exactly the fee; else a part of it, or too much."""
    return None if amount == fee else Problem.PART if amount < fee else Problem.OVER


def together(parts: Iterable[int], fee: int) -> Problem | None:
    """Transfers that each pay less than the fee, taken as one: None when they are the fee, else what they are."""
    return compared(sum(parts), fee)


def above(amount: int, one: Owed) -> int:
    """What of a sum is not owed: all of it when the fee is settled or there is none. đồng."""
    return amount if one.settled else max(amount - (one.fee or 0), 0)


def codes_in(note: str, *, prefixes: Iterable[str]) -> tuple[str, ...]:
    """The dossier codes that a note may hold, in its order: letters and figures alone count, as banks drop or break the rest.

    What follows a code may stick to it, so each length that a number can have is named; who asks keeps those that exist.
    """
    plain = re.sub(r"[^0-9A-Z]", "", fold(note).upper())
    found: dict[str, None] = {}
    for prefix in prefixes:
        short = re.sub(r"[^0-9A-Z]", "", prefix.upper())
        for hit in re.finditer(rf"{re.escape(short)}(?=(\d{{10,15}}))", plain):
            figures = hit.group(1)
            for days in (6, 8):
                for length in range(4, 8):
                    number = figures[days : days + length]
                    if len(number) == length and (length == 4 or number[0] != "0"):
                        found[f"{prefix}-{figures[:days]}-{number}"] = None
    return tuple(found)


def amount_of(text: str, *, column: str = "amount") -> int:
    """`1.234.567`, `1,234,567.00`, `+8000 VND`, `(8.000)`: whole đồng, below nothing when it went out; 0 for an empty cell.

    Raises PaymentError for what is no sum of money.
    """
    bare = re.sub(r"(?i)vnd|vnđ|đồng|đ|\s|\u00a0|\+", "", text)
    if bare in ("", "-"):
        return 0
    minus = bare.startswith("-") or (bare.startswith("(") and bare.endswith(")"))
    bare = bare.strip("-()")
    whole = re.sub(r"[.,]0{1,2}$", "", bare)
    if not re.fullmatch(r"\d{1,15}|\d{1,3}(\.\d{3}){1,4}|\d{1,3}(,\d{3}){1,4}", whole):
        raise PaymentError(say("“{text}” không phải số tiền. Ghi như 8.000 hoặc 8000.", text=text[:30]), field=column)
    found = int(re.sub(r"[.,]", "", whole))
    return -found if minus else found


def day_in(text: str, *, today: date) -> date:
    """`23/11/2026`, `23-11-26`, `2026-11-23 08:30`. Raises PaymentError for another text and for a day to come."""
    read = re.match(r"(?:(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2}))(?!\d)", text.strip())
    if read is None:
        raise PaymentError(say("“{text}” không phải ngày. Ghi như 23/11/2026.", text=text[:30]), field="day")
    year, month, day = (read[1], read[2], read[3]) if read[1] else (read[6], read[5], read[4])
    try:
        found = date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        raise PaymentError(say("“{text}” không phải ngày. Ghi như 23/11/2026.", text=text[:30]), field="day") from None
    if found > today:
        raise PaymentError(say("Ngày {text} chưa đến. Xem lại tệp sao kê.", text=text[:30]), field="day")
    return found


DONE = ("thanh cong", "success", "completed", "hoan thanh", "hoan tat", "da hach toan", "posted", "ok")
NOT_DONE = ("khong thanh cong", "that bai", "unsuccess", "fail", "loi", "huy", "cancel", "tu choi", "reject", "chua",
            "incomplete")  # fmt: skip
BACK = ("dao but toan", "but toan dao", "dao giao dich", "giao dich dao", "huy giao dich", "hoan tra giao dich", "hoan tien",
        "reversal", "reversed", "refund", "chargeback")  # fmt: skip


def problem_of(*, status: str, note: str) -> str:
    """What the line says of itself: failed, reversed, or "". A state that nobody knows counts as failed: it is no money yet."""
    state, words = fold(status), fold(note)
    if any(word in state for word in ("dao", "hoan tra", "revers", "refund")) or any(word in words for word in BACK):
        return Problem.REVERSED
    if state and (any(word in state for word in NOT_DONE) or not any(word in state for word in DONE)):
        return Problem.FAILED
    return ""


def tail_of(account: str) -> str:
    """The last four figures of the payer's account; "" when the cell holds none."""
    figures = re.sub(r"\D", "", account)
    return figures[-TAIL:] if len(figures) >= 6 else ""


def reference_of(text: str) -> str:
    """The bank's number of a transfer, without spaces; raises PaymentError when it is missing or too long to be one."""
    bare = "".join(text.split()).upper()
    if not bare:
        raise PaymentError(say("Thiếu số tham chiếu của giao dịch."), field="reference")
    if len(bare) > 60:
        raise PaymentError(say("Số tham chiếu dài quá 60 chữ. Xem lại cột này."), field="reference")
    return bare


def check_together(lines: Sequence[Incoming]) -> None:
    """Raises PaymentError when there is nothing to take in, or more than one act takes."""
    if not lines:
        raise PaymentError(say("Sao kê không có dòng ghi có nào mới."))
    if len(lines) > MOST_LINES:
        raise PaymentError(say("Sao kê có hơn {most} dòng ghi có. Chia ra rồi nạp từng phần.", most=MOST_LINES))


def only_known(codes: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Of the codes that a note may hold those that exist."""
    return tuple(code for code in codes if code in known)
