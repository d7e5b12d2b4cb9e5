"""The country's units as Decision 19/2025/QĐ-TTg lists them: 34 provinces and 3,321 communes, in force from 1 July 2025.

Codes are the statistical ones, with their leading zeros: two digits for a province, five for a commune (Xã Cẩm Tú is 15148).
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import resources

from thanthien.people.rules import UnitKind

SOURCE = "19/2025/QĐ-TTg"
IN_FORCE_FROM = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of the list; `name` carries its kind ("Xã Cẩm Tú"); `province_code` is "" for a province itself."""

    code: str
    name: str
    kind: UnitKind
    province_code: str

    @property
    def is_province(self) -> bool:
        return self.kind in (UnitKind.PROVINCE, UnitKind.CITY)


def read_units() -> Iterator[UnitRow]:
    """Every unit, each province before its communes, in the order of their codes."""
    table = resources.files("thanthien.people") / "data" / "units.csv"
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines()):
        yield UnitRow(row["code"], row["name"], UnitKind(row["kind"]), row["province"])
