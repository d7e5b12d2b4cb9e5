"""`/ho-so/<id>/tham-dinh`: the conditions of a benefit, one question after the other; kept with the dossier, printed."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from thanthien.benefits.queries import has_table
from thanthien.benefits.rules import BenefitError
from thanthien.doors.desk import appraisal, dossier
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.desk.words import split_code, who_full
from thanthien.doors.parts import appraising
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.dossiers import access, appraisals
from thanthien.dossiers import actions as acts
from thanthien.dossiers.models import Appraisal, Dossier
from thanthien.dossiers.rules import Act, DossierError
from thanthien.people.queries import office
from thanthien.shared.clock import day_of, now
from thanthien.shared.paper.appraisal import appraisal as appraisal_pdf
from thanthien.shared.wording import Refusal, say


def _opened(request: HttpRequest, pk: int) -> Dossier:
    """The dossier of the unit whose procedure has a table, its opening written down; 404 for any other."""
    found, at = of_unit(request, pk), now()
    if not has_table(found.procedure.code):
        raise Http404
    acts.note_opened(dossier=found, by=request.actor, at=at, reason=dossier.reason_for(request.actor, found, at))
    return found


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required()
@kindly
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """GET: what is kept, or the first question. POST: the next one; `do=keep` lays the result down, `do=drop` takes it back."""
    found, at = _opened(request, pk), now()
    what = request.POST.get("do", "")
    lines = appraisals.lines_handed_in(dossier=found)
    walk = appraising.read(request.POST, procedure=found.procedure.code, today=day_of(at), lines=lines)
    error = ""
    if what in ("keep", "drop"):
        error = _act(request, found, walk, what)
        if not error:
            return redirect("desk:appraisal", pk=pk)
    row = appraisals.live(dossier=found) if request.method == "GET" else None
    context = _context(request, found, row, walk) | {"error": error or walk.error}
    return render(request, "desk/appraisal.html", context, status=422 if error or walk.error else 200)


def _act(request: HttpRequest, found: Dossier, walk: appraising.Walk, what: str) -> str:
    """One press, once; the sentence of a refusal or nothing."""
    at, by = now(), request.actor

    def do() -> dict:
        if what == "drop":
            acts.drop_appraisal(dossier=found, by=by, at=at)
        elif walk.day is not None and walk.course is not None:
            acts.keep_appraisal(dossier=found, day=walk.day, answers=walk.course.answers, have=walk.have, by=by, at=at)
        else:
            raise DossierError(walk.error or say("Chọn ngày rồi trả lời các câu hỏi."))
        return {"dossier": found.pk}

    try:
        once(request, scope=f"appraisal.{what}.{found.pk}", unit=found.unit_id, by=by, do=do)
    except (DossierError, BenefitError) as refusal:
        return str(refusal)
    if what == "keep":
        messages.success(request, str(say("Đã lưu kết quả thẩm định vào hồ sơ. In tờ thẩm định để kẹp cùng giấy.")))
    else:
        messages.success(request, str(say("Đã bỏ kết quả thẩm định. Thẩm định lại khi cần.")))
    return ""


def _context(request: HttpRequest, found: Dossier, row: Appraisal | None, walk: appraising.Walk) -> dict:
    stale = gone = False
    if row is not None:
        try:
            walk = appraisal.kept_walk(row)
            stale = appraisal.is_stale(row, walk)
        except BenefitError:
            row, gone = None, True
    head, tail = split_code(found.code)
    may = access.may(by=request.actor, dossier=found, act=Act.APPRAISE, on=day_of(now()))
    return {
        "one": found, "head": head, "tail": tail, "who": who_full(found), "walk": walk, "kept": row, "stale": stale, "gone": gone,
        "may": may,
    }  # fmt: skip


@require_GET
@never_cache
@officer_required()
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of what is kept."""
    try:
        found = _opened(request, pk)
        row = appraisals.live(dossier=found)
        if row is None:
            return no_sheet(say("Hồ sơ chưa có kết quả thẩm định. Thẩm định và lưu, rồi in."))
        made = appraisal_pdf(appraisal.sheet(row, appraisal.kept_walk(row), office(found.unit_id)))
    except Refusal as error:
        return no_sheet(error)
    return pdf_answer(made, name=f"tham-dinh-{found.code}")
