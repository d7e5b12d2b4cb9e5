"""WAL only on a library without the reset bug; on an older one the office works in TRUNCATE and says so."""

import sqlite3 as loaded
import subprocess
import sys

import pytest

from bench.crash import library
from thanthien.shared import machine


@pytest.mark.skipif("__import__('os').environ.get('THANTHIEN_DATABASE')", reason="SQLite's own affair")
def test_the_office_runs_on_each_library_of_this_machine_and_says_what_it_thinks_of_it():
    found = library.run(fetch=False)
    assert found.faults == []
    system = subprocess.run(
        [sys.executable, "-c", "import sqlite3; print(sqlite3.sqlite_version)"], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert set(found.versions) == {loaded.sqlite_version, system}
    assert found.versions[loaded.sqlite_version] == "WAL"


MOUNTS = """22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
31 22 0:44 / /srv/share rw - nfs4 server:/office rw
32 22 0:45 / /srv/with\\040space rw - cifs //server/office rw
33 31 0:46 / /srv/share/local rw - xfs /dev/vdb rw"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("/srv/office", "ext4"), ("/srv/share/home", "nfs4"), ("/srv/with space", "cifs"), ("/srv/share/local/a/b", "xfs")],
)
def test_an_office_on_a_disk_of_the_network_does_not_start(folder, kind, tmp_path):
    file = type(tmp_path)(folder) / "office.sqlite3"
    assert machine.file_system(file.parent, mounts=MOUNTS) == kind
    told = machine.refusals(database=file, mounts=MOUNTS)
    assert [kind in str(one) for one in told] == ([True] if kind in ("nfs4", "cifs") else [])


def test_serving_stops_before_anything_is_opened(monkeypatch, settings, tmp_path):
    from thanthien.config.health import check_before_serving

    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        pytest.skip("a server of its own looks after its disks")
    mounts = tmp_path / "mountinfo"
    mounts.write_text("22 1 0:44 / / rw - nfs4 server:/ rw")
    monkeypatch.setattr(machine, "MOUNTS", mounts)
    with pytest.raises(SystemExit, match="ổ mạng"):
        check_before_serving()
    mounts.write_text("22 1 254:0 / / rw - ext4 /dev/vda rw")
    assert check_before_serving() is None


def test_a_disk_that_is_nearly_full_is_told(monkeypatch, tmp_path):
    from collections import namedtuple

    usage = namedtuple("usage", "total used free")
    for used, told in ((84, []), (85, ["85 %"]), (100, ["100 %"])):
        monkeypatch.setattr(machine.shutil, "disk_usage", lambda path, used=used: usage(100, used, 100 - used))
        assert [text.split("đầy ")[1].split(".")[0] for text in machine.notices(home=tmp_path, on_sqlite=False)] == told
