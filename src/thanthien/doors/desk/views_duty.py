"""`/lich-truc-xa/`: who is on duty, week by week."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import posted
from thanthien.doors.parts.days import day_asked, day_in
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import pdf_answer
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.people.queries import away_on, office, officers_of
from thanthien.posting import duties
from thanthien.posting import news_queries as queries
from thanthien.posting.access import PLANNERS
from thanthien.posting.duty_rules import PART_NAMES, monday_of
from thanthien.posting.rules import PostingError
from thanthien.posting.sheets import duty_sheet
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

plans = officer_required(*PLANNERS)
A_WEEK = timedelta(days=7)
BOXES = ("day", "part", "officer", "task")


def week_asked(request: HttpRequest) -> date:
    """The Monday that `?tuan=` names, else this week's."""
    return monday_of(day_asked(request, "tuan", day_of(now())))


def _page(request: HttpRequest, monday: date, *, errors: dict[str, str] | None = None) -> dict:
    unit, today = request.user.unit_id, day_of(now())
    typed = {name: request.POST.get(name, "")[:100] for name in BOXES}
    return {
        "week": queries.duty_week(unit=unit, day=monday), "monday": monday, "last": monday + timedelta(days=6), "today": today,
        "before": monday - A_WEEK, "after": monday + A_WEEK, "past": monday < monday_of(today),
        "staff": list(officers_of(unit=unit)), "away": [row.officer.name for row in away_on(unit=unit, on=today)],
        "parts": list(PART_NAMES.items()),
        "typed": typed | {"day": typed["day"] or max(today, monday).isoformat()}, "errors": errors or {},
    }  # fmt: skip


@require_GET
@never_cache
@plans
def page(request: HttpRequest) -> HttpResponse:
    """A week; `?xuat=` its lines as a file."""
    context = _page(request, week_asked(request))
    return exported(request, _table(context)) or render(request, "desk/duty.html", context)


def _table(context: dict) -> Table:
    rows = [line for day in context["week"] for line in day.lines]
    columns = (
        Column(say("Ngày"), lambda row: row.duty.day, Kind.DAY),
        Column(say("Buổi"), lambda row: row.duty.part_name),
        Column(say("Họ tên"), lambda row: row.duty.officer.name, width=28),
        Column(say("Trực việc gì"), lambda row: row.duty.task or row.duty.officer.position, width=32),
        Column(say("Số công bố"), lambda row: row.phone),
    )
    week = say("{first:%d/%m/%Y} đến {last:%d/%m/%Y}", first=context["monday"], last=context["last"])
    return Table(name="lich-truc", title=say("Lịch trực"), columns=columns, rows=rows, filters={say("Tuần"): str(week)})


def _to(monday: date) -> str:
    return f"{reverse('desk:duty')}?tuan={monday.isoformat()}"


@require_POST
@never_cache
@plans
def add(request: HttpRequest) -> HttpResponse:
    """Somebody is put on duty; a refusal keeps what was typed."""
    unit, by, at, typed = request.user.unit_id, request.actor, now(), request.POST
    try:
        day = posted.typed_day(typed.get("day", ""), field="day", need=say("Chọn ngày trực."))
        officer = next((one for one in officers_of(unit=unit) if one.login == typed.get("officer")), None)
        if officer is None:
            raise PostingError(say("Chọn người trực."), "officer")
        told = {"day": day, "part": typed.get("part", ""), "officer": officer, "task": typed.get("task", "")}
        made, _ = once(request, scope="duty.add", unit=unit, by=by, do=lambda: {
            "duty": duties.add_duty(unit=unit, **told, by=by, at=at).pk
        })  # fmt: skip
    except Refusal as error:
        asked = day_in(typed.get("day", "")) or day_of(at)
        monday = monday_of(max(asked, day_of(at)))  # a week that is over has no form
        errors = {getattr(error, "field", "") or "form": str(error)}
        return render(request, "desk/duty.html", _page(request, monday, errors=errors), status=422)
    undo = reverse("desk:duty-turn", args=(made["duty"], "bo"))
    messages.success(request, str(say("Đã xếp {name}.", name=officer.name)), extra_tags=undo)
    return redirect(_to(monday_of(day)))


@require_POST
@never_cache
@plans
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Off the roster (`bo`), or back (`lai`)."""
    found = queries.duty(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    back = turn == "lai"
    try:
        (duties.restore_duty if back else duties.drop_duty)(duty=found, by=request.actor, at=now())
        undo = "" if back else reverse("desk:duty-turn", args=(pk, "lai"))
        name = found.officer.name
        text = say("{name} lại có trong lịch.", name=name) if back else say("Đã bỏ {name} khỏi buổi ấy.", name=name)
        messages.success(request, str(text), extra_tags=undo)
    except PostingError as error:
        messages.error(request, str(error))
    return redirect(_to(monday_of(found.day)))


@require_POST
@never_cache
@plans
def copy(request: HttpRequest) -> HttpResponse:
    """The week gets the lines of the week before."""
    unit, by, at = request.user.unit_id, request.actor, now()
    try:
        monday = monday_of(posted.typed_day(request.POST.get("tuan", ""), field="day", need=say("Chọn tuần.")))
        done, _ = once(request, scope="duty.copy", unit=unit, by=by, asked=str(monday), do=lambda: {
            "lines": duties.copy_week(unit=unit, monday=monday, by=by, at=at)
        })  # fmt: skip
        messages.success(request, str(say("Đã chép {n} dòng từ tuần trước.", n=done["lines"])))
    except PostingError as error:
        messages.error(request, str(error))
        monday = week_asked(request)
    return redirect(_to(monday))


@require_GET
@never_cache
@plans
def sheet(request: HttpRequest, size: str) -> HttpResponse:
    """The week as a sheet, `a4` or `a3`."""
    week = queries.duty_week(unit=request.user.unit_id, day=week_asked(request))
    return pdf_answer(duty_sheet(week=week, office=office(request.user.unit_id), size=size, at=now()), name=f"lich-truc-{size}")
