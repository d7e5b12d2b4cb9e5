"""The login of officers, until their door has it."""

from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.place import the_office


class Login(LoginView):
    """Officers' login. Demo logins are on their own page."""

    template_name = "portal/login.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"office": the_office(self.request)}


@require_POST
@anybody("leaving is open to all")
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    answer = redirect("login")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer
