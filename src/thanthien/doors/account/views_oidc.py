"""Signing in by the identity server that the office wrote down. An office without one never reads what speaks to it, so that
it starts sooner.
"""

from types import ModuleType

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.parts.policies import anybody


def _server() -> ModuleType:
    if not settings.OIDC["issuer"]:
        raise Http404
    from thanthien.doors.account import oidc

    return oidc


@require_GET
@never_cache
@anybody("the login itself, by the identity server that the office wrote down")
def go(request: HttpRequest) -> HttpResponse:
    """To the identity server. When it does not answer: a page that says so, and the password still works."""
    return _server().go(request)


@require_GET
@never_cache
@anybody("the way back from the identity server: state, code and token are checked")
def back(request: HttpRequest) -> HttpResponse:
    """The login itself, or a page that says why not."""
    return _server().back(request)
