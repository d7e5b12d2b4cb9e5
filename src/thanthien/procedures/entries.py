"""A version of a procedure as one plain record: what is exported, imported, compared and edited. PURE but for `entry_of`.

`FIELDS`, `PAPER`, `FEE` and `STEP` are the columns with the headings that an administrator reads in the file. Values are plain:
text, whole number or None, True or False, list of texts, decimal as text; texts are composed, without spaces at the ends.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from thanthien.procedures import rules
from thanthien.procedures.models import Procedure
from thanthien.shared.wording import Sentence, say

Entry = dict[str, Any]
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Kind(StrEnum):
    TEXT = "text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    FLAG = "flag"
    LIST = "list"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: our name, its heading, what it holds; `most` = the longest text or the largest number."""

    name: str
    title: Sentence
    kind: Kind = Kind.TEXT
    most: int = 0
    needed: bool = False
    choices: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)  # what people write in a table → a choice


# The units of a term as a Vietnamese table writes them.
TERM_WORDS = {
    "trong ngày": "same_day", "ngày làm việc": "working_day", "ngày": "day", "giờ": "hour", "giờ làm việc": "hour",
    "tháng": "month",
}  # fmt: skip
FIELDS = (
    Column("code", say("Mã thủ tục"), most=12, needed=True),
    Column("valid_from", say("Áp dụng từ"), Kind.DATE),
    Column("name", say("Tên thủ tục"), most=500, needed=True),
    Column("field", say("Mã lĩnh vực"), most=40, needed=True),
    Column("field_name", say("Lĩnh vực"), most=120, needed=True),
    Column("level", say("Cấp thực hiện"), most=60),
    Column("deciding_agency", say("Cơ quan quyết định"), most=300),
    Column("term_value", say("Thời hạn"), Kind.WHOLE, most=3650),
    Column("term_unit", say("Đơn vị thời hạn"), choices=tuple(rules.TermUnit), words=TERM_WORDS),
    Column("cutoff_15h", say("Nhận sau 15 giờ trả hôm sau"), Kind.FLAG),
    Column("term_note", say("Ghi chú thời hạn"), most=4000),
    Column("fee_note", say("Ghi chú phí"), most=4000),
    Column("fee_rule", say("Ai quyết định mức phí"), most=4000),
    Column("results", say("Kết quả"), Kind.LIST, most=500),
    Column("legal_bases", say("Căn cứ pháp lý"), Kind.LIST, most=200),
    Column("channels", say("Cách nộp"), Kind.LIST, choices=("counter", "online", "post")),
    Column("eligibility", say("Ai được làm"), most=8000),
    Column("subjects", say("Đối tượng"), most=4000),
    Column("online_level", say("Mức trực tuyến"), most=80),
    Column("decision_no", say("Quyết định công bố"), most=40),
    Column("change_note", say("Điều đã đổi"), most=4000),
    Column("notes", say("Ghi chú"), most=8000),
    Column("route_hours", say("Tổng giờ quy trình"), Kind.DECIMAL, most=99999),
    Column("route_source", say("Nguồn quy trình"), most=2000),
    Column("papers_more", say("Giấy tờ còn thiếu so với cổng"), Kind.WHOLE, most=200),
    Column("life_event", say("Sự kiện đời người"), most=80),
    Column("confidence", say("Độ tin của nguồn"), most=30),
    Column("unconfirmed", say("Ô chưa xác nhận"), Kind.LIST, most=60),
    Column("source", say("Nguồn"), most=4000),
)
FEE = (
    Column("channel", say("Cách nộp"), needed=True, choices=("counter", "online", "post", "any")),
    Column("amount", say("Số tiền (đồng)"), Kind.WHOLE, most=2_000_000_000),
    Column("note", say("Ghi chú"), most=4000),
)
PAPER = (
    Column("name", say("Tên giấy tờ"), most=1000, needed=True),
    Column("original", say("Bản chính"), Kind.WHOLE, most=9999),
    Column("copy", say("Bản sao"), Kind.WHOLE, most=9999),
    Column("mandatory", say("Bắt buộc"), Kind.FLAG),
    Column("case", say("Trường hợp"), most=4000),
    Column("form_name", say("Mẫu số"), most=60),
    Column("form_source", say("Văn bản có mẫu"), most=60),
)
STEP = (
    Column("name", say("Tên bước"), most=160, needed=True),
    Column("kind", say("Loại bước"), needed=True, choices=tuple(rules.StepKind)),
    Column("role", say("Vai"), needed=True, choices=tuple(rules.StepRole)),
    Column("role_text", say("Người làm"), most=120),
    Column("hours", say("Số giờ"), Kind.DECIMAL, most=99999),
    Column("hours_if_verify", say("Số giờ nếu phải xác minh"), Kind.DECIMAL, most=99999),
)
PARTS: dict[str, tuple[Column, ...]] = {"fees": FEE, "papers": PAPER, "steps": STEP}
PART_TITLES = {"": say("Thủ tục"), "fees": say("Phí"), "papers": say("Giấy tờ"), "steps": say("Quy trình")}
TITLES = {column.name: column.title for column in FIELDS} | {part: PART_TITLES[part] for part in PARTS}


