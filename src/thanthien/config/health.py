"""GET /health: 200 when the office can read and write; what is not as it should be is said in words."""

import sqlite3

from django.db import connection
from django.http import HttpRequest, JsonResponse

from thanthien import __version__
from thanthien.config.sqlite import journal_mode
from thanthien.doors.parts.policies import anybody


def state() -> dict:
    """Version, database, journal mode, warnings. Raises what the database raises."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        facts = {"version": __version__, "database": connection.vendor, "warnings": []}
        if connection.vendor == "sqlite":
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0].upper()
            full = cursor.execute("PRAGMA synchronous").fetchone()[0]
            facts |= {"sqlite": sqlite3.sqlite_version, "journal_mode": mode, "synchronous": full}
            if journal_mode() != "WAL":
                facts["warnings"].append("SQLite cũ hơn 3.51.3: chạy ở chế độ TRUNCATE, chậm hơn nhưng an toàn")
            if full < 2:
                facts["warnings"].append("synchronous phải là FULL")
    return facts


@anybody("a monitor asks it; it says nothing of persons")
def health(request: HttpRequest) -> JsonResponse:
    try:
        facts = state()
    except Exception as error:
        return JsonResponse({"ok": False, "error": type(error).__name__}, status=503)
    return JsonResponse({"ok": not any("phải" in w for w in facts["warnings"]), **facts})
