"""The range that people are told, and the words for it."""

import random

import pytest

from thanthien.queueing.waiting_time import BASE, Estimate, estimate, minutes_text

TEN_MINUTES = [600] * BASE


@pytest.mark.parametrize(
    ("people", "counters", "services", "low", "high"),
    [
        (3, 2, TEN_MINUTES, 15, 20),
        (3, 1, TEN_MINUTES, 30, 40),
        (0, 1, TEN_MINUTES, 0, 10),
        (1, 12, TEN_MINUTES, 0, 5),
        (3, 2, [300] * 10 + [900] * 10, 5, 30),
        (20, 1, TEN_MINUTES, 180, 210),
        (9, 1, TEN_MINUTES, 90, 105),
        (5, 1, [0] * BASE, 0, 5),
    ],
)
def test_quantiles_by_people_by_counters(people, counters, services, low, high):
    told = estimate(people=people, counters=counters, services=services)
    assert (told.low, told.high, told.n) == (low, high, BASE)


def test_too_few_services_say_nothing():
    told = estimate(people=3, counters=1, services=[600] * 4)
    assert (told.low, told.high, told.n) == (None, None, 4)
    assert told.text == ""


def test_somebody_shared_by_counters_counts_as_somebody():
    assert estimate(people=1 / 3, counters=1, services=TEN_MINUTES).people == 1
    assert estimate(people=0.1 + 0.2 - 0.3, counters=1, services=TEN_MINUTES).people == 0


@pytest.mark.parametrize(
    ("people", "low", "high", "counters", "text"),
    [
        (0, 0, 10, 2, "Vào ngay"),
        (0, None, None, 1, "Vào ngay"),
        (3, 10, 20, 2, "10–20 phút"),
        (1, 0, 10, 2, "Dưới 10 phút"),
        (9, 45, 60, 1, "45 phút đến 1 giờ"),
        (20, 180, 210, 1, "3 giờ đến 3 giờ 30"),
        (40, 0, 75, 1, "Dưới 1 giờ 15"),
        (3, None, None, 2, ""),
        (3, 10, 20, 0, "Quầy đang nghỉ"),
        (0, None, None, 0, "Quầy đang nghỉ"),
    ],
)
def test_the_words(people, low, high, counters, text):
    assert Estimate(people, low, high, 20, counters).text == text


@pytest.mark.parametrize(("minutes", "text"), [(5, "5 phút"), (60, "1 giờ"), (75, "1 giờ 15"), (120, "2 giờ")])
def test_minutes(minutes, text):
    assert minutes_text(minutes) == text


def _real_wait(rng: random.Random, people: int, counters: int) -> float:
    """Minutes until somebody with `people` before them is called, every counter busy when they come."""
    busy = sorted(_length(rng) * rng.random() for _ in range(counters))
    for _ in range(people):
        busy[0] += _length(rng)
        busy.sort()
    return busy[0] / 60


def _length(rng: random.Random) -> float:
    return rng.lognormvariate(6.2, 0.5)


@pytest.mark.parametrize(("people", "counters"), [(1, 1), (3, 2), (8, 2), (20, 3), (100, 6)])
def test_most_people_wait_as_long_as_they_were_told(people, counters):
    rng = random.Random(people)
    inside = 0
    for _ in range(400):
        told = estimate(people=people, counters=counters, services=[int(_length(rng)) for _ in range(BASE)])
        inside += told.low <= _real_wait(rng, people, counters) <= told.high
    assert inside >= 280, f"{inside} of 400"
