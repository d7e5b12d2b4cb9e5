"""R6: many people take numbers and hand in dossiers at once: numbers without a hole, nobody is told of a lock."""

import http.client
import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from bench.crash import kill
from bench.crash.office import Person, Refused, built, new_key

SHORT, LONG = 4, 300
DOORS, SEATS = 12, {"lan.qt": 1, "dinh.bv": 2, "mai.tt": 4, "hong.ct": 5}


@dataclass
class Found:
    engine: str
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, str, str]:
        done = f"{DOORS} people at the door and {len(SEATS)} counters at once, {len(self.seconds)} presses over HTTP"
        tail = statistics.quantiles(self.seconds, n=20)[-1] * 1000
        told = f"**{self.faults[:5]}**" if self.faults else "no hole, nothing twice, nobody told of a lock"
        return f"R6 race for numbers, {self.engine}", done, f"{told}; p95 {tail:.0f} ms"


def run(each: int) -> Found:
    """Every person presses `each` times, all begin together."""
    with built() as office:
        office.start()
        found, acks, refused = Found("SQLite" if office.on_sqlite else "PostgreSQL"), [], Counter()
        people = [(Person(office, "ngoc.ct"), "number") for _ in range(DOORS)]
        people += [(Person(office, login, counter=seat), "dossier") for login, seat in SEATS.items()]
        start = threading.Barrier(len(people))

        def go(person: Person, kind: str) -> None:
            start.wait()
            for _ in range(each):
                key, began = new_key(), time.monotonic()
                try:
                    acks.append((kind, key, _answered(person, kind, key)))
                except Refused as refusal:
                    refused[str(refusal)[:200]] += 1
                found.seconds.append(time.monotonic() - began)

        threads = [threading.Thread(target=go, args=one) for one in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if len(acks) + sum(refused.values()) != each * len(people):
            found.faults.append("somebody got no answer")
        found.faults += kill.compare(office, acks, kill.Found("", refused=refused))
    return found


def _answered(person: Person, kind: str, key: str) -> str:
    """As a browser: a line that the server closed because it was idle is opened again, and the same form sent."""
    try:
        return person.press(kind, key)
    except (OSError, http.client.HTTPException):
        return person.press(kind, key)
