"""Whatever happens in a hall with 600 people, no ordinary ticket is overtaken more often than its bound.

The machine below plays the hall on the pure rules alone. What it checks it counts itself, from who was called while who waited.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from thanthien.queueing import rules
from thanthien.queueing.rules import HallRules, Place
from thanthien.shared.clock import VIETNAM

SERVICES = "ABCK"
# Twelve counters; some serve several services, so that lines cross.
SERVED = ("A", "A", "AB", "AB", "B", "BC", "C", "C", "AC", "K", "KA", "KABC")


@dataclass
class Person:
    """A ticket as the office keeps it, and beside it `passed`: who truly was called before it though they came later."""

    place: Place
    service: str
    visit: int
    wanted: int | None = None
    state: str = "waiting"
    passed: set[int] = field(default_factory=set)


class HallMachine(RuleBasedStateMachine):
    """Arrivals, late numbers, calls, absences, returns, transfers, calls by hand and calls taken back, in any mixture."""

    hall = HallRules()
    pick = staticmethod(rules.pick)

    def __init__(self) -> None:
        super().__init__()
        self.people: dict[int, Person] = {}
        self.at: dict[int, int] = {}
        self.now = 0
        self.last = 0
        self.numbers: dict[str, int] = dict.fromkeys(SERVICES, 0)
        self.labels: set[tuple[str, int]] = set()

    @initialize(seed=st.integers(0, 2**32), old=st.integers(0, 60))
    def six_hundred_wait(self, seed: int, old: int) -> None:
        rng = random.Random(seed)
        for _ in range(600):
            self.arrive(rng.choice(SERVICES), rng.randrange(100) < old, 1)

    def eligible(self, counter: int) -> list[Place]:
        busy = {self.people[key].visit for key in self.at.values()}
        return [
            one.place
            for one in self.people.values()
            if one.state == "waiting"
            and (one.wanted == counter or (one.wanted is None and one.service in SERVED[counter]))
            and one.visit not in busy
        ]

    def new(self, service: str, priority: bool, order: int, overtaken: int = 0, visit: int | None = None) -> None:
        ahead = sum(one.state == "waiting" and one.service == service for one in self.people.values())
        key = len(self.people) + 1
        self.numbers[service] += 1
        label = (service, self.numbers[service])
        assert label not in self.labels
        self.labels.add(label)
        lane = priority or (service == "K" and self.hall.return_lane)
        bound = self.hall.bound_for(ahead)
        self.people[key] = Person(Place(order, key, lane, min(overtaken, bound), bound), service, visit or key)

    @rule(service=st.sampled_from(SERVICES), priority=st.booleans(), wait=st.integers(0, 3))
    def arrive(self, service: str, priority: bool, wait: int) -> None:
        self.now += wait
        self.last = max(self.now, self.last + 1)
        self.new(service, priority, self.last)

    @rule(service=st.sampled_from("ABC"), back=st.integers(1, 600))
    def arrive_late(self, service: str, back: int) -> None:
        """A number that a machine without network gave a while ago."""
        called = [one.place for one in self.people.values() if one.service == service and one.state not in ("waiting", "new")]
        floor = max((place.order for place in called if not place.priority), default=0)
        order = max(self.last - back, floor + 1)
        self.new(service, False, order, sum(place.priority and place.order > order for place in called))
        self.last = max(self.last, order)

    @rule(service=st.sampled_from("AB"), pick=st.integers(0, 10**6))
    def second_matter(self, service: str, pick: int) -> None:
        other = self.people[pick % len(self.people) + 1]
        self.last += 1
        self.new(service, False, self.last, visit=other.visit)

    def _call(self, counter: int, chosen: Place, line: list[Place]) -> None:
        for place in rules.overtaken_by(chosen, line):
            one = self.people[place.key]
            one.place = one.place._replace(overtaken=one.place.overtaken + 1)
        for place in line:  # counted apart from the rules
            if not place.priority and (place.order, place.key) < (chosen.order, chosen.key):
                self.people[place.key].passed.add(chosen.key)
        self.people[chosen.key].state = "called"
        self.at[counter] = chosen.key

    def _end(self, counter: int) -> None:
        if counter in self.at:
            self.people[self.at.pop(counter)].state = "done"

    @rule(counter=st.integers(0, 11), times=st.integers(1, 15))
    def call_next(self, counter: int, times: int) -> None:
        for _ in range(times):
            self._end(counter)
            line = self.eligible(counter)
            chosen = type(self).pick(line)
            assert (chosen is None) == (not line), "somebody waits and nobody is called"
            if chosen is not None:
                self._call(counter, chosen, line)

    @rule(counter=st.integers(0, 11), pick=st.integers(0, 10**6))
    def call_by_hand(self, counter: int, pick: int) -> None:
        self._end(counter)
        line = self.eligible(counter)
        if line:
            chosen = line[pick % len(line)]
            if rules.blocker(chosen, line) is None:
                self._call(counter, chosen, line)

    @precondition(lambda self: self.at)
    @rule(counter=st.integers(0, 11))
    def nobody_came(self, counter: int) -> None:
        if counter in self.at:
            self.people[self.at.pop(counter)].state = "absent"

    @rule(times=st.integers(1, 3))
    def come_back(self, times: int) -> None:
        for one in [one for one in self.people.values() if one.state == "absent"][:times]:
            before = one.place
            one.state = "waiting"
            assert one.place == before, "the place is kept"

    @precondition(lambda self: self.at)
    @rule(counter=st.integers(0, 11), service=st.sampled_from("ABC"), wanted=st.none() | st.integers(0, 11))
    def transfer(self, counter: int, service: str, wanted: int | None) -> None:
        if counter in self.at:
            one = self.people[self.at.pop(counter)]
            one.state, one.service, one.wanted = "waiting", service, wanted
            if one.place.priority and one.service != "K":
                one.place = one.place._replace(priority=False)

    @precondition(lambda self: self.at)
    @rule(counter=st.integers(0, 11))
    def take_the_call_back(self, counter: int) -> None:
        if counter in self.at:
            self.people[self.at.pop(counter)].state = "waiting"

    @invariant()
    def nobody_is_overtaken_more_than_the_bound(self) -> None:
        for one in self.people.values():
            assert len(one.passed) <= one.place.bound or one.place.priority, one

    @invariant()
    def one_person_at_one_counter(self) -> None:
        visits = [self.people[key].visit for key in self.at.values()]
        assert len(set(visits)) == len(visits)


LONG = settings(max_examples=40, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
@pytest.mark.parametrize(
    "hall", [HallRules(), HallRules(bound=3, one_more_for=0), HallRules(bound=0, one_more_for=0)], ids=["grows", "three", "none"]
)
def test_the_bound_holds_with_six_hundred_waiting(hall):
    run_state_machine_as_test(type("Played", (HallMachine,), {"hall": hall}), settings=LONG)


def test_the_machine_finds_a_rule_that_breaks_the_bound():
    """Priority always first: what many halls do. The check above must see it."""

    def always_first(line):
        return min(line, key=lambda place: (not place.priority, place.order, place.key), default=None)

    played = type("Played", (HallMachine,), {"hall": HallRules(one_more_for=0), "pick": staticmethod(always_first)})
    machine = played()
    machine.six_hundred_wait(seed=7, old=30)
    machine.call_next(counter=0, times=15)
    with pytest.raises(AssertionError):
        machine.nobody_is_overtaken_more_than_the_bound()


PLACES = st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.integers(0, 3), st.integers(0, 4)), max_size=25).map(
    lambda rows: [Place(order, key, priority, overtaken, bound) for key, (order, priority, overtaken, bound) in enumerate(rows)]
)


@given(PLACES)
def test_the_sequence_is_calling_one_by_one(waiting):
    called, line = [], list(waiting)
    while line:
        chosen = rules.pick(line)
        behind = {place.key for place in rules.overtaken_by(chosen, line)}
        line = [p._replace(overtaken=p.overtaken + (p.key in behind)) for p in line if p.key != chosen.key]
        called.append(chosen.key)
    assert [place.key for place in rules.sequence(waiting)] == called


@given(PLACES)
def test_people_of_one_kind_keep_their_order(waiting):
    called = rules.sequence(waiting)
    for kind in (True, False):
        ours = [(place.order, place.key) for place in called if place.priority is kind]
        assert ours == sorted(ours)
    assert sorted(place.key for place in called) == [place.key for place in waiting], "nobody is lost, nobody comes twice"


@given(PLACES, st.randoms(use_true_random=False))
def test_the_rows_may_come_in_any_order(waiting, rng):
    shuffled = list(waiting)
    rng.shuffle(shuffled)
    assert rules.pick(shuffled) == rules.pick(waiting)
    assert rules.sequence(shuffled) == rules.sequence(waiting)


@given(st.lists(st.integers(-7200, 7200), max_size=60))
def test_orders_of_the_day_rise_whatever_the_clock_does(jumps):
    now, last = datetime(2026, 12, 31, 23, 59, 59, tzinfo=VIETNAM), 0
    for jump in jumps:
        now += timedelta(seconds=jump)
        order = rules.order_now(now, last=last)
        assert order > last
        last = order
