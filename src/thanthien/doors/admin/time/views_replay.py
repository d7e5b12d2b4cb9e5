"""`/quan-tri/lich/hen-lech`: running dossiers whose date would be another if it were promised today, and what the leader decides.

The page moves nothing by itself. A decision is done in batches: each press (the script presses by itself) does one, and what was
stopped goes on where it was.
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.admin.time import undo
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.dossiers import actions, recount
from thanthien.dossiers.access import may_recount
from thanthien.dossiers.models import Recount
from thanthien.dossiers.recount import Differing
from thanthien.dossiers.recount_rules import BUSY, PHASES, WISHES, Phase, Which, Wish
from thanthien.dossiers.rules import DossierError
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import say

MOST = 2_000
SHOWN = 300
leads = officer_required(Role.LEADER)


@dataclass(frozen=True, slots=True)
class Moved:
    """A dossier, its promise, what would come out now and why in one sentence."""

    pk: int
    code: str
    procedure: str
    promised: datetime
    now: datetime
    earlier: bool
    why: str


def moved(unit: str) -> list[Moved]:
    """The dossiers that would move."""
    return [_moved(one) for one in recount.differing(unit=unit, limit=MOST)]


def _moved(one: Differing) -> Moved:
    dossier = one.dossier
    return Moved(dossier.pk, dossier.code, dossier.procedure_name, one.promised, one.again.due_at, one.earlier, one.again.summary)


def _table(unit: str) -> Table:
    columns = (
        Column(say("Hồ sơ"), lambda row: row.code, width=30), Column(say("Thủ tục"), lambda row: row.procedure, width=44),
        Column(say("Đã hẹn"), lambda row: row.promised, Kind.MOMENT),
        Column(say("Tính lại hôm nay"), lambda row: row.now, Kind.MOMENT),
        Column(say("Vì sao"), lambda row: row.why, width=60),
    )  # fmt: skip
    return Table("hen-lech", say("Hồ sơ có ngày hẹn khác với lịch hôm nay"), columns, moved(unit))


def _page(request: HttpRequest, rows: list[Moved], **typed: object) -> dict:
    unit = request.user.unit_id
    runs = recount.recounts(unit=unit)
    return {
        "rows": rows, "shown": rows[:SHOWN], "hidden": max(len(rows) - SHOWN, 0),
        "later": sum(not row.earlier for row in rows), "earlier": sum(row.earlier for row in rows),
        "may": may_recount(by=request.actor, unit=unit), "runs": [_run(one) for one in runs],
        "busy": next((_run(one) for one in runs if one.phase in BUSY), None),
        "wish": Wish.MOVE, "which": Which.LATER if any(not row.earlier for row in rows) else Which.EARLIER,
        "reason": "", "marked": frozenset(), "error": "",
    } | typed  # fmt: skip


def _run(row: Recount) -> dict:
    return {
        "row": row, "wish": WISHES[Wish(row.wish)], "phase": PHASES[Phase(row.phase)], "undoing": row.phase == Phase.UNDOING,
        "can_undo": row.phase == Phase.DONE and row.done > 0,
    }  # fmt: skip


@never_cache
@officer_required(Role.ADMIN, Role.LEADER)
@require_GET
def replay(request: HttpRequest) -> HttpResponse:
    """The list, also as a file."""
    table = _table(request.user.unit_id)
    return exported(request, table) or render(request, "admin/time/replay.html", _page(request, list(table.rows)))


@never_cache
@leads
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """The leader's decision for all or for the marked ones; what was typed stays when it is refused."""
    unit, typed = request.user.unit_id, request.POST
    marked = {int(text) for text in typed.getlist("hs") if text.isascii() and text.isdigit() and len(text) < 19}

    def do() -> dict:
        row = actions.begin_recount(
            unit=unit, wish=typed.get("wish", ""), which=typed.get("which", ""), reason=typed.get("reason", ""), chosen=marked,
            by=request.actor, at=now(),
        )  # fmt: skip
        return {"recount": row.pk}

    try:
        done, _ = once(request, scope="recount.begin", unit=unit, by=request.actor, do=do, asked=typed.get("wish", ""))
    except DossierError as error:
        page = _page(
            request, moved(unit), wish=typed.get("wish", ""), which=typed.get("which", ""),
            reason=typed.get("reason", "")[:200], marked=marked, error=str(error),
        )  # fmt: skip
        return render(request, "admin/time/replay.html", page, status=422)
    return _go(request, done["recount"])


@never_cache
@leads
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """One more batch."""
    return _go(request, pk)


@never_cache
@leads
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The dates stand again as they were before this recount."""
    row = _asked(request, pk)
    try:
        actions.undo_recount(recount=row, by=request.actor, at=now())
    except DossierError as error:
        return render(
            request, "admin/time/replay.html", _page(request, moved(request.user.unit_id), error=str(error)), status=422
        )
    return _go(request, pk)


def _asked(request: HttpRequest, pk: int) -> Recount:
    row = recount.recount_of(unit=request.user.unit_id, pk=pk)
    if row is None:
        raise Http404
    return row


def _go(request: HttpRequest, pk: int) -> HttpResponse:
    row = actions.go_on(recount=_asked(request, pk), by=request.actor, at=now())
    if row.phase not in BUSY:
        _told(request, row)
    return redirect(reverse("admin:calendar-replay"))


def _told(request: HttpRequest, row: Recount) -> None:
    if row.phase == Phase.UNDONE:
        undo.done(request, say("Đã hoàn tác: {n} hồ sơ về ngày hẹn trước.", n=row.taken_back))
    elif row.wish == Wish.KEEP:
        undo.done(request, say("Đã ghi: giữ ngày đã hẹn của {n} hồ sơ.", n=row.done))
    else:
        undo.done(request, say("Đã dời ngày hẹn của {n} hồ sơ. Người dân được báo ngày mới.", n=row.done))
