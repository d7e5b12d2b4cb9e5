"""`/lanh-dao/nghe-dan`: what the hamlets say and since when, proposals past their day, visits to families."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.leader import ears
from thanthien.doors.leader.views import leads
from thanthien.doors.parts import behind as listed
from thanthien.doors.parts import ears_behind
from thanthien.doors.parts.ears_words import month
from thanthien.doors.parts.tables import exported
from thanthien.outreach.access import EARS_ROLES
from thanthien.shared.clock import now
from thanthien.shared.wording import say


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """A month; `?thang=2026-11`, `?xuat=` as a file."""
    first, last = month(request.GET.get("thang", ""), now())
    context = ears.context(unit=request.user.unit_id, first=first, last=last, at=now())
    context["to_desk"] = request.actor.has(*EARS_ROLES)
    return exported(request, ears.table(context)) or render(request, "leader/ears.html", context)


@require_GET
@never_cache
@leads
def behind(request: HttpRequest, so: str) -> HttpResponse:
    """What a figure of the page counts; `?xuat=` all of it as a file."""
    month_of = request.GET.get("thang", "")[:7]
    back = reverse("leader:ears") + (f"?{urlencode({'thang': month_of})}" if month_of else "")
    return listed.answer(request, ears_behind.of(request, so, back=(str(say("Nghe dân")), back)), "leader/behind.html")
