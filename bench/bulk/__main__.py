"""python -m bench.bulk --dossiers 10000 [--units 16] [--seed 1] [--refold 2]: fill, then verify.

The database is THANTHIEN_DATABASE, else SQLite in THANTHIEN_HOME, else in a temporary folder that stays; `filled.json` in that
folder says what was made, for `python -m bench --filled FOLDER`.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILLED = "filled.json"


def prepare() -> None:
    """Django on a database with its tables, the units and the catalogue."""
    sys.path[:0] = [str(ROOT / "src")]
    if "THANTHIEN_HOME" not in os.environ:
        os.environ["THANTHIEN_HOME"] = tempfile.mkdtemp(prefix="thanthien-bulk-")
        print(os.environ["THANTHIEN_HOME"])
    os.environ["DJANGO_SETTINGS_MODULE"] = "thanthien.config.settings"
    from thanthien.config.sqlite import use_bundled_sqlite

    use_bundled_sqlite()
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ANCHORS, settings.DEMO = "hand", True
    call_command("migrate", verbosity=0, interactive=False)
    from thanthien.config.loading import load_all

    load_all()


def size() -> float:
    """Of the database on disk, in MB."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0] / 2**20


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--dossiers", type=int, required=True)
    asked.add_argument("--units", type=int, default=16)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--refold", type=int, default=0, help="communes whose figures are folded again and compared")
    given = asked.parse_args()
    prepare()
    from django_scopes import scopes_disabled

    from bench.bulk.filling import dossiers, figures, fill
    from bench.bulk.living import lived
    from thanthien.config.progress import step
    from thanthien.indicators import fold
    from thanthien.journal.models import Entry
    from thanthien.journal.verify import verify
    from thanthien.shared.clock import now

    start = time.monotonic()
    with step("một tuần của một xã") as bar:
        mould = lived(seed=given.seed, progress=bar.to)
        bar.note = f"{mould.dossiers} hồ sơ, {sum(map(len, mould.weeks))} mục"
    lived_s = time.monotonic() - start
    with step(f"{given.dossiers} hồ sơ, {given.units} xã") as bar:
        codes = fill(mould, count=given.dossiers, until=now(), units=given.units, seed=given.seed, progress=bar.to)
        bar.note = f"{dossiers()} hồ sơ, {size():.0f} MB"
    filled_s = time.monotonic() - start - lived_s
    with step("verify") as bar:
        fault = verify()
        bar.note = str(fault or f"ĐÚNG, {Entry.objects.count()} mục")
    if fault is None:
        made = {"lived": lived_s, "filled": filled_s, "verified": time.monotonic() - start - lived_s - filled_s}
        told = json.dumps(made | {"megabytes": size(), "dossiers": dossiers(), "units": codes})
        (Path(os.environ["THANTHIEN_HOME"]) / FILLED).write_text(told, encoding="utf-8")
    same = True
    if given.refold:
        with step(f"refold, {given.refold} xã") as bar, scopes_disabled():
            part = codes[: given.refold]
            before, read = figures(part), sum(fold.rebuild(unit=unit) for unit in part)
            same = figures(part) == before
            bar.note = f"{read} mục, {len(before)} số: {'bằng' if same else 'KHÁC'}"
    raise SystemExit(0 if same and fault is None else 1)


if __name__ == "__main__":
    main()
