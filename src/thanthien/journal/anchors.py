"""Heads of the chains written down outside the database, so that a cut tail is found even when the database's own head was cut
with it.

One line a commit batch: `unit TAB seq TAB hash TAB moment`, appended and fsynced to `anchors/heads.log` in the office's home.
"""

import errno
import fcntl
import os
import threading
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from thanthien.shared.clock import now

_waiting: dict[str, tuple[int, str]] = {}
_lock = threading.Lock()
_ready = threading.Event()
_thread: threading.Thread | None = None


def path() -> Path:
    """The file of anchors of this office."""
    folder = Path(settings.HOME) / "anchors"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / "heads.log"


def note(unit: str, seq: int, head: str) -> None:
    """Remember the newest head of `unit`; it reaches the disk with the next batch (or at once when ANCHORS is 'sync')."""
    with _lock:
        if seq >= _waiting.get(unit, (0, ""))[0]:
            _waiting[unit] = (seq, head)
    if settings.ANCHORS == "sync":
        flush()
    elif settings.ANCHORS == "thread":
        _start()
        _ready.set()


def flush() -> int:
    """Write what waits, fsync, and return how many heads were written. A full disk leaves them waiting for the next batch."""
    with _lock:
        batch = dict(_waiting)
        if not batch:
            return 0
        moment = now().isoformat(timespec="milliseconds")
        text = "".join(f"{unit}\t{seq}\t{head}\t{moment}\n" for unit, (seq, head) in sorted(batch.items()))
        _append(text)
        _waiting.clear()
    return len(batch)


def _append(text: str) -> None:
    """Add whole lines and fsync; raises OSError when the disk took only a part.

    A line that is left torn at the end, by a full disk or a power cut, is ended first, so that it spoils no other line. The lock
    keeps the processes of one office apart.
    """
    handle = os.open(path(), os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        size = os.fstat(handle).st_size
        torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
        data = ("\n" * torn + text).encode()
        if os.write(handle, data) < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(handle)
    finally:
        os.close(handle)


def read() -> Iterator[tuple[str, int, str]]:
    """Every anchor as (unit, seq, hash); a torn line is passed over."""
    if not path().exists():
        return
    with path().open(encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if line.endswith("\n") and len(parts) == 4 and parts[1].isdigit():
                yield parts[0], int(parts[1]), parts[2]


def _start() -> None:
    global _thread
    if _thread is None or not _thread.is_alive():
        _thread = threading.Thread(target=_run, name="anchors", daemon=True)
        _thread.start()


def _run() -> None:
    while True:
        _ready.wait()
        _ready.clear()
        try:
            flush()
        except OSError:
            _ready.wait(5)
            _ready.set()
