"""Whoever changes one thing in the database file is seen by `verify`, each time; a clean office raises no alarm."""

from django.db import connection

from bench.crash import tamper


def test_every_tampering_is_seen_and_a_clean_office_raises_no_alarm():
    times = tamper.SHORT if connection.vendor == "sqlite" else tamper.SHORT // 4
    found = tamper.run(times)
    assert found.faults == []
    assert sum(found.tried.values()) == times and found.clean == times / tamper.CLEAN_EACH
    assert len(found.tried) == 9, "every way was taken"
