"""Schemes by which officers and agencies are scored: dated, with source, and whether somebody has read that they still hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from thanthien.law.rules import LawError
from thanthien.shared.wording import say

FILE = Path(__file__).parent / "data" / "scoring" / "nine_indices.yaml"
WORDS = ("name", "short", "two", "one", "none", "note")
ROUNDINGS = ("half_up",)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.vi


@dataclass(frozen=True, slots=True)
class Index:
    """One index: what it is, what gives 2, 1 and 0 points (`levels`, by points), how it is counted here."""

    number: int
    name: Words
    short: Words
    levels: Mapping[int, Words]
    note: Words


@dataclass(frozen=True, slots=True)
class Grade:
    """From `least` tenths of a point on."""

    least: int
    name: Words


@dataclass(frozen=True, slots=True)
class Online:
    """Percent of procedures and of dossiers that index 9 asks for."""

    procedures: int
    dossiers_two: int
    dossiers_one: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way of scoring in one period. Grades from the best down; `valid_to` is the last day, None while it goes on."""

    code: str
    name: Words
    document: str
    article: str
    source: str
    valid_from: date
    valid_to: date | None
    confirmed: bool
    note: Words
    indices: tuple[Index, ...]
    officer: tuple[int, ...]
    agency: tuple[int, ...]
    officer_grades: tuple[Grade, ...]
    agency_grades: tuple[Grade, ...]
    online: Online
    answers_one: int

    def index(self, number: int) -> Index:
        """One index by its number. Raises LawError for another number."""
        for one in self.indices:
            if one.number == number:
                return one
        raise LawError(say("Bộ chỉ số {code} không có chỉ số {n}.", code=self.code, n=number))

    @property
    def citation(self) -> str:
        return f"{self.article} {self.document}"


def _words(entry: Mapping[str, Any], key: str) -> Words:
    return Words(str(entry[key]), str(entry[f"{key}_en"]))


def _grades(rows: list[Mapping[str, Any]]) -> tuple[Grade, ...]:
    made = tuple(Grade(round(float(row["least"]) * 10), _words(row, "name")) for row in rows)
    if [one.least for one in made] != sorted((one.least for one in made), reverse=True) or made[-1].least != 0:
        raise ValueError("grades")
    return made


def _index(entry: Mapping[str, Any]) -> Index:
    text = {key: _words(entry, key) for key in WORDS}
    levels = {2: text["two"], 1: text["one"], 0: text["none"]}
    return Index(int(entry["number"]), text["name"], text["short"], levels, text["note"])


def scheme_of(entry: Mapping[str, Any]) -> Scheme:
    """One checked scheme. Raises LawError that names it."""
    code = str(entry.get("code"))
    try:
        if entry["rounding"] not in ROUNDINGS or entry["decimals"] != 1:
            raise ValueError("rounding")
        indices = tuple(map(_index, entry["indices"]))
        officer, agency = tuple(entry["officer"]), tuple(entry["agency"])
        if not {*officer, *agency} <= {one.number for one in indices}:
            raise ValueError("indices")
        return Scheme(
            code, _words(entry, "name"), entry["document"], entry["article"], entry["source"], entry["from"], entry["to"],
            bool(entry["confirmed"]), _words(entry, "note"), indices, officer, agency, _grades(entry["officer_grades"]),
            _grades(entry["agency_grades"]), Online(**entry["online"]), int(entry["answers"]["one"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise LawError(say("Bộ chỉ số {code}: thiếu hoặc sai mục {what}.", code=code, what=str(error))) from error


@cache
def schemes() -> tuple[Scheme, ...]:
    """All schemes of this programme, read once."""
    return tuple(scheme_of(entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def scheme_on(day: date) -> Scheme | None:
    """The scheme of a day, or None."""
    return next((one for one in schemes() if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)), None)
