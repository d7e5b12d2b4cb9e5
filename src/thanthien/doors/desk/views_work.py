"""`/viec/`: what waits for me, and doing several at once."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import answers, work
from thanthien.doors.desk.answers import kindly
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.dossiers import access
from thanthien.dossiers import actions as dossier_acts
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError, code_tail
from thanthien.shared.clock import day_of, now

MOST_AT_ONCE = 50


def of_unit(request: HttpRequest, pk: int) -> Dossier:
    """The dossier, only of the officer's unit; 404 for any other, so that nobody learns that it exists."""
    found = dossiers.dossier(pk=pk, unit=request.user.unit_id)
    if found is None or found.received_at is None:
        raise Http404
    return found


def _asked_view(request: HttpRequest) -> str:
    return request.GET.get("xem", "")


@require_GET
@officer_required()
def mine(request: HttpRequest) -> HttpResponse:
    context = work.context(officer=request.user, at=now(), view=_asked_view(request))
    return render(request, "desk/work.html", {**context, "one": None, "fresh": False})


@require_GET
@officer_required()
@kindly
def listed(request: HttpRequest) -> HttpResponse:
    context = work.context(officer=request.user, at=now(), view=_asked_view(request))
    return render(request, "desk/_work_list.html", {**context, "fresh": True})


@require_GET
@officer_required()
@kindly
def side(request: HttpRequest, pk: int) -> HttpResponse:
    """The one in focus, masked."""
    found = of_unit(request, pk)
    access.check_may_see(by=request.actor, dossier=found, on=day_of(now()))
    return render(request, "desk/_work_side.html", {"one": work.side(dossier=found, at=now())})


@require_POST
@officer_required()
@kindly
def take(request: HttpRequest) -> HttpResponse:
    """E: take on what is ticked."""
    return _each(request, dossier_acts.take_step, scope="take", done="Đã nhận {n} việc")


@require_POST
@officer_required()
@kindly
def complete(request: HttpRequest) -> HttpResponse:
    """T: the running step of what is ticked is done."""
    return _each(request, dossier_acts.complete_step, scope="done", done="Xong {n} bước")


def _each(request: HttpRequest, act, *, scope: str, done: str) -> HttpResponse:
    """One act each; a refusal of one leaves the others done and is said by name of the dossier."""
    items = [_item(text) for text in request.POST.getlist("item")][:MOST_AT_ONCE]
    if not items:
        raise DossierError("Chưa chọn hồ sơ nào. Đi đến hồ sơ bằng J K, hoặc chọn bằng Space.")
    count, problems = 0, []
    for pk, step in items:
        found = of_unit(request, pk)

        def do(found: Dossier = found, step: int = step) -> dict:
            act(dossier=found, step=step, by=request.actor, at=now())
            return {"dossier": found.pk}

        try:
            once(request, scope=f"{scope}.{pk}.{step}", unit=found.unit_id, by=request.actor, do=do)
            count += 1
        except DossierError as error:
            problems.append(f"{code_tail(found.code)}: {error}")
    text = " ".join([done.format(n=count) + "." if count else "", *problems]).strip()
    context = work.context(officer=request.user, at=now(), view=_asked_view(request))
    page = render_to_string("desk/_work_list.html", {**context, "fresh": True}, request=request)
    return HttpResponse(page + answers.toast(request, text, tone="err" if problems else ""), status=422 if not count else 200)


def _item(text: str) -> tuple[int, int]:
    pk, _, step = text.partition(":")
    if not (pk.isascii() and pk.isdigit() and step.isascii() and step.isdigit() and len(text) < 24):
        raise DossierError("Danh sách vừa đổi. Tải lại trang rồi chọn lại.")
    return int(pk), int(step)
