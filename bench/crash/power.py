"""R2: the power goes in the middle of a write. Disks are simulated; what they are given is what the office's own acts write.

The SQL of real acts is recorded and played again through a VFS that notes every write, truncation, sync and deletion. A disk
image after a cut = everything synced + each unsynced 512-byte sector with an even chance. Each image is opened, checked page by
page, and its tickets compared with those that had been acknowledged. The controls show that the method sees: NORMAL must lose
what was acknowledged, OFF must break the file.
"""

import json
import random
import shutil
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from bench.crash.office import UNIT, Office, built

SHORT, LONG = 80, 20_000
ACTS, SECTOR, CONTROL = 60, 512, 100
# Journal mode and synchronous of the office on a good and on an old library; and two that must fail
PROMISED = (("WAL", "FULL"), ("TRUNCATE", "FULL"))
LOSES, BREAKS = ("WAL", "NORMAL"), ("TRUNCATE", "OFF")
RECORD = f"""
import json
from django.db import connection
from thanthien.people.scoping import in_unit
from thanthien.queueing import actions, queries
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.clock import now
guide = Actor(ActorKind.OFFICER, "ngoc.ct", "{UNIT}", frozenset({{"guide"}}))
service = queries.service_by_letter(unit="{UNIT}", letter="A")
connection.ensure_connection()
acts = []
for _ in range({ACTS} + 1):
    said = []
    connection.connection.set_trace_callback(said.append)
    actions.take_ticket(unit="{UNIT}", service=service, channel="guide", by=guide, at=now())
    connection.connection.set_trace_callback(None)
    acts.append([text for text in said if not text.lstrip().upper().startswith(("SELECT", "--"))])
print(json.dumps(acts))
"""
KEPT_UNITS = f"'{UNIT}', '38', 'VN'"


@dataclass
class Found:
    """By mode: images, acknowledged and lost, broken, half done."""

    images: dict[tuple[str, str], int] = field(default_factory=dict)
    lost: dict[tuple[str, str], int] = field(default_factory=dict)
    broken: dict[tuple[str, str], int] = field(default_factory=dict)
    seconds: float = 0

    @property
    def faults(self) -> list[str]:
        wrong = [
            f"{mode} lost {self.lost[mode]}, broke {self.broken[mode]}"
            for mode in PROMISED
            if self.lost[mode] + self.broken[mode]
        ]
        if not self.lost[LOSES]:
            wrong.append("control: NORMAL lost nothing, so the method is blind")
        if not self.broken[BREAKS]:
            wrong.append("control: OFF broke nothing, so the method is blind")
        return wrong

    def row(self) -> tuple[str, str, str]:
        def told(mode: tuple[str, str]) -> str:
            return f"{'+'.join(mode)}: {self.images[mode]} images, {self.lost[mode]} lost, {self.broken[mode]} broken or half"

        done = "; ".join(told(mode) for mode in PROMISED)
        control = "; ".join(told(mode) for mode in (LOSES, BREAKS))
        verdict = f"**{self.faults}**" if self.faults else "as promised"
        return "R2 power cut", f"{done} ({self.seconds:.0f} s)", f"{verdict}; controls {control}"


@dataclass
class Disk:
    """Files as a disk holds them: what is synced, and what was asked since and may be there or not."""

    synced: dict[str, bytearray] = field(default_factory=lambda: defaultdict(bytearray))
    asked: dict[str, list[tuple]] = field(default_factory=lambda: defaultdict(list))

    def take(self, op: tuple) -> None:
        what, name, *rest = op
        if what == "sync":
            for one in self.asked.pop(name, []):
                put(self.synced[name], one)
        elif what == "delete":
            self.synced.pop(name, None)
            self.asked.pop(name, None)
        else:
            self.asked[name].append((what, *rest))

    def image(self, dice: random.Random) -> dict[str, bytes]:
        """The files as they may be when the power is back."""
        files = {name: bytearray(content) for name, content in self.synced.items()}
        for name, asked in self.asked.items():
            content = files.setdefault(name, bytearray())
            for what, *rest in asked:
                if what == "truncate":
                    if dice.random() < 0.5:
                        put(content, (what, *rest))
                    continue
                data, offset = rest
                for start in range(0, len(data), SECTOR):
                    if dice.random() < 0.5:
                        put(content, ("write", data[start : start + SECTOR], offset + start))
        return {name: bytes(content) for name, content in files.items()}


def put(content: bytearray, one: tuple) -> None:
    what, *rest = one
    if what == "truncate":
        del content[rest[0] :]
        return
    data, offset = rest
    if len(content) < offset + len(data):
        content.extend(bytes(offset + len(data) - len(content)))
    content[offset : offset + len(data)] = data


class Recorder(apsw.VFS):
    """The machine's own file system, with every change noted in `ops`."""

    def __init__(self, name: str, ops: list[tuple]) -> None:
        self.ops = ops
        super().__init__(name, "")

    def xOpen(self, name, flags):  # noqa: N802  SQLite's names
        return Recorded(name, flags, self.ops)

    def xDelete(self, filename, syncdir):  # noqa: N802
        self.ops.append(("delete", Path(filename).name))
        super().xDelete(filename, syncdir)


