"""The lists of visits to families and of what people say: reasons, gifts, their money, subjects; read from `data/ears.yaml`."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "ears.yaml"


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a list. `letter`: the kind of letter that such a visit most often leads to, "" = none."""

    code: str
    name: str
    name_en: str
    letter: str = ""


@cache
def _file() -> dict[str, Any]:
    return dict(yaml.safe_load(DATA.read_text(encoding="utf-8")))


@cache
def choices(kind: str) -> dict[str, Choice]:
    """Code → line, in the order in which people read them. `kind`: reasons, gifts, sources, subjects."""
    return {row["code"]: Choice(**row) for row in _file()[kind]}


def found(kind: str, code: str) -> Choice:
    """One line; a code that a later list has no more keeps its code as its name."""
    return choices(kind).get(code) or Choice(code, code, code)
