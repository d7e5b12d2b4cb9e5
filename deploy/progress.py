"""What a person sees while the machine is prepared: one moving line on a terminal, one plain line per finished step elsewhere."""

from __future__ import annotations

import sys
import threading
import time

BAR = 12


def seconds(value: float) -> str:
    """`4.25` → `4,3 s`, the way figures are written in Vietnam."""
    return f"{value:.1f} s".replace(".", ",")


def bar(share: float) -> str:
    """A bar of BAR cells; `share` is cut to 0…1."""
    full = round(max(0.0, min(1.0, share)) * BAR)
    return "█" * full + "░" * (BAR - full)


class Board:
    """The steps that run now, each with its share done (0…1); safe to call from several threads."""

    def __init__(self, stream=sys.stdout, live: bool | None = None) -> None:
        self.stream = stream
        self.live = stream.isatty() if live is None else live
        self.lock = threading.Lock()
        self.running: dict[str, float] = {}
        self.since: dict[str, float] = {}

    def start(self, title: str) -> None:
        with self.lock:
            self.running[title], self.since[title] = 0.0, time.monotonic()
            if self.live:
                self._draw()
            else:
                self._say(f"  … {title}")

    def move(self, title: str, share: float) -> None:
        """Bars never go backwards."""
        with self.lock:
            self.running[title] = max(self.running.get(title, 0.0), share)
            if self.live:
                self._draw()

    def done(self, title: str, note: str = "", mark: str = "✓") -> None:
        with self.lock:
            self.running.pop(title, None)
            took = time.monotonic() - self.since.pop(title, time.monotonic())
            self._say(f"  {mark} {title:<42} {note or seconds(took)}")
            if self.live and self.running:
                self._draw()

    def say(self, text: str) -> None:
        with self.lock:
            self._say(text)

    def _say(self, text: str) -> None:
        print(("\r\033[K" if self.live else "") + text, file=self.stream, flush=True)

    def _draw(self) -> None:
        now = "  ".join(f"{title.split(' · ')[0]} {bar(share)}" for title, share in self.running.items())
        print(f"\r\033[K  {now}", end="", file=self.stream, flush=True)