class Recorded(apsw.VFSFile):
    def __init__(self, name, flags, ops: list[tuple]) -> None:
        path = name if isinstance(name, str) or name is None else name.filename()
        self.name, self.ops = Path(path or "temporary").name, ops
        super().__init__("", name, flags)

    def xWrite(self, data, offset):  # noqa: N802
        self.ops.append(("write", self.name, bytes(data), offset))
        super().xWrite(data, offset)

    def xTruncate(self, size):  # noqa: N802
        self.ops.append(("truncate", self.name, size))
        super().xTruncate(size)

    def xSync(self, flags):  # noqa: N802
        self.ops.append(("sync", self.name))
        super().xSync(flags)


def recorded_acts(office: Office) -> list[list[str]]:
    """The writing SQL of `ACTS` numbers taken one after another, an act a list."""
    from builders.serving import Server

    return json.loads(Server("", office.env, office.process).python(RECORD).splitlines()[-1])


def small_copy(source: Path, target: Path) -> None:
    """The office's database with its tables, indexes and triggers, without the catalogue and the other communes."""
    line = apsw.Connection(str(source))
    line.execute("VACUUM INTO ?", (str(target),))
    line.close()
    line = apsw.Connection(str(target))
    tables = [row[0] for row in line.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'procedures%'")]
    line.execute("BEGIN")
    for table in tables:
        line.execute(f'DELETE FROM "{table}"')
    line.execute(f"DELETE FROM people_unit WHERE code NOT IN ({KEPT_UNITS})")
    line.execute("COMMIT")
    line.execute("VACUUM")
    line.close()


def play(base: Path, acts: list[list[str]], mode: tuple[str, str]) -> list[tuple]:
    """What the disk is asked to do while the acts are played, and ("acknowledged", n) after each."""
    ops: list[tuple] = []
    name = f"recorder-{'-'.join(mode)}"
    vfs = Recorder(name, ops)
    line = apsw.Connection(str(base), vfs=name)
    for setting in (f"journal_mode={mode[0]}", f"synchronous={mode[1]}", "wal_autocheckpoint=150", "cache_size=-16000"):
        line.execute(f"PRAGMA {setting}").fetchall()
    ops.append(("begin", ""))
    for n, act in enumerate(acts, 1):
        for text in act:
            line.execute(text)
        ops.append(("acknowledged", "", n))
    played = list(ops)
    line.close()
    vfs.unregister()
    return played


def judge(folder: Path, files: dict[str, bytes]) -> tuple[int, bool]:
    """(acts that are there, True when every page and every count is right) of one image."""
    for name in ("office.sqlite3", "office.sqlite3-wal", "office.sqlite3-journal"):
        path = folder / name
        if name in files:
            path.write_bytes(files[name])
        else:
            path.unlink(missing_ok=True)
    (folder / "office.sqlite3-shm").unlink(missing_ok=True)
    return look(folder / "office.sqlite3")


def look(file: Path) -> tuple[int, bool]:
    """The same of a file as it stands."""
    line = apsw.Connection(str(file))
    try:
        checked = line.execute("PRAGMA integrity_check").fetchall()
        tickets, entries, number, position, last = line.execute(
            "SELECT (SELECT count(*) FROM queueing_ticket), (SELECT count(*) FROM journal_entry WHERE kind = 'ticket.taken'), "
            "(SELECT coalesce(max(number), 0) FROM queueing_ticket), (SELECT seq FROM journal_chain WHERE unit = ?1), "
            "(SELECT max(seq) FROM journal_entry WHERE unit = ?1)", (UNIT,)
        ).fetchall()[0]  # fmt: skip
        whole = checked == [("ok",)] and tickets == entries == number and position == last
        return tickets, whole
    except apsw.Error:
        return 0, False
    finally:
        line.close()


def run(images: int, *, seed: int = 2) -> Found:
    """`images` cuts for each promised mode, CONTROL at most for the controls."""
    found, began = Found(), time.monotonic()
    fast = Path("/dev/shm")
    with tempfile.TemporaryDirectory(prefix="thanthien-power-", dir=fast if fast.is_dir() else None) as place:
        folder = Path(place)
        with built(sqlite=True) as office:
            small_copy(office.home / "office.sqlite3", folder / "morning.sqlite3")
            acts = recorded_acts(office)
        for mode in (*PROMISED, LOSES, BREAKS):
            _cut_often(folder, acts, mode, images if mode in PROMISED else min(images, CONTROL), random.Random(seed), found)
    found.seconds = time.monotonic() - began
    return found


def _cut_often(
    folder: Path, acts: list[list[str]], mode: tuple[str, str], images: int, dice: random.Random, found: Found
) -> None:
    """Cut the power at `images` places of the recorded stream, spread over all of it."""
    base = folder / "office.sqlite3"
    for path in folder.glob("office.sqlite3*"):
        path.unlink()
    shutil.copy(folder / "morning.sqlite3", base)
    ops = play(base, acts, mode)
    disk, told = Disk(), 0
    disk.synced[base.name] = bytearray((folder / "morning.sqlite3").read_bytes())
    started = next(n for n, op in enumerate(ops) if op[0] == "begin")
    cuts = sorted(dice.randrange(started, len(ops)) for _ in range(images))
    found.images[mode], found.lost[mode], found.broken[mode] = images, 0, 0
    next_cut = iter([*cuts, len(ops)])
    cut = next(next_cut)
    for n, op in enumerate(ops):
        if op[0] == "acknowledged":
            told = op[2]
        elif op[0] != "begin":
            disk.take(op)
        while cut == n:
            kept, whole = judge(folder, disk.image(dice))
            found.broken[mode] += not whole
            found.lost[mode] += whole and kept < told
            cut = next(next_cut)
