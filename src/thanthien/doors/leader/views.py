"""`/lanh-dao/`: the leader's day, and its parts when something happened."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.leader import hall, mine, sums, today
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.tables import exported
from thanthien.letters.rules import SIGNS
from thanthien.people.rules import Role
from thanthien.shared.clock import now

leads = officer_required(Role.LEADER, Role.PARTY_SECRETARY)


def _signs(request: HttpRequest) -> dict:
    """Whether the reader has the page where letters are signed."""
    return {"signs": request.actor.has(*SIGNS)}


@require_GET
@never_cache
@leads
def day(request: HttpRequest) -> HttpResponse:
    """The page."""
    unit, at = request.user.unit_id, now()
    parts = today.context(unit=unit, at=at) | hall.context(unit=unit, at=at) | sums.context(by=request.actor, at=at)
    parts |= today.alerts(unit=unit) | today.posted(unit=unit, at=at) | _signs(request)
    return render(request, "leader/today.html", parts)


@require_GET
@never_cache
@leads
def dossiers(request: HttpRequest) -> HttpResponse:
    parts = today.context(unit=request.user.unit_id, at=now()) | _signs(request)
    return render(request, "leader/_dossiers.html", parts)


@require_GET
@never_cache
@leads
def counters(request: HttpRequest) -> HttpResponse:
    return render(request, "leader/_counters.html", hall.context(unit=request.user.unit_id, at=now()))


@require_GET
@never_cache
@leads
def figures(request: HttpRequest) -> HttpResponse:
    return render(request, "leader/_figures.html", sums.context(by=request.actor, at=now()))


@require_GET
@never_cache
@leads
def own(request: HttpRequest) -> HttpResponse:
    """`/lanh-dao/cua-toi`: the leader's own record."""
    page = mine.context(officer=request.user, at=now())
    return exported(request, mine.table(page, request.user)) or render(request, "leader/mine.html", page)
