"""The display: numbers served, the called one, dossiers of the day. Numbers only, never a citizen."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.hall import showing
from thanthien.doors.hall.board import board_of, headline_of
from thanthien.doors.hall.looking import framed_when_looked_at, looked_at
from thanthien.doors.hall.loop import loop_of, tag_of
from thanthien.doors.parts.devices import device_required
from thanthien.indicators.queries import hall_strip
from thanthien.people.models import Office
from thanthien.people.queries import office
from thanthien.people.rules import DeviceKind
from thanthien.shared.clock import now


@never_cache
@framed_when_looked_at
@device_required(DeviceKind.DISPLAY)
@require_GET
def display(request: HttpRequest, unit: str) -> HttpResponse:
    """The whole screen; from its position on it follows the live stream."""
    at = now()
    shown = {"board": board_of(unit, at=at), "strip": hall_strip(unit=unit, at=at), "headline": headline_of(unit, at=at)}
    place = showing.place(unit, at=at, scenery=looked_at(request))
    slides = _slides(request, place["office"], at=at)
    loop_now = {"loop_html": slides, "loop_tag": tag_of(slides.encode())}
    return render(request, "hall/display.html", {**place, **shown, **loop_now})


@never_cache
@device_required(DeviceKind.DISPLAY)
@require_GET
def board(request: HttpRequest, unit: str) -> HttpResponse:
    """Desks and dossiers anew, with the position they stand for."""
    at = now()
    shown = {
        "board": board_of(unit, at=at),
        "strip": hall_strip(unit=unit, at=at),
        "headline": headline_of(unit, at=at),
        "now": at,
    }
    return render(request, "hall/_board_live.html", shown)


@never_cache
@device_required(DeviceKind.DISPLAY)
@require_GET
def loop(request: HttpRequest, unit: str) -> HttpResponse:
    """The slides under the called number, asked anew every few minutes; 304 as long as they are the same."""
    answer = HttpResponse(_slides(request, office(unit), at=now()))
    answer["ETag"] = tag_of(answer.content)
    return get_conditional_response(request, etag=answer["ETag"], response=answer)


def _slides(request: HttpRequest, here: Office, *, at: datetime) -> SafeString:
    return render_to_string("hall/_loop.html", {"loop": loop_of(request, here, at=at)})
