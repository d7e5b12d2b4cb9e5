"""R4: the disk answers with an error, at every place once. Nothing is told as done that is not kept.

The database: real acts of the office are played through a VFS whose n-th write, sync, truncation or deletion fails, once or until
the act has failed; whoever pressed presses again. At the end the file holds exactly what was told as done, page by page. Files
that rows name (photos, recorded voices) and the anchors: `os.fsync` and `os.replace` fail, and every name in a row still leads to
a whole file. The control tells every act as done although the disk refused it, and must be found out.
"""

import errno
import hashlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from bench.crash import power
from bench.crash.office import ROOT, UNIT, built

SHORT, LONG = 10, 500
ACTS = 12
CONTROL = 20
MODES = (("WAL", "FULL"), ("TRUNCATE", "FULL"))


@dataclass
class Found:
    places: dict[str, int] = field(default_factory=dict)
    errors: int = 0
    again: int = 0
    files: int = 0
    seen: int = 0
    faults: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, str, str]:
        where = ", ".join(f"{mode} {count}" for mode, count in self.places.items())
        done = f"an error at {where} places, each once and lasting: {self.errors} acts refused, {self.again} pressed again; "
        told = (
            f"**{self.faults[:5]}**"
            if self.faults
            else "nothing told as done that is not kept, no broken page, no row without file"
        )
        return (
            "R4 input/output errors",
            f"{done}{self.files} failing syncs and renames of files",
            f"{told}; control found {self.seen} times",
        )


class Fault:
    """Fails the `at`-th change of the file, and all after it when `stays`, until told that the disk is well again."""

    def __init__(self, at: int, *, stays: bool) -> None:
        self.at, self.stays, self.count, self.armed = at, stays, 0, False

    def check(self) -> None:
        if not self.armed:
            return
        self.count += 1
        if self.count == self.at or (self.stays and self.count > self.at):
            raise apsw.IOError(f"change {self.count}")

    def well(self) -> None:
        self.stays = False


class Failing(apsw.VFS):
    def __init__(self, name: str, fault: Fault) -> None:
        self.fault = fault
        super().__init__(name, "")

    def xOpen(self, name, flags):  # noqa: N802  SQLite's names
        return FailingFile(name, flags, self.fault)

    def xDelete(self, filename, syncdir):  # noqa: N802
        self.fault.check()
        super().xDelete(filename, syncdir)


class FailingFile(apsw.VFSFile):
    def __init__(self, name, flags, fault: Fault) -> None:
        self.fault = fault
        super().__init__("", name, flags)

    def xWrite(self, data, offset):  # noqa: N802
        self.fault.check()
        super().xWrite(data, offset)

    def xTruncate(self, size):  # noqa: N802
        self.fault.check()
        super().xTruncate(size)

    def xSync(self, flags):  # noqa: N802
        self.fault.check()
        super().xSync(flags)


def play(file: Path, acts: list[list[str]], mode: tuple[str, str], fault: Fault, *, lies: bool = False) -> tuple[int, int]:
    """Play the acts on a disk that fails; (acts told as done, acts that were refused). `lies`: an error is told as done."""
    vfs = Failing("failing", fault)
    line = apsw.Connection(str(file), vfs="failing")
    for setting in (f"journal_mode={mode[0]}", f"synchronous={mode[1]}", "wal_autocheckpoint=40", "cache_size=-16000"):
        line.execute(f"PRAGMA {setting}").fetchall()
    fault.armed, told, refused = True, 0, 0
    for act in acts:
        while not _done(line, act):
            refused += 1
            fault.well()
            _roll_back(line)
            if lies or line.execute("SELECT count(*) FROM queueing_ticket").fetchone()[0] > told:
                break  # kept although nobody was told: pressed again, the key finds it
        told += 1
    fault.armed = False
    line.close()
    vfs.unregister()
    return told, refused


def _done(line: apsw.Connection, act: list[str]) -> bool:
    try:
        for text in act:
            line.execute(text)
    except apsw.Error:
        return False
    return True


def _roll_back(line: apsw.Connection) -> None:
    if line.in_transaction:
        line.execute("ROLLBACK")


def run(places: int, *, seed: int = 4) -> Found:
    """Let the disk fail at `places` places, spread over everything that the acts write, in each mode; then the files."""
    found, dice = Found(), random.Random(seed)
    fast = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="thanthien-broken-", dir=fast if fast.is_dir() else None) as place:
        folder = Path(place)
        with built(sqlite=True) as office:
            power.small_copy(office.home / "office.sqlite3", folder / "morning.sqlite3")
            acts = power.recorded_acts(office)[:ACTS]
            _files(office, found)
        for mode in MODES:
            whole = Fault(0, stays=False)
            _play_one(folder, acts, mode, whole, found)
            chosen = sorted(dice.sample(range(1, whole.count + 1), min(places, whole.count)))
            found.places["+".join(mode)] = len(chosen)
            for at in chosen:
                for stays in (False, True):
                    _play_one(folder, acts, mode, Fault(at, stays=stays), found)
            if mode[0] == "WAL":
                found.seen = sum(_is_found_out(folder, acts, mode, at) for at in chosen[:CONTROL])
    if not found.seen:
        found.faults.append("control: an office that tells what was not kept is not found out")
    return found


def _fresh(folder: Path) -> Path:
    for path in folder.glob("office.sqlite3*"):
        path.unlink()
    return Path(shutil.copy(folder / "morning.sqlite3", folder / "office.sqlite3"))


