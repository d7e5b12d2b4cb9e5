"""`/ngay-dac-biet/`: what the special days kept; the sheet for the door."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from thanthien.doors.leader import special
from thanthien.doors.leader.views import leads
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.pdf import no_sheet, pdf_answer
from thanthien.doors.parts.tables import exported
from thanthien.people.rules import Role
from thanthien.posting.contact_sheet import contact_sheet
from thanthien.posting.door_sheet import door_sheet
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """The counts; `?xuat=` gives the same rows as a file."""
    context = special.context(unit=request.user.unit_id, at=now(), period=request.GET.get("khoang", "")[:4])
    return exported(request, special.table(context)) or render(request, "leader/special.html", context)


@require_GET
@never_cache
@officer_required(Role.ADMIN, Role.LEADER, Role.ONE_STOP, Role.GUIDE)
def sheet(request: HttpRequest) -> HttpResponse:
    """The sheet for the door, A4."""
    try:
        pdf = door_sheet(unit=request.user.unit_id, at=now())
    except Refusal as error:
        return no_sheet(error)
    return pdf_answer(pdf, name="ngay-dac-biet")


@require_GET
@never_cache
@officer_required(Role.ADMIN, Role.LEADER, Role.ONE_STOP, Role.GUIDE)
def contacts(request: HttpRequest) -> HttpResponse:
    """Who works here, for the door: ranks, what for, reception days; only what was published."""
    try:
        pdf = contact_sheet(unit=request.user.unit_id, at=now())
    except Refusal as error:
        return no_sheet(error)
    return pdf_answer(pdf, name="ai-lam-viec-o-day")
