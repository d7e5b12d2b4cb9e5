"""`/lanh-dao/ung-xu/kiem-tra/`: visits of supervision, what is to be mended and by whom."""

from datetime import timedelta

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.conduct import picturing, undoing, visiting
from thanthien.conduct import record_queries as kept
from thanthien.conduct.record_rules import CHECKS
from thanthien.conduct.rules import ConductError
from thanthien.doors.leader.views import leads
from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.papers import storing
from thanthien.papers.rules import JPEG
from thanthien.people.queries import officers_of
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

BOXES = ("place", "what", "owner", "due")
A_WEEK = timedelta(days=7)
FILE_POLICY = {"default-src": ["'none'"], "sandbox": []}


def _page(request: HttpRequest, *, wrong: str = "", said: str = "") -> dict:
    unit, today = request.user.unit_id, day_of(now())
    visits = kept.visits(unit=unit)
    typed = {name: request.POST.get(name, "")[:400] for name in BOXES}
    return {
        "visits": [
            {"row": one, "bad": [CHECKS[code] for code in CHECKS if not one.checks.get(code)], "today": one.day == today}
            for one in visits
        ],
        "checks": list(CHECKS.items()), "ticked": request.POST.getlist("right"), "staff": list(officers_of(unit=unit)),
        "typed": typed | {"due": typed["due"] or (today + A_WEEK).isoformat()}, "today": today, "wrong": wrong, "said": said,
    }  # fmt: skip


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """The newest visits with their findings; `?xuat=` the findings as a file."""
    context = _page(request)
    return exported(request, _table(context)) or render(request, "leader/conduct_visits.html", context)


def _table(context: dict) -> Table:
    rows = [(one["row"], found) for one in context["visits"] for found in one["row"].findings.all()]
    columns = (
        Column(say("Ngày kiểm tra"), lambda row: row[0].day, Kind.DAY),
        Column(say("Nơi"), lambda row: row[0].place, width=28),
        Column(say("Việc cần sửa"), lambda row: row[1].what, width=50),
        Column(say("Ai sửa"), lambda row: row[1].owner.name, width=28),
        Column(say("Hạn"), lambda row: row[1].due, Kind.DAY),
        Column(say("Xong lúc"), lambda row: row[1].done_at, Kind.MOMENT),
    )
    return Table(name="kiem-tra-ung-xu", title=say("Việc cần sửa sau kiểm tra"), columns=columns, rows=rows)


@never_cache
@require_POST
@leads
def note(request: HttpRequest) -> HttpResponse:
    """A visit of today; a refusal keeps what was typed."""
    unit, by, moment = request.user.unit_id, request.actor, now()
    right = set(request.POST.getlist("right")) & set(CHECKS)
    try:
        found = _found(request)
        files = picturing.clean(unit=unit, contents=_sent(request))

        def do() -> dict:
            row = visiting.note_visit(
                unit=unit, place=request.POST.get("place", ""), right=right, found=found, by=by, visitor=request.user, at=moment
            )  # fmt: skip
            picturing.add_photos(visit=row, files=files, by=by, at=moment)
            return {"visit": row.pk}

        done, _ = once(request, scope="conduct.visit", unit=unit, by=by, do=do)
    except ConductError as error:
        return render(request, "leader/conduct_visits.html", _page(request, wrong=error.field, said=str(error)), status=422)
    undo = reverse("leader:conduct-visit", args=(done["visit"], "rut"))
    messages.success(request, str(say("Đã ghi buổi kiểm tra.")), extra_tags=undo)
    return redirect("leader:conduct-visits")


@never_cache
@require_POST
@leads
def visit(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Within the day: the visit withdrawn (`rut`) or brought back (`tra-lai`); `anh` adds photos to it."""
    found = kept.visit(unit=request.user.unit_id, pk=pk)
    if found is None or turn not in ("rut", "tra-lai", "anh"):
        raise Http404
    told = {"visit": found, "by": request.actor, "at": now()}
    try:
        if turn == "anh":
            made = picturing.add_photos(files=picturing.clean(unit=found.unit_id, contents=_sent(request)), **told)
            messages.success(request, str(say("Đã thêm {n} ảnh.", n=len(made))))
        else:
            undoing.turn_visit(withdrawn=turn == "rut", **told)
            undo = reverse("leader:conduct-visit", args=(pk, "tra-lai")) if turn == "rut" else ""
            text = say("Đã rút buổi kiểm tra cùng việc cần sửa.") if undo else say("Buổi kiểm tra đã trở lại.")
            messages.success(request, str(text), extra_tags=undo)
    except ConductError as error:
        messages.error(request, str(error))
    return redirect("leader:conduct-visits")


@require_GET
@never_cache
@leads
@csp_replace(FILE_POLICY)
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A photo of a visit."""
    photo = kept.photo(unit=request.user.unit_id, pk=pk)
    if photo is None or photo.withdrawn_at is not None:
        raise Http404
    return HttpResponse(storing.read(photo.digest), content_type=JPEG)


@never_cache
@require_POST
@leads
def photo(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """A photo taken away (`bo`), or brought back on the day (`tra-lai`)."""
    found = kept.photo(unit=request.user.unit_id, pk=pk)
    if found is None or turn not in ("bo", "tra-lai"):
        raise Http404
    try:
        picturing.turn_photo(photo=found, withdrawn=turn == "bo", by=request.actor, at=now())
        undo = reverse("leader:conduct-photo-turn", args=(pk, "tra-lai")) if turn == "bo" else ""
        messages.success(request, str(say("Đã bỏ ảnh.") if undo else say("Ảnh đã trở lại.")), extra_tags=undo)
    except ConductError as error:
        messages.error(request, str(error))
    return redirect("leader:conduct-visits")


def _sent(request: HttpRequest) -> list[bytes]:
    """The photos of the form; one more than may be kept, so that too many are refused."""
    return [file.read() for file in request.FILES.getlist("photo")[: picturing.MOST + 1]]


def _found(request: HttpRequest) -> list[visiting.Found]:
    """One finding, or none when the box is empty."""
    what, login = request.POST.get("what", ""), request.POST.get("owner", "")
    if not what.strip():
        return []
    owner = next((one for one in officers_of(unit=request.user.unit_id) if one.login == login), None)
    if owner is None:
        raise ConductError(say("Chọn người sửa việc này."), "owner")
    due = day_in(request.POST.get("due", ""))
    if due is None:
        raise ConductError(say("Chọn hạn sửa."), "due")
    return [visiting.Found(what, owner, due)]


@never_cache
@require_POST
@leads
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Mended (`xong`), or not yet (`lai`)."""
    found = kept.finding(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    visiting.finish_finding(finding=found, done=turn != "lai", by=request.actor, at=now())
    undo = reverse("leader:conduct-finding", args=(pk, "lai")) if turn != "lai" else ""
    messages.success(request, str(say("Đã ghi là sửa xong.") if undo else say("Việc này lại chờ sửa.")), extra_tags=undo)
    return redirect("leader:conduct-visits")
