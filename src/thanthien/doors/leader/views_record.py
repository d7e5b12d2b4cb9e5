"""`/lanh-dao/ung-xu/neu-guong/`: the own record of leaders. Everybody who leads reads all; each writes only their own."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.conduct import leading
from thanthien.conduct.leader_rules import DAY_NAMES, STANDING_NAMES, WHERE_NAMES, Outcome, Where
from thanthien.conduct.models import LeaderPromise
from thanthien.conduct.rules import ConductError
from thanthien.doors.leader import record
from thanthien.doors.leader.views import leads
from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.numbers import number_in
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.people.queries import officer_by_login, officers_of
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

BOXES = ("day", "held", "people", "why", "stand_in", "text", "where", "made_on", "due", "public", "outcome_text", "document")


def _year(request: HttpRequest) -> int:
    """The year asked for, else this one."""
    today = day_of(now())
    return number_in(request.GET.get("nam", ""), least=2020, most=today.year) or today.year


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """Every leader in one line; `?xuat=` as a file."""
    context = record.everybody(unit=request.user.unit_id, year=_year(request), at=now())
    return exported(request, record.table(context)) or render(request, "leader/records.html", context)


@require_GET
@never_cache
@leads
def one(request: HttpRequest, login: str) -> HttpResponse:
    """One leader's year, each figure with its list; `?xuat=` the days as a file."""
    found = officer_by_login(login)
    if found is None or found.unit_id != request.user.unit_id:
        raise Http404
    return _shown(request, login=login)


def _shown(request: HttpRequest, *, login: str, status: int = 200, wrong: str = "", said: str = "") -> HttpResponse:
    unit = request.user.unit_id
    context = record.of_one(unit=unit, login=login, year=_year(request), at=now(), own=login == request.user.login)
    if context is None:
        raise Http404
    context |= {
        "mine": login == request.user.login, "wrong": wrong, "said": said,
        "typed": {name: request.POST.get(name, "")[:600] for name in BOXES},
        "wheres": [(str(place), WHERE_NAMES[place]) for place in Where], "day_names": DAY_NAMES, "standing_names": STANDING_NAMES,
        "staff": [other for other in officers_of(unit=unit) if other.login != login],
    }  # fmt: skip
    return exported(request, record.table_of_days(context)) or render(request, "leader/record.html", context, status=status)


def _mine(request: HttpRequest, error: ConductError) -> HttpResponse:
    return _shown(request, login=request.user.login, status=422, wrong=error.field or "form", said=str(error))


def _back(request: HttpRequest) -> HttpResponse:
    return redirect("leader:record", request.user.login)


def _day(text: str, field: str) -> date:
    found = day_in(text)
    if found is None:
        raise ConductError(say("Chọn ngày."), field)
    return found


@never_cache
@require_POST
@leads
def note_day(request: HttpRequest) -> HttpResponse:
    """A reception day held, or not and why; a refusal keeps what was typed."""
    officer, by, at = request.user, request.actor, now()
    try:
        day, people = _day(request.POST.get("day", ""), "day"), request.POST.get("people", "").strip() or "0"
        if not people.isdigit() or len(people) > 4:
            raise ConductError(say("Số người tiếp ghi bằng chữ số."), "people")
        other = next((one for one in officers_of(unit=officer.unit_id) if one.login == request.POST.get("stand_in")), None)
        planned = record.schedule(officer=officer, year=day.year, at=at)
        done, _ = once(request, scope="conduct.reception", unit=officer.unit_id, by=by, do=lambda: {
            "note": leading.note_day(
                officer=officer, day=day, planned=planned, held=request.POST.get("held") == "yes", people=int(people),
                why=request.POST.get("why", ""), stand_in=other, by=by, at=at,
            ).pk
        })  # fmt: skip
    except ConductError as error:
        return _mine(request, error)
    undo = reverse("leader:record-day-undo", args=(done["note"],))
    messages.success(request, str(say("Đã ghi buổi tiếp công dân ngày {day:%d/%m/%Y}.", day=day)), extra_tags=undo)
    return _back(request)


@never_cache
@require_POST
@leads
def withdraw_day(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo, on the day."""
    found = leading.noted_day(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    try:
        leading.withdraw_day(note=found, by=request.actor, at=now())
        messages.success(request, str(say("Đã rút điều vừa ghi về buổi ấy.")))
    except ConductError as error:
        messages.error(request, str(error))
    return _back(request)


@never_cache
@require_POST
@leads
def promise(request: HttpRequest) -> HttpResponse:
    """What the leader promised, where and until when."""
    officer, by, at = request.user, request.actor, now()
    try:
        where = request.POST.get("where", "")
        if where not in set(Where):
            raise ConductError(say("Chọn nơi đã hứa."), "where")
        told = {
            "text": request.POST.get("text", ""), "where": Where(where), "public": request.POST.get("public") == "1",
            "made_on": _day(request.POST.get("made_on", ""), "made_on"), "due": _day(request.POST.get("due", ""), "due"),
        }  # fmt: skip
        done, _ = once(request, scope="conduct.promise", unit=officer.unit_id, by=by, do=lambda: {
            "promise": leading.make_promise(officer=officer, by=by, at=at, **told).pk
        })  # fmt: skip
    except ConductError as error:
        return _mine(request, error)
    undo = reverse("leader:record-turn", args=(done["promise"], "rut"))
    messages.success(request, str(say("Đã ghi lời hứa.")), extra_tags=undo)
    return _back(request)


@never_cache
@require_POST
@leads
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Kept (`giu`), not kept (`khong`), open again (`mo-lai`), noted by mistake (`rut`), brought back (`tra-lai`)."""
    found = leading.promise(unit=request.user.unit_id, pk=pk)
    if found is None or turn not in ("giu", "khong", "mo-lai", "rut", "tra-lai"):
        raise Http404
    try:
        text, undo = _turned(request, found, turn)
    except ConductError as error:
        if error.field == "outcome":
            return _shown(request, login=request.user.login, status=422, wrong=f"promise-{pk}", said=str(error))
        messages.error(request, str(error))
        return _back(request)
    messages.success(request, str(text), extra_tags=reverse("leader:record-turn", args=(pk, undo)) if undo else "")
    return _back(request)


def _turned(request: HttpRequest, found: LeaderPromise, turn: str) -> tuple[str, str]:
    """Do it; what the page says, and the turn that takes it back."""
    told = {"promise": found, "by": request.actor, "at": now()}
    if turn in ("giu", "khong"):
        words = {"text": request.POST.get("outcome_text", ""), "document": request.POST.get("document", "")}
        leading.settle_promise(outcome=Outcome.KEPT if turn == "giu" else Outcome.BROKEN, **words, **told)
        return say("Đã ghi kết quả lời hứa."), "mo-lai"
    if turn == "mo-lai":
        leading.reopen_promise(**told)
        return say("Lời hứa lại đang làm."), ""
    leading.turn_promise(withdrawn=turn == "rut", **told)
    return (say("Đã rút lời hứa ghi nhầm."), "tra-lai") if turn == "rut" else (say("Lời hứa đã trở lại."), "")
