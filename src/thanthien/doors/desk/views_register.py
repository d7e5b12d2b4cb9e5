"""`/so-theo-doi/`: the register of a year (Form 07); and forms 03 and 06 of one dossier."""

from csp.decorators import csp_replace
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import dossier as shown
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.desk.views_counter import number
from thanthien.doors.desk.words import short_code
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.doors.parts.reach import outside
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.dossiers import actions as acts
from thanthien.dossiers import forms, forms_more, register
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.queries import owner_masked
from thanthien.people.rules import Role
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

A_PAGE = 50
READERS = (Role.ONE_STOP, Role.LEADER, Role.INSPECTOR)


@require_GET
@never_cache
@officer_required(*READERS)
@kindly
def page(request: HttpRequest) -> HttpResponse:
    """A year by page, or one month of it; `?xuat=` gives all of that as a file. Names are masked."""
    unit, at = request.user.unit_id, now()
    years = register.years(unit=unit, at=at)
    year = number(request.GET.get("nam", "")) or years[0]
    if year not in years:
        raise Http404
    book, month = register.book(unit=unit, year=year), number(request.GET.get("thang", ""))
    month = month if month in book.months else 0
    start = book.before(month) if month else 0
    stop = start + (book.months[month] if month else book.total)
    if request.GET.get("xuat"):
        answer = exported(request, _table(register.page(unit=unit, of=book, start=start, stop=stop), year))
        if answer is not None:
            return answer
    pages = max(1, -(-(stop - start) // A_PAGE))
    here = min(max(number(request.GET.get("trang", "")), 1), pages)
    first = start + (here - 1) * A_PAGE
    rows = register.page(unit=unit, of=book, start=first, stop=min(first + A_PAGE, stop))
    context = {
        "book": book, "years": years, "month": month, "months": sorted(book.months), "rows": [_line(*row) for row in rows],
        "here": here, "pages": pages, "before": here - 1, "after": here + 1 if here < pages else 0,
        "volumes": range(1, book.volumes + 1), "may_print": request.actor.has(Role.ONE_STOP, Role.LEADER),
        "may_close": book.closed is None and book.total and year < day_of(at).year and request.actor.has(Role.LEADER),
    }  # fmt: skip
    return render(request, "desk/register.html", context)


def _line(number_: int, of) -> dict:
    head, short = short_code(of.code)
    return {"number": number_, "head": head, "short": short, "who": owner_masked(of), "of": of, "note": register.note_of(of)}


def _table(rows, year: int) -> Table:
    columns = (
        Column(say("STT"), lambda row: row[0], Kind.NUMBER, width=8),
        Column(say("Mã hồ sơ"), lambda row: row[1].code, width=24),
        Column(say("Thủ tục"), lambda row: row[1].procedure_name, width=50),
        Column(say("Số bộ"), lambda row: row[1].sets, Kind.NUMBER, width=8),
        Column(say("Cá nhân, tổ chức"), lambda row: owner_masked(row[1]), width=26),
        Column(say("Nhận"), lambda row: row[1].received_at, Kind.MOMENT),
        Column(say("Hẹn trả"), lambda row: row[1].due_at, Kind.MOMENT),
        Column(say("Trả"), lambda row: row[1].returned_at, Kind.MOMENT),
        Column(say("Cách nhận"), lambda row: register.WAYS[row[1].return_channel], width=12),
        Column(say("Ghi chú"), lambda row: register.note_of(row[1]), width=14),
    )
    return Table(f"so-theo-doi-{year}", say("Sổ theo dõi hồ sơ"), columns, rows, {say("Năm"): str(year)})


@require_GET
@never_cache
@officer_required(Role.ONE_STOP, Role.LEADER)
@kindly
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def paper(request: HttpRequest, year: int, volume: int) -> HttpResponse:
    """One volume as PDF. It names persons: each line on it is an opened file."""
    unit, at = request.user.unit_id, now().replace(microsecond=0)
    book = register.book(unit=unit, year=min(max(year, 2000), 2200))
    if not book.total or not 1 <= volume <= book.volumes:
        raise Http404
    start = (volume - 1) * register.VOLUME
    for _, of in register.page(unit=unit, of=book, start=start, stop=start + register.VOLUME):
        acts.note_opened(dossier=of, by=request.actor, at=at, reason="work")
    return pdf_answer(
        register.form07_pdf(unit=unit, year=book.year, volume=volume, at=at), name=f"mau-07-{book.year}-quyen-{volume:02d}"
    )


@never_cache
@require_POST
@officer_required(Role.LEADER)
@kindly
def close(request: HttpRequest, year: int) -> HttpResponse:
    """The leader closes a year that is over."""

    def do() -> dict:
        return {"pk": acts.close_register(unit=request.user.unit_id, year=year, by=request.actor, at=now()).pk}

    try:
        once(request, scope=f"register.{year}", unit=request.user.unit_id, by=request.actor, do=do)
        messages.success(request, str(say("Đã khóa sổ năm {year}.", year=str(year))))
    except Refusal as error:
        messages.error(request, str(error))
    return redirect(f"/so-theo-doi/?nam={year}")


@require_GET
@never_cache
@officer_required()
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def form03(request: HttpRequest, pk: int) -> HttpResponse:
    """Form 03 of a refused dossier as PDF."""
    found, at = dossiers.dossier(pk=pk, unit=request.user.unit_id), now()
    if found is None:
        raise Http404
    try:
        acts.note_opened(dossier=found, by=request.actor, at=at, reason="work")
        return pdf_answer(forms_more.form03_pdf(dossier=found), name=f"mau-03-{found.pk}")
    except Refusal as error:
        return no_sheet(error)


@require_GET
@never_cache
@officer_required()
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def form06(request: HttpRequest, pk: int) -> HttpResponse:
    """Form 06 as PDF; each print is an entry with the number of its copy."""
    found, at = of_unit(request, pk), now().replace(microsecond=0)
    address = outside(request)
    try:
        acts.note_opened(dossier=found, by=request.actor, at=at, reason=shown.reason_for(request.actor, found, at))
        sheet = forms_more.form06_pdf(dossier=found, at=at, address=address)
        acts.form_printed(dossier=found, copy=forms.next_copy(pk=pk, form="06"), by=request.actor, at=at, form="06")
        return pdf_answer(sheet, name=f"mau-06-{found.code}")
    except Refusal as error:
        return no_sheet(error)
