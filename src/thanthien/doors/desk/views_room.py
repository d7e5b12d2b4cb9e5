"""`/phong-tiep-dan/`: the monthly look at the reception room, thing by thing, on a telephone; what waits to be mended."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import posted
from thanthien.doors.parts.days import month_in
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.law.posted import ROOM, line, listed_on
from thanthien.posting import news_queries as queries
from thanthien.posting import rooms
from thanthien.posting.access import LOOKERS, ROOM_READERS
from thanthien.posting.room_rules import SEEN_NAMES, Seen, month_before, month_of
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

reads = officer_required(*ROOM_READERS)
looks = officer_required(*LOOKERS)
TONES = {Seen.OK: "ok", Seen.NOT: "late", Seen.ABSENT: "today"}


def _month(request: HttpRequest) -> date:
    """The month that `?thang=2026-11` names, else this one; none that is still to come."""
    this = month_of(day_of(now()))
    return min(month_in(request.GET.get("thang", "")) or this, this)


def _page(request: HttpRequest, month: date, *, code: str = "", errors: dict[str, str] | None = None) -> dict:
    unit, today = request.user.unit_id, day_of(now())
    things = queries.room(unit=unit, month=month, on=today)
    rows = [_row(request, one, wrong=(errors or {}) if one.law.code == code else None) for one in things]
    findings = [
        {"row": row, "title": posted.law_title(law)} for row in queries.open_findings(unit=unit) if (law := line(ROOM, row.code))
    ]
    seen, this, looks = [one.now for one in things if one.now is not None], month_of(today), request.actor.has(*LOOKERS)
    return {
        "rows": rows, "month": month, "before": month_before(month), "this": month == this, "findings": findings,
        "seen": len(seen), "all": len(things), "right": sum(one.seen == Seen.OK for one in seen),
        "choices": list(SEEN_NAMES.items()), "may": looks and month == this, "mends": looks,
        "months": queries.months_seen(unit=unit), "open": code,
    }  # fmt: skip


def _row(request: HttpRequest, one: queries.Thing, *, wrong: dict[str, str] | None) -> dict:
    """A thing as the page shows it; `wrong` = what was typed for it was refused, and stays."""
    if wrong is not None:
        typed = {name: request.POST.get(name, "")[:300] for name in ("seen", "note")}
    else:
        typed = {"seen": one.now.seen if one.now else "", "note": one.now.note if one.now else ""}
    return {
        "thing": one, "title": posted.law_title(one.law), "typed": typed,
        "wrong": dict.fromkeys(("seen", "note", "photo", "form"), "") | (wrong or {}),
        "tone": TONES[Seen(one.now.seen)] if one.now else "open",
        "tone_before": TONES[Seen(one.before.seen)] if one.before else "",
    }  # fmt: skip


@require_GET
@never_cache
@reads
def page(request: HttpRequest) -> HttpResponse:
    """The list of a month, the month before beside it; `?xuat=` as a file."""
    context = _page(request, _month(request))
    return exported(request, _table(context)) or render(request, "desk/room.html", context)


def _table(context: dict) -> Table:
    columns = (
        Column(say("Mục"), lambda row: row["title"], width=40),
        Column(say("Tháng này"), lambda row: row["thing"].now.seen_name if row["thing"].now else ""),
        Column(say("Ghi chú"), lambda row: row["thing"].now.note if row["thing"].now else "", width=40),
        Column(say("Ảnh"), lambda row: len(row["thing"].photos), Kind.NUMBER, 8),
        Column(say("Ai xem"), lambda row: row["thing"].now.seen_by.name if row["thing"].now else "", width=26),
        Column(say("Lúc"), lambda row: row["thing"].now.seen_at if row["thing"].now else None, Kind.MOMENT),
        Column(say("Tháng trước"), lambda row: row["thing"].before.seen_name if row["thing"].before else ""),
        Column(say("Chờ sửa từ"), lambda row: row["thing"].finding.found_at if row["thing"].finding else None, Kind.MOMENT),
    )
    month = {say("Tháng"): f"{context['month']:%m/%Y}"}
    return Table(name="phong-tiep-dan", title=say("Soi phòng tiếp dân"), columns=columns, rows=context["rows"], filters=month)


@require_POST
@never_cache
@looks
def look(request: HttpRequest, code: str) -> HttpResponse:
    """One thing as it is now; a refusal keeps what was typed."""
    unit, by, at = request.user.unit_id, request.actor, now()
    if code not in listed_on(ROOM, day_of(at)):
        raise Http404
    typed = {name: request.POST.get(name, "") for name in ("seen", "note")}
    try:
        photos = posted.coming(request, "photo", photo=True)
        once(request, scope="room.look", unit=unit, by=by, asked=code, do=lambda: {
            "seen": rooms.look(unit=unit, code=code, **typed, looker=request.user, photos=photos, by=by, at=at).pk
        })  # fmt: skip
    except Refusal as error:
        errors = {getattr(error, "field", "") or "form": str(error)}
        return render(request, "desk/room.html", _page(request, month_of(day_of(at)), code=code, errors=errors), status=422)
    return redirect(f"{reverse('desk:room')}#{_next(unit, code, at)}")


def _next(unit: str, code: str, at) -> str:
    """The next thing that nobody has looked at this month, after the one just seen."""
    things = queries.room(unit=unit, month=month_of(day_of(at)), on=day_of(at))
    codes = [one.law.code for one in things]
    after = things[codes.index(code) + 1 :] + things[: codes.index(code)]
    return next((one.law.code for one in after if one.now is None), code)


@require_POST
@never_cache
@looks
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Mended (`xong`), or not yet (`lai`)."""
    found = queries.finding(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    back = turn == "lai"
    try:
        (rooms.unmend if back else rooms.mend)(finding=found, by=request.actor, at=now())
        undo = "" if back else reverse("desk:room-finding", args=(pk, "lai"))
        messages.success(request, str(say("Việc này lại chờ sửa.") if back else say("Đã ghi là sửa xong.")), extra_tags=undo)
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("desk:room")
