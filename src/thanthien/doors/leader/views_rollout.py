"""`/thi-dua/`: campaigns, for leaders and administrators: called, joined, how far, summed up; who registered to learn."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.conduct.record_rules import PART_NAMES, Part
from thanthien.doors.leader import rollout_forms as forms
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.people.rules import Role
from thanthien.rollout import actions, learning, queries
from thanthien.rollout.models import Campaign, Progress
from thanthien.rollout.rules import LEVEL_NAMES, STANDING_NAMES, Level, RolloutError, share
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

keeps = officer_required(Role.LEADER, Role.PARTY_SECRETARY, Role.ADMIN)
STAGES = PART_NAMES | {None: say("chưa đăng ký"), Part.PROMISE: say("đã đăng ký")}
LEVELS = [(str(one), LEVEL_NAMES[one]) for one in Level]


def _page(request: HttpRequest, *, wrong: str = "", said: str = "") -> dict:
    today = day_of(now())
    rows = queries.campaigns(unit=request.user.unit_id, on=today)
    typed = forms.typed(request, forms.CALL_BOXES)
    return {
        "rows": [
            {"one": row, "level": LEVEL_NAMES[Level(row.row.level)], "standing": STANDING_NAMES[row.standing]} for row in rows
        ],
        "levels": LEVELS, "typed": typed | {"called_on": typed["called_on"] or today.isoformat()}, "wrong": wrong, "said": said,
    }  # fmt: skip


@require_GET
@never_cache
@keeps
def page(request: HttpRequest) -> HttpResponse:
    """Every campaign; `?xuat=` as a file."""
    context = _page(request)
    return exported(request, _table(context)) or render(request, "leader/campaigns.html", context)


def _table(context: dict) -> Table:
    columns = (
        Column(say("Phong trào"), lambda row: row["one"].row.title, width=40),
        Column(say("Ai phát động"), lambda row: row["one"].row.caller, width=30),
        Column(say("Văn bản"), lambda row: row["one"].row.document),
        Column(say("Phát động"), lambda row: row["one"].row.called_on, Kind.DAY),
        Column(say("Từ ngày"), lambda row: row["one"].row.begins, Kind.DAY),
        Column(say("Đến ngày"), lambda row: row["one"].row.ends, Kind.DAY),
        Column(say("Tình trạng"), lambda row: row["standing"], width=24),
        Column(say("Tham gia"), lambda row: row["one"].members, Kind.NUMBER),
        Column(say("Chỉ tiêu"), lambda row: row["one"].row.goal, Kind.NUMBER),
        Column(say("Đã đạt"), lambda row: row["one"].reached, Kind.NUMBER),
        Column(say("Đơn vị"), lambda row: row["one"].row.measure),
        Column(say("Khen thưởng"), lambda row: row["one"].awards, Kind.NUMBER),
    )
    return Table(name="phong-trao-thi-dua", title=say("Phong trào thi đua"), columns=columns, rows=context["rows"])


@never_cache
@require_POST
@keeps
def call(request: HttpRequest) -> HttpResponse:
    """A campaign as its paper says; a refusal keeps what was typed."""
    unit, by, at = request.user.unit_id, request.actor, now()
    try:
        said = forms.call_of(request)
        done, _ = once(request, scope="rollout.call", unit=unit, by=by, do=lambda: {
            "campaign": actions.call_campaign(unit=unit, call=said, by=by, at=at).pk
        })  # fmt: skip
    except RolloutError as error:
        return render(request, "leader/campaigns.html", _page(request, wrong=error.field, said=str(error)), status=422)
    undo = reverse("leader:campaign-turn", args=(done["campaign"], "rut"))
    messages.success(request, str(say("Đã ghi phong trào. Cán bộ thấy và tham gia ở trang Thi đua của tôi.")), extra_tags=undo)
    return redirect("leader:campaign", done["campaign"])


def _campaign(request: HttpRequest, pk: int, *, gone: bool = False) -> Campaign:
    """A campaign of the officer's unit; 404 for any other, and for a withdrawn one unless `gone`."""
    found = queries.campaign(unit=request.user.unit_id, pk=pk)
    if found is None or (found.withdrawn_at is not None and not gone):
        raise Http404
    return found


