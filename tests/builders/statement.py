"""A bank's statement as banks write them: lines of a title, headings in two languages, sums with dots, a line of sums below."""

import csv
import io

import xlsxwriter

TITLE = [["NGÂN HÀNG NÔNG NGHIỆP"], ["Sao kê tài khoản 1234567890123"], ["Từ ngày 01/11/2026 đến ngày 23/11/2026"], []]
HEADS = [
    "STT",
    "Ngày giao dịch / Date",
    "Số tiền ghi nợ",
    "Số tiền ghi có (VND)",
    "Diễn giải / Description",
    "Số tham chiếu",
    "TK đối ứng",
]
FOOT = ["", "Tổng cộng", "", "999.999", "", "", ""]


def row(
    reference: str, amount: str = "8.000", note: str = "", *, day: str = "23/11/2026", debit: str = "", account: str = ""
) -> list:
    return ["1", day, debit, amount, note, reference, account]


def statement_csv(*rows: list, encoding: str = "utf-8-sig", heads: list | None = None, sign: str = ",") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=sign).writerows([*TITLE, heads or HEADS, *rows, FOOT])
    return text.getvalue().encode(encoding)


def statement_xlsx(*rows: list) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for n, cells in enumerate([*TITLE, HEADS, *rows, FOOT]):
            for place, cell in enumerate(cells):
                sheet.write(n, place, cell)
    return file.getvalue()
