"""`/quan-tri/viec-o-sanh`: what people choose at the kiosk, which procedures stand behind it, which counters take it."""

from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.admin import usual_services
from thanthien.doors.admin.forms import Field, Form
from thanthien.doors.admin.saving import administers, attempt, save, tell
from thanthien.doors.parts.tables import Column, Table, exported
from thanthien.people.models import Counter
from thanthien.people.queries import counters
from thanthien.procedures.queries import in_force
from thanthien.queueing import offering
from thanthien.queueing.models import Service, ServiceCounter
from thanthien.shared.clock import now
from thanthien.shared.wording import said, say

KINDS = (
    ("intake", say("Nhận hồ sơ")), ("return", say("Trả kết quả")), ("help", say("Hướng dẫn, chưa rõ việc")),
)  # fmt: skip
PICTOGRAMS = (
    ("civil", say("Gia đình")), ("stamp", say("Con dấu")), ("card", say("Thẻ căn cước")), ("house", say("Nhà đất")),
    ("care", say("Chăm sóc")), ("shop", say("Cửa hàng")), ("result", say("Giấy kết quả")), ("help", say("Dấu hỏi")),
    ("papers", say("Giấy tờ")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One service of the list; `fields` are the names of its fields of procedures."""

    service: Service
    numbers: tuple[int, ...]
    fields: tuple[str, ...]

    @property
    def kind(self) -> str:
        return dict(KINDS).get(self.service.kind, self.service.kind)

    @property
    def at(self) -> str:
        return ", ".join(map(str, self.numbers))


def field_names() -> dict[str, str]:
    """Field of procedures in force → its name, in the order of the catalogue."""
    return dict(in_force().order_by("position").values_list("field", "field_name"))


def lines(unit: str) -> list[Line]:
    """Every service that is offered. Three queries, however many there are."""
    names = field_names()
    at: dict[int, list[int]] = {}
    links = ServiceCounter.objects.filter(service__unit_id=unit, counter__active=True).order_by("counter__number")
    for service, number in links.values_list("service_id", "counter__number"):
        at.setdefault(service, []).append(number)
    rows = Service.objects.filter(unit_id=unit, active=True)
    return [Line(s, tuple(at.get(s.pk, ())), tuple(names.get(field, field) for field in s.fields)) for s in rows]


@never_cache
@administers
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The list; an empty one proposes the usual services."""
    unit = request.user.unit_id
    rows = lines(unit)
    columns = (
        Column(say("Chữ"), lambda r: r.service.letter, width=6),
        Column(say("Tên ở máy lấy số"), lambda r: r.service.name, width=26),
        Column(say("Loại"), lambda r: said(r.kind)),
        Column(say("Ví dụ"), lambda r: r.service.examples, width=40),
        Column(say("Quầy nhận"), lambda r: r.at, width=12),
        Column(say("Lĩnh vực"), lambda r: ", ".join(r.fields), width=60),
    )
    file = exported(request, Table("viec-o-sanh", say("Việc ở sảnh"), columns, rows))
    if file:
        return file
    covered = {field for row in rows for field in row.service.fields}
    left = [name for field, name in field_names().items() if field not in covered]
    usual = [(one, said(one.name)) for one in usual_services.USUAL] if not rows else []
    gone = Service.objects.filter(unit_id=unit, active=False).order_by("letter")
    page = {"rows": rows, "left": left, "usual": usual, "counters": counters(unit), "gone": gone}
    return render(request, "admin/services.html", page)


def form_of(unit: str, service: Service | None) -> Form:
    """What the kiosk says, the fields behind it, the counters that take it."""
    seats = [(str(counter.pk), str(say("Quầy {n}", n=counter.number))) for counter in counters(unit)]
    form = Form(
        [
            Field(
                "letter",
                say("Chữ đầu của số"),
                size="short",
                need=say("Ghi một chữ cái, như A."),
                most=2,
                hint=say("A trong A001."),
            ),
            Field("name", say("Tên ở máy lấy số"), need=say("Ghi tên việc như người dân nói."), most=40),
            Field("examples", say("Ví dụ dưới tên"), hint=say("Như: Khai sinh, kết hôn, khai tử."), most=160),
            Field("kind", say("Loại việc"), kind="select", choices=KINDS, size="mid"),
            Field("pictogram", say("Hình"), kind="select", choices=PICTOGRAMS, size="mid"),
            *([Field("counters", say("Quầy nào nhận"), kind="checks", choices=seats)] if seats else []),
            Field(
                "fields",
                say("Lĩnh vực thủ tục"),
                kind="checks",
                choices=list(field_names().items()),
                hint=say("Hồ sơ của lĩnh vực nào thì lấy số ở đây."),
            ),
        ]
    )
    return form.fill(saved(service), row=service) if service else form.fill({"letter": free_letter(unit), "pictogram": "papers"})


def free_letter(unit: str) -> str:
    """The first letter that nobody has; P is for the roll of printed numbers."""
    used = set(Service.objects.filter(unit_id=unit).values_list("letter", flat=True))
    return next((letter for letter in "ABCDEFGHKLMNQRSTUVXY" if letter not in used), "")


def saved(service: Service) -> dict[str, object]:
    links = ServiceCounter.objects.filter(service=service, counter__active=True).values_list("counter_id", flat=True)
    facts = {name: getattr(service, name) for name in ("letter", "name", "examples", "kind", "pictogram", "fields")}
    return facts | {"counters": [str(pk) for pk in links]}


def service_or_404(request: HttpRequest, pk: int, *, active: bool = True) -> Service:
    found = Service.objects.filter(pk=pk, unit_id=request.user.unit_id, active=active).first()
    if found is None:
        raise Http404
    return found


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """A new service, or a change of one."""
    unit = request.user.unit_id
    service = service_or_404(request, pk) if pk is not None else None
    form = form_of(unit, service)
    if request.method == "POST":
        form.read(request.POST)

        def do() -> dict:
            facts = {name: form.values[name] for name in ("letter", "name", "examples", "kind", "pictogram", "fields")}
            seats = list(Counter.objects.filter(unit_id=unit, active=True, pk__in=form.values.get("counters", [])))
            if service is not None:
                act = partial(offering.change_service, service=service, seen=form.seen)
            else:
                act = partial(offering.offer_service, unit=unit, order=Service.objects.filter(unit_id=unit).count())
            return {"pk": act(counters=seats, by=request.actor, at=now(), **facts).pk}

        if save(request, form, do, scope="service", row=service, saved=saved, name="letter") is not None:
            tell(request, say("Đã lưu việc {name}.", name=form.values["name"]))
            return redirect("admin:services")
    page = {
        "form": form, "title": say("Sửa việc {name}", name=service.name) if service else say("Thêm việc"), "intro": "",
        "button": say("Lưu việc"), "back": reverse("admin:services"), "back_title": say("Việc ở sảnh"),
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


@administers
@require_POST
def add_usual(request: HttpRequest) -> HttpResponse:
    """The usual services of a commune in one press, spread over its counters; each can be changed afterwards."""
    unit, moment = request.user.unit_id, now()
    attempt(
        request, scope="services-usual", done=say("Đã thêm các việc thường có. Xem lại quầy của từng việc."),
        do=lambda: usual_services.offer_all(unit=unit, by=request.actor, at=moment),
    )  # fmt: skip
    return redirect("admin:services")


@administers
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The kiosk offers it no more; refused while somebody waits."""
    service = service_or_404(request, pk)
    attempt(
        request, scope=f"service-withdraw:{pk}", done=say("Đã bỏ việc {name}.", name=service.name),
        undo=reverse("admin:service-restore", args=[pk]),
        do=lambda: offering.withdraw_service(service=service, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:services")


@administers
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the withdrawal back."""
    service = service_or_404(request, pk, active=False)
    attempt(
        request, scope=f"service-restore:{pk}", done=say("Việc {name} đã có lại.", name=service.name),
        do=lambda: offering.restore_service(service=service, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:services")
