"""`/quan-tri/quay`: the counters of the hall, what each takes, and taking one away with a way back."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.admin.forms import Field, Form, whole
from thanthien.doors.admin.saving import administers, attempt, save, tell
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.journeys import retire
from thanthien.people import actions as people
from thanthien.people.models import Counter, Device
from thanthien.people.queries import counters
from thanthien.people.rules import CounterState
from thanthien.queueing import offering
from thanthien.queueing.models import Service, ServiceCounter
from thanthien.shared.clock import now
from thanthien.shared.wording import say

STATE_WORDS = {CounterState.OPEN: say("Đang mở"), CounterState.PAUSED: say("Tạm nghỉ"), CounterState.CLOSED: say("Đóng")}


@dataclass(frozen=True, slots=True)
class Line:
    """One counter of the list."""

    counter: Counter
    services: tuple[Service, ...]
    devices: tuple[Device, ...]

    @property
    def state(self) -> str:
        return STATE_WORDS[CounterState(self.counter.state)]

    @property
    def service_names(self) -> str:
        return ", ".join(f"{service.letter} {service.name}" for service in self.services)

    @property
    def device_names(self) -> str:
        return ", ".join(device.name for device in self.devices)


def lines(unit: str) -> list[Line]:
    """Every counter with its services and devices. Three queries, however many there are."""
    taken: dict[int, list[Service]] = {}
    links = ServiceCounter.objects.filter(counter__unit_id=unit, service__active=True).select_related("service")
    for link in links.order_by("service__order", "service__letter"):
        taken.setdefault(link.counter_id, []).append(link.service)
    devices: dict[int, list[Device]] = {}
    for device in Device.objects.filter(unit_id=unit, counter__isnull=False, revoked_at__isnull=True).order_by("code"):
        devices.setdefault(device.counter_id, []).append(device)
    return [Line(c, tuple(taken.get(c.pk, ())), tuple(devices.get(c.pk, ()))) for c in counters(unit)]


@never_cache
@administers
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The list."""
    rows = lines(request.user.unit_id)
    columns = (
        Column(say("Quầy"), lambda r: r.counter.number, Kind.NUMBER, 8),
        Column(say("Tên trên bảng"), lambda r: r.counter.name, width=30),
        Column(say("Nhận việc"), lambda r: r.service_names, width=40),
        Column(say("Trạng thái"), lambda r: r.state),
        Column(say("Người ngồi"), lambda r: r.counter.officer.name if r.counter.officer else "", width=24),
        Column(say("Thiết bị"), lambda r: r.device_names, width=30),
    )
    file = exported(request, Table("quay", say("Quầy của sảnh"), columns, rows))
    return file or render(request, "admin/counters.html", {"rows": rows})


def form_of(unit: str, counter: Counter | None) -> Form:
    """Number, name, and the services of a counter."""
    services = list(Service.objects.filter(unit_id=unit, active=True))
    choices = [(str(service.pk), f"{service.letter} {service.name}") for service in services]
    hint = say("Để trống thì bảng tên ghi các việc của quầy.")
    form = Form(
        [
            Field("number", say("Số quầy"), kind="number", size="short", check=whole(1, 99), need=say("Ghi số quầy."), most=2),
            Field("name", say("Tên trên bảng"), hint=hint, most=60),
            *([Field("services", say("Quầy nhận việc nào"), kind="checks", choices=choices)] if choices else []),
        ]
    )
    if counter is not None:
        return form.fill(saved(counter), row=counter)
    numbers = [one.number for one in counters(unit)]
    return form.fill({"number": max(numbers, default=0) + 1})


def saved(counter: Counter) -> dict[str, object]:
    links = ServiceCounter.objects.filter(counter=counter, service__active=True).values_list("service_id", flat=True)
    return {"number": counter.number, "name": counter.name, "services": [str(pk) for pk in links]}


def counter_or_404(request: HttpRequest, pk: int, *, active: bool = True) -> Counter:
    found = Counter.objects.filter(pk=pk, unit_id=request.user.unit_id, active=active).select_related("officer").first()
    if found is None:
        raise Http404
    return found


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new counter, or a change of one."""
    unit = request.user.unit_id
    counter = counter_or_404(request, pk) if pk is not None else None
    form = form_of(unit, counter)
    if request.method == "POST":
        form.read(request.POST)

        def do() -> dict:
            facts = {"number": form.values["number"], "name": form.values["name"], "by": request.actor, "at": now()}
            row = (
                people.add_counter(unit=unit, **facts) if counter is None
                else people.change_counter(counter=counter, seen=form.seen, **facts)
            )  # fmt: skip
            wanted = Service.objects.filter(unit_id=unit, active=True, pk__in=form.values.get("services", []))
            offering.serve_at(counter=row, services=list(wanted), by=request.actor, at=now())
            return {"pk": row.pk}

        if save(request, form, do, scope="counter", row=counter, saved=saved, name="number") is not None:
            tell(request, say("Đã lưu quầy {n}.", n=form.values["number"]))
            return redirect("admin:counters")
    title = say("Sửa quầy {n}", n=counter.number) if counter else say("Thêm quầy")
    page = {
        "form": form, "title": title, "intro": "", "button": say("Lưu quầy"), "back": reverse("admin:counters"),
        "back_title": say("Quầy"),
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


@administers
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a counter out of the hall; refused with where it is used."""
    counter = counter_or_404(request, pk)
    attempt(
        request, scope=f"counter-remove:{pk}", done=say("Đã bỏ quầy {n}.", n=counter.number),
        undo=reverse("admin:counter-restore", args=[pk]),
        do=lambda: retire.retire_counter(counter=counter, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:counters")


@administers
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the removal back."""
    counter = counter_or_404(request, pk, active=False)
    attempt(
        request, scope=f"counter-restore:{pk}", done=say("Quầy {n} đã có lại.", n=counter.number),
        do=lambda: people.restore_counter(counter=counter, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:counters")
