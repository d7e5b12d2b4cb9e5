"""An officer looks at a page of the hall with another land before choosing it: in a frame of the administration only."""

from collections.abc import Callable
from functools import wraps

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin

from thanthien.doors.templatetags.drawings import LANDS

ASKED = "canh"


def looked_at(request: HttpRequest) -> str:
    """The land that an officer of the unit asks to see; "" for a device, for nobody, and for a land we have not drawn."""
    asked = request.GET.get(ASKED, "")
    return asked if asked in LANDS and getattr(request, "device", None) is None else ""


def framed_when_looked_at(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Such a look may stand in a frame of our own pages; the page itself may stand in none."""
    framed = xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(view))

    @wraps(view)
    def chosen(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return (framed if request.GET.get(ASKED) in LANDS else view)(request, *args, **kwargs)

    return chosen
