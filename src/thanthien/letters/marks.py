"""Digests by which a person, or an event, is known again without a name. Pure but for the office's key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thanthien.letters import rules
from thanthien.letters.rules import Base
from thanthien.letters.words import Kind
from thanthien.shared.codes import keyed_digest
from thanthien.shared.folding import fold

PURPOSE, EVENT = "letter-person", "letter-event"


@dataclass(frozen=True, slots=True)
class Mark:
    """One digest of one person. `role`: self (the letter speaks to or of them), family, deceased."""

    role: str
    digest: str
    day: date | None = None


def digests(*, name: str, born: str = "", number: str = "", child: bool = False) -> list[str]:
    """By number, by name and day of birth, and, for grown-ups, by name and year; none for a name alone (there are namesakes)."""
    plain, found = fold(name), []
    number = "".join(sign for sign in number if sign.isdigit())
    if number:
        found.append(f"id:{number}")
    day = rules.day(born)
    if plain and day:
        found.append(f"{plain}|{day.isoformat()}")
    year = str(day.year) if day else born if born.isdigit() else ""
    if plain and year and not child:
        found.append(f"{plain}|{year}")
    return [keyed_digest(text, purpose=PURPOSE) for text in found]


def marks_of(kind: Kind, facts: Mapping[str, str]) -> list[Mark]:
    """Everybody in a letter, each digest once a role."""
    rows: list[tuple[str, str, str, bool]] = []  # role, prefix of the facts, key of the name, child
    if kind.code == "wedding":
        rows = [("self", "man", "man", False), ("self", "woman", "woman", False)]
    elif kind.code == "birth":
        rows = [("self", "child", "child", True), ("family", "mother", "mother", False), ("family", "father", "father", False)]
    elif kind.base is Base.GRIEF:
        rows = [("deceased", "deceased", "deceased", False)]
    else:
        rows = [("self", "recipient", "person", False)]
    rows.append(("family", "teller", "teller", False))
    died = rules.day(facts.get("died_on", "")) if kind.base is Base.GRIEF else None
    made: dict[tuple[str, str], Mark] = {}
    for role, prefix, key, child in rows:
        born = facts.get(f"{prefix}_born", "")
        if prefix == "child":
            born = facts.get("born_on", "")
        if prefix == "deceased":
            born = facts.get("age_known", "")
        for digest in digests(name=facts.get(key, ""), born=born, number=facts.get(f"{prefix}_id", ""), child=child):
            made.setdefault((role, digest), Mark(role, digest, died if role == "deceased" else None))
    return list(made.values())


def same_of(kind: Kind, facts: Mapping[str, str]) -> str:
    """The digest of the event itself: the same marriage, child or death, whichever way it came; "" when too little is known."""
    if kind.code == "wedding":
        parts = [fold(facts.get("man", "")), fold(facts.get("woman", ""))]
    elif kind.code == "birth":
        parts = [fold(facts.get("child", "")), _iso(facts, "born_on")]
    elif kind.base is Base.GRIEF:
        parts = [fold(facts.get("deceased", "")), _iso(facts, "died_on")]
    else:
        return ""
    return keyed_digest("|".join([kind.code, *parts]), purpose=EVENT) if all(parts) else ""


def _iso(facts: Mapping[str, str], key: str) -> str:
    found = rules.day(facts.get(key, ""))
    return found.isoformat() if found else ""
