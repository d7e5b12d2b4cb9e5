"""The same commands and the same seed leave the same bytes in two empty offices; another seed does not."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from thanthien.shared import chance

ROOT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))
# When Django brought the tables to their form is no fact of the office.
MOMENT_OF_SETUP = {"django_migrations": ("applied",)}


def thanthien(home: Path, *command: str, expect: int = 0) -> subprocess.CompletedProcess[str]:
    env = {"THANTHIEN_HOME": str(home), "PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin", "THANTHIEN_ANCHORS": "hand"}
    done = subprocess.run([sys.executable, "-m", "thanthien", *command], env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == expect, done.stdout + done.stderr
    return done


def tables(home: Path) -> dict[str, list[tuple]]:
    """Every table of an office, row by row, in the order in which the rows were written."""
    with closing(sqlite3.connect(home / "office.sqlite3")) as line:
        names = [name for (name,) in line.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for name in names:
            columns = [row[1] for row in line.execute(f'PRAGMA table_info("{name}")')]
            kept = ", ".join(f'"{column}"' for column in columns if column not in MOMENT_OF_SETUP.get(name, ()))
            found[name] = line.execute(f'SELECT {kept} FROM "{name}"').fetchall()
    return found


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """Three empty offices (tables and reference data, nobody in them) with one key, each having lived two days."""
    if connection.vendor != "sqlite":
        pytest.skip("bytes are those of a file")
    folder = tmp_path_factory.mktemp("offices")
    (folder / "key").write_bytes(KEY)
    thanthien(folder / "first", "start", "--no-serve")
    (folder / "first" / "keys" / "digest.key").unlink(missing_ok=True)
    said = {}
    for name, seed in (("first", "7"), ("second", "7"), ("third", "8")):
        if name != "first":
            shutil.copytree(folder / "empty", folder / name)
        else:
            shutil.copytree(folder / "first", folder / "empty")
        command = ("simulate", "--unit", "15148", "--from", "2026-09-07", "--to", "2026-09-08", "--seed", seed)
        said[name] = thanthien(folder / name, *command, "--visitors", "6", "--open", "--key", str(folder / "key"))
    return folder, said


def test_the_same_seed_leaves_the_same_bytes_in_every_table(homes):
    folder, said = homes
    first, second = tables(folder / "first"), tables(folder / "second")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first["queueing_ticket"]) > 8
    assert len(first["dossiers_dossier"]) > 5
    assert first["journal_chain"] == second["journal_chain"]
    assert said["first"].stdout == said["second"].stdout


def test_another_seed_leaves_other_days(homes):
    folder, _ = homes
    first, third = tables(folder / "first"), tables(folder / "third")
    assert first["journal_chain"] != third["journal_chain"]
    codes = [{row[0] for row in told["visits_visit"]} for told in (first, third)]
    assert not codes[0] & codes[1]
    assert first["procedures_procedure"] == third["procedures_procedure"], "what is no chance is the same"


def test_what_was_lived_proves_itself(homes):
    folder, _ = homes
    assert thanthien(folder / "second", "verify").stdout.startswith("ĐÚNG")


def test_one_line_says_what_it_did_and_the_progress_is_on_the_other_stream(homes):
    _, said = homes
    line = said["first"].stdout.splitlines()
    assert len(line) == 1
    assert line[0].startswith("2 ngày làm việc, ")
    assert "07/09/2026 – 08/09/2026" in said["first"].stderr


def test_days_once_lived_are_not_lived_again_and_the_next_ones_are(homes):
    folder, _ = homes
    shutil.copytree(folder / "third", folder / "fourth")
    again = thanthien(folder / "fourth", "simulate", "--unit", "15148", "--from", "2026-09-08", "--to", "2026-09-09", expect=1)
    assert "từ ngày 09/09/2026 trở đi" in again.stderr
    more = thanthien(
        folder / "fourth", "simulate", "--unit", "15148", "--from", "2026-09-09", "--to", "2026-09-09", "--visitors", "4"
    )
    assert more.stdout.startswith("1 ngày làm việc, ")
    other = thanthien(
        folder / "fourth",
        "simulate",
        "--unit",
        "15148",
        "--from",
        "2026-09-10",
        "--to",
        "2026-09-10",
        "--key",
        "/dev/null",
        expect=1,
    )
    assert "dài đúng 32 byte" in other.stderr
    (folder / "strange").write_bytes(KEY[::-1])
    strange = ("simulate", "--unit", "15148", "--from", "2026-09-10", "--to", "2026-09-10", "--key", str(folder / "strange"))
    assert "khóa khác" in thanthien(folder / "fourth", *strange, expect=1).stderr


def test_a_server_has_sworn_off_seeds(tmp_path):
    """The module that every server imports does it before it answers anybody."""
    code = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'thanthien.config.settings'\n"
        "import thanthien.config.wsgi\nfrom thanthien.shared import chance\nprint(chance._sworn.is_set())"
    )
    env = {"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin", "THANTHIEN_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "True", done.stderr
    assert not chance._sworn.is_set(), "the process of the tests serves nobody"
