"""Lists that leave the screen: the same filtered rows as XLSX or CSV, safe to open in a spreadsheet.

A page describes its list once as a `Table`; `exported(request, table)` answers `?xuat=xlsx` or `?xuat=csv`, and
`<c-exports />` shows the links beside the list. What is filtered on the screen is what is exported, because both come from
the same rows.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from defusedcsv import csv
from django.http import HttpRequest, HttpResponse

from thanthien.doors.parts.templatetags import words
from thanthien.shared.clock import local, now
from thanthien.shared.wording import said, say

PARAMETER = "xuat"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A spreadsheet of more rows than a person can read; the line after the last says that there is more.
MOST_ROWS = 100_000


class Kind(StrEnum):
    """What a column holds; it decides the cell's format and its side."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    DONG = "dong"
    SHARE = "share"
    DECIMAL = "decimal"


FORMATS = {
    Kind.NUMBER: "#,##0", Kind.DAY: "dd/mm/yyyy", Kind.MOMENT: "dd/mm/yyyy hh:mm", Kind.DONG: "#,##0", Kind.SHARE: "0.0%",
    Kind.DECIMAL: "0.0",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, how a row gives its value, what it holds, its width in letters."""

    title: str
    value: Callable[..., object]
    kind: Kind = Kind.TEXT
    width: int = 18


@dataclass(frozen=True, slots=True)
class Table:
    """A list: `name` is the file's name without date (ascii), `filters` are shown above the rows as label → value."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[object]
    filters: Mapping[str, str] = field(default_factory=dict)


def exported(request: HttpRequest, table: Table) -> HttpResponse | None:
    """The file that the request asks for, or None when it asks for the page."""
    writer = {"xlsx": _xlsx, "csv": _csv}.get(request.GET.get(PARAMETER, ""))
    return writer(table) if writer else None


def _rows(table: Table) -> Iterator[list[object]]:
    for number, row in enumerate(table.rows):
        if number >= MOST_ROWS:
            yield [say("Còn nữa. Lọc hẹp lại rồi xuất tiếp.")]
            return
        yield [column.value(row) for column in table.columns]


def _answer(table: Table, content: bytes, kind: str, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{table.name}-{local(now()):%Y-%m-%d}.{ending}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _head(table: Table) -> list[str]:
    """Title and filters as lines above the table: whoever gets the file knows what it is and of when."""
    moment = say("Lập lúc {hour} ngày {day}", hour=words.hour(now()), day=words.day_full(now()))
    return [said(table.title), *(f"{said(label)}: {said(value)}" for label, value in table.filters.items() if value), str(moment)]


def _csv(table: Table) -> HttpResponse:
    """UTF-8 with a mark, as spreadsheets of Vietnam read it; cells that begin like a formula are defused."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([said(column.title) for column in table.columns])
    for row in _rows(table):
        writer.writerow([_plain(value, column.kind) for value, column in zip(row, table.columns, strict=False)])
    return _answer(table, text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", "csv")


def _plain(value: object, kind: Kind) -> str:
    if value is None or value == "":
        return ""
    if kind is Kind.MOMENT and isinstance(value, datetime):
        return f"{local(value):%Y-%m-%d %H:%M}"
    if kind is Kind.DAY and isinstance(value, date):
        return words.as_day(value).isoformat()
    # a leading tab or line end would hide the sign that is defused
    return said(value).lstrip("\t\r\n") if isinstance(value, str) else str(value)


def _xlsx(table: Table) -> HttpResponse:
    """A sheet with a head, a filter on every column and the first lines fixed. Text stays text: no formula, no link."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(said(table.title)[:31].translate(str.maketrans("[]:*?/\\", "       ")).strip() or table.name)
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        title = book.add_format({"bold": True, "font_size": 14})
        formats = {kind: book.add_format({"num_format": text}) for kind, text in FORMATS.items()}
        formats[Kind.TEXT] = book.add_format({"num_format": "@"})
        head = _head(table)
        for line, text in enumerate(head):
            sheet.write_string(line, 0, text, title if line == 0 else None)
        top = len(head) + 1
        for place, column in enumerate(table.columns):
            sheet.write_string(top, place, said(column.title), bold)
            sheet.set_column(place, place, column.width)
        last = top
        for last, row in enumerate(_rows(table), top + 1):  # noqa: B007  the number of the last row is needed below
            for place, (value, column) in enumerate(zip(row, table.columns, strict=False)):
                _cell(sheet, last, place, value, column.kind, formats)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, max(last, top), len(table.columns) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
    return _answer(table, file.getvalue(), XLSX, "xlsx")


def _cell(sheet, row: int, place: int, value: object, kind: Kind, formats: dict) -> None:
    if value is None or value == "":
        return
    if kind is Kind.MOMENT and isinstance(value, datetime):
        sheet.write_datetime(row, place, local(value).replace(tzinfo=None), formats[kind])
    elif kind is Kind.DAY and isinstance(value, date):
        sheet.write_datetime(row, place, datetime.combine(words.as_day(value), datetime.min.time()), formats[kind])
    elif kind in (Kind.NUMBER, Kind.DONG, Kind.SHARE, Kind.DECIMAL) and isinstance(value, int | float):
        sheet.write_number(row, place, value, formats[kind])
    else:
        sheet.write_string(row, place, said(value) if isinstance(value, str) else str(value), formats[Kind.TEXT])
