"""A file that somebody sends, opened with care: of a known kind, not too large, no bomb; then cut into tables of cells. PURE.

Refused files raise FileRefused with the reason; single wrong rows are not this module's business.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from thanthien.procedures.entries import FIELDS, PART_TITLES, PARTS, Column, source_of
from thanthien.procedures.exporting import CODE, TABLE, undefused
from thanthien.procedures.reading import Fault
from thanthien.shared.files_in import FileRefused, Workbook, csv_rows, kind_of, text_of
from thanthien.shared.folding import fold
from thanthien.shared.wording import say

MOST_MB, MOST_UNPACKED_MB = 5, 60
MOST_ROWS = 20_000
MOST_CELLS = 60
DEEPEST = 8
Raw = dict[str, object]


@dataclass
class Tables:
    """The cells of a file: table ("" = procedures) → rows of (row number, our column name → cell). Absent columns stay absent."""

    rows: dict[str, list[tuple[int, Raw]]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def open_file(*, name: str, content: bytes) -> Tables:
    """The tables of a file; raises FileRefused. A YAML file has records instead: their lists stand in the cells."""
    kind = kind_of(name=name, content=content, most=MOST_MB)
    if kind == "xlsx":
        return _workbook(content)
    if kind in ("yaml", "yml"):
        return _records(_text(content))
    if kind == "csv":
        return _csv(_text(content))
    raise FileRefused(say("Chỉ nạp được tệp .xlsx, .csv hoặc .yaml. Xuất danh mục để lấy tệp mẫu."))


def _text(content: bytes) -> str:
    text = text_of(content)
    if "\x00" in text:
        raise FileRefused(say("Tệp này không phải tệp chữ. Xuất danh mục để lấy tệp mẫu."))
    return text


# --- XLSX ---------------------------------------------------------------------------------------------------


def _workbook(content: bytes) -> Tables:
    book = Workbook(content, most=MOST_UNPACKED_MB)
    names = {fold(name).strip(): name for name in book.sheets}
    found = {part: names[fold(source_of(title))] for part, title in PART_TITLES.items() if fold(source_of(title)) in names}
    if "" not in found:
        raise FileRefused(say("Tệp không có trang tính “Thủ tục”. Xuất danh mục để lấy tệp mẫu rồi sửa trên đó."))
    tables = Tables()
    for part, name in found.items():
        _take(tables, part, list(book.rows(name)))
    return tables


# --- CSV ----------------------------------------------------------------------------------------------------


def _csv(text: str) -> Tables:
    """The tables one under the other, or the procedures alone (a first row of headings without "Bảng")."""
    parts: dict[str, list[tuple[int, list[object]]]] = {}
    titles = {fold(source_of(title)): part for part, title in PART_TITLES.items()}
    heading: list[object] | None = None
    tables = Tables()
    for number, row in _csv_rows(text):
        if fold(str(row[0])).strip() == fold(TABLE):
            heading = list(row[1:])
            waiting = (number, heading)
            continue
        if heading is None:
            parts[""] = list(_csv_rows(text))
            break
        part = titles.get(fold(str(row[0])).strip())
        if part is None:
            names = ", ".join(source_of(title) for title in PART_TITLES.values())
            tables.faults.append(Fault(number, TABLE, str(say("Ô đầu dòng ghi tên bảng: {names}.", names=names))))
            continue
        parts.setdefault(part, [waiting]).append((number, list(row[1:])))
    if "" not in parts and not tables.faults:
        raise FileRefused(say("Tệp không có dòng thủ tục nào. Xuất danh mục để lấy tệp mẫu rồi sửa trên đó."))
    for part, rows in parts.items():
        _take(tables, part, rows)
    return tables


def _csv_rows(text: str) -> Iterator[tuple[int, list[object]]]:
    for number, row in csv_rows(text):
        if any(cell.strip() for cell in row):
            yield number, [undefused(cell) for cell in row]


# --- both ---------------------------------------------------------------------------------------------------


def _take(tables: Tables, part: str, rows: list[tuple[int, list[object]]]) -> None:
    """The rows below the headings, by our names of the columns; an unknown or missing heading is a fault."""
    sheet = source_of(PART_TITLES[part])
    if len(rows) > MOST_ROWS:
        raise FileRefused(say("Bảng “{sheet}” dài quá {most} dòng. Chia tệp ra rồi nạp từng phần.", sheet=sheet, most=MOST_ROWS))
    if not rows:
        return
    columns = _columns(tables, part, rows[0], sheet)
    found = tables.rows.setdefault(part, [])
    for number, row in rows[1:]:
        cells = {column.name: value for column, value in zip(columns, row, strict=False) if column is not None}
        if any(value not in ("", None) for value in cells.values()):
            found.append((number, cells))


def _columns(tables: Tables, part: str, head: tuple[int, list[object]], sheet: str) -> list[Column | None]:
    known = {fold(source_of(one.title)): one for one in (FIELDS if not part else (CODE, *PARTS[part]))}
    columns: list[Column | None] = []
    for title in head[1][:MOST_CELLS]:
        column = known.get(fold(" ".join(str(title).split())))
        if column is None and str(title).strip():
            names = ", ".join(source_of(one.title) for one in known.values())
            text = say("Không có cột này. Sửa tên cột, hoặc bỏ cột. Các cột có thể dùng: {names}.", names=names)
            tables.faults.append(Fault(head[0], str(title)[:60], str(text), sheet))
        elif column is not None and column in columns:
            tables.faults.append(Fault(head[0], column.title, str(say("Cột này có hai lần. Bỏ một cột.")), sheet))
        columns.append(column)
    needed = [CODE] if not part else [CODE, *(one for one in PARTS[part] if one.needed)]
    for column in needed:
        if column not in columns:
            tables.faults.append(Fault(head[0], column.title, str(say("Thiếu cột này. Thêm cột rồi nạp lại.")), sheet))
    return columns


# --- YAML ---------------------------------------------------------------------------------------------------


def _records(text: str) -> Tables:
    Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _check_events(text, Loader)
        data = yaml.load(text, Loader=Loader)  # noqa: S506 both loaders are the safe ones
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise FileRefused(
            say("Tệp YAML sai ở dòng {row}. Xem lại dấu hai chấm và khoảng lùi.", row=mark.line + 1 if mark else 1)
        ) from error
    except FileRefused:
        raise
    except (ValueError, RecursionError) as error:
        raise FileRefused(say("Tệp YAML có ngày hoặc số không đọc được. Xem lại rồi nạp.")) from error
    records = data.get("procedures") if isinstance(data, dict) else None
    if not isinstance(records, list) or not records or not all(isinstance(one, dict) for one in records):
        raise FileRefused(say("Tệp YAML cần mục “procedures” là danh sách thủ tục. Xuất danh mục để lấy tệp mẫu."))
    if len(records) > MOST_ROWS:
        raise FileRefused(say("Tệp có quá nhiều thủ tục. Chia tệp ra rồi nạp từng phần."))
    tables = Tables({"": [(number, {str(key): value for key, value in one.items()}) for number, one in enumerate(records, 1)]})
    names = {column.name for column in FIELDS} | set(PARTS)
    for number, one in tables.rows[""]:
        for key in one.keys() - names:
            tables.faults.append(Fault(number, key[:60], str(say("Không có ô này. Sửa tên ô, hoặc bỏ đi."))))
    return tables


def _check_events(text: str, loader: type) -> None:
    """No aliases (a few lines of them unfold to gigabytes), no deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise FileRefused(say("Tệp YAML dùng dấu & và * để lặp lại; bản nạp không nhận. Ghi đủ từng mục."))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise FileRefused(say("Tệp YAML lồng quá sâu. Xuất danh mục để lấy tệp mẫu."))
