"""Clients of the load: each has a connection of its own and asks again as soon as it is answered. Standard library only."""

import http.client
import math
import multiprocessing
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: `body` is already encoded; `pause` = seconds of thought before it, which are not measured."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""
    pause: float = 0.0


# The n-th request of a client; None = it has nothing more to ask.
Plan = Callable[[int], Ask | None]


@dataclass(frozen=True, slots=True)
class Load:
    """What was seen: seconds of each answer in order of size, statuses with their counts, how long it all took in seconds;
    seconds of the processors that the server's processes used meanwhile, and those that everybody on the machine used.
    """

    took: list[float]
    statuses: dict[int, int]
    seconds: float
    server_s: float = 0.0
    machine_s: float = 0.0

    @property
    def rate(self) -> float:
        """Answers with 2xx or 3xx a second."""
        return sum(n for status, n in self.statuses.items() if 200 <= status < 400) / self.seconds

    @property
    def errors(self) -> int:
        return sum(n for status, n in self.statuses.items() if not 200 <= status < 400)

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came; nan without answers."""
        return self.took[min(math.ceil(share * len(self.took)), len(self.took)) - 1] * 1000 if self.took else math.nan


def _one(address: str, plan: Plan, until: float, took: list[float], statuses: Counter) -> None:
    place = urlsplit(address)
    line = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
    number = 0
    while time.monotonic() < until and (ask := plan(number)) is not None:
        number += 1
        time.sleep(ask.pause)
        start = time.perf_counter()
        try:
            line.request(ask.method, ask.path, ask.body or None, ask.headers)
            answer = line.getresponse()
            answer.read()
            statuses[answer.status] += 1
        except OSError:
            statuses[599] += 1
            line.close()
        took.append(time.perf_counter() - start)
    line.close()


def _several(address: str, plans: Sequence[Plan], seconds: float, out: "multiprocessing.Queue") -> None:
    took: list[float] = []
    statuses: Counter = Counter()
    until = time.monotonic() + seconds
    clients = [threading.Thread(target=_one, args=(address, plan, until, took, statuses)) for plan in plans]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    out.put((took, dict(statuses)))


def load(address: str, plans: Sequence[Plan], *, seconds: float) -> Load:
    """All plans at once, for `seconds` or until they have nothing more to ask."""
    fork = multiprocessing.get_context("fork")
    out: multiprocessing.Queue = fork.Queue()
    parts = [part for n in range(PROCESSES) if (part := plans[n::PROCESSES])]
    start = time.monotonic()
    children = [fork.Process(target=_several, args=(address, part, seconds, out)) for part in parts]
    for child in children:
        child.start()
    found = [out.get() for _ in children]
    for child in children:
        child.join()
    statuses: Counter = Counter()
    for _, seen in found:
        statuses.update(seen)
    return Load(sorted(second for took, _ in found for second in took), dict(statuses), time.monotonic() - start)
