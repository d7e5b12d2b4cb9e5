"""`/quay/su-kien/`: one event of life, one person, one list of papers, one receipt; all matters are received or none is."""

from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import dossier, life, screen, typed
from thanthien.doors.desk.typed import Typed
from thanthien.doors.desk.views_counter import mine, sits
from thanthien.doors.desk.views_reception import known_from_card, ticket_of
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.doors.parts.reach import outside
from thanthien.dossiers import actions as acts
from thanthien.dossiers import forms
from thanthien.dossiers.forms_together import together_pdf
from thanthien.dossiers.models import Together
from thanthien.dossiers.rules import DossierError, Outcome
from thanthien.dossiers.together import together as one_reception
from thanthien.journeys.receive_together import BACK_WITHIN, receive_together, take_all_back
from thanthien.people.card import CardError
from thanthien.people.models import Counter
from thanthien.people.queries import counter_of
from thanthien.procedures.life import BY_SLUG
from thanthien.procedures.packages import packages
from thanthien.queueing import queries as queueing
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say


@require_GET
@never_cache
@sits
def choose(request: HttpRequest) -> HttpResponse:
    """Which event it is."""
    here = counter_of(request.user)
    if here is None:
        return redirect("desk:counter")
    today = day_of(now())
    done = life.times(unit=here.unit_id, on=today)
    events = [{"event": one.event, "done": done.get(one.event.slug)} for one in life.events(unit=here.unit_id, on=today)]
    return render(request, "desk/life_choose.html", {"events": events, "counter": here})


