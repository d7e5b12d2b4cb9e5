"""R8: a backup is made while people press, and the office comes back from it in an empty place, equal to the last row."""

import json
import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.crash.kill import Presser
from bench.crash.office import Acknowledged, Office, Person, built

SHORT, LONG = 1, 20


@dataclass
class Found:
    engine: str
    drills: int = 0
    acknowledged: int = 0
    mib: float = 0
    made: list[float] = field(default_factory=list)
    restored: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, str, str]:
        done = f"{self.drills} drills while people press, {self.acknowledged} acknowledged before the backups, {self.mib:.1f} MiB"
        times = f"backup {max(self.made):.1f} s, restore with all checks {max(self.restored):.1f} s (longest)"
        told = f"**{self.faults}**" if self.faults else "every one equal: counts, chain heads, SHA-256, journal"
        return f"R8 backup and restore, {self.engine}", done, f"{told}; {times}"


@contextmanager
def empty_place(office: Office) -> Iterator[Office]:
    """Another machine: an empty home and, on PostgreSQL, an empty database."""
    home, env = Path(tempfile.mkdtemp(prefix="thanthien-restored-")), dict(office.env)
    env |= {"THANTHIEN_HOME": str(home), "PORT": str(office.port + 1)}
    if not office.on_sqlite:
        env["THANTHIEN_DATABASE"] = _new_database(office.env["THANTHIEN_DATABASE"])
    try:
        yield Office(home, env)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _new_database(address: str) -> str:
    import psycopg

    head, _, tail = address.partition("?")
    name = f"restored_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as line:
        line.execute(f"DROP DATABASE IF EXISTS {name}")
        line.execute(f"CREATE DATABASE {name}")
    return f"{head.rsplit('/', 1)[0]}/{name}?{tail}"


def run(drills: int) -> Found:
    """Make `drills` backups of an office at work and restore each; the counts and faults."""
    with built() as office:
        found = Found("SQLite" if office.on_sqlite else "PostgreSQL")
        office.start()
        acks = Acknowledged(office.home / "acknowledged")
        alive, ended = threading.Event(), threading.Event()
        people = [(Person(office, "lan.qt", counter=1), "dossier"), (Person(office, "ngoc.ct"), "number")]
        pressers = [Presser(person, kind, acks, alive, ended) for person, kind in people]
        alive.set()
        for presser in pressers:
            presser.start()
        with tempfile.TemporaryDirectory(prefix="thanthien-backups-") as place:
            for _ in range(drills):
                acks.wait_for_news()
                time.sleep(random.uniform(0.1, 0.5))
                _drill(office, Path(place), acks, found)
        ended.set()
        for presser in pressers:
            presser.join(30)
        acks.close()
    return found


def _drill(office: Office, place: Path, acks: Acknowledged, found: Found) -> None:
    before = acks.read()
    began = time.monotonic()
    made = office.run("backup", str(place))
    found.made.append(time.monotonic() - began)
    folder = Path(made.stdout.split("ĐÚNG  ")[1].splitlines()[0])
    found.mib = max(found.mib, sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / (1 << 20))
    with empty_place(office) as other:
        began = time.monotonic()
        done = other.run("restore", str(folder), check=False)
        found.restored.append(time.monotonic() - began)
        if done.returncode or "ĐÚNG" not in done.stdout:
            found.faults.append(done.stdout + done.stderr)
        else:
            found.faults += _missing(other, before)
    found.drills += 1
    found.acknowledged += len(before)


def _missing(other: Office, before: list[tuple[str, str, str]]) -> list[str]:
    """What had been acknowledged before the backup began and is not in the restored office."""
    with other.tables() as tables:
        codes = {row[0] for row in tables.rows("SELECT public_code FROM visits_visit")}
        dossiers = {str(row[0]) for row in tables.rows("SELECT id FROM dossiers_dossier")}
    return [f"{kind} {what} is not in the backup" for kind, _, what in before if what not in (codes | dossiers)]


def spoilt(folder: Path) -> Iterator[tuple[str, Path]]:
    """The backup spoilt in each way a disk or a hand can spoil it: (what was done, the folder); each is undone afterwards."""
    listed = json.loads((folder / "manifest.json").read_text())["files"]
    for name, how in [(one, how) for one in listed for how in ("flip", "cut", "gone")]:
        path, whole = folder / name, (folder / name).read_bytes()
        if not whole:
            continue
        if how == "flip":
            at = random.randrange(len(whole))
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        elif how == "cut":
            path.write_bytes(whole[:-1])
        else:
            path.unlink()
        yield f"{how} {name}", folder
        path.write_bytes(whole)
    (folder / "more").write_text("x")
    yield "a file more", folder
    (folder / "more").unlink()
    manifest = (folder / "manifest.json").read_text()
    (folder / "manifest.json").write_text(manifest.replace('"version": "0', '"version": "00'))
    yield "the manifest edited", folder
    (folder / "manifest.json").write_text(manifest)
