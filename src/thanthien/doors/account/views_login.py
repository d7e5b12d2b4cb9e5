"""Signing in, the second step, leaving."""

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from thanthien.doors.parts.policies import anybody
from thanthien.people.queries import first_office


class Login(LoginView):
    """Officers' login. The name that was typed stays; the password never does."""

    template_name = "account/login.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "office": first_office(), "oidc": settings.OIDC["name"] if settings.OIDC["issuer"] else "",
            "next": self.get_next_url() or "",
        }  # fmt: skip


class SecondStepLogin(AuthenticateView):
    """Six digits of the telephone, or a code kept on paper."""

    template_name = "account/second_step.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {"office": first_office(), "name": self.stage.login.user.name}


login = anybody("the login itself")(Login.as_view())
second_step = anybody("the second half of the login; without the first it leads back there")(SecondStepLogin.as_view())


@anybody("says why an account that has ended does not open")
def inactive(request: HttpRequest) -> HttpResponse:
    return render(request, "account/unknown.html", {"name": "", "office": first_office()}, status=403)


@require_POST
@anybody("leaving is open to all")
def leave(request: HttpRequest) -> HttpResponse:
    """The session ends on the server, and the browser forgets what it kept."""
    logout(request)
    answer = redirect("login")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer
