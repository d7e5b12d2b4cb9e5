"""`/quan-tri/thiet-bi`: kiosks, displays and tablets; who is silent, six digits to enrol one, shutting one out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.admin.forms import Field, Form
from thanthien.doors.admin.saving import administers, attempt, save, tell
from thanthien.doors.parts.reach import outside
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.doors.parts.templatetags.words import day_short, hour
from thanthien.people import actions as people
from thanthien.people.models import Counter, Device
from thanthien.people.queries import counters
from thanthien.people.rules import DEVICE_NAMES, DeviceKind
from thanthien.shared.clock import day_of, now
from thanthien.shared.qr import qr_svg
from thanthien.shared.wording import said, say

AGAIN = "admin.device"
SILENT = timedelta(minutes=2)  # a device says something at least each minute


@dataclass(frozen=True, slots=True)
class Line:
    """One device of the list at a moment. `state` is the class of `.st`."""

    device: Device
    at: datetime

    @property
    def kind(self) -> str:
        return DEVICE_NAMES[DeviceKind(self.device.kind)]

    @property
    def heard(self) -> datetime | None:
        return self.device.last_seen or self.device.enrolled_at

    @property
    def state(self) -> str:
        if self.device.revoked_at is not None:
            return "na"
        if self.device.enrolled_at is None:
            return "open"
        return "ok" if self.heard and self.at - self.heard <= SILENT else "late"

    @property
    def word(self) -> str:
        """Đang chạy · im từ 09:12 · chưa ghép · đã thu hồi."""
        if self.state == "late":
            heard = self.heard
            if day_of(heard) == day_of(self.at):
                return say("Im từ {hour}", hour=hour(heard))
            return say("Im từ {hour} ngày {day}", hour=hour(heard), day=day_short(heard))
        return {"na": say("Đã thu hồi"), "open": say("Chưa ghép"), "ok": say("Đang chạy")}[self.state]

    @property
    def place(self) -> str:
        return str(say("Quầy {n}", n=self.device.counter.number)) if self.device.counter else str(say("Sảnh"))


def lines(unit: str, at: datetime) -> list[Line]:
    """Every device, those in use first, in one query."""
    order = {kind: place for place, kind in enumerate(DeviceKind)}
    found = Device.objects.filter(unit_id=unit).select_related("counter")
    rows = [Line(device, at) for device in found]
    return sorted(rows, key=lambda r: (r.state == "na", order[DeviceKind(r.device.kind)], len(r.device.code), r.device.code))


@never_cache
@administers
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The list; its rows come anew each fifteen seconds."""
    rows = lines(request.user.unit_id, now())
    columns = (
        Column(say("Thiết bị"), lambda r: r.device.name, width=30),
        Column(say("Loại"), lambda r: r.kind, width=26),
        Column(say("Đặt ở"), lambda r: r.place),
        Column(say("Trạng thái"), lambda r: r.word, width=24),
        Column(say("Nghe thấy lần cuối"), lambda r: r.device.last_seen, Kind.MOMENT),
        Column(say("Ghép ngày"), lambda r: r.device.enrolled_at, Kind.MOMENT),
        Column(say("Mã"), lambda r: r.device.code, width=14),
    )
    file = exported(request, Table("thiet-bi", say("Thiết bị của sảnh"), columns, rows))
    if file:
        return file
    silent = sum(row.state == "late" for row in rows)
    page = {"rows": rows, "silent": silent, "live": sum(row.state == "ok" for row in rows), "at": now()}
    return render(request, "admin/_devices.html" if request.headers.get("HX-Request") else "admin/devices.html", page)


def fields(unit: str, kind: str = "") -> list[Field]:
    """Kind (only for a new one), name and place."""
    seats = [("", str(say("Ở sảnh, không thuộc quầy nào")))]
    seats += [(str(counter.pk), str(say("Quầy {n}", n=counter.number))) for counter in counters(unit)]
    new = (
        []
        if kind
        else [
            Field("kind", say("Loại máy"), kind="radio", choices=list(DEVICE_NAMES.items()), need=say("Chọn loại máy.")),
        ]
    )
    hint = say("Để trống thì máy tự đặt, như Máy lấy số 1.")
    return [
        *new,
        Field("name", say("Tên"), most=60, hint="" if kind else hint, need=say("Ghi tên để nhận ra máy.") if kind else ""),
        Field(
            "counter",
            say("Đặt ở"),
            kind="select",
            choices=seats,
            size="mid",
            hint=say("Máy chấm điểm đặt ở quầy nào thì chấm người quầy ấy."),
        ),
    ]


def saved(device: Device) -> dict[str, object]:
    return {"name": device.name, "counter": str(device.counter_id or "")}


def device_or_404(request: HttpRequest, pk: str) -> Device:
    found = Device.objects.filter(pk=pk, unit_id=request.user.unit_id).select_related("counter").first()
    if found is None:
        raise Http404
    return found


def seat(unit: str, form: Form) -> Counter | None:
    return (
        Counter.objects.filter(unit_id=unit, active=True, pk=form.values["counter"]).first() if form.values["counter"] else None
    )


