"""The file of anchors outside the database: a line that a full disk or a power cut tore spoils no other, and no head is lost."""

import resource

import pytest

from thanthien.journal import anchors

HEAD, NEXT = "a" * 64, "b" * 64


@pytest.fixture
def file(settings, tmp_path):
    settings.HOME, settings.ANCHORS = str(tmp_path), "hand"
    anchors.flush()  # what earlier tests left waiting
    anchors.path().unlink(missing_ok=True)
    return anchors.path()


@pytest.mark.parametrize("torn", ["1", "15148", "15148\t3", f"15148\t3\t{HEAD[:9]}", f"15148\t3\t{HEAD}\t2026-11"])
def test_after_a_torn_line_the_next_one_stands_alone(file, torn):
    file.write_text(f"15148\t2\t{HEAD}\t2026-11-26T10:00:00.000+07:00\n{torn}", encoding="utf-8")
    anchors.note("15148", 4, NEXT)
    assert anchors.flush() == 1
    found = list(anchors.read())
    assert found[0] == ("15148", 2, HEAD) and found[-1] == ("15148", 4, NEXT)
    assert set(found[1:-1]) <= {("15148", 3, HEAD)}, "what was torn is passed over, or was whole up to its hash"


@pytest.mark.parametrize("room", [0, 1, 7, 40])
def test_a_disk_that_takes_only_a_part_leaves_the_head_waiting(file, room):
    anchors.note("15148", 2, HEAD)
    anchors.flush()
    anchors.note("15148", 3, NEXT)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + room, hard))
    try:
        with pytest.raises(OSError):
            anchors.flush()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert anchors.flush() == 1 and anchors.flush() == 0
    assert list(anchors.read()) == [("15148", 2, HEAD), ("15148", 3, NEXT)]
