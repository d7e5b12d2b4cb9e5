"""Pure rules of the simulation: who comes when and for what, how long it takes, what goes wrong. Every number is data.

Ground: press figures of communes after 1 July 2025 and of the five articles. Small rural commune: 7–25 dossiers a working day,
40–60 % of them certification; crowded from opening to about 10, on Mondays, in the days after Tết; 36–94 % early, 0–1 % late;
15 % of dossiers rated in one ward. Where nobody published a figure it is a guess, marked D, to be corrected by an office.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from math import exp, log
from random import Random


@dataclass(frozen=True, slots=True)
class Matter:
    """What a person comes for: a procedure, how often among a hundred, minutes at the counter (median), ages."""

    code: str
    weight: float
    minutes: float
    ages: tuple[int, int] = (18, 80)


# Weights: certification about half (40–60 % assumed for rural communes); the rest by the order in which communes name their work.
MATTERS: tuple[Matter, ...] = (
    Matter("2.000815", 38, 3.2), Matter("2.000884", 8, 4.5), Matter("2.001035", 2.2, 14, (28, 75)), Matter("2.000908", 1, 4),
    Matter("1.001193", 4.5, 8, (19, 42)), Matter("2.000635", 4.8, 5), Matter("1.004873", 3.4, 7, (20, 45)),
    Matter("1.000894", 2, 12, (20, 38)), Matter("1.000656", 2, 9, (25, 70)), Matter("1.004859", 1, 11),
    Matter("1.004884", 0.7, 10, (25, 75)), Matter("1.001022", 0.3, 12, (20, 45)), Matter("1.004222", 2.6, 9),
    Matter("1.004194", 2.4, 7, (18, 60)), Matter("1.010041", 2.6, 5), Matter("1.010038", 0.9, 9),
    Matter("1.014061", 1.2, 10, (18, 80)), Matter("3.000228", 1.6, 8, (18, 75)), Matter("1.013978", 1.2, 18, (30, 75)),
    Matter("1.013831", 1.7, 15, (28, 75)), Matter("1.012783", 0.9, 13, (30, 75)), Matter("1.012786", 0.4, 12, (30, 75)),
    Matter("1.013225", 0.6, 14, (28, 65)), Matter("1.014027", 2.2, 9, (75, 92)), Matter("1.001776", 1.4, 10, (25, 85)),
    Matter("1.001653", 0.4, 8, (20, 80)), Matter("1.010833", 0.5, 8, (40, 85)),
    Matter("1.001731", 0.4, 9, (30, 70)), Matter("2.002307", 0.3, 10, (30, 75)),
    Matter("1.011607", 0.4, 9, (25, 75)), Matter("1.014028", 0.4, 9, (35, 75)),
    Matter("1.001612", 1.4, 10, (22, 60)), Matter("2.000720", 0.4, 9, (22, 60)), Matter("1.001266", 0.2, 7, (25, 65)),
)  # fmt: skip
MATTER_BY_CODE: Mapping[str, Matter] = {matter.code: matter for matter in MATTERS}


class Cause(StrEnum):
    """Why a dossier comes late, in the words of those who published it."""

    SYSTEM = "system"
    FEW_HANDS = "few_hands"
    LEADER_AWAY = "leader_away"
    OTHER_BODY = "other_body"


CAUSE_WEIGHTS: Mapping[Cause, float] = {Cause.SYSTEM: 0.4, Cause.FEW_HANDS: 0.35, Cause.LEADER_AWAY: 0.15, Cause.OTHER_BODY: 0.1}


@dataclass(frozen=True, slots=True)
class Pace:
    """How a commune lives. The usual values are those of a small rural one."""

    visitors_a_day: float = 15.0
    looks_up: tuple[float, float] = (4.0, 100.0)
    second_matter: float = 0.07
    by_guide: float = 0.16
    unsure: float = 0.03
    priority_young: float = 0.02
    never_comes_when_called: float = 0.025
    steps_out: float = 0.035
    patience_minutes: float = 95.0
    refused: float = 0.012
    for_firms: float = 0.06
    late: Mapping[str, float] = field(default_factory=lambda: {"dat_dai": 0.05, "xay_dung": 0.04, "": 0.006})
    lacks: float = 0.03
    signs_apology: float = 0.85
    while_you_wait: float = 0.72
    asked_to_rate: float = 0.8
    answers: float = 0.36
    by_phone: float = 0.3
    slaps: float = 0.012
    writes_alone: float = 0.12
    cannot_sign: float = 0.25
    leaves_hall: float = 0.06
    books: bool = False
    weekdays: tuple[float, ...] = (1.32, 1.05, 0.95, 0.9, 0.84, 0.6, 0.0)
    months: Mapping[int, float] = field(default_factory=lambda: {1: 1.1, 2: 1.15, 6: 1.15, 7: 1.2, 8: 1.2, 12: 1.05})
    after_tet: float = 2.4


# The demonstration: a full but still small commune in which something is late, so that every page has something to show.
DEMO = Pace(visitors_a_day=19.0, books=True, late={"dat_dai": 0.12, "xay_dung": 0.12, "": 0.02})

# (stretch of opening hours, from, to, part of the people): a stretch is 0…1 from its opening to its closing, a little before it
# the door is already open. Crowded to about 10 in the morning (press; D within).
HOURS: tuple[tuple[int, float, float, float], ...] = (
    (0, -0.06, 0.0, 0.07), (0, 0.0, 0.125, 0.15), (0, 0.125, 0.25, 0.15), (0, 0.25, 0.375, 0.12), (0, 0.375, 0.5, 0.1),
    (0, 0.5, 0.625, 0.07), (0, 0.625, 0.79, 0.06), (0, 0.79, 0.95, 0.03),
    (1, -0.05, 0.14, 0.08), (1, 0.14, 0.29, 0.06), (1, 0.29, 0.43, 0.05), (1, 0.43, 0.62, 0.04), (1, 0.62, 0.79, 0.02),
)  # fmt: skip
# First day of the lunar year; the days after the holiday bring job seekers' papers (one commune told of five to ten times).
TET: Mapping[int, date] = {
    2024: date(2024, 2, 10), 2025: date(2025, 1, 29), 2026: date(2026, 2, 17), 2027: date(2027, 2, 6), 2028: date(2028, 1, 26),
}  # fmt: skip


def expected_visitors(pace: Pace, day: date) -> float:
    """How many people come to hand in papers on `day`, on average, if it is a working day."""
    tet = TET.get(day.year)
    crowd = pace.after_tet if tet and timedelta(days=5) <= day - tet <= timedelta(days=14) else 1.0
    return pace.visitors_a_day * pace.weekdays[day.weekday()] * pace.months.get(day.month, 1.0) * crowd


def poisson(rng: Random, mean: float) -> int:
    """A Poisson number by counting exponential gaps; means here are below a few hundred."""
    count, reached = 0, rng.expovariate(1.0)
    while reached < mean:
        count += 1
        reached += rng.expovariate(1.0)
    return count


def arrival_minutes(rng: Random, how_many: int, spans: Sequence[tuple[int, int]]) -> list[float]:
    """Minutes after midnight at which people come, in order; `spans`: the opening hours of the day in minutes after midnight."""
    hours = [row for row in HOURS if row[0] < len(spans)]
    found = []
    for stretch, start, end, _ in rng.choices(hours, [weight for *_, weight in hours], k=how_many):
        opens, closes = spans[stretch]
        found.append(opens + (closes - opens) * rng.uniform(start, end))
    return sorted(found)


def around(rng: Random, median: float, spread: float = 0.4) -> float:
    """A log-normal time with this median; `spread` is the standard deviation of its logarithm."""
    return exp(rng.gauss(log(median), spread))


def one_matter(rng: Random, known: Sequence[Matter]) -> Matter:
    """A matter by its weight among those that this office can receive."""
    return rng.choices(known, [matter.weight for matter in known])[0]


def used_share(rng: Random, *, pace: Pace, field_code: str) -> tuple[float, Cause | None]:
    """How much of the time allowed the whole work takes, and why it is late when it takes more than all of it."""
    if rng.random() < pace.late.get(field_code, pace.late.get("", 0.0)):
        cause = rng.choices(list(CAUSE_WEIGHTS), list(CAUSE_WEIGHTS.values()))[0]
        # Reception and hand-over have their part of the time too, so the work itself is late only well above 1.
        return rng.uniform(1.35, 2.2), cause
    # Some work is begun at once, some lies until the date comes near: two humps give the published mix of early and on time.
    return (rng.betavariate(2.2, 3.2) if rng.random() < 0.62 else rng.uniform(0.86, 0.985)), None


def days_until_collected(rng: Random) -> int:
    """Working days between result ready and the person coming for it (D)."""
    return rng.choices((0, 1, 2, 3, 5, 8), (0.34, 0.34, 0.15, 0.09, 0.05, 0.03))[0]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a person presses."""

    attitude: int
    work: int
    reasons: tuple[str, ...]
    seconds: int


