"""`/ho-tro-truc-tuyen/`: what the help desk did for a citizen, one key a case; the day against its target, the week, figures."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.parts.days import day_in, month_in
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.outreach import actions, helping
from thanthien.outreach.access import may_set_quota
from thanthien.outreach.help_rules import HELP_NAMES, NOTE_MOST, TARGET_MOST, HelpError, HelpKind
from thanthien.people.rules import Role
from thanthien.shared.clock import day_of, month_after, now
from thanthien.shared.wording import say

staff = officer_required(Role.GUIDE, Role.ONE_STOP, Role.SPECIALIST, Role.POLICE, Role.LEADER)
KEYS = list(enumerate(HelpKind, start=1))


def _page(request: HttpRequest, **more: Any) -> dict:
    unit, today = request.user.unit_id, day_of(now())
    errors = dict.fromkeys(("kind", "consent", "hamlet", "note", "per_day", "valid_from"), "") | more.pop("errors", {})
    week = helping.help_days(unit=unit, until=today)
    day = week[-1]
    return {
        "keys": [(number, kind, HELP_NAMES[kind], day.counts[kind]) for number, kind in KEYS],
        "today": day, "week": week, "highest": max(max(one.total for one in week), max(one.target for one in week)),
        "left": max(day.target - day.total, 0), "hamlets": helping.hamlets(unit=unit), "hamlet": request.GET.get("thon", ""),
        "note": "", "errors": errors, "may_set": may_set_quota(by=request.actor, unit=unit), "per_day": day.target,
        "valid_from": today.isoformat(), "note_most": NOTE_MOST, "target_most": TARGET_MOST,
    } | more  # fmt: skip


@require_GET
@never_cache
@staff
def page(request: HttpRequest) -> HttpResponse:
    """Four keys, today's count, the week."""
    return render(request, "desk/help_online.html", _page(request))


@require_POST
@never_cache
@staff
def note(request: HttpRequest) -> HttpResponse:
    """One case; a refusal keeps what was typed. The hamlet stays chosen for the next case."""
    unit, typed = request.user.unit_id, request.POST
    hamlet, words = typed.get("hamlet", "")[:20], typed.get("note", "")[:300]

    def do() -> dict:
        row = actions.note_help(
            unit=unit, kind=typed.get("kind", ""), consent=typed.get("consent") == "1", hamlet=hamlet, note=words,
            by=request.actor, at=now(),
        )  # fmt: skip
        return {"case": row.pk, "kind": str(row.kind)}

    try:
        done, fresh = once(request, scope="help.note", unit=unit, by=request.actor, do=do, asked=typed.get("kind", ""))
    except HelpError as error:
        kept = {"hamlet": hamlet, "note": words, "errors": {error.field: str(error)}}
        return render(request, "desk/help_online.html", _page(request, **kept), status=422)
    if fresh:
        text = say("Đã ghi: {kind}.", kind=HELP_NAMES[HelpKind(done["kind"])])
        messages.success(request, str(text), extra_tags=reverse("desk:help-annul", kwargs={"pk": done["case"]}))
    answer = redirect("desk:help-online")
    answer["Location"] += f"?thon={hamlet}" if hamlet.isascii() and hamlet.replace("-", "").isalnum() else ""
    return answer


@require_POST
@never_cache
@staff
def annul(request: HttpRequest, pk: int) -> HttpResponse:
    """Noted by mistake."""
    row = helping.help_case(unit=request.user.unit_id, pk=pk)
    if row is None:
        raise Http404
    try:
        actions.annul_help(case=row, by=request.actor, at=now())
        messages.success(request, str(say("Đã bỏ lượt vừa ghi: {kind}.", kind=HELP_NAMES[HelpKind(row.kind)])))
    except HelpError as error:
        messages.error(request, str(error))
    return redirect("desk:help-online")


@require_POST
@never_cache
@officer_required(Role.LEADER, Role.ADMIN)
def target(request: HttpRequest) -> HttpResponse:
    """How many a day, from a day on."""
    unit, typed = request.user.unit_id, request.POST
    try:
        since = day_in(typed.get("valid_from", ""))
        if since is None:
            raise HelpError(say("Chưa đọc được ngày. Chọn ngày bắt đầu."), field="valid_from")
        actions.set_help_target(unit=unit, per_day=typed.get("per_day", ""), valid_from=since, by=request.actor, at=now())
    except HelpError as error:
        errors = {error.field: str(error)}
    else:
        text = say("Chỉ tiêu {n} lượt một ngày, từ {day:%d/%m/%Y}.", n=int(typed["per_day"]), day=since)
        messages.success(request, str(text))
        return redirect("desk:help-online" if request.actor.has(Role.LEADER) else "admin:home")
    kept = {"errors": errors, "per_day": typed.get("per_day", "")[:6], "valid_from": typed.get("valid_from", "")[:10]}
    return render(request, "desk/help_online.html", _page(request, **kept), status=422)


COLUMNS = (
    Column(say("Ngày"), lambda row: row.day, Kind.DAY), Column(say("Cán bộ"), lambda row: row.officer, width=26),
    Column(say("Việc đã giúp"), lambda row: HELP_NAMES[row.kind], width=34),
    Column(say("Số lượt"), lambda row: row.n, Kind.NUMBER),
)  # fmt: skip


@require_GET
@never_cache
@staff
def figures(request: HttpRequest) -> HttpResponse:
    """A month by day, officer and kind; `?thang=2026-11`, `?xuat=` as a file."""
    first = _month(request.GET.get("thang", ""))
    after = month_after(first)
    rows = helping.help_figures(unit=request.user.unit_id, first=first, last=after - timedelta(days=1))
    title = say("Hỗ trợ trực tuyến tháng {month}", month=f"{first:%m/%Y}")
    table = Table(f"ho-tro-{first:%Y%m}", title, COLUMNS, rows)
    sums = [(HELP_NAMES[kind], sum(row.n for row in rows if row.kind is kind)) for kind in HelpKind]
    context = {
        "rows": [(row, HELP_NAMES[row.kind]) for row in rows], "first": first, "before": first - timedelta(days=1),
        "after": after, "sums": sums, "total": sum(row.n for row in rows),
    }  # fmt: skip
    return exported(request, table) or render(request, "desk/help_figures.html", context)


def _month(text: str) -> date:
    return month_in(text) or day_of(now()).replace(day=1)
