"""The portal. Works without script; shows a dossier only to who holds its tracking code."""

from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from thanthien.doors.parts.once import once
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal import tracking
from thanthien.dossiers import queries as dossiers
from thanthien.people.models import Office
from thanthien.people.queries import offices
from thanthien.people.scoping import in_unit
from thanthien.queueing import queries as queueing
from thanthien.ratings import actions as ratings
from thanthien.ratings.queries import rating_of
from thanthien.ratings.rules import LEVEL_WORDS, REASONS, Question, RatingError
from thanthien.shared.actor import citizen
from thanthien.shared.clock import now
from thanthien.visits.queries import by_rating_token


def the_office(unit: str | None = None) -> Office:
    """The office asked for, or the only (first) one of this installation; 404 before one is set up."""
    found = offices().select_related("unit__parent")
    chosen = found.filter(pk=unit).first() if unit else found.order_by("demo", "pk").first()
    if chosen is None:
        raise Http404
    return chosen


def _unit(request: HttpRequest, unit: str | None = None) -> str:
    return the_office(unit).unit_id


@anybody("what the commune publishes", unit=_unit)
def home(request: HttpRequest) -> HttpResponse:
    """Trang đầu: search of a dossier, who sits where."""
    place = the_office()
    board = queueing.board(unit=place.unit_id)
    return render(request, "portal/home.html", {"office": place, "board": board})


@anybody("a search box; only a tracking code opens anything", unit=_unit)
def find(request: HttpRequest) -> HttpResponse:
    """Type the tracking code of the receipt; the official number alone opens nothing, because it can be guessed."""
    typed = request.GET.get("ma", "").strip()
    error = ""
    if typed:
        found = dossiers.by_tracking(code=typed)
        if found is not None:
            return redirect("track", code=found.tracking_code)
        error = tracking.not_found_sentence(typed)
    page = {"typed": typed, "error": error, "office": the_office()}
    return render(request, "portal/find.html", page, status=404 if error else 200)


@anybody("the tracking code on the receipt is the key")
def track(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier: where it is, why it waits, every step, why that date, who looked at it."""
    dossier = dossiers.by_tracking(code=code)
    if dossier is None:
        page = {"typed": code, "error": tracking.not_found_sentence(code), "office": the_office()}
        return render(request, "portal/find.html", page, status=404)
    with in_unit(dossier.unit_id):
        page = tracking.page_of(dossier, at=now(), address=request.build_absolute_uri(request.path))
        return render(request, "portal/track.html", page | {"office": the_office(dossier.unit_id)})


@anybody("the tracking code on the receipt is the key")
def calendar_file(request: HttpRequest, code: str) -> HttpResponse:
    """The due date as a calendar file (RFC 5545); no name in it."""
    dossier = dossiers.by_tracking(code=code)
    if dossier is None or dossier.due_at is None:
        raise Http404
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Than Thien//vi", "BEGIN:VEVENT", f"UID:{dossier.tracking_code}@thanthien",
        f"DTSTAMP:{tracking.utc_stamp(now())}", f"DTSTART:{tracking.utc_stamp(dossier.due_at)}", "SUMMARY:Nhận kết quả ở Một cửa",
        f"DESCRIPTION:Mã hồ sơ {dossier.code}", "END:VEVENT", "END:VCALENDAR", "",
    ]  # fmt: skip
    answer = HttpResponse("\r\n".join(lines), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="hen-tra-ket-qua.ics"'
    return answer


@anybody("the hall's screen shows the same", unit=_unit)
def queue_now(request: HttpRequest, unit: str | None = None) -> HttpResponse:
    """Hàng chờ lúc này: counters, numbers served, people waiting and for how long, refreshed without script each 20 s."""
    place = the_office(unit)
    board = queueing.board(unit=place.unit_id)
    return render(
        request, "portal/queue.html", {"office": place, "board": board, "services": queueing.services(unit=place.unit_id)}
    )


def _unit_of_visit(request: HttpRequest, token: str) -> str:
    visit = by_rating_token(token=token)
    if visit is None:
        raise Http404
    return visit.unit_id


@anybody("the token on the ticket is the key, good for one rating", unit=_unit_of_visit)
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Rating by the phone: attitude and work asked apart, reasons to tick, once."""
    visit = by_rating_token(token=token)
    if visit is None:
        raise Http404
    page = {"office": the_office(visit.unit_id), "levels": _levels(), "reasons": REASONS, "token": token, "error": ""}
    if request.method == "POST":
        try:
            _rated(request, visit.unit_id, token)
            return render(request, "portal/rated.html", page | {"already": False})
        except RatingError as error:
            page["error"] = str(error)
            return render(
                request,
                "portal/rate.html",
                page | {"typed": {"attitude": request.POST.get("attitude", ""), "work": request.POST.get("work", "")}},
                status=422,
            )
    if rating_of(visit=visit) is not None:
        return render(request, "portal/rated.html", page | {"already": True})
    return render(request, "portal/rate.html", page | {"typed": {"attitude": "", "work": ""}})


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


class Login(LoginView):
    """Officers' login. Demo logins are on their own page."""

    template_name = "portal/login.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"office": the_office()}


@require_POST
@anybody("leaving is open to all")
def leave(request: HttpRequest) -> HttpResponse:
    logout(request)
    answer = redirect("login")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer
