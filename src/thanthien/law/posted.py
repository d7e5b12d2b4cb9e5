"""What the law wants public, and what is looked at in the reception room: dated lists with their source."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from thanthien.law.rules import LawError
from thanthien.shared.wording import say

FOLDER = Path(__file__).parent / "data" / "posted"
ITEMS, ROOM = "items", "room"
FORMS = ("board", "web", "loudspeaker")


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list in one period. `forms`: how an item must be made public, none for the room."""

    code: str
    title: str
    title_en: str
    forms: tuple[str, ...]
    document: str
    article: str
    valid_from: date
    valid_to: date | None
    source: str
    confirmed: bool
    note: str

    @property
    def citation(self) -> str:
        """`Điều 11 khoản 1 Luật …`; what nobody has read in its text says so."""
        where = f"{self.article} {self.document}"
        return where if self.confirmed else str(say("{where} (chưa đối chiếu văn bản)", where=where))


def listed_of(entry: dict[str, Any]) -> Listed:
    """One checked line. Raises LawError that names it."""
    code = str(entry.get("code"))
    try:
        made = Listed(
            code, entry["title"], entry["title_en"], tuple(entry["forms"]), entry["document"], entry["article"], entry["from"],
            entry["to"], entry["source"], entry["confirmed"], entry["note"],
        )  # fmt: skip
    except (KeyError, TypeError) as error:
        raise LawError(say("Mục {code}: thiếu hoặc sai phần {what}.", code=code, what=str(error))) from error
    if not (made.title and made.title_en and made.source) or not set(made.forms) <= set(FORMS):
        raise LawError(say("Mục {code}: cần tên bằng hai thứ tiếng, nguồn, và hình thức board, web, loudspeaker.", code=code))
    if not made.confirmed and not made.note:
        raise LawError(say("Mục {code} chưa đối chiếu: ghi vào note điều còn phải xem.", code=code))
    return made


@cache
def _shipped(name: str) -> tuple[Listed, ...]:
    return tuple(listed_of(entry) for entry in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))


def listed_on(name: str, day: date) -> dict[str, Listed]:
    """Code → line of the list `name` (ITEMS, ROOM) that holds on a day, in the order of the list."""
    held = (one for one in _shipped(name) if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to))
    return {one.code: one for one in held}


def line(name: str, code: str) -> Listed | None:
    """The newest line with this code, whether it still holds or not: what was kept under it must go on being read."""
    return next((one for one in reversed(_shipped(name)) if one.code == code), None)
