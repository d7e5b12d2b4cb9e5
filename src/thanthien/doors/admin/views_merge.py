"""`/quan-tri/don-vi/sap-nhap`: units end and another carries on; first what would move, then doing it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thanthien.doors.admin.forms import Field, Form
from thanthien.doors.admin.saving import administers, save, tell
from thanthien.dossiers.models import Dossier
from thanthien.people import actions as people
from thanthien.people import opening
from thanthien.people.finding import COMMUNES
from thanthien.people.models import Office, Officer, RoleGrant, Unit
from thanthien.people.rules import PARTS, Merging, UnitKind, check_merge
from thanthien.people.scoping import everywhere
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say


@dataclass(frozen=True, slots=True)
class Moving:
    """What a merge does to one unit: its parts move; its people and dossiers stay under its own code."""

    unit: Unit
    last_day: date
    parts: tuple[str, ...]
    heads: tuple[str, ...]
    officers: int
    dossiers: int
    hall: bool


def standing(request: HttpRequest, today: date) -> list[Unit]:
    """What may be merged by who asks: the parts of the own unit; for who opens communes, the communes below them too."""
    here = request.user.unit_id
    own = Unit.objects.filter(kind__in=PARTS, parent_id=here, successor=None).exclude(valid_to__lt=today)
    found = list(own.order_by("kind", "name_fold"))
    who = opening.opener(request.user, on=today)
    if who is not None:
        province = here if who.unit == here else Unit.objects.filter(pk=here).values_list("parent_id", flat=True).first()
        found += list(Unit.objects.filter(parent_id=province, kind__in=COMMUNES, successor=None).order_by("name_fold"))
    return found


def moving(unit: Unit, on: date) -> Moving:
    """Counted across units, because a commune that ends has people and dossiers of its own."""
    parts = Unit.objects.filter(parent=unit, kind__in=PARTS, successor=None).order_by("name_fold")
    with everywhere():  # the administrator above asks what of another unit would be touched: counts, no rows
        heads = RoleGrant.objects.filter(place=unit).exclude(valid_to__lt=on).select_related("officer")
        return Moving(
            unit,
            on - timedelta(days=1),
            tuple(part.name for part in parts),
            tuple(grant.officer.name for grant in heads),
            Officer.objects.filter(unit=unit, is_active=True).count(),
            Dossier.objects.filter(unit=unit).count(),
            Office.objects.filter(pk=unit.pk).exists(),
        )


def actor_of(request: HttpRequest, units: list[Unit]) -> Actor:
    """Parts are merged as the own unit's administrator, communes as who opens them."""
    above = opening.opener(request.user, on=day_of(now()))
    return above if above is not None and any(one.kind not in PARTS for one in units) else request.actor


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """Choose, see, do."""
    today = day_of(now())
    units = standing(request, today)
    choices = [(one.pk, one.name) for one in units]
    form = Form(
        [
            Field(
                "codes", say("Đơn vị thôi hoạt động"), kind="checks", choices=choices, need=say("Đánh dấu ít nhất một đơn vị.")
            ),
            Field(
                "into",
                say("Đơn vị kế tục"),
                kind="select",
                choices=[("", "–"), *choices],
                need=say("Chọn đơn vị kế tục."),
                size="mid",
            ),
            Field("on", say("Kể từ ngày"), kind="date", size="short", need=say("Ghi ngày quyết định có hiệu lực.")),
        ]
    ).fill({"on": today})
    communes = bool(request.GET.get("xa"))
    shown = [one for one in units if (one.kind in COMMUNES) == communes]
    page = {"form": form, "units": shown, "moves": [], "into": None, "communes": communes, "more": len(units) > len(shown)}
    right = request.method != "POST" or form.read(request.POST)
    chosen = {one.pk: one for one in units}
    choices = [(one.pk, one.name) for one in shown]
    form["codes"].choices, form["into"].choices = choices, [("", "–"), *choices]
    if request.method != "POST" or not right:
        return render(request, "admin/merge.html", page, status=200 if form.right else 422)
    gone, into, on = [chosen[code] for code in form.values["codes"]], chosen[str(form.values["into"])], form.values["on"]
    if request.POST.get("sure"):
        return _do(request, page, gone, into)
    try:
        check_merge(units=[_as_rule(one) for one in gone], into=_as_rule(into), on=on)
    except Refusal as error:
        form.fail(error)
        return render(request, "admin/merge.html", page, status=422)
    return render(request, "admin/merge.html", page | {"moves": [moving(one, on) for one in gone], "into": into})


def _do(request: HttpRequest, page: dict, gone: list[Unit], into: Unit) -> HttpResponse:
    form: Form = page["form"]

    def do() -> dict:
        ended = people.merge_units(
            codes=[one.pk for one in gone], successor=into.pk, on=form.values["on"], by=actor_of(request, [*gone, into]), at=now()
        )
        return {"codes": [unit.pk for unit in ended]}

    if save(request, form, do, scope="unit-merge") is None:
        return render(request, "admin/merge.html", page, status=422)
    tell(request, say("{n} đơn vị đã nhập vào {name}.", n=len(gone), name=into.name))
    return redirect("admin:units")


def _as_rule(unit: Unit) -> Merging:
    return Merging(unit.pk, unit.name, UnitKind(unit.kind), unit.valid_from, unit.valid_to, unit.successor_id is not None)
