"""A power cut at any moment leaves every acknowledged act and a whole file; a weaker setting must be seen to fail."""

import random

import pytest

from bench.crash import power


@pytest.mark.skipif("__import__('os').environ.get('THANTHIEN_DATABASE')", reason="SQLite's own affair")
def test_a_cut_loses_nothing_acknowledged_and_the_controls_fail():
    found = power.run(power.SHORT)
    assert found.faults == []
    for mode in power.PROMISED:
        assert (found.images[mode], found.lost[mode], found.broken[mode]) == (power.SHORT, 0, 0)
    assert found.lost[power.LOSES] > 0, "NORMAL gives acknowledged acts away"
    assert found.broken[power.BREAKS] > 0, "OFF tears the file"


def test_a_disk_keeps_what_was_synced_and_any_sectors_of_the_rest():
    disk, seen = power.Disk(), set()
    disk.take(("write", "a", b"x" * 1024, 0))
    disk.take(("sync", "a"))
    disk.take(("write", "a", b"y" * 1024, 512))
    for seed in range(40):
        content = disk.image(random.Random(seed))["a"]
        assert content[:512] == b"x" * 512
        seen.add((content[512:1024][:1], content[1024:1536][:1]))
    assert seen == {(b"x", b""), (b"x", b"y"), (b"y", b""), (b"y", b"y")}
    disk.take(("truncate", "a", 0))
    disk.take(("sync", "a"))
    assert disk.image(random.Random(1)) == {"a": b""}
    disk.take(("delete", "a"))
    assert disk.image(random.Random(1)) == {}
