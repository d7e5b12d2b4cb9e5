"""`Tôi có hẹn` at the kiosk: type the four digits or hold the code before the scanner, and the number of the queue comes."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thanthien.doors.hall import showing
from thanthien.doors.hall.language import spoken
from thanthien.doors.parts.devices import device_required
from thanthien.doors.parts.once import once
from thanthien.journeys.arrive_booked import arrive_booked
from thanthien.outreach import queries, rules
from thanthien.outreach.rules import BookingError
from thanthien.people.rules import DeviceKind
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

# Four digits can be guessed by who stands there long enough; after some wrong ones the machine asks for the guide.
MISSES, WAIT_S = 5, 600


@never_cache
@device_required(DeviceKind.KIOSK)
@require_http_methods(["GET", "POST"])
def booked(request: HttpRequest, unit: str) -> HttpResponse:
    """The keypad; a good number goes to the page of the given ticket."""
    typed, error = request.POST.get("number", "")[:12], ""
    if request.method == "POST":
        try:
            got = reverse("kiosk-got", args=[unit, _arrive(request, unit, typed)])
            return redirect(got + spoken(request)["lang_query"])
        except Refusal as refusal:
            error = str(refusal)
    at = now()
    page = {"typed": typed, "error": error, "guide": showing.guide_of(unit, on=day_of(at))}
    return render(
        request, "hall/kiosk_booked.html", {**showing.place(unit, at=at), **spoken(request), **page}, status=422 if error else 200
    )


def _arrive(request: HttpRequest, unit: str, typed: str) -> str:
    """The code of the visit's ticket; raises what to tell the person."""
    at, key = now(), f"booked-missed:{unit}:{request.actor}"
    if cache.get(key, 0) >= MISSES:
        raise BookingError(say("Gõ sai đã nhiều lần. Mời ông/bà gặp bàn hướng dẫn, cán bộ tìm hẹn giúp."))
    number = rules.tidy_number(typed)
    row = queries.by_number(unit=unit, number=number, day=day_of(at)) if number else None
    if row is None:
        if not cache.add(key, 1, WAIT_S):
            cache.incr(key)
        raise BookingError(say("Chưa thấy hẹn mang số này. Số hẹn có bốn chữ số, xem lại trên điện thoại hoặc tờ giấy."))
    by, channel = request.actor, "guide" if request.device is None else "kiosk"

    def do() -> dict:
        came = arrive_booked(booking=row, by=by, at=at, channel=channel)
        return {"code": came.ticket.visit.public_code}

    given, _ = once(request, scope=f"booked.{row.pk}", unit=unit, by=by, do=do)
    return given["code"]
