"""`/to-khai/`: declarations written with the person at the counter; each change is kept, a card fills, the paper is signed."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import eforms
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.desk.views_counter import number
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import PDF_POLICY, pdf_answer
from thanthien.doors.parts.tables import exported
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers import queries as dossier_queries
from thanthien.eforms import actions, home, home_queries, queries, rules
from thanthien.eforms.access import WRITERS
from thanthien.eforms.models import Answers
from thanthien.eforms.rules import EformError, Found, State
from thanthien.journal.actions import record_access
from thanthien.people.card import CardError
from thanthien.people.queries import office_or_none
from thanthien.shared.clock import day_of, local, now
from thanthien.shared.paper.declaration import declaration
from thanthien.shared.wording import say

writers = officer_required(*WRITERS)


def _row(request: HttpRequest, pk: int, *states: State) -> Answers:
    """The declaration, only of the officer's unit, and the access to it written down; 404 for any other."""
    found = queries.answers(pk=pk, unit=request.user.unit_id)
    if found is None or (states and found.state not in states):
        raise Http404
    record_access(
        unit=found.unit_id, officer=request.user.login, person=f"answers:{found.pk}", subject=f"answers:{found.pk}",
        reason="eform", at=now(),
    )  # fmt: skip
    return found


@require_GET
@never_cache
@writers
def page(request: HttpRequest) -> HttpResponse:
    """Which form, and what is being written; `?ho-so=` for one dossier, its own forms first."""
    at, unit = now(), request.user.unit_id
    rows = eforms.drafts(unit=unit)
    answer = exported(request, eforms.table(rows))
    if answer is not None:
        return answer
    asked = number(request.GET.get("ho-so", ""))
    dossier = of_unit(request, asked) if asked else None
    context = {"rows": rows, "dossier": dossier, "dropped": _dropped(request)}
    context["forms"] = eforms.choice(at=at, procedure=dossier.procedure.code if dossier else "")
    context["attached"] = queries.about(unit=unit, subject=f"dossier:{dossier.pk}") if dossier else []
    return render(request, "desk/eforms.html", context)


def _dropped(request: HttpRequest) -> Answers | None:
    found = queries.answers(pk=number(request.GET.get("bo", "")), unit=request.user.unit_id)
    return found if found is not None and found.state == State.DROPPED else None


@require_POST
@writers
def begin(request: HttpRequest) -> HttpResponse:
    """A new declaration; with `dossier` it is of that dossier and begins with its applicant."""
    at, unit = now(), request.user.unit_id
    about, known = "", {}
    asked = number(request.POST.get("dossier", ""))
    if asked:
        dossier = of_unit(request, asked)
        dossiers.note_opened(dossier=dossier, by=request.actor, at=at)
        about, known = f"dossier:{dossier.pk}", _known(dossier.applicant)

    def do() -> dict:
        made = actions.begin(
            unit=unit, form=request.POST.get("form", "")[:40], officer=request.user, by=request.actor, at=at, about=about,
            known=known,
        )  # fmt: skip
        return {"answers": made.pk}

    try:
        done, _ = once(request, scope="eform", unit=unit, by=request.actor, do=do, asked=request.POST.get("form", ""))
    except EformError as error:
        messages.error(request, str(error))
        return redirect("desk:eforms")
    return redirect("desk:eform", pk=done["answers"])


def _known(person) -> dict[str, str]:
    if person is None:
        return {}
    birth = f"{person.birth_date:%Y}" if person.birth_year_only else f"{person.birth_date:%d/%m/%Y}" if person.birth_date else ""
    return {"name": person.name, "number": person.id_number, "birth": birth, "sex": person.sex, "address": person.address}


@require_POST
@writers
def from_home(request: HttpRequest) -> HttpResponse:
    """The code of a declaration written at home, typed or scanned: opened here (an access) it is the office's from now on."""
    at, unit, by = now(), request.user.unit_id, request.actor
    asked = number(request.POST.get("dossier", ""))
    dossier = of_unit(request, asked) if asked else None
    draft = home_queries.by_code(unit=unit, code=request.POST.get("code", "")[:40], at=at)
    try:
        if draft is None:
            raise EformError(say("Chưa thấy tờ khai mang mã này. So lại 12 chữ và số với người dân, hoặc viết tờ mới."))
        record_access(
            unit=unit, officer=request.user.login, person=f"homedraft:{draft.pk}", subject=f"homedraft:{draft.pk}",
            reason="eform", at=at,
        )  # fmt: skip
        made = home.take(draft=draft, officer=request.user, by=by, at=at, about=f"dossier:{dossier.pk}" if dossier else "")
    except EformError as error:
        messages.error(request, str(error))
        answer = redirect("desk:eforms")
        answer["Location"] += f"?ho-so={dossier.pk}" if dossier else ""
        return answer
    messages.success(request, str(say("Đã mở tờ khai viết ở nhà. Đọc lại cùng người dân rồi bấm Xong.")))
    return redirect("desk:eform", pk=made.pk)


