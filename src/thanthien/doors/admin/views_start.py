"""`/bat-dau`: the first start of a machine, in four steps. It exists only until the first administrator does."""

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thanthien.doors.admin import first_code, office_form
from thanthien.doors.admin.forms import Field, Form
from thanthien.doors.parts.policies import anybody
from thanthien.people import finding, opening
from thanthien.people import units as people
from thanthien.people.models import Office, Unit
from thanthien.people.rules import PeopleError, check_login, login_of
from thanthien.shared.actor import system
from thanthien.shared.clock import now
from thanthien.shared.wording import say

OPENED = "first_start"
WRONG_CODES = 10  # from one address in TEN_MINUTES: forty bits cannot be tried at that pace
TEN_MINUTES = 600
STEPS = (say("Mã trên máy chủ"), say("Chọn xã"), say("Nơi tiếp nhận"), say("Người quản trị"))
WHY = "a fresh machine has no officer yet; the code on its console is the key, and the pages close with the first administrator"


def step(number: int) -> Callable:
    """A step of the first start: 404 once the machine has an administrator; from the second on the code must have been typed."""

    def wrap(view: Callable) -> Callable:
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs):
            if not first_code.fresh():
                raise Http404
            if number > 1 and not request.session.get(OPENED):
                return redirect("admin:start")
            request.step = number
            return view(request, *args, **kwargs)

        return never_cache(anybody(WHY)(checked))

    return wrap


def show(request: HttpRequest, template: str, page: dict, *, status: int = 200) -> HttpResponse:
    steps = [{"n": n, "title": title, "state": _state(n, request.step)} for n, title in enumerate(STEPS, 1)]
    return render(request, template, {"steps": steps, "step": request.step, "total": len(STEPS), **page}, status=status)


def _state(n: int, here: int) -> str:
    return "now" if n == here else "done" if n < here else ""


def begun() -> Office | None:
    """The office that an earlier sitting already opened."""
    return Office._default_manager.select_related("unit__parent").filter(demo=False).first()


