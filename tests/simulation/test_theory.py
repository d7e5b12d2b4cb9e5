"""Waiting times agree with the theory of queues where it has an answer: Erlang's formula for M/M/c."""

from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from random import Random

import pytest

from builders.playing import offered
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Ticket
from thanthien.shared.clock import VIETNAM
from thanthien.simulation.theory import Hall, called, mean_wait, visitors

SEVEN = datetime(2026, 11, 25, 7, tzinfo=VIETNAM)


@pytest.mark.parametrize(("hall", "waits_at_all", "wait"), [
    (Hall(1, 10, 5), 0.5, 5.0),  # M/M/1: ρ, and ρ/(1 − ρ) services
    (Hall(1, 10, 8), 0.8, 32.0),
    (Hall(2, 10, 10), 1 / 3, 10 / 3),  # two counters, one Erlang: C = 1/3
    (Hall(2, 10, 15), 9 / 14, 135 / 7),
    (Hall(3, 10, 20), 4 / 9, 80 / 9),  # tables: A = 2 Erlang, 3 counters, C = 0.444
    (Hall(5, 10, 40), 0.554, 22.16),  # A = 4 Erlang, 5 counters
])  # fmt: skip
def test_erlang(hall, waits_at_all, wait):
    assert hall.waits_at_all == pytest.approx(waits_at_all, rel=1e-3)
    assert hall.mean_wait == pytest.approx(wait, rel=1e-3)


def test_a_hall_that_is_overrun_has_no_mean():
    with pytest.raises(ValueError, match="more people come"):
        _ = Hall(2, 10, 20).mean_wait


@pytest.mark.parametrize("hall", [Hall(1, 100, 60), Hall(2, 60, 84), Hall(5, 30, 110)], ids=lambda hall: f"{hall.counters}")
def test_the_rules_of_the_queue_wait_as_the_theory_says(hall):
    """60,000 people: the error of such a mean is about two per cent, and the seed is fixed."""
    assert mean_wait(hall, count=60_000, seed=4, start=SEVEN) == pytest.approx(hall.mean_wait, rel=0.05)


def test_a_hall_that_called_the_last_comer_first_would_be_seen_in_single_waits():
    """The mean of M/M/c does not depend on the order, so the order is checked person by person, against an older way to count
    (Kiefer and Wolfowitz: each goes to the counter that is free first).
    """
    hall = Hall(3, 40, 100)
    crowd = visitors(hall, count=3000, rng=Random("order"))
    free = [0] * hall.counters
    heapify(free)
    expected = []
    for one in crowd:
        expected.append(max(heappop(free), one.comes))
        heappush(free, expected[-1] + one.needs)
    found = dict(called(hall, crowd, start=SEVEN))
    assert [found[number] for number in range(len(crowd))] == expected
    assert sum(moment > one.comes for moment, one in zip(expected, crowd, strict=True)) > 1000


def test_the_acts_of_the_hall_call_everybody_at_the_moment_that_the_theory_has(office, time_machine):
    """Numbers taken and called by the real acts, two counters, one service: each is called in the very microsecond."""
    time_machine.move_to(office.at, tick=False)
    hall, crowd = Hall(2, 50, 80), visitors(Hall(2, 50, 80), count=60, rng=Random("acts"))
    service = offered(office, (("A", "Hộ tịch", "intake", (1, 2)),))["A"]
    told = dict(called(hall, crowd, start=office.at))
    seats = ((office.counters[0], office.actor(office.hanh)), (office.counters[1], office.actor(office.dinh)))
    found = play(office, service, seats, crowd)
    assert found == told
    assert sum(moment > one.comes for one, moment in zip(crowd, map(told.get, range(len(crowd))), strict=True)) > 15


def play(office, service, seats, crowd) -> dict[int, int]:
    """Live the crowd through `take_ticket` and `call_next`: number of the person → microsecond of the call."""
    agenda = [(one.comes, 0, number) for number, one in enumerate(crowd)]
    heapify(agenda)
    idle, holder = [0, 1], {}
    while agenda:
        micro, ends, number = heappop(agenda)
        at = office.at + timedelta(microseconds=micro)
        if ends:
            idle.append(number)
        else:
            by = office.actor(office.ngoc)
            ticket = queueing.take_ticket(unit=office.unit, service=service, channel="guide", by=by, at=at)
            holder[ticket.pk] = number
        for seat in sorted(idle):
            counter, by = seats[seat]
            ticket = queueing.call_next(counter=counter, by=by, at=at)
            if ticket is not None:
                idle.remove(seat)
                heappush(agenda, (micro + crowd[holder[ticket.pk]].needs, 1, seat))
    rows = Ticket.objects.filter(unit_id=office.unit, pk__in=holder)
    assert all(row.state == "done" for row in rows)
    return {holder[row.pk]: (row.called_at - office.at) // timedelta(microseconds=1) for row in rows}
