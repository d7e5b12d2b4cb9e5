"""Too many wrong passwords: one account on one address waits a quarter of an hour; the page says until when and who can help."""

from datetime import datetime

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thanthien.doors.parts.addresses import address_of
from thanthien.people.models import Officer
from thanthien.people.queries import first_office


def locked_until(*, login: str, address: str) -> datetime | None:
    """When the account may be tried again from this address; None when it may be now."""
    tried = AccessAttempt.objects.filter(username=login, ip_address=address)  # one row a browser
    sums = tried.aggregate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    if (sums["failures"] or 0) < settings.AXES_FAILURE_LIMIT:
        return None
    return sums["last"] + settings.AXES_COOLOFF_TIME


def locked_page(request: HttpRequest, response: HttpResponse | None, credentials: dict | None = None, **more) -> HttpResponse:
    """What axes shows instead of the login: until when, what still works, who can help. Keeps the name that was typed."""
    login = (credentials or {}).get("username") or request.POST.get("login", "").strip().lower()
    page = {
        "until": locked_until(login=login, address=address_of(request)), "typed": login, "office": first_office(),
        "minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60), "tries": settings.AXES_FAILURE_LIMIT,
    }  # fmt: skip
    return render(request, "account/locked.html", page, status=429)


def unlock(officer: Officer) -> int:
    """The account may be tried again from every address at once; returns how many were locked."""
    return reset(username=officer.login)
