"""GET /health: 200 when the office can read and write; what is not as it should be is said in words."""

import sqlite3
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse

from thanthien import __version__
from thanthien.doors.parts.policies import anybody
from thanthien.papers import reading
from thanthien.shared import machine
from thanthien.shared.wording import Sentence, say


def check_before_serving() -> None:
    """Stop with a sentence when this database must not be opened here; called before anything is written."""
    if connection.vendor == "sqlite":
        for refusal in machine.refusals(database=Path(settings.DATABASES["default"]["NAME"])):
            raise SystemExit(str(refusal))


def state() -> dict:
    """Version, database, journal mode, `wrong` (must be mended), `warnings`. Raises what the database raises."""
    on_sqlite = connection.vendor == "sqlite"
    facts: dict = {"version": __version__, "database": connection.vendor}
    wrong: list[Sentence] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        if on_sqlite:
            wrong += _opened(cursor, facts)
    facts["reads_scans"] = reading.available()
    told = machine.notices(home=Path(settings.HOME), on_sqlite=on_sqlite)
    return facts | {"wrong": [str(one) for one in wrong], "warnings": [str(one) for one in told]}


def _opened(cursor, facts: dict) -> list[Sentence]:
    """How this connection is really open, noted in `facts`; what is not as promised."""
    mode = cursor.execute("PRAGMA journal_mode").fetchone()[0].upper()
    full, mapped = (cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "mmap_size"))
    begins = settings.DATABASES["default"]["OPTIONS"].get("transaction_mode")
    facts |= {"sqlite": sqlite3.sqlite_version, "journal_mode": mode, "synchronous": full}
    checks = (
        (mode == machine.journal_mode(), say("journal_mode phải là {mode}", mode=machine.journal_mode())),
        (full >= 2, say("synchronous phải là FULL")),
        (mapped == 0, say("mmap_size phải là 0")),
        (begins == "IMMEDIATE", say("transaction_mode phải là IMMEDIATE")),
    )
    return [text for kept, text in checks if not kept]


@anybody("a monitor asks it; it says nothing of persons")
def health(request: HttpRequest) -> JsonResponse:
    try:
        facts = state()
    except Exception as error:
        return JsonResponse({"ok": False, "error": type(error).__name__}, status=503)
    return JsonResponse({"ok": not facts["wrong"], **facts})
