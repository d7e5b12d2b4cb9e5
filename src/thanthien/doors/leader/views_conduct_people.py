"""`/lanh-dao/ung-xu/can-bo/`: each officer's programme and records. The list has numbers only; a file opened is an access."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.conduct import record_queries as kept
from thanthien.conduct import recording, undoing
from thanthien.conduct import step_queries as followed
from thanthien.conduct.models import ConductRecord, DisciplineStep
from thanthien.conduct.record_rules import DECISION_NAMES, KIND_NAMES, PART_NAMES, SOURCE_NAMES, Decision, Kind, Part, Source
from thanthien.conduct.rules import ConductError
from thanthien.conduct.step_rules import STATE_NAMES, STEP_NAMES, Step, StepState
from thanthien.doors.leader.views import leads
from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Table, exported
from thanthien.doors.parts.tables import Kind as Cell
from thanthien.people.models import Officer
from thanthien.people.queries import officer_by_login
from thanthien.rollout import learning
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

BOXES = (
    "kind", "source", "reference", "text", "happened_on", "remark", "step", "why", "body", "document", "document_on", "reply",
    "replied_on",
)  # fmt: skip

# What a figure of the list counts: its name, which records.
ONLY: dict[str, tuple[str, Callable[[dict], bool]]] = {
    "khen": (KIND_NAMES[Kind.PRAISE], lambda one: one["row"].kind == Kind.PRAISE),
    "chua-tot": (KIND_NAMES[Kind.INCIDENT], lambda one: one["row"].kind == Kind.INCIDENT),
    "cho": (say("Chờ kết luận"), lambda one: one["ripe"]),
}


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """Every officer: which parts of the programme are written, how many records, what waits for the leader."""
    today = day_of(now())
    rows = [{"one": one, "stage": _stage(one)} for one in kept.standings(unit=request.user.unit_id, on=today)]
    return exported(request, _table(rows)) or render(request, "leader/conduct_people.html", {"rows": rows, "year": today.year})


def _stage(one: kept.Standing) -> str:
    """The last part that was written."""
    row = one.programme
    if row is None:
        return str(say("chưa ghi điều hứa"))
    if row.remark_at:
        return str(say("đã nhận xét"))
    last = [part for part in Part if getattr(row, part)][-1]
    return str(PART_NAMES[last])


def _table(rows: list[dict]) -> Table:
    columns = (
        Column(say("Họ và tên"), lambda row: row["one"].officer.name, width=30),
        Column(say("Chương trình rèn luyện"), lambda row: row["stage"], width=28),
        Column(say("Lời khen"), lambda row: row["one"].praise, Cell.NUMBER),
        Column(say("Việc chưa tốt"), lambda row: row["one"].incidents, Cell.NUMBER),
        Column(say("Chờ kết luận"), lambda row: row["one"].waits, Cell.NUMBER),
    )
    return Table(name="ung-xu-can-bo", title=say("Ứng xử, từng cán bộ"), columns=columns, rows=rows)


def _officer(request: HttpRequest, login: str) -> Officer:
    found = officer_by_login(login)
    if found is None or found.unit_id != request.user.unit_id:
        raise Http404
    return found


def shown(request: HttpRequest, officer: Officer, *, status: int = 200, wrong: str = "", said: str = "") -> HttpResponse:
    """The file; the read is written down first."""
    moment = now()
    today = day_of(moment)
    recording.read_file(officer=officer, by=request.actor, at=moment)
    programme = kept.programme(officer=officer, year=today.year)
    parts = [(PART_NAMES[part], getattr(programme, part), getattr(programme, f"{part}_at")) for part in Part] if programme else []
    only = ONLY.get(request.GET.get("xem", ""))
    records = [
        one for one in (_record(row, today) for row in kept.records(officer=officer, on=today)) if not only or only[1](one)
    ]
    context = {
        "only": only[0] if only else "",
        "officer": officer, "year": today.year, "programme": programme, "parts": parts, "mine": officer.pk == request.user.pk,
        "records": records, "wrong": wrong, "said": said,
        "kinds": [(str(one), KIND_NAMES[one]) for one in Kind], "sources": [(str(one), SOURCE_NAMES[one]) for one in Source],
        "decisions": [(str(one), DECISION_NAMES[one]) for one in Decision], "today": today,
        "learning": learning.registration(officer=officer, year=today.year),
        "typed": {name: request.POST.get(name, "")[:4000] for name in BOXES},
    }  # fmt: skip
    return render(request, "leader/conduct_person.html", context, status=status)


def _record(one: ConductRecord, today: date) -> dict:
    steps = [_step(row, today) for row in followed.shown(one, on=today)]
    return {
        "row": one, "kind": KIND_NAMES[Kind(one.kind)], "source": SOURCE_NAMES[Source(one.source)],
        "decision": DECISION_NAMES[Decision(one.decision)] if one.decision else "", "mark": f"record-{one.pk}",
        "ripe": not one.decision and (one.answered_at is not None or today > one.answer_by),
        "undo_note": not one.decision and day_of(one.noted_at) == today,
        "undo_decision": one.decided_at is not None and day_of(one.decided_at) == today and not steps,
        "offer": f"offer-{one.pk}", "steps": steps,
        "offers": [(str(step), STEP_NAMES[step]) for step in followed.offers(one)],
    }  # fmt: skip


def _step(one: DisciplineStep, today: date) -> dict:
    return {
        "row": one, "name": STEP_NAMES[Step(one.kind)], "state": STATE_NAMES[StepState(one.state)], "mark": f"step-{one.pk}",
        "waits": one.state == StepState.PROPOSED, "heard": one.answered_at is not None or today > one.hear_by,
        "referral": one.kind == Step.REFERRAL, "undo": one.settled_at is not None and day_of(one.settled_at) == today,
    }  # fmt: skip


@require_GET
@never_cache
@leads
def person(request: HttpRequest, login: str) -> HttpResponse:
    """One officer's programme and records: an access."""
    return shown(request, _officer(request, login))


