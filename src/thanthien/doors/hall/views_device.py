"""Enrolling a device with six digits, and the photos of officers that screens show."""

from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from thanthien.doors.parts.devices import remember_device
from thanthien.doors.parts.policies import anybody
from thanthien.people import actions
from thanthien.people.models import Device, Officer
from thanthien.people.rules import DeviceKind, PeopleError
from thanthien.shared.clock import now
from thanthien.shared.wording import say

WRONG_CODES = 10  # from one address in TEN_MINUTES; a million codes cannot be tried
TEN_MINUTES = 600
A_DAY = 86_400


@never_cache
@require_http_methods(["GET", "POST"])
@anybody("six digits from the administrator are the key")
def enrol(request: HttpRequest) -> HttpResponse:
    """Six digits from the administrator make this browser a device of the hall."""
    digits = request.POST.get("digits", "")
    if request.method == "GET":
        return render(request, "hall/enrol.html", {"digits": "", "sentence": ""})
    tried = f"enrol:{request.META.get('REMOTE_ADDR', '')}"
    if cache.get(tried, 0) >= WRONG_CODES:
        sentence = say("Đã gõ sai nhiều lần. Chờ 10 phút rồi xin quản trị cấp mã mới.")
        return render(request, "hall/enrol.html", {"digits": "", "sentence": sentence}, status=429)
    try:
        device, token = actions.enrol(digits=digits, at=now())
    except PeopleError as error:
        cache.set(tried, cache.get(tried, 0) + 1, TEN_MINUTES)
        return render(request, "hall/enrol.html", {"digits": digits[:7], "sentence": str(error)}, status=422)
    return remember_device(_to_its_page(device), device, token, secure=request.is_secure())


def _to_its_page(device: Device) -> HttpResponse:
    if device.kind == DeviceKind.TABLET and device.counter:
        return redirect("tablet", device.unit_id, device.counter.number)
    return redirect("kiosk" if device.kind == DeviceKind.KIOSK else "display", device.unit_id)


@require_GET
@anybody("the photo hangs on the counter's plate")
def officer_photo(request: HttpRequest, login: str) -> FileResponse:
    """The photo that stands on the counter's plate anyway; 404 when the officer has none."""
    name = Officer.objects.filter(login=login, is_active=True).values_list("photo", flat=True).first()
    folder = Path(settings.MEDIA_ROOT).resolve()
    photo = (folder / name).resolve() if name else folder
    if not photo.is_file() or not photo.is_relative_to(folder):
        raise Http404
    answer = FileResponse(photo.open("rb"))
    answer["Cache-Control"] = f"public, max-age={A_DAY}"
    return answer
