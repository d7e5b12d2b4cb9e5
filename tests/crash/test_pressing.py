"""The same press many times is one record; many presses at once are numbers without a hole."""

import pytest

from bench.crash import race, replay


@pytest.mark.thread("open-forms#1183", "opencrvs#7477")
def test_a_key_is_one_record_and_one_answer_however_often_it_comes():
    found = replay.run(replay.SHORT)
    assert found.faults == []
    assert found.presses >= 3 * found.keys


def test_many_at_once_leave_no_hole_and_nobody_is_told_of_a_lock():
    found = race.run(race.SHORT)
    assert found.faults == []
    assert len(found.seconds) == race.SHORT * (race.DOORS + len(race.SEATS))
