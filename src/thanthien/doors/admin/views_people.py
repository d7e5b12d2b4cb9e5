"""`/quan-tri/can-bo`: who works here; a new one with roles and a password for one login; leaving and coming back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.admin import people_list
from thanthien.doors.admin.forms import Field, Form, email, phone
from thanthien.doors.admin.saving import administers, attempt, save
from thanthien.doors.admin.views_services import field_names
from thanthien.doors.parts.reach import outside
from thanthien.doors.parts.tables import exported
from thanthien.journeys import retire
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.rules import ROLE_NAMES, PeopleError, Role, check_login, login_of
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import said, say


@never_cache
@administers
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The list; typing narrows it."""
    unit, today = request.user.unit_id, day_of(now())
    asked = {name: request.GET.get(key, "")[:60] for name, key in (("text", "q"), ("role", "vai"), ("state", "trang-thai"))}
    every = people_list.people_of(unit, today)
    rows = people_list.filtered(every, **asked)
    roles, states = {str(role): name for role, name in ROLE_NAMES.items()}, dict(people_list.STATES)
    filters = {
        str(say("Tìm")): asked["text"], str(say("Vai trò")): said(roles.get(asked["role"], "")),
        str(say("Trạng thái")): said(states.get(asked["state"], "")),
    }  # fmt: skip
    file = exported(request, people_list.table(rows, field_names(), filters))
    if file:
        return file
    page = {"rows": rows, "every": len(every), "asked": asked, "roles": list(roles.items()), "states": list(states.items())}
    return render(request, "admin/_people.html" if request.headers.get("HX-Request") else "admin/people.html", page)


def facts() -> list[Field]:
    """What an officer is called and where to reach them."""
    return [
        Field("name", say("Họ và tên"), need=say("Ghi họ và tên."), most=80),
        Field("position", say("Chức vụ"), hint=say("Trên bảng tên: Công chức Tư pháp, Hộ tịch."), most=120),
        Field("phone", say("Điện thoại"), kind="tel", size="mid", check=phone, most=20),
        Field("email", say("Thư điện tử"), kind="email", size="mid", check=email, most=120),
    ]


def form_of_new() -> Form:
    login = Field(
        "login", say("Tên đăng nhập"), size="mid", most=24, hint=say("Để trống thì máy đặt theo tên: Lê Thị Hạnh thành hanh.lt.")
    )
    name, *rest = facts()
    return Form(
        [
            name,
            login,
            *rest,
            Field("roles", say("Vai trò, từ hôm nay"), kind="checks", choices=list(ROLE_NAMES.items()), group=say("Làm việc gì")),
            Field(
                "fields",
                say("Lĩnh vực"),
                kind="checks",
                choices=list(field_names().items()),
                hint=say("Cho chuyên môn và công an xã. Không đánh dấu là nhận mọi lĩnh vực."),
            ),
        ]
    )


def free_login(typed: str, name: str) -> str:
    """What was typed, or the usual login of the name with a number when somebody has it."""
    if typed:
        return check_login(typed.lower())
    base = login_of(name)
    taken = set(Officer.objects.filter(login__startswith=base).values_list("login", flat=True))
    return base if base not in taken else next(f"{base}{n}" for n in range(2, 1000) if f"{base}{n}" not in taken)


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new colleague; the password for the first login is shown at once, and only then."""
    unit, form = request.user.unit_id, form_of_new()
    if request.method == "POST" and form.read(request.POST):
        value = form.values

        def do() -> dict:
            made = people.add_officer(
                unit=unit, login=free_login(str(value["login"]), str(value["name"])), name=str(value["name"]),
                roles=tuple(Role(role) for role in value["roles"]), fields=tuple(value["fields"]), position=value["position"],
                phone=value["phone"], email=value["email"], by=request.actor, at=now(),
            )  # fmt: skip
            return {"login": made.login}

        made = save(request, form, do, scope="officer", name="login")
        if made is not None:
            return slips(request, [person_or_404(request, made["login"])])
    page = {
        "form": form, "title": say("Thêm cán bộ"), "intro": say("Lưu xong có phiếu mật khẩu dùng một lần để đưa tận tay."),
        "button": say("Lưu và cấp mật khẩu"), "back": reverse("admin:people"), "back_title": say("Cán bộ"),
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


def person_or_404(request: HttpRequest, login: str) -> Officer:
    found = Officer.objects.filter(login=login, unit_id=request.user.unit_id).first()
    if found is None:
        raise Http404
    return found


def slips(request: HttpRequest, officers: list[Officer]) -> HttpResponse:
    """Passwords for one login, on slips to print; they are shown here and nowhere else."""
    moment = now()
    made = [(one, people.reset_password(officer=one, by=request.actor, at=moment)) for one in officers]
    address = outside(request, reverse("login"))
    return render(request, "admin/slips.html", {"slips": made, "address": address.split("://", 1)[1], "at": moment})


@never_cache
@administers
@require_POST
def one_time(request: HttpRequest, login: str) -> HttpResponse:
    """A password for one login, shown once. Not kept for a repeated press: it would be kept somewhere."""
    officer = person_or_404(request, login)
    if not officer.is_active:
        raise PeopleError(say("{name} đã nghỉ. Cho làm lại trước, rồi cấp mật khẩu.", name=officer.name))
    return slips(request, [officer])


@administers
@require_POST
def leave(request: HttpRequest, login: str) -> HttpResponse:
    """The officer works here no more; refused with what they still hold."""
    officer = person_or_404(request, login)
    attempt(
        request, scope=f"officer-leave:{login}", done=say("{name} đã nghỉ, không đăng nhập được nữa.", name=officer.name),
        undo=reverse("admin:person-back", args=[login]),
        do=lambda: retire.retire_officer(officer=officer, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:person", login)


@administers
@require_POST
def come_back(request: HttpRequest, login: str) -> HttpResponse:
    """The officer is back, with the roles whose days still run."""
    officer = person_or_404(request, login)
    attempt(
        request, scope=f"officer-back:{login}", done=say("{name} làm việc lại.", name=officer.name),
        do=lambda: people.reactivate_officer(officer=officer, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:person", login)
