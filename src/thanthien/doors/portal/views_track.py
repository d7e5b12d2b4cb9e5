"""Tracking: a dossier opens for whoever holds its tracking code; guessing is slowed and never logged."""

from datetime import datetime, time, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from thanthien.doors.parts import throttle
from thanthien.doors.parts.policies import anybody
from thanthien.doors.parts.reach import outside
from thanthien.doors.portal import tracking
from thanthien.doors.portal.place import the_office, unit_of
from thanthien.dossiers import elsewhere_queries as places
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier, Elsewhere
from thanthien.people.models import Office
from thanthien.people.scoping import in_unit
from thanthien.shared.clock import VIETNAM, day_of, now
from thanthien.shared.wording import say


@anybody("a search box; only a tracking code opens anything", unit=unit_of)
def find(request: HttpRequest) -> HttpResponse:
    """Type the tracking code of the receipt; the official number alone opens nothing, because it can be guessed."""
    typed = request.GET.get("ma", "").strip()[:60]
    if not typed:
        return _private(render(request, "portal/find.html", {"typed": "", "error": "", "office": the_office(request)}))
    found = _sought(request, typed)
    if isinstance(found, HttpResponse):
        return found
    return _private(redirect("track", code=found.tracking_code))


@anybody("the tracking code on the receipt is the key")
def track(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier: where it is, why it waits, every step, why that date, who looked at it, what to do next."""
    found = _sought(request, code)
    if isinstance(found, HttpResponse):
        return found
    if isinstance(found, Elsewhere):
        page = tracking.page_before(found, at=now(), address=outside(request, request.path))
        return _private(render(request, "portal/track_elsewhere.html", page | {"office": the_office(request, found.unit_id)}))
    with in_unit(found.unit_id):
        page = tracking.page_of(found, at=now(), address=outside(request, request.path))
        return _private(render(request, "portal/track.html", page | {"office": the_office(request, found.unit_id)}))


@anybody("the tracking code on the receipt is the key")
def calendar_file(request: HttpRequest, code: str) -> HttpResponse:
    """The due date as a calendar file (RFC 5545); no name in it, because calendars are shared."""
    found = _sought(request, code)
    if isinstance(found, HttpResponse):
        return found
    if isinstance(found, Elsewhere) or found.due_at is None or found.finished_at is not None:
        raise Http404
    answer = HttpResponse(
        due_calendar(found, the_office(request, found.unit_id), now()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="hen-tra-ket-qua.ics"'
    return _private(answer)


def _sought(request: HttpRequest, typed: str) -> Dossier | Elsewhere | HttpResponse:
    """The dossier of a code, or what another unit received for the competent one, or the page that says why none opens. The page
    is marked as logged: a log would hold the code.
    """
    if throttle.must_wait(request):
        page = {"office": the_office(request)}
        answer = render(request, "portal/wait.html", page, status=429)
        answer["Retry-After"] = str(throttle.WAIT_S)
        return _private(answer)
    found = dossiers.by_tracking(code=typed) or places.by_tracking(code=typed)
    if found is not None:
        return found
    throttle.missed(request)
    place = the_office(request)
    with in_unit(place.unit_id):
        page = {"typed": typed[:60], "error": tracking.not_found_sentence(typed), "office": place}
        return _private(render(request, "portal/find.html", page, status=404))


def _private(answer: HttpResponse) -> HttpResponse:
    """A page of one person: kept by no browser's cache and no search engine, its address told to no other site or log."""
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Referrer-Policy"] = "no-referrer"
    answer._has_been_logged = True  # type: ignore[attr-defined]  # Django would log the path of a 404
    return answer


def due_calendar(dossier: Dossier, place: Office, moment: datetime) -> bytes:
    """One event at the due moment, with a reminder in the evening before."""
    from icalendar import Alarm, Calendar, Event

    event = Event()
    event.add("uid", f"{dossier.tracking_code}@thanthien")
    event.add("dtstamp", moment)
    event.add("dtstart", dossier.due_at)
    event.add("duration", dossier.due_at - dossier.due_at)
    event.add("summary", str(say("Nhận kết quả ở Một cửa")))
    event.add("location", place.address or place.centre)
    event.add("description", str(say("Mã hồ sơ {code}. Mang theo giấy hẹn.", code=dossier.code)))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", str(say("Nhận kết quả ở Một cửa")))
    alarm.add("trigger", -(dossier.due_at - _evening_before(dossier.due_at)))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Than Thien//Hen tra ket qua//VI")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()


def _evening_before(moment: datetime) -> datetime:
    return datetime.combine(day_of(moment) - timedelta(days=1), time(19), tzinfo=VIETNAM)
