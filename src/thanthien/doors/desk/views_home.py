"""`/tai-nha/`: who asks that the office comes to their house, the answer, the slot and the team, the day's round, the proof."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import home as shown
from thanthien.doors.parts.days import day_asked, day_in
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.journal.actions import record_access
from thanthien.outreach import actions, home_queries
from thanthien.outreach import home_rules as rules
from thanthien.outreach.access import HOME_ROLES
from thanthien.outreach.home_rules import Channel, Proof
from thanthien.outreach.models_home import HomeVisit
from thanthien.people.rules import Role
from thanthien.procedures.models import Procedure
from thanthien.procedures.pages import to_bring
from thanthien.procedures.queries import procedure as version_of
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, Sentence, say

staff = officer_required(*HOME_ROLES)


def _of_unit(request: HttpRequest, pk: int) -> HomeVisit:
    """The request, only of the officer's unit; 404 for any other."""
    found = home_queries.visit(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


def _note(request: HttpRequest, row: HomeVisit, at: datetime) -> None:
    """Name, telephone and house are about to be shown: the access is written down first."""
    who = request.user.login
    record_access(unit=row.unit_id, officer=who, person=row.phone_digest, subject=f"homevisit:{row.pk}", reason="home", at=at)


@require_GET
@never_cache
@staff
def page(request: HttpRequest) -> HttpResponse:
    """Requests by what they wait for, masked; `?xem=` one group, `?xuat=` as a file."""
    context = shown.listing(unit=request.user.unit_id, view=request.GET.get("xem", ""), at=now(), by=request.actor)
    return exported(request, shown.table(context)) or render(request, "desk/home_list.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@staff
def make(request: HttpRequest) -> HttpResponse:
    """Somebody calls, or the head of a hamlet asks for a neighbour at the counter; a refusal keeps what was typed."""
    unit, at = request.user.unit_id, now()
    typed, code = shown.read(request.POST)
    channel = Channel.HAMLET if request.POST.get("channel") == "hamlet" else Channel.PHONE
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            return _made(request, typed, _procedure(code, at), channel, at)
        except Refusal as error:
            errors[getattr(error, "field", "") or "page"] = str(error)
    context = {
        "typed": typed, "procedure": code, "channel": channel, "errors": errors, "wrong": shown.by_field(errors),
        "hamlets": home_queries.hamlets(unit=unit),
        "entitled": home_queries.entitled(unit=unit, on=day_of(at)), "tasks": [(task, task.label) for task in rules.Task],
        "note_most": rules.NOTE_MOST,
    }  # fmt: skip
    return render(request, "desk/home_new.html", context, status=422 if errors else 200)


def _procedure(code: str, at: datetime) -> Procedure | None:
    if not code:
        return None
    try:
        return version_of(code=code, on=day_of(at))
    except ProcedureError as error:
        raise rules.HomeError(
            say("Danh mục không có thủ tục {code}. Xem lại mã, hoặc ghi việc bằng lời.", code=code), field="matter"
        ) from error


def _made(request: HttpRequest, typed, procedure: Procedure | None, channel: Channel, at: datetime) -> HttpResponse:
    unit = request.user.unit_id

    def do() -> dict:
        row = actions.ask_home(unit=unit, asked=typed, channel=channel, procedure=procedure, by=request.actor, at=at)
        return {"home": row.pk, "label": row.label}

    done, _ = once(request, scope="home.ask", unit=unit, by=request.actor, do=do, asked=f"{typed.phone} {typed.matter}")
    messages.success(request, str(say("Đã ghi yêu cầu {label}.", label=done["label"])))
    return redirect("desk:home-one", pk=done["home"])


@require_GET
@never_cache
@staff
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with name, telephone and house in full."""
    row, at = _of_unit(request, pk), now()
    _note(request, row, at)
    return render(request, "desk/home_one.html", shown.shown(row=row, by=request.actor, at=at))


def _plan(row: HomeVisit, request: HttpRequest, told: dict) -> HomeVisit:
    day = day_in(request.POST.get("day", ""))
    if day is None:
        raise rules.HomeError(say("Chưa đọc được ngày. Chọn ngày đi."), field="day")
    return actions.plan_home(visit=row, day=day, half=request.POST.get("half", ""), team=request.POST.getlist("team"), **told)


def _finish(row: HomeVisit, request: HttpRequest, told: dict) -> HomeVisit:
    """One key says: all of it done, taken by the person themself; the form says what was done."""
    typed = request.POST
    if typed.get("self") != "1" and not typed.getlist("done"):
        raise rules.HomeError(say("Đánh dấu việc đã làm. Không làm được việc nào thì ghi chưa làm được."), field="done")
    receiver = row.name if typed.get("self") == "1" else typed.get("receiver", "")
    signed, tasks = typed.get("signed") or rules.SignedBy.PEN, frozenset(typed.getlist("done"))
    proof = Proof(receiver, tasks, signed, typed.get("witness", ""), typed.get("note", ""))
    return actions.finish_home(visit=row, proof=proof, **told)


def _fail(row: HomeVisit, request: HttpRequest, told: dict) -> HomeVisit:
    return actions.fail_home(visit=row, why=request.POST.get("why", ""), note=request.POST.get("note", ""), **told)


# Word of the address → (what is done, what is said after it, whether it can be taken back from the toast).
TURNS: dict[str, tuple[Callable[..., HomeVisit], Sentence, bool]] = {
    "nhan": (lambda row, request, told: actions.accept_home(visit=row, **told), say("Đã nhận {label}. Xếp ngày đi."), True),
    "tu-choi": (
        lambda row, request, told: actions.refuse_home(visit=row, reason=request.POST.get("reason", ""), **told),
        say("Đã trả lời không nhận {label}."), True,
    ),
    "xep": (_plan, say("Đã xếp lịch {label}."), False),
    "xong": (_finish, say("{label} đã xong."), True),
    "chua": (_fail, say("{label} chưa làm được, cần xếp lại lịch."), True),
    "huy": (
        lambda row, request, told: actions.cancel_home(visit=row, wanted=request.POST.get("who") == "person", **told),
        say("Đã hủy {label}."), True,
    ),
    "mo-lai": (lambda row, request, told: actions.reopen_home(visit=row, **told), say("{label} mở lại."), False),
}  # fmt: skip


@require_POST
@never_cache
@staff
def turn(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """One act; a refusal shows the request again with what was typed and the sentence at its field."""
    row, at = _of_unit(request, pk), now()
    if what not in TURNS:
        raise Http404
    action, words, undo = TURNS[what]

    def do() -> dict:
        return {"label": action(row, request, {"by": request.actor, "at": at}).label}

    try:
        done, _ = once(request, scope=f"home.{pk}.{what}", unit=row.unit_id, by=request.actor, do=do)
    except Refusal as error:
        return _refused(request, row, what, error, at)
    text = str(words).format(label=done["label"])
    messages.success(request, text, extra_tags=reverse("desk:home-turn", args=[pk, "mo-lai"]) if undo else "")
    if request.POST.get("back") == "day":
        answer = redirect("desk:home-day")
        answer["Location"] += f"?ngay={row.day.isoformat()}" if row.day else ""
        return answer
    return redirect("desk:home-one", pk=pk)


def _refused(request: HttpRequest, row: HomeVisit, what: str, error: Refusal, at: datetime) -> HttpResponse:
    _note(request, row, at)
    context = shown.shown(row=row, by=request.actor, at=at)
    kept = {
        name: request.POST.get(name, "")[:200]
        for name in ("day", "half", "receiver", "reason", "why", "note", "signed", "witness")
    }
    context["typed"] |= {name: value for name, value in kept.items() if value} | {"team": request.POST.getlist("team")}
    if what == "xong" and request.POST.get("self") != "1":  # the one key sends no ticks: all that was asked stays ticked
        context["typed"]["done"] = request.POST.getlist("done")
    context["refused"] = what
    context["errors"] = {getattr(error, "field", "") or "page": str(error)}
    context["wrong"] = shown.by_field(context["errors"])
    return render(request, "desk/home_one.html", context, status=422)


@require_GET
@never_cache
@staff
def day(request: HttpRequest) -> HttpResponse:
    """The round of a day on a telephone: who goes sees their own, others with `?ca=1` everybody's."""
    login = "" if request.GET.get("ca") == "1" else request.user.login
    context = shown.of_day(unit=request.user.unit_id, day=day_asked(request, "ngay", day_of(now())), login=login, at=now())
    return render(request, "desk/home_day.html", context)


@require_GET
@never_cache
@staff
def round_list(request: HttpRequest) -> HttpResponse:
    """The round of a day on paper, with names and the way: each request on it is opened."""
    unit, wanted, at = request.user.unit_id, day_asked(request, "ngay", day_of(now())), now()
    rows = home_queries.of_day(unit=unit, day=wanted)
    for row in rows:
        _note(request, row, at)
    names = home_queries.names(unit=unit, logins={login for row in rows for login in row.team})
    context = {
        "day": wanted,
        "rows": [
            {"row": row, "papers": to_bring(procedure=row.procedure, unit=row.unit_id, on=wanted),
             "tasks": [rules.Task(one).label for one in row.tasks],
             "team": ", ".join(names.get(one, one) for one in row.team)} for row in rows
        ],
    }  # fmt: skip
    return exported(request, shown.round_table(rows, wanted, names)) or render(request, "desk/home_round.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required(Role.LEADER, Role.ADMIN)
def entitled(request: HttpRequest) -> HttpResponse:
    """Who may have home service, by which document, and whether somebody has read it."""
    unit, at = request.user.unit_id, now()
    held = home_queries.entitled(unit=unit, on=day_of(at))
    typed = {"groups": [str(one) for one in held.groups], "source": held.source, "confirmed": held.confirmed}
    errors: dict[str, str] = {}
    if request.method == "POST":
        typed = {
            "groups": request.POST.getlist("groups"), "source": request.POST.get("source", "")[:300],
            "confirmed": request.POST.get("confirmed") == "1",
        }  # fmt: skip
        try:
            actions.set_home(unit=unit, by=request.actor, at=at, **typed)
            messages.success(request, str(say("Đã ghi đối tượng được phục vụ tại nhà.")))
            return redirect("desk:home-set")
        except Refusal as error:
            errors[getattr(error, "field", "") or "page"] = str(error)
    context = {
        "typed": typed,
        "errors": errors,
        "wrong": shown.by_field(errors),
        "groups": [(group, group.label) for group in rules.Group],
        "held": held,
    }
    return render(request, "desk/home_set.html", context, status=422 if errors else 200)