@require_POST
@writers
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """The declaration becomes that of the dossier whose code was typed."""
    row, back = _row(request, pk, State.DRAFT, State.FINAL), "desk:eform"
    dossier = dossier_queries.by_code(code=request.POST.get("dossier_code", "")[:60])
    try:
        if dossier is None:
            raise EformError(say("Chưa thấy hồ sơ mang mã này. Chép mã trên giấy hẹn, hoặc mở hồ sơ rồi chọn Tờ khai."))
        home.attach(answers=row, about=f"dossier:{dossier.pk}", by=request.actor, at=now())
        messages.success(request, str(say("Đã gắn vào hồ sơ {code}.", code=dossier.code)))
    except EformError as error:
        messages.error(request, str(error))
    return redirect(back, pk=pk)


@require_http_methods(["GET", "POST"])
@never_cache
@writers
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole declaration on one page. POST keeps it; `do=card` fills from a card, `do=finish` ends it when all is right."""
    row = _row(request, pk, State.DRAFT, State.FINAL)
    if row.state == State.FINAL:
        return redirect("desk:eform-read", pk=pk)
    if request.method == "GET":
        return render(request, "desk/eform.html", eforms.page(row, at=now()))
    at, by, what = now(), request.actor, request.POST.get("do", "")
    row = actions.save(answers=row, typed=request.POST.dict(), by=by, at=at)
    found, error = Found(), ""
    try:
        if what == "card":
            scanned, block = request.POST.get("card", ""), request.POST.get("block", "")
            row = actions.fill_from_card(answers=row, block=block, scanned=scanned, by=by, at=at)
        elif what == "finish":
            actions.finish(answers=row, by=by, at=at)
        else:
            found = rules.check(queries.form_for(row), row.data, today=day_of(at))
            found = Found({}, found.warnings)
        if what in ("card", "finish"):
            return redirect("desk:eform-read" if what == "finish" else "desk:eform", pk=pk)
    except EformError as refusal:
        error = str(refusal)
        found = Found(refusal.problems, rules.check(queries.form_for(row), row.data, today=day_of(at)).warnings)
    except CardError as refusal:
        error = str(refusal)
    context = eforms.page(row, at=at, found=found) | {"error": error, "saved": local(at)}
    return render(request, "desk/eform.html", context, status=422 if error else 200)


@require_POST
@writers
def save(request: HttpRequest, pk: int) -> HttpResponse:
    """Each change is kept while one types: answers which fields are asked now and when it was kept."""
    row, at = _row(request, pk, State.DRAFT), now()
    row = actions.save(answers=row, typed=request.POST.dict(), by=request.actor, at=at)
    form = queries.form_for(row)
    hidden = [one.key for one in form.fields if not rules.is_shown(one, row.data)]
    text = say("Đã lưu lúc {hour}", hour=f"{local(at):%H:%M:%S}")
    return JsonResponse({"hidden": hidden, "said": str(text)})


@require_GET
@never_cache
@writers
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """The finished declaration in large letters: read aloud to whom does not write, then printed and signed."""
    row = _row(request, pk, State.FINAL)
    context = {"row": row, "form": queries.form_for(row), "sections": eforms.summary(row)}
    return render(request, "desk/eform_read.html", context)


@require_GET
@never_cache
@writers
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The declaration on the layout of its form."""
    row = _row(request, pk, State.FINAL)
    office = office_or_none(row.unit_id)
    if office is None:
        raise Http404
    made = declaration(eforms.sheet(row, office, at=row.finished_at), at=row.finished_at)
    return pdf_answer(made, name=f"to-khai-{row.form}-{row.pk}")


@require_POST
@writers
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """A finished declaration is put right."""
    try:
        actions.reopen(answers=_row(request, pk), by=request.actor, at=now())
        messages.success(request, str(say("Đã mở để sửa. Tờ đã in trước đó không dùng nữa.")))
    except EformError as error:
        messages.error(request, str(error))
    return redirect("desk:eform", pk=pk)


@require_POST
@writers
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft is put away; the list offers to take it back."""
    try:
        actions.drop(answers=_row(request, pk), by=request.actor, at=now())
    except EformError as error:
        messages.error(request, str(error))
        return redirect("desk:eforms")
    answer = redirect("desk:eforms")
    answer["Location"] += f"?bo={pk}"
    return answer


@require_POST
@writers
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft is back."""
    try:
        actions.restore(answers=_row(request, pk), by=request.actor, at=now())
    except EformError as error:
        messages.error(request, str(error))
        return redirect("desk:eforms")
    return redirect("desk:eform", pk=pk)
