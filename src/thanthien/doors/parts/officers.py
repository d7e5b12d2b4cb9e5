"""Officers' pages: a login, a unit, the roles that may enter. Declared on each view, so that a page without a policy is found."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.shortcuts import render

from thanthien.people.queries import actor_for
from thanthien.people.rules import ROLE_NAMES, Role
from thanthien.people.scoping import in_unit
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say


def officer_required(*roles: Role) -> Callable:
    """A view for officers who hold one of `roles` (any officer when none is named). Sets `request.actor`; else login or a kind
    403.
    """

    def wrap(view: Callable) -> Callable:
        @wraps(view)
        def checked(request: HttpRequest, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            with in_unit(request.user.unit_id):
                return entered(request, *args, **kwargs)

        def entered(request: HttpRequest, *args, **kwargs):
            request.actor = actor_for(request.user, on=day_of(now()))
            if roles and not request.actor.has(*roles):
                who = ", ".join(str(ROLE_NAMES[role]) for role in roles)
                text = say("Trang này dành cho: {who}. Cần vào, xin nhờ quản trị giao thêm việc.", who=who)
                return render(request, "parts/error.html", {"sentence": text, "status": 403}, status=403)
            request.actor = request.actor.acting_as(*roles)
            return view(request, *args, **kwargs)

        checked.roles = roles
        return checked

    return wrap
