"""Titles and forms of praise that ship with the programme, offered while an award is written: dated, with their source."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from thanthien.law.rules import LawError
from thanthien.shared.wording import say

FILE = Path(__file__).parent / "data" / "titles" / "titles.yaml"
WHOM = ("person", "collective", "both")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in one period: for whom, by which document. An office may write any other in its own words."""

    name: str
    whom: str
    authority: str
    document: str
    article: str
    source: str
    valid_from: date
    valid_to: date | None
    confirmed: bool
    note: str


def title_of(entry: dict[str, Any]) -> Title:
    """One checked title. Raises LawError that names it."""
    name = str(entry.get("name"))
    try:
        made = Title(
            name, entry["whom"], entry["authority"], entry["document"], entry["article"], entry["source"], entry["from"],
            entry["to"], entry["confirmed"], entry["note"],
        )  # fmt: skip
    except (KeyError, TypeError) as error:
        raise LawError(say("Danh hiệu {name}: thiếu mục {what}.", name=name, what=str(error))) from error
    if made.whom not in WHOM or not (made.authority and made.document and made.source):
        raise LawError(say("Danh hiệu {name}: cần whom đúng loại, có thẩm quyền, văn bản, nguồn.", name=name))
    if not made.confirmed and not made.note:
        raise LawError(say("Danh hiệu {name} chưa đối chiếu: ghi vào note điều còn phải xem.", name=name))
    return made


@cache
def shipped_titles() -> tuple[Title, ...]:
    """All titles of this programme, read once."""
    return tuple(title_of(entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def titles_on(day: date) -> list[Title]:
    """The titles that hold on a day."""
    return [one for one in shipped_titles() if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]
