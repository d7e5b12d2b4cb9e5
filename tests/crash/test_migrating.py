"""An update that is killed leaves the tables of one step, never of half a step, and goes on when it is begun again."""

import os

import pytest

from bench.crash import migrating


@pytest.mark.skipif("THANTHIEN_DATABASE" in os.environ, reason="SQLite's own affair")
def test_a_killed_update_stands_between_two_steps_and_goes_on():
    found = migrating.run(migrating.SHORT)
    assert found.faults == []
    assert found.kills == migrating.SHORT == sum(found.where.values())
    assert found.steps >= 8 and found.rows > 1_000