@require_http_methods(["GET", "POST"])
@step(1)
def start(request: HttpRequest) -> HttpResponse:
    """Step 1: the code that the console shows. Who has typed it goes on where the last sitting ended."""
    if request.session.get(OPENED) and request.method == "GET":
        return redirect("admin:start-admin" if begun() else "admin:start-commune")
    form = Form([Field("code", say("Mã cài đặt"), size="mid", need=say("Ghi mã tám chữ và số trên màn hình máy chủ."), most=20)])
    if request.method == "POST" and form.read(request.POST):
        tried = f"first-start:{request.META.get('REMOTE_ADDR', '')}"
        if cache.get(tried, 0) >= WRONG_CODES:
            form.fail(say("Đã ghi sai nhiều lần. Chờ 10 phút rồi thử lại."), "code")
            return show(request, "admin/start_code.html", {"form": form}, status=429)
        if first_code.right(str(form.values["code"])):
            request.session.cycle_key()
            request.session[OPENED] = True
            return redirect("admin:start-admin" if begun() else "admin:start-commune")
        cache.set(tried, cache.get(tried, 0) + 1, TEN_MINUTES)
        form.fail(say("Mã chưa đúng. Xem dòng “Mã cài đặt” trên màn hình máy chủ."), "code")
    return show(request, "admin/start_code.html", {"form": form}, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET"])
@step(2)
def commune(request: HttpRequest) -> HttpResponse:
    """Step 2: which commune, by typing or from its province."""
    text, province = request.GET.get("q", "")[:80], request.GET.get("tinh", "")[:12]
    found = finding.find_communes(text=text, province=province, limit=30) if text or province else []
    page = {
        "q": text,
        "province": province,
        "provinces": finding.provinces(),
        "found": found,
        "begun": begun(),
        "to": "admin:start-office",
    }
    if request.headers.get("HX-Request"):
        return render(request, "admin/_communes.html", page)
    return show(request, "admin/start_commune.html", page)


@require_http_methods(["GET", "POST"])
@step(3)
def office(request: HttpRequest, code: str) -> HttpResponse:
    """Step 3: name, address, hotline, place, hours. Saved at once: the office is open from here on."""
    unit = commune_or_404(code)
    kept = Office._default_manager.filter(pk=code).first()
    form = office_form.opening_form(unit, kept)
    if request.method == "POST" and form.read(request.POST):
        hours = office_form.weekly(form)
        if hours is not None:
            facts = {name: form.values[name] for name in office_form.FACTS} | {"hours": hours}
            if _save_office(unit, kept, form, facts):
                return redirect("admin:start-admin")
    return show(request, "admin/start_office.html", {"form": form, "unit": unit}, status=200 if form.right else 422)


def commune_or_404(code: str) -> Unit:
    """The commune, ward or special zone that still exists; Http404."""
    unit = Unit._default_manager.select_related("parent").filter(pk=code, kind__in=finding.COMMUNES, successor=None).first()
    if unit is None:
        raise Http404
    return unit


def _save_office(unit: Unit, kept: Office | None, form: Form, facts: dict) -> bool:
    """Open the office, or correct it; an office of another commune, opened by mistake before, goes. False with the reason in
    the form when the code of the portal is another unit's.
    """
    moment, by = now(), system(unit.pk)
    form.values["unit_seen"] = ""  # nobody else works here yet; a page of the browser's history may be old
    try:
        office_form.keep_portal_code(unit, form, by=by, at=moment)
    except PeopleError as error:
        form.fail(error, "portal_code")
        return False
    for other in Office._default_manager.exclude(pk=unit.pk).filter(demo=False):
        opening.withdraw_office(unit=other.pk, by=system(other.pk), at=moment)
    if kept is None:
        people.open_office(unit=unit.pk, by=by, at=moment, **facts)
    else:
        people.change_office(unit=unit.pk, by=by, at=moment, **facts)
    return True


def person_fields() -> list[Field]:
    """The first administrator; the login follows from the name when it is left empty."""
    return [
        Field("name", say("Họ và tên"), need=say("Ghi họ và tên."), most=80, auto="name"),
        Field(
            "login",
            say("Tên đăng nhập"),
            size="mid",
            most=24,
            hint=say("Để trống thì máy đặt theo tên: Lê Thị Hạnh thành hanh.lt."),
        ),
    ]


def password_fields() -> list[Field]:
    """A password, twice."""
    return [
        Field(
            "password",
            say("Mật khẩu"),
            kind="password",
            size="mid",
            need=say("Ghi mật khẩu."),
            auto="new-password",
            hint=say("Từ 10 ký tự, không phải tên hay dãy số dễ đoán."),
        ),
        Field(
            "again",
            say("Ghi lại mật khẩu"),
            kind="password",
            size="mid",
            need=say("Ghi lại mật khẩu một lần nữa."),
            auto="new-password",
        ),
    ]


@require_http_methods(["GET", "POST"])
@step(4)
def administrator(request: HttpRequest) -> HttpResponse:
    """Step 4: the first administrator. With them the machine is no longer fresh; they are logged in and see the checklist."""
    place = begun()
    if place is None:
        return redirect("admin:start-commune")
    form = Form([*person_fields(), *password_fields()])
    if request.method == "POST" and form.read(request.POST) and _passwords_agree(form):
        try:
            login = check_login(str(form.values["login"]) or login_of(str(form.values["name"])))
            officer = opening.appoint_administrator(
                unit=place.pk, login=login, name=str(form.values["name"]), password=str(form.values["password"]),
                installation=True, by=system(place.pk), at=now(),
            )  # fmt: skip
        except PeopleError as error:
            form.fail(error, "login")
        else:
            first_code.forget()
            # through the login's own door, so that what must be done first (the second step) is asked for at once
            record_authentication(request, officer, "password", username=officer.login)
            return perform_login(request, officer, redirect_url=reverse("admin:home"))
    return show(request, "admin/start_admin.html", {"form": form, "place": place}, status=200 if form.right else 422)


def _passwords_agree(form: Form) -> bool:
    password = str(form.values["password"])
    if password != form.values["again"]:
        form.fail(say("Hai lần ghi khác nhau. Ghi lại cả hai ô."), "again")
        return False
    try:
        validate_password(password)
    except ValidationError as error:
        form.fail(" ".join(map(str, error.messages)), "password")
        return False
    return True
