"""`/diem-cua-toi/`: an officer's own points, what made them, and the officer's answers. Nobody sees a colleague's here."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import own_ratings
from thanthien.doors.parts import behind
from thanthien.doors.parts import scores as shown
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.dossiers.models import Dossier
from thanthien.indicators import score_actions as actions
from thanthien.indicators import score_queries as queries
from thanthien.indicators.score_rules import Period, ScoreError, period_of
from thanthien.law.scoring import scheme_on
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say


def _period(request: HttpRequest) -> Period:
    given, today = request.POST if request.method == "POST" else request.GET, day_of(now())
    period = period_of(given.get("ky", "")[:8], on=today)
    return period if period.first <= today and scheme_on(period.last) else period_of("", on=today)


def _shown(request: HttpRequest, *, status: int = 200, wrong: str = "", said: str = "") -> HttpResponse:
    officer, today, period = request.user, day_of(now()), _period(request)
    scheme = scheme_on(period.last)
    links = shown.period_links(period, on=today) | own_ratings.months(officer=officer, today=today)
    if scheme is None:
        return render(request, "desk/scores.html", links | {"scheme": None})
    given = request.POST if request.method == "POST" else request.GET
    asked = shown.asked(given, period=period, indices=scheme.officer)
    one = queries.officer_score(officer=officer, period=period, scheme=scheme)
    answers = queries.answers_of(officer=officer)
    page = shown.record(unit=officer.unit_id, one=one, scheme=scheme, asked=asked, numbers=scheme.officer, answers=answers)
    typed = {"text": request.POST.get("text", "")[:1200]}
    context = links | page | {"mine": True, "name": officer.name, "wrong": wrong, "said": said, "typed": typed}
    file = exported(request, shown.table_of_record(context, officer.name)) if status == 200 else None
    return file or render(request, "desk/scores.html", context, status=status)


@require_GET
@never_cache
@officer_required()
def page(request: HttpRequest) -> HttpResponse:
    """One's own points."""
    return _shown(request)


@require_GET
@never_cache
@officer_required()
def month(request: HttpRequest, month: str, so: str) -> HttpResponse:
    """What stands behind a figure of one's own month of ratings."""
    page = behind.page_in(request.GET.get("trang", ""))
    listed = own_ratings.behind(officer=request.user, month=month, so=so, today=day_of(now()), page=page)
    if listed is None:
        raise Http404
    return exported(request, behind.table(listed)) or render(request, "desk/behind.html", {"listed": listed, "query": ""})


@never_cache
@require_POST
@officer_required()
def answer(request: HttpRequest) -> HttpResponse:
    """One's own side of a figure, or of a dossier's points; a refusal keeps what was typed."""
    period, number = _period(request), request.POST.get("ho-so", "")
    index = request.POST.get("chi-so", "")
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < 15 else 0
    dossier = Dossier.objects.filter(pk=pk, unit_id=request.user.unit_id).first() if pk else None

    def act() -> dict:
        if pk and dossier is None:
            raise ScoreError(say("Hồ sơ này không tính vào điểm của anh chị."))
        made = actions.answer(
            officer=request.user, index=int(index) if index in set("0123456789") else -1, text=request.POST.get("text", ""),
            period=None if dossier else period, dossier=dossier, by=request.actor, at=now(),
        )  # fmt: skip
        return {"answer": made.pk}

    try:
        once(request, scope=f"score.answer.{request.user.pk}", unit=request.user.unit_id, by=request.actor, do=act)
    except ScoreError as error:
        return _shown(request, status=422, wrong=f"answer-{pk}", said=str(error))
    messages.success(request, str(say("Đã gửi. Lãnh đạo đọc câu trả lời ngay cạnh con số.")))
    return redirect(f"{reverse('desk:scores')}?ky={period.code}&chi-so={index}")
