"""What the unit's process asks at the counter before it knows which way a dossier goes: one key for each answer."""

from dataclasses import dataclass
from datetime import date

from thanthien.doors.desk.typed import Typed
from thanthien.procedures import process_rules
from thanthien.procedures import queries as catalogue
from thanthien.shared.wording import said

# Alt with these figures; Alt 3 is the refusal's.
KEYS = "5678912"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer; `steps`: what it brings in."""

    code: str
    text: str
    key: str
    on: bool
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    code: str
    ask: str
    choices: tuple[Choice, ...]

    @property
    def steps(self) -> tuple[str, ...]:
        """What the answer that was chosen brings in."""
        return next((one.steps for one in self.choices if one.on), ())


def lines(*, unit: str, code: str, typed: Typed, on: date) -> list[Asked]:
    """Each question with its answers, the keys running on over all of them."""
    own = catalogue.process_of(unit=unit, code=code, on=on)
    if own is None:
        return []
    keys, found = iter(KEYS), []
    for one in process_rules.asked(own.works, own.words):
        chosen = typed.answers.get(one.code, "")
        choices = tuple(
            Choice(answer, said(text), next(keys, ""), answer == chosen, process_rules.added_by(own.works, one.code, answer))
            for answer, text in one.answers
        )
        found.append(Asked(one.code, one.ask, choices))
    return found
