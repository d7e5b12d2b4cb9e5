"""Reading the forms that ship with the programme (data/forms, one YAML a form and version)."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from thanthien.eforms.rules import CHECKS, Block, Check, EformError, Field, Form, Kind, Section
from thanthien.shared.wording import say

DATA = Path(__file__).parent / "data" / "forms"


def read_form(data: dict[str, Any]) -> Form:
    """One form of its YAML. Raises EformError when a rule speaks of a field that the form has not."""
    sections = tuple(
        Section(row["title"], tuple(read for one in row["fields"] for read in _fields(one))) for row in data["sections"]
    )
    form = Form(
        code=data["code"], version=str(data["version"]), title=data["title"], basis=data["basis"], source=data["source"],
        confirmed=data["confirmed"], valid_from=data["from"], valid_to=data.get("to"), addressee=data.get("addressee", ""),
        procedures=tuple(str(code) for code in data["procedures"]), signers=tuple(data["signers"]),
        blocks=tuple(Block(row["key"], row["name"]) for row in data["blocks"]), sections=sections,
        checks=tuple(_check(row) for row in data.get("checks", ())), note=data.get("note", ""),
    )  # fmt: skip
    keys = {one.key for one in form.fields}
    named = {key for check in form.checks for key in check.fields}
    named |= {one.waived_by for one in form.fields if one.waived_by} | {one.when[0] for one in form.fields if one.when}
    if len(keys) != len(form.fields) or not named <= keys or any(check.rule not in CHECKS for check in form.checks):
        raise EformError(say("Mẫu {code} có quy tắc nhắc đến ô không có trong mẫu.", code=form.code))
    return form


def _fields(row: dict[str, Any]) -> list[Field]:
    """A field; a row of a table becomes its fields once for each line, the next line asked when the one before is filled."""
    if "columns" not in row:
        return [_field(row)]
    made, first = [], row["columns"][0]["key"]
    for line in range(1, row["most"] + 1):
        for column in row["columns"]:
            key, label = f"{row['key']}{line}_{column['key']}", f"{row['name']} {line}: {column['label']}"
            before = f"{row['key']}{line - 1}_{first}" if column["key"] == first else f"{row['key']}{line}_{first}"
            when = {} if line == 1 and column["key"] == first else {"when": {before: ["*"]}}
            made.append(_field({**column, "key": key, "label": label, **when}))
    return made


def _field(row: dict[str, Any]) -> Field:
    when = next(iter(row["when"].items())) if row.get("when") else None
    return Field(
        key=row["key"], label=row["label"], kind=Kind(row.get("kind", "text")), required=row.get("required", False),
        choices=tuple(row.get("choices", ())), card=row.get("card", ""), waived_by=row.get("waived_by", ""),
        when=(when[0], tuple(when[1])) if when else None, hint=row.get("hint", ""), usual=row.get("usual", ""),
        past=row.get("past", False), year_only=row.get("year_only", False),
    )  # fmt: skip


def _check(row: dict[str, Any]) -> Check:
    return Check(
        row["rule"], tuple(row["fields"]), row["say"], row.get("value", ""), row.get("number", 0), row.get("warn", False)
    )


@cache
def all_forms() -> tuple[Form, ...]:
    """Every form in every version, read once."""
    return tuple(read_form(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in sorted(DATA.glob("*.yaml")))


def forms_on(day: date) -> list[Form]:
    """The forms in force on a day, in the order of the files."""
    return [form for form in all_forms() if form.holds_on(day)]


def form_of(*, code: str, version: str = "", on: date | None = None) -> Form:
    """The form with this code: in a version, or the one in force on a day. Raises EformError."""
    for form in all_forms():
        if form.code == code and (form.version == version if version else on is None or form.holds_on(on)):
            return form
    raise EformError(say("Không có mẫu này. Chọn một mẫu trong danh sách."))


def for_procedure(*, procedure: str, on: date) -> list[Form]:
    """The forms that a procedure of the catalogue asks for."""
    return [form for form in forms_on(on) if procedure in form.procedures]