def _shown(request: HttpRequest, found: Campaign, *, status: int = 200, wrong: str = "", said: str = "") -> HttpResponse:
    today = day_of(now())
    notes = list(found.progress.all())
    whole = [one for one in notes if one.member_id is None and one.figure is not None]
    reached = whole[0].figure if whole else None
    typed = forms.typed(request, forms.CALL_BOXES + forms.MORE_BOXES)
    kept = {name: "" if (value := getattr(found, name)) is None else str(value) for name in forms.CALL_BOXES}
    changing = request.resolver_match is not None and request.resolver_match.url_name == "campaign-change"
    context = {
        "one": found, "level": LEVEL_NAMES[Level(found.level)], "standing": STANDING_NAMES[found.standing(today)],
        "notes": [{"row": row, "undo": row.noted_by_id == request.user.pk and day_of(row.noted_at) == today} for row in notes],
        "reached": reached, "share": share(reached=reached, goal=found.goal), "levels": LEVELS, "today": today, "wrong": wrong,
        "said": said, "typed": (typed if changing else typed | kept) | {"day": typed["day"] or today.isoformat()},
        "open": found.closed_on is None, "changing": changing, "closed_today": found.closed_on == today,
        "fresh": day_of(found.noted_at) == today and not found.members.all(),
    }  # fmt: skip
    return exported(request, _notes(context)) or render(request, "leader/campaign.html", context, status=status)


def _notes(context: dict) -> Table:
    columns = (
        Column(say("Ngày"), lambda row: row["row"].day, Kind.DAY),
        Column(say("Của ai"), lambda row: row["row"].member.name if row["row"].member else say("Cả phong trào"), width=30),
        Column(say("Con số"), lambda row: row["row"].figure, Kind.NUMBER),
        Column(say("Đã làm được gì"), lambda row: row["row"].note, width=60),
    )
    filters = {say("Phong trào"): context["one"].title}
    return Table(name="tien-do-thi-dua", title=say("Tiến độ phong trào"), columns=columns, rows=context["notes"], filters=filters)


@require_GET
@never_cache
@keeps
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One campaign: what it says, who takes part, how far it is, who was honoured; `?xuat=` the notes as a file."""
    return _shown(request, _campaign(request, pk))


def _done(request: HttpRequest, pk: int, do: Callable[[Campaign], tuple[str, str]]) -> HttpResponse:
    """Run an act on a campaign; what it says and its undo, or the page with the refusal."""
    found = _campaign(request, pk)
    try:
        text, undo = do(found)
    except RolloutError as error:
        return _shown(request, found, status=422, wrong=error.field or "form", said=str(error))
    messages.success(request, str(text), extra_tags=undo)
    return redirect("leader:campaign", pk)


@never_cache
@require_POST
@keeps
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """What the campaign says is mended."""

    def do(found: Campaign) -> tuple[str, str]:
        actions.change_campaign(campaign=found, call=forms.call_of(request), by=request.actor, at=now())
        return say("Đã sửa."), ""

    return _done(request, pk, do)


@never_cache
@require_POST
@keeps
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """A collective takes part; an officer joins on their own page."""

    def do(found: Campaign) -> tuple[str, str]:
        name, promise = request.POST.get("collective", ""), request.POST.get("promise", "")
        made = actions.join_collective(campaign=found, name=name, promise=promise, by=request.actor, at=now())
        return say("Đã ghi tập thể tham gia."), reverse("leader:campaign-leave", args=(made.pk,))

    return _done(request, pk, do)


@never_cache
@require_POST
@keeps
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """A collective is taken off."""
    member = queries.member(unit=request.user.unit_id, pk=pk)
    if member is None:
        raise Http404

    def do(found: Campaign) -> tuple[str, str]:
        actions.leave(member=member, by=request.actor, at=now())
        return say("Đã bỏ khỏi danh sách tham gia."), ""

    return _done(request, member.campaign_id, do)


@never_cache
@require_POST
@keeps
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the whole, or a collective, is."""
    by, at = request.actor, now()

    def do(found: Campaign) -> tuple[str, str]:
        wanted = request.POST.get("member", "")
        member = next((one for one in found.members.all() if str(one.pk) == wanted and one.officer_id is None), None)
        told = {"day": forms.day(request, "day"), "figure": forms.number(request, "figure"), "note": request.POST.get("note", "")}
        if told["day"] is None:
            raise RolloutError(say("Chọn ngày."), "day")
        made, _ = once(request, scope=f"rollout.progress.{pk}", unit=found.unit_id, by=by, do=lambda: {
            "note": actions.note_progress(campaign=found, member=member, by=by, noter=request.user, at=at, **told).pk
        })  # fmt: skip
        return say("Đã ghi tiến độ."), reverse("leader:campaign-progress-turn", args=(made["note"], "rut"))

    return _done(request, pk, do)


