"""Sets of pledges that ship with the programme: dated, with their source, and whether somebody has read it."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from thanthien.law.rules import LawError
from thanthien.shared.wording import say

FILE = Path(__file__).parent / "data" / "pledges" / "sets.yaml"
KINDS = ("person", "collective")


@dataclass(frozen=True, slots=True)
class PledgeSet:
    """A set in one period. `groups`: (heading, lines)."""

    code: str
    kind: str
    title: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    document: str
    source: str
    valid_from: date
    valid_to: date | None
    confirmed: bool
    note: str

    @property
    def body(self) -> str:
        """As somebody would type it: a heading after #, a line each."""
        return "\n".join("\n".join([f"# {heading}", *items]) for heading, items in self.groups)


def set_of(entry: dict[str, Any]) -> PledgeSet:
    """One checked set. Raises LawError that names it."""
    code = str(entry.get("code"))
    try:
        groups = tuple((str(one["heading"]), tuple(map(str, one["items"]))) for one in entry["groups"])
        made = PledgeSet(
            code, entry["kind"], entry["title"], groups, entry["document"], entry["source"], entry["from"], entry["to"],
            entry["confirmed"], entry["note"],
        )  # fmt: skip
    except (KeyError, TypeError) as error:
        raise LawError(say("Bộ cam kết {code}: thiếu hoặc sai mục {what}.", code=code, what=str(error))) from error
    if made.kind not in KINDS or not groups or not all(items for _, items in groups) or not made.source:
        raise LawError(say("Bộ cam kết {code}: cần loại person hoặc collective, có điều và có nguồn.", code=code))
    if not made.confirmed and not made.note:
        raise LawError(say("Bộ cam kết {code} chưa đối chiếu: ghi vào note điều còn phải xem.", code=code))
    return made


@cache
def shipped_sets() -> tuple[PledgeSet, ...]:
    """All sets of this programme, read once."""
    return tuple(set_of(entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def sets_on(day: date) -> list[PledgeSet]:
    """The sets that hold on a day."""
    return [one for one in shipped_sets() if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]
