"""The page behind the link of a booking: when, what to bring, to the calendar, another hour, not coming after all."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.parts import throttle
from thanthien.doors.parts.once import once
from thanthien.doors.parts.policies import anybody
from thanthien.doors.parts.reach import outside
from thanthien.doors.portal import booking_form
from thanthien.doors.portal.place import the_office
from thanthien.journeys import bookable
from thanthien.outreach import actions, queries, slots
from thanthien.outreach.calendar_file import NAME, calendar_file
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import BookingError, State, last_change
from thanthien.people.card import mask_name, mask_phone
from thanthien.procedures.pages import to_bring
from thanthien.shared.actor import citizen
from thanthien.shared.clock import day_of, now
from thanthien.shared.qr import qr_svg
from thanthien.worktime.office_hours import minute_text

WHY = "the secret of the link is the key; it was given to whoever booked"
DONE = ("dat", "doi", "huy", "lai")


def _booking(request: HttpRequest, token: str) -> Booking:
    """The booking of the link; 404 for an unknown one, and slowly for who tries many."""
    return throttle.behind(request, token, lambda: queries.by_token(token=token))


def _unit(request: HttpRequest, token: str) -> str:
    return _booking(request, token).unit_id


@never_cache
@require_GET
@anybody(WHY, unit=_unit)
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """The booking with everything one needs to come; after booking, moving or cancelling it says so (`xong`)."""
    row = _booking(request, token)
    return render(request, "portal/booking_manage.html", _shown(request, row))


def _shown(request: HttpRequest, row: Booking) -> dict:
    at, place = now(), the_office(request, row.unit_id)
    quota = queries.quota(unit=row.unit_id, on=row.day)
    last = last_change(day=row.day, start=row.start, quota=quota)
    done = request.GET.get("xong", "")
    lost = row.state == State.CANCELLED and row.why == "closed"
    return {
        "office": place, "row": row, "name": mask_name(row.name), "phone": mask_phone(row.phone),
        "papers": to_bring(procedure=row.procedure, unit=row.unit_id, on=day_of(at)),
        "last": last, "quota": quota, "may_change": row.state == State.BOOKED and at <= last,
        "over": row.day < day_of(at), "done": done if done in DONE else "", "lost": lost,
        "near": _nearest(row, at) if lost else [], "again": _same_hour(row, at), "error": "",
        "qr": qr_svg(row.label), "early_text": minute_text(max(0, row.start - quota.early_minutes)),
    }  # fmt: skip


def _days(row: Booking, at) -> list:
    try:
        offer = bookable.offer(unit=row.unit_id, letter=row.service)
    except BookingError:
        return []
    return queries.days(unit=row.unit_id, offer=offer, at=at, but=row)


def _nearest(row: Booking, at) -> list:
    return slots.nearest(_days(row, at), day=row.day, start=row.start)


def _same_hour(row: Booking, at) -> bool:
    """True when the hour that was given up is still to be had."""
    if row.state != State.CANCELLED or row.day < day_of(at):
        return False
    slot = next((one.at(row.start) for one in _days(row, at) if one.day == row.day), None)
    return slot is not None and slot.left > 0


@never_cache
@require_http_methods(["GET", "POST"])
@anybody(WHY, unit=_unit)
def move(request: HttpRequest, token: str) -> HttpResponse:
    """Another day, another hour; the old one stays until the new one is had."""
    row, asked = _booking(request, token), booking_form.read(request)
    if request.method == "POST" and asked.day is not None and asked.start is not None:
        try:
            kept = (asked.day, asked.start) == (row.day, row.start)
            _move(request, row, asked.day, asked.start)
            return redirect(reverse("booking-manage", args=[row.token]) + ("?xong=lai" if kept else "?xong=doi"))
        except BookingError as error:
            asked.refuse(error)
    days = _days(row, now())
    day = next((one for one in days if one.day == asked.day and one.slots), None)
    page = {
        "office": the_office(request, row.unit_id), "row": row, "days": days, "day": day, "errors": asked.errors,
        "first": next((one for one in days if one.left), None),
        "quota": queries.quota(unit=row.unit_id, on=day_of(now())),
    }  # fmt: skip
    return render(request, "portal/booking_move.html", page, status=422 if asked.errors else 200)


def _move(request: HttpRequest, row: Booking, day: date, start: int) -> None:
    def do() -> dict:
        offer = bookable.offer(unit=row.unit_id, letter=row.service)
        actions.move(booking=row, offer=offer, day=day, start=start, by=citizen(row.unit_id), at=now())
        return {"booking": row.pk}

    once(request, scope=f"move.{row.pk}", unit=row.unit_id, by=citizen(row.unit_id), do=do, asked=f"{day} {start}")


@require_POST
@anybody(WHY, unit=_unit)
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    """Not coming; the page then offers the hour again while nobody else has it."""
    row = _booking(request, token)
    try:
        actions.cancel(booking=row, by=citizen(row.unit_id), at=now())
    except BookingError as error:
        return render(request, "portal/booking_manage.html", {**_shown(request, row), "error": str(error)}, status=422)
    return redirect(reverse("booking-manage", args=[row.token]) + "?xong=huy")


@require_GET
@anybody(WHY, unit=_unit)
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The hour for the phone's calendar; after a move or a cancellation the same entry changes."""
    row = _booking(request, token)
    place = the_office(request, row.unit_id)
    link = outside(request, reverse("booking-manage", args=[row.token]))
    where = ", ".join(part for part in (place.centre, place.address) if part)
    answer = HttpResponse(
        calendar_file(booking=row, centre=place.centre, place=where, link=link), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return answer
