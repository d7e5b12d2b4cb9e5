"""The small office's database is opened the way that outlives a power cut."""

import json
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scopes_disabled

from thanthien.config import sqlite
from thanthien.config.env import database, flag, number
from thanthien.config.logs import scrubbed
from thanthien.people.queries import citizen_by_id
from thanthien.shared import machine

ROOT = Path(__file__).resolve().parents[2]


def test_a_started_office_runs_on_wal_and_full_with_a_safe_library(tmp_path):
    code = (
        "from thanthien.config.sqlite import use_bundled_sqlite; use_bundled_sqlite()\n"
        "import django, json; django.setup()\n"
        "from thanthien.config.health import state; print(json.dumps(state()))"
    )
    env = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "thanthien.config.settings",
        "THANTHIEN_HOME": str(tmp_path),
    }
    env.pop("THANTHIEN_DATABASE", None)
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert (facts["journal_mode"], facts["synchronous"], facts["wrong"]) == ("WAL", 2, [])
    assert not any("TRUNCATE" in text for text in facts["warnings"])
    assert tuple(int(n) for n in facts["sqlite"].split(".")) >= machine.WAL_SAFE


@pytest.mark.parametrize(
    ("version", "mode"), [((3, 40, 1), "TRUNCATE"), ((3, 51, 1), "TRUNCATE"), ((3, 51, 3), "WAL"), ((3, 53, 4), "WAL")]
)
def test_wal_only_on_a_library_without_the_reset_bug(monkeypatch, version, mode):
    monkeypatch.setattr(machine.sqlite3, "sqlite_version_info", version)
    assert machine.journal_mode() == mode
    assert f"journal_mode={mode};" in sqlite.init_command()
    assert "synchronous=FULL" in sqlite.init_command() and "mmap_size=0" in sqlite.init_command()


@pytest.mark.parametrize(
    ("said", "wrong"),
    [("synchronous=NORMAL", "FULL"), ("journal_mode=MEMORY", "journal_mode"), ("mmap_size=1048576", "mmap_size")],
)
def test_a_connection_that_is_not_open_as_promised_is_told_to_the_monitor(db, client, said, wrong):
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own affair")
    with connection.cursor() as cursor:
        before = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode", "mmap_size")}
        try:
            cursor.execute("COMMIT")
            cursor.execute("PRAGMA synchronous=FULL")
            assert client.get("/health").json()["wrong"] == []
            cursor.execute(f"PRAGMA {said}")
            facts = client.get("/health").json()
        finally:
            for name, value in before.items():
                cursor.execute(f"PRAGMA {name}={value}")
            cursor.execute("BEGIN")
    assert not facts["ok"] and any(wrong in text for text in facts["wrong"])


def test_a_wrong_word_in_the_environment_is_refused_with_advice(monkeypatch, tmp_path):
    from django.core.exceptions import ImproperlyConfigured

    monkeypatch.setenv("X", "có")
    with pytest.raises(ImproperlyConfigured, match="viết 1 hoặc 0"):
        flag("X")
    with pytest.raises(ImproperlyConfigured, match="số nguyên"):
        number("X", 1)
    monkeypatch.setenv("X", "mysql://a/b")
    with pytest.raises(ImproperlyConfigured, match="postgresql"):
        database("X", tmp_path, {})


def test_a_database_address_is_read_whole(monkeypatch, tmp_path):
    monkeypatch.setenv("X", "postgresql://an:b%40c@/office?host=/run/pg")
    got = database("X", tmp_path, {})
    assert (got["NAME"], got["USER"], got["PASSWORD"], got["HOST"]) == ("office", "an", "b@c", "/run/pg")


@pytest.mark.parametrize(
    "line",
    [
        "038192004317|172345678|TRƯƠNG THỊ HIỀN|14081992|Nữ|Cẩm Tú|01052021", "GET /su-kien?token=eyJhIjoxfQ:1abc&after=3",
        "gọi 0912555408 lúc 9 giờ", "số 038192004317 không có",
    ],
)  # fmt: skip
def test_no_card_token_or_phone_reaches_a_log(line):
    assert not any(secret in scrubbed(line) for secret in ("038192004317", "eyJhIjoxfQ", "0912555408", "HIỀN"))


@pytest.mark.django_db(transaction=True)
def test_a_surveyed_office_knows_how_its_tables_are_filled(office):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL looks at its tables by itself")
    sqlite.survey()
    assert sqlite.surveyed()
    with connection.cursor() as cursor:
        told = dict(cursor.execute("SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'people_unit' AND idx IS NOT NULL").fetchall())
    assert told and all(int(stat.split()[0]) > 0 for stat in told.values())


@pytest.mark.parametrize(
    ("moment", "last", "ever", "due"),
    [
        ("2026-11-25T08:00", None, False, True),  # an office that never was surveyed
        ("2026-11-25T08:00", None, True, False),  # by day there is time
        ("2026-11-26T00:59", date(2026, 11, 25), True, False),
        ("2026-11-26T01:00", date(2026, 11, 25), True, True),
        ("2026-11-26T04:59", None, True, True),
        ("2026-11-26T05:00", date(2026, 11, 25), True, False),
        ("2026-11-26T02:30", date(2026, 11, 26), True, False),  # this night's is done
    ],
)
def test_an_office_is_surveyed_once_and_then_each_night(moment, last, ever, due):
    assert sqlite.survey_due(datetime.fromisoformat(moment + "+07:00"), last=last, ever=lambda: ever) is due


@pytest.mark.django_db
def test_a_person_is_found_by_the_index_of_numbers():
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's planner")
    with scopes_disabled(), CaptureQueriesContext(connection) as seen:
        citizen_by_id(unit="15148", id_number="038095000123")
    with connection.cursor() as cursor:
        plan = cursor.execute("EXPLAIN QUERY PLAN " + seen.captured_queries[0]["sql"]).fetchall()
    assert "one_citizen_an_id" in plan[0][3], plan
