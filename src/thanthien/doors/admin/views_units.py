"""`/quan-tri/don-vi`: the unit and its parts, merging with successors, another commune on this machine."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from thanthien.doors.admin.forms import Field, Form
from thanthien.doors.admin.saving import administers, save, tell
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.journal.actions import act
from thanthien.people import actions as people
from thanthien.people import opening, queries
from thanthien.people.models import Unit
from thanthien.people.rules import KIND_NAMES, PARTS, UnitKind
from thanthien.shared.clock import day_of, now
from thanthien.shared.folding import fold
from thanthien.shared.wording import said, say

ORDER = (UnitKind.OFFICE, UnitKind.CENTRE, UnitKind.POLICE, UnitKind.PARTY, UnitKind.MASS_ORG, UnitKind.HAMLET)
PART_CHOICES = [(str(kind), KIND_NAMES[kind]) for kind in ORDER]


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the unit on a day."""

    unit: Unit
    today: date
    opened: bool = False  # it runs an office of its own on this machine

    @property
    def kind(self) -> str:
        return KIND_NAMES[UnitKind(self.unit.kind)]

    @property
    def state(self) -> str:
        """over, soon, now."""
        if self.unit.valid_to is not None and self.unit.valid_to < self.today:
            return "over"
        return "soon" if self.unit.valid_from is not None and self.unit.valid_from > self.today else "now"


def lines(unit: str, today: date, *, text: str = "") -> list[Line]:
    """The parts under a unit and under its parts, those that stand first; only those whose name holds every word."""
    found = Unit.objects.filter(kind__in=PARTS).filter(parent_id=unit) | Unit.objects.filter(
        kind__in=PARTS, parent__parent_id=unit
    )
    words = fold(text).split()
    units = [one for one in found.select_related("successor", "parent") if all(w in one.name_fold for w in words)]
    opened = {office.pk for office in queries.offices()} if any(one.kind == UnitKind.POLICE for one in units) else set()
    rows = [Line(one, today, one.pk in opened) for one in units]
    place = {kind: n for n, kind in enumerate(ORDER)}
    return sorted(rows, key=lambda r: (r.state == "over", place.get(UnitKind(r.unit.kind), 9), r.unit.name_fold))


