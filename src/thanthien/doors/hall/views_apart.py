"""A kiosk and the office when the network was gone: numbers kept ready, what was given meanwhile, what staff decide of it."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.parts.devices import device_of, device_required
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.policies import anybody
from thanthien.doors.parts.reach import outside
from thanthien.journal.actions import act
from thanthien.journal.queries import remembered
from thanthien.people.models import Office
from thanthien.people.queries import device_actor, office
from thanthien.people.rules import DeviceKind, Role
from thanthien.queueing import apart, queries
from thanthien.queueing.apart import REASONS, Given, Unfit
from thanthien.queueing.models import NumberBlock, RefusedNumber, Ticket
from thanthien.queueing.rules import QueueError
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.clock import day_of, now
from thanthien.shared.qr import qr_bits
from thanthien.shared.wording import say

MOST_TOLD = 500  # numbers in one message; a kiosk that was away longer sends several
WORKER = "hall/kiosk-worker.js"
KIOSK_SCOPE = "kiosk"  # the same as of a number taken online: the two never both count


def _unit(request: HttpRequest, *, unit: str, **more: str) -> str:
    return unit


def _body(request: HttpRequest) -> dict[str, Any]:
    """The JSON of a kiosk; raises QueueError for anything else."""
    try:
        body = json.loads(request.body)
    except (ValueError, RawPostDataException):  # no JSON, or a form
        body = None
    if not isinstance(body, dict):
        raise QueueError(say("Máy lấy số gửi sai. Tải lại trang của máy."))
    return body


@require_GET
@anybody("a script that is the same for every kiosk", unit=_unit)
def worker(request: HttpRequest, unit: str) -> HttpResponse:
    """The script that opens the kiosk's page when the office cannot be reached; for that page and those below it alone."""
    answer = HttpResponse(Path(finders.find(WORKER)).read_bytes(), content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = reverse("kiosk", args=[unit])
    answer["Cache-Control"] = "no-cache"
    return answer


@never_cache
@require_POST
@device_required(DeviceKind.KIOSK)
def reserve(request: HttpRequest, unit: str) -> JsonResponse:
    """Numbers for when the network is gone: `left` = how many the kiosk still has; fewer than half a block brings a new one.

    `over`: [[block, key], …] of days that are past and whose numbers were all told: they are released. An officer who helps at
    this page gets none.
    """
    if request.device is None:
        raise QueueError(say("Chỉ máy lấy số giữ số dự phòng. Trang này mở trên máy của cán bộ."))
    at, body, by = now(), _body(request), request.actor
    for block in _held(unit, body.get("over")):
        if block.day < day_of(at) and block.kiosk == str(by):
            apart.release(block=block, by=by, at=at)
    hall, here = queries.hall_rules(unit=unit), office(unit)
    left = body.get("left")
    fresh = None
    if hall.kiosk_reserve and (not isinstance(left, int) or left < hall.kiosk_reserve // 2):
        block, key = apart.reserve(unit=unit, by=by, at=at)
        fresh = _told_block(request, block, key)
    told = {"fresh": fresh, "per_minute": hall.kiosk_per_minute, "on": bool(hall.kiosk_reserve)}
    return JsonResponse({**told, **_time(here, at)})


def _time(here: Office, at: datetime) -> dict:
    """The office's time, its day, and when it gives numbers today (None = at any hour, in a demonstration)."""
    hours = None if here.demo else queries.ticket_hours(unit=here.unit_id, day=day_of(at)) or (at, at)
    return {
        "now": at.isoformat(),
        "day": day_of(at).isoformat(),
        "hours": [moment.isoformat() for moment in hours] if hours else None,
    }


def _held(unit: str, pairs: object) -> list[NumberBlock]:
    """The blocks whose keys the kiosk shows."""
    pairs = pairs if isinstance(pairs, list) else []
    found = (_block(unit, pair[0], pair[1]) for pair in pairs[:20] if isinstance(pair, list) and len(pair) == 2)
    return [block for block in found if block is not None]


def _block(unit: str, pk: object, key: object) -> NumberBlock | None:
    if not isinstance(pk, int) or not isinstance(key, str) or not 0 < pk < 2**62:
        return None
    return apart.block_with(unit=unit, pk=pk, key=key)


def _told_block(request: HttpRequest, block: NumberBlock, key: str) -> dict:
    """A block as the kiosk keeps it: each number with the code that opens its page, drawn as modules."""
    numbers = []
    for number in block.series:
        code = apart.code_of(block, number)
        width, bits = qr_bits(outside(request, reverse("phone-ticket", args=[code])))
        numbers.append([number, code, width, bits])
    return {"id": block.pk, "key": key, "day": block.day.isoformat(), "letter": block.letter, "numbers": numbers}


@never_cache
@require_POST
@anybody("the key of the numbers, which only the enrolled kiosk was told", unit=_unit)
def tell(request: HttpRequest, unit: str) -> JsonResponse:
    """What a kiosk gave while it was away, each number once however often it is sent. 403 with a sentence when the kiosk was shut
    out: its numbers are kept for the staff.
    """
    device = device_of(request, unit=unit, kind=DeviceKind.KIOSK)
    rows, at = _body(request).get("given"), now()
    rows = rows[:MOST_TOLD] if isinstance(rows, list) else []
    told = [_told(unit, row, device_actor(device) if device else None, at) for row in rows if isinstance(row, dict)]
    answer: dict[str, object] = {"told": told, **_time(office(unit), at)}
    if device is None and told:
        answer["error"] = str(say("Máy này đã bị thu hồi. Số đã phát được giữ lại, cán bộ ở bàn hướng dẫn quyết định."))
    return JsonResponse(answer, status=403 if device is None else 200)


def _told(unit: str, row: dict, device: Actor | None, at: datetime) -> dict:
    """One number: `in` the line, `refused` and kept for the staff, or `unknown` (no such key)."""
    block, given = _block(unit, row.get("block"), row.get("key")), _given(row, at)
    said = {"block": row.get("block"), "number": row.get("number")}
    if block is None or given is None or given.number not in block.series:
        return {**said, "state": "unknown"}
    by = device or Actor(ActorKind.DEVICE, block.kiosk.partition(":")[2], unit)
    try:
        if device is None:
            raise Unfit("revoked")
        _enter_once(block, given, str(row.get("once", ""))[:80], by, at)
    except QueueError as error:
        reason = error.reason if isinstance(error, Unfit) else "revoked"
        apart.refuse(block=block, given=given, reason=reason, by=by, at=at)
        return {**said, "state": "refused", "sentence": str(REASONS[reason])}
    return {**said, "state": "in"}


def _given(row: dict, at: datetime) -> Given | None:
    """The row as the room takes it; None when it is no number at all. Times that cannot be read count as just now."""
    number, elapsed, contact = row.get("number"), row.get("elapsed"), at
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    try:
        contact = datetime.fromisoformat(str(row.get("contact")))
        contact = contact if contact.tzinfo else at
    except ValueError:
        pass
    ms = elapsed if isinstance(elapsed, int) and 0 <= elapsed < 10**9 else 0
    service, priority = str(row.get("service", "")), str(row.get("priority", ""))
    return Given(number, service, contact, timedelta(milliseconds=ms), priority)


def _enter_once(block: NumberBlock, given: Given, key: str, by: Actor, at: datetime) -> None:
    """The number enters the line. `key` is the one under which the kiosk first asked online: if that did reach the office its
    ticket gives way, and if it still comes it finds this number.
    """
    scope, code = f"{block.unit_id}:{KIOSK_SCOPE}", apart.code_of(block, given.number)
    with act(unit=block.unit_id, by=by, at=at) as deed:
        deed.chain(block.unit_id)
        earlier = remembered(scope=scope, key=key) if key else None
        ghost = None
        if earlier is not None and earlier["code"] != code:
            ghost = Ticket.objects.filter(unit_id=block.unit_id, visit__public_code=earlier["code"]).first()
        apart.take_from_block(block=block, given=given, by=by, at=at, instead_of=ghost)
        if key and earlier is None:
            deed.remember(key, {"code": code}, scope=scope)


@never_cache
@require_GET
@officer_required(Role.GUIDE, Role.ONE_STOP, Role.POLICE, Role.SPECIALIST, Role.LEADER)
def pending(request: HttpRequest) -> HttpResponse:
    """Numbers that kiosks gave without network and that wait for somebody's decision."""
    return _page(request, request.user.unit_id)


def _page(request: HttpRequest, unit: str, *, said: str = "", status: int = 200) -> HttpResponse:
    at = now()
    rows = [(row, REASONS.get(row.reason, row.reason)) for row in apart.refused_open(unit=unit)]
    services = [one.service for one in queries.services(unit=unit)]
    shown = {"office": office(unit), "rows": rows, "services": services, "today": apart.taken_apart(unit=unit, at=at)}
    return render(request, "hall/apart.html", {**shown, "said": said, "day": day_of(at)}, status=status)


@require_POST
@officer_required(Role.GUIDE, Role.ONE_STOP, Role.POLICE, Role.SPECIALIST, Role.LEADER)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Into the line under the chosen service, or dropped."""
    unit, by, at = request.user.unit_id, request.actor, now()
    row = RefusedNumber.objects.filter(unit_id=unit, pk=pk).first()
    if row is None:
        raise Http404

    def do() -> dict:
        if "drop" in request.POST:
            apart.drop(refused=row, by=by, at=at)
            return {}
        service = queries.service_by_letter(unit=unit, letter=request.POST.get("service", ""))
        return {"ticket": apart.admit(refused=row, service=service, by=by, at=at).pk}

    try:
        once(request, scope=f"apart.{pk}", unit=unit, by=by, do=do)
    except QueueError as error:
        return _page(request, unit, said=str(error), status=422)
    return redirect("kiosk-apart")
