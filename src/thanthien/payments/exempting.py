"""The grounds on which the law frees somebody from a fee, as dated data; none is confirmed yet."""

from datetime import date
from functools import cache
from pathlib import Path

from thanthien.law.queries import read_book
from thanthien.law.rules import LawBook, LegalRule

PREFIX = "fee_exemption."


@cache
def _book() -> LawBook:
    return read_book(folder=Path(__file__).parent / "data")


def grounds(*, on: date) -> dict[str, LegalRule]:
    """Ground → rule in force on a day; who shows it says when `confirmed` is False."""
    return {rule.code.removeprefix(PREFIX): rule for rule in _book() if rule.in_force(on)}
