"""Which commune a page speaks of: the one in the address (`/xa/15148/…`), or the first of this installation at the root."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, get_script_prefix, resolve, set_script_prefix

from thanthien.doors.parts.addresses import address_of
from thanthien.doors.parts.policies import anybody
from thanthien.people.models import Office
from thanthien.people.queries import first_office, office_or_none, offices
from thanthien.posting.counting import note
from thanthien.posting.rules import is_person
from thanthien.shared.clock import now

PREFIX = "xa"
PAGES = "thanthien.doors.portal.urls"


def the_office(request: HttpRequest, unit: str | None = None) -> Office:
    """The office asked for, that of the address, or the only (first) one of this installation; 404 before one is set up."""
    wanted = unit or getattr(request, "commune", None)
    kept: dict[str | None, Office] = request.__dict__.setdefault("portal_offices", {})
    if wanted not in kept:
        chosen = office_or_none(wanted) if wanted else first_office()
        if chosen is None:
            raise Http404
        kept[wanted] = chosen
    return kept[wanted]


def unit_of(request: HttpRequest, *args: object, unit: str | None = None, **kwargs: object) -> str:
    """The statistical code whose rows a page reads, for `anybody(…, unit=unit_of)`."""
    return the_office(request, unit).unit_id


def counted(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page whose readers are counted: people only, not machines, not officers at work, not what a browser loads in advance."""

    @wraps(view)
    def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        browser = request.META.get("HTTP_USER_AGENT", "")
        ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
        shown = request.method == "GET" and answer.status_code == 200 and not ahead
        if shown and is_person(browser) and not request.user.is_authenticated:
            unit = the_office(request, kwargs.get("unit")).unit_id  # type: ignore[arg-type]
            note(unit=unit, address=address_of(request), browser=browser, at=now())
        return answer

    return page


@anybody("the same pages, of another commune of this installation")
def commune(request: HttpRequest, unit: str, rest: str = "") -> HttpResponse:
    """`/xa/<code>/<page>`: the page `<page>` of that commune. Its links keep the commune, because the address names it.

    What is no page of the portal (a photo, the change of language) is the installation's own and is answered there.
    """
    if not offices().filter(pk=unit).exists():
        raise Http404
    try:
        match = resolve(f"/{rest}", urlconf=PAGES)
    except Resolver404:
        match = None
    if match is None or match.url_name in ("commune", "commune-home"):
        resolve(f"/{rest}")  # raises the 404 of a page that is nowhere
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"/{rest}" + (f"?{query}" if query else ""))
    request.commune = unit  # type: ignore[attr-defined]
    before = get_script_prefix()
    set_script_prefix(f"{before}{PREFIX}/{unit}/")
    try:
        return match.func(request, *match.args, **match.kwargs)
    finally:
        set_script_prefix(before)
