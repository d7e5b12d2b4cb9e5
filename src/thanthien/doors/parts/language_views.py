"""Choosing the language of the screens; it works without script and is remembered in one cookie that says nothing else."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from thanthien.doors.parts.policies import anybody

COOKIE = "thanthien_lang"
A_YEAR = 365 * 86_400


@anybody("the language of one's own screen")
def choose(request: HttpRequest, language: str) -> HttpResponse:
    """Remember the language and go back to `?ve=` (a path of this site)."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("ve", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    answer = redirect(back if safe else "/")
    answer.set_cookie(COOKIE, language, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return answer
