"""`/thu-tuc/<code>/xem-dieu-kien`: the conditions of a benefit tried at home. Nobody is asked for a name; nothing is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thanthien.benefits.queries import has_table
from thanthien.doors.parts import appraising
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.place import the_office, unit_of
from thanthien.procedures.queries import page_of
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.clock import day_of, now


@never_cache
@anybody("to try a benefit's conditions at home, without a name", unit=unit_of)
@require_http_methods(["GET", "POST"])
def conditions(request: HttpRequest, code: str) -> HttpResponse:
    """The day, then one question a page, then the result with the papers to bring. Answers stand in the posted form alone."""
    place, today = the_office(request), day_of(now())
    try:
        shown = page_of(code=code, unit=place.unit_id, on=today)
    except ProcedureError:
        raise Http404 from None
    if not has_table(shown.code):
        raise Http404
    walk = appraising.read(request.POST, procedure=shown.code, today=today)
    page = {"office": place, "p": shown, "walk": walk, "today": today}
    return render(request, "portal/conditions.html", page, status=422 if walk.error else 200)
