"""What somebody typed or sent in a file, turned into a record of the catalogue; every fault with its place and its mend. PURE."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from thanthien.procedures import rules
from thanthien.procedures.entries import FIELDS, PARTS, Column, Entry, Kind, decimal_text, one_line, source_of, tidy
from thanthien.shared.folding import fold
from thanthien.shared.wording import say

YES = frozenset({"co", "x", "1", "true", "dung", "yes"})
NO = frozenset({"", "khong", "0", "false", "sai", "no"})
# 8.000 as people write it.
THOUSANDS = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
CODE_LETTERS = frozenset("0123456789.")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: row of the file (0 = not of a row), heading of the column, how to mend it, and in which sheet."""

    row: int
    column: str
    text: str
    sheet: str = ""

    @property
    def heading(self) -> str:
        """The column as it stands in the file, whatever language the page is read in."""
        return source_of(self.column)


class Wrong(ValueError):
    """A cell cannot be read; the sentence says what to write."""


def read_cell(column: Column, raw: object) -> Any:
    """The value of one cell; raises Wrong."""
    if column.kind is Kind.LIST:
        return _list(column, raw)
    if column.kind is Kind.FLAG:
        return _flag(raw)
    if column.kind is Kind.DATE:
        return _day(raw)
    if column.kind is Kind.WHOLE:
        return _whole(column, raw)
    if column.kind is Kind.DECIMAL:
        return _decimal(column, raw)
    return _text(column, raw)


def _text(column: Column, raw: object) -> str:
    if column.name == "code" and isinstance(raw, int | float) and not isinstance(raw, bool):
        raise Wrong(say("Mã đang là số nên mất chữ số 0 ở cuối. Đổi ô sang kiểu chữ rồi gõ lại mã."))
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = tidy("" if raw is None else raw)
    if column.needed and not text:
        raise Wrong(say("Ô này cần có chữ. Ghi vào rồi nạp lại."))
    text = {fold(word): choice for word, choice in column.words.items()}.get(fold(text), text)
    if column.choices and text and text not in column.choices:
        raise Wrong(say("Ghi một trong: {words}.", words=", ".join(column.words or column.choices)))
    if column.most and len(text) > column.most:
        raise Wrong(say("Dài quá {most} chữ. Ghi gọn lại.", most=column.most))
    if column.name == "code" and (not set(text) <= CODE_LETTERS or "." not in text):
        raise Wrong(say("Mã thủ tục chỉ có chữ số và dấu chấm, như 1.004873."))
    return text


def _list(column: Column, raw: object) -> list[str]:
    lines = raw if isinstance(raw, list | tuple) else str("" if raw is None else raw).splitlines()
    items = [text for text in (one_line(line) for line in lines) if text]
    for item in items:
        if column.choices and item not in column.choices:
            raise Wrong(say("Ghi mỗi dòng một trong: {words}.", words=", ".join(column.choices)))
        if column.most and len(item) > column.most:
            raise Wrong(say("Có dòng dài quá {most} chữ. Ghi gọn lại.", most=column.most))
    return items


def _flag(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    word = fold(tidy("" if raw is None else raw))
    if word not in YES | NO:
        raise Wrong(say("Ghi “có” hoặc “không”."))
    return word in YES


def _day(raw: object) -> str:
    if raw is None or raw == "":
        return ""
    if isinstance(raw, datetime | date):
        return (raw.date() if isinstance(raw, datetime) else raw).isoformat()
    text = tidy(raw)
    try:
        if "/" in text:
            day, month, year = (int(part) for part in text.split("/"))
            return date(year, month, day).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Wrong(say("Ghi ngày như 01/01/2027.")) from None


def _whole(column: Column, raw: object) -> int | None:
    if raw is None or raw == "":
        return 0 if column.name in ("original", "copy", "papers_more") else None
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = tidy(raw)
    if THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    if isinstance(raw, bool) or not (text.isascii() and text.isdigit() and len(text) < 12 and int(text) <= column.most):
        raise Wrong(say("Ghi một số nguyên từ 0 đến {most}, hoặc để trống.", most=f"{column.most:,}".replace(",", ".")))
    return int(text)


def _decimal(column: Column, raw: object) -> str | None:
    if raw is None or raw == "":
        return None
    try:
        value = Decimal(tidy(raw).replace(",", ".")).quantize(rules.CENT)
    except InvalidOperation:
        raise Wrong(say("Ghi số giờ như 4 hoặc 0,5.")) from None
    if not Decimal(0) < value <= column.most:
        raise Wrong(say("Số giờ lớn hơn 0. Chưa biết thì để trống."))
    return decimal_text(value)


def read_line(columns: Iterable[Column], cells: Mapping[str, Any], row: int, faults: list[Fault], sheet: str = "") -> Entry:
    """One line of a table; every wrong cell adds a fault and leaves the rest read."""
    line: Entry = {}
    for column in columns:
        try:
            line[column.name] = read_cell(column, cells.get(column.name))
        except Wrong as wrong:
            faults.append(Fault(row, column.title, str(wrong), sheet))
            line[column.name] = None
    return line


def read_entry(raw: Mapping[str, Any], row: int, faults: list[Fault]) -> Entry:
    """A whole record out of plain data (a YAML file, a form): its fields, then its lists."""
    entry = read_line(FIELDS, raw, row, faults)
    for part, columns in PARTS.items():
        lines = raw.get(part) or []
        entry[part] = [read_line(columns, line, row, faults) for line in lines if isinstance(line, Mapping)]
        if not isinstance(lines, list) or len(entry[part]) != len(lines):
            faults.append(Fault(row, part, str(say("Mục này là một danh sách. Xem tệp mẫu rồi sửa lại."))))
    check_entry(entry, row, faults)
    return entry


def check_entry(entry: Entry, row: int, faults: list[Fault]) -> None:
    """What no single cell can tell: a term with its unit, the 15-hour rule, at least one channel."""
    titles = {column.name: column.title for column in FIELDS}
    unit, value = entry.get("term_unit"), entry.get("term_value")
    if value and not unit:
        faults.append(
            Fault(row, titles["term_unit"], str(say("Có số mà chưa có đơn vị. Ghi ngày làm việc, ngày, giờ hoặc tháng.")))
        )
    if unit and unit != rules.TermUnit.SAME_DAY and value == 0:
        faults.append(Fault(row, titles["term_value"], str(say("Thời hạn 0 thì đơn vị là trong ngày."))))
    if entry.get("cutoff_15h") and unit != rules.TermUnit.SAME_DAY:
        faults.append(Fault(row, titles["cutoff_15h"], str(say("Chỉ việc trả trong ngày mới có mốc 15 giờ. Ghi “không”."))))
    if len(entry.get("papers") or []) > 200 or len(entry.get("steps") or []) > 60 or len(entry.get("fees") or []) > 60:
        faults.append(Fault(row, "", str(say("Thủ tục này dài quá: tối đa 200 giấy tờ, 60 bước, 60 dòng phí."))))
