"""`/viec/`: what waits for me. What is done to several at once is in `views_many`."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.desk import many, passing, work
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.desk.lists import work_table
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.tables import exported
from thanthien.dossiers import access
from thanthien.outreach import ears_queries
from thanthien.people.models import Officer
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

BULK = ("take", "done", "ready", "give", "print")


def _asked_view(request: HttpRequest) -> str:
    return request.GET.get("xem", "")


def colleagues(request: HttpRequest) -> list[Officer]:
    """To whom work may be handed."""
    rows = Officer.objects.filter(unit_id=request.user.unit_id, is_active=True).exclude(pk=request.user.pk)
    return list(rows.order_by("name_fold"))


@require_GET
@never_cache
@officer_required()
def mine(request: HttpRequest) -> HttpResponse:
    view, at = _asked_view(request), now()
    if request.GET.get("xuat"):
        items = work.items_of(officer=request.user, at=at, view=view)
        answer = exported(request, work_table(items, {str(say("Mục")): str(dict(work.VIEWS).get(view, ""))}))
        if answer is not None:
            return answer
    context = work.context(officer=request.user, at=at, view=view)
    more = {"one": None, "fresh": False, "bulk": BULK, "colleagues": colleagues(request), "undoing": many.latest(request)}
    more["incoming"] = passing.incoming_lines(officer=request.user, at=at)
    more["owed"], more["owed_late"] = ears_queries.owed(unit=request.user.unit_id, login=request.user.login, today=day_of(at))
    return render(request, "desk/work.html", context | more)


@require_GET
@officer_required()
@kindly
def listed(request: HttpRequest) -> HttpResponse:
    context = work.context(officer=request.user, at=now(), view=_asked_view(request))
    return render(request, "desk/_work_list.html", {**context, "fresh": True})


@require_GET
@officer_required()
@kindly
def side(request: HttpRequest, pk: int) -> HttpResponse:
    """The one in focus, masked."""
    found = of_unit(request, pk)
    access.check_may_see(by=request.actor, dossier=found, on=day_of(now()))
    return render(request, "desk/_work_side.html", {"one": work.side(dossier=found, at=now())})
