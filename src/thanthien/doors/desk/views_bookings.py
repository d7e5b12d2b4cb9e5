"""`/dat-lich/`: who comes at which hour today, who is here, booking and moving for who calls by telephone."""

from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import bookings
from thanthien.doors.desk.bookings import Typed, slot_of
from thanthien.doors.parts.days import day_asked
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.journal.actions import record_access
from thanthien.journeys import bookable
from thanthien.journeys.arrive_booked import arrive_booked
from thanthien.messaging.access import CALLERS
from thanthien.messaging.queries import of_booking as messages_of
from thanthien.outreach import actions, queries, rules
from thanthien.outreach.actions import Person
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import BookingError, State
from thanthien.people.rules import Role
from thanthien.shared.clock import day_of, local, now
from thanthien.shared.wording import Refusal, say

staff = officer_required(Role.GUIDE, Role.ONE_STOP, Role.SPECIALIST, Role.POLICE, Role.LEADER)


def of_unit(request: HttpRequest, pk: int) -> Booking:
    """The booking, only of the officer's unit; 404 for any other."""
    found = queries.booking(pk=pk, unit=request.user.unit_id)
    if found is None:
        raise Http404
    return found


@require_GET
@staff
def page(request: HttpRequest) -> HttpResponse:
    """The bookings of a day by hour, masked; `?xem=` one view, `?ngay=` another day, `?xuat=` the list as a file."""
    at = local(now())
    context = bookings.listing(
        unit=request.user.unit_id, day=day_asked(request, "ngay", day_of(at)), view=request.GET.get("xem", ""), at=at
    )
    undo = request.GET.get("huy", "")
    context["undo"] = of_unit(request, int(undo)) if undo.isascii() and undo.isdigit() and len(undo) < 12 else None
    # Who was told that the hour is gone must hear that it is there again.
    context["undo_told"] = bool(context["undo"]) and any(one.reached for one in messages_of(booking=context["undo"]))
    context["may_call"] = request.actor.has(*CALLERS)
    return exported(request, bookings.table(context)) or render(request, "desk/bookings.html", context)


@require_POST
@staff
def arrive_by_number(request: HttpRequest) -> HttpResponse:
    """A number typed or scanned: who has no telephone, or whose paper is torn, is let in by the guide."""
    number = rules.tidy_number(request.POST.get("number", ""))
    row = queries.by_number(unit=request.user.unit_id, number=number, day=day_of(now())) if number else None
    if row is None:
        messages.error(request, str(say("Hôm nay không có hẹn mang số này. Xem lại bốn chữ số, hoặc tìm trong danh sách.")))
        return redirect("desk:bookings")
    return _arrived(request, row)


@require_POST
@staff
def arrive(request: HttpRequest, pk: int) -> HttpResponse:
    """The person is here: the booking becomes a number of the queue."""
    return _arrived(request, of_unit(request, pk))


def _arrived(request: HttpRequest, row: Booking) -> HttpResponse:
    unit, by = request.user.unit_id, request.actor

    def do() -> dict:
        came = arrive_booked(booking=row, by=by, at=now(), channel="guide")
        return {"label": came.ticket.label, "again": came.again}

    try:
        done, _ = once(request, scope=f"arrive.{row.pk}", unit=unit, by=by, do=do)
        text = say("{number} đã đến, số {label}.", number=row.label, label=done["label"])
        messages.success(request, str(text))
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("desk:bookings")