@require_http_methods(["GET", "POST"])
@never_cache
@sits
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of one event. Its buttons: gather again after other ticks, read a card, receive."""
    if slug not in packages():
        raise Http404
    if request.method == "GET":
        if counter_of(request.user) is None:
            return redirect("desk:counter")
        here = mine(request)
        present = queueing.present(counter=here)
        return _form(request, here, slug, screen.begun(request, present), ticket=str(present.pk) if present else "")
    here = mine(request)
    form = typed.from_post({key: value for key, value in request.POST.items() if key != "card"})
    doing = request.POST.get("do", "")
    if doing == "scan":
        return _scanned(request, here, slug, form)
    if doing != "receive":
        return _form(request, here, slug, form)
    return _receive(request, here, slug, form)


def _scanned(request: HttpRequest, here: Counter, slug: str, form: Typed) -> HttpResponse:
    """The card fills the person; what was marked stays. The text of the card is kept nowhere."""
    try:
        known_from_card(request, here, form, request.POST.get("card", ""), at=now())
    except CardError as error:
        return _form(request, here, slug, form, said=str(error), status=422)
    return _form(request, here, slug, form)


def _form(
    request: HttpRequest, here: Counter, slug: str, form: Typed, *, said: str = "", status: int = 200, ticket: str | None = None
) -> HttpResponse:
    at = now()
    first, rest = life.cards(unit=here.unit_id, on=day_of(at), slug=slug)
    asked = request.POST.getlist("viec") if request.method == "POST" else [card.code for card in first]
    codes = life.chosen_of(asked, among=[*first, *rest])
    found = life.offered(unit=here.unit_id, on=day_of(at), codes=codes)
    page: dict[str, Any] = {
        "event": BY_SLUG[slug], "first": first, "rest": rest, "chosen": codes, "rest_open": any(c.code in codes for c in rest),
        "rows": life.rows_of(found, request.POST, event=slug), "promises": life.promises(found, unit=here.unit_id, at=at),
        "v": form.values, "e": form.errors, "said": said, "counter": here,
        "ticket": request.POST.get("ticket", "") if ticket is None else ticket,
    }  # fmt: skip
    return render(request, "desk/life.html", page, status=status)


def _receive(request: HttpRequest, here: Counter, slug: str, form: Typed) -> HttpResponse:
    """Whatever must be mended is said with everything typed still there; else the page of what was received."""
    at = now()
    first, rest = life.cards(unit=here.unit_id, on=day_of(at), slug=slug)
    codes = life.chosen_of(request.POST.getlist("viec"), among=[*first, *rest])
    form.values["procedure"] = codes[0] if codes else ""
    if not typed.check(form, today=day_of(at)):
        return _form(request, here, slug, form, status=422, said=next(iter(form.errors.values())))
    found = life.offered(unit=here.unit_id, on=day_of(at), codes=codes)
    rows = life.rows_of(found, request.POST, event=slug)
    try:
        life.check_chosen(found)
        cut = life.cut_name(rows)
        if cut is not None:
            raise DossierError(
                say("Tên giấy “{name}” trong danh mục bị cắt. Ghi trọn câu ở dòng giấy ấy.", name=cut.paper.name[:60])
            )
        matters = life.matters_of(found, rows, on=day_of(at))
        ticket = ticket_of(request, here)

        def do() -> dict:
            made = receive_together(
                counter=here, ticket=ticket, handed=typed.handed_of(form), event=slug, matters=matters, by=request.actor, at=at,
                fee_paid=form["payment"], return_channel=form["channel"],
            )  # fmt: skip
            return {"together": made.pk}

        result, fresh = once(request, scope="receive.together", unit=here.unit_id, by=request.actor, do=do)
    except Refusal as error:
        return _form(request, here, slug, form, said=str(error), status=422)
    if fresh:
        text = say("Đã nhận {n} hồ sơ một lần. In giấy hẹn chung rồi trao bà con.", n=len(matters))
        messages.success(request, str(text), extra_tags=reverse("desk:life-back", args=[result["together"]]))
    return redirect("desk:life-received", pk=result["together"])


def _of_unit(request: HttpRequest, pk: int) -> Together:
    found = one_reception(pk=pk, unit=request.user.unit_id)
    if found is None:
        raise Http404
    return found


@require_GET
@never_cache
@sits
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """What one reception made: codes and dates, nobody's name."""
    found = _of_unit(request, pk)
    mine_still = found.taken_back_at is None and found.received_by_id == request.user.pk
    page = {
        "together": found, "event": BY_SLUG.get(found.event), "lines": life.received_lines(found),
        "may_back": mine_still and now() - found.received_at <= BACK_WITHIN,
    }  # fmt: skip
    return render(request, "desk/life_received.html", page)


@require_GET
@never_cache
@sits
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The one receipt as PDF; it names the person, so each file on it counts as opened."""
    found, at = _of_unit(request, pk), now().replace(microsecond=0)
    address = outside(request)
    title = BY_SLUG[found.event].title if found.event in BY_SLUG else found.event
    try:
        sheet = together_pdf(together=found, event=str(title), same=life.same_of(found), address=address)
        for line in found.lines.all():
            if line.dossier.outcome == Outcome.ANNULLED:
                continue
            acts.note_opened(
                dossier=line.dossier, by=request.actor, at=at, reason=dossier.reason_for(request.actor, line.dossier, at)
            )
            copy = forms.next_copy(pk=line.dossier_id)
            acts.form_printed(dossier=line.dossier, copy=copy, by=request.actor, at=at)
    except Refusal as error:
        return no_sheet(error)
    return pdf_answer(sheet, name=f"giay-hen-su-kien-{found.pk}")


@require_POST
@never_cache
@sits
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole reception, undone in one press."""
    found = _of_unit(request, pk)

    def do() -> dict:
        take_all_back(together=found, by=request.actor, at=now())
        return {"together": pk}

    try:
        once(request, scope=f"together.back.{pk}", unit=request.user.unit_id, by=request.actor, do=do)
        messages.success(request, str(say("Đã hủy cả lần nhận, các số ấy không dùng lại. Giấy đã in xin thu lại.")))
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("desk:life-received", pk=pk)
