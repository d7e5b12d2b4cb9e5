"""The kiosk: one tap on a matter gives a number. The number is shown whether or not a printer works."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.hall import printing, showing
from thanthien.doors.hall.language import asked_language, spoken
from thanthien.doors.hall.looking import framed_when_looked_at, looked_at
from thanthien.doors.parts.devices import device_required
from thanthien.doors.parts.errors import wants_json
from thanthien.doors.parts.once import once
from thanthien.doors.parts.reach import outside
from thanthien.journal.queries import head
from thanthien.people.queries import office
from thanthien.people.rules import DeviceKind
from thanthien.programmes import queries as programmes
from thanthien.queueing import access, actions, queries
from thanthien.queueing.queries import ServiceNow, TicketNow
from thanthien.queueing.rules import CLOSED, QueueError
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of, now
from thanthien.shared.paper.engine import PaperError
from thanthien.shared.paper.printer import PrinterError

HELP = "help"


@never_cache
@framed_when_looked_at
@device_required(DeviceKind.KIOSK)
@require_http_methods(["GET", "POST"])
def home(request: HttpRequest, unit: str) -> HttpResponse:
    """The tiles; a tap on one takes a number."""
    if request.method == "POST":
        return _take(request, unit)
    at, seq = now(), head(unit=unit)
    services, place = queries.services(unit=unit, day=day_of(at)), showing.place(unit, at=at, scenery=looked_at(request))
    classes = showing.classes_of(queries.hall_rules(unit=unit).classes, chosen=request.GET.get("uu-tien", ""))
    return render(request, "hall/kiosk_home.html", {
        **place, **spoken(request), **_totals(services), "seq": seq,
        "closed": "" if access.gives_numbers(office=place["office"], at=at) else CLOSED, "closed_words": CLOSED,
        "other": "en" if asked_language(request) == "" else settings.LANGUAGE_CODE, "keeps": request.device is not None,
        "tiles": [showing.tile_of(now) for now in services if now.service.kind != HELP],
        "help": next((now.service for now in services if now.service.kind == HELP), None),
        "guide": showing.guide_of(unit, on=day_of(at)),
        "special": [row for row in programmes.on_day(unit=unit, day=day_of(at)) if row.plan.at(at)],
        "classes": classes, "chosen": next((known for known in classes if known.chosen), None),
    })  # fmt: skip


def _totals(services: list[ServiceNow]) -> dict[str, int]:
    counters = {number for service in services for number in service.counters}
    return {"waiting": sum(service.waiting for service in services), "open_counters": len(counters)}


def _giver(request: HttpRequest) -> tuple[Actor, str]:
    """Who gives out the number, and through which channel: the kiosk itself, or an officer who helps somebody at this page."""
    return request.actor, "guide" if request.device is None else "kiosk"


def _take(request: HttpRequest, unit: str) -> HttpResponse:
    at, (by, channel) = now(), _giver(request)
    place = showing.place(unit, at=at)

    def do() -> dict:
        access.check_gives_numbers(office=place["office"], at=at)
        service = queries.service_by_letter(unit=unit, letter=request.POST.get("service", ""))
        priority = request.POST.get("priority", "")
        ticket = actions.take_ticket(unit=unit, service=service, channel=channel, priority=priority, by=by, at=at)
        return {"code": ticket.visit.public_code}

    try:
        # Two quick taps carry one key, also when they fall on two tiles: the first one counts.
        given, _ = once(request, scope="kiosk", unit=unit, by=by, do=do)
    except QueueError as error:
        refusal = {**spoken(request), "sentence": str(error), "guide": showing.guide_of(unit, on=day_of(at))}
        return render(request, "hall/kiosk_refused.html", {**place, **refusal}, status=422)
    path = reverse("kiosk-got", args=[unit, given["code"]]) + spoken(request)["lang_query"]
    return JsonResponse({"path": path}) if wants_json(request) else redirect(path)


@never_cache
@device_required(DeviceKind.KIOSK)
@require_GET
def counts(request: HttpRequest, unit: str) -> JsonResponse:
    """How many wait and how long, for the tiles of a kiosk that stands there all day; whether it gives numbers, and the time."""
    at = now()
    services = queries.services(unit=unit, day=day_of(at))
    tiles = [showing.tile_of(now) for now in services]
    words = {
        tile.letter: {"waiting_words": str(tile.waiting_words), "wait_words": str(tile.wait_words), "go": tile.go}
        for tile in tiles
    }
    summary = render_to_string("hall/_kiosk_summary.html", _totals(services))
    opened = access.gives_numbers(office=office(unit), at=at)
    return JsonResponse({"summary": summary, "tiles": words, "open": opened, "now": at.isoformat()})


def _ticket(unit: str, code: str) -> tuple[TicketNow, str]:
    """The newest ticket of the visit with this code, and the code as it is written; 404 when the unit has none."""
    page = queries.ticket_page(code=code)
    if page is None or page.visit.unit_id != unit or not page.tickets:
        raise Http404
    return page.tickets[-1], page.visit.public_code


def _slip(unit: str, code: str) -> showing.Slip:
    ticket, code = _ticket(unit, code)
    return showing.slip_of(ticket, code=code, at=now())


@never_cache
@device_required(DeviceKind.KIOSK)
@require_GET
def got(request: HttpRequest, unit: str, code: str) -> HttpResponse:
    """The number, big; where and when; the code for the phone."""
    slip = _slip(unit, code)
    url = outside(request, slip.path + spoken(request)["lang_query"])
    shown = {**spoken(request), "slip": slip, "url": url, "qr": showing.qr_of(url), "printer": printing.has_printer()}
    return render(request, "hall/kiosk_got.html", {**showing.place(unit, at=slip.at), **shown})


@never_cache
@device_required(DeviceKind.KIOSK)
@require_POST
def print_again(request: HttpRequest, unit: str, code: str) -> JsonResponse:
    """Print the slip. 503 with a sentence when the printer does not; the number stays on the screen. Each slip that came out is
    written down.
    """
    ticket, code = _ticket(unit, code)
    slip = showing.slip_of(ticket, code=code, at=now())
    office = showing.place(unit, at=slip.at)["office"]
    try:
        printing.print_slip(slip, office=office, url=outside(request, slip.path))
    except (PrinterError, PaperError) as error:
        return JsonResponse({"error": str(error)}, status=503)
    actions.slip_printed(ticket=ticket.ticket, by=request.actor, at=now())
    return JsonResponse({"printed": slip.label})
