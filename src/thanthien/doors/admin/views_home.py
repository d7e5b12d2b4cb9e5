"""`/quan-tri/`: what is set up and what is missing."""

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.admin import progress
from thanthien.doors.admin.saving import administers
from thanthien.exchange.queries import stopped
from thanthien.shared import last_backup, machine
from thanthien.shared.clock import day_of, now


@require_GET
@never_cache
@administers
def home(request: HttpRequest) -> HttpResponse:
    """The checklist."""
    made = progress.lines(unit=request.user.unit_id, on=day_of(now()))
    have, need = progress.done(made)
    page = {"lines": made, "have": have, "need": need, "share": round(100 * have / need) if need else 0}
    page["notices"] = machine.notices(home=Path(settings.HOME), on_sqlite=connection.vendor == "sqlite")
    page["backup"] = last_backup.last(home=Path(settings.HOME))
    page["backup_warning"] = last_backup.warning(home=Path(settings.HOME), at=now())
    page["stopped"] = stopped(unit=request.user.unit_id)
    page["next"] = next((line for line in made if line.state != "ok"), None)
    return render(request, "admin/home.html", page)
