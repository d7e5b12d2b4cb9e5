"""Addresses of the API: each of ninja's behind its gates, the description, and one answer for everything that is not there."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt

from thanthien.doors.api.document import api, text
from thanthien.doors.api.entry import guarded
from thanthien.doors.api.problems import Problem, respond
from thanthien.doors.api.replies import finished
from thanthien.doors.parts.policies import anybody

_text = cache(text)


@csrf_exempt
@anybody("says only that nothing is there")
def unknown(request: HttpRequest) -> HttpResponse:
    """Whatever else is asked for under /api/."""
    return finished(request, respond(Problem("not-found")))


@csrf_exempt
@anybody("the description of the API")
def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document of this installation."""
    if request.method != "GET":
        return finished(request, respond(Problem("method", headers={"Allow": "GET"})))
    return finished(request, HttpResponse(_text(), content_type="application/json"))


def _guarded() -> list[URLPattern]:
    found = []
    for bound in api._get_bound_routers():
        views = {str(pattern.name): pattern for pattern in bound.urls_paths("")}
        for view in bound.path_operations.values():
            pattern = views.get(str(view.url_name))
            if pattern is not None:
                found.append(path(f"v1/{pattern.pattern}", guarded(pattern.callback, view), name=pattern.name))
    return found


urlpatterns = [*_guarded(), path("v1/openapi.json", openapi, name="api-description"), re_path(r"", unknown, name="api-unknown")]