@never_cache
@require_POST
@keeps
def progress_turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """A note of progress withdrawn (`rut`) or brought back (`tra-lai`), by who wrote it, on the day."""
    found = queries.progress(unit=request.user.unit_id, pk=pk)
    if found is None or turn not in ("rut", "tra-lai"):
        raise Http404

    def do(_: Campaign) -> tuple[str, str]:
        return turned(found, turn, request)

    return _done(request, found.campaign_id, do)


def turned(found: Progress, turn: str, request: HttpRequest) -> tuple[str, str]:
    """The note withdrawn or brought back; what the page says and the undo."""
    actions.turn_progress(progress=found, annulled=turn == "rut", by=request.actor, at=now())
    if turn == "rut":
        return say("Đã rút tiến độ ghi nhầm."), reverse("leader:campaign-progress-turn", args=(found.pk, "tra-lai"))
    return say("Tiến độ đã trở lại."), ""


@never_cache
@require_POST
@keeps
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Summed up (`tong-ket`), open again within the day (`mo-lai`), withdrawn (`rut`) or brought back (`tra-lai`)."""
    if turn not in ("tong-ket", "mo-lai", "rut", "tra-lai"):
        raise Http404
    found = _campaign(request, pk, gone=turn == "tra-lai")
    told = {"campaign": found, "by": request.actor, "at": now()}
    try:
        if turn == "tong-ket":
            actions.close_campaign(outcome=request.POST.get("outcome", ""), **told)
            text, undo = say("Đã tổng kết phong trào."), reverse("leader:campaign-turn", args=(pk, "mo-lai"))
        elif turn == "mo-lai":
            actions.reopen_campaign(**told)
            text, undo = say("Phong trào lại đang làm."), ""
        else:
            actions.turn_campaign(withdrawn=turn == "rut", **told)
            back = reverse("leader:campaign-turn", args=(pk, "tra-lai"))
            text, undo = (say("Đã rút phong trào."), back) if turn == "rut" else (say("Phong trào đã trở lại."), "")
    except RolloutError as error:
        return _shown(request, found, status=422, wrong=error.field or "form", said=str(error))
    messages.success(request, str(text), extra_tags=undo)
    return redirect("leader:campaigns") if turn == "rut" else redirect("leader:campaign", pk)


@require_GET
@never_cache
@keeps
def learning_page(request: HttpRequest) -> HttpResponse:
    """Who registered for "học tập và làm theo" this year and how far; the words stand in each officer's own file."""
    year = day_of(now()).year
    rows = [
        {"one": one, "stage": STAGES[one.last]}
        for one in learning.registrations(unit=request.user.unit_id, year=year)
    ]  # fmt: skip
    leads = request.actor.has(Role.LEADER, Role.PARTY_SECRETARY)
    context = {"rows": rows, "year": year, "done": sum(1 for row in rows if row["one"].last), "leads": leads}
    return exported(request, _learning(rows, year)) or render(request, "leader/learning.html", context)


def _learning(rows: list[dict], year: int) -> Table:
    columns = (
        Column(say("Họ và tên"), lambda row: row["one"].officer.name, width=30),
        Column(say("Chức vụ"), lambda row: row["one"].officer.position, width=30),
        Column(say("Đã ghi đến"), lambda row: row["stage"], width=28),
    )
    filters = {say("Năm"): str(year)}
    return Table(name="hoc-tap-lam-theo", title=say("Học tập và làm theo"), columns=columns, rows=rows, filters=filters)
