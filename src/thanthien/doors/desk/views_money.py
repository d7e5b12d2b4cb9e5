"""`/thu/so/`: the book of fees by day; `/thu/hoan-tra/`: money given back; `/ho-so/<id>/le-phi/`: one dossier's fee."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import money
from thanthien.doors.desk.dossier import reason_for
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.desk.lists import fees_table
from thanthien.doors.parts.days import day_asked
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.doors.parts.tables import exported
from thanthien.doors.parts.templatetags.words import day_full
from thanthien.dossiers import actions as acts
from thanthien.dossiers import elsewhere, exempting, fees, refunds
from thanthien.dossiers import elsewhere_queries as places
from thanthien.dossiers.forms_fee import receipt_pdf
from thanthien.dossiers.models import Dossier, Elsewhere, Fee, Refund
from thanthien.dossiers.refund_rules import STATES, RefundState, Turn
from thanthien.journeys.exempt_fee import exempt
from thanthien.people.queries import counter_of
from thanthien.people.rules import Role
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, Sentence, say

seen_by = officer_required(Role.ONE_STOP, Role.POLICE, Role.LEADER)
takers = officer_required(Role.ONE_STOP, Role.POLICE)
TYPED = ("ground", "left", "basis", "reason", "answer", "way")


def _said(text: str | Sentence = "", *, form: str = "", pk: int = 0, field: str = "") -> dict[str, Any]:
    return {"said": str(text), "form": form, "pk": pk, "field": field}


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "")[:200] for name in TYPED}


# --- the book --------------------------------------------------------------------------------------------


@require_GET
@never_cache
@seen_by
def book(request: HttpRequest) -> HttpResponse:
    """The book of a day (`?ngay=2026-11-23`): one's own lines, everybody's for a leader; `?xuat=` as a file."""
    today = day_of(now())
    day = min(day_asked(request, "ngay", today), today)
    every = request.actor.has(Role.LEADER)
    context = money.book(unit=request.user.unit_id, day=day, only=None if every else request.user.pk)
    context |= {
        "day": day, "before": day - timedelta(days=1), "after": day + timedelta(days=1) if day < today else None,
        "every": every, "today": today,
    }  # fmt: skip
    return exported(request, fees_table(context["raw"], day_full(day))) or render(request, "desk/fee_book.html", context)


def _opened(request: HttpRequest, fee: Fee, at: datetime) -> None:
    """The file of a line counts as opened: a dossier of the unit, or what it received for another one, whose dossier it is."""
    if came := _taken_for(request, fee):
        elsewhere.note_opened(row=came, by=request.actor, at=at)
        return
    dossier = of_unit(request, fee.dossier_id)
    acts.note_opened(dossier=dossier, by=request.actor, at=at, reason=reason_for(request.actor, dossier, at))


@require_GET
@never_cache
@seen_by
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The slip of one line; it names the person, so the file counts as opened."""
    fee, at = fees.fee_of(unit=request.user.unit_id, pk=pk), now()
    if fee is None:
        raise Http404
    try:
        _opened(request, fee, at)
        sheet = receipt_pdf(fee=fee)
    except Refusal as error:
        return no_sheet(error)
    return pdf_answer(sheet, name=f"bien-lai-{fee.number:04d}-{fee.day.year}")


# --- a fee taken for another unit ------------------------------------------------------------------------


def _taken_for(request: HttpRequest, fee: Fee) -> Elsewhere | None:
    """What the unit received for the one whose dossier it is; None when the dossier is its own, or the book is another's."""
    return places.received_here(unit=request.user.unit_id, dossiers=[fee.dossier]).get(fee.dossier_id)


def _taken_page(request: HttpRequest, fee: Fee, came: Elsewhere, *, wrong: dict[str, Any] | None = None) -> HttpResponse:
    context = money.taken_page(fee=fee, came=came, by=request.actor, at=now())
    context |= {"wrong": wrong or _said(), "typed": _typed(request)}
    return render(request, "desk/fee_taken.html", context, status=422 if wrong else 200)


@require_GET
@never_cache
@seen_by
def taken(request: HttpRequest, pk: int) -> HttpResponse:
    """One receipt of the book whose dossier is another unit's; an own dossier has its page of the fee."""
    fee = fees.fee_of(unit=request.user.unit_id, pk=pk)
    if fee is None:
        raise Http404
    came = _taken_for(request, fee)
    if came is None:
        return redirect("desk:fee", pk=of_unit(request, fee.dossier_id).pk)
    elsewhere.note_opened(row=came, by=request.actor, at=now())
    return _taken_page(request, fee, came)


