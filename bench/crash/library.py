"""R20: the office on another SQLite library than the one it brings: it starts, chooses a journal mode it may trust, and says so.

The libraries are those that stand on this machine: our own (`pysqlite3`), Python's, and any folder given in
THANTHIEN_CRASH_LIBRARIES (colon between) that holds another `pysqlite3`; at full length also a released one with the bug, which
is fetched.
"""

import json
import os
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from bench.crash.fetched import fetched
from bench.crash.office import Office, Person, built, new_key

WITH_THE_BUG = "pysqlite3-binary==0.5.4.post2"  # carries 3.51.1; never beside our own, it takes the same place
HIDDEN = 'raise ImportError("this machine has no pysqlite3")\n'


@dataclass
class Found:
    versions: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, str, str]:
        said = ", ".join(f"{version}: {mode}" for version, mode in sorted(self.versions.items()))
        return "R20 another SQLite library", said, f"**{self.faults}**" if self.faults else "WAL only from 3.51.3 on, else said"


def run(*, fetch: bool = True) -> Found:
    """Start the same office on each library; how each was opened. `fetch`: also on one that is not on this machine."""
    found = Found()
    given = [Path(folder) for folder in os.environ.get("THANTHIEN_CRASH_LIBRARIES", "").split(":") if folder]
    given += [folder for folder in [fetched(WITH_THE_BUG)] if folder] if fetch else []
    with built(sqlite=True) as office:
        usual = office.env["PYTHONPATH"]
        for folder in [None, _without(office), *given]:
            office.env["PYTHONPATH"] = f"{folder}:{usual}" if folder else usual
            _one(office, found)
    return found


def _without(office: Office) -> Path:
    """A folder that hides `pysqlite3`, so that Python's own library is what the office finds."""
    folder = office.home / "without"
    (folder / "pysqlite3").mkdir(parents=True)
    (folder / "pysqlite3" / "__init__.py").write_text(HIDDEN)
    return folder


def _one(office: Office, found: Found) -> None:
    office.start()
    with urllib.request.urlopen(f"http://127.0.0.1:{office.port}/health", timeout=5) as answer:  # noqa: S310
        facts = json.load(answer)
    version = facts["sqlite"]
    found.versions[version] = facts["journal_mode"]
    safe = tuple(int(n) for n in version.split(".")) >= (3, 51, 3)
    if facts["journal_mode"] != ("WAL" if safe else "TRUNCATE") or facts["synchronous"] != 2 or not facts["ok"]:
        found.faults.append(f"{version} was opened as {facts}")
    if safe == any("TRUNCATE" in text for text in facts["warnings"]):
        found.faults.append(f"{version} said {facts['warnings']}")
    page = Person(office, "an.lv").ask("GET", "/quan-tri/")[2]
    if safe == ('data-test="machine"' in page):
        found.faults.append(f"{version}: the administrator's page")
    Person(office, "ngoc.ct").take_number(new_key())
    office.stop()
    if office.run("verify", check=False).returncode:
        found.faults.append(f"{version}: verify")
