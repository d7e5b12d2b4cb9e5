"""`/lanh-dao/cham-diem/`: points of officers and of the agency, what made them, what is noted and answered."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.leader import scores
from thanthien.doors.leader.views import leads
from thanthien.doors.parts import scores as shown
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.dossiers.models import Dossier
from thanthien.indicators import score_actions as actions
from thanthien.indicators import score_queries as queries
from thanthien.indicators.score_rules import ScoreError, ground
from thanthien.law.scoring import scheme_on
from thanthien.people.models import Officer
from thanthien.people.queries import officer_by_login
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

BOXES = ("ground", "about", "who", "reason", "reply")


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """The table of a quarter or a year: numbers only, no access."""
    today = day_of(now())
    context = scores.table_page(unit=request.user.unit_id, period=scores.period_in(request, on=today), on=today)
    return exported(request, scores.table(context)) or render(request, "leader/scores.html", context)


def _officer(request: HttpRequest, login: str) -> Officer:
    found = officer_by_login(login)
    if found is None or found.unit_id != request.user.unit_id:
        raise Http404
    return found


def _shown(
    request: HttpRequest, officer: Officer | None, *, status: int = 200, wrong: str = "", said: str = "", field: str = ""
) -> HttpResponse:
    """A record; that of an officer is written down as read first."""
    moment = now()
    today = day_of(moment)
    period = scores.period_in(request, on=today)
    scheme = scheme_on(period.last)
    if scheme is None:
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    asked = shown.asked(given, period=period, indices=scheme.officer if officer else scheme.agency)
    if officer is not None:
        actions.read_record(officer=officer, by=request.actor, at=moment)
        context = scores.officer_page(officer=officer, asked=asked, scheme=scheme, on=today)
    else:
        context = scores.agency_page(unit=request.user.unit_id, asked=asked, scheme=scheme, on=today)
    name = officer.name if officer else str(say("Cả đơn vị"))
    typed = {box: request.POST.get(box, "")[:1200] for box in BOXES}
    context |= {"wrong": wrong, "said": said, "field": field, "typed": typed, "lead": True, "name": name}
    file = exported(request, shown.table_of_record(context, name)) if status == 200 else None
    return file or render(request, "leader/score_record.html", context, status=status)


@require_GET
@never_cache
@leads
def unit(request: HttpRequest) -> HttpResponse:
    """The agency: each index and what it was counted from."""
    return _shown(request, None)


@require_GET
@never_cache
@leads
def person(request: HttpRequest, login: str) -> HttpResponse:
    """One officer's points: an access."""
    return _shown(request, _officer(request, login))


def _back(request: HttpRequest, officer: Officer | None) -> HttpResponse:
    """To the record from which the form was sent."""
    given = {name: request.POST.get(name, "")[:8] for name in ("ky", "chi-so")}
    query = "&".join(f"{name}={value}" for name, value in given.items() if value.replace("-", "").isdigit())
    place = reverse("leader:score-officer", args=[officer.login]) if officer else reverse("leader:score-unit")
    return redirect(f"{place}?{query}" if query else place)


def _from(request: HttpRequest) -> Officer | None:
    """Whose record the form stands in; None for the agency's."""
    login = request.POST.get("cua", "")[:40]
    return _officer(request, login) if login else None


def _done(request: HttpRequest, officer: Officer | None, *, mark: str, do: Callable[[], None], said: str) -> HttpResponse:
    """Do it, and back to the record; a refusal shows the record again with what was typed."""
    try:
        do()
    except ScoreError as error:
        return _shown(request, officer, status=422, wrong=mark, said=str(error), field=error.field)
    messages.success(request, said)
    return _back(request, officer)


@never_cache
@require_POST
@leads
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Noted at a dossier, with a reason."""
    dossier = Dossier.objects.filter(pk=pk, unit_id=request.user.unit_id).first()
    if dossier is None:
        raise Http404
    about = request.POST.get("about", "")
    where = int(about) if about.isascii() and about.isdigit() and len(about) < 15 else 0

    def act() -> dict:
        made = actions.note(
            dossier=dossier, ground=ground(request.POST.get("ground", "")), reason=request.POST.get("reason", ""), about=where,
            who=request.POST.get("who", "")[:40], by=request.actor, leader=request.user, at=now(),
        )  # fmt: skip
        return {"note": made.pk}

    def do() -> None:
        once(request, scope=f"score.note.{pk}", unit=request.user.unit_id, by=request.actor, do=act)

    told = str(say("Đã ghi, điểm tính lại ngay. Cán bộ đọc được lý do; ghi nhầm thì rút."))
    return _done(request, _from(request), mark=f"note-{pk}-{where}", do=do, said=told)


@never_cache
@require_POST
@leads
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The note was a mistake."""
    found = queries.note(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404

    def do() -> None:
        actions.take_back(note=found, by=request.actor, leader=request.user, at=now())

    return _done(request, _from(request), mark=f"back-{pk}", do=do, said=str(say("Đã rút, điểm tính lại như trước.")))


@never_cache
@require_POST
@leads
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """The leader's words to an officer's answer."""
    found = queries.answer(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404

    def do() -> None:
        actions.reply(answer=found, text=request.POST.get("reply", ""), by=request.actor, leader=request.user, at=now())

    return _done(request, found.officer, mark=f"reply-{pk}", do=do, said=str(say("Đã trả lời. Cán bộ đọc được ngay.")))