def _on_fee(
    request: HttpRequest, fee: Fee, do: Callable[[], dict], *, scope: str, form: str
) -> tuple[dict[str, Any], HttpResponse]:  # fmt: skip
    """What was done about a line of the book, and the page to go on to; a refusal gives {} and the page with what was typed."""
    came = _taken_for(request, fee)
    dossier = None if came else of_unit(request, fee.dossier_id)
    try:
        done, _ = once(request, scope=scope, unit=request.user.unit_id, by=request.actor, do=do)
    except Refusal as error:
        wrong = _said(str(error), form=form, pk=fee.pk)
        return {}, _taken_page(request, fee, came, wrong=wrong) if came else _fee_page(request, dossier, wrong=wrong)
    return done, redirect("desk:fee-taken", pk=fee.pk) if came else redirect("desk:fee", pk=dossier.pk)


@require_POST
@never_cache
@seen_by
def fix(request: HttpRequest, pk: int) -> HttpResponse:
    """A wrong line of the unit's book is taken back by another, and written again as it should have been."""
    found = fees.fee_of(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404

    def do() -> dict:
        typed = _typed(request)
        return {"fee": acts.correct_fee(fee=found, way=typed["way"], reason=typed["reason"], by=request.actor, at=now()).pk}

    done, answer = _on_fee(request, found, do, scope=f"fee.{pk}", form="fix")
    if done:
        messages.success(request, str(say("Đã ghi dòng bù trừ cho biên lai {n}.", n=found.number)))
    return answer


# --- one dossier's fee -----------------------------------------------------------------------------------


def _fee_page(request: HttpRequest, dossier: Dossier, *, wrong: dict[str, Any] | None = None) -> HttpResponse:
    context = money.fee_page(dossier=dossier, by=request.actor, at=now())
    context |= {"wrong": wrong or _said(), "typed": _typed(request)}
    return render(request, "desk/fee.html", context, status=422 if wrong else 200)


def _done(
    request: HttpRequest, dossier: Dossier, do: Callable[[], dict], *, scope: str, text: Sentence, form: str, pk: int = 0,
    back: Callable[[dict], str] = lambda done: "",
) -> HttpResponse:  # fmt: skip
    """One act on a dossier's fee; a refusal stands at its form with what was typed."""
    try:
        done, _ = once(request, scope=f"{scope}.{dossier.pk}", unit=dossier.unit_id, by=request.actor, do=do)
    except Refusal as error:
        return _fee_page(request, dossier, wrong=_said(str(error), form=form, pk=pk, field=getattr(error, "field", "")))
    messages.success(request, str(text), extra_tags=back(done))
    return redirect("desk:fee", pk=dossier.pk)


@require_GET
@never_cache
@seen_by
def fee(request: HttpRequest, pk: int) -> HttpResponse:
    """What is owed, each receipt, grounds of exemption, refunds."""
    dossier, at = of_unit(request, pk), now()
    acts.note_opened(dossier=dossier, by=request.actor, at=at, reason=reason_for(request.actor, dossier, at))
    return _fee_page(request, dossier)


@require_POST
@never_cache
@takers
def exempt_fee(request: HttpRequest, pk: int) -> HttpResponse:
    """The fee becomes what a ground says."""
    dossier, typed = of_unit(request, pk), _typed(request)

    def do() -> dict:
        told = {name: typed[name] for name in ("ground", "left", "basis")}
        row = exempt(dossier=dossier, **told, by=request.actor, at=now())
        return {"exemption": row.pk}

    back = reverse("desk:fee-unexempt", kwargs={"pk": pk})
    text = say("Đã ghi căn cứ miễn, giảm.")
    return _done(request, dossier, do, scope="fee.exempt", text=text, form="exempt", back=lambda done: back)


@require_POST
@never_cache
@takers
def unexempt(request: HttpRequest, pk: int) -> HttpResponse:
    """The ground is taken off again."""
    dossier = of_unit(request, pk)
    row = exempting.exemption_of(dossier=dossier)

    def do() -> dict:
        if row is None:
            raise Http404
        return {"exemption": acts.undo_exemption(exemption=row, by=request.actor, at=now()).pk}

    text = say("Đã bỏ căn cứ, mức thu như trước.")
    return _done(request, dossier, do, scope="fee.unexempt", text=text, form="unexempt")


@require_POST
@never_cache
@takers
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A leader of the unit whose book it is is asked to give a receipt's money back."""
    found = fees.fee_to_give_back(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404

    def do() -> dict:
        row = acts.ask_refund(fee=found, reason=request.POST.get("reason", ""), by=request.actor, at=now())
        return {"refund": row.pk}

    done, answer = _on_fee(request, found, do, scope=f"refund.{pk}.ask", form="ask")
    if done:
        text = say("Đã đề nghị hoàn trả biên lai {n}. Chờ lãnh đạo duyệt.", n=found.number)
        if found.unit_id != request.user.unit_id:
            text = say("Đã đề nghị {unit} hoàn trả biên lai {n}. Nơi ấy duyệt và trả.", unit=found.unit.name, n=found.number)
        back = reverse("desk:refund-turn", kwargs={"pk": done["refund"], "turn": str(Turn.WITHDRAW.value)})
        messages.success(request, str(text), extra_tags=back)
    return answer


# --- refunds ---------------------------------------------------------------------------------------------


def _refunds(request: HttpRequest, *, wrong: dict[str, Any] | None = None) -> HttpResponse:
    state = request.GET.get("tinh-trang", "")
    state = state if state in set(RefundState) else ""
    only = request.user if request.GET.get("cho") == "toi" else None
    rows = money.refund_rows(unit=request.user.unit_id, state=state, by=request.actor, waits_for=only)
    label = str(STATES[RefundState(state)]) if state else ""
    context = {"rows": rows, "states": list(STATES.items()), "state": state, "wrong": wrong or _said(), "typed": _typed(request)}
    answer = exported(request, money.refunds_table(rows, label)) if request.method == "GET" else None
    return answer or render(request, "desk/refunds.html", context, status=422 if wrong else 200)


@require_GET
@never_cache
@seen_by
def refunds_page(request: HttpRequest) -> HttpResponse:
    """What was asked for, agreed, paid; `?tinh-trang=asked` one state, `&cho=toi` what waits for the reader, `?xuat=` a file."""
    return _refunds(request)


DONE = {
    Turn.APPROVE: (say("Đã duyệt. Quầy trả lại tiền cho người nộp."), Turn.RECONSIDER),
    Turn.REFUSE: (say("Đã ghi không duyệt."), Turn.RECONSIDER),
    Turn.RECONSIDER: (say("Đề nghị trở lại chờ duyệt."), None),
    Turn.WITHDRAW: (say("Đã rút đề nghị hoàn trả."), None),
    Turn.PAY: (say("Đã ghi trả lại tiền. In phiếu cho người nộp ký."), Turn.UNPAY),
    Turn.UNPAY: (say("Đã hoàn tác: sổ có một dòng thu lại, đề nghị vẫn đã duyệt."), None),
}


def _take_turn(request: HttpRequest, refund: Refund, turn: Turn) -> Refund:
    told = {"refund": refund, "by": request.actor, "at": now()}
    seat = counter_of(request.user)
    number = seat.number if seat else None
    if turn is Turn.PAY:
        return acts.pay_refund(**told, way=request.POST.get("way", ""), counter=number)
    if turn is Turn.UNPAY:
        return acts.unpay_refund(**told, counter=number)
    if turn is Turn.WITHDRAW:
        return acts.withdraw_refund(**told)
    return acts.decide_refund(**told, turn=turn, answer=request.POST.get("answer", ""))


@require_POST
@never_cache
@seen_by
def take_turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """One turn of a refund; the act says who may."""
    found = refunds.refund_of(unit=request.user.unit_id, pk=pk)
    if found is None or turn not in set(Turn):
        raise Http404
    what, here = Turn(turn), found.unit_id == request.user.unit_id
    try:
        once(
            request, scope=f"refund.{pk}.{turn}", unit=request.user.unit_id, by=request.actor,
            do=lambda: {"refund": _take_turn(request, found, what).pk},
        )  # fmt: skip
    except Refusal as error:
        wrong = _said(str(error), form=turn, pk=pk)
        return _refunds(request, wrong=wrong) if here else _fee_page(request, of_unit(request, found.dossier_id), wrong=wrong)
    text, undo = DONE[what]
    back = reverse("desk:refund-turn", kwargs={"pk": pk, "turn": str(undo.value)}) if undo else ""
    messages.success(request, str(text), extra_tags=back)
    return redirect("desk:refunds") if here else redirect("desk:fee", pk=found.dossier_id)
