"""`/ung-xu-cua-toi/`: what an officer promises, signs and reads of themselves."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.conduct import pledging, queries, recording, stepping, visiting
from thanthien.conduct import record_queries as kept
from thanthien.conduct import step_queries as followed
from thanthien.conduct.models import DisciplineStep
from thanthien.conduct.record_rules import (
    DECISION_NAMES,
    KIND_NAMES,
    PART_NAMES,
    SOURCE_NAMES,
    Decision,
    Kind,
    Part,
    Source,
    Written,
    may_write,
)
from thanthien.conduct.rules import ConductError
from thanthien.conduct.step_rules import STATE_NAMES, STEP_NAMES, Step, StepState
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say


def context(request: HttpRequest) -> dict:
    """What waits to be signed, the year's programme, what is noted of the officer, what they have to mend."""
    officer, today = request.user, day_of(now())
    programme = kept.programme(officer=officer, year=today.year)
    return {
        "parts": [_part(request, part, programme) for part in Part], "programme": programme, "wrong": "", "said": "",
        "records": [
            {"row": one, "kind": KIND_NAMES[Kind(one.kind)], "source": SOURCE_NAMES[Source(one.source)],
             "decision": DECISION_NAMES[Decision(one.decision)] if one.decision else "", "typed": one.answer,
                "mark": f"record-{one.pk}", "steps": [_step(row) for row in followed.shown(one, on=today)]}
            for one in kept.records(officer=officer, on=today)
        ],
        "findings": kept.findings_of(officer=officer),
        "today": today, "year": today.year, "waits": queries.to_sign(officer=officer, year=today.year),
        "signed": queries.pledges_of(officer=officer),
        "current": queries.current(unit=officer.unit_id, on=today),
    }  # fmt: skip


def _step(one: DisciplineStep) -> dict:
    return {
        "row": one, "name": STEP_NAMES[Step(one.kind)], "state": STATE_NAMES[StepState(one.state)], "mark": f"step-{one.pk}",
        "waits": one.state == StepState.PROPOSED, "typed": one.answer,
    }  # fmt: skip


def _part(request: HttpRequest, part: Part, programme) -> dict:
    today = day_of(now())
    first = recording.opens(part, year=today.year, on=today)
    written = programme.written if programme else Written()
    said = getattr(programme, part) if programme else ""
    mine = request.method == "POST" and request.POST.get("part") == part
    return {
        "code": str(part), "name": PART_NAMES[part], "said": said, "opens": first,
        "at": getattr(programme, f"{part}_at") if programme else None, "open": may_write(part, written, today=today, opens=first),
        "typed": request.POST.get("text", "")[:4000] if mine else said, "early": today < first,
    }  # fmt: skip


@require_GET
@never_cache
@officer_required()
def page(request: HttpRequest) -> HttpResponse:
    """One's own page."""
    return render(request, "desk/conduct.html", context(request))


@never_cache
@require_POST
@officer_required()
def sign(request: HttpRequest) -> HttpResponse:
    """Every set of the year in one press; the toast takes it back."""
    officer, by = request.user, request.actor
    done, _ = once(request, scope=f"conduct.sign.{officer.pk}", unit=officer.unit_id, by=by, do=lambda: {
        "pledges": len(pledging.sign(officer=officer, by=by, at=now()))
    })  # fmt: skip
    said = say("Đã ký {n} bộ cam kết.", n=done["pledges"]) if done["pledges"] else say("Không còn bộ nào chờ ký.")
    messages.success(request, str(said), extra_tags=reverse("desk:conduct-unsign") if done["pledges"] else "")
    return redirect("desk:conduct")


@never_cache
@require_POST
@officer_required()
def unsign(request: HttpRequest) -> HttpResponse:
    """Undo what was signed today."""
    count = pledging.unsign(officer=request.user, by=request.actor, at=now())
    messages.success(request, str(say("Đã rút {n} chữ ký hôm nay.", n=count)))
    return redirect("desk:conduct")


@never_cache
@require_POST
@officer_required()
def write(request: HttpRequest) -> HttpResponse:
    """One part of the year's programme; a refusal keeps what was typed."""
    part = request.POST.get("part", "")
    if part not in set(Part):
        return redirect("desk:conduct")
    try:
        recording.write_part(
            officer=request.user, part=Part(part), text=request.POST.get("text", ""), by=request.actor, at=now()
        )  # fmt: skip
    except ConductError as error:
        return render(request, "desk/conduct.html", context(request) | {"wrong": part, "said": str(error)}, status=422)
    messages.success(request, str(say("Đã ghi. Chỉ anh chị và lãnh đạo xã đọc được.")))
    return redirect("desk:conduct")


@never_cache
@require_POST
@officer_required()
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer's own side of a record; a record of somebody else is not there."""
    record = kept.record(unit=request.user.unit_id, pk=pk)
    if record is None or record.officer_id != request.user.pk:
        raise Http404
    try:
        recording.answer_record(record=record, text=request.POST.get("text", ""), by=request.actor, at=now())
    except ConductError as error:
        page = context(request) | {"wrong": f"record-{pk}", "said": str(error)}
        for one in page["records"]:
            one["typed"] = request.POST.get("text", "")[:4000] if one["row"].pk == pk else one["typed"]
        return render(request, "desk/conduct.html", page, status=422)
    messages.success(request, str(say("Đã gửi câu trả lời. Lãnh đạo đọc trước khi kết luận.")))
    return redirect("desk:conduct")


@never_cache
@require_POST
@officer_required()
def answer_step(request: HttpRequest, pk: int) -> HttpResponse:
    """The officer's own side before a step is taken; a step of somebody else is not there."""
    step = followed.step(unit=request.user.unit_id, pk=pk)
    if step is None or step.record.officer_id != request.user.pk:
        raise Http404
    try:
        stepping.answer(step=step, text=request.POST.get("text", ""), by=request.actor, at=now())
    except ConductError as error:
        page = context(request) | {"wrong": f"step-{pk}", "said": str(error)}
        for one in (row for record in page["records"] for row in record["steps"]):
            one["typed"] = request.POST.get("text", "")[:4000] if one["row"].pk == pk else one["typed"]
        return render(request, "desk/conduct.html", page, status=422)
    messages.success(request, str(say("Đã gửi câu trả lời. Lãnh đạo đọc trước khi làm bước này.")))
    return redirect("desk:conduct")


@never_cache
@require_POST
@officer_required()
def mend(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """What was found is mended (`xong`), or not yet (`lai`)."""
    found = kept.finding(unit=request.user.unit_id, pk=pk)
    if found is None or found.owner_id != request.user.pk:
        raise Http404
    visiting.finish_finding(finding=found, done=turn != "lai", by=request.actor, at=now())
    undo = reverse("desk:conduct-mend", args=(pk, "lai")) if turn != "lai" else ""
    messages.success(request, str(say("Đã ghi là sửa xong.") if undo else say("Việc này lại chờ sửa.")), extra_tags=undo)
    return redirect("desk:conduct")
