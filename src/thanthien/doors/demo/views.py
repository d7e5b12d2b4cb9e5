"""One page that links every door of a demonstration, with one-click logins and the pace of its life. Demo mode only."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth import login as log_in
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from thanthien.doors.parts.devices import remember_device
from thanthien.doors.parts.first_page import page_for
from thanthien.doors.parts.policies import anybody
from thanthien.dossiers import queries as dossiers
from thanthien.people import actions as people
from thanthien.people.models import Device, Officer, RoleGrant
from thanthien.people.queries import counters, offices
from thanthien.people.rules import ROLE_NAMES, DeviceKind, Role
from thanthien.people.scoping import everywhere, in_unit
from thanthien.shared.actor import system
from thanthien.shared.clock import now
from thanthien.simulation.demo import UNIT
from thanthien.simulation.live import LIVE
from thanthien.simulation.police import police_unit

BACKEND = settings.AUTHENTICATION_BACKENDS[-1]


def demo_only(view: Callable) -> Callable:
    """404 anywhere but in a demonstration: a one-click login must not exist in a real office."""

    @wraps(view)
    def checked(request: HttpRequest, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        with in_unit(UNIT):
            return view(request, *args, **kwargs)

    return anybody("in a demonstration only; 404 in an office")(checked)


@demo_only
def landing(request: HttpRequest) -> HttpResponse:
    office = offices().filter(demo=True).first()
    if office is None:
        raise Http404
    unit = office.unit_id
    granted: dict[int, list[str]] = {}
    with everywhere():  # the neighbours have logins here too
        for grant in RoleGrant.objects.filter(unit__office__demo=True):
            granted.setdefault(grant.officer_id, []).append(grant.role)
    officers = [_card(o, granted.get(o.pk, [])) for o in Officer.objects.filter(unit_id=unit, is_active=True).order_by("pk")]
    latest = dossiers.latest(unit=unit, limit=1)
    with everywhere():  # the other bodies of a land dossier, the neighbouring commune
        others = list(
            Officer.objects.filter(unit__office__demo=True, is_active=True).exclude(unit_id=unit).select_related("unit")
        )
    page = {
        "police": police_unit(),
        "partners": [_card(one, granted.get(one.pk, [])) | {"unit": one.unit.name} for one in others],
        "office": office, "officers": [card for card in officers if card["page"]],
        "counters": counters(unit), "life": LIVE.state(), "sample": latest[0] if latest else None,
    }  # fmt: skip
    return render(request, "demo/landing.html", page)


def _card(officer: Officer, roles: list[str]) -> dict:
    return {"officer": officer, "roles": [ROLE_NAMES[Role(role)] for role in roles], "page": page_for(roles)}


@require_POST
@demo_only
def enter(request: HttpRequest, login: str) -> HttpResponse:
    """Log in as an officer of the demonstration and go to their first page. It is no login: nothing is asked."""
    officer = get_object_or_404(Officer, login=login, is_active=True, unit__office__demo=True)
    log_in(request, officer, backend=BACKEND)
    wanted = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return redirect(wanted if safe else "/")


@require_POST
@demo_only
def device(request: HttpRequest, code: str) -> HttpResponse:
    """Make this browser one of the demonstration's devices, as six digits would, and open its page."""
    found = get_object_or_404(Device, code=code, unit__office__demo=True)
    moment = now()
    digits = people.issue_enrol_code(device=found, by=system(found.unit_id), at=moment)
    found, token = people.enrol(digits=digits, at=moment)
    return remember_device(redirect(page_of(found)), found, token, secure=request.is_secure())


def page_of(found: Device) -> str:
    """The page that a device shows."""
    base = f"/sanh/{found.unit_id}"
    if found.kind == DeviceKind.KIOSK:
        return f"{base}/lay-so"
    if found.kind == DeviceKind.TABLET and found.counter:
        return f"{base}/cham-diem/{found.counter.number}"
    return f"{base}/man-hinh"


@require_POST
@demo_only
def pace(request: HttpRequest) -> HttpResponse:
    """Pause, go on, faster, slower, one person comes in."""
    acts = {"pause": LIVE.pause, "resume": LIVE.resume, "faster": LIVE.faster, "slower": LIVE.slower, "one": LIVE.one_person}
    act = acts.get(request.POST.get("act", ""))
    if act is not None:
        act()
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse(LIVE.state())
    return redirect("demo")
