"""`/lanh-dao/ung-xu/`: the rules of conduct, written, put in force, looked at again, printed."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.conduct import actions, queries
from thanthien.conduct.models import ConductRules
from thanthien.conduct.rules import ConductError, Text
from thanthien.conduct.sheets import rules_sheet
from thanthien.doors.leader import conduct
from thanthien.doors.leader.views import leads
from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import pdf_answer
from thanthien.doors.parts.tables import exported
from thanthien.shared.clock import now
from thanthien.shared.wording import say


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """What holds, the draft, all versions."""
    context = conduct.context(officer=request.user, at=now())
    return exported(request, conduct.table(context)) or render(request, "leader/conduct.html", context)


def _again(request: HttpRequest, error: ConductError) -> HttpResponse:
    context = conduct.context(officer=request.user, at=now())
    typed = {name: request.POST.get(name, "")[:9000] for name in ("title", "body", "document", "valid_from")}
    more = {"typed": typed, "wrong": error.field or "form", "said": str(error)}
    return render(request, "leader/conduct.html", context | more, status=422)


@never_cache
@require_POST
@leads
def write(request: HttpRequest) -> HttpResponse:
    """Keep the draft; with `ban-hanh` it holds from the day typed. A refusal keeps what was typed."""
    unit, by, at = request.user.unit_id, request.actor, now()
    text = Text(*(request.POST.get(name, "") for name in ("title", "body", "document")))

    def do() -> dict:
        row = actions.draft_rules(unit=unit, text=text, by=by, at=at)
        if request.POST.get("do") == "decide":
            actions.decide_rules(version=row, valid_from=_day(request.POST.get("valid_from", "")), by=by, at=at)
        return {"version": row.version}

    try:
        once(request, scope="conduct.rules", unit=unit, by=by, do=do)
    except ConductError as error:
        return _again(request, error)
    decided = request.POST.get("do") == "decide"
    messages.success(request, str(say("Đã ban hành. Trang của xã đăng bản này từ ngày áp dụng.") if decided else say("Đã giữ.")))
    return redirect("leader:conduct")


def _day(text: str) -> date:
    found = day_in(text)
    if found is None:
        raise ConductError(say("Chọn ngày áp dụng."), "valid_from")
    return found


def _version(request: HttpRequest, pk: int) -> ConductRules:
    found = queries.version(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


@never_cache
@require_POST
@leads
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Looked at again, nothing to change."""
    return _turn(request, actions.keep_rules, pk, say("Đã ghi lần xem lại."))


@never_cache
@require_POST
@leads
def recall(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to a draft."""
    return _turn(request, actions.recall_rules, pk, say("Bản này trở lại thành bản nháp."))


def _turn(request: HttpRequest, act, pk: int, said: str) -> HttpResponse:
    try:
        act(version=_version(request, pk), by=request.actor, at=now())
        messages.success(request, str(said))
    except ConductError as error:
        messages.error(request, str(error))
    return redirect("leader:conduct")


@require_GET
@never_cache
@leads
def sheet(request: HttpRequest, pk: int, size: str) -> HttpResponse:
    """The sheet for the wall, `a4` or `a3`."""
    return pdf_answer(rules_sheet(version=_version(request, pk), size=size, at=now()), name=f"quy-tac-ung-xu-{size}")
