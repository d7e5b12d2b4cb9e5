"""Whom to call and whom to meet: the published list, cards for a phone, reception days as a calendar."""

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from thanthien.doors.parts.opening import off_days
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal import vcard
from thanthien.doors.portal.place import counted, the_office, unit_of
from thanthien.people.models import Office
from thanthien.people.queries import beside, roster
from thanthien.posting import queries as posting
from thanthien.posting.models import Contact
from thanthien.posting.rules import Group
from thanthien.shared.clock import VIETNAM, day_of, now
from thanthien.shared.wording import say
from thanthien.worktime.rules import WorktimeError

COMING = 6
CALENDAR_DAYS = 120


@anybody("what the commune publishes", unit=unit_of)
@counted
def contacts(request: HttpRequest) -> HttpResponse:
    """Leaders with reception days, officers with their field, who is where today and who stands in for whom."""
    place, today = the_office(request), day_of(now())
    listed = posting.contacts(unit=place.unit_id, on=today)
    leaders = [one for one in listed if one.group == Group.LEADER]
    seats = {seat.officer.pk: seat for seat in roster(unit=place.unit_id, on=today)}
    page = {
        "office": place, "leaders": _rows(leaders, seats), "officers": _rows([o for o in listed if o not in leaders], seats),
        "meetings": posting.meetings(leaders, since=today, is_off=off_days(place), limit=COMING),
        "away": any(seat.absence for seat in seats.values()),
        "beside": beside(place.unit),
        "here": [seat for seat in seats.values() if seat.counter is not None or seat.absence is not None],
    }  # fmt: skip
    return render(request, "portal/contacts.html", page)


def _rows(listed: list[Contact], seats: dict) -> list[dict]:
    return [{"contact": one, "seat": seats.get(one.officer_id)} for one in listed]


@anybody("what the commune publishes", unit=unit_of)
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One published contact as a card for the phone (vCard 3.0, RFC 2426, which every phone reads)."""
    place = the_office(request)
    found = next((one for one in posting.contacts(unit=place.unit_id, on=day_of(now())) if one.pk == pk), None)
    if found is None or not found.phone:
        raise Http404
    return _file(vcard.person(found, place), "text/vcard; charset=utf-8", "lien-he.vcf")


@anybody("what the commune publishes", unit=unit_of)
def cards(request: HttpRequest) -> HttpResponse:
    """The hotline and every published phone in one file."""
    place = the_office(request)
    listed = [one for one in posting.contacts(unit=place.unit_id, on=day_of(now())) if one.phone]
    text = "".join([vcard.office(place) if place.hotline else "", *(vcard.person(one, place) for one in listed)])
    if not text:
        raise Http404
    return _file(text, "text/vcard; charset=utf-8", "danh-ba-xa.vcf")


@anybody("what the commune publishes", unit=unit_of)
def receptions(request: HttpRequest) -> HttpResponse:
    """The leaders' coming reception days as a calendar (RFC 5545), days off left out."""
    place, moment = the_office(request), now()
    leaders = posting.contacts(unit=place.unit_id, on=day_of(moment), group=Group.LEADER)
    coming = posting.meetings(leaders, since=day_of(moment), is_off=off_days(place), days=CALENDAR_DAYS)
    return _file(calendar_of(coming, place, moment), "text/calendar; charset=utf-8", "lich-tiep-dan.ics")


@anybody("what the commune publishes", unit=unit_of)
def office_year(request: HttpRequest) -> HttpResponse:
    """Days off and opening hours of this year as a calendar; 404 while nobody has entered the year."""
    from thanthien.worktime import ics

    place = the_office(request)
    try:
        body = ics.year(unit=place.unit_id, year=day_of(now()).year)
    except WorktimeError:
        raise Http404 from None
    return _file(body, "text/calendar; charset=utf-8", "lich-lam-viec.ics")


def calendar_of(coming: list[posting.Meeting], place: Office, moment: datetime) -> str:
    """One event a reception; its id stays the same, so that a phone that subscribed does not show it twice."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Than Thien//Lich tiep dan//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", str(say("Lịch tiếp dân {place}", place=place.unit.name)))
    for meeting in coming:
        event = Event()
        event.add("uid", f"{meeting.day}-{meeting.opens:%H%M}-{meeting.contact.pk}@{place.unit_id}.thanthien")
        event.add("dtstamp", moment)
        event.add("dtstart", _at(meeting.day, meeting.opens))
        event.add("dtend", _at(meeting.day, meeting.closes))
        event.add(
            "summary", str(say("{post} {name} tiếp công dân", post=meeting.contact.post, name=meeting.contact.officer.ranked))
        )
        event.add("location", meeting.place or place.address or place.centre)
        calendar.add_component(event)
    return calendar.to_ical().decode()


def _at(day: date, hour) -> datetime:
    return datetime.combine(day, hour, tzinfo=VIETNAM)


def _file(text: str | bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
