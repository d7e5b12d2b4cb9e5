"""`/so-tiep-dan/`: the police's book of people received: enter a line, find, export, print; open one, tell its result."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import received
from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pieces import number
from thanthien.doors.parts.tables import exported
from thanthien.journal.actions import record_access
from thanthien.people.queries import office_or_none
from thanthien.receptions import actions, queries, rules
from thanthien.receptions.access import KEEPERS, check_may_open, may_open
from thanthien.receptions.models import ReceptionLine
from thanthien.receptions.rules import Matter, ReceptionError
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

keepers = officer_required(*KEEPERS)


@require_http_methods(["GET", "POST"])
@never_cache
@keepers
def page(request: HttpRequest) -> HttpResponse:
    """The book of a year (`?nam=`), filtered by `?tim=`, `?loai=`, `?cho=1`; a POST enters a line."""
    typed = {name: request.POST.get(name, "").strip()[:600] for name in rules.FIELDS}
    errors: dict[str, str] = {}
    if request.method == "POST":
        found, wrong = rules.facts(typed)
        errors = {name: str(text) for name, text in wrong.items()}
        if found is not None:
            return _noted(request, found)
    asked, today = request.GET, day_of(now())
    matter = asked.get("loai", "") if asked.get("loai", "") in tuple(Matter) else ""
    year = _year(asked.dict(), today)
    context = received.context(
        by=request.actor, unit=request.user.unit_id, year=year, text=asked.get("tim", "")[:60], matter=matter,
        only_open=asked.get("cho") == "1", today=today,
    )  # fmt: skip
    context |= {"typed": typed, "errors": errors, "undo": _struck(request)}
    answer = exported(request, received.table(context))
    return answer or render(request, "desk/received.html", context, status=422 if errors else 200)


def _year(asked: dict, today: date) -> int:
    """The year that is asked for, this one when none is, or none that a book can have."""
    year = number(asked, "nam")
    return year if 2000 <= year <= today.year else today.year


def _noted(request: HttpRequest, found: rules.Facts) -> HttpResponse:
    unit = request.user.unit_id

    def do() -> dict:
        return {"label": actions.note_reception(unit=unit, facts=found, by=request.actor, at=now()).label}

    done, _ = once(request, scope="reception.note", unit=unit, by=request.actor, do=do)
    messages.success(request, str(say("Đã ghi sổ, số {label}.", label=done["label"])))
    return redirect("desk:received")


def _struck(request: HttpRequest) -> ReceptionLine | None:
    found = queries.line(pk=number(request.GET.dict(), "gach"), unit=request.user.unit_id)
    return found if found is not None and found.annulled_at is not None and may_open(by=request.actor, line=found) else None


def _line(request: HttpRequest, pk: int) -> ReceptionLine:
    found = queries.line(pk=pk, unit=request.user.unit_id)
    if found is None:
        raise Http404
    return found


def _opened(request: HttpRequest, line: ReceptionLine) -> None:
    """Somebody's name is about to be shown: an access."""
    subject = f"receptionline:{line.pk}"
    record_access(unit=line.unit_id, officer=request.user.login, person=subject, subject=subject, reason="received", at=now())


@require_GET
@never_cache
@keepers
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One line whole: an access; a denunciation opens only to who received it and to the chief."""
    return _one(request, _line(request, pk))


def _one(request: HttpRequest, line: ReceptionLine, *, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "row": received.shown(line, request.actor), "line": line, "errors": {"result": "", "result_on": ""},
        "typed": {"result": line.result, "result_on": (line.result_on or day_of(now())).isoformat()},
        "goes_on": line.course in rules.GOES_ON, "sources": received.sources(day_of(now())), "closed": "",
    } | more  # fmt: skip
    try:
        check_may_open(by=request.actor, line=line)
    except ReceptionError as error:
        return render(request, "desk/received_one.html", context | {"closed": str(error)}, status=403)
    _opened(request, line)
    return render(request, "desk/received_one.html", context, status=status)


@require_POST
@never_cache
@keepers
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of it; a refusal keeps what was typed."""
    line = _line(request, pk)
    typed = {"result": request.POST.get("result", "")[:600], "result_on": request.POST.get("result_on", "")[:10]}
    try:
        on = day_in(typed["result_on"])
        if on is None:
            raise ReceptionError(say("Chưa đọc được ngày. Chọn ngày trả lời."), field="result_on")
        actions.tell_result(line=line, result=typed["result"], on=on, by=request.actor, at=now())
    except ReceptionError as error:
        errors = {"result": "", "result_on": ""} | {error.field or "result": str(error)}
        return _one(request, line, status=422, typed=typed, errors=errors)
    messages.success(request, str(say("Đã ghi kết quả của số {label}.", label=line.label)))
    return redirect("desk:received-one", pk=pk)


@require_POST
@never_cache
@keepers
def annul(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike a line out, with the reason; the page offers to take that back."""
    line = _line(request, pk)
    try:
        actions.annul_reception(line=line, reason=request.POST.get("reason", ""), by=request.actor, at=now())
    except Refusal as error:
        messages.error(request, str(error))
        return redirect("desk:received-one", pk=pk)
    return redirect(f"{reverse('desk:received')}?nam={line.year}&gach={line.pk}")


@require_POST
@never_cache
@keepers
def reinstate(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that a line was struck out."""
    line = _line(request, pk)
    try:
        actions.reinstate_reception(line=line, by=request.actor, at=now())
    except Refusal as error:
        messages.error(request, str(error))
    return redirect(f"{reverse('desk:received')}?nam={line.year}")


@require_GET
@never_cache
@keepers
def paper(request: HttpRequest) -> HttpResponse:
    """A month of the book with the columns of the form, to print: each line that it names is an opened line."""
    asked, today, unit = request.GET.dict(), day_of(now()), request.user.unit_id
    year, month = _year(asked, today), number(asked, "thang") or today.month
    if not 1 <= month <= 12:
        raise Http404
    rows = received.paper_rows(queries.of_month(unit=unit, year=year, month=month), request.actor)
    for row in rows:
        if row["open"]:
            _opened(request, row["line"])
    context = {
        "rows": rows, "year": year, "month": month, "office": office_or_none(unit), "today": today,
        "months": range(1, 13), "sources": received.sources(today),
    }  # fmt: skip
    return render(request, "desk/received_paper.html", context)
