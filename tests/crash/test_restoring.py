"""The office comes back from a backup made while it worked."""

from bench.crash import restoring


def test_a_backup_made_at_work_brings_back_the_same_office():
    found = restoring.run(restoring.SHORT)
    assert found.faults == []
    assert found.drills == restoring.SHORT and found.acknowledged > 0
