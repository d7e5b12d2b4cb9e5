"""A survey answered from a slip's QR: one page without script, once for each slip. Nobody learns who answered."""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thanthien.doors.parts import throttle
from thanthien.doors.parts.once import once
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.place import the_office
from thanthien.ratings import survey_rules, surveying
from thanthien.ratings.models import SurveyTicket
from thanthien.ratings.survey_queries import state_of
from thanthien.ratings.survey_rules import LEVELS, SurveyError
from thanthien.shared.actor import citizen
from thanthien.shared.clock import day_of, now

SALT, LONGEST_S = "survey-shown", 86_400


def _ticket(request: HttpRequest, token: str) -> SurveyTicket:
    """The slip; 404 for an unknown one, and slowly for who tries many."""
    return throttle.behind(request, token, lambda: surveying.ticket_by_code(code=token))


def _unit_of_slip(request: HttpRequest, token: str) -> str:
    return _ticket(request, token).unit_id


@anybody("the code on the slip is the key, good for one answer", unit=_unit_of_slip)
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Every question with its five levels, a box for words; thanked once."""
    ticket, moment = _ticket(request, token), now()
    survey = ticket.round
    page: dict = {
        "office": the_office(request, ticket.unit_id), "survey": survey, "state": state_of(survey, on=day_of(moment)),
        "levels": [(int(level), words) for level, words in LEVELS.items()], "error": "", "wrong": "", "remark": "",
        "most": survey_rules.LONGEST_REMARK,
    }  # fmt: skip
    if request.method == "POST":
        try:
            _answered(request, ticket)
            return render(request, "portal/survey_done.html", page | {"already": False})
        except SurveyError as error:
            page |= {"error": str(error), "wrong": error.field, "remark": request.POST.get("remark", "")[:1000]}
    elif ticket.used:
        return render(request, "portal/survey_done.html", page | {"already": True})
    page["shown"] = request.POST.get("shown") or signing.dumps(int(moment.timestamp()), salt=SALT)
    page["parts"] = [
        {"heading": part.heading, "rows": [(one, request.POST.get(one.code, "")) for one in part.questions]}
        for part in survey_rules.parts_of(survey.body)
    ]
    return render(request, "portal/survey.html", page, status=422 if page["error"] else 200)


def _answered(request: HttpRequest, ticket: SurveyTicket) -> None:
    moment = now()

    def do() -> dict:
        given = surveying.answer(
            code=ticket.code, given=request.POST, remark=request.POST.get("remark", ""), at=moment, seconds=_seconds(request),
            officer_here=request.user.login if request.user.is_authenticated else "",
        )  # fmt: skip
        return {"answer": given.pk}

    once(request, scope=f"survey:{ticket.pk}", unit=ticket.unit_id, by=citizen(ticket.unit_id), do=do)


def _seconds(request: HttpRequest) -> int | None:
    """From the page shown to the answer sent, as the page's own seal says; None when it has none."""
    try:
        shown = signing.loads(request.POST.get("shown", ""), salt=SALT, max_age=LONGEST_S)
    except signing.BadSignature:
        return None
    return max(0, int(now().timestamp()) - int(shown))