def source_of(title: str) -> str:
    """The Vietnamese words: a file's headings do not change with the language of the screen."""
    return title.source if isinstance(title, Sentence) else title


def tidy(text: object) -> str:
    """A text as the catalogue keeps it: composed, one kind of line end, no controls, no spaces at the ends of it or its lines."""
    plain = CONTROLS.sub("", unicodedata.normalize("NFC", str(text)).replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(" ".join(line.split()) for line in plain.split("\n")).strip("\n")


def one_line(text: object) -> str:
    return " ".join(tidy(text).split())


def decimal_text(value: Decimal | None) -> str | None:
    """ "4", "0.5": a decimal as text without needless zeros."""
    return None if value is None else f"{value.normalize():f}"


def entry_of(one: Procedure) -> Entry:
    """A version as it stands, with completed names; usual steps are ours and not the source's, so they are left out."""
    entry: Entry = {}
    for column in FIELDS:
        value = getattr(one, column.name)
        if column.kind is Kind.LIST:
            value = [line for line in map(one_line, value) if line]
        elif column.kind is Kind.DECIMAL:
            value = decimal_text(value)
        elif column.kind is Kind.TEXT:
            value = tidy(value)
        elif column.kind is Kind.DATE:
            value = value.isoformat()
        entry[column.name] = value
    entry["fees"] = [{"channel": line["channel"], "amount": line["amount"], "note": tidy(line["note"])} for line in one.fees]
    entry["papers"] = [
        {
            "name": tidy(paper.text), "original": paper.original, "copy": paper.copy, "mandatory": paper.is_mandatory,
            "case": tidy(paper.case), "form_name": tidy(paper.form_name), "form_source": tidy(paper.form_source),
        }
        for paper in one.papers.all()
    ]  # fmt: skip
    entry["steps"] = [
        {
            "name": tidy(step.name), "kind": step.kind, "role": step.role, "role_text": tidy(step.role_text),
            "hours": decimal_text(step.hours), "hours_if_verify": decimal_text(step.hours_if_verify),
        }
        for step in one.steps.all()
        if not step.is_default
    ]  # fmt: skip
    return entry


def content(entry: Mapping[str, Any]) -> Entry:
    """The record without the day from which it applies: what two versions are compared by."""
    return {name: value for name, value in entry.items() if name != "valid_from"}


def digest(entry: Mapping[str, Any]) -> str:
    text = json.dumps(content(entry), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: `title` for people, old and new in words; for a list of lines one difference per line."""

    name: str
    title: str
    old: str
    new: str


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """What changed from `old` to `new`, field by field, papers and fees line by line."""
    found = []
    for column in FIELDS:
        if column.name in ("code", "valid_from") or old.get(column.name) == new.get(column.name):
            continue
        found.append(Difference(column.name, column.title, shown(old.get(column.name)), shown(new.get(column.name))))
    for part in PARTS:
        found += _part(part, old.get(part) or [], new.get(part) or [])
    return found


def _part(part: str, old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[Difference]:
    """Lines that are alike are paired first, whatever their place; what is left stands beside each other in order."""
    if list(old) == list(new):
        return []
    left, right = [line for line in old if line not in new], [line for line in new if line not in old]
    if not left and not right:
        return [Difference(part, PART_TITLES[part], say("thứ tự cũ"), say("thứ tự mới"))]
    found = []
    for place in range(max(len(left), len(right))):
        before = line_text(part, left[place]) if place < len(left) else ""
        after = line_text(part, right[place]) if place < len(right) else ""
        found.append(Difference(part, PART_TITLES[part], before, after))
    return found


def line_text(part: str, line: Mapping[str, Any]) -> str:
    """One line of a list in words: its name, then whatever else it says."""
    values = [(column, line.get(column.name)) for column in PARTS[part]]
    parts = [f"{column.title}: {shown(value)}" if number else shown(value) for number, (column, value) in enumerate(values)]
    filled = [text for text, (_, value) in zip(parts, values, strict=True) if value not in (None, "", 0, False)]
    return " · ".join(filled)


def shown(value: object) -> str:
    """A value in words."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return say("có") if value else say("không")
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return str(value)
