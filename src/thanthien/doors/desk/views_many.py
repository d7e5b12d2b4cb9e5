"""`/nhieu/…`: the same act on everything that is ticked, one undo for all of it, and their forms as one sheet to print."""

import io

import pikepdf
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
from thanthien.dossiers import forms
from thanthien.dossiers.rules import DossierError, code_tail
from thanthien.people.models import Officer
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, say

MOST_PRINTED = 50


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
    """P: Form 01 of everything that is ticked, one after another in one PDF. Each is an opened file and a print of its own."""
    wanted = [int(text) for text in request.GET.get("hs", "").split(",") if text.isascii() and text.isdigit() and len(text) < 16]
    at, address = now().replace(microsecond=0), settings.PUBLIC_ADDRESS or request.build_absolute_uri("/")
    if not wanted or len(wanted) > MOST_PRINTED:
        return no_sheet(say("Chọn từ 1 đến {n} hồ sơ để in một lượt.", n=MOST_PRINTED))
    whole = pikepdf.new()
    for pk in wanted:
        found = of_unit(request, pk)
        copy = forms.next_copy(pk=pk)
        try:
            acts.note_opened(dossier=found, by=request.actor, at=at, reason=reason_for(request.actor, found, at))
            sheet = forms.form01_pdf(dossier=found, copy=copy, at=at, address=address)
            acts.form_printed(dossier=found, copy=copy, by=request.actor, at=at)
        except Refusal as error:
            return no_sheet(f"{code_tail(found.code)}: {error}" if isinstance(error, DossierError) else str(error))
        with pikepdf.open(io.BytesIO(sheet)) as one:
            whole.pages.extend(one.pages)
    out = io.BytesIO()
    whole.save(out)
    return pdf_answer(out.getvalue(), name="mau-01")
