"""A list that somebody sends as XLSX or CSV, read with care: a known kind, not too large, no bomb; rows by the names of columns.

The heading row may stand below lines of a title. Text stays text. A file that cannot be read is refused whole; what single cells
mean is the business of who asked. No Django here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from thanthien.shared.files_in import FileRefused, Workbook, csv_rows, kind_of, text_of, unreadable
from thanthien.shared.folding import fold
from thanthien.shared.wording import said, say

MOST_MB, MOST_UNPACKED_MB = 2, 40
MOST_ROWS = 5_000
MOST_HEAD = 25  # lines of a title above the headings
FORMULA = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its number as the spreadsheet shows it, and column name → text."""

    number: int
    cells: Mapping[str, str]


def read_rows(
    *, name: str, content: bytes, columns: Mapping[str, str], needed: Sequence[str], foreign: bool = False
) -> list[Row]:  # fmt: skip
    """The rows below the headings. `columns`: title → our name (titles are compared without marks and case; of several titles of
    one name the last is the one that a sentence says); `needed`: our names.

    A list that left a page in another language has the headings of that language; they are known too. `foreign`: a list of other
    programmes, whose headings may say a thing twice ("Ghi có / Credit (VND)") and whose letters may be those of old Windows.

    Raises FileRefused: empty, too large, of another kind, damaged, no headings, a needed column missing, too many rows.
    """
    kind = kind_of(name=name, content=content, most=MOST_MB)
    if kind == "xlsx":
        book = Workbook(content, most=MOST_UNPACKED_MB)
        if not book.sheets:
            raise unreadable()
        lines = [(number, [_text(cell) for cell in row]) for number, row in book.rows(book.sheets[0])]
    elif kind == "csv":
        lines = [
            (number, [cell[1:] if cell.startswith(FORMULA) else cell for cell in row])
            for number, row in csv_rows(text_of(content, old=foreign))
        ]
    else:
        raise FileRefused(say("Chỉ nạp được tệp .xlsx hoặc .csv. Lấy tệp mẫu ở trang này."))
    known = {fold(name): ours for title, ours in columns.items() for name in (title, said(title))}
    return _rows(lines, known, columns, needed, foreign)


def _rows(
    lines: list[tuple[int, list[str]]], known: Mapping[str, str], columns: Mapping[str, str], needed: Sequence[str],
    foreign: bool,
) -> list[Row]:  # fmt: skip
    titles = {ours: said(title) for title, ours in columns.items()}
    heads_of = [[_head(cell, known, foreign) for cell in cells] for _, cells in lines[:MOST_HEAD]]
    place = next((n for n, heads in enumerate(heads_of) if sum(head is not None for head in heads) >= min(2, len(known))), None)
    if place is None:
        raise FileRefused(say("Không thấy dòng tiêu đề. Dòng ấy có các cột: {names}.", names=", ".join(titles.values())))
    heads = heads_of[place]
    missing = [titles[one] for one in needed if one not in heads]
    if missing:
        raise FileRefused(say("Thiếu cột {names}. Thêm cột ấy rồi nạp lại.", names=", ".join(missing)))
    rows = []
    for number, cells in lines[place + 1 :]:
        named: dict[str, str] = {}
        for head, cell in zip(heads, cells, strict=False):
            if head and not named.get(head):  # of two columns of one name the first that says something
                named[head] = " ".join(cell.split())
        if any(named.values()):
            rows.append(Row(number, {ours: named.get(ours, "") for ours in known.values()}))
    if len(rows) > MOST_ROWS:
        raise FileRefused(say("Tệp dài quá {most} dòng. Chia ra rồi nạp từng phần.", most=MOST_ROWS))
    if not rows:
        raise FileRefused(say("Dưới dòng tiêu đề chưa có dòng nào. Ghi ít nhất một dòng rồi nạp lại."))
    return rows


def _head(cell: str, known: Mapping[str, str], foreign: bool) -> str | None:
    """Our name of a heading. `foreign`: also of one part of it, when its parts do not name different columns."""
    if (whole := known.get(fold(cell))) or not foreign:
        return whole
    parts = {known[one] for part in re.split(r"[/()\[\]|\n,;-]", cell) if (one := fold(part).strip(" .:")) in known}
    return parts.pop() if len(parts) == 1 else None


def _text(cell: object) -> str:
    """A cell as a person reads it: 7.0 is 7, a day is 25/11/2026."""
    if isinstance(cell, datetime | date):
        return f"{cell.day:02d}/{cell.month:02d}/{cell.year}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
