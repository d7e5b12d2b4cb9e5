"""R7: every press comes two to five times with the same key, some at the same moment, and all of them once more after a kill."""

import http.client
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from bench.crash import kill
from bench.crash.office import Office, Person, Refused, built, new_key

SHORT, LONG = 6, 1_000
HANDS = 5


@dataclass
class Found:
    engine: str
    keys: int = 0
    presses: int = 0
    faults: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, str, str]:
        done = f"{self.keys} keys pressed {self.presses} times, alone, together and after a kill"
        return (
            f"R7 double tap and resend, {self.engine}",
            done,
            f"**{self.faults[:5]}**" if self.faults else "one record a key, one answer",
        )


class Hand:
    """One browser of several that share a person's login; the same form may be sent by each."""

    def __init__(self, office: Office, *, sits: bool) -> None:
        self.clerk = Person(office, "lan.qt", counter=1 if sits else None)
        self.guide = Person(office, "ngoc.ct")

    def press(self, kind: str, key: str) -> str:
        """What the answer showed, or the refusal. As a browser: a line that the server closed is opened again."""
        person = self.guide if kind == "number" else self.clerk
        for last in (False, True):
            try:
                return person.press(kind, key)
            except Refused as refusal:
                return f"refused {refusal}"
            except (OSError, http.client.HTTPException):
                if last:
                    raise
        raise AssertionError


def run(keys: int, *, seed: int = 7) -> Found:
    dice = random.Random(seed)
    with built() as office:
        office.start()
        found = Found("SQLite" if office.on_sqlite else "PostgreSQL")
        hands = [Hand(office, sits=n == 0) for n in range(HANDS)]
        answers: dict[tuple[str, str], set[str]] = {}
        with ThreadPoolExecutor(HANDS) as at_once:
            for n in range(keys):
                press = ("number" if n % 2 else "dossier", new_key())
                some = hands[: dice.randint(2, HANDS)]
                told = (
                    at_once.map(lambda hand, press=press: hand.press(*press), some) if n % 3 else (h.press(*press) for h in some)
                )
                answers[press] = set(told)
                found.presses += len(some)
            office.kill()
            office.start()
            for press in answers:
                answers[press].add(hands[0].press(*press))
        found.keys, found.presses = keys, found.presses + keys
        found.faults += [f"{kind}: {told}" for (kind, _), told in answers.items() if len(told) != 1 or "refused" in "".join(told)]
        acks = [(kind, key, what) for (kind, key), told in answers.items() for what in told]
        found.faults += kill.compare(office, acks, kill.Found("", refused=Counter()))
    return found
