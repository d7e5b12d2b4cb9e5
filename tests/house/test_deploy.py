"""What lies in deploy/ for an office's machine fits the program: commands, folders, variables, and what the guides say of it."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from thanthien.config import variables

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted(path for path in DEPLOY.iterdir() if path.suffix in (".service", ".timer"))


def unit_of(path: Path) -> ConfigParser:
    """A unit as sections; a key that stands twice keeps its last value."""
    parser = ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    parser.optionxform = str
    parser.read_string(path.read_text(encoding="utf-8"))
    return parser


@pytest.mark.parametrize("path", [p for p in UNITS if p.suffix == ".service"], ids=lambda path: path.name)
def test_a_service_runs_commands_that_are_there_as_somebody_with_no_rights(path):
    service = unit_of(path)["Service"]
    assert service["User"] == "thanthien" and service["NoNewPrivileges"] == "true" and service["UMask"] == "0077"
    assert service["Environment"] == "THANTHIEN_HOME=/var/lib/thanthien"
    commands = re.findall(r"^Exec\w+=/srv/thanthien/\.venv/bin/python -m thanthien (.+)$", path.read_text(), re.M)
    assert commands and len(commands) == path.read_text().count("\nExec")
    for command in commands:
        name, *words = command.split()
        load_command_class(get_commands()[name], name).create_parser("thanthien", name).parse_args(words)


def test_the_backup_may_write_where_it_writes():
    text = (DEPLOY / "thanthien-backup.service").read_text()
    place = re.search(r"backup (\S+) --keep", text)[1]
    assert place in unit_of(DEPLOY / "thanthien-backup.service")["Service"]["ReadWritePaths"].split()
    assert unit_of(DEPLOY / "thanthien-backup.timer")["Timer"]["Persistent"] == "true"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not on this machine")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_understands_the_unit(path, tmp_path):
    known = tmp_path / path.name
    known.write_text(path.read_text().replace("/srv/thanthien/.venv/bin/python", "/bin/true"))
    (tmp_path / "thanthien-backup.service").write_text("[Service]\nExecStart=/bin/true\n") if path.suffix == ".timer" else None
    done = subprocess.run(["systemd-analyze", "verify", str(known)], capture_output=True, text=True)
    assert not [line for line in done.stderr.splitlines() if "Unknown" in line or "Invalid" in line or "Failed to parse" in line]


def test_litestream_follows_the_database_that_the_service_opens(settings):
    listed = yaml.safe_load((DEPLOY / "litestream.yml").read_text())
    assert [one["path"] for one in listed["dbs"]] == ["/var/lib/thanthien/office.sqlite3"]
    assert int(listed["snapshot"]["retention"].rstrip("h")) >= 720, "a month, not litestream's day"


def test_only_variables_that_the_program_reads_are_named():
    for path in DEPLOY.iterdir():
        if path.is_file() and path.suffix != ".py":
            named = set(re.findall(r"THANTHIEN_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8")))
            assert named <= variables.variables().keys(), path.name


@pytest.mark.parametrize("name", ["cai-dat.md", "cai-dat.en.md"])
def test_the_guide_names_every_file_of_a_machine_and_only_what_is_there(name):
    text = (ROOT / "docs" / "guides" / name).read_text(encoding="utf-8")
    named = set(re.findall(r"deploy/([\w.-]*\w)", text))
    assert named == {path.name for path in (*UNITS, DEPLOY / "litestream.yml", DEPLOY / "Caddyfile")}
    for command in ("backup", "restore", "verify"):
        assert f"-m thanthien {command}" in text
