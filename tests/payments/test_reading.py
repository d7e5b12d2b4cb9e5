"""A statement's file: headings of banks, old letters, line ends, what is left out, what is refused and where."""

from datetime import date

import pytest

from builders.statement import row, statement_csv, statement_xlsx
from thanthien.payments.reading import read_statement
from thanthien.shared.files_in import FileRefused

DAY = date(2026, 11, 23)
CODE = "H56.327-261123-0007"
NOTE = "TRUONG THI HIEN H563272611230007"


def read(content: bytes, name: str = "sao-ke.csv"):
    return read_statement(name=name, content=content, prefixes=("H56.327",), today=DAY)


def one(content: bytes, name: str = "sao-ke.csv"):
    found = read(content, name)
    assert not found.faults, found.faults
    return found.lines[0]


def test_a_line_keeps_what_matching_needs_and_no_name():
    line = one(statement_csv(row("FT26327 001", "8.000", NOTE, account="0123456789")))
    assert (line.row, line.day, line.amount, line.reference, line.tail) == (6, DAY, 8000, "FT26327001", "6789")
    assert line.codes == (CODE,) and "HIEN" not in repr(line) and "0123456789" not in repr(line)


@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8", ","), ("utf-8-sig", ","), ("utf-8-sig", ";")], ids=["plain", "bom", "semicolon"]
)
def test_letters_and_signs(encoding, sign):
    assert one(statement_csv(row("FT1", "8,000.00", NOTE), encoding=encoding, sign=sign)).amount == 8000


def test_letters_of_old_windows():
    content = statement_csv(row("FT1", note=NOTE)).decode("utf-8-sig")
    import unicodedata

    # cp1258 has â, ă, ơ, ư whole and writes the tones behind them
    half = "".join(
        unicodedata.normalize("NFC", base) + tones
        for base, tones in (_parted(letter) for letter in unicodedata.normalize("NFC", content))
    )
    assert one(half.encode("cp1258")).codes == (CODE,)


def _parted(letter: str) -> tuple[str, str]:
    import unicodedata

    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = unicodedata.normalize("NFD", letter)
    return "".join(p for p in parts if p not in tones), "".join(p for p in parts if p in tones)


def test_a_workbook():
    line = one(statement_xlsx(row("FT1", 8000, NOTE)), "sao-ke.xlsx")
    assert (line.amount, line.codes) == (8000, (CODE,))


@pytest.mark.parametrize(
    "heads",
    [
        ["STT", "Ngày", "Ghi nợ", "Ghi có", "Nội dung", "Số bút toán", "Tài khoản đối ứng"],
        ["No", "Transaction date", "Debit", "Credit", "Description", "Reference number", "Counter account"],
        ["No.", "Ngày GD", "Nợ/Debit", "Có/Credit", "Nội dung chi tiết", "Mã giao dịch (Ref)", "TK"],
        ["#", "Ngày hạch toán\nPosting date", "Phát sinh nợ", "Phát sinh có (VND)", "Mô tả", "Số CT", "Số TK đối ứng"],
    ],
)
def test_headings_of_several_banks(heads):
    assert one(statement_csv(row("FT1", note=NOTE), heads=heads)).amount == 8000


def test_sums_and_debits_are_left_out():
    found = read(statement_csv(row("FT1", note=NOTE), row("FT2", "", "phi", debit="1.100"), row("FT3", "0")))
    assert [line.reference for line in found.lines] == ["FT1"] and found.left_out == 2 and not found.faults


@pytest.mark.parametrize("back", [row("FT1", "", "tra lai", debit="8.000"), row("FT1", "-8.000")], ids=["debit", "below nothing"])
def test_what_the_bank_took_back_under_the_same_reference_is_no_money(back):
    found = read(statement_csv(row("FT1", note=NOTE), back))
    assert [line.problem for line in found.lines] == ["reversed"] and found.backwards == {"FT1"}


def test_a_reference_twice_is_one_line_and_a_fault_when_it_differs():
    assert len(read(statement_csv(row("FT1", note=NOTE), row("FT1", note=NOTE))).lines) == 1
    (fault,) = read(statement_csv(row("FT1", note=NOTE), row("FT1", "9.000", NOTE))).faults
    assert (fault.row, fault.column) == (7, "Số tham chiếu") and "dòng 6" in fault.text


@pytest.mark.parametrize(
    ("cells", "column", "said"),
    [
        (row("FT1", "tám nghìn"), "Số tiền ghi có", "không phải số tiền"),
        (row("FT1", day="24/11/2026"), "Ngày", "chưa đến"),
        (row("FT1", day="hôm qua 1"), "Ngày", "không phải ngày"),
        (row(""), "Số tham chiếu", "Thiếu số tham chiếu"),
        (row("F" * 61), "Số tham chiếu", "dài quá"),
        (row("FT1", "", debit="x"), "Số tiền ghi nợ", "không phải số tiền"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column(cells, column, said):
    (fault,) = read(statement_csv(row("FT0", note=NOTE), cells)).faults
    assert (fault.row, fault.column) == (7, column) and said in fault.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "rỗng"), ("a.csv", b"a,b\n1,2\n", "dòng tiêu đề"), ("a.pdf", b"%PDF", ".xlsx hoặc .csv"),
        ("a.csv", "Ngày,Ghi có,Nội dung\n23/11/2026,1,x\n".encode(), "Số tham chiếu"),
        ("a.csv", b"x" * (2 * 1024 * 1024 + 1), "lớn quá"), ("a.xlsx", b"PK\x03\x04zz", "hỏng"),
        ("a.csv", "Ngày,Ghi có,Nội dung,Số CT\n".encode(), "chưa có dòng nào"),
        ("a.csv", b"\xff\xfeN\x00g\x00", "dòng tiêu đề"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_statement_is_refused(name, content, said):
    with pytest.raises(FileRefused, match=said):
        read(content, name)
