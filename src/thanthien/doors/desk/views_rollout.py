"""`/thi-dua-cua-toi/`: campaigns an officer may join, how far they are, what they registered to learn, their awards."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.conduct.record_rules import PART_NAMES, Part, Written, may_write
from thanthien.conduct.recording import opens
from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.rollout import actions, awards, learning, queries
from thanthien.rollout.models import Campaign, Learning, TakingPart
from thanthien.rollout.rules import STANDING_NAMES, RolloutError, Standing
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say


def context(request: HttpRequest, *, wrong: str = "", said: str = "") -> dict:
    """Open campaigns with one's own part in each, the year's registration, one's awards."""
    officer, today = request.user, day_of(now())
    mine = queries.parts_of(officer=officer)
    listed = queries.campaigns(unit=officer.unit_id, on=today, only_open=True)
    row = learning.registration(officer=officer, year=today.year)
    return {
        "campaigns": [_shown(request, one, mine.get(one.row.pk), today) for one in listed],
        "parts": [_part(request, part, row, today) for part in Part], "year": today.year, "today": today,
        "awards": awards.awards_of(officer=officer), "wrong": wrong, "said": said,
    }  # fmt: skip


def _shown(request: HttpRequest, one: queries.Listed, part: TakingPart | None, today: date) -> dict:
    typed = request.POST if request.POST.get("of") == str(one.row.pk) else {}
    notes = [
        {"row": row, "undo": day_of(row.noted_at) == today and row.noted_by_id == request.user.pk}
        for row in (part.progress.all() if part else [])
    ]
    return {
        "one": one.row, "listed": one, "standing": STANDING_NAMES[one.standing], "part": part, "mark": f"campaign-{one.row.pk}",
        "may_join": part is None and one.standing in (Standing.AHEAD, Standing.RUNNING), "notes": notes,
        "begun": one.standing is not Standing.AHEAD,
        "typed": {name: typed.get(name, "")[:600] for name in ("promise", "note", "figure", "day")},
    }  # fmt: skip


def _part(request: HttpRequest, part: Part, row: Learning | None, today: date) -> dict:
    first = opens(part, year=today.year, on=today)
    written = row.written if row else Written()
    said = getattr(row, part) if row else ""
    mine = request.POST.get("part") == part
    return {
        "code": str(part), "name": say("Tôi đăng ký học tập, làm theo") if part is Part.PROMISE else PART_NAMES[part],
        "said": said, "opens": first, "at": getattr(row, f"{part}_at") if row else None, "early": today < first,
        "open": may_write(part, written, today=today, opens=first),
        "typed": request.POST.get("text", "")[:4000] if mine else said,
    }  # fmt: skip


@require_GET
@never_cache
@officer_required()
def page(request: HttpRequest) -> HttpResponse:
    """One's own page; `?xuat=` one's awards as a file."""
    found = context(request)
    return exported(request, _table(found)) or render(request, "desk/rollout.html", found)


def _table(page: dict) -> Table:
    columns = (
        Column(say("Danh hiệu, hình thức"), lambda row: row.title, width=40),
        Column(say("Ai quyết định"), lambda row: row.authority, width=34),
        Column(say("Số quyết định"), lambda row: row.document),
        Column(say("Ngày"), lambda row: row.decided_on, Kind.DAY),
    )
    return Table(name="khen-thuong-cua-toi", title=say("Khen thưởng của tôi"), columns=columns, rows=page["awards"])


def _again(request: HttpRequest, wrong: str, error: RolloutError) -> HttpResponse:
    return render(request, "desk/rollout.html", context(request, wrong=wrong, said=str(error)), status=422)


@never_cache
@require_POST
@officer_required()
def write(request: HttpRequest) -> HttpResponse:
    """One part of the year's registration; a refusal keeps what was typed."""
    part = request.POST.get("part", "")
    if part not in set(Part):
        return redirect("desk:my-rollout")
    try:
        learning.write_part(
            officer=request.user, part=Part(part), text=request.POST.get("text", ""), by=request.actor, at=now()
        )  # fmt: skip
    except RolloutError as error:
        return _again(request, part, error)
    messages.success(request, str(say("Đã ghi. Chỉ anh chị và lãnh đạo xã đọc được.")))
    return redirect("desk:my-rollout")


def _campaign(request: HttpRequest, pk: int) -> Campaign:
    found = queries.campaign(unit=request.user.unit_id, pk=pk)
    if found is None or found.withdrawn_at is not None:
        raise Http404
    return found


@never_cache
@require_POST
@officer_required()
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """Take part, with what one promises to do."""
    found = _campaign(request, pk)
    try:
        told = {"officer": request.user, "by": request.actor, "at": now()}
        made = actions.join(campaign=found, promise=request.POST.get("promise", ""), **told)
    except RolloutError as error:
        return _again(request, f"campaign-{pk}", error)
    undo = reverse("desk:my-leave", args=(made.pk,))
    messages.success(request, str(say("Đã tham gia phong trào.")), extra_tags=undo)
    return redirect("desk:my-rollout")


@never_cache
@require_POST
@officer_required()
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Take part no more; somebody else's part is not there."""
    member = queries.member(unit=request.user.unit_id, pk=pk)
    if member is None or member.officer_id != request.user.pk:
        raise Http404
    try:
        actions.leave(member=member, by=request.actor, at=now())
        messages.success(request, str(say("Đã thôi tham gia.")))
    except RolloutError as error:
        messages.error(request, str(error))
    return redirect("desk:my-rollout")


@never_cache
@require_POST
@officer_required()
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far one's own part is."""
    found, by, at = _campaign(request, pk), request.actor, now()
    member = queries.parts_of(officer=request.user).get(pk)
    try:
        if member is None:
            raise RolloutError(say("Chưa tham gia phong trào này. Bấm tham gia trước."))
        day, figure = _day(request), _figure(request)
        done, _ = once(request, scope=f"rollout.mine.{pk}", unit=found.unit_id, by=by, do=lambda: {
            "note": actions.note_progress(
                campaign=found, member=member, day=day, figure=figure, note=request.POST.get("note", ""), by=by,
                noter=request.user, at=at,
            ).pk
        })  # fmt: skip
    except RolloutError as error:
        return _again(request, f"campaign-{pk}", error)
    undo = reverse("desk:my-progress-turn", args=(done["note"], "rut"))
    messages.success(request, str(say("Đã ghi tiến độ.")), extra_tags=undo)
    return redirect("desk:my-rollout")


def _day(request: HttpRequest) -> date:
    found = day_in(request.POST.get("day", ""))
    if found is None:
        raise RolloutError(say("Chọn ngày."))
    return found


def _figure(request: HttpRequest) -> int | None:
    text = request.POST.get("figure", "").strip().replace(".", "")
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise RolloutError(say("Ghi con số bằng chữ số, như 1200."))
    return int(text)


@never_cache
@require_POST
@officer_required()
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """A note of one's own withdrawn (`rut`) or brought back (`tra-lai`), on the day."""
    found = queries.progress(unit=request.user.unit_id, pk=pk)
    if found is None or found.noted_by_id != request.user.pk or turn not in ("rut", "tra-lai"):
        raise Http404
    try:
        actions.turn_progress(progress=found, annulled=turn == "rut", by=request.actor, at=now())
        undo = reverse("desk:my-progress-turn", args=(pk, "tra-lai")) if turn == "rut" else ""
        text = say("Đã rút tiến độ ghi nhầm.") if undo else say("Tiến độ đã trở lại.")
        messages.success(request, str(text), extra_tags=undo)
    except RolloutError as error:
        messages.error(request, str(error))
    return redirect("desk:my-rollout")
