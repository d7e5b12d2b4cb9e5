"""Reading the law data that ships with the programme."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from thanthien.law.rules import LawBook, LawError, LegalRule, book_of
from thanthien.shared.wording import say

DATA = Path(__file__).parent / "data"


def read_book(*, folder: Path) -> LawBook:
    """The law book of every `*.yaml` in `folder` (each a list of rules). Raises LawError naming a faulty file."""
    entries: list[dict[str, Any]] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            raise LawError(say("Tệp {name} chưa đọc được: {error}", name=path.name, error=str(error))) from error
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise LawError(say("Tệp {name} cần một danh sách quy định.", name=path.name))
        entries.extend(rows)
    return book_of(entries=entries)


@cache
def law_book() -> LawBook:
    """The law book of this programme, read once."""
    return read_book(folder=DATA)


def rule(*, code: str, on: date) -> LegalRule:
    """The rule `code` in force on the day `on`; raises LawError with a sentence when there is none."""
    return law_book().rule(code=code, on=on)


def version() -> str:
    """The version of the law data: stored beside whatever was calculated with it."""
    return law_book().version


def unconfirmed() -> tuple[LegalRule, ...]:
    """The rules whose text nobody has read yet, for the administrator's list."""
    return tuple(entry for entry in law_book() if not entry.confirmed)
