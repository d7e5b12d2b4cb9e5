"""R1: the server dies by SIGKILL in the middle of the morning, again and again.

Eight people press at once, each press with a key of its own: numbers at the door, receptions at four counters. What a person saw
acknowledged stands in a list on the disk before the next press. A press that got no answer is sent again with the same key when
the office is back, as a browser does.
"""

import http.client
import random
import statistics
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from bench.crash.office import UNIT, Acknowledged, Office, Person, Refused, Tables, built, new_key

SHORT, LONG = 3, 500
SITTING = {"lan.qt": 1, "dinh.bv": 2, "mai.tt": 4, "hong.ct": 5}
GUIDES, LETTERS = 4, "ABCDE"
PAUSE = (0.05, 0.4)


@dataclass
class Found:
    """What was counted after all. Everything in `faults` must be empty; the rest are figures."""

    engine: str
    kills: int = 0
    acknowledged: Counter = field(default_factory=Counter)
    sent_again: int = 0
    refused: Counter = field(default_factory=Counter)
    starts: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, str, str]:
        """(fault, what was done, what was found) of the report."""
        done = (
            f"{self.kills} kills at random {PAUSE[0] * 1000:.0f}–{PAUSE[1] * 1000:.0f} ms, {self.acknowledged['number']} numbers "
            f"and {self.acknowledged['dossier']} receptions acknowledged, {self.sent_again} sent again after a kill"
        )
        start = f"first 200 after a restart {statistics.median(self.starts):.1f} s (median), {max(self.starts):.1f} s (longest)"
        return f"R1 kill -9 during intake, {self.engine}", done, f"{said(self.faults)}; {start}"


def said(faults: list[str]) -> str:
    return (
        f"**{len(faults)} faults: {'; '.join(faults[:5])}**"
        if faults
        else "nothing lost, nothing twice, no hole, no act without entry"
    )


class Presser(threading.Thread):
    """One person who presses until told to stop; `alive` is set while the office answers."""

    def __init__(self, person: Person, kind: str, acks: Acknowledged, alive: threading.Event, ended: threading.Event) -> None:
        super().__init__(daemon=True)
        self.person, self.kind, self.acks, self.alive, self.ended = person, kind, acks, alive, ended
        self.again, self.refused = 0, Counter()
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.ended.is_set():
                self.alive.wait()
                self._press(new_key())
        except BaseException as error:  # noqa: BLE001  told to whoever started the thread
            self.failed = error

    def _press(self, key: str) -> None:
        letter = random.choice(LETTERS)
        while True:
            self.alive.wait()
            try:
                what = self.person.press(self.kind, key, letter)
            except Refused as refusal:
                self.refused[f"{refusal.status} {refusal.body[:200] if refusal.status < 500 else ''}"] += 1
                return
            except (OSError, http.client.HTTPException):
                self.again += 1
                time.sleep(0.01)
                continue
            self.acks.note(self.kind, key, what)
            return


def run(kills: int, *, seed: int = 1) -> Found:
    """Kill the server `kills` times; the counts and faults."""
    dice = random.Random(seed)
    with built() as office:
        office.start()
        found = Found("SQLite" if office.on_sqlite else "PostgreSQL")
        alive, ended = threading.Event(), threading.Event()
        acks = Acknowledged(office.home / "acknowledged")
        people = [(Person(office, login, counter=seat), "dossier") for login, seat in SITTING.items()]
        people += [(Person(office, "ngoc.ct"), "number") for _ in range(GUIDES)]
        pressers = [Presser(person, kind, acks, alive, ended) for person, kind in people]
        alive.set()
        for presser in pressers:
            presser.start()
        office.starts.clear()
        for n in range(kills):
            acks.wait_for_news()  # a cold server answers its first page late: the kill falls into real work
            time.sleep(dice.uniform(*PAUSE))
            office.kill()
            alive.clear()
            office.start()
            with office.tables() as tables:
                if n % 10 == 0 and not tables.whole():
                    found.faults.append(f"integrity_check after kill {n + 1}")
            alive.set()
        time.sleep(PAUSE[1])
        ended.set()
        for presser in pressers:
            presser.join(60)
        found.kills, found.starts = kills, office.starts
        found.sent_again = sum(presser.again for presser in pressers)
        for presser in pressers:
            found.refused += presser.refused
            if presser.failed is not None or presser.is_alive():
                found.faults.append(f"a person could not go on: {presser.failed!r}")
        found.faults += compare(office, acks.read(), found)
        if not _sees_a_loss(office, acks.read()):
            found.faults.append("control: a number taken away behind the office's back was not missed")
        acks.close()
    return found


