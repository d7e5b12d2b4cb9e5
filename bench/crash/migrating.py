"""R9: the update to a newer version is killed in the middle, again and again: the tables are as before a step or as after it.

The newer version is `next_release`, beside this file, as nothing was released yet from which to update: steps that add columns,
rebuild tables, fill rows, lay indexes and constraints in tables that are full after a morning's work. The update begins and dies
by SIGKILL at a random moment. Whatever the list of applied steps says, the schema must be exactly the one of that list;
begun again, the update ends, and every row is what it is after an update that nobody disturbed.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.crash.office import ROOT, built

SHORT, LONG = 2, 50
MOST_WAIT = 0.08  # seconds after a step was begun; a step takes about as long
NEXT = Path(__file__).parent / "next_release"
# Rows of Django's own that an update makes anew, in the order in which it comes to them
MADE_ANEW = ("django_migrations", "django_content_type", "auth_permission", "sqlite_sequence")


@dataclass
class Found:
    kills: int = 0
    steps: int = 0
    rows: int = 0
    where: Counter = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, str, str]:
        where = ", ".join(f"{count} {place}" for place, count in sorted(self.where.items()))
        done = f"{self.kills} kills inside an update of {self.steps} steps over {self.rows} rows ({where})"
        told = (
            f"**{self.faults[:5]}**"
            if self.faults
            else "never between two steps; begun again it ends, every row the same, journal whole"
        )
        return "R9 kill inside an update", done, told


def run(kills: int, *, seed: int = 9) -> Found:
    """Kill `kills` updates of the same office."""
    program = "from bench.crash import migrating; migrating.inside()"
    with built(sqlite=True) as office:
        env = office.env | {
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}:{ROOT / 'tests'}", "KILLS": json.dumps({"kills": kills, "seed": seed}),
        }  # fmt: skip
        done = subprocess.run([sys.executable, "-c", program], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise AssertionError(done.stdout + done.stderr)
        told = json.loads(done.stdout.splitlines()[-1])
        return Found(**told | {"where": Counter(told["where"])})


def inside() -> None:
    """In a process of the office that forks for each update; prints what was found as one line of JSON."""
    from thanthien.config.sqlite import use_bundled_sqlite

    use_bundled_sqlite()
    import django

    django.setup()
    newer()
    from django.conf import settings

    asked, found = json.loads(os.environ["KILLS"]), Found()
    file = Path(settings.DATABASES["default"]["NAME"])
    work()
    old = file.with_name("old.sqlite3")
    shutil.copy(file, old)
    known = states(file)
    found.steps = len(known) - 1
    wanted = rows_of(file)
    if applied(old) != min(known, key=len):
        raise AssertionError("the copy is not of the state before the update")
    found.rows = sum(count for count, _ in wanted.values())
    dice = random.Random(asked["seed"])
    for _ in range(asked["kills"]):
        _fresh(old, file)
        found.faults += _one(file, dice.randint(1, found.steps), dice.uniform(0, MOST_WAIT), known, wanted, found)
        found.kills += 1
    print(json.dumps(found.__dict__))


def work() -> None:
    """A morning's numbers and receptions, so that there is something to lose."""
    from datetime import datetime

    import time_machine
    from django.db import connections
    from django_scopes import scopes_disabled

    from bench.crash.clock import MORNING, Jumping
    from thanthien.shared.clock import VIETNAM

    start = datetime(*MORNING, tzinfo=VIETNAM)
    with time_machine.travel(start, tick=True) as clock, scopes_disabled():
        people = Jumping(clock, random.Random(1), start)
        for _ in range(12):
            people.work()
    connections.close_all()


def _fresh(old: Path, file: Path) -> None:
    for tail in ("-wal", "-shm", "-journal"):
        file.with_name(file.name + tail).unlink(missing_ok=True)
    shutil.copy(old, file)


def _fork(do, out: int | None = None) -> int:
    """Run `do` in a child; its process id. What it prints goes to `out`, or nowhere."""
    child = os.fork()
    if child:
        return child
    from django.db import connections

    status = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY) if out is None else out, 1)
        do()
        connections.close_all()  # so that the file is whole without its log, to be copied
        status = 0
    finally:
        os._exit(status)