def next_code(unit: str, kind: str) -> tuple[str, int]:
    """`kiosk-3` and 3: the first number that no device of the kind ever had here."""
    used = set(Device.objects.filter(unit_id=unit, kind=kind).values_list("code", flat=True))
    number = next(n for n in range(1, 1000) if f"{kind}-{n}" not in used)
    return f"{kind}-{number}", number


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new device; its six digits are shown at once."""
    unit = request.user.unit_id
    form = Form(fields(unit))
    form["kind"].value = request.GET.get("loai", "")
    if request.method == "POST" and form.read(request.POST):
        kind, counter = str(form.values["kind"]), seat(unit, form)
        if kind == DeviceKind.TABLET and counter is None:
            form.fail(say("Chọn quầy cho máy chấm điểm."), "counter")

        def do() -> dict:
            code, number = next_code(unit, kind)
            name = form.values["name"] or f"{said(DEVICE_NAMES[DeviceKind(kind)])} {number}"
            made = people.add_device(unit=unit, kind=kind, code=code, name=name, counter=counter, by=request.actor, at=now())
            return {"pk": str(made.pk)}

        made = save(request, form, do, scope="device")
        if made is not None:
            return invite(request, device_or_404(request, made["pk"]))
    page = {
        "form": form,
        "title": say("Thêm thiết bị"),
        "intro": say("Mở trình duyệt trên máy ấy trước. Lưu xong có mã sáu số để ghép."),
        "button": say("Lưu và lấy mã"),
        "back": reverse("admin:devices"),
        "back_title": say("Thiết bị"),
    }
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: str) -> HttpResponse:
    """Rename a device, or move it to another counter."""
    unit, device = request.user.unit_id, device_or_404(request, pk)
    form = Form(fields(unit, device.kind)).fill(saved(device), row=device)
    if request.method == "POST":
        form.read(request.POST)

        def do() -> dict:
            facts = {"name": form.values["name"], "counter": seat(unit, form)}
            people.change_device(device=device, seen=form.seen, by=request.actor, at=now(), **facts)
            return {"pk": str(device.pk)}

        if save(request, form, do, scope=f"device:{pk}", row=device, saved=saved, name="counter") is not None:
            tell(request, say("Đã lưu {name}.", name=form.values["name"]))
            return redirect("admin:devices")
    page = {
        "form": form, "title": device.name, "intro": "", "button": say("Lưu thiết bị"), "back": reverse("admin:devices"),
        "back_title": say("Thiết bị"),
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


@never_cache
@administers
@require_POST
def code(request: HttpRequest, pk: str) -> HttpResponse:
    """Six digits, shown once, good for ten minutes."""
    return invite(request, device_or_404(request, pk))


def invite(request: HttpRequest, device: Device) -> HttpResponse:
    """The page with the digits; they are nowhere else, so reloading gives new ones."""
    moment = now()
    digits = people.issue_enrol_code(device=device, by=request.actor, at=moment)
    address = outside(request, reverse("enrol"))
    page = {
        "device": device,
        "kind": DEVICE_NAMES[DeviceKind(device.kind)],
        "left": digits[:3],
        "right": digits[3:],
        "address": address,
        "short": address.split("://", 1)[1],
        "qr": qr_svg(address, border=2),
        "until": moment + timedelta(minutes=people.ENROL_MINUTES),
    }
    return render(request, "admin/device_code.html", page)


@never_cache
@administers
@require_GET
def waiting(request: HttpRequest, pk: str) -> HttpResponse:
    """Has the device come? Asked by the page with the digits each two seconds."""
    device = device_or_404(request, pk)
    state = "done" if device.token_digest else "wait" if device.enrol_until and device.enrol_until > now() else "over"
    return render(request, "admin/_device_waiting.html", {"device": device, "state": state})


@administers
@require_POST
def shut_out(request: HttpRequest, pk: str) -> HttpResponse:
    """The device opens nothing from now on. The way back is a new code."""
    device = device_or_404(request, pk)
    attempt(
        request,
        scope=f"device-revoke:{pk}",
        done=say("Đã thu hồi {name}. Hoàn tác là cấp mã mới.", name=device.name),
        undo=reverse("admin:device-code", args=[pk]),
        do=lambda: people.revoke(device=device, by=request.actor, at=now()),
    )
    return redirect("admin:devices")


@administers
@require_POST
def remove(request: HttpRequest, pk: str) -> HttpResponse:
    """A device that was never enrolled goes from the list; the way back puts it there again."""
    device = device_or_404(request, pk)
    if device.enrolled_at is not None:
        messages.error(request, str(say("{name} đã từng chạy nên còn trong sổ. Thu hồi thay vì bỏ.", name=device.name)))
        return redirect("admin:devices")
    attempt(
        request, scope=f"device-remove:{pk}", done=say("Đã bỏ {name}.", name=device.name), undo=again_address(device),
        do=lambda: people.remove_device(device=device, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:devices")


def again_address(device: Device) -> str:
    """What to press to have it again: its facts, signed."""
    facts = {"kind": device.kind, "code": device.code, "name": device.name, "counter": device.counter_id}
    return reverse("admin:device-again") + "?k=" + signing.dumps(facts, salt=AGAIN, compress=True)


@administers
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Put a removed device back as it was."""
    try:
        facts = signing.loads(request.GET.get("k", ""), salt=AGAIN, max_age=600)
    except signing.BadSignature:
        raise Http404 from None
    counter = Counter.objects.filter(pk=facts.pop("counter"), unit_id=request.user.unit_id, active=True).first()
    attempt(
        request, scope="device-again", done=say("{name} đã có lại.", name=facts["name"]),
        do=lambda: people.add_device(unit=request.user.unit_id, counter=counter, by=request.actor, at=now(), **facts),
    )  # fmt: skip
    return redirect("admin:devices")
