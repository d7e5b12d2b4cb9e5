"""Whoever changes one thing in the database file is seen by `verify`, each time; a clean office raises no alarm."""

from bench.crash import tamper


def test_every_tampering_is_seen_and_a_clean_office_raises_no_alarm():
    found = tamper.run(tamper.SHORT)
    assert found.faults == []
    assert sum(found.tried.values()) == tamper.SHORT and found.clean == tamper.SHORT / tamper.CLEAN_EACH
    assert len(found.tried) == 9, "every way was taken"
