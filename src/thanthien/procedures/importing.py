"""Bringing a changed catalogue back: what it would change, and doing it in one transaction. (Writes; `actions` offers them.)"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Prefetch

from thanthien.journal.actions import act
from thanthien.procedures import entries
from thanthien.procedures.access import check_may_decide
from thanthien.procedures.editing import Change, write_changes
from thanthien.procedures.entries import FIELDS, PARTS, Difference, Entry, Kind, entry_of, source_of
from thanthien.procedures.exporting import CODE
from thanthien.procedures.incoming import Tables, open_file
from thanthien.procedures.models import CatalogueLoad, Procedure
from thanthien.procedures.reading import Fault, Wrong, check_entry, read_cell, read_line
from thanthien.procedures.rules import ProcedureError, TermUnit
from thanthien.procedures.versions import in_force
from thanthien.procedures.writing import used
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Sentence, say

MOST_FAULTS = 200


class Status(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ABSENT = "absent"

    @property
    def label(self) -> Sentence:
        return {
            Status.NEW: say("Thủ tục mới"),
            Status.CHANGED: say("Có thay đổi"),
            Status.SAME: say("Không đổi"),
            Status.ABSENT: say("Không có trong tệp, giữ nguyên"),
        }[self]


@dataclass(frozen=True, slots=True)
class Line:
    """One procedure of the preview."""

    code: str
    title: str
    status: Status
    row: int = 0
    changes: tuple[Difference, ...] = ()


@dataclass
class Preview:
    """What a file would do from `day` on. With a fault nothing is taken; `version` = the catalogue that it was compared with."""

    day: date
    version: int
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    writes: list[Change] = field(default_factory=list)

    def count(self, status: Status) -> int:
        return sum(line.status is status for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        return {status.value: self.count(status) for status in Status}

    @property
    def can_apply(self) -> bool:
        return not self.faults and bool(self.writes)


def exported_entries(*, on: date, codes: list[str] | None = None) -> list[Entry]:
    """The versions in force on a day as records, in the order of the catalogue; three queries."""
    found = in_force(on=on).prefetch_related(Prefetch("papers"), Prefetch("steps"))
    return [entry_of(one) for one in (found if codes is None else found.filter(code__in=codes))]


def preview(*, name: str, content: bytes, day: date) -> Preview:
    """Read a file and compare it with what applies on `day`; changes nothing. Raises FileRefused for a file that is none."""
    tables = open_file(name=name, content=content)
    last = CatalogueLoad.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    made = Preview(day, last, faults=list(tables.faults))
    present = {one.code: one for one in in_force(on=day).prefetch_related("papers", "steps")}
    raws = _gathered(tables, made.faults)
    seen: set[str] = set()
    for row, raw in raws:
        base = present.get(str(raw["code"]))
        seen.add(str(raw["code"]))
        _compare(made, row, raw, base)
    made.lines += [Line(code, one.title, Status.ABSENT) for code, one in present.items() if code not in seen]
    del made.faults[MOST_FAULTS:]
    if made.faults:
        made.writes.clear()
    return made


def _gathered(tables: Tables, faults: list[Fault]) -> Iterator[tuple[int, Entry]]:
    """(row, partial record) of each procedure: only what the file says, with its lists from the other tables."""
    lists = {part: _lists(tables, part, faults) for part in PARTS if part in tables.rows}
    known: set[str] = set()
    for row, cells in tables.rows.get("", []):
        columns = [column for column in FIELDS if column.name in cells]
        raw = read_line(columns, cells, row, faults)
        code = raw.get("code")
        if not code:
            if "code" not in cells:
                faults.append(Fault(row, CODE.title, str(say("Dòng này thiếu mã thủ tục."))))
            continue
        if code in known:
            faults.append(Fault(row, CODE.title, str(say("Mã {code} có hai dòng. Bỏ một dòng.", code=code))))
            continue
        known.add(code)
        for part in PARTS:
            if part in lists:
                raw[part] = lists[part].pop(code, [])
            elif part in cells:
                raw[part] = _inner(part, cells[part], row, faults)
        yield row, raw
    for part, left in lists.items():
        for code, lines in left.items():
            title = source_of(entries.PART_TITLES[part])
            text = say("Mã {code} không có ở bảng Thủ tục. Thêm thủ tục ấy, hoặc bỏ {n} dòng này.", code=code, n=len(lines))
            faults.append(Fault(0, CODE.title, str(text), title))


def _lists(tables: Tables, part: str, faults: list[Fault]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    sheet = source_of(entries.PART_TITLES[part])
    for row, cells in tables.rows[part]:
        try:
            code = read_cell(CODE, cells.get("code"))
        except Wrong as wrong:
            faults.append(Fault(row, CODE.title, str(wrong), sheet))
            continue
        found.setdefault(code, []).append(read_line(PARTS[part], cells, row, faults, sheet))
    return found


def _inner(part: str, lines: object, row: int, faults: list[Fault]) -> list[Entry]:
    """The lists of a YAML record."""
    title = entries.PART_TITLES[part]
    if not isinstance(lines, list) or not all(isinstance(line, dict) for line in lines):
        faults.append(Fault(row, title, str(say("Mục này là một danh sách. Xem tệp mẫu rồi sửa lại."))))
        return []
    return [read_line(PARTS[part], line, row, faults) for line in lines]


def _compare(made: Preview, row: int, raw: Entry, base: Procedure | None) -> None:
    """One procedure of the file against what applies on the day; what the file does not say stays as it is."""
    before = entry_of(base) if base else _blank()
    entry = before | {name: value for name, value in raw.items() if name != "valid_from"}
    if base is None:
        _check_new(made, row, entry)
        entry["valid_from"] = raw.get("valid_from") or made.day.isoformat()
    else:
        entry["valid_from"] = made.day.isoformat()
    if "cutoff_15h" not in raw and entry["term_unit"] != TermUnit.SAME_DAY:
        entry["cutoff_15h"] = False  # the mark belongs to a same-day term, and goes with it
    check_entry(entry, row, made.faults)
    title = str(entry["name"] or entry["code"])
    if base is None:
        made.lines.append(Line(entry["code"], title, Status.NEW, row))
        made.writes.append(Change(entry, None))
        return
    changes = entries.differences(before, entry)
    made.lines.append(Line(base.code, base.title, Status.CHANGED if changes else Status.SAME, row, tuple(changes)))
    if not changes:
        return
    if base.valid_from == made.day and used(base):
        text = say("Bản áp dụng từ ngày này đã có hồ sơ. Chọn ngày áp dụng khác.")
        made.faults.append(Fault(row, CODE.title, str(text)))
    made.writes.append(Change(entry, base))


def _check_new(made: Preview, row: int, entry: Entry) -> None:
    for column in FIELDS:
        if column.needed and not entry[column.name]:
            made.faults.append(Fault(row, column.title, str(say("Thủ tục mới cần ô này. Ghi vào rồi nạp lại."))))
    if Procedure.objects.filter(code=entry["code"]).exists():
        text = say("Mã này có trong danh mục nhưng không áp dụng vào ngày đã chọn. Chọn ngày khác.")
        made.faults.append(Fault(row, CODE.title, str(text)))


def _blank() -> Entry:
    empty = {Kind.TEXT: "", Kind.LIST: [], Kind.FLAG: False, Kind.DATE: ""}
    record: Entry = {column.name: empty.get(column.kind) for column in FIELDS} | {part: [] for part in PARTS}
    return record | {"papers_more": 0, "confidence": "memory", "channels": ["counter"]}


def apply_import(*, name: str, content: bytes, day: date, by: Actor, at: datetime, version: int | None = None) -> CatalogueLoad:
    """Write what the preview showed, all of it or nothing; entry `catalogue.imported`. `version` = that of the preview: raises
    ProcedureError when the catalogue changed since, the file has a fault, or nothing differs."""
    check_may_decide(by, by.unit)
    if day < day_of(at):
        raise ProcedureError(say("Chọn ngày áp dụng từ hôm nay trở đi."))
    with act(unit=by.unit, by=by, at=at) as deed:
        made = preview(name=name, content=content, day=day)
        if made.faults:
            raise ProcedureError(say("Tệp còn {n} chỗ sai, chưa nhận gì. Sửa theo bảng dưới rồi nạp lại.", n=len(made.faults)))
        if version is not None and version != made.version:
            raise ProcedureError(say("Danh mục vừa được sửa sau khi so sánh. Xem lại bản so sánh mới rồi áp dụng."))
        if not made.writes:
            raise ProcedureError(say("Tệp giống hệt danh mục, không có gì để đổi."))
        kind = CatalogueLoad.Kind.IMPORT
        load = write_changes(made.writes, kind=kind, source=name, by=by, at=at, counts=made.counts)
        data = {"change": load.pk, "from": day.isoformat(), "digest": load.digest, **made.counts}
        deed.enter("catalogue.imported", subject=f"catalogue:{load.pk}", data=data)
    return load
