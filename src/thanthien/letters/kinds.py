"""The kinds that ship with the programme, dated, read from `data/kinds.yaml`."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from thanthien.letters.rules import Base, LetterError
from thanthien.letters.words import Back, Kind, Piece
from thanthien.shared.wording import say

DATA = Path(__file__).parent / "data" / "kinds.yaml"


def kind_of(row: Mapping[str, Any]) -> Kind:
    """One kind of a row of the file."""
    lists = {key: tuple(row[key]) for key in ("finished", "again", "grown", "asks", "lead", "lines")}
    texts = {
        key: row[key] for key in ("code", "name", "document", "article", "source", "title", "ornament", "greeting", "closing")
    }
    return Kind(
        base=Base(row["base"]), valid_from=row["from"], valid_to=row["to"], confirmed=row["confirmed"], days=row["days"],
        paragraphs=pieces(row["paragraphs"]), back=back_of(row["back"]), name_en=row["name_en"],
        official_to=row.get("official", {}).get("to", ""), official_opening=row.get("official", {}).get("opening", ""),
        **lists, **texts,
    )  # fmt: skip


def back_of(row: Mapping[str, Any]) -> Back:
    """The other side of a kind."""
    return Back(row.get("heading", ""), row.get("intro", ""), pieces(row.get("items", ())), row.get("quiet", ""))


def pieces(rows: Iterable[str | Mapping[str, Any]]) -> tuple[Piece, ...]:
    """Paragraphs, or points of the back: a text alone, or one with its lead and its cases."""
    return tuple(Piece(row) if isinstance(row, str) else Piece(**row) for row in rows)


@cache
def _shipped() -> tuple[Kind, ...]:
    return tuple(kind_of(row) for row in yaml.safe_load(DATA.read_text(encoding="utf-8")))


def kinds(*, on: date) -> tuple[Kind, ...]:
    """Those in use on a day."""
    return tuple(kind for kind in _shipped() if kind.valid_from <= on and (kind.valid_to is None or on <= kind.valid_to))


def kind(*, code: str, on: date) -> Kind:
    """One of them. Raises LetterError for a code that is none."""
    found = next((one for one in kinds(on=on) if one.code == code), None)
    if found is None:
        raise LetterError(say("Chưa có loại thư này. Chọn một loại trong danh sách."), field="kind")
    return found
