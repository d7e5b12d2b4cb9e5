"""Reading a bank's statement: its columns by the headings that banks use, what comes in, and faults by row and column.

Only what matching needs is taken out of a line: day, sum, reference, the codes in the note, four figures of the payer's account.
Neither the note nor a name leaves this file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from thanthien.payments import statement_rules as rules
from thanthien.payments.rules import PaymentError
from thanthien.payments.statement_rules import Incoming, Problem
from thanthien.shared.tables_in import Row, read_rows
from thanthien.shared.wording import say

# Our name of a column → headings without marks, as banks write them; the first is what a sentence calls it.
TITLES = {
    "day": say("Ngày"), "amount": say("Số tiền ghi có"), "note": say("Nội dung"), "reference": say("Số tham chiếu"),
    "debit": say("Số tiền ghi nợ"), "status": say("Trạng thái"), "account": say("Tài khoản đối ứng"),
}  # fmt: skip
HEADS = {
    "day": ("ngay giao dich", "ngay gd", "ngay gio giao dich", "ngay hach toan", "ngay hieu luc", "ngay ghi so", "thoi gian",
            "thoi gian giao dich", "date", "transaction date", "trans date", "posting date", "effective date", "tnx date"),
    "amount": ("ghi co", "phat sinh co", "so tien phat sinh co", "ps co", "co", "so tien", "so tien co", "so tien giao dich",
               "credit", "credit amount", "amount", "deposit", "tien vao", "so tien vao"),
    "note": ("dien giai", "noi dung giao dich", "noi dung chi tiet", "noi dung chuyen tien", "noi dung thanh toan", "mo ta",
             "mo ta giao dich", "chi tiet", "chi tiet giao dich", "description", "details", "transaction details", "remark",
             "remarks", "content", "narrative", "transaction description"),
    "reference": ("ma tham chieu", "so giao dich", "ma giao dich", "so gd", "ma gd", "so chung tu", "so ct", "so but toan",
                  "but toan", "reference", "reference no", "reference number", "ref", "ref no", "transaction id",
                  "transaction no", "transaction number", "doc no", "so ft"),
    "debit": ("ghi no", "phat sinh no", "so tien phat sinh no", "ps no", "no", "so tien no", "debit", "debit amount",
              "withdrawal", "tien ra", "so tien ra"),
    "status": ("ket qua", "tinh trang", "status", "state", "trang thai giao dich", "transaction status"),
    "account": ("so tai khoan doi ung", "so tk doi ung", "tk doi ung", "tai khoan chuyen", "tai khoan nguoi chuyen",
                "tu tai khoan",
                "corresponsive account", "counter account", "offset account", "from account", "account from", "remitter account"),
}  # fmt: skip
COLUMNS = {head: ours for ours, heads in HEADS.items() for head in heads} | {title: ours for ours, title in TITLES.items()}
NEEDED = ("day", "amount", "note", "reference")


@dataclass(frozen=True, slots=True)
class Fault:
    """A wrong cell: the row as the spreadsheet counts, the column, the sentence."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class ReadStatement:
    """What comes in; `backwards`: references of sums that went out again; `left_out`: how many lines are no credit."""

    lines: tuple[Incoming, ...]
    backwards: frozenset[str]
    left_out: int
    faults: tuple[Fault, ...]


def read_statement(*, name: str, content: bytes, prefixes: Iterable[str], today: date) -> ReadStatement:
    """The credit lines of a file, each reference once; with one fault nothing is to be taken. Raises FileRefused.

    A sum that went out under the reference of one that came in means that the bank took it back: that one is no money.
    """
    rows = read_rows(name=name, content=content, columns=COLUMNS, needed=NEEDED, foreign=True)
    prefixes, lines, faults, back, left_out = tuple(prefixes), [], [], set(), 0
    for row in rows:
        cells = row.cells
        if not cells["reference"] and not any(sign.isdigit() for sign in cells["day"]):
            continue  # a line of sums below the list
        try:
            credit, debit = rules.amount_of(cells["amount"]), rules.amount_of(cells["debit"], column="debit")
            if credit <= 0:
                left_out += 1
                if (credit or debit) and cells["reference"]:
                    back.add(rules.reference_of(cells["reference"]))
                continue
            lines.append(_line(row, credit, prefixes, today))
        except PaymentError as error:
            faults.append(Fault(row.number, str(TITLES[error.field]), str(error)))
    once, again = _once(lines)
    kept = tuple(replace(one, problem=Problem.REVERSED) if one.reference in back else one for one in once)
    return ReadStatement(kept, frozenset(back), left_out, (*faults, *again))


def _line(row: Row, credit: int, prefixes: Sequence[str], today: date) -> Incoming:
    cells = row.cells
    return Incoming(
        row=row.number, day=rules.day_in(cells["day"], today=today), amount=credit,
        reference=rules.reference_of(cells["reference"]), tail=rules.tail_of(cells["account"]),
        codes=rules.codes_in(cells["note"], prefixes=prefixes),
        problem=str(rules.problem_of(status=cells["status"], note=cells["note"])),
    )  # fmt: skip


def _once(lines: Iterable[Incoming]) -> tuple[list[Incoming], list[Fault]]:
    """Each reference once; a fault where two lines of one reference differ in day or sum."""
    seen: dict[str, Incoming] = {}
    faults = []
    for line in lines:
        first = seen.setdefault(line.reference, line)
        if (first.day, first.amount) != (line.day, line.amount):
            text = say("Số tham chiếu này đã có ở dòng {row} với ngày hoặc số tiền khác. Xem lại tệp.", row=first.row)
            faults.append(Fault(line.row, str(TITLES["reference"]), str(text)))
        elif line.problem and not first.problem:
            seen[line.reference] = replace(first, problem=line.problem)
    return list(seen.values()), faults


def heading_words() -> str:
    """The columns that a file must have, for the page."""
    return ", ".join(str(TITLES[name]) for name in NEEDED)
