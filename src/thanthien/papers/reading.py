"""The machine reads scans, so that they can be searched: an extra of tesseract with Vietnamese, off where it is not installed."""

import os
import shutil
import subprocess
import tempfile
from datetime import datetime
from functools import cache

from thanthien.journal.actions import take_lease, write_turn
from thanthien.papers import apart, storing
from thanthien.papers.models import Scan
from thanthien.papers.queries import to_read
from thanthien.papers.rules import JPEG, PapersError, Reading
from thanthien.people.scoping import in_unit
from thanthien.shared.folding import fold

MOST_PAGES, MOST_LETTERS, WIDTH, PATIENCE_S = 20, 60_000, 1800, 120
LEASE_S = 600


@cache
def available() -> bool:
    """True when tesseract is there and knows Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "vie" in told.stdout.split()


def read_due(*, holder: str, at: datetime, most: int = 5) -> int:
    """Read some scans that wait; how many. One process at a time; without the extra none, and they wait."""
    if not available():
        return 0
    waiting = to_read(limit=most)
    if not waiting or not take_lease(name="reading", holder=holder, at=at, seconds=LEASE_S):
        return 0
    for scan in waiting:
        with in_unit(scan.unit_id):
            try:
                text, how = _text(scan), Reading.DONE
            except (PapersError, OSError, subprocess.SubprocessError):
                text, how = "", Reading.FAILED
            # outside the witness: what a machine guesses is no state of the office
            with write_turn():
                Scan.objects.filter(pk=scan.pk).update(text_fold=text, reading=how)
    return len(waiting)


def _text(scan: Scan) -> str:
    content = storing.read(scan.digest)
    if scan.media == JPEG:
        return fold(letters(content))[:MOST_LETTERS]
    parts = [letters(apart.drawn(content, number=n, width=WIDTH)) for n in range(1, min(scan.pages, MOST_PAGES) + 1)]
    return fold(" ".join(parts))[:MOST_LETTERS]


def letters(picture: bytes) -> str:
    """What tesseract reads in a JPEG."""
    env = {"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1"}
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(  # noqa: S603
            [shutil.which("tesseract") or "tesseract", "stdin", "stdout", "-l", "vie", "--psm", "3"], input=picture,
            capture_output=True,
            timeout=PATIENCE_S, check=True, env=env, cwd=folder,
        )  # fmt: skip
    return done.stdout.decode("utf-8", errors="replace")
