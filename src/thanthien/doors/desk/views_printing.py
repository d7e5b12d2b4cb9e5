"""`/nhieu/in/…`: many forms in one file to print, gathered in parts with a bar, stopped at any part, handed out at the end."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk.dossier import reason_for
from thanthien.doors.desk.printing import Line, Printing, sweep
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.doors.parts.reach import outside
from thanthien.dossiers import access
from thanthien.dossiers import actions as acts
from thanthien.dossiers.forms_batch import gather
from thanthien.dossiers.queries import dossiers_of
from thanthien.dossiers.rules import Act
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

PART = 50  # dossiers that one request may bring
TOLD = 20  # of the sheets that could not be printed


def _printing(request: HttpRequest) -> Printing:
    return Printing(officer=request.user.pk, name=request.POST.get("batch", ""))


@require_POST
@officer_required()
def part(request: HttpRequest) -> HttpResponse:
    """Some dossiers more (`hs`) of the printing `batch` of the form `mau`: {"n": how many there are}. Each is an opened file."""
    wanted = [int(text) for text in request.POST.get("hs", "").split(",") if text.isascii() and text.isdigit() and len(text) < 16]
    at, address = now().replace(microsecond=0), outside(request)
    form, unit = request.POST.get("mau", "01")[:2], request.user.unit_id
    printing = _printing(request)
    sweep(at=at)
    try:
        found = dossiers_of(pks=list(dict.fromkeys(wanted))[:PART], unit=unit)
        if len(found) < min(len(set(wanted)), PART):
            raise Http404
        for one in found:
            access.check_may(by=request.actor, dossier=one, act=Act.PRINT if form == "01" else Act.PRINT_TURN, on=day_of(at))
            acts.note_opened(dossier=one, by=request.actor, at=at, reason=reason_for(request.actor, one, at))
        return JsonResponse(
            {"n": printing.add(gather(dossiers=found, form=form, at=at, address=address), form=form, unit=unit, at=at)}
        )
    except Refusal as error:
        printing.drop()
        return no_sheet(error)


@require_POST
@officer_required()
def whole(request: HttpRequest) -> HttpResponse:
    """All parts are there: {"file": where to fetch it, "n": how many sheets, "told": which could not be printed}."""
    printing = _printing(request)
    try:
        lines = printing.set()
    except Refusal as error:
        printing.drop()
        return no_sheet(error)
    told = _told([line for line in lines if line.problem])
    good = sum(not line.problem for line in lines)
    if not good:
        printing.drop()
        return no_sheet(told)
    return JsonResponse({"file": reverse("desk:print-file", args=[request.POST["batch"]]), "n": good, "told": told})


def _told(bad: list[Line]) -> str:
    parts = [f"{line.tail}: {line.problem}" for line in bad[:TOLD]]
    if len(bad) > TOLD:
        parts.append(str(say("Còn {n} hồ sơ nữa chưa in được.", n=len(bad) - TOLD)))
    return " ".join(parts)


@require_POST
@officer_required()
def stop(request: HttpRequest) -> HttpResponse:
    """The officer stopped it: nothing was printed, nothing stays."""
    _printing(request).drop()
    return HttpResponse(status=204)


@require_GET
@never_cache
@officer_required()
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def file(request: HttpRequest, batch: str) -> HttpResponse:
    """The file of a printing, its own officer's only. The first time it is handed out every sheet is written down as printed."""
    printing = Printing(officer=request.user.pk, name=batch)
    content, form, lines = printing.file()

    def do() -> dict:
        found = dossiers_of(pks=[line.dossier for line in lines], unit=request.user.unit_id)
        prints = [(one, line.copy) for one, line in zip(found, lines, strict=True)]
        acts.forms_printed(prints=prints, form=form, by=request.actor, at=now().replace(microsecond=0))
        return {"n": len(prints)}

    try:
        once(request, scope=f"printed.{request.user.pk}", unit=request.user.unit_id, by=request.actor, do=do, key=batch)
    except Refusal as error:
        return no_sheet(error)
    return pdf_answer(content, name=f"mau-{form}")
