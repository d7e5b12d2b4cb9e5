"""`/lanh-dao/can-cu/<figure>/`: the acts, dossiers, slips or days behind a figure; of an officer, reading it is written down."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.leader import behind, day_behind, day_counted, record_behind
from thanthien.doors.leader.views import leads
from thanthien.doors.parts import behind as listed
from thanthien.doors.parts.days import span_in
from thanthien.indicators import score_actions
from thanthien.people.models import Officer
from thanthien.people.queries import officer_by_login
from thanthien.shared.clock import day_of, now

TEMPLATE = "leader/behind.html"
LONGEST = timedelta(days=3 * 366)


def _officer(request: HttpRequest) -> Officer | None:
    """Whose figure it is; None for the unit's, 404 for nobody here."""
    login = request.GET.get("cua", "")[:40]
    if not login:
        return None
    found = officer_by_login(login)
    if found is None or found.unit_id != request.user.unit_id:
        raise Http404
    return found


@require_GET
@never_cache
@leads
def page(request: HttpRequest, so: str) -> HttpResponse:
    """One figure's list; `?xuat=` all of it as a file."""
    if so not in behind.OF:
        raise Http404
    moment = now()
    today = day_of(moment)
    since, until = span_in(request.GET, until=today, longest=LONGEST)
    officer = _officer(request)
    if officer is not None:
        score_actions.read_record(officer=officer, by=request.actor, at=moment)
    asked = behind.Asked(
        unit=request.user.unit_id, so=so, since=since, until=until, me=request.user, officer=officer,
        field=request.GET.get("linh-vuc", "")[:40], page=listed.page_in(request.GET.get("trang", "")),
        oldest=listed.page_in(request.GET["dau"]) if request.GET.get("dau") else 0,
    )  # fmt: skip
    return listed.answer(request, behind.OF[so](asked), TEMPLATE)


@require_GET
@never_cache
@leads
def of_day(request: HttpRequest, so: str) -> HttpResponse:
    """A figure of the leader's day."""
    asked = day_behind.Asked(by=request.actor, so=so, at=now(), words=request.GET.dict())
    find = (day_behind.OF | day_counted.OF).get(so)
    return listed.answer(request, find(asked) if find else None, TEMPLATE)


@require_GET
@never_cache
@leads
def record(request: HttpRequest, login: str, so: str) -> HttpResponse:
    """A figure of a leader's own record."""
    return listed.answer(request, record_behind.of(request, login=login, so=so), TEMPLATE)