GOOD_REASONS = (("warm", 5), ("clear", 4), ("fast", 5), ("one_trip", 3), ("little_writing", 2), ("extra_help", 1))
BAD_REASONS = (("long_wait", 6), ("unclear", 3), ("many_trips", 2), ("extra_papers", 2), ("cold", 1), ("other", 1))


def opinion(rng: Random, *, pace: Pace, waited_minutes: float, late: bool) -> Opinion:
    """Mostly good: at the counter people are kind (99 % in one ward), less so after a long wait and when the result was late."""
    gloom = min(max(waited_minutes - 15, 0) / 45, 1.5) + (1.4 if late else 0)
    levels = (5, 4, 3, 2, 1)
    attitude = rng.choices(levels, (0.66, 0.28, 0.035 + 0.05 * gloom, 0.012 + 0.02 * gloom, 0.003 + 0.01 * gloom))[0]
    work = rng.choices(levels, (0.56, 0.34, 0.06 + 0.12 * gloom, 0.02 + 0.08 * gloom, 0.005 + 0.03 * gloom))[0]
    offered = GOOD_REASONS if attitude >= 4 and work >= 4 else BAD_REASONS
    named: dict[str, None] = {}
    for _ in range(rng.choices((0, 1, 2), (0.35, 0.45, 0.2))[0]):
        named[rng.choices([code for code, _ in offered], [weight for _, weight in offered])[0]] = None
    seconds = rng.choice((0, 1)) if rng.random() < pace.slaps else max(2, round(around(rng, 8, 0.6)))
    return Opinion(attitude, work, tuple(named), seconds)
