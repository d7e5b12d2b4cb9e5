"""Away today, or on days to come: noted by oneself, a leader or an administrator; taken back by one press."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.account.finding import colleague
from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.journeys import absence as journey
from thanthien.people import queries
from thanthien.people.access import may_lead
from thanthien.people.models import Officer
from thanthien.people.rules import ABSENCE_NAMES, AbsenceKind, PeopleError, Role
from thanthien.queueing.rules import QueueError
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

# Roles whose steps keep dossiers on a desk of their own: the stand-in takes the counter, not these.
STEPS = (Role.SPECIALIST, Role.POLICE, Role.LEADER, Role.SEAL_CLERK)
OTHERS = (Role.LEADER, Role.PARTY_SECRETARY, Role.ADMIN)


def _page(request: HttpRequest, officer: Officer, *, error: str = "") -> dict:
    today = day_of(now())
    return {
        "officer": officer, "today": today, "kinds": list(ABSENCE_NAMES.items()), "error": error, "typed": request.POST,
        "absences": list(queries.absences_ahead(officer=officer, on=today)), "said": request.GET.get("xong", ""),
        "stand_ins": [o for o in queries.officers_of(unit=officer.unit_id) if o.pk != officer.pk],
        "named": [o.login for o in queries.stand_ins_for(officer=officer, on=today)],
        "mine": officer.pk == request.user.pk,
        "keeps_people": request.actor.has(Role.ADMIN),
        "holds_dossiers": queries.actor_for(officer, on=today).has(*STEPS),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required()
def mine(request: HttpRequest) -> HttpResponse:
    """`/toi/vang`."""
    return _answer(request, request.user, "/toi/vang")


@require_http_methods(["GET", "POST"])
@never_cache
@officer_required(*OTHERS)
def of(request: HttpRequest, login: str) -> HttpResponse:
    """`/nhan-su/<login>/vang`."""
    return _answer(request, colleague(request, login), f"/nhan-su/{login}/vang")


def _answer(request: HttpRequest, officer: Officer, back: str) -> HttpResponse:
    if request.method == "GET":
        return render(request, "account/absence.html", _page(request, officer))

    def do() -> dict:
        noted = journey.be_away(officer=officer, by=request.actor, at=now(), **_asked(request, officer))
        return {"absence": noted.pk}

    try:
        once(request, scope=f"away.{officer.pk}", unit=officer.unit_id, by=request.actor, do=do)
    except (PeopleError, QueueError) as error:
        return render(request, "account/absence.html", _page(request, officer, error=str(error)), status=422)
    return redirect(f"{back}?xong=vang")


def _asked(request: HttpRequest, officer: Officer) -> dict:
    """What the form says; raises PeopleError. Without days it is today."""
    kind = request.POST.get("kind", "")
    if kind not in set(AbsenceKind):
        raise PeopleError(say("Chưa chọn lý do vắng."))
    first = _day(request.POST.get("first_day", "")) or day_of(now())
    last = _day(request.POST.get("last_day", "")) or first
    login = request.POST.get("stand_in", "")
    stand_in = colleague(request, login) if login else None
    return {"kind": AbsenceKind(kind), "first_day": first, "last_day": last, "stand_in": stand_in}


def _day(typed: str) -> date | None:
    """A day as people write it (24/11/2026) or as a browser sends it (2026-11-24); raises PeopleError."""
    typed = typed.strip()
    if not typed:
        return None
    found = day_in(typed)
    if found is None:
        raise PeopleError(say("Ngày {typed} chưa đúng. Gõ như 24/11/2026.", typed=typed[:20]))
    return found


@require_POST
@officer_required()
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo, or back earlier: the counter, the roster and the plate as before."""
    absence = queries.absence(pk=pk, unit=request.user.unit_id)
    if absence is None or not (absence.officer_id == request.user.pk or may_lead(by=request.actor, unit=absence.unit_id)):
        raise Http404
    journey.call_back(absence=absence, by=request.actor, at=now())
    own = absence.officer_id == request.user.pk
    return redirect("/toi/vang?xong=ve" if own else f"/nhan-su/{absence.officer.login}/vang?xong=ve")
