"""`/quan-tri/giong-noi`: record the words of a call one by one, listen, try a call, let the hall use them."""

import json
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.admin.time import undo
from thanthien.doors.parts.errors import sentence, wants_json
from thanthien.doors.parts.machine_voice import machine
from thanthien.doors.parts.officers import officer_required
from thanthien.people.rules import Role
from thanthien.queueing import voice
from thanthien.queueing.call_words import CLIPS, FRAME, LETTERS
from thanthien.queueing.models import OwnVoice
from thanthien.queueing.recording import MOST_BYTES
from thanthien.queueing.rules import QueueError
from thanthien.shared.clock import now
from thanthien.shared.wording import Sentence, say

UNDO = "admin:voice-undo"
ONLY_HERE = "microphone=(self)"
administers = officer_required(Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Line:
    """One clip on the page: what to read, whether it is recorded, where its file is."""

    name: str
    text: str
    label: str
    ms: int
    url: str

    @property
    def seconds(self) -> str:
        return f"{self.ms / 1000:.1f}".replace(".", ",")


def _line(unit: str, name: str, clips: dict) -> Line:
    row = clips.get(name)
    url = reverse("hall-voice", args=[unit, row["file"]]) if row else ""
    label = name if name in LETTERS or name.isdigit() else ""
    return Line(name, CLIPS[name], label, row["ms"] if row else 0, url)


def _page(request: HttpRequest, error: str = "", wrong: str = "") -> dict:
    unit = request.user.unit_id
    own, need = voice.own_voice(unit=unit), voice.needed_here(unit=unit)
    lines = [_line(unit, name, own.clips) for name in need]
    have = sum(1 for line in lines if line.ms)
    more = [_line(unit, name, own.clips) for name in CLIPS if name not in need]
    groups = (
        (say("Câu gọi"), [line for line in lines if line.name in FRAME]),
        (say("Số"), [line for line in lines if line.name.isdigit()]),
        (say("Chữ của việc ở sảnh"), [line for line in lines if line.name in LETTERS]),
        (say("Thu thêm, không bắt buộc"), more),
    )
    return {
        "groups": groups, "have": have, "need": len(lines), "complete": have == len(lines), "on": own.on,
        "share": round(100 * have / len(lines)), "first": next((line for line in lines if not line.ms), lines[0]),
        "error": error, "wrong": wrong, "most": MOST_BYTES, "missing_now": own.on and have < len(lines),
    }  # fmt: skip


@never_cache
@administers
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The page; the only one of the product that may ask for the microphone."""
    answer = render(request, "admin/hall/voice.html", _page(request))
    answer["Permissions-Policy"] = ONLY_HERE
    return answer


@never_cache
@administers
@require_GET
def trial(request: HttpRequest) -> JsonResponse:
    """The manifest as if the hall used what is recorded, to try a call before everybody hears it."""
    unit = request.user.unit_id
    made = voice.manifest(voice=voice.own_voice(unit=unit), machine=machine(), trial=True)
    return JsonResponse(made | {"base": reverse("hall-voice-manifest", args=[unit]).removesuffix("manifest.json")})


def _known(name: str) -> str:
    if name not in CLIPS:
        raise Http404
    return name


@never_cache
@administers
@require_POST
def record(request: HttpRequest, name: str) -> HttpResponse:
    """Keep a recording, sent by the page (JSON answer) or chosen as a file (page answer)."""
    unit, name = request.user.unit_id, _known(name)
    before = voice.own_voice(unit=unit).clips.get(name)
    file = request.FILES.get("clip")
    try:
        if file is None:
            raise QueueError(say("Chưa có tệp âm thanh. Bấm thu, hoặc chọn một tệp WAV."))
        row = voice.record(unit=unit, name=name, data=file.read(MOST_BYTES + 1), by=request.actor, at=now())
    except QueueError as error:
        if wants_json(request):
            return JsonResponse({"error": sentence(error)}, status=422)
        answer = render(request, "admin/hall/voice.html", _page(request, sentence(error), name), status=422)
        answer["Permissions-Policy"] = ONLY_HERE
        return answer
    if not wants_json(request):
        _said(request, say("Đã giữ câu “{text}”.", text=CLIPS[name]), name=name, before=before)
        return redirect("admin:voice")
    shown = _page(request)
    return JsonResponse({"url": reverse("hall-voice", args=[unit, row["file"]]), "ms": row["ms"],
                         **{key: shown[key] for key in ("have", "need", "complete")}})  # fmt: skip


@never_cache
@administers
@require_POST
def drop(request: HttpRequest, name: str) -> HttpResponse:
    """Throw one recording away; the hall goes back to the machine's voice when it needed it."""
    unit, name = request.user.unit_id, _known(name)
    own = voice.own_voice(unit=unit)
    if name in own.clips:
        voice.put(unit=unit, name=name, row=None, by=request.actor, at=now())
        _said(request, say("Đã bỏ câu “{text}”.", text=CLIPS[name]), name=name, before=own.clips[name], on=own.on)
    return redirect("admin:voice")


@never_cache
@administers
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """The hall calls with its own voice, or with the machine's."""
    unit, on = request.user.unit_id, request.POST.get("voice") == "own"
    was: OwnVoice = voice.own_voice(unit=unit)
    voice.switch(unit=unit, on=on, by=request.actor, at=now())
    text = say("Sảnh gọi bằng giọng của xã từ bây giờ.") if on else say("Sảnh gọi bằng giọng máy từ bây giờ.")
    _said(request, text, on=was.on)
    return redirect("admin:voice")


def _said(request: HttpRequest, text: Sentence, *, name: str = "", before: dict | None = None, on: bool | None = None) -> None:
    undo.done(request, text, undo=UNDO, before=json.loads(json.dumps({"name": name, "row": before, "on": on})))


@never_cache
@administers
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Put back the recording or the choice that was before."""
    unit, kept = request.user.unit_id, undo.before(request, UNDO)
    if kept["name"]:
        voice.put(unit=unit, name=_known(kept["name"]), row=kept["row"], by=request.actor, at=now())
    if kept["on"] is not None:
        voice.switch(unit=unit, on=kept["on"], by=request.actor, at=now())
    undo.done(request, say("Đã hoàn tác."))
    return redirect("admin:voice")
