"""Progress of long work on a terminal: a bar where there is one, a line per step where there is not."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

WIDTH = 28


class Bar:
    """One line of work. `to(done, total)` may be called as often as one likes; it paints at most ten times a second."""

    def __init__(self, title: str, out: TextIO | None = None) -> None:
        self.title, self.started, self.painted = title, time.monotonic(), 0.0
        self.out = out or sys.stdout
        self.tty = self.out.isatty()

    def to(self, done: int, total: int, note: str = "") -> None:
        moment = time.monotonic()
        if not self.tty or (moment - self.painted < 0.1 and done < total):
            return
        self.painted = moment
        full = int(WIDTH * done / max(total, 1))
        self.out.write(f"\r  {self.title:<34} {'█' * full}{'·' * (WIDTH - full)} {done}/{total} {note:<18}"[:118])
        self.out.flush()

    def end(self, note: str = "") -> None:
        spent = time.monotonic() - self.started
        text = f"  ✓ {self.title:<32} {note:<{WIDTH}} {spent:6.1f} s"
        self.out.write(f"\r{text:<118}\n" if self.tty else f"{text}\n")
        self.out.flush()


@contextmanager
def step(title: str, out: TextIO | None = None) -> Iterator[Bar]:
    """`with step("Nạp danh mục") as bar:` … prints the time it took; set `bar.note` for the last word. `out` = stdout."""
    bar = Bar(title, out)
    bar.note = ""  # type: ignore[attr-defined]
    if bar.tty:
        bar.to(0, 1)
    yield bar
    bar.end(bar.note)  # type: ignore[attr-defined]
