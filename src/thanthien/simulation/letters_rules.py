"""Pure rules of the letters of made-up communes: how many events a year, how the office learns of them, what a guard must stop.

The rates a commune-year are those of realdata.md (1,432 congratulations, 417 condolences, 82 thanks, 32 apologies in 17 communes
from March 2023 to April 2024). By which way an event is learned nobody published: those shares are ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt
from random import Random

from thanthien.simulation.rules import poisson

PRIORS: Mapping[str, float] = {"joy": 72.0, "grief": 21.0, "thanks": 4.0, "sorry": 1.6}
PUBLISHED: Mapping[str, int] = {"joy": 1432, "grief": 417, "thanks": 82, "sorry": 32}
COMMUNES, MONTHS = 17, 14
FIRST, LAST = date(2023, 3, 1), date(2024, 4, 30)
HELD_A_YEAR = 4.0  # events of which a guard says that no letter goes
DAYS_A_YEAR = 365.25


class How(StrEnum):
    """The way an event comes to the office."""

    DOSSIER = "dossier"
    NOTE = "note"
    VISIT = "visit"
    WISH = "wish"
    MISTAKE = "mistake"
    REQUEST = "request"


WAYS: Mapping[str, Mapping[How, float]] = {
    "joy": {How.DOSSIER: 0.88, How.NOTE: 0.09, How.VISIT: 0.03},
    "grief": {How.DOSSIER: 0.78, How.NOTE: 0.19, How.VISIT: 0.03},
    "thanks": {How.WISH: 0.5, How.NOTE: 0.3, How.VISIT: 0.2},
    "sorry": {How.MISTAKE: 0.55, How.REQUEST: 0.3, How.VISIT: 0.15},
}
WEDDINGS = 0.36  # of the joys; the others are births


class Trap(StrEnum):
    """Why no letter must go."""

    AGAIN = "again"
    GROWN = "grown"
    CHILD_DIED = "child_died"
    FOUNDLING = "foundling"
    REFUSED = "refused"
    TOLD_BEFORE = "told_before"


TRAPS: Mapping[Trap, float] = {
    Trap.AGAIN: 0.34, Trap.GROWN: 0.16, Trap.CHILD_DIED: 0.06, Trap.FOUNDLING: 0.04, Trap.REFUSED: 0.1, Trap.TOLD_BEFORE: 0.3,
}  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happens on a day. `kind`: wedding, birth, condolence, thanks, apology; `trap`: what must hold its letter."""

    day: date
    number: int
    base: str
    kind: str
    how: How
    trap: Trap | None = None


def events(rng: Random, *, start: date, end: date) -> list[Event]:
    """What happens in one commune from `start` to `end` (both included), in the order of the days."""
    days, made = (end - start).days + 1, []
    for base, rate in PRIORS.items():
        for _ in range(poisson(rng, rate * days / DAYS_A_YEAR)):
            how = rng.choices(list(WAYS[base]), list(WAYS[base].values()))[0]
            made.append((base, _kind(rng, base), how, None))
    for _ in range(poisson(rng, HELD_A_YEAR * days / DAYS_A_YEAR)):
        trap = rng.choices(list(TRAPS), list(TRAPS.values()))[0]
        made.append(("joy", "wedding" if trap is Trap.REFUSED else "birth", How.DOSSIER, trap))
    return sorted(
        Event(start + timedelta(days=rng.randrange(days)), number, *one) for number, one in enumerate(made)
    )  # fmt: skip


def _kind(rng: Random, base: str) -> str:
    if base == "joy":
        return "wedding" if rng.random() < WEDDINGS else "birth"
    return {"grief": "condolence", "thanks": "thanks", "sorry": "apology"}[base]


def expected(base: str, *, communes: int, days: int) -> float:
    """Letters of one voice that the rates promise."""
    return PRIORS[base] * communes * days / DAYS_A_YEAR


def slack(mean: float) -> float:
    """How far a Poisson number may lie from its mean, 99 times in 100."""
    return 2.6 * sqrt(mean)


def shares(counts: Mapping[str, int]) -> dict[str, float]:
    """Of 100."""
    whole = sum(counts.values())
    return {base: 100 * counts.get(base, 0) / whole if whole else 0.0 for base in PRIORS}


def proportions_fit(counts: Mapping[str, int]) -> bool:
    """Whether the shares are those of the published letters, as far as so few letters can say, 99 times in 100."""
    whole, published = sum(counts.values()), shares(PUBLISHED)
    if not whole:
        return False
    found = shares(counts)
    return all(
        abs(found[base] - of) <= 100 * 2.6 * sqrt(of / 100 * (1 - of / 100) / whole) + 0.5 for base, of in published.items()
    )


def names(bases: Sequence[str]) -> list[str]:
    """For a report in English."""
    return [{"joy": "congratulation", "grief": "condolence", "thanks": "thanks", "sorry": "apology"}[base] for base in bases]