def compare(office: Office, acks: list[tuple[str, str, str]], found: Found, *, tracebacks: bool = True) -> list[str]:
    """The list of the people against the tables of the office; what is wrong."""
    found.acknowledged = Counter(kind for kind, _, _ in acks)
    faults = [f"refused {count} × {what}" for what, count in found.refused.items()]
    with office.tables() as tables:
        codes = tables.rows(
            "SELECT v.public_code FROM queueing_ticket t JOIN visits_visit v ON v.id = t.visit_id WHERE t.unit_id = ?", UNIT
        )
        dossiers = tables.rows("SELECT id FROM dossiers_dossier WHERE unit_id = ?", UNIT)
        for kind, rows in (("number", codes), ("dossier", dossiers)):
            told, kept = Counter(what for k, _, what in acks if k == kind), {str(row[0]) for row in rows}
            faults += [f"{kind} {what} was acknowledged and is lost" for what in told.keys() - kept]
            faults += [f"{kind} {what} is there and nobody was told" for what in kept - told.keys()]
            faults += [f"{kind} {what} was given twice" for what, count in told.items() if count > 1]
        faults += holes(tables)
        if not tables.whole():
            faults.append("integrity_check at the end")
    verified = office.run("verify", check=False)
    if verified.returncode:
        faults.append(verified.stderr.strip())
    if tracebacks and office.tracebacks():
        faults.append(f"{office.tracebacks()} tracebacks on the console: {office.last_words()}")
    return faults


def _sees_a_loss(office: Office, acks: list[tuple[str, str, str]]) -> bool:
    """The control of the comparison itself: one number less in the table must be missed three ways."""
    with office.tables() as tables:
        tables.change("DELETE FROM queueing_ticket WHERE id = (SELECT min(id) FROM queueing_ticket WHERE unit_id = ?)", UNIT)
    faults = " ".join(compare(office, acks, Found("")))
    return all(word in faults for word in ("is lost", "numbers of", "queueing.ticket"))


def holes(tables: Tables) -> list[str]:
    """Numbers of a day and letter, and codes of a day, that are missing between 1 and the last, or stand twice.

    What an officer takes back stays in its table marked annulled, so a number that is missing there is explained by nothing.
    """
    series: dict[str, list[int]] = {}
    for day, letter, number in tables.rows("SELECT day, letter, number FROM queueing_ticket WHERE unit_id = ?", UNIT):
        series.setdefault(f"{letter} {day}", []).append(number)
    for (code,) in tables.rows("SELECT code FROM dossiers_dossier WHERE unit_id = ? AND code IS NOT NULL", UNIT):
        head, _, tail = code.rpartition("-")
        series.setdefault(head, []).append(int(tail))
    wrong = [f"numbers of {name}" for name, seen in series.items() if sorted(seen) != list(range(1, max(seen) + 1))]
    last = dict(tables.rows("SELECT name, value FROM journal_serial WHERE unit = ?", UNIT))
    for kind, table in (("ticket", "queueing_ticket"), ("dossier", "dossiers_dossier")):
        given = sum(value for name, value in last.items() if name.startswith(f"{kind}:"))
        if given != tables.one(f"SELECT count(*) FROM {table} WHERE unit_id = ?", UNIT):  # noqa: S608
            wrong.append(f"numbers of {kind}: the counters stand at {given}")
    return wrong
