"""`/quan-tri/canh`: the land and the brocade of the hall's screens and of the unit's pages, seen at their size before chosen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.admin.time import undo
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.templatetags.drawings import SCENERIES
from thanthien.people import actions
from thanthien.people.queries import office
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import say

UNDO = "admin:scenery-undo"
administers = officer_required(Role.ADMIN)


@never_cache
@administers
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Every land as a card; `?xem=` shows one on the kiosk and on the display."""
    here = office(request.user.unit_id)
    asked = request.GET.get("xem", "")
    shown = asked if asked in SCENERIES else here.scenery if here.scenery in SCENERIES else "muong"
    cards = [
        {"code": code, "title": title, "text": text, "on": code == here.scenery} for code, (title, text) in SCENERIES.items()
    ]
    return render(
        request, "admin/hall/scenery.html", {"cards": cards, "shown": shown, "title": SCENERIES[shown][0], "here": here}
    )


@never_cache
@administers
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """The unit's pages and screens have this land from the next load on."""
    unit, wanted = request.user.unit_id, request.POST.get("scenery", "")
    before = office(unit).scenery
    if wanted not in SCENERIES or wanted == before:
        return redirect("admin:scenery")

    def do() -> dict:
        actions.change_office(unit=unit, scenery=wanted, by=request.actor, at=now())
        return {"scenery": wanted}

    _, fresh = once(request, scope="scenery", unit=unit, by=request.actor, do=do, asked=wanted)
    if fresh:
        undo.done(request, say("Đã đổi cảnh: {name}.", name=SCENERIES[wanted][0]), undo=UNDO, before={"scenery": before})
    return redirect("admin:scenery")


@never_cache
@administers
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """The land that was before."""
    before = undo.before(request, UNDO)["scenery"]
    actions.change_office(unit=request.user.unit_id, scenery=before, by=request.actor, at=now())
    undo.done(request, say("Đã hoàn tác."))
    return redirect("admin:scenery")
