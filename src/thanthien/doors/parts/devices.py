"""Devices at the hall: known by the token in their cookie, or stood in for by a logged-in officer of the unit."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from thanthien.people.models import Device
from thanthien.people.queries import actor_for, device_actor, device_by_token
from thanthien.shared.actor import Actor
from thanthien.shared.clock import now

COOKIE = "thanthien_device"
HEARTBEAT = timedelta(seconds=30)


def remember_device(response: HttpResponse, token: str, *, secure: bool) -> HttpResponse:
    """Give the browser of a device its token for two years."""
    response.set_cookie(COOKIE, token, max_age=730 * 86400, httponly=True, samesite="Lax", secure=secure)
    return response


def device_of(request: HttpRequest, *, unit: str) -> Device | None:
    """The device of `unit` that asks, or None; notes that it was seen, at most every 30 s."""
    device = device_by_token(request.COOKIES.get(COOKIE, ""))
    if device is None or device.unit_id != unit:
        return None
    moment = now()
    if device.last_seen is None or moment - device.last_seen > HEARTBEAT:
        Device.objects.filter(pk=device.pk).update(last_seen=moment)
    return device


def device_required(view: Callable) -> Callable:
    """A page of the hall: needs a device of the unit, or an officer of the unit. Sets `request.device` (or None) and `request.actor`.

    Another unit's device or officer gets 404; nobody at all is sent to enrol.
    """

    @wraps(view)
    def checked(request: HttpRequest, unit: str, *args, **kwargs):
        device = device_of(request, unit=unit)
        actor: Actor | None = device_actor(device) if device else None
        if actor is None and request.user.is_authenticated:
            if request.user.unit_id != unit:
                raise Http404
            actor = actor_for(request.user, on=now().date())
        if actor is None:
            return redirect("/sanh/thiet-bi")
        request.device, request.actor = device, actor
        return view(request, unit, *args, **kwargs)

    return checked
