"""A backup holds everything and no caches; a spoilt one is told before anything is touched; what was there is kept beside."""

import json
import shutil
from datetime import datetime

import pytest

from bench.crash import restoring
from bench.crash.office import UNIT, Person, built, new_key
from thanthien.config.keeping import backup, engines, manifest
from thanthien.config.keeping.restore import found_in
from thanthien.shared import last_backup
from thanthien.shared.clock import VIETNAM

AT = datetime(2026, 11, 26, 8, 10, tzinfo=VIETNAM)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """An office with a person in it, and its backup."""
    place = tmp_path_factory.mktemp("backups")
    with built() as office:
        office.start()
        Person(office, "ngoc.ct").take_number(new_key())
        (office.home / "files").mkdir(exist_ok=True)
        (office.home / "files" / "anh.jpg").write_bytes(b"a photo")
        (office.home / "static").mkdir(exist_ok=True)
        (office.home / "static" / "made.css").write_text("made anew")
        (office.home / "printing" / "7-mgabc12345").mkdir(parents=True, exist_ok=True)
        (office.home / "printing" / "7-mgabc12345" / "file.pdf").write_bytes(b"names of people")
        office.stop()
        office.run("backup", str(place))
        yield office, found_in(place)


def test_a_backup_holds_data_keys_and_files_and_no_caches(kept):
    office, folder = kept
    listed = manifest.read(folder)
    names = set(listed.files)
    assert {"home/keys/digest.key", "home/keys/django.key", "home/files/anh.jpg", "home/anchors/heads.log"} <= names
    assert listed.database in names and not any(part in name for part in ("static", "sqlite3-wal", "printing") for name in names)
    assert listed.contents.heads[UNIT][0] > 0 and listed.contents.counts["queueing_ticket"] == 1
    assert list(manifest.check(folder, listed)) == []
    assert folder.stat().st_mode & 0o077 == 0, "others of this machine may not read it"


def test_the_office_remembers_when_and_the_copy_does_not(kept):
    office, folder = kept
    noted = last_backup.last(home=office.home)
    assert noted.place == str(folder) and noted.at.isoformat() == manifest.read(folder).made_at
    assert not [name for name in manifest.read(folder).files if "last.json" in name], "a restored office has no backup yet"


def test_every_way_of_spoiling_a_backup_is_found_by_name(kept):
    _, folder = kept
    ways = 0
    for what, spoilt in restoring.spoilt(folder):
        ways += 1
        if what == "the manifest edited":
            with pytest.raises(engines.KeepingError, match=r"manifest\.json"):
                manifest.read(spoilt)
            continue
        wrong = list(manifest.check(spoilt, manifest.read(spoilt)))
        assert len(wrong) == 1 and what.split()[-1] in wrong[0] or what == "a file more", what
        assert wrong, what
    assert ways > 12


def test_a_spoilt_backup_is_refused_and_the_empty_place_stays_empty(kept):
    office, folder = kept
    with restoring.empty_place(office) as other:
        database = folder / manifest.read(folder).database
        whole = database.read_bytes()
        database.write_bytes(whole[:-1])
        try:
            done = other.run("restore", str(folder), check=False)
        finally:
            database.write_bytes(whole)
        assert done.returncode == 1 and f"SAI  {database.name}" in done.stderr and "ĐÚNG" not in done.stdout
        assert not (other.home / "office.sqlite3").exists() and not (other.home / "anchors").exists()


def test_an_office_that_is_there_is_replaced_only_when_asked_and_kept_beside(kept):
    office, folder = kept
    office.start()
    Person(office, "ngoc.ct").take_number(new_key())
    running = office.run("restore", str(folder), "--replace", check=False)
    assert running.returncode == 1 and "Dừng máy" in running.stderr
    office.stop()
    refused = office.run("restore", str(folder), check=False)
    assert refused.returncode == 1 and "--replace" in refused.stderr
    with office.tables() as tables:
        assert tables.one("SELECT count(*) FROM queueing_ticket") == 2, "nothing was touched"
    done = office.run("restore", str(folder.parent), "--replace")
    assert "ĐÚNG" in done.stdout
    with office.tables() as tables:
        assert tables.one("SELECT count(*) FROM queueing_ticket") == 1
        if not office.on_sqlite:
            (beside,) = (row[0] for row in tables.rows("SELECT nspname FROM pg_namespace WHERE nspname LIKE ?", "before%"))
            assert tables.one(f"SELECT count(*) FROM {beside}.queueing_ticket") == 2
    (aside,) = office.home.glob("before-restore-*")
    assert (aside / "keys" / "digest.key").exists() and (aside / "office.sqlite3").exists() == office.on_sqlite
    assert (office.home / "files" / "anh.jpg").read_bytes() == b"a photo"
    office.start()
    Person(office, "ngoc.ct").take_number(new_key())
    office.stop()
    assert office.run("verify").returncode == 0
    again = office.run("backup", str(folder.parent))
    newest = found_in(folder.parent)
    assert str(newest) in again.stdout and newest != folder
    assert not any("before" in name for name in manifest.read(newest).files), "what lies beside is not backed up again"
    shutil.rmtree(newest)


def test_a_short_disk_is_told_before_anything_is_written(kept, monkeypatch, tmp_path, db, settings):
    from collections import namedtuple

    settings.HOME = tmp_path / "home"
    (settings.HOME / "files").mkdir(parents=True)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(backup.shutil, "disk_usage", lambda path: usage(100, 99, 1))
    with pytest.raises(engines.KeepingError, match="Dọn chỗ hoặc chọn ổ khác"):
        backup.make(tmp_path / "place", at=AT)
    assert list((tmp_path / "place").iterdir()) == []


def test_only_the_newest_are_kept_when_asked(tmp_path):
    for day in range(1, 6):
        folder = tmp_path / f"2026-11-0{day}-080000"
        folder.mkdir()
        (folder / "manifest.json").write_text("{}")
    (tmp_path / "2026-11-09-080000.part").mkdir()
    backup._drop_old(tmp_path, 2)
    assert [path.name for path in backup.whole_ones(tmp_path)] == ["2026-11-04-080000", "2026-11-05-080000"]
    backup._drop_old(tmp_path, 0)
    assert len(backup.whole_ones(tmp_path)) == 2


def test_a_backup_of_a_later_version_or_of_nothing_is_refused_in_words(kept, tmp_path):
    office, folder = kept
    copy = tmp_path / "later"
    shutil.copytree(folder, copy)
    facts = json.loads((copy / "manifest.json").read_text())
    facts.pop("sha256")
    facts["version"] = "99.0"
    (copy / "manifest.json").write_text(json.dumps(facts | {"sha256": manifest.digest_of_facts(facts)}))
    with restoring.empty_place(office) as other:
        later = other.run("restore", str(copy), check=False)
        assert later.returncode == 1 and "Lên bản mới trước" in later.stderr
        nothing = other.run("restore", str(tmp_path / "no"), check=False)
        assert nothing.returncode == 1 and "không có bản sao lưu nào" in nothing.stderr
