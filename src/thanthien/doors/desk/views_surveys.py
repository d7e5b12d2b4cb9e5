"""`/khao-sat/`: rounds of surveys, a round in figures, its slips with QR, paper answers typed in."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import surveys as shown
from thanthien.doors.desk import surveys_behind
from thanthien.doors.parts import behind as listed
from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.reach import outside
from thanthien.doors.parts.tables import exported
from thanthien.ratings import survey_queries as kept
from thanthien.ratings import survey_rules, surveying
from thanthien.ratings.access import KEEPERS, TYPISTS, may_keep
from thanthien.ratings.models import SurveyRound
from thanthien.ratings.survey_rules import SurveyError
from thanthien.shared.clock import day_of, now
from thanthien.shared.qr import qr_svg
from thanthien.shared.wording import say

keeps = officer_required(*KEEPERS)
types = officer_required(*TYPISTS)
BOXES = ("form", "first", "last", "population")


def _page(request: HttpRequest, *, status: int = 200, wrong: str = "", said: str = "") -> HttpResponse:
    context = shown.listing(
        unit=request.user.unit_id, today=day_of(now()), keeps=may_keep(by=request.actor, unit=request.user.unit_id)
    )  # fmt: skip
    typed = {name: request.POST.get(name, "")[:40] for name in BOXES}
    more = {"typed": typed, "wrong": wrong, "said": said}
    return exported(request, shown.table_of_rounds(context)) or render(
        request, "desk/surveys.html", context | more, status=status
    )


@require_GET
@never_cache
@types
def page(request: HttpRequest) -> HttpResponse:
    """The rounds; who keeps surveys opens one, the hall types paper answers."""
    return _page(request)


def _day(request: HttpRequest, name: str) -> date:
    found = day_in(request.POST.get(name, ""))
    if found is None:
        raise SurveyError(say("Chọn ngày."), name)
    return found


@never_cache
@require_POST
@keeps
def begin(request: HttpRequest) -> HttpResponse:
    """A round of one form; a refusal keeps what was typed."""
    unit, by, moment = request.user.unit_id, request.actor, now()

    def do() -> dict:
        population = survey_rules.number_of(
            request.POST.get("population", ""), most=survey_rules.MOST_PEOPLE, field="population"
        )  # fmt: skip
        made = surveying.open_round(
            unit=unit, code=request.POST.get("form", "")[:20], first=_day(request, "first"), last=_day(request, "last"),
            population=population, by=by, at=moment,
        )  # fmt: skip
        return {"survey": made.pk}

    try:
        done, _ = once(request, scope="survey.open", unit=unit, by=by, do=do)
    except SurveyError as error:
        return _page(request, status=422, wrong=error.field or "form", said=str(error))
    messages.success(request, str(say("Đã mở đợt khảo sát. In mã để phát, hoặc nhập phiếu giấy.")))
    return redirect("desk:survey", done["survey"])


def _survey(request: HttpRequest, pk: int) -> SurveyRound:
    found = kept.survey(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


def _one(request: HttpRequest, survey: SurveyRound, *, status: int = 200, wrong: str = "", said: str = "") -> HttpResponse:
    context = shown.figures(survey, today=day_of(now())) | {
        "wrong": wrong,
        "said": said,
        "count": request.POST.get("count", "")[:6],
    }
    return exported(request, shown.table_of_result(context)) or render(request, "desk/survey.html", context, status=status)


@require_GET
@never_cache
@keeps
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """A round in figures; `?xuat=` as a file."""
    return _one(request, _survey(request, pk))


@require_GET
@never_cache
@keeps
def behind(request: HttpRequest, pk: int, so: str) -> HttpResponse:
    """The slips or answers that a figure counts; `?xuat=` all of them as a file."""
    get = request.GET
    asked = surveys_behind.Asked(
        survey=_survey(request, pk), so=so, question=get.get("cau", "")[:8], level=get.get("muc", "")[:2],
        part=get.get("phan", "")[:4], page=listed.page_in(get.get("trang", "")),
    )  # fmt: skip
    return listed.answer(request, surveys_behind.of(asked), "desk/behind.html")


def _act(request: HttpRequest, survey: SurveyRound, do: Callable[[], object]) -> HttpResponse | None:
    """The page with the refusal, or None when it was done."""
    try:
        do()
    except SurveyError as error:
        return _one(request, survey, status=422, wrong=error.field or "survey", said=str(error))
    return None


@never_cache
@require_POST
@keeps
def turn(request: HttpRequest, pk: int, turn: str) -> HttpResponse:
    """Ended today (`het`), or going on after all (`tiep`)."""
    survey, moment, ended = _survey(request, pk), now(), turn != "tiep"
    refused = _act(request, survey, lambda: surveying.end_round(survey=survey, ended=ended, by=request.actor, at=moment))
    if refused:
        return refused
    undo = reverse("desk:survey-turn", args=(pk, "tiep")) if ended else ""
    messages.success(request, str(say("Đã kết thúc đợt này.") if ended else say("Đợt này lại đang hỏi.")), extra_tags=undo)
    return redirect("desk:survey", pk)


@never_cache
@require_POST
@keeps
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """More slips; then the page that prints them."""
    survey, moment = _survey(request, pk), now()

    def do() -> None:
        count = survey_rules.number_of(request.POST.get("count", ""), most=500, field="count")
        if count is None:
            raise SurveyError(say("Ghi cần in bao nhiêu mã."), "count")

        def made() -> dict:
            return {"made": len(surveying.issue_tickets(survey=survey, count=count, by=request.actor, at=moment))}

        once(request, scope=f"survey.tickets.{pk}", unit=survey.unit_id, by=request.actor, do=made)

    return _act(request, survey, do) or redirect("desk:survey-slips", pk)


@require_GET
@never_cache
@keeps
def slips(request: HttpRequest, pk: int) -> HttpResponse:
    """The unused slips on paper, eight on a sheet, each with its QR; only the codes that nobody has used."""
    survey = _survey(request, pk)
    address = outside(request)
    rows = [
        {"number": one.number, "code": one.code, "qr": qr_svg(address + reverse("survey-answer", args=[one.code]), border=2)}
        for one in kept.tickets(survey=survey)
    ]
    return render(request, "desk/survey_slips.html", {"survey": survey, "slips": rows, "address": address})


def _typing(request: HttpRequest, survey: SurveyRound, *, status: int = 200, wrong: str = "", said: str = "") -> HttpResponse:
    today = day_of(now())
    context = {
        "survey": survey, "parts": shown.asked(survey, request.POST), "levels": shown.levels(),
        "remark": request.POST.get("remark", "")[:1000], "wrong": wrong, "said": said,
        "running": kept.state_of(survey, on=today) == "running",
        "typed": kept.typed_today(survey=survey, login=request.user.login, on=today),
    }  # fmt: skip
    return render(request, "desk/survey_type.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@types
def type_in(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper answer after another."""
    survey, moment = _survey(request, pk), now()
    if request.method == "GET":
        return _typing(request, survey)

    def do() -> dict:
        remark = request.POST.get("remark", "")
        told = {"given": request.POST, "remark": remark, "typist": request.user}
        made = surveying.type_answer(survey=survey, by=request.actor, at=moment, **told)
        return {"answer": made.pk}

    try:
        done, _ = once(request, scope=f"survey.type.{pk}", unit=survey.unit_id, by=request.actor, do=do)
    except SurveyError as error:
        return _typing(request, survey, status=422, wrong=error.field or "form", said=str(error))
    undo = reverse("desk:survey-annul", args=(done["answer"],))
    messages.success(request, str(say("Đã nhập một phiếu. Nhập tiếp phiếu sau.")), extra_tags=undo)
    return redirect("desk:survey-type", pk)


@never_cache
@require_POST
@types
def annul(request: HttpRequest, pk: int) -> HttpResponse:
    """A paper typed by mistake."""
    given = kept.answer(unit=request.user.unit_id, pk=pk)
    if given is None:
        raise Http404
    try:
        surveying.annul_answer(given=given, by=request.actor, at=now())
        messages.success(request, str(say("Đã bỏ phiếu ấy.")))
    except SurveyError as error:
        messages.error(request, str(error))
    return redirect("desk:survey-type", given.round_id)
