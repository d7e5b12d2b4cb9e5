"""A list that somebody sends as XLSX or CSV, read with care: a known kind, not too large, no bomb; rows by the names of columns.

The heading row may stand below lines of a title. Text stays text. A file that cannot be read is refused whole; what single cells
mean is the business of who asked. No Django here.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from python_calamine import CalamineError, CalamineWorkbook

from thanthien.shared.folding import fold
from thanthien.shared.wording import Refusal, said, say

MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_ROWS = 5_000
MOST_HEAD = 12  # lines of a title above the headings
FORMULA = ("'=", "'+", "'-", "'@")


class FileRefused(Refusal):
    """The file is not taken at all; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its number as the spreadsheet shows it, and column name → text."""

    number: int
    cells: Mapping[str, str]


def read_rows(*, name: str, content: bytes, columns: Mapping[str, str], needed: Sequence[str]) -> list[Row]:
    """The rows below the headings. `columns`: title → our name (titles are compared without marks and case); `needed`: our names.

    A list that left a page in another language has the headings of that language; they are known too.

    Raises FileRefused: empty, too large, of another kind, damaged, no headings, a needed column missing, too many rows.
    """
    if not content:
        raise FileRefused(say("Tệp rỗng. Chọn lại tệp."))
    if len(content) > MOST_BYTES:
        raise FileRefused(say("Tệp lớn quá 2 MB. Bỏ hình ảnh và trang tính thừa rồi nạp lại."))
    if content[:4] == b"PK\x03\x04":
        lines = list(_workbook(content))
    elif content[:4] == b"\xd0\xcf\x11\xe0":
        raise FileRefused(say("Tệp Excel kiểu cũ hoặc có mật khẩu. Mở ra, bỏ mật khẩu, lưu lại dạng .xlsx rồi nạp."))
    elif name.lower().endswith(".csv"):
        lines = list(_csv(content))
    else:
        raise FileRefused(say("Chỉ nạp được tệp .xlsx hoặc .csv. Lấy tệp mẫu ở trang này."))
    known = {fold(name): ours for title, ours in columns.items() for name in (title, said(title))}
    return _rows(lines, known, columns, needed)


def _rows(
    lines: list[tuple[int, list[str]]], known: Mapping[str, str], columns: Mapping[str, str], needed: Sequence[str]
) -> list[Row]:
    titles = {ours: said(title) for title, ours in columns.items()}
    heads_of = [[known.get(fold(cell)) for cell in cells] for _, cells in lines[:MOST_HEAD]]
    place = next((n for n, heads in enumerate(heads_of) if sum(head is not None for head in heads) >= min(2, len(known))), None)
    if place is None:
        raise FileRefused(say("Không thấy dòng tiêu đề. Dòng ấy có các cột: {names}.", names=", ".join(titles.values())))
    heads = heads_of[place]
    missing = [titles[one] for one in needed if one not in heads]
    if missing:
        raise FileRefused(say("Thiếu cột {names}. Thêm cột ấy rồi nạp lại.", names=", ".join(missing)))
    rows = []
    for number, cells in lines[place + 1 :]:
        named = {head: " ".join(cell.split()) for head, cell in zip(heads, cells, strict=False) if head}
        if any(named.values()):
            rows.append(Row(number, {ours: named.get(ours, "") for ours in known.values()}))
    if len(rows) > MOST_ROWS:
        raise FileRefused(say("Tệp dài quá {most} dòng. Chia ra rồi nạp từng phần.", most=MOST_ROWS))
    if not rows:
        raise FileRefused(say("Dưới dòng tiêu đề chưa có dòng nào. Ghi ít nhất một dòng rồi nạp lại."))
    return rows


def _csv(content: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileRefused(say("Tệp không ghi bằng UTF-8 nên mất dấu. Trong Excel chọn lưu dạng “CSV UTF-8”.")) from None
    first = text.split("\n", 1)[0]
    sign = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    start = 1
    try:
        for row in reader:
            yield start, [cell[1:] if cell.startswith(FORMULA) else cell for cell in row]
            start = reader.line_num + 1
    except csv.Error:
        raise FileRefused(say("Tệp CSV hỏng từ dòng {row}: dấu nháy chưa đóng. Lưu lại từ Excel rồi nạp.", row=start)) from None


def _workbook(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The first sheet. Sizes in the head of an archive may lie, so it is unpacked to nowhere first, counting."""
    refused = FileRefused(say("Tệp Excel hỏng hoặc nén bất thường. Mở ra, lưu lại dạng .xlsx rồi nạp."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            left = MOST_UNPACKED
            for one in archive.infolist():
                with archive.open(one) as stream:
                    while block := stream.read(1024 * 1024):
                        left -= len(block)
                        if left < 0:
                            raise refused
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except FileRefused:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        CalamineError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
        IndexError,
    ) as error:
        raise refused from error
    for number, row in enumerate(rows, 1):
        yield number, [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """A cell as a person reads it: 7.0 is 7, a day is 25/11/2026."""
    if isinstance(cell, datetime | date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
