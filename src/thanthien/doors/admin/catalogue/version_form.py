"""The form of a version: fields of a record, and its lists as rows with some empty ones below."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from thanthien.doors.admin.catalogue.facts import CHANNELS, TERM_UNITS
from thanthien.procedures.entries import FIELDS, PARTS, TITLES, Column, Entry, Kind
from thanthien.procedures.reading import Fault
from thanthien.procedures.rules import StepKind, StepRole
from thanthien.shared.wording import say

MAIN = ("name", "term_value", "term_unit", "cutoff_15h", "term_note", "decision_no", "legal_bases", "change_note")
MORE = (
    "results", "channels", "deciding_agency", "eligibility", "subjects", "fee_note", "fee_rule", "online_level", "level", "field",
    "field_name", "life_event", "route_hours", "route_source", "papers_more", "unconfirmed", "notes", "source",
)  # fmt: skip
SPARE = {"papers": 3, "fees": 2, "steps": 2}
MOST_ROWS = 200
KINDS = (
    (StepKind.RECEIVE, say("tiếp nhận")), (StepKind.HANDLE, say("giải quyết")), (StepKind.APPROVE, say("ký duyệt")),
    (StepKind.ISSUE, say("đóng dấu")), (StepKind.HAND_OVER, say("trả kết quả")), (StepKind.WAIT, say("chờ theo luật")),
)  # fmt: skip
ROLES = (
    (StepRole.ONE_STOP, say("một cửa")), (StepRole.SPECIALIST, say("chuyên môn")), (StepRole.POLICE, say("công an xã")),
    (StepRole.LEADER, say("lãnh đạo")), (StepRole.SEAL_CLERK, say("văn thư")), (StepRole.OTHER_BODY, say("cơ quan khác")),
    (StepRole.NOBODY, say("không ai, chỉ chờ")),
)  # fmt: skip
CHOICES = {"term_unit": (("", say("chưa công bố")), *TERM_UNITS), "channel": CHANNELS, "kind": KINDS, "role": ROLES}
WIDE = frozenset({"name", "term_note", "change_note", "eligibility", "subjects", "fee_note", "fee_rule", "notes", "source",
                  "route_source", "note", "case"})  # fmt: skip
COLUMNS: dict[str, Column] = {column.name: column for column in FIELDS}


@dataclass
class Cell:
    """One input: `kind` is what the template draws (text, area, tick, select)."""

    name: str
    title: str
    kind: str
    value: object
    most: int
    options: tuple = ()
    error: str = ""


@dataclass
class VersionForm:
    """What is shown: the two groups of fields, the lists' rows, the day, what is wrong."""

    entry: Entry
    day: date | None
    seen: str
    based_on: date
    errors: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    clash: str = ""

    @property
    def main(self) -> list[Cell]:
        return [self._cell(COLUMNS[name]) for name in MAIN]

    @property
    def more(self) -> list[Cell]:
        return [self._cell(COLUMNS[name]) for name in MORE]

    @property
    def parts(self) -> list[dict]:
        return [{"name": part, "title": TITLES[part], "rows": self._rows(part), "heads": PARTS[part]} for part in PARTS]

    def _rows(self, part: str) -> list[list[Cell]]:
        lines = [*self.entry[part], *({} for _ in range(SPARE[part]))]
        return [
            [_cell(column, f"{part}-{place}-{column.name}", line.get(column.name)) for column in PARTS[part]]
            for place, line in enumerate(lines)
        ]

    def _cell(self, column: Column) -> Cell:
        made = _cell(column, column.name, self.entry.get(column.name))
        made.error = self.errors.get(column.name, "")
        return made

    def blame(self, faults: tuple[Fault, ...]) -> None:
        """Put each fault beside its field; what is wrong in a list is said above."""
        names = {str(column.title): column.name for column in FIELDS}
        for fault in faults:
            name = names.get(str(fault.column))
            if name in (*MAIN, *MORE):
                self.errors[name] = fault.text
            else:
                self.others.append(f"{fault.column}: {fault.text}" if fault.column else fault.text)


def _cell(column: Column, name: str, value: object) -> Cell:
    options = CHOICES.get(column.name, ())
    kind = "text"
    if options:
        kind = "select"
    elif column.kind is Kind.FLAG:
        kind = "tick"
    elif column.kind is Kind.LIST or column.name in WIDE:
        kind = "area"
    shown = "\n".join(value) if isinstance(value, list) else "" if value is None else value
    return Cell(name, column.title, kind, shown, column.most if column.kind is Kind.TEXT else 4000, options)


def read(post: QueryDict) -> Entry:
    """What was typed, as raw cells; rows whose name (or channel and amount) is empty are left out."""
    raw: Entry = {name: post.get(name, "") for name in (*MAIN, *MORE) if COLUMNS[name].kind is not Kind.FLAG}
    raw["cutoff_15h"] = bool(post.get("cutoff_15h"))
    for part, columns in PARTS.items():
        rows = (_row(post, part, place, columns) for place in range(MOST_ROWS))
        raw[part] = [row for row in rows if row is not None and _filled(part, row)]
    return raw


def _row(post: QueryDict, part: str, place: int, columns: tuple[Column, ...]) -> dict | None:
    first = f"{part}-{place}-{columns[0].name}"
    if first not in post:
        return None
    cells = {column.name: post.get(f"{part}-{place}-{column.name}", "") for column in columns}
    return cells | ({"mandatory": bool(cells["mandatory"])} if "mandatory" in cells else {})


def _filled(part: str, row: Mapping[str, object]) -> bool:
    if part == "fees":
        return bool(str(row["amount"]).strip() or str(row["note"]).strip())
    return bool(str(row["name"]).strip())
