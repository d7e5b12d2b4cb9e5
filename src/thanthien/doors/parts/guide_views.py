"""`/huong-dan`: the guides of one's roles, then everybody's; `/huong-dan/<slug>`: one of them, to read or to print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from thanthien.doors.parts.guides import GUIDES, guide_of, text_of
from thanthien.doors.parts.newcomers import settled
from thanthien.doors.parts.officers import officer_required


@require_GET
@officer_required()
def listed(request: HttpRequest) -> HttpResponse:
    roles = request.actor.roles
    rows = [{"slug": guide.slug, "text": text_of(guide), "own": guide.is_for(roles)} for guide in GUIDES]
    page = {"own": [row for row in rows if row["own"]], "others": [row for row in rows if not row["own"]]}
    return render(request, "parts/guides.html", page)


@require_GET
@officer_required()
def page(request: HttpRequest, slug: str) -> HttpResponse:
    guide = guide_of(slug)
    if guide is None:
        raise Http404
    settled(request)
    return render(request, "parts/guide.html", {"guide": guide, "text": text_of(guide)})
