"""The page of a simulated year says honestly what was reached."""

from datetime import UTC, date, datetime

import pytest

from bench import simulation
from bench.simulation import GOAL_S, page, theory

WHEN, START, END = datetime(2026, 11, 26, tzinfo=UTC), date(2026, 1, 1), date(2026, 12, 31)


def made(seconds: float, dossiers: int, fault: str = "") -> str:
    found = {"days": 250, "tickets": 4100, "dossiers": dossiers, "entries": 40_000, "fault": fault, "lines": ["| late, % | 1 |"]}
    took = {"seconds": seconds, "processor": seconds * 0.9}
    return page(took, found, ["| 2 | 0.70 | 1.0 | 1.0 | +0.1 |"], machine="2 cores", when=WHEN, start=START, end=END)


@pytest.mark.parametrize(("seconds", "dossiers", "says"), [
    (GOAL_S, 3000, "| reached |"),
    (2 * GOAL_S, 3000, "not reached: 2.0 times as long"),
    (GOAL_S, 1500, "not reached: 2.0 times as long"),  # half the work in all of the time
])  # fmt: skip
def test_a_year_that_took_longer_is_not_called_reached(seconds, dossiers, says):
    assert says in made(seconds, dossiers)


def test_what_verify_found_is_on_the_page():
    assert "verify`: nothing wrong." in made(80, 3000)
    assert "15148 #7: nội dung đã bị sửa." in made(80, 3000, fault="15148 #7: nội dung đã bị sửa")


def test_every_shape_of_hall_has_its_row_beside_erlang(monkeypatch):
    monkeypatch.setattr(simulation, "PEOPLE", 2000)
    rows = theory()
    assert [row.split(" | ")[0] for row in rows] == [f"| {counters}" for counters, *_ in simulation.HALLS]
