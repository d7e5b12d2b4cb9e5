"""The `/` key: a dossier, a person, a ticket, found by what people say. Names are masked: a list is no access."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.words import short_code, who_masked
from thanthien.doors.parts.officers import officer_required
from thanthien.dossiers import access
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Status
from thanthien.queueing import queries as queueing
from thanthien.shared.clock import day_of, now

SHORTEST, SHOWN = 2, 8


@require_POST
@officer_required()
@kindly
def find(request: HttpRequest) -> HttpResponse:
    asked, at, unit = " ".join(request.POST.get("q", "").split())[:60], now(), request.user.unit_id
    if len(asked) < SHORTEST:
        return render(request, "desk/_found.html", {"hits": [], "asked": ""})
    ticket = queueing.find(unit=unit, label=asked)
    found = dossiers.find(text=asked, unit=unit, at=at, visits=[ticket.visit] if ticket else (), limit=SHOWN * 3)
    seen = _seen_by(request, found)[:SHOWN]
    return render(request, "desk/_found.html", {"hits": [_hit(of) for of in seen], "asked": asked})


def _seen_by(request: HttpRequest, found: list[Dossier]) -> list[Dossier]:
    """Only what the officer may open."""
    by = request.actor
    if by.has(*access.READERS):
        return found
    grants = [grant for grant in access.grants_of(by.code, by.unit, day_of(now())) if grant.role in access.BY_FIELD]
    return [of for of in found if any(not grant.fields or of.field in grant.fields for grant in grants)]


def _hit(of: Dossier) -> dict:
    head, short = short_code(of.code)
    return {
        "href": f"/ho-so/{of.pk}/", "title": who_masked(of), "note": f"{of.procedure_name} · {Status(of.state).label}",
        "head": head,
        "short": short,
    }  # fmt: skip