def _apart(do) -> None:
    if os.waitpid(_fork(do), 0)[1]:
        raise AssertionError(f"{do.__name__} failed")


def newer() -> None:
    """In this process and its children the rooms have the steps of the next release too."""
    from django.conf import settings

    rooms = (room.name for room in NEXT.iterdir() if (room / "__init__.py").exists())
    settings.MIGRATION_MODULES = {room: f"bench.crash.next_release.{room}" for room in rooms}


def forward() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=1, no_color=True)


def whole() -> None:
    from django.core.management import call_command

    call_command("verify")


def _line(file: Path):
    import sqlite3

    return sqlite3.connect(file)


def applied(file: Path) -> frozenset[tuple[str, str]]:
    line = _line(file)
    try:
        return frozenset(line.execute("SELECT app, name FROM django_migrations").fetchall())
    finally:
        line.close()


def schema(file: Path) -> frozenset[tuple]:
    """Every table, index and trigger with its text; but the triggers of the index of names, which an update takes down until its
    end.
    """
    line = _line(file)
    try:
        rows = line.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
        return frozenset(row for row in rows if not (row[0] == "trigger" and row[1].startswith("words_of_")))
    finally:
        line.close()


def names_kept(file: Path) -> frozenset[str]:
    """The triggers that keep the index of names."""
    line = _line(file)
    try:
        rows = line.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'words%'").fetchall()
        return frozenset(name for (name,) in rows)
    finally:
        line.close()


def states(file: Path) -> dict[frozenset, frozenset]:
    """Applied steps → schema, for each place at which an update may stand; noted while one runs to its end undisturbed."""
    known, told = {applied(file): schema(file)}, file.with_name("states.json")

    def step_by_step() -> None:
        from django.db import connection
        from django.db.migrations.executor import MigrationExecutor

        from thanthien.dossiers import words

        seen = []

        def note(action: str, *_: object) -> None:
            if action == "apply_success":
                seen.append([sorted(applied(file)), sorted(schema(file), key=repr)])

        words.take_down(plan=["all"])
        executor = MigrationExecutor(connection, note)
        executor.migrate(executor.loader.graph.leaf_nodes())
        told.write_text(json.dumps(seen))

    _apart(step_by_step)
    for steps, tables in json.loads(told.read_text()):
        known[frozenset(map(tuple, steps))] = frozenset(map(tuple, tables))
    return known


def rows_of(file: Path) -> dict[str, tuple[int, str]]:
    """Table → (rows, digest of all of them)."""
    line = _line(file)
    try:
        names = [row[0] for row in line.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        found = {}
        for name in names:
            if name not in MADE_ANEW:
                rows = sorted(repr(row) for row in line.execute(f'SELECT * FROM "{name}"'))
                found[name] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
        return found
    finally:
        line.close()


def _kill_in(step: int, wait: float) -> None:
    """Begin the update and kill it `wait` seconds after it said that it begins its `step`-th step."""
    told, said = os.pipe()
    child = _fork(forward, said)
    os.close(said)
    heard = b""
    while heard.count(b"  Applying ") < step and (more := os.read(told, 4096)):
        heard += more
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(told)


def _one(file: Path, step: int, wait: float, known: dict, wanted: dict, found: Found) -> list[str]:
    """One update, killed in its `step`-th step; what is wrong."""
    _kill_in(step, wait)
    after = f"killed {wait * 1000:.0f} ms into step {step}"
    faults, steps, first = [], applied(file), min(known, key=len)
    if known.get(steps) != schema(file):
        faults.append(f"{after}: the tables are not those of {len(steps - first)} steps")
    place = (
        "before the first step" if steps == first else ("after the last" if len(steps) == len(max(known, key=len)) else "between")
    )
    found.where[place] += 1
    line = _line(file)
    if line.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        faults.append(f"{after}: integrity_check")
    line.close()
    _apart(forward)
    if rows_of(file) != wanted:
        faults.append(f"{after}: rows differ in {[name for name in wanted if rows_of(file).get(name) != wanted[name]]}")
    if not (stand := names_kept(file)) or stand != names_kept(file.with_name("old.sqlite3")):
        faults.append(f"{after}: the index of names is kept by {sorted(stand)}")
    if os.waitpid(_fork(whole), 0)[1]:
        faults.append(f"{after}: verify")
    return faults
