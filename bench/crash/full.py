"""R3: the disk is full while people press. Nothing is acknowledged that is not kept, pages still open, and writing goes on by
itself when there is room again.

The office's home lies on a small disk of its own (tmpfs in a private mount namespace, as root or as whoever may make one);
where the machine gives none, the run says so.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bench.crash import kill
from bench.crash.office import ROOT, UNIT, Acknowledged, Office, Person, Refused, environment, new_key, open_in_the_morning

SHORT, LONG = 2, 20
MIB = 24
PRESSES, SECONDS_TO_RECOVER = 12, 10
PAGES = (f"/sanh/{UNIT}/lay-so", f"/sanh/{UNIT}/man-hinh/bang", "/quay/", "/quay/hang-cho", "/health", "/tra-cuu")


@dataclass
class Found:
    cycles: int = 0
    refused: int = 0
    kept_meanwhile: int = 0
    read: int = 0
    recovered: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    impossible: str = ""

    def row(self) -> tuple[str, str, str]:
        if self.impossible:
            return "R3 disk full", "not run", self.impossible
        done = f"{self.cycles} times a full disk of {MIB} MiB: {self.refused} presses answered 507, {self.kept_meanwhile} kept"
        told = f"**{self.faults[:5]}**" if self.faults else f"no false answer, {self.read} pages read meanwhile"
        return "R3 disk full", done, f"{told}; writing again after {max(self.recovered, default=0):.2f} s (longest)"


def run(cycles: int) -> Found:
    """Fill and free the disk `cycles` times, in a namespace of its own."""
    words = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-r", "-m"]
    program = f"from bench.crash import full; full.inside({cycles})"
    env = {k: v for k, v in os.environ.items() if k != "THANTHIEN_DATABASE"} | {
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}:{ROOT / 'tests'}"
    }
    try:
        allowed = subprocess.run([*words, "true"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return Found(impossible="unshare is not on this machine")
    if allowed.returncode:
        return Found(impossible=f"no mount namespace here: {allowed.stderr.strip()}")
    done = subprocess.run([*words, sys.executable, "-c", program], env=env, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stdout + done.stderr)
    return Found(**json.loads(done.stdout.splitlines()[-1]))


def inside(cycles: int) -> None:
    """In the namespace: prints what was found as one line of JSON."""
    found = Found()
    with environment() as (home, env):
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={MIB}m", "tmpfs", str(home)], check=True)
        office = Office(home, env)
        open_in_the_morning(office)
        office.start()
        try:
            guide, clerk = Person(office, "ngoc.ct"), Person(office, "lan.qt", counter=1)
            acks = Acknowledged(home.parent / f"{home.name}-acknowledged")
            for _ in range(cycles):
                _cycle(office, guide, clerk, acks, found)
                found.cycles += 1
            found.faults += kill.compare(office, acks.read(), kill.Found(""), tracebacks=False)
        finally:
            office.kill()
            subprocess.run(["umount", "-l", str(home)], check=False)
            acks.path.unlink(missing_ok=True)
    print(json.dumps(found.__dict__))


def _cycle(office: Office, guide: Person, clerk: Person, acks: Acknowledged, found: Found) -> None:
    ballast = office.home / "ballast"
    _fill(ballast)
    meanwhile, statuses, again = 0, Counter(), []
    for n in range(PRESSES):
        press = (guide, "number", new_key()) if n % 2 else (clerk, "dossier", new_key())
        status = _press(*press, acks)
        if status == 507:
            again.append(press)
        statuses[status] += 1
        meanwhile += status == 200
    draft = _status(clerk, "POST", "/quay/nhap", {"name": "Trương Thị Hiền", "procedure": ""})
    statuses[draft] += draft != 200
    found.refused += statuses[507]
    found.kept_meanwhile += meanwhile
    found.faults += [
        f"{count} × {status} on a full disk" for status, count in statuses.items() if status not in (200, 507) and count
    ]
    for path in PAGES:
        status = _status(clerk if path.startswith("/quay") else guide, "GET", path)
        found.read += status == 200
        if status != 200:
            found.faults.append(f"{status} reading {path} on a full disk")
    warned = json.loads(guide.ask("GET", "/health")[2])["warnings"]
    if not any("%" in text for text in warned):
        found.faults.append("nobody is told that the disk is full")
    ballast.unlink()
    _recover(guide, clerk, acks, found)
    # the form still stands on the screen with its key: whoever was told to wait presses again
    found.faults += [f"{status} pressed again" for status in [_press(*press, acks) for press in again] if status != 200]


def _recover(guide: Person, clerk: Person, acks: Acknowledged, found: Found) -> None:
    began = time.monotonic()
    while time.monotonic() - began < SECONDS_TO_RECOVER:
        if _press(guide, "number", new_key(), acks) == 200 and _press(clerk, "dossier", new_key(), acks) == 200:
            found.recovered.append(time.monotonic() - began)
            return
        time.sleep(0.1)
    found.faults.append(f"no writing {SECONDS_TO_RECOVER} s after there was room again")


def _fill(ballast: Path) -> None:
    """Write until the disk refuses the last byte."""
    with ballast.open("wb", buffering=0) as handle:
        for size in (1 << 20, 4096, 1):
            while True:
                try:
                    if handle.write(bytes(size)) < size:
                        break
                except OSError:
                    break


def _press(person: Person, kind: str, key: str, acks: Acknowledged) -> int:
    """The status that one press was answered with; 200 when what it made was shown, and then it is on the list."""
    try:
        what = person.press(kind, key)
    except Refused as refusal:
        if refusal.status == 507 and "Ổ đĩa đã đầy" not in refusal.body:
            return 0
        return refusal.status
    except (OSError, http.client.HTTPException):
        return -1
    acks.note(kind, key, what)
    return 200


def _status(person: Person, verb: str, path: str, data: dict[str, str] | None = None) -> int:
    try:
        return person.ask(verb, path, data)[0]
    except Refused as refusal:
        return refusal.status
