"""The agenda of the simulator: what happens when, in the order of time; at one moment in the order of putting down."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any


@dataclass
class Agenda:
    """`put` something, then `take` what is due. `now` is the moment of what was taken last."""

    now: datetime
    _heap: list[tuple[datetime, int, Callable[..., None], tuple[Any, ...]]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def put(self, when: datetime, what: Callable[..., None], *arguments: Any) -> None:
        """Do `what(*arguments)` at `when`, or now when that moment has gone by."""
        heapq.heappush(self._heap, (max(when, self.now), next(self._order), what, arguments))

    def take(self, until: datetime) -> Callable[[], None] | None:
        """The next thing to do not later than `until`, or None."""
        if not self._heap or self._heap[0][0] > until:
            return None
        when, _, what, arguments = heapq.heappop(self._heap)
        self.now = max(self.now, when)
        return lambda: what(*arguments)

    def run(self, until: datetime) -> int:
        """Do everything up to `until`, in order; returns how many things were done."""
        done = 0
        while (step := self.take(until)) is not None:
            step()
            done += 1
        self.now = max(self.now, until)
        return done

    def __len__(self) -> int:
        return len(self._heap)
