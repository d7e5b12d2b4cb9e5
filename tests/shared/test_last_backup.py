"""The note of the last backup: how old it is, and what is said of it."""

from datetime import datetime, timedelta

import pytest

from thanthien.shared import last_backup
from thanthien.shared.clock import VIETNAM

AT = datetime(2026, 11, 23, 18, 30, tzinfo=VIETNAM)


@pytest.fixture
def home(tmp_path):
    (tmp_path / "copies" / "2026-11-23-183000").mkdir(parents=True)
    last_backup.note(home=tmp_path, made=tmp_path / "copies" / "2026-11-23-183000", at=AT)
    return tmp_path


def test_what_was_noted_comes_back(home):
    kept = last_backup.last(home=home)
    assert (kept.at, kept.place, kept.same_disk) == (AT, str(home / "copies" / "2026-11-23-183000"), True)
    assert (home / "backups" / "last.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("hours", "says"),
    [(0, None), (23.9, None), (24, "đã 1 ngày tuổi"), (71, "đã 2 ngày tuổi"), (-5, None)],
)
def test_older_than_a_day_is_said(home, hours, says):
    told = last_backup.warning(home=home, at=AT + timedelta(hours=hours))
    assert told is None if says is None else says in str(told)


@pytest.mark.parametrize("text", [None, "", "{", "[]", '{"at": "gestern", "place": "x", "same_disk": false}', '{"place": "x"}'])
def test_no_note_or_a_broken_one_is_no_backup(tmp_path, text):
    if text is not None:
        (tmp_path / "backups").mkdir()
        (tmp_path / "backups" / "last.json").write_text(text)
    assert last_backup.last(home=tmp_path) is None
    assert "Chưa có bản sao lưu nào" in str(last_backup.warning(home=tmp_path, at=AT))
