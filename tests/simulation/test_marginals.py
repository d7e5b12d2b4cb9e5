"""Marks: what simulated days add up to lies where offices published that it lies, and a mark can be missed."""

from dataclasses import replace
from datetime import date

import pytest

from thanthien.dossiers.models import Dossier
from thanthien.people.scoping import in_unit
from thanthien.ratings.models import Rating
from thanthien.simulation import demo, history
from thanthien.simulation.marginals import Mark, marks, share
from thanthien.simulation.rules import Pace

UNIT, SEED = demo.UNIT, 17
SEATS = {number: login for number, login, _ in demo.SEATS}
PACE = Pace(visitors_a_day=13)


@pytest.fixture(scope="module")
def week(lived_once):
    """A working week, and its marks."""
    history.simulate(unit=UNIT, start=date(2026, 10, 5), end=date(2026, 10, 9), seed=SEED, pace=PACE, seats=SEATS)
    with in_unit(UNIT):
        return {mark.what: mark for mark in marks(unit=UNIT, seed=SEED, pace=PACE)}


def test_a_week_of_a_small_commune_lies_where_it_should(week):
    for name in (
        "dossiers a working day", "certification, %", "numbers taken before 10 o'clock, %", "minutes until called, median",
        "minutes at the counter, median", "did not come when called, or went home, %", "content with the attitude, %",
    ):  # fmt: skip
        assert week[name].fits, week[name].line()


def test_the_figures_are_those_of_the_tables(week):
    received = Dossier.objects.filter(code__isnull=False).count()
    assert week["dossiers a working day"].found == pytest.approx(received / 5)
    assert week["ratings, of dossiers, %"].found == pytest.approx(100 * Rating.objects.count() / received)


def test_other_days_give_other_figures_so_a_mark_can_be_missed(week):
    with in_unit(UNIT):
        crowded = {mark.what: mark for mark in marks(unit=UNIT, seed=SEED, pace=replace(PACE, late={"": 1.0}))}
    late = [mark for name, mark in crowded.items() if name.startswith("late because")]
    assert sum(mark.found for mark in late) == pytest.approx(100), "drawn again with a pace in which everything is late"
    assert all(f"of {Dossier.objects.filter(code__isnull=False).count()}" in mark.what for mark in late)
    assert not Mark("x", 8.1, 1, 8, "").fits


def test_a_mark_says_itself_as_a_row():
    assert Mark("late, %", 0.51, 0, 4, "press").line() == "| late, % | 0.5 | 0 – 4 | yes | press |"
    assert "**no**" in Mark("late, %", 5, 0, 4, "press").line()
    assert share(1, 0) == 0
