"""Officers' pages: a login, a unit, the roles that may enter. Declared on each view, so that a page without a policy is found."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from thanthien.doors.parts.errors import told_page
from thanthien.people.queries import actor_for
from thanthien.people.rules import ROLE_NAMES, Role
from thanthien.people.scoping import in_unit
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say


def to_login(request: HttpRequest) -> HttpResponse:
    """To the login and back to this page; from a form that was sent, back to the page on which it stood, for a form's own address
    opens nothing.
    """
    if request.method in ("GET", "HEAD"):
        return redirect_to_login(request.get_full_path())
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return redirect(settings.LOGIN_URL)
    parts = urlsplit(before)
    return redirect_to_login(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def officer_required(*roles: Role) -> Callable:
    """A view for officers who hold one of `roles` (any officer when none is named). Sets `request.actor`; else login or a kind
    403.
    """

    def wrap(view: Callable) -> Callable:
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs):
            if not request.user.is_authenticated:
                return to_login(request)
            with in_unit(request.user.unit_id):
                return entered(request, *args, **kwargs)

        def entered(request: HttpRequest, *args, **kwargs):
            request.actor = actor_for(request.user, on=day_of(now()))
            if roles and not request.actor.has(*roles):
                who = ", ".join(str(ROLE_NAMES[role]) for role in roles)
                text = say("Trang này dành cho: {who}. Cần vào, xin nhờ quản trị giao thêm việc.", who=who)
                return told_page(request, text, status=403)
            request.actor = request.actor.acting_as(*roles)
            return view(request, *args, **kwargs)

        checked.roles = roles
        return checked

    return wrap
