"""What the officer wrote, in large letters, to be read aloud before the person signs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thanthien.doors.desk import case, typed
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.views_counter import mine, sits
from thanthien.dossiers.checklist import PaperState
from thanthien.shared.clock import now

THERE = (PaperState.OK, PaperState.LOOK)


@never_cache
@require_POST
@sits
@kindly
def read_back(request: HttpRequest) -> HttpResponse:
    """The form as it stands on the screen; nothing is kept."""
    here, form = mine(request), typed.from_post(request.POST)
    context = case.context(typed=form, unit=here.unit_id, at=now())
    handed = [paper for paper in context["papers"] if paper.state in THERE]
    return render(request, "desk/_read_back.html", context | {"handed": handed})
