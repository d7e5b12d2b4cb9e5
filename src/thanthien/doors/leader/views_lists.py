"""`/lanh-dao/dang-mo`: the open dossiers as a list, drilled down, exported, given to others in one press and back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.leader import giving, lists
from thanthien.doors.leader.views import leads
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.tables import exported
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal


def _context(request: HttpRequest) -> dict:
    """The list that the address asks for."""
    asked = request.POST if request.method == "POST" else request.GET
    view, officer = asked.get("xem", "")[:20], asked.get("can-bo", "")[:40]
    role = asked.get("vai", "")[:20]
    return lists.context(unit=request.user.unit_id, at=now(), view=view, officer=officer, role=role) | {
        "undoing": giving.latest(request), "may_give": request.actor.has(Role.LEADER), "fresh": False,
    }  # fmt: skip


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """The list; `?xuat=` gives the same rows as a file."""
    context = _context(request)
    return exported(request, lists.table(context, at=now())) or render(request, "leader/list.html", context)


@require_GET
@never_cache
@leads
def part(request: HttpRequest) -> HttpResponse:
    """The rows again, when something happened, with the counts of the views and who may take what is new."""
    return render(request, "leader/_list.html", _context(request) | {"fresh": True})


@never_cache
@require_POST
@officer_required(Role.LEADER)
def give(request: HttpRequest) -> HttpResponse:
    """What is ticked goes to somebody else; the list comes back with a line that takes it back."""
    try:
        giving.give(request)
    except Refusal as error:
        messages.error(request, str(error))
    return _back(request)


@never_cache
@require_POST
@officer_required(Role.LEADER)
def take_back(request: HttpRequest) -> HttpResponse:
    """Ctrl Z."""
    try:
        giving.take_back(request)
    except Refusal as error:
        messages.error(request, str(error))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the list as it was filtered."""
    kept = {name: request.POST.get(name, "")[:40] for name in ("xem", "can-bo", "vai") if request.POST.get(name)}
    return redirect(f"/lanh-dao/dang-mo?{urlencode(kept)}" if kept else "/lanh-dao/dang-mo")
