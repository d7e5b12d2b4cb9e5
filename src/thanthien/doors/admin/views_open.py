"""`/quan-tri/don-vi/mo-xa`: another commune begins on this machine: found, its facts, its first administrator; and the commune's
own police, which its administrator opens as an office of its own.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from thanthien.doors.admin import office_form
from thanthien.doors.admin.forms import Form
from thanthien.doors.admin.saving import administers, save
from thanthien.doors.admin.views_people import free_login
from thanthien.doors.admin.views_start import commune_or_404, person_fields
from thanthien.doors.admin.views_units import part_or_404
from thanthien.doors.parts.reach import outside
from thanthien.journal.actions import act
from thanthien.people import actions as people
from thanthien.people import finding, opening, queries
from thanthien.people.models import Office, Officer, Unit
from thanthien.people.rules import UnitKind
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say


def opener_or_404(request: HttpRequest, unit: Unit | None = None) -> Actor:
    """Who may open communes (and this one); Http404 for everybody else."""
    who = opening.opener(request.user, on=day_of(now()))
    if who is None or (unit is not None and who.unit not in queries.above(unit.pk)):
        raise Http404
    return who


@never_cache
@administers
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """Which commune, by typing or from its province."""
    opener_or_404(request)
    text, province = request.GET.get("q", "")[:80], request.GET.get("tinh", "")[:12]
    found = finding.find_communes(text=text, province=province) if text or province else []
    page = {"q": text, "province": province, "provinces": finding.provinces(), "found": found, "to": "admin:commune-open"}
    return render(request, "admin/_communes.html" if request.headers.get("HX-Request") else "admin/open_find.html", page)


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def open_commune(request: HttpRequest, code: str) -> HttpResponse:
    """Its facts and its first administrator, who then does the rest in their own name."""
    unit = commune_or_404(code)
    who = opener_or_404(request, unit)
    words = say("Người quản trị của xã này"), say("Mở xã và cấp mật khẩu quản trị")
    return _opening(request, unit, who, words, reverse("admin:commune-find"), str(say("Chọn xã")))


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def open_police(request: HttpRequest, code: str) -> HttpResponse:
    """The police of the administrator's own commune begins as an office of its own, with its own administrator."""
    unit = part_or_404(request, code)
    if unit.kind != UnitKind.POLICE:
        raise Http404
    words = say("Người quản trị của Công an xã"), say("Mở trụ sở và cấp mật khẩu quản trị")
    return _opening(request, unit, request.actor, words, reverse("admin:units"), str(say("Đơn vị")))


def _opening(
    request: HttpRequest, unit: Unit, who: Actor, words: tuple[str, str], back: str, back_title: str
) -> HttpResponse:  # fmt: skip
    """The form of a unit that begins, then the slip of its administrator. `words`: of whom the form asks, what it does."""
    code = unit.pk
    if request.method == "GET" and Office._default_manager.filter(pk=code).exists():
        return render(request, "admin/open_done.html", {"unit": unit})
    form = office_form.opening_form(unit)
    name, login = person_fields()
    name.group = str(words[0])
    form.fields += [name, login]
    if request.method == "POST" and form.read(request.POST):
        hours = office_form.weekly(form)
        made = (
            save(request, form, lambda: _open(unit, form, hours or {}, who), scope=f"open:{code}", name="login")
            if hours
            else None
        )
        if made is not None:
            return _slip(request, unit, who, made["login"])
    page = {
        "form": form,
        "title": unit.name,
        "intro": say("{above}, mã {code}.", above=unit.parent.name, code=unit.pk),
        "button": words[1],
        "back": back,
        "back_title": back_title,
    }
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


def _open(unit: Unit, form: Form, hours: dict, who: Actor) -> dict:
    facts = {name: form.values[name] for name in office_form.FACTS}
    with act(unit=unit.pk, by=who, at=now()) as deed:
        office_form.keep_portal_code(unit, form, by=who, at=deed.at)
        people.open_office(unit=unit.pk, hours=hours, by=who, at=deed.at, **facts)
        login = free_login(str(form.values["login"]), str(form.values["name"]))
        opening.appoint_administrator(unit=unit.pk, login=login, name=str(form.values["name"]), by=who, at=deed.at)
    return {"login": login}


def _slip(request: HttpRequest, unit: Unit, who: Actor, login: str) -> HttpResponse:
    """The password of the new administrator, shown once."""
    officer = Officer.objects.get(login=login)
    moment = now()
    password = people.reset_password(officer=officer, by=who, at=moment)
    address = outside(request, reverse("login")).split("://", 1)[1]
    return render(
        request,
        "admin/open_done.html",
        {"unit": unit, "officer": officer, "password": password, "address": address, "at": moment},
    )
