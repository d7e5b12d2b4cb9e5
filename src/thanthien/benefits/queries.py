"""The tables that ship with the programme (data, one YAML a table and version), and what an outcome comes to on a day."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from thanthien.benefits.faults import overlaps
from thanthien.benefits.reading import read_table
from thanthien.benefits.rules import Amount, BenefitError, Table, worked_out
from thanthien.law.queries import law_book
from thanthien.law.rules import LawError, LegalRule
from thanthien.shared.wording import say

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Sum:
    """What an outcome comes to. `rate` None: the law data hold no rate of that day, so no amount is named."""

    amount: Amount
    rate: LegalRule | None

    @property
    def vnd(self) -> int | None:
        return None if self.rate is None else worked_out(self.amount, self.rate.number)


@cache
def all_tables() -> tuple[Table, ...]:
    """Every table in every version, read once. Raises BenefitError when one is not whole or two versions overlap."""
    tables = tuple(read_table(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.yaml")))
    found = overlaps(tables)
    if found:
        raise BenefitError(found[0], problems=found)
    return tables


def of_procedure(*, procedure: str) -> list[Table]:
    """Every version of the table of a procedure, the oldest first; [] for a procedure without one."""
    return sorted((one for one in all_tables() if procedure in one.procedures), key=lambda one: one.valid_from)


def has_table(procedure: str) -> bool:
    return any(procedure in one.procedures for one in all_tables())


def table_on(*, procedure: str, day: date) -> Table:
    """The version that applies to an event of `day`. Raises BenefitError that says from when there is one."""
    versions = of_procedure(procedure=procedure)
    for one in versions:
        if one.holds_on(day):
            return one
    if not versions:
        raise BenefitError(say("Thủ tục này chưa có bảng điều kiện."))
    raise BenefitError(
        say("Ngày {day:%d/%m/%Y} chưa có bảng điều kiện. Có từ {first:%d/%m/%Y}: việc cũ hơn, hỏi cán bộ.",
            day=day, first=versions[0].valid_from)
    )  # fmt: skip


def table(*, code: str, version: str) -> Table:
    """The table in the version with which an appraisal was made. Raises BenefitError."""
    for one in all_tables():
        if one.code == code and one.version == version:
            return one
    raise BenefitError(say("Không còn bảng điều kiện này trong dữ liệu. Cài lại bản đã dùng."))


def sum_on(*, amount: Amount, day: date) -> Sum:
    """What an amount comes to for an event of `day`."""
    try:
        return Sum(amount, law_book().rule(code=amount.rate, on=day))
    except LawError:
        return Sum(amount, None)
