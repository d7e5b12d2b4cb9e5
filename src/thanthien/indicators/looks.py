"""Pure: whose file an officer opens. Own by the work, by the counter or by the field; by duty; or not theirs at all."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thanthien.people.rules import WITH_FIELDS, Role
from thanthien.shared.wording import Sentence, say


class Belonging(StrEnum):
    """How a file belongs to who opened it."""

    OWN = "own"
    DUTY = "duty"
    FOREIGN = "foreign"


BELONGING_NAMES: dict[Belonging, Sentence] = {
    Belonging.OWN: say("phần việc của mình"),
    Belonging.DUTY: say("theo chức trách"),
    Belonging.FOREIGN: say("ngoài phần việc"),
}
# Somebody stands at the counter, is on the telephone or comes for a booked hour: the reason itself says whose file it is.
AT_HAND = frozenset({"reception", "return", "call", "booking"})
BY_DUTY = frozenset({Role.LEADER, Role.PARTY_SECRETARY, Role.INSPECTOR})


@dataclass(frozen=True, slots=True)
class Grants:
    """What an officer holds on a day. `fields` of specialists and police: None = no such role, empty = all fields."""

    roles: frozenset[str] = frozenset()
    fields: frozenset[str] | None = None


def grants_of(rows: Iterable[tuple[str, Collection[str]]]) -> Grants:
    """From (role, fields) of each grant."""
    roles: set[str] = set()
    fields: frozenset[str] | None = None
    every = False
    for role, those in rows:
        roles.add(role)
        if role in WITH_FIELDS:
            every = every or not those
            fields = (fields or frozenset()) | frozenset(those)
    return Grants(frozenset(roles), frozenset() if every else fields)


def belonging(*, reason: str, took_part: bool, at_counter: bool, field: str, grants: Grants) -> Belonging:
    """Whose file it is for the officer who opened it.

    `took_part`: they received it, hold or held a step of it, or handed it over; `at_counter`: they sat at an open counter then.
    """
    if took_part or at_counter or reason in AT_HAND:
        return Belonging.OWN
    if grants.fields is not None and (not grants.fields or field in grants.fields):
        return Belonging.OWN
    return Belonging.DUTY if grants.roles & BY_DUTY else Belonging.FOREIGN


@dataclass(frozen=True, slots=True)
class Limit:
    """How many files that are not theirs an officer may open in `days` days before the leader is told. Dated data."""

    valid_from: date
    valid_to: date | None
    files: int
    days: int

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def too_many(counts: Mapping[str, int], limit: Limit) -> dict[str, int]:
    """Officer → files, of those who reached the limit."""
    return {officer: files for officer, files in sorted(counts.items()) if files >= limit.files}
