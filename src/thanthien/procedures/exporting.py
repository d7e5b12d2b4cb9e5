"""The catalogue as a file that can be changed and brought back: XLSX, CSV or YAML. Text stays text: no cell is a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import yaml

from thanthien.procedures.entries import FIELDS, PART_TITLES, PARTS, Column, Entry, Kind, source_of

FORMAT = "thanthien-danh-muc-1"
TABLE = "Bảng"
CODE = FIELDS[0]
# A text that a spreadsheet would take for a formula gets an apostrophe in front; so does one that begins with apostrophes before
# such a sign, and reading takes exactly one away. That way every text comes back as it was.
FORMULA = re.compile(r"'*[=+\-@|%\t]")
WIDTHS = {"name": 60, "case": 40, "note": 40, "eligibility": 50, "legal_bases": 30, "source": 40, "title": 40}


def headings(part: str) -> list[str]:
    """Headings of one table; the lists carry the procedure's code in front."""
    columns = FIELDS if not part else (CODE, *PARTS[part])
    return [source_of(column.title) for column in columns]


def _lines(entries: Iterable[Entry], part: str) -> Iterator[list[tuple[Column, object]]]:
    for entry in entries:
        if not part:
            yield [(column, entry[column.name]) for column in FIELDS]
        for line in entry[part] if part else ():
            yield [(CODE, entry["code"]), *((column, line[column.name]) for column in PARTS[part])]


def text_of(column: Column, value: object) -> str:
    """A value as text in a cell."""
    if value is None:
        return ""
    if column.kind is Kind.FLAG:
        return "có" if value else "không"
    if column.kind is Kind.LIST and isinstance(value, list):
        return "\n".join(value)
    return str.__str__(value) if isinstance(value, str) else str(value)


def xlsx(entries: Iterable[Entry]) -> bytes:
    """A workbook of four sheets: procedures, fees, papers, steps."""
    import xlsxwriter

    rows, file = list(entries), io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        body = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for part in ("", *PARTS):
            sheet = book.add_worksheet(source_of(PART_TITLES[part]))
            for place, title in enumerate(headings(part)):
                sheet.write_string(0, place, title, head)
            for place, column in enumerate(FIELDS if not part else (CODE, *PARTS[part])):
                sheet.set_column(place, place, WIDTHS.get(column.name, 16))
            for number, line in enumerate(_lines(rows, part), 1):
                for place, (column, value) in enumerate(line):
                    _cell(sheet, number, place, column, value, body)
            sheet.freeze_panes(1, 1)
    return file.getvalue()


def _cell(sheet, row: int, place: int, column: Column, value: object, body) -> None:
    if value is None or value == "" or value == []:
        return
    if column.kind in (Kind.WHOLE, Kind.DECIMAL):
        sheet.write_number(row, place, float(Decimal(str(value))))
    else:
        sheet.write_string(row, place, text_of(column, value), body)


def csv_file(entries: Iterable[Entry]) -> bytes:
    """One table under the other: the first cell names the table, a row "Bảng" gives its headings. UTF-8 with a mark."""
    rows, out = list(entries), io.StringIO()
    writer = csv.writer(out)
    for part in ("", *PARTS):
        writer.writerow([TABLE, *headings(part)])
        name = source_of(PART_TITLES[part])
        for line in _lines(rows, part):
            writer.writerow([name, *(defused(text_of(column, value)) for column, value in line)])
    return out.getvalue().encode("utf-8-sig")


def defused(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) else text


def undefused(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def yaml_file(entries: Iterable[Entry]) -> bytes:
    """The records in our own names, for other programs and for keeping."""
    data = {"format": FORMAT, "procedures": [_plain(entry) for entry in entries]}
    return yaml.dump(data, allow_unicode=True, sort_keys=False, width=120, Dumper=_Dumper).encode()


def _plain(value: object) -> object:
    """Plain data: no enumerations, no sentences."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return str.__str__(value) if isinstance(value, str) else value


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Without anchors: the reader refuses them."""

    def ignore_aliases(self, data: object) -> bool:
        return True


WRITERS = {"xlsx": xlsx, "csv": csv_file, "yaml": yaml_file}
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "yaml": "application/yaml; charset=utf-8",
}
