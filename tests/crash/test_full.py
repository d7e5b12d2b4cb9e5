"""A full disk: refused with a sentence, never acknowledged falsely, read all the while, written again when there is room."""

import os
import sys

import pytest

from bench.crash import full


@pytest.mark.skipif(sys.platform != "linux" or "THANTHIEN_DATABASE" in os.environ, reason="SQLite on a small disk")
def test_a_full_disk_is_said_and_nothing_is_lost_or_kept_twice():
    found = full.run(1)
    if found.impossible:
        pytest.skip(found.impossible)
    assert found.faults == []
    assert found.refused > 0 and found.read == len(full.PAGES)
    assert len(found.recovered) == 1
