"""The rating tablet of one counter. It knows the visit by the number last finished there; nobody says who they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from thanthien.doors.hall import showing
from thanthien.doors.hall.board import duties_of
from thanthien.doors.parts.devices import device_required
from thanthien.doors.parts.numbers import number_in
from thanthien.journal.queries import head
from thanthien.people.models import Counter, Officer
from thanthien.people.queries import counters
from thanthien.people.rules import DeviceKind
from thanthien.queueing import queries
from thanthien.queueing.rules import UNFINISHED
from thanthien.ratings.actions import rate
from thanthien.ratings.queries import may_ask
from thanthien.ratings.rules import LEVEL_WORDS, QUESTION_WORDS, REASONS, SATISFIED, Level, Question, RatingError
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

ASKED_FOR = timedelta(minutes=3)  # after that the person has gone home
ASKED_BESIDE = timedelta(minutes=1)  # the next person is already at the counter
THANKS = say("Ý kiến đã được ghi nhận. Chúc ông/bà đi đường bình an.")


@dataclass(frozen=True, slots=True)
class Ask:
    """The visit to ask about: its token, its number, who served."""

    token: str
    label: str
    ended_at: datetime
    officer: Officer


def _counter(unit: str, number: int) -> Counter:
    counter = counters(unit).filter(number=number).first()
    if counter is None:
        raise Http404
    return counter


def ask_at(counter: Counter, *, at: datetime, skipped: str = "") -> Ask | None:
    """Whom to ask now: the last number finished here, when its person is done with everything, not asked yet and still near."""
    done = next(iter(queries.recent_done(counter=counter, day=day_of(at), limit=1)), None)
    if done is None or done.visit.rating_token == skipped:
        return None
    present = queries.present(counter=counter)
    if at - done.ended_at > (ASKED_BESIDE if present else ASKED_FOR):
        return None
    if done.visit.tickets.filter(state__in=UNFINISHED).exists() or not may_ask(visit=done.visit):
        return None
    officer = counter.officer if counter.officer and counter.officer.login == done.officer_login else None
    officer = officer or Officer.objects.filter(login=done.officer_login).first()
    return Ask(done.visit.rating_token, done.label, done.ended_at, officer) if officer else None


def _questions() -> list[dict]:
    """Attitude and work apart, the best face first."""
    return [
        {
            "code": question.value,
            "words": str(QUESTION_WORDS[question]).replace("phục vụ", "phục\u00a0vụ").replace("thế nào", "thế\u00a0nào"),
            "levels": [{"value": level.value, "words": words} for level, words in LEVEL_WORDS[question].items()],
        }
        for question in Question
    ]


def _reasons() -> list[dict]:
    """What to offer after good faces and after others."""
    good = {
        "code": "good",
        "title": say("Điều gì làm ông/bà hài lòng?"),
        "hint": say("Chọn bao nhiêu ô cũng được, không chọn cũng được."),
    }
    bad = {
        "code": "bad",
        "title": say("Xã xin lỗi ông/bà. Chuyện gì chưa được?"),
        "hint": say("Chọn ô đúng nhất. Ông/bà không phải nói tên."),
    }
    return [
        {
            **why,
            "reasons": [reason for reason in REASONS if reason.good is is_good],
            "levels": sorted(level.value for level in Level if (level in SATISFIED) is is_good),
        }
        for why, is_good in ((good, True), (bad, False))
    ]


def _stage(request: HttpRequest, unit: str, counter: Counter, *, template: str, thanks: str = "") -> HttpResponse:
    at, seq = now(), head(unit=unit)
    ask = None if thanks else ask_at(counter, at=at, skipped=request.GET.get("bo", ""))
    desk = next(desk for desk in queries.board(unit=unit, day=day_of(at)).counters if desk.number == counter.number)
    return render(request, template, {
        **showing.place(unit, at=at), "seq": seq, "counter": counter, "ask": ask, "thanks": thanks, "serving": desk.label,
        "duties": duties_of(desk), "questions": _questions() if ask else [], "reasons": _reasons() if ask else [],
    })  # fmt: skip


@never_cache
@device_required(DeviceKind.TABLET)
@require_http_methods(["GET", "POST"])
def tablet(request: HttpRequest, unit: str, number: int) -> HttpResponse:
    """The tablet's page; a POST gives the rating and is thanked."""
    counter = _counter(unit, number)
    own = request.device.counter if request.device else None
    if own is not None and own.number != number:
        return redirect("tablet", unit, own.number)
    if request.method == "POST":
        return _rate(request, unit, counter)
    return _stage(request, unit, counter, template="hall/tablet.html")


def _level(text: str | None) -> int | None:
    return number_in(text or "")


def _rate(request: HttpRequest, unit: str, counter: Counter) -> HttpResponse:
    """A second answer to the same visit is thanked like the first: the person did nothing wrong."""
    own_login = request.user.login if request.device is None and request.user.is_authenticated else ""
    thanks = THANKS
    try:
        rate(
            token=request.POST.get("token", ""), channel="tablet", at=now(), by=request.actor,
            attitude=_level(request.POST.get("attitude")), work=_level(request.POST.get("work")),
            reasons=request.POST.getlist("reasons"), seconds=_level(request.POST.get("seconds")),
            device=str(request.device.pk) if request.device else None, officer_here=own_login,
        )  # fmt: skip
    except RatingError as error:
        thanks = str(error)
    return _stage(request, unit, counter, template="hall/_tablet.html", thanks=thanks)


@never_cache
@device_required(DeviceKind.TABLET)
@require_GET
def here(request: HttpRequest, unit: str, number: int) -> HttpResponse:
    """What the counter shows now, for a tablet that stands there all day."""
    return _stage(request, unit, _counter(unit, number), template="hall/_tablet.html")