@never_cache
@require_POST
@leads
def remark(request: HttpRequest, login: str) -> HttpResponse:
    """The leader's words on the year."""
    officer, moment = _officer(request, login), now()
    programme = kept.programme(officer=officer, year=day_of(moment).year)
    if programme is None:
        return redirect("leader:conduct-person", login)
    try:
        recording.remark(
            programme=programme, text=request.POST.get("remark", ""), by=request.actor, leader=request.user, at=moment
        )  # fmt: skip
    except ConductError as error:
        return shown(request, officer, status=422, wrong="remark", said=str(error))
    messages.success(request, str(say("Đã ghi nhận xét. Cán bộ đọc được ngay.")))
    return redirect("leader:conduct-person", login)


@never_cache
@require_POST
@leads
def note(request: HttpRequest, login: str) -> HttpResponse:
    """Praise or an incident; a refusal keeps what was typed."""
    officer, by, moment = _officer(request, login), request.actor, now()
    try:
        told = _told(request)
        done, _ = once(request, scope=f"conduct.note.{officer.pk}", unit=officer.unit_id, by=by, do=lambda: {
            "record": recording.note_record(officer=officer, by=by, noter=request.user, at=moment, **told).pk
        })  # fmt: skip
    except ConductError as error:
        return shown(request, officer, status=422, wrong=error.field or "note", said=str(error))
    undo = reverse("leader:conduct-record", args=(done["record"], "rut"))
    messages.success(request, str(say("Đã ghi. Cán bộ thấy ngay và được trả lời trước khi kết luận.")), extra_tags=undo)
    return redirect("leader:conduct-person", login)


def _told(request: HttpRequest) -> dict:
    kind, source = request.POST.get("kind", ""), request.POST.get("source", "")
    if kind not in set(Kind):
        raise ConductError(say("Chọn lời khen hay việc chưa tốt."), "kind")
    if source not in set(Source):
        raise ConductError(say("Chọn nguồn: ai nói điều này."), "source")
    day = day_in(request.POST.get("happened_on", ""))
    if day is None:
        raise ConductError(say("Chọn ngày việc xảy ra."), "happened_on")
    return {
        "kind": Kind(kind), "source": Source(source), "happened_on": day, "text": request.POST.get("text", ""),
        "reference": request.POST.get("reference", ""),
    }  # fmt: skip


@never_cache
@require_POST
@leads
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader's decision, after the answer or when its term is over."""
    record = kept.record(unit=request.user.unit_id, pk=pk)
    if record is None:
        raise Http404
    decision = request.POST.get("decision", "")
    try:
        if decision not in set(Decision):
            raise ConductError(say("Chọn kết luận."))
        recording.decide_record(
            record=record, decision=Decision(decision), reason=request.POST.get("text", ""), by=request.actor,
            leader=request.user, at=now(),
        )  # fmt: skip
    except ConductError as error:
        return shown(request, record.officer, status=422, wrong=f"record-{pk}", said=str(error))
    undo = reverse("leader:conduct-record", args=(pk, "mo-lai"))
    messages.success(request, str(say("Đã kết luận. Cán bộ đọc được lý do.")), extra_tags=undo)
    return redirect("leader:conduct-person", record.officer.login)


@never_cache
@require_POST
@leads
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Within the day: the record withdrawn (`rut`) or brought back (`tra-lai`), the decision taken back (`mo-lai`)."""
    record = kept.record(unit=request.user.unit_id, pk=pk)
    if record is None or turn not in ("rut", "tra-lai", "mo-lai"):
        raise Http404
    told = {"record": record, "by": request.actor, "at": now()}
    try:
        if turn == "mo-lai":
            undoing.reopen_record(**told)
            messages.success(request, str(say("Đã rút kết luận. Ghi nhận lại chờ kết luận.")))
        else:
            undoing.turn_record(withdrawn=turn == "rut", **told)
            undo = reverse("leader:conduct-record", args=(pk, "tra-lai")) if turn == "rut" else ""
            text = say("Đã rút ghi nhận. Cán bộ không thấy nữa.") if undo else say("Ghi nhận đã trở lại.")
            messages.success(request, str(text), extra_tags=undo)
    except ConductError as error:
        messages.error(request, str(error))
    return redirect("leader:conduct-person", record.officer.login)
