"""The grounds on which the law frees somebody from a fee, as dated data; none is confirmed yet."""

import re
from datetime import date
from functools import cache
from pathlib import Path

from thanthien.law.queries import read_book
from thanthien.law.rules import LawBook, LegalRule
from thanthien.shared.folding import fold

PREFIX = "fee_exemption."
# How the texts of fees call the people of a ground, folded. A longer phrase ("trẻ em bị bỏ rơi") is another condition: not these.
CALLED = {
    "children": {"tre em"},
    "poor_household": {"ho ngheo", "nguoi thuoc ho ngheo"},
    "elderly": {"nguoi cao tuoi"},
    "disability": {"nguoi khuyet tat", "khuyet tat"},
    "merit": {
        "nguoi co cong", "nguoi co cong voi cach mang", "gia dinh co cong", "gia dinh co cong voi cach mang",
        "nguoi thuoc gia dinh co cong voi cach mang",
    },
}  # fmt: skip


@cache
def _book() -> LawBook:
    return read_book(folder=Path(__file__).parent / "data")


def grounds(*, on: date) -> dict[str, LegalRule]:
    """Ground → rule in force on a day; who shows it says when `confirmed` is False."""
    return {rule.code.removeprefix(PREFIX): rule for rule in _book() if rule.in_force(on)}


def named(words: str) -> frozenset[str]:
    """The grounds that a fee's own text names in `words` ("hộ nghèo, người khuyết tật"), each whole; a cut end names nobody."""
    parts = re.split(r"[,;]| va ", fold(words).replace("...", "…").rstrip(" ."))
    told = {" ".join(part.split()) for part in parts if "…" not in part}
    return frozenset(ground for ground, names in CALLED.items() if names & told)
