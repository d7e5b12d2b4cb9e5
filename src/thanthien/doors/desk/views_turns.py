"""`/ho-so/<id>/viec/<turn>`: one turn of a dossier, one form. Opening it opens the file: an access, written down first."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import dossier, turns
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.desk.words import split_code, who_full
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.doors.parts.reach import outside
from thanthien.dossiers import actions as acts
from thanthien.dossiers import forms_turns, waiting
from thanthien.dossiers.forms import next_copy
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError, move
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, say


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required()
def page(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """The form; done, back to the dossier with what to do next. A refusal keeps what was typed."""
    turn = turns.TURNS.get(what)
    if turn is None:
        raise Http404
    found, at = of_unit(request, pk), now()
    error = None
    if request.method == "POST":

        def do() -> dict:
            turn.do(found, request.POST, request.actor, at)
            return {"dossier": found.pk}

        try:
            once(request, scope=f"turn.{what}.{pk}", unit=found.unit_id, by=request.actor, do=do)
            messages.success(request, str(turn.done))
            return redirect("desk:dossier", pk=pk)
        except DossierError as refusal:
            error = refusal
    elif turn.over(found) or not turns.may(found, turn, by=request.actor, at=at):
        messages.error(request, str(_why_not(found, turn)))
        return redirect("desk:dossier", pk=pk)
    acts.note_opened(dossier=found, by=request.actor, at=at, reason=dossier.reason_for(request.actor, found, at))
    return render(request, "desk/turn.html", _context(request, found, what, at, error), status=422 if error else 200)


@require_GET
@never_cache
@officer_required()
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def paper(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Form 02, 04 or 05 as PDF; each print is an entry with the number of its copy. A refusal is one sentence."""
    if form not in forms_turns.MAKERS:
        raise Http404
    found, at = of_unit(request, pk), now().replace(microsecond=0)
    try:
        acts.note_opened(dossier=found, by=request.actor, at=at, reason=dossier.reason_for(request.actor, found, at))
        sheet = forms_turns.turn_pdf(dossier=found, form=form, address=outside(request))
        acts.form_printed(dossier=found, copy=next_copy(pk=pk, form=form), by=request.actor, at=at, form=form)
    except Refusal as error:
        return no_sheet(error)
    return pdf_answer(sheet, name=f"mau-{form}-{found.code}")


@require_POST
@officer_required()
def lay(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The sheet as it stands now goes to the leader's list of papers to sign; the same sheet twice is there once."""
    if form not in forms_turns.MAKERS:
        raise Http404
    found, at = of_unit(request, pk), now().replace(microsecond=0)
    try:
        sheet = forms_turns.turn_pdf(dossier=found, form=form, address=outside(request))
        acts.lay_for_signing(dossier=found, form=form, pdf=sheet, by=request.actor, at=at)
        messages.success(request, str(say("Đã trình ký số Mẫu {form}. Lãnh đạo thấy ở Chờ ký số.", form=form)))
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("desk:dossier", pk=pk)


def _why_not(found: Dossier, turn: turns.Turn) -> str:
    try:
        move(found.state, turn.act)
    except DossierError as refusal:
        return str(refusal)
    return say("Lúc này chưa làm được: {act}. Việc này của người khác, hoặc đã xong.", act=turn.act.label)


def _context(request: HttpRequest, found: Dossier, what: str, at, error: DossierError | None) -> dict:
    turn = turns.TURNS[what]
    data = request.POST if request.method == "POST" else None
    fields = turns.shown(turn, found, data, at, error)
    names = {one.name for one in turn.fields}
    head, tail = split_code(found.code)
    return {
        "turn": turn, "what": what, "fields": fields, "error": str(error) if error and error.field not in names else "",
        "one": found, "head": head, "tail": tail, "who": who_full(found), "asked": _asked(found, what),
        "draft": getattr(found, "apology", None) if what == "ky-xin-loi" else None,
    }  # fmt: skip


def _asked(found: Dossier, what: str):
    """The request that waits, on the pages that end it."""
    if what not in ("du-giay", "rut-yeu-cau"):
        return None
    return waiting.open_supplement(dossier=found)