@require_GET
@staff
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One booking with name and number in full: the access is written down first."""
    row = of_unit(request, pk)
    _note(request, row, now())
    return render(request, "desk/booking.html", {**_shown(row), **_told(request, row)})


def _told(request: HttpRequest, row: Booking) -> dict:
    """What the person was told of this hour, or is to be told, and whether the officer is one of those who call."""
    return {"told": messages_of(booking=row), "may_call": request.actor.has(*CALLERS)}


def _note(request: HttpRequest, row: Booking, at: datetime) -> None:
    record_access(
        unit=row.unit_id,
        officer=request.user.login,
        person=row.phone_digest,
        subject=f"booking:{row.pk}",
        reason="booking",
        at=at,
    )


def _shown(row: Booking) -> dict:
    return {"row": row, "words": rules.STATE_NAMES[State(row.state)], "why": row.why}


@require_http_methods(["GET", "POST"])
@staff
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another hour, on the telephone."""
    row, at = of_unit(request, pk), now()
    _note(request, row, at)
    offer = bookable.offer(unit=row.unit_id, letter=row.service)
    error = ""
    if request.method == "POST":
        try:
            _move(request, row, slot_of(request.POST.get("slot", "")))
            messages.success(request, str(say("{number} đã đổi giờ.", number=row.label)))
            return redirect("desk:booking", pk=row.pk)
        except BookingError as refusal:
            error = str(refusal)
    days = queries.days(unit=row.unit_id, offer=offer, at=at, but=row)
    page = {**_shown(row), "days": days, "error": error, "chosen": request.POST.get("slot", ""),
            "tell": request.POST.get("tell") == "1"}  # fmt: skip
    return render(request, "desk/booking_move.html", page, status=422 if error else 200)


def _move(request: HttpRequest, row: Booking, slot: tuple[date, int] | None) -> None:
    if slot is None:
        raise BookingError(say("Chưa chọn giờ mới. Chọn một ô còn chỗ."), field="slot")
    offer = bookable.offer(unit=row.unit_id, letter=row.service)

    def do() -> dict:
        wanted = request.POST.get("tell") != "1"
        actions.move(booking=row, offer=offer, day=slot[0], start=slot[1], by=request.actor, at=now(), wanted=wanted)
        return {"booking": row.pk}

    once(request, scope=f"move.{row.pk}", unit=row.unit_id, by=request.actor, do=do, asked=str(slot))


@require_POST
@staff
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancelled: `who=person` on their own wish, said on the telephone; else by the office, and they are told. The list offers to
    take it back.
    """
    row = of_unit(request, pk)
    try:
        actions.cancel(booking=row, by=request.actor, at=now(), wanted=request.POST.get("who") == "person")
    except BookingError as error:
        messages.error(request, str(error))
        return redirect("desk:booking", pk=row.pk)
    answer = redirect("desk:bookings")
    answer["Location"] += f"?ngay={row.day.isoformat()}&huy={row.pk}"
    return answer


@require_http_methods(["GET", "POST"])
@staff
def make(request: HttpRequest) -> HttpResponse:
    """A booking for who calls: service, hour and person on one page; a refusal keeps everything."""
    unit, at = request.user.unit_id, now()
    typed = Typed.read(request.POST if request.method == "POST" else request.GET)
    offers = bookable.offers(unit=unit)
    offer = next((one for one in offers if one.letter == typed.service), offers[0] if offers else None)
    if request.method == "POST" and offer is not None:
        try:
            return _made(request, typed, offer)
        except BookingError as error:
            typed.errors[error.field if error.field in ("name", "phone", "email") else "slot"] = str(error)
    days = queries.days(unit=unit, offer=offer, at=at) if offer else []
    page = {"typed": typed, "offers": offers, "offer": offer, "days": days, "chosen": typed.slot}
    return render(request, "desk/booking_new.html", page, status=422 if typed.errors else 200)


def _made(request: HttpRequest, typed: Typed, offer: rules.Offer) -> HttpResponse:
    slot, unit = slot_of(typed.slot), request.user.unit_id
    if slot is None:
        raise BookingError(say("Chưa chọn giờ. Chọn một ô còn chỗ."), field="slot")

    def do() -> dict:
        made = actions.book(
            unit=unit, offer=offer, day=slot[0], start=slot[1], by=request.actor, at=now(), channel="desk",
            person=Person(typed.name, typed.phone, typed.email, typed.wants_call),
        )  # fmt: skip
        return {"booking": made.pk, "label": made.label}

    done, _ = once(request, scope="desk-book", unit=unit, by=request.actor, do=do, asked=f"{typed.phone} {typed.slot}")
    messages.success(request, str(say("Đã hẹn {number}. Đọc số này cho người gọi.", number=done["label"])))
    return redirect("desk:booking", pk=done["booking"])
