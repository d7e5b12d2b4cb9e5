"""`/lanh-dao/luot-xem`: who opened which files; an alert is looked at with a note."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.leader import looks
from thanthien.doors.leader.views import leads
from thanthien.doors.parts.days import day_asked
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.indicators import actions
from thanthien.indicators import queries as indicators
from thanthien.indicators.models import LookAlert
from thanthien.people.models import Officer
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """Officers and alerts; with `?can-bo=` one officer's day."""
    unit = request.user.unit_id
    login = request.GET.get("can-bo", "")[:40]
    if login:
        return _officer(request, login)
    context = looks.whole(unit=unit, at=now(), period=request.GET.get("khoang", "1"))
    return exported(request, looks.table_of_officers(context)) or render(request, "leader/looks.html", context)


def _officer(request: HttpRequest, login: str) -> HttpResponse:
    found = Officer.objects.filter(login=login, unit_id=request.user.unit_id).first()
    if found is None:
        raise Http404
    context = looks.of_officer(unit=request.user.unit_id, officer=found, day=day_asked(request, "ngay", day_of(now())))
    return exported(request, looks.table_of_day(context)) or render(request, "leader/looks_day.html", context)


def _alert(request: HttpRequest, pk: int) -> LookAlert:
    found = indicators.look_alert(pk=pk, unit=request.user.unit_id)
    if found is None:
        raise Http404
    return found


@never_cache
@require_POST
@leads
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Looked at, with one sentence; a refusal keeps what was typed."""
    alert, text = _alert(request, pk), request.POST.get("note", "")

    def do() -> dict:
        return {"pk": actions.note_alert(alert=alert, note=text, by=request.actor, at=now()).pk}

    try:
        once(request, scope=f"look-alert.{pk}", unit=alert.unit, by=request.actor, do=do)
    except Refusal as error:
        context = looks.whole(unit=request.user.unit_id, at=now(), period="1")
        return render(request, "leader/looks.html", context | {"wrong": pk, "said": str(error), "typed": text[:300]}, status=422)
    messages.success(request, str(say("Đã ghi.")))
    return redirect("leader:looks")


@never_cache
@require_POST
@leads
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The note was a mistake."""
    try:
        actions.reopen_alert(alert=_alert(request, pk), by=request.actor, at=now())
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("leader:looks")
