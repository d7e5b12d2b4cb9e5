"""The display: numbers served, the called one, dossiers of the day. Numbers only, never a citizen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.hall import showing
from thanthien.doors.hall.board import board_of, headline_of
from thanthien.doors.hall.looking import framed_when_looked_at, looked_at
from thanthien.doors.parts.devices import device_required
from thanthien.indicators.queries import hall_strip
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
    return render(request, "hall/display.html", {**showing.place(unit, at=at, scenery=looked_at(request)), **shown})


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
