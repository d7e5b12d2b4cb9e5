"""The voice of the hall: its manifest and its clips. The unit's own where it has chosen them, the machine's for the rest."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from thanthien.doors.parts.machine_voice import machine
from thanthien.doors.parts.policies import anybody
from thanthien.queueing import voice

WHY = "words like mời số, một, hai, which the loudspeaker of the hall says aloud anyway"
A_YEAR, AN_HOUR = 31_536_000, 3_600


def _unit(request: HttpRequest, *, unit: str, **more: str) -> str:
    return unit


@require_GET
@anybody(WHY, unit=_unit)
def manifest(request: HttpRequest, unit: str) -> JsonResponse:
    """Which file says what; asked again each minute, so never kept."""
    answer = JsonResponse(voice.manifest(voice=voice.own_voice(unit=unit), machine=machine()))
    answer["Cache-Control"] = "no-cache"
    return answer


@require_GET
@anybody(WHY, unit=_unit)
def clip(request: HttpRequest, unit: str, name: str) -> HttpResponse:
    """One clip. A recorded one is named by what is in it and may be kept for ever."""
    own = voice.clip_file(unit=unit, name=name)
    found = own or (finders.find(f"vendor/voice/{name}") if name.endswith(".wav") else None)
    if not found:
        raise Http404
    answer = HttpResponse(Path(found).read_bytes(), content_type="audio/wav")
    answer["Cache-Control"] = f"public, max-age={A_YEAR}, immutable" if own else f"public, max-age={AN_HOUR}"
    return answer