@never_cache
@administers
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The tree from the province down to the hamlets; for who may open communes, those of this machine too."""
    today, text = day_of(now()), request.GET.get("q", "")[:60]
    here = queries.unit(request.user.unit_id)
    rows = lines(here.pk, today, text=text)
    columns = (
        Column(say("Mã"), lambda r: r.unit.pk, width=14),
        Column(say("Tên"), lambda r: r.unit.name, width=34),
        Column(say("Loại"), lambda r: said(r.kind), width=26),
        Column(say("Thuộc"), lambda r: r.unit.parent.name if r.unit.parent else "", width=28),
        Column(say("Từ ngày"), lambda r: r.unit.valid_from, Kind.DAY),
        Column(say("Đến hết ngày"), lambda r: r.unit.valid_to, Kind.DAY),
        Column(say("Đơn vị kế tục"), lambda r: r.unit.successor.name if r.unit.successor else "", width=28),
    )
    file = exported(request, Table("don-vi", say("Đơn vị của {name}", name=here.name), columns, rows, {str(say("Tìm")): text}))
    if file:
        return file
    if request.headers.get("HX-Request"):
        return render(request, "admin/_units.html", {"rows": rows, "q": text})
    chain = [queries.unit(code) for code in reversed(queries.above(here.pk))]
    may_open = opening.opener(request.user, on=today)
    page = {"rows": rows, "q": text, "here": here, "chain": chain, "may_open": may_open is not None, "offices": []}
    if may_open is not None:
        page["offices"] = [o for o in queries.offices() if may_open.unit == o.pk or may_open.unit in queries.above(o.pk)]
    return render(request, "admin/units.html", page)


def names_of(text: str) -> list[str]:
    """One name a line, each once."""
    return list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """New parts of the unit: several names at once, one a line."""
    here, moment = request.user.unit_id, now()
    form = Form(
        [
            Field("kind", say("Loại"), kind="radio", choices=PART_CHOICES, need=say("Chọn loại đơn vị.")),
            Field(
                "names", say("Tên, mỗi dòng một đơn vị"), kind="area", most=6000, need=say("Ghi ít nhất một tên."),
                hint=say("Dán cả danh sách thôn, ấp vào đây cũng được."),
            ),
            Field("valid_from", say("Từ ngày"), kind="date", size="short", need=say("Ghi ngày bắt đầu.")),
        ]
    ).fill({"kind": request.GET.get("loai", "hamlet"), "valid_from": day_of(moment)})  # fmt: skip
    if request.method == "POST" and form.read(request.POST):
        names = names_of(str(form.values["names"]))
        known = {fold(r.unit.name) for r in lines(here, day_of(moment)) if r.state != "over"}
        twice = [name for name in names if fold(name) in known]
        long = [name for name in names if len(name) > 120]
        if twice or long:
            form.fail(
                say("Đã có: {names}. Bỏ dòng ấy.", names=", ".join(twice)) if twice else say("Tên dài quá 120 chữ."), "names"
            )

        def do() -> dict:
            with act(unit=here, by=request.actor, at=moment):
                made = [
                    people.add_unit(
                        name=name,
                        kind=UnitKind(str(form.values["kind"])),
                        parent=here,
                        valid_from=form.values["valid_from"],
                        by=request.actor,
                        at=moment,
                    )
                    for name in names
                ]
            return {"codes": [unit.pk for unit in made]}

        if save(request, form, do, scope="unit-add", name="names") is not None:
            tell(request, say("Đã thêm {n} đơn vị.", n=len(names)))
            return redirect("admin:units")
    page = {
        "form": form,
        "title": say("Thêm thôn, phòng, đoàn thể"),
        "intro": "",
        "button": say("Thêm"),
        "back": reverse("admin:units"),
        "back_title": say("Đơn vị"),
    }
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


def part_or_404(request: HttpRequest, code: str) -> Unit:
    """A part of the administrator's own unit; Http404 for anything else."""
    found = Unit.objects.select_related("parent", "successor").filter(pk=code, kind__in=PARTS).first()
    if found is None or queries.governing(found) != request.user.unit_id:
        raise Http404
    return found


def saved(unit: Unit) -> dict[str, object]:
    return {name: getattr(unit, name) for name in ("name", "kind", "parent_id", "valid_from", "valid_to")}


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Name, kind, place and days of a part; a last day is how it ends."""
    unit, here = part_or_404(request, code), request.user.unit_id
    above = [
        (here, str(say("Trực thuộc xã"))),
        *((r.unit.pk, r.unit.name) for r in lines(here, day_of(now())) if r.unit.pk != code),
    ]
    form = Form(
        [
            Field("name", say("Tên"), need=say("Ghi tên đơn vị."), most=120),
            Field("kind", say("Loại"), kind="select", choices=PART_CHOICES, size="mid"),
            Field("parent_id", say("Thuộc"), kind="select", choices=above, size="mid"),
            Field("valid_from", say("Từ ngày"), kind="date", size="short"),
            Field(
                "valid_to",
                say("Đến hết ngày"),
                kind="date",
                size="short",
                hint=say("Ghi ngày cuối khi thôi hoạt động. Sáp nhập thì dùng trang Sáp nhập."),
            ),
        ]
    ).fill(saved(unit), row=unit)
    if request.method == "POST":
        form.read(request.POST)

        def do() -> dict:
            people.change_unit(code=code, seen=form.seen, by=request.actor, at=now(), **form.values)
            return {"code": code}

        if save(request, form, do, scope=f"unit:{code}", row=unit, saved=saved) is not None:
            tell(request, say("Đã lưu {name}.", name=form.values["name"]))
            return redirect("admin:units")
    page = {
        "form": form,
        "title": unit.name,
        "intro": say("Mã {code}.", code=unit.pk),
        "button": say("Lưu đơn vị"),
        "back": reverse("admin:units"),
        "back_title": say("Đơn vị"),
    }
    return render(request, "admin/form.html", page, status=200 if form.right else 422)
