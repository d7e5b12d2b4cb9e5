"""`/quan-tri/thu-tuc/<code>/`: one procedure: what the law says, what the unit decided, what the province takes, its versions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.admin.catalogue.facts import CHANNELS, doubts, procedure_or_404
from thanthien.doors.admin.catalogue.views_list import reads
from thanthien.doors.admin.saving import tell
from thanthien.doors.parts.once import once
from thanthien.procedures import access, actions
from thanthien.procedures import queries as catalogue
from thanthien.procedures.models import ProcedurePaper
from thanthien.procedures.pages import page as page_of
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say


def context(request: HttpRequest, code: str, **more: object) -> dict:
    """Everything that the page shows."""
    unit, today = request.user.unit_id, day_of(now())
    one = procedure_or_404(code, on=today)
    offer = catalogue.offer_of(procedure=one, unit=unit, on=today)
    page = page_of(offer)
    versions = catalogue.versions_of(code=code, on=today)
    return {
        "one": one, "page": page, "offer": offer, "versions": versions, "today": today,
        "applies": any(version.in_force for version in versions), "papers": catalogue.papers_of(procedure=one),
        "dropped": offer.dropped, "decisions": catalogue.decisions_of(code=code, unit=unit),
        "fees": catalogue.fees_of(code=code, unit=unit), "printable": not (page.cut_names or page.cut_cases),
        "may_version": access.may_make_version(request.actor), "may_decide": access.may_decide(request.actor, unit),
        "may_complete": access.may_complete_name(request.actor),
        "may_print": request.actor.has(*access.MAY_PRINT), "typed": {}, "wrong": {},
        "term_doubtful": not one.is_confirmed("time_limit"), "channel_words": dict(CHANNELS),
        "doubts": doubts(one),
    } | more  # fmt: skip


@never_cache
@reads
@require_GET
def shown(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "admin/catalogue/procedure.html", context(request, code))


@never_cache
@reads
@require_POST
def complete(request: HttpRequest, code: str, order: int) -> HttpResponse:
    """The end of a cut paper name."""
    one = procedure_or_404(code, on=day_of(now()))
    paper = ProcedurePaper.objects.filter(procedure=one, order=order).first()
    if paper is None:
        raise Http404
    name = request.POST.get("name", "")

    def do() -> dict:
        actions.complete_paper_name(paper=paper, name=name, by=request.actor, at=now())
        return {"paper": paper.pk}

    try:
        once(request, scope="paper-name", unit=request.user.unit_id, by=request.actor, do=do, asked=f"{paper.pk}:{name}")
    except Refusal as error:
        page = context(request, code, typed={order: name}, wrong={order: str(error)})
        return render(request, "admin/catalogue/procedure.html", page, status=422)
    tell(request, say("Đã ghi đủ tên giấy {n}.", n=order))
    return redirect(reverse("admin:procedure", kwargs={"code": code}) + "#giay-to")
