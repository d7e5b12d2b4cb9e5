"""Which procedures an event of life brings to the counter together: dated data with their source, read once."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from thanthien.procedures.life import BY_SLUG, LifeEvent

SOURCE = Path(__file__).parent / "data" / "life_packages.yaml"


@dataclass(frozen=True, slots=True)
class Package:
    """`ticked` stand ticked at first, `offered` below them; codes of procedures in the order of doing."""

    event: LifeEvent
    ticked: tuple[str, ...]
    offered: tuple[str, ...]


@cache
def _data() -> dict:
    return yaml.safe_load(SOURCE.read_text(encoding="utf-8"))


@cache
def packages() -> dict[str, Package]:
    """slug → package, in the order of the file."""
    rows = _data()["packages"].items()
    return {slug: Package(BY_SLUG[slug], tuple(row["ticked"]), tuple(row["offered"])) for slug, row in rows}


def same_papers(event: str) -> list[list[str]]:
    """Wordings of the catalogue that are one paper of one reception of the event, each group from the strictest; [] for none."""
    return [list(group) for group in _data()["same_papers"].get(event, ())]


def confirmed() -> bool:
    """False until somebody has compared the packages with a text of law."""
    return bool(_data()["confirmed"])


def covered_twice(codes: Iterable[str]) -> tuple[str, str] | None:
    """(linked procedure, one that it already contains) when both are among `codes`."""
    chosen = set(codes)
    for linked, parts in _data()["covers"].items():
        for part in parts:
            if linked in chosen and part in chosen:
                return linked, part
    return None
