"""`/lanh-dao/ung-xu/xu-ly/`: what follows incidents that were upheld; steps proposed, taken, dropped, answered."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.conduct import record_queries as kept
from thanthien.conduct import step_queries as followed
from thanthien.conduct import stepping
from thanthien.conduct.models import DisciplineStep
from thanthien.conduct.rules import ConductError
from thanthien.conduct.step_rules import STATE_NAMES, STEP_NAMES, Paper, Step, StepState
from thanthien.doors.leader.views import leads
from thanthien.doors.leader.views_conduct_people import shown
from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.tables import Column, Table, exported
from thanthien.doors.parts.tables import Kind as Cell
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

SAID = {
    "lam": say("Đã ghi là làm. Ngày hết hiệu lực hiện cho cán bộ."), "thoi": say("Đã thôi bước này."),
    "mo-lai": say("Bước này lại chờ."), "tra-loi": say("Đã ghi trả lời của cơ quan có thẩm quyền."),
}  # fmt: skip


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """Steps that wait and steps in force: who, which, when; words stand in the officer's own file. `?xuat=` as a file."""
    today = day_of(now())
    rows = [
        {"row": one, "name": STEP_NAMES[Step(one.kind)], "state": STATE_NAMES[StepState(one.state)],
         "ripe": one.state == StepState.PROPOSED and (one.answered_at is not None or today > one.hear_by)}
        for one in followed.in_force(unit=request.user.unit_id, on=today)
    ]  # fmt: skip
    return exported(request, _table(rows)) or render(request, "leader/conduct_steps.html", {"rows": rows, "today": today})


def _table(rows: list[dict]) -> Table:
    columns = (
        Column(say("Họ và tên"), lambda row: row["row"].record.officer.name, width=30),
        Column(say("Bước"), lambda row: row["name"], width=28),
        Column(say("Đề nghị ngày"), lambda row: row["row"].proposed_at, Cell.DAY),
        Column(say("Tình trạng"), lambda row: row["state"], width=22),
        Column(say("Cơ quan nhận"), lambda row: row["row"].body, width=30),
        Column(say("Số văn bản"), lambda row: row["row"].document),
        Column(say("Ngày văn bản"), lambda row: row["row"].document_on, Cell.DAY),
        Column(say("Trả lời ngày"), lambda row: row["row"].replied_on, Cell.DAY),
        Column(say("Hết hiệu lực"), lambda row: row["row"].expires_on, Cell.DAY),
    )
    return Table(name="xu-ly-sau-ket-luan", title=say("Xử lý sau kết luận"), columns=columns, rows=rows)


@never_cache
@require_POST
@leads
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """A step after an upheld incident; a refusal keeps what was typed."""
    record = kept.record(unit=request.user.unit_id, pk=pk)
    if record is None:
        raise Http404
    try:
        if request.POST.get("step", "") not in set(Step):
            raise ConductError(say("Chọn bước xử lý."), "step")
        stepping.propose(
            record=record, step=Step(request.POST["step"]), why=request.POST.get("why", ""), by=request.actor,
            leader=request.user, at=now(),
        )  # fmt: skip
    except ConductError as error:
        return shown(request, record.officer, status=422, wrong=f"offer-{pk}", said=str(error))
    messages.success(request, str(say("Đã đề nghị. Cán bộ thấy ngay và được trả lời trước khi làm.")))
    return redirect("leader:conduct-person", record.officer.login)


@never_cache
@require_POST
@leads
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Taken (`lam`), dropped (`thoi`), waiting again within the day (`mo-lai`), answered by the competent body (`tra-loi`)."""
    step = followed.step(unit=request.user.unit_id, pk=pk)
    if step is None or turn not in SAID:
        raise Http404
    officer = step.record.officer
    try:
        _turn(request, step, turn)
    except ConductError as error:
        return shown(request, officer, status=422, wrong=f"step-{pk}", said=str(error))
    undo = reverse("leader:conduct-step", args=(pk, "mo-lai")) if turn in ("lam", "thoi") else ""
    messages.success(request, str(SAID[turn]), extra_tags=undo)
    return redirect("leader:conduct-person", officer.login)


def _turn(request: HttpRequest, step: DisciplineStep, turn: str) -> None:
    told = {"step": step, "by": request.actor, "at": now()}
    if turn == "lam":
        paper = Paper(request.POST.get("body", ""), request.POST.get("document", ""), day_in(request.POST.get("document_on", "")))
        stepping.take(paper=paper, leader=request.user, **told)
    elif turn == "thoi":
        stepping.drop(leader=request.user, **told)
    elif turn == "mo-lai":
        stepping.reopen(**told)
    else:
        day = day_in(request.POST.get("replied_on", ""))
        if day is None:
            raise ConductError(say("Ghi ngày nhận trả lời."), "replied_on")
        stepping.note_reply(text=request.POST.get("reply", ""), day=day, **told)
