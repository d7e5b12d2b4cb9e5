"""People who do one thing after another: what they ask next depends on the answer before. Standard library only.

An open load: who comes, comes at their own time, whether the office answers quickly or not. Who finds `most` people inside
already turns away, and that counts as a failure.
"""

import contextlib
import http.client
import math
import multiprocessing
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bench.client import PROCESSES, Ask

TIMEOUT_S = 60
LOST = 598


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` 599 = nobody answered in time."""

    status: int
    location: str
    body: str

    @property
    def good(self) -> bool:
        return 200 <= self.status < 400


class Lost(Exception):
    """An answer does not say what must come next: the story ends badly."""


# Yields what it asks and is given the answer; it ends by itself, or with the first bad answer.
Story = Generator[Ask, Answer, None]


@dataclass(frozen=True, slots=True)
class Comes:
    """Somebody comes `at` seconds after the beginning and lives a story; again and again until `until`, when that is later.
    The story gets the number of the person and how often it was lived before.
    """

    at: float
    story: Callable[[int, int], Story]
    until: float = 0.0


@dataclass
class Seen:
    """What was seen. `took`: seconds of each answer; `asked` stories, `begun` of them, ended `well`; `lasted`: seconds of the
    good ones.
    """

    took: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    lasted: list[float] = field(default_factory=list)
    asked: int = 0
    begun: int = 0
    seconds: float = 0.0

    @property
    def well(self) -> int:
        return len(self.lasted)

    @property
    def errors(self) -> int:
        return sum(n for status, n in self.statuses.items() if not 200 <= status < 400)

    @property
    def share(self) -> float:
        """Of the stories that were asked for, those that ended well."""
        return self.well / self.asked if self.asked else math.nan

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came."""
        took = sorted(self.took)
        return took[min(math.ceil(share * len(took)), len(took)) - 1] * 1000 if took else math.nan

    def add(self, other: "Seen") -> None:
        self.took += other.took
        self.statuses.update(other.statuses)
        self.lasted += other.lasted
        self.asked += other.asked
        self.begun += other.begun


class _House:
    """One process of people. `begin`: the moment of all (monotonic); after `end` nobody asks any more."""

    def __init__(self, address: str, begin: float, end: float, most: int) -> None:
        self.place, self.begin, self.end, self.most = urlsplit(address), begin, end, most
        self.seen, self.lock, self.inside = Seen(), threading.Lock(), 0

    def open(self, people: Sequence[tuple[int, Comes]]) -> Seen:
        threads = []
        for number, one in sorted(people, key=lambda pair: pair[1].at):
            time.sleep(max(self.begin + one.at - time.monotonic(), 0))
            with self.lock:
                full = self.inside >= self.most
                self.inside += not full
                self.seen.asked += full
            if not full:
                threads.append(threading.Thread(target=self.lives, args=(number, one)))
                threads[-1].start()
        for thread in threads:
            thread.join()
        return self.seen

    def lives(self, number: int, one: Comes) -> None:
        line = http.client.HTTPConnection(self.place.hostname or "", self.place.port, timeout=TIMEOUT_S)
        before = 0
        while True:
            self.once(line, one.story(number, before))
            before += 1
            if time.monotonic() >= self.begin + one.until:
                break
        line.close()
        with self.lock:
            self.inside -= 1

    def once(self, line: http.client.HTTPConnection, story: Story) -> None:
        start, took, statuses, good = time.monotonic(), [], Counter(), False
        try:
            ask = next(story)
            while True:
                time.sleep(ask.pause)
                if time.monotonic() > self.end:
                    break
                sent = time.perf_counter()
                answer = _answer(line, ask)
                took.append(time.perf_counter() - sent)
                statuses[answer.status] += 1
                if not answer.good:
                    break
                ask = story.send(answer)
        except StopIteration:
            good = True
        except Lost:
            statuses[LOST] += 1
        lasted = [time.monotonic() - start] if good else []
        with self.lock:
            self.seen.add(Seen(took, statuses, lasted, asked=1, begun=1))


def _answer(line: http.client.HTTPConnection, ask: Ask) -> Answer:
    """As a browser asks: a line that the server has closed meanwhile, because nobody spoke, is opened again once."""
    for _ in range(1 + (line.sock is not None)):
        try:
            line.request(ask.method, ask.path, ask.body or None, ask.headers)
            answer = line.getresponse()
            return Answer(answer.status, answer.getheader("Location", ""), answer.read().decode(errors="replace"))
        except (OSError, http.client.HTTPException):
            with contextlib.suppress(OSError):
                line.close()
    return Answer(599, "", "")


def _process(address: str, people: list[tuple[int, Comes]], begin: float, end: float, most: int, out: object) -> None:
    out.put(_House(address, begin, end, most).open(people))  # type: ignore[attr-defined]


def told(address: str, people: Sequence[Comes], *, most: int, seconds: float) -> Seen:
    """Everybody comes; whoever is inside after `seconds` asks nothing more."""
    fork = multiprocessing.get_context("fork")
    out: multiprocessing.Queue = fork.Queue()
    begin = time.monotonic() + 0.2
    numbered = list(enumerate(people))
    children = [
        fork.Process(
            target=_process, args=(address, numbered[n::PROCESSES], begin, begin + seconds, math.ceil(most / PROCESSES), out)
        )
        for n in range(PROCESSES)
    ]
    for child in children:
        child.start()
    seen = Seen()
    for _ in children:
        seen.add(out.get())
    for child in children:
        child.join()
    seen.seconds = time.monotonic() - begin
    return seen
