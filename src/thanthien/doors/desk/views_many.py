"""`/nhieu/…`: the same act on everything that is ticked, one undo for all of it, and their forms as one sheet to print."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import many
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.dossier import reason_for
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.desk.many import KINDS, Wish
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.dossiers import actions as acts
from thanthien.dossiers.forms_batch import MOST, batch_pdf
from thanthien.dossiers.rules import code_tail
from thanthien.people.models import Officer
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, say

TOLD = 20  # of the problems of a batch


def _do(request: HttpRequest, code: str, **more: object) -> HttpResponse:
    return many.run(request, KINDS[code], wish=Wish(by=request.actor, at=now(), **more))


@require_POST
@officer_required()
@kindly
def take(request: HttpRequest) -> HttpResponse:
    """E: take on what is ticked."""
    return _do(request, "nhan")


@require_POST
@officer_required()
@kindly
def complete(request: HttpRequest) -> HttpResponse:
    """T: the running step of what is ticked is done."""
    return _do(request, "xong")


@require_POST
@officer_required()
@kindly
def ready(request: HttpRequest) -> HttpResponse:
    """R: the results are there; refused for those that still have steps to do."""
    return _do(request, "co-ket-qua")


@require_POST
@officer_required()
@kindly
def give(request: HttpRequest) -> HttpResponse:
    """G: to a colleague."""
    login = request.POST.get("officer", "")[:40]
    return _do(request, "giao", officer=Officer.objects.filter(login=login, unit_id=request.user.unit_id, is_active=True).first())


@require_POST
@officer_required()
@kindly
def shelve(request: HttpRequest) -> HttpResponse:
    """N: on which shelf the results stand."""
    return _do(request, "ngan", shelf=" ".join(request.POST.get("shelf", "").split())[:40])


@require_POST
@officer_required()
@kindly
def undo(request: HttpRequest) -> HttpResponse:
    """Ctrl Z: the newest batch, all of it."""
    return many.take_back(request, by=request.actor, at=now())


@require_GET
@never_cache
@officer_required()
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def print_forms(request: HttpRequest) -> HttpResponse:
    """P: one form (`mau`, 01 unless said) of everything that is ticked, in one PDF. Each is an opened file and a
    print of its own; when one cannot be printed none is, and all such are named.
    """
    wanted = [int(text) for text in request.GET.get("hs", "").split(",") if text.isascii() and text.isdigit() and len(text) < 16]
    at, address = now().replace(microsecond=0), settings.PUBLIC_ADDRESS or request.build_absolute_uri("/")
    form = request.GET.get("mau", "01")[:2]
    if not wanted or len(wanted) > MOST:
        return no_sheet(say("Chọn từ 1 đến {n} hồ sơ để in một lượt.", n=MOST))
    found = [of_unit(request, pk) for pk in dict.fromkeys(wanted)]
    try:
        for one in found:
            acts.note_opened(dossier=one, by=request.actor, at=at, reason=reason_for(request.actor, one, at))
        batch = batch_pdf(dossiers=found, form=form, at=at, address=address)
        if batch.bad:
            return no_sheet(_unprinted([f"{code_tail(one.dossier.code)}: {one.problem}" for one in batch.bad]))
        acts.forms_printed(prints=[(one.dossier, one.copy) for one in batch.good], form=form, by=request.actor, at=at)
    except Refusal as error:
        return no_sheet(str(error))
    return pdf_answer(batch.pdf, name=f"mau-{form}")


def _unprinted(problems: list[str]) -> str:
    """All that is wrong, and what to do; the rest of a long list is counted."""
    more = [str(say("Còn {n} hồ sơ nữa chưa in được.", n=len(problems) - TOLD))] if len(problems) > TOLD else []
    advice = str(say("Bỏ chọn những hồ sơ ấy rồi in lại: chưa tờ nào được ghi là đã in."))
    return " ".join(problems[:TOLD] + more + [advice])