def _play_one(folder: Path, acts: list[list[str]], mode: tuple[str, str], fault: Fault, found: Found) -> None:
    file = _fresh(folder)
    told, refused = play(file, acts, mode, fault)
    kept, whole = power.look(file)
    found.errors += bool(refused)
    found.again += refused
    if not whole or kept != told or told != len(acts):
        found.faults.append(f"{'+'.join(mode)} at {fault.at}: {told} told, {kept} kept, whole: {whole}")


def _is_found_out(folder: Path, acts: list[list[str]], mode: tuple[str, str], at: int) -> bool:
    file = _fresh(folder)
    told, refused = play(file, acts, mode, Fault(at, stays=True), lies=True)
    kept, whole = power.look(file)
    return bool(refused) and (not whole or kept != told)


# ── files that rows name ──


def _files(office, found: Found) -> None:
    program = "from bench.crash import broken; broken.inside()"
    env = office.env | {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}:{ROOT / 'tests'}"}
    done = subprocess.run([sys.executable, "-c", program], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stdout + done.stderr)
    told = json.loads(done.stdout.splitlines()[-1])
    found.files, found.faults = told["tries"], found.faults + told["faults"]


@contextmanager
def failing(name: str, at: int) -> Iterator[list[int]]:
    """`os.<name>` fails at its `at`-th call; the list counts the calls."""
    usual, calls = getattr(os, name), []

    def fail(*args, **more):
        calls.append(1)
        if len(calls) == at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return usual(*args, **more)

    setattr(os, name, fail)
    try:
        yield calls
    finally:
        setattr(os, name, usual)


def inside() -> None:
    """In a process of the office: each act that keeps a file meets a failing disk; prints what was found as JSON."""
    from thanthien.config.sqlite import use_bundled_sqlite

    use_bundled_sqlite()
    import django

    django.setup()
    from django.test import Client
    from django_scopes import scopes_disabled

    from thanthien.people.models import Officer

    admin, guide = Client(raise_request_exception=False), Client(raise_request_exception=False)
    with scopes_disabled():
        admin.force_login(Officer.objects.get(login="an.lv"))
        guide.force_login(Officer.objects.get(login="ngoc.ct"))
        faults, tries = [], 0
        for what, browser in ((photo, admin), (voice, admin), (number, guide)):
            for name in ("fsync", "replace"):
                for at in (1, 2, 3):
                    with failing(name, at) as calls:
                        done = what(browser, f"{what.__name__}{name}{at}")
                    tries += len(calls) >= at
                    faults += [f"{what.__name__}, {name} {at}: {wrong}" for wrong in (*dangling(), *done)]
            faults += [
                f"{what.__name__} on a good disk: {wrong}" for wrong in (*what(browser, what.__name__, good=True), *dangling())
            ]
    print(json.dumps({"tries": tries, "faults": faults}))


def photo(browser, key: str, *, good: bool = False) -> list[str]:
    """An officer changes their photo."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (400, 400), tuple(hashlib.sha256(key.encode()).digest()[:3])).save(out, "JPEG")
    answer = browser.post("/toi/anh", {"photo": SimpleUploadedFile("a.jpg", out.getvalue(), "image/jpeg")})
    return [] if answer.status_code == 302 or not good else [f"{answer.status_code}"]


def voice(browser, key: str, *, good: bool = False) -> list[str]:
    """The administrator records a word of the call."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from queueing.test_recording import noise, tone, wav

    pitch = 200 + int.from_bytes(hashlib.sha256(key.encode()).digest()[:1])
    data = wav(noise(0.2) + tone(0.5, loud=5_000, pitch=pitch) + noise(0.2))
    answer = browser.post("/quan-tri/giong-noi/thu/quay", {"clip": SimpleUploadedFile("a.wav", data, "audio/wav")})
    return [] if answer.status_code < 400 or not good else [f"{answer.status_code} {answer.content[:200]}"]


def number(browser, key: str, *, good: bool = False) -> list[str]:
    """A number whose anchor cannot be written: pressed again it is the same number, and it is there once."""
    from thanthien.journal import anchors
    from thanthien.queueing.models import Ticket

    before = Ticket.objects.filter(unit_id=UNIT).count()
    form = {"service": "A", "once": hashlib.sha256(key.encode()).hexdigest()[:32]}
    answers = [browser.post(f"/sanh/{UNIT}/lay-so", form) for _ in range(3)]
    with suppress(OSError):  # the error meets the office's own writer of anchors, or this one
        anchors.flush()
    anchors.flush()
    more = Ticket.objects.filter(unit_id=UNIT).count() - before
    shown = {answer.get("Location") for answer in answers if answer.status_code == 302}
    return [] if more == 1 and len(shown) == 1 else [f"{more} numbers, answers {[answer.status_code for answer in answers]}"]


def dangling() -> list[str]:
    """Names in rows that lead to no whole file."""
    from django.conf import settings
    from PIL import Image

    from thanthien.people.models import Officer
    from thanthien.queueing.models import OwnVoice

    wrong = []
    for officer in Officer.objects.exclude(photo="").exclude(photo__startswith="demo"):
        try:
            Image.open(Path(settings.MEDIA_ROOT) / officer.photo).load()
        except OSError as error:
            wrong.append(f"{officer.photo}: {error}")
    for own in OwnVoice.objects.all():
        for row in own.clips.values():
            path = next(Path(settings.MEDIA_ROOT).rglob(row["file"]), None)
            if path is None or hashlib.sha256(path.read_bytes()).hexdigest()[:16] not in path.name:
                wrong.append(f"{row['file']} is not whole")
    return wrong
