"""A disk that answers with errors makes nobody a promise that is not kept, and leaves no row whose file is not there."""

import os

import pytest

from bench.crash import broken


@pytest.mark.skipif("THANTHIEN_DATABASE" in os.environ, reason="SQLite's own affair, and the files'")
def test_an_error_at_any_place_loses_nothing_that_was_told():
    found = broken.run(broken.SHORT)
    assert found.faults == []
    assert set(found.places) == {"WAL+FULL", "TRUNCATE+FULL"} and min(found.places.values()) == broken.SHORT
    assert found.errors > broken.SHORT and found.again >= found.errors and found.files >= 6
    assert found.seen > 0, "the control is found out"
