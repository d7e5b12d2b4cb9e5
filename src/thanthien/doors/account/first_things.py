"""What an officer must do right after signing in, before anything else: an own password, a second step."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from thanthien.people.models import Officer
from thanthien.people.queries import roles_of
from thanthien.people.rules import SECOND_STEP
from thanthien.people.scoping import in_unit
from thanthien.shared.clock import day_of, now

KEY = "first_things"
PASSWORD, SECOND = "password", "second_step"  # noqa: S105
PAGES = {PASSWORD: "/toi/mat-khau", SECOND: "/toi/buoc-hai/bat"}
OPEN = ("/toi/mat-khau", "/toi/buoc-hai", "/toi/xac-nhan", "/dang-xuat", "/ngon-ngu", "/static/", "/health", "/api/")


def must_have_second_step(officer: Officer) -> bool:
    """True for who holds a role that asks for it today."""
    if not settings.MFA_REQUIRED:
        return False
    with in_unit(officer.unit_id):
        return not SECOND_STEP.isdisjoint(roles_of(officer, on=day_of(now())))


def has_second_step(officer: Officer) -> bool:
    return Authenticator.objects.filter(user=officer, type=Authenticator.Type.TOTP).exists()


def begin(request: HttpRequest, officer: Officer, *, by_password: bool) -> None:
    """Note in the fresh session what has to be done first. Whoever came by another server's word has no password to change."""
    todo = [PASSWORD] if by_password and officer.must_change else []
    if must_have_second_step(officer) and not has_second_step(officer):
        todo.append(SECOND)
    if todo:
        request.session[KEY] = todo


def done(request: HttpRequest, thing: str) -> None:
    """One of them is done."""
    left = [other for other in request.session.get(KEY, []) if other != thing]
    if left:
        request.session[KEY] = left
    else:
        request.session.pop(KEY, None)


def next_page(request: HttpRequest) -> str:
    """The page of what is still to be done first, or ""."""
    todo = request.session.get(KEY) or []
    return PAGES[todo[0]] if todo else ""


class FirstThings:
    """Middleware: while something is to be done first, every other page leads there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not request.path.startswith(OPEN):
            page = next_page(request)
            if page and request.user.is_authenticated:
                return redirect(page)
        return self.get_response(request)
