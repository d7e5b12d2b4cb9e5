"""What the theory of queues says of a hall, and a hall as the theory has it: M/M/c. Pure.

People come at random (exponential gaps), are served for exponential times by `c` counters, first come, first served. Erlang's
formula then gives the mean wait; the order in which our rules call (`queueing.rules.pick`) must give the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heappop, heappush
from random import Random

from thanthien.queueing.rules import Place, micros, pick


@dataclass(frozen=True, slots=True)
class Hall:
    """`counters` that are alike; mean seconds between two people, mean seconds of a service."""

    counters: int
    between: float
    service: float

    @property
    def load(self) -> float:
        """How much of the counters' time is asked for, 0 … 1; from 1 on no mean exists."""
        return self.service / self.between / self.counters

    @property
    def waits_at_all(self) -> float:
        """Erlang C: the share of people who do not find a free counter. Raises ValueError when the hall is overrun."""
        if self.load >= 1:
            raise ValueError("more people come than can be served")
        offered, blocked = self.service / self.between, 1.0
        for counter in range(1, self.counters + 1):  # Erlang B, then C
            blocked = offered * blocked / (counter + offered * blocked)
        return blocked / (1 - self.load * (1 - blocked))

    @property
    def mean_wait(self) -> float:
        """Seconds between taking a number and being called, on average."""
        return self.waits_at_all * self.service / (self.counters * (1 - self.load))


@dataclass(frozen=True, slots=True)
class Visitor:
    """One person: when they come, in whole microseconds after the beginning, and how long they will be served."""

    comes: int
    needs: int


def visitors(hall: Hall, *, count: int, rng: Random) -> list[Visitor]:
    """`count` people as the theory has them."""
    found, moment = [], 0.0
    for _ in range(count):
        moment += rng.expovariate(1 / hall.between)
        found.append(Visitor(round(moment * 1e6), round(rng.expovariate(1 / hall.service) * 1e6)))
    return found


def called(hall: Hall, people: list[Visitor], *, start: datetime) -> Iterator[tuple[int, int]]:
    """(number of the person, microsecond at which they are called), in the order of the calls, by the rules of the queue.

    A free counter calls at once; who is called is what `pick` says of those who wait.
    """
    base, free_at = micros(start), [0] * hall.counters
    line: list[Place] = []
    coming = 0
    while coming < len(people) or line:
        free = free_at[0]
        while coming < len(people) and (people[coming].comes <= free or not line):
            line.append(Place(base + people[coming].comes, coming, False, 0, 3))
            coming += 1
            free = max(free, people[line[0].key].comes)
        chosen = pick(line)
        assert chosen is not None
        line.remove(chosen)
        moment = max(free_at[0], people[chosen.key].comes)
        heappop(free_at)
        heappush(free_at, moment + people[chosen.key].needs)
        yield chosen.key, moment


def mean_wait(hall: Hall, *, count: int, seed: object, start: datetime, warm: int = 1000) -> float:
    """The mean wait in seconds of `count` people at the hall's rules, without the first `warm` who found it empty."""
    people = visitors(hall, count=count + warm, rng=Random(str(seed)))
    waits = [moment - people[key].comes for key, moment in called(hall, people, start=start) if key >= warm]
    return timedelta(microseconds=sum(waits)).total_seconds() / len(waits)
