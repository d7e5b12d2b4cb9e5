"""Chance: real in an office, from a seed for a made-up one, and no way from the first to the second."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from builders.office import UNIT
from thanthien.journal.actions import act
from thanthien.journal.models import Entry
from thanthien.shared import chance
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM, now
from thanthien.shared.codes import random_code

NINE = datetime(2026, 9, 7, 9, tzinfo=VIETNAM)


class Hands:
    """A clock that goes on when told."""

    def __init__(self) -> None:
        self.moment = NINE

    def __call__(self) -> datetime:
        return self.moment


def draws(seed: str, *, unit: str = UNIT, minutes: int = 3) -> list[tuple]:
    hands, found = Hands(), []
    with chance.seeded(seed=seed, unit=unit, clock=hands):
        for _ in range(minutes):
            found.append((chance.identity(), chance.identity(), random_code(), random_code(5), chance.below(900)))
            hands.moment += timedelta(minutes=1)
    return found


def test_a_seed_gives_the_same_again_and_another_one_or_another_unit_nothing_of_it():
    first = draws("7")
    assert draws("7") == first
    for other in (draws("8"), draws("7", unit="15151")):
        assert not {one for row in first for one in row[:3]} & {one for row in other for one in row[:3]}


def test_what_is_drawn_has_the_form_of_the_real_thing():
    for one in draws("7", minutes=40):
        assert one[0].version == 4
        assert one[0] != one[1]
        assert (len(one[2]), len(one[3])) == (12, 5)
        assert set(one[2] + one[3]) <= set(chance.CROCKFORD)
        assert 0 <= one[4] < 900
    assert len({one[2] for one in draws("7", minutes=200)}) == 200


def test_a_draw_more_at_one_moment_changes_nothing_at_the_next():
    hands, second = Hands(), []
    for more in (0, 3):
        hands.moment = NINE
        with chance.seeded(seed="7", unit=UNIT, clock=hands):
            for _ in range(1 + more):
                chance.identity()
            hands.moment += timedelta(seconds=1)
            second.append(chance.identity())
    assert second[0] == second[1]


def test_what_is_written_is_written_at_the_simulated_moment_and_afterwards_at_the_real_one():
    with chance.seeded(seed="7", unit=UNIT, clock=lambda: NINE):
        assert chance.written_at() == NINE
    assert now() - timedelta(seconds=5) < chance.written_at() <= now()


def test_the_block_ends_with_chance_that_nobody_knows_also_after_a_fault():
    with pytest.raises(ZeroDivisionError), chance.seeded(seed="7", unit=UNIT, clock=lambda: NINE):
        1 / 0  # noqa: B018
    assert len({random_code() for _ in range(50)} | {chance.identity() for _ in range(50)}) == 100
    assert random_code() not in {row[2] for row in draws("7")}


def test_another_thread_of_the_same_process_draws_real_chance():
    with chance.seeded(seed="7", unit=UNIT, clock=lambda: NINE):
        drawn: list[object] = []
        beside = threading.Thread(target=lambda: drawn.extend((chance.identity(), chance.written_at())))
        beside.start()
        beside.join()
        assert drawn[0] != chance.identity()
        assert drawn[1] != NINE


def test_no_seed_within_a_seed():
    with (
        chance.seeded(seed="7", unit=UNIT, clock=lambda: NINE),
        pytest.raises(RuntimeError, match="another seed"),
        chance.seeded(seed="8", unit=UNIT, clock=lambda: NINE),
    ):
        pass


def test_whoever_serves_people_has_sworn_it_off(monkeypatch):
    monkeypatch.setattr(chance, "_sworn", threading.Event())
    chance.swear_off_seeds()
    with pytest.raises(RuntimeError, match="serves people"), chance.seeded(seed="7", unit=UNIT, clock=lambda: NINE):
        pass


def test_an_act_of_another_unit_is_refused_and_leaves_nothing(office):
    seen = Entry.objects.count()
    with (
        chance.seeded(seed="7", unit="15151", clock=lambda: NINE),
        pytest.raises(RuntimeError, match="not for an act of 15148"),
        act(unit=UNIT, by=system(UNIT), at=NINE) as deed,
    ):
        deed.enter("office.opened", subject=f"office:{UNIT}")
    assert Entry.objects.count() == seen


def test_in_an_office_the_moment_of_writing_is_the_real_one(office):
    with act(unit=UNIT, by=system(UNIT), at=NINE) as deed:
        deed.enter("office.opened", subject=f"office:{UNIT}")
    written = Entry.objects.filter(unit=UNIT).order_by("-seq").values_list("written_at", flat=True)[0]
    assert now() - timedelta(seconds=20) < written <= now()


def test_one_moment_is_one_moment_in_whatever_zone_it_is_told():
    drawn = []
    for zone in (VIETNAM, UTC):
        with chance.seeded(seed="7", unit=UNIT, clock=lambda zone=zone: NINE.astimezone(zone)):
            drawn.append(chance.identity())
    assert drawn[0] == drawn[1]
