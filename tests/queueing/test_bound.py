"""Nobody is overtaken more often than was promised when they took their number, whatever comes and goes."""

from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from thanthien.queueing.rules import HallRules, Place, blocker, overtaken_by, pick, sequence, spoken, tidy_label

RULES = HallRules()


@dataclass
class Line:
    """A queue played without a database: what the actions do with the rules, no more."""

    waiting: dict[int, Place] = field(default_factory=dict)
    gone: dict[int, Place] = field(default_factory=dict)
    away: dict[int, Place] = field(default_factory=dict)
    came: int = 0

    def come(self, priority: bool) -> None:
        self.came += 1
        self.waiting[self.came] = Place(self.came, self.came, priority, 0, RULES.bound_for(len(self.waiting)))

    def call(self) -> Place | None:
        chosen = pick(self.waiting.values())
        if chosen is None:
            return None
        for behind in overtaken_by(chosen, self.waiting.values()):
            self.waiting[behind.key] = behind._replace(overtaken=behind.overtaken + 1)
        self.gone[chosen.key] = self.waiting.pop(chosen.key)
        return chosen

    def miss(self) -> None:
        chosen = self.call()
        if chosen is not None:
            self.away[chosen.key] = self.gone.pop(chosen.key)

    def back(self, lot: int) -> None:
        if self.away:
            key = sorted(self.away)[lot % len(self.away)]
            self.waiting[key] = self.away.pop(key)


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("come"), st.booleans()), st.tuples(st.sampled_from(["call", "miss", "back"]), st.integers(0, 999))
    ),
    max_size=300,
)


@settings(max_examples=60, deadline=None)
@given(start=st.integers(0, 600), share=st.integers(0, 100), acts=ACTS)
def test_no_ordinary_ticket_is_overtaken_more_than_its_bound(start, share, acts):
    line = Line()
    for n in range(start):
        line.come(n * 37 % 100 < share)
    for act, what in acts:
        if act == "come":
            line.come(what)
        elif act == "back":
            line.back(what)
        else:
            getattr(line, act)()
        everybody = [*line.waiting.values(), *line.gone.values(), *line.away.values()]
        assert len(everybody) == line.came
    while line.waiting:
        line.call()
    assert all(place.overtaken <= place.bound for place in line.gone.values() if not place.priority)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.booleans(), max_size=60))
def test_the_announced_order_is_the_order_of_the_calls(priorities):
    line = Line()
    for priority in priorities:
        line.come(priority)
    announced = [place.key for place in sequence(list(line.waiting.values()))]
    called = [line.call().key for _ in priorities]
    assert announced == called and sorted(called) == list(range(1, len(priorities) + 1))


def test_the_old_go_first_but_the_patient_are_not_forgotten():
    """Three people of 80 may pass somebody who waits; before the fourth it is their turn."""
    waiting = [Place(1, 1, False, 0, 3), *(Place(n, n, True, 0, 3) for n in range(2, 7))]
    assert [place.key for place in sequence(waiting)] == [2, 3, 4, 1, 5, 6]


def test_calling_one_number_by_hand_names_who_must_come_first():
    tired, asked = Place(1, 1, False, 3, 3), Place(2, 2, False, 0, 3)
    assert blocker(asked, [tired, asked]) == tired
    assert blocker(asked, [tired._replace(overtaken=2), asked]) is None


def test_a_fuller_hall_promises_one_more_for_ten_people():
    assert [RULES.bound_for(n) for n in (0, 9, 10, 600)] == [3, 3, 4, 63]


def test_a_number_is_typed_and_said_as_people_do():
    assert tidy_label(" a 24") == ("A", 24) and tidy_label("24") is None and tidy_label("A") is None
    assert spoken("A024") == "A không hai bốn"
