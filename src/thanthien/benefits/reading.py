"""Reading a table of its YAML. Raises BenefitError with every fault at once, each a sentence for whoever writes the table."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import yaml

from thanthien.benefits.faults import faults
from thanthien.benefits.rules import Amount, Basis, BenefitError, Conditions, Outcome, Paper, Question, Row, Table
from thanthien.shared.wording import say

KEYS = frozenset({
    "code", "version", "title", "event", "from", "to", "procedures", "document", "article", "source", "confirmed", "note",
    "questions", "rows", "outcomes", "papers",
})  # fmt: skip


def read_table(text: str) -> Table:
    """The table written in `text`. Raises BenefitError; `problems` holds every sentence."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BenefitError(say("Tệp chưa đọc được theo kiểu YAML: {error}", error=str(error))) from error
    if not isinstance(data, dict):
        raise BenefitError(say("Tệp cần một bảng: code, version, questions, rows, outcomes, papers."))
    return table_of(data)


def table_of(data: Mapping[str, Any]) -> Table:
    """The checked table of its raw mapping. Raises BenefitError."""
    found: list[str] = [say("Bảng thiếu mục {key}.", key=key) for key in sorted(KEYS - set(data) - {"to", "note", "papers"})]
    found += [say("Bảng có mục lạ: {key}.", key=str(key)) for key in sorted(set(data) - KEYS, key=str)]
    if not found and not (type(data["from"]) is date and (data.get("to") is None or type(data["to"]) is date)):
        found.append(say("Ngày hiệu lực ghi như 2025-07-01."))
    if found:
        raise _refusal(found)
    read = Reader()
    table = Table(
        code=str(data["code"]), version=str(data["version"]), title=str(data["title"]), event=str(data["event"]),
        valid_from=data["from"], valid_to=data.get("to"), procedures=tuple(map(str, data["procedures"] or ())),
        basis=read.basis(say("Bảng"), data, {}),
        questions=read.each(say("Câu hỏi"), data["questions"], lambda where, one: read.question(where, one)),
        rows=read.each(say("Dòng"), data["rows"], lambda where, one: read.row(where, one)),
        outcomes=read.each(say("Kết luận"), data["outcomes"], lambda where, one: read.outcome(where, one, data)),
        papers=read.each(say("Giấy"), data.get("papers") or [], lambda where, one: read.paper(where, one, data)),
    )  # fmt: skip
    found = read.found or faults(table)
    if found:
        raise _refusal(found)
    return table


def _refusal(found: list[str]) -> BenefitError:
    count = say("Bảng còn {n} điều phải sửa. {first}", n=len(found), first=found[0])
    return BenefitError(count, problems=found)


class Reader:
    """Reads the pieces; what is missing is noted in `found` and read on, so that one reading tells all of it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def each(self, what: str, rows: Any, read: Callable[[str, Mapping[str, Any]], Any]) -> tuple[Any, ...]:
        if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
            self.found.append(say("{what}: cần một danh sách.", what=what))
            return ()
        return tuple(read(f"{what} {number}", one) for number, one in enumerate(rows, start=1))

    def text(self, where: str, data: Mapping[str, Any], key: str) -> str:
        value = data.get(key)
        if isinstance(value, bool) or not str(value if value is not None else "").strip():
            self.found.append(say("{where} thiếu mục {key}.", where=where, key=key))
            return ""
        return " ".join(str(value).split())

    def basis(self, where: str, data: Mapping[str, Any], table: Mapping[str, Any]) -> Basis:
        """Document and source of a piece are the table's unless it names its own; each piece says its own article."""
        merged = {"document": table.get("document"), "source": table.get("source"), "note": table.get("note", "")} | dict(data)
        if not isinstance(merged.get("confirmed"), bool):
            self.found.append(say("{where}: mục confirmed chỉ nhận true hoặc false.", where=where))
        return Basis(
            self.text(where, merged, "document"), self.text(where, merged, "article"), self.text(where, merged, "source"),
            merged.get("confirmed") is True, " ".join(str(merged.get("note") or "").split()),
        )  # fmt: skip

    def question(self, where: str, data: Mapping[str, Any]) -> Question:
        answers = data.get("answers")
        if not isinstance(answers, dict) or not all(isinstance(code, str) for code in answers):
            self.found.append(
                say("{where}: answers là các cặp mã: câu trả lời; mã là chữ (đặt yes, no trong ngoặc kép).", where=where)
            )
            answers = {}
        pairs = tuple((code, " ".join(str(text).split())) for code, text in answers.items())
        return Question(self.text(where, data, "code"), self.text(where, data, "ask"), pairs, str(data.get("hint") or ""))

    def conditions(self, where: str, data: Mapping[str, Any]) -> Conditions:
        when = data.get("when") or {}
        if not isinstance(when, dict):
            self.found.append(say("{where}: when là các cặp câu hỏi: câu trả lời.", where=where))
            return ()
        listed = {str(key): value if isinstance(value, list) else [value] for key, value in when.items()}
        return tuple((key, frozenset(map(str, values))) for key, values in listed.items())

    def row(self, where: str, data: Mapping[str, Any]) -> Row:
        return Row(self.conditions(where, data), self.text(where, data, "outcome"))

    def outcome(self, where: str, data: Mapping[str, Any], table: Mapping[str, Any]) -> Outcome:
        granted = data.get("granted")
        if not isinstance(granted, bool):
            self.found.append(say("{where}: mục granted chỉ nhận true hoặc false.", where=where))
        return Outcome(
            self.text(where, data, "code"), granted is True, self.text(where, data, "title"), self.text(where, data, "says"),
            self.basis(where, data, table), self.amount(where, data.get("amount")),
        )  # fmt: skip

    def amount(self, where: str, data: Any) -> Amount | None:
        if data is None:
            return None
        if not isinstance(data, dict) or type(data.get("times")) is not int or not isinstance(data.get("rate"), str):
            self.found.append(say("{where}: amount ghi times là một số, rate là mã mức trong dữ liệu pháp luật.", where=where))
            return None
        return Amount(data["times"], data["rate"])

    def paper(self, where: str, data: Mapping[str, Any], table: Mapping[str, Any]) -> Paper:
        line = data.get("line", 0)
        return Paper(
            self.text(where, data, "code"), self.text(where, data, "name"), self.text(where, data, "why"),
            self.basis(where, data, table), self.conditions(where, data), line if type(line) is int else 0,
        )  # fmt: skip
