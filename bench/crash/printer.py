"""R14: the kiosk's printer is out of paper, open, mute, stalls in the middle of a slip, loses its power, or is not there.

The number is there exactly once whatever the printer does, it stands on the screen within three seconds of the tap, the trouble
is told in a sentence, and one tap prints it when the printer is well again.
"""

import json
import time
from collections import Counter
from dataclasses import dataclass, field

from bench.crash.office import UNIT, Office, Person, Refused, built, new_key

SHORT, LONG = 8, 80
SECONDS = 3.0
WELL = {"paper": True, "cover": True, "mute": False, "stalls": False, "resets": None}
MOODS = {
    "well": {}, "paper end": {"paper": False}, "cover open": {"cover": False}, "mute": {"mute": True}, "stalls": {"stalls": True},
    "resets at once": {"resets": 0}, "resets in the slip": {"resets": 400}, "not there": {},
}  # fmt: skip


@dataclass
class Found:
    engine: str
    moods: Counter = field(default_factory=Counter)
    printed: int = 0
    shown: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, str, str]:
        moods = ", ".join(f"{count} × {mood}" for mood, count in self.moods.items())
        told = f"**{self.faults[:5]}**" if self.faults else "every number once and on the screen, paper at one tap afterwards"
        times = f"on the screen after {max(self.shown):.2f} s, the trouble said after {max(self.answered):.2f} s (longest)"
        return f"R14 printer in trouble, {self.engine}", f"{moods}; {self.printed} slips", f"{told}; {times}"


def run(taps: int) -> Found:
    """Let people take `taps` numbers, the printer in another mood for each."""
    from builders.fake_printer import FakePrinter

    with FakePrinter() as printer, built(THANTHIEN_TICKET_PRINTER=f"{printer.host}:{printer.port}") as office:
        office.start()
        found = Found("SQLite" if office.on_sqlite else "PostgreSQL")
        kiosk, codes = Person(office, "ngoc.ct"), []
        for n in range(taps):
            mood = list(MOODS)[n % len(MOODS)]
            codes.append(_tap(kiosk, printer, mood, found))
        _compare(office, codes, found)
        with office.tables() as tables:
            ((logged,),) = tables.rows("SELECT COUNT(*) FROM journal_entry WHERE kind = ?", "ticket.printed")
        if logged != found.printed:
            found.faults.append(f"{logged} slips in the journal, {found.printed} were told as printed")
        if len(printer.slips) != found.printed:
            found.faults.append(f"{len(printer.slips)} slips came out, {found.printed} were told as printed")
    return found


def _tap(kiosk: Person, printer, mood: str, found: Found) -> str:
    """One number with the printer in this mood, then one tap when it is well; the code of the number."""
    _set(printer, mood)
    key, began = new_key(), time.monotonic()
    code = kiosk.take_number(key)
    page = kiosk.ask("GET", f"/sanh/{UNIT}/lay-so/{code}")[2]
    found.shown.append(time.monotonic() - began)
    found.moods[mood] += 1
    if f"/v/{code}" not in page or found.shown[-1] > SECONDS:
        found.faults.append(f"{mood}: not on the screen after {found.shown[-1]:.1f} s")
    status, told = _print(kiosk, code, found)
    if status == 200:
        found.printed += 1
    if (status == 200) != (mood == "well") or (status != 200 and not told):
        found.faults.append(f"{mood}: {status} {told}")
    if kiosk.take_number(key) != code:
        found.faults.append(f"{mood}: the same tap gave another number")
    if mood != "well":
        _set(printer, "well")
        status, told = _print(kiosk, code, found)
        found.printed += status == 200
        if status != 200:
            found.faults.append(f"after {mood}: {status} {told}")
    return code


def _set(printer, mood: str) -> None:
    for name, value in (WELL | MOODS[mood]).items():
        setattr(printer, name, value)
    if mood == "not there":
        printer.leave()
    else:
        printer.be_there()


def _print(kiosk: Person, code: str, found: Found) -> tuple[int, str]:
    """The status of one tap on "print", and the sentence that came with it."""
    began = time.monotonic()
    try:
        status, _, body = kiosk.ask("POST", f"/sanh/{UNIT}/lay-so/{code}/in", {}, Accept="application/json")
    except Refused as refusal:
        status, body = refusal.status, refusal.body
    found.answered.append(time.monotonic() - began)
    return status, json.loads(body).get("error", "") if body.startswith("{") else ""


def _compare(office: Office, codes: list[str], found: Found) -> None:
    with office.tables() as tables:
        kept = [row[0] for row in tables.rows(
            "SELECT v.public_code FROM queueing_ticket t JOIN visits_visit v ON v.id = t.visit_id WHERE t.unit_id = ?", UNIT
        )]  # fmt: skip
    if sorted(kept) != sorted(codes):
        found.faults.append(f"{len(codes)} taps, {len(kept)} numbers")
    if office.tracebacks():
        found.faults.append(f"{office.tracebacks()} tracebacks: {office.last_words()}")
