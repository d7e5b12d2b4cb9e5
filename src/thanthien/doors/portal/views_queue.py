"""The queue now, and rating by phone. Both work without script."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thanthien.doors.parts import throttle
from thanthien.doors.parts.once import once
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal.desks import seats
from thanthien.doors.portal.place import counted, the_office, unit_of
from thanthien.posting import queries as posting
from thanthien.queueing import queries as queueing
from thanthien.ratings import actions as ratings
from thanthien.ratings.queries import rating_of
from thanthien.ratings.rules import LEVEL_WORDS, REASONS, Question, RatingError
from thanthien.shared.actor import citizen
from thanthien.shared.clock import day_of, now
from thanthien.visits.models import Visit
from thanthien.visits.queries import by_rating_token

REFRESH_S = 30


@anybody("the hall's screen shows the same", unit=unit_of)
@counted
def queue_now(request: HttpRequest, unit: str | None = None) -> HttpResponse:
    """Hàng chờ lúc này: how many wait for each service and how long, who sits where. Reads itself again, until told not to."""
    place, today = the_office(request, unit), day_of(now())
    services = queueing.services(unit=place.unit_id, day=today)
    board = queueing.board(unit=place.unit_id, day=today)
    listed = posting.contacts(unit=place.unit_id, on=today)
    page = {
        "office": place, "services": services, "seats": seats(board, services, listed), "last": board.last,
        "still": request.GET.get("dung") == "1", "seconds": REFRESH_S,
    }  # fmt: skip
    return render(request, "portal/queue.html", page)


def _visit(request: HttpRequest, token: str) -> Visit:
    """The visit of a slip; 404 for an unknown code, and slowly for who tries many."""
    return throttle.behind(request, token, lambda: by_rating_token(token=token))


def _unit_of_visit(request: HttpRequest, token: str) -> str:
    return _visit(request, token).unit_id


@anybody("the token on the ticket is the key, good for one rating", unit=_unit_of_visit)
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Rating by the phone: attitude and work asked apart, reasons to tick, once."""
    visit = _visit(request, token)
    place = the_office(request, visit.unit_id)
    page = {"office": place, "levels": _levels(), "reasons": REASONS, "token": token, "error": ""}
    if request.method == "POST":
        try:
            _rated(request, visit.unit_id, token)
            return render(request, "portal/rated.html", page | {"already": False})
        except RatingError as error:
            page["error"] = str(error)
            typed = {"attitude": request.POST.get("attitude", ""), "work": request.POST.get("work", "")}
            ticked = request.POST.getlist("reasons")
            return render(request, "portal/rate.html", page | {"typed": typed, "ticked": ticked}, status=422)
    if rating_of(visit=visit) is not None:
        return render(request, "portal/rated.html", page | {"already": True})
    return render(request, "portal/rate.html", page | {"typed": {"attitude": "", "work": ""}, "ticked": []})


def _levels() -> dict[str, list[tuple[int, str]]]:
    """Each question's answers, best first, as (level, words)."""
    return {question.value: [(int(level), word) for level, word in LEVEL_WORDS[question].items()] for question in Question}


def _rated(request: HttpRequest, unit: str, token: str) -> None:
    def level(name: str) -> int | None:
        raw = request.POST.get(name, "")
        return int(raw) if raw.isdigit() else None

    def do() -> dict:
        given = ratings.rate(
            token=token, attitude=level("attitude"), work=level("work"), reasons=request.POST.getlist("reasons"), channel="phone",
            seconds=None, at=now(), officer_here=request.user.login if request.user.is_authenticated else "",
        )  # fmt: skip
        return {"rating": given.pk}

    once(request, scope=f"rate:{token}", unit=unit, by=citizen(unit), do=do)
