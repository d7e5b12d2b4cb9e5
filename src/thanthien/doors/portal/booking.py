"""Booking an hour from home: one question a page, check the answers, done. Works without script.

Choices travel in the address while nobody has typed a name; from then on in forms, so that no name and no number is ever logged.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thanthien.doors.parts.addresses import address_of
from thanthien.doors.parts.once import once
from thanthien.doors.parts.policies import anybody
from thanthien.doors.portal import booking_form
from thanthien.doors.portal.booking_form import Asked
from thanthien.doors.portal.place import the_office, unit_of
from thanthien.journeys import bookable
from thanthien.outreach import actions, queries
from thanthien.outreach.rules import BookingError, Day, Offer
from thanthien.people.models import Office
from thanthien.procedures import queries as procedures
from thanthien.procedures.models import Procedure
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.actor import citizen
from thanthien.shared.clock import day_of, now

# Which page mends a fault of which field.
PAGE_OF = {"service": "viec", "day": "ngay", "start": "gio", "name": "ten", "phone": "ten", "email": "ten"}


@never_cache
@anybody("to book an hour at the counter, without an account", unit=unit_of)
@require_http_methods(["GET", "POST"])
def booking(request: HttpRequest) -> HttpResponse:
    """The next question that has no answer yet, or the one that was asked for (`buoc`)."""
    place, asked = the_office(request), booking_form.read(request)
    known = _known(place, asked)
    step = _step(asked, known)
    if step == "gui":
        return _send(request, place, asked, known)
    return _page(request, place, asked, known, step)


class Known:
    """What the choices stand for, as far as they are good."""

    def __init__(self, place: Office, asked: Asked) -> None:
        self.at = now()
        self.offers = bookable.offers(unit=place.unit_id)
        self.procedure = _procedure(asked.procedure, self)
        offer = next((one for one in self.offers if one.letter == asked.service), None)
        if offer is None and self.procedure:
            offer = next((one for one in self.offers if self.procedure.field in one.fields), None)
        self.offer: Offer | None = offer
        self.days: list[Day] = queries.days(unit=place.unit_id, offer=offer, at=self.at) if offer else []

    @property
    def first(self) -> Day | None:
        """The first day with a free hour."""
        return next((one for one in self.days if one.left), None)

    def day(self, asked: Asked) -> Day | None:
        return next((one for one in self.days if one.day == asked.day), None)


def _known(place: Office, asked: Asked) -> Known:
    known = Known(place, asked)
    asked.service = known.offer.letter if known.offer else ""
    asked.procedure = known.procedure.code if known.procedure else ""
    day = known.day(asked)
    if day is None or not day.slots:
        asked.day = asked.start = None
    elif asked.start is not None and day.at(asked.start) is None:
        asked.start = None
    return known


def _procedure(code: str, known: Known) -> Procedure | None:
    """The procedure that was asked for, when a service takes it in."""
    if not code:
        return None
    try:
        return procedures.procedure(code=code, on=day_of(known.at))
    except ProcedureError:
        return None


def _step(asked: Asked, known: Known) -> str:
    """Which page comes now."""
    for step, answer in (("viec", asked.service), ("ngay", asked.day), ("gio", asked.start)):
        if asked.step == step or answer in ("", None):
            return step
    if asked.step == "ten" or not asked.typed and asked.step not in ("xem", "gui"):
        return "ten"
    booking_form.check_person(asked)
    booking_form.check_human(asked)
    if asked.errors:
        return "ten"
    return "gui" if asked.step == "gui" else "xem"


def _page(request: HttpRequest, place: Office, asked: Asked, known: Known, step: str) -> HttpResponse:
    day = known.day(asked)
    page = {
        "office": place, "asked": asked, "step": step, "offers": known.offers, "offer": known.offer, "days": known.days,
        "procedure": known.procedure, "first": known.first, "day": day, "begun": asked.begun or booking_form.stamp(),
        "slot": day.at(asked.start) if day and asked.start is not None else None,
        "quota": queries.quota(unit=place.unit_id, on=day_of(known.at)) if step in ("viec", "ngay") else None,
        "errors": asked.errors, "honeypot": booking_form.HONEYPOT,
        "missing": asked.step == "" and bool(request.GET.get("thu-tuc")) and step == "viec",
    }  # fmt: skip
    status = 422 if asked.errors else 200
    return render(request, f"portal/booking_{step}.html", page, status=status)


def _send(request: HttpRequest, place: Office, asked: Asked, known: Known) -> HttpResponse:
    """The act itself, once; a refusal goes back to the page that can mend it, with everything that was typed."""
    unit = place.unit_id
    assert known.offer is not None and asked.day is not None and asked.start is not None

    def do() -> dict:
        made = actions.book(
            unit=unit, offer=known.offer, day=asked.day, start=asked.start, person=asked.person, procedure=known.procedure,
            by=citizen(unit), at=known.at, address=address_of(request),
        )  # fmt: skip
        return {"token": made.token}

    try:
        said = f"{asked.service} {asked.day} {asked.start} {asked.phone}"
        done, _ = once(request, scope="book", unit=unit, by=citizen(unit), do=do, asked=said)
    except BookingError as error:
        asked.refuse(error)
        step = PAGE_OF.get(error.field, "xem")
        return _page(request, place, asked, Known(place, asked), step)
    return redirect(reverse("booking-manage", args=[done["token"]]) + "?xong=dat")
