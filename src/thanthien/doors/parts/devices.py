"""Devices at the hall: known by the token in their cookie, or stood in for by a logged-in officer of the unit."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from thanthien.people.models import Device
from thanthien.people.queries import actor_for, device_actor, device_by_token
from thanthien.people.rules import DeviceKind
from thanthien.people.scoping import in_unit
from thanthien.shared.actor import Actor
from thanthien.shared.clock import now

COOKIE = "thanthien_"  # and the kind: one browser may be the kiosk in one tab and the display in another
HEARTBEAT = timedelta(seconds=30)


def remember_device(response: HttpResponse, device: Device, token: str, *, secure: bool) -> HttpResponse:
    """Give the browser of a device its token for two years."""
    response.set_cookie(COOKIE + device.kind, token, max_age=730 * 86400, httponly=True, samesite="Lax", secure=secure)
    return response


def device_of(request: HttpRequest, *, unit: str, kind: DeviceKind) -> Device | None:
    """The device of this kind and unit that asks, or None; notes that it was seen, at most every 30 s."""
    device = device_by_token(request.COOKIES.get(COOKIE + kind, ""))
    if device is None or device.unit_id != unit or device.kind != kind:
        return None
    moment = now()
    if device.last_seen is None or moment - device.last_seen > HEARTBEAT:
        Device.objects.filter(pk=device.pk).update(last_seen=moment)
    return device


def device_required(kind: DeviceKind) -> Callable:
    """A page of the hall: needs such a device of the unit, or an officer of the unit. Sets `request.device` (or None),
    `request.actor`.

    Another unit's device or officer gets 404; nobody at all is sent to enrol.
    """

    def wrap(view: Callable) -> Callable:
        @wraps(view)
        def checked(request: HttpRequest, unit: str, *args, **kwargs):
            with in_unit(unit):
                return entered(request, unit, *args, **kwargs)

        def entered(request: HttpRequest, unit: str, *args, **kwargs):
            device = device_of(request, unit=unit, kind=kind)
            actor: Actor | None = device_actor(device) if device else None
            if actor is None and request.user.is_authenticated:
                if request.user.unit_id != unit:
                    raise Http404
                actor = actor_for(request.user, on=now().date())
            if actor is None:
                return redirect("/sanh/thiet-bi")
            request.device, request.actor = device, actor
            return view(request, unit, *args, **kwargs)

        checked.device_kind = kind
        return checked

    return wrap
