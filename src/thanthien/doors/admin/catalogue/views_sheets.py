"""`/quan-tri/thu-tuc/niem-yet/`: sheets for the wall: printing them, and which hang that are not true any more."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.reach import outside
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.people.rules import Role
from thanthien.procedures import actions
from thanthien.procedures import queries as catalogue
from thanthien.procedures.models import WallSheet
from thanthien.procedures.queries import Hanging
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

prints = officer_required(Role.ADMIN, Role.LEADER, Role.ONE_STOP, Role.GUIDE)
MOST_ROWS = 500


@never_cache
@prints
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """What hangs and is not true any more, what hangs, and what can be printed."""
    unit, today = request.user.unit_id, day_of(now())
    rows = catalogue.hanging(unit=unit, on=today)
    file = exported(request, _table(rows))
    if file:
        return file
    ready, left = catalogue.sheets_for(unit=unit, on=today, address=outside(request))
    fields: dict[str, list] = {}
    for sheet in ready:
        fields.setdefault(sheet.field, []).append(sheet)
    stale = [row for row in rows if row.is_stale]
    page = {
        "stale": stale, "true": [row for row in rows if not row.is_stale], "ready": len(ready), "left": left,
        "fields": list(fields.items()), "to_print": sorted({row.sheet.code for row in stale if row.reprinted_at is None}),
        "to_mark": [row.sheet.pk for row in stale if row.reprinted_at is not None],
    }  # fmt: skip
    return render(request, "admin/catalogue/sheets.html", page)


def _table(rows: list[Hanging]) -> Table:
    columns = (
        Column(say("Mã"), lambda row: row.sheet.code, width=12),
        Column(say("Thủ tục"), lambda row: row.sheet.title, width=50),
        Column(say("In lúc"), lambda row: row.sheet.printed_at, Kind.MOMENT),
        Column(say("Còn đúng"), lambda row: str(say("không") if row.is_stale else say("có")), width=10),
        Column(say("Đã đổi"), lambda row: "; ".join(f"{c.title}: {c.old} → {c.new}" for c in row.changes), width=70),
    )
    return Table("to-niem-yet", say("Tờ niêm yết đang treo"), columns, rows)


@never_cache
@prints
@require_POST
def printed(request: HttpRequest) -> HttpResponse:
    """One PDF of the chosen sheets, each printing noted. A second press of the same form notes nothing more."""
    unit, at = request.user.unit_id, now()
    codes = _codes(request)
    pdf: list[bytes] = []

    def do() -> dict:
        made = actions.print_sheets(unit=unit, codes=codes, address=outside(request), by=request.actor, at=at)
        pdf.append(made.pdf)
        return {"sheets": [row.pk for row in made.sheets]}

    try:
        once(request, scope="sheets-print", unit=unit, by=request.actor, do=do, asked=",".join(codes))
    except Refusal as error:
        messages.error(request, str(error))
        return redirect("admin:sheets")
    if not pdf:
        pdf.append(actions.sheets_again(unit=unit, codes=codes, address=outside(request), at=at))
    answer = HttpResponse(pdf[0], content_type="application/pdf")
    name = f"niem-yet-{codes[0]}" if len(codes) == 1 else "niem-yet"
    answer["Content-Disposition"] = f'inline; filename="{name}-{day_of(at):%Y-%m-%d}.pdf"'
    return answer


def _codes(request: HttpRequest) -> list[str]:
    """The codes that are ticked, of a field, or all."""
    codes = [code[:12] for code in request.POST.getlist("code")][:MOST_ROWS]
    if codes:
        return codes
    field = request.POST.get("field", "")
    ready, _ = catalogue.sheets_for(unit=request.user.unit_id, on=day_of(now()), address="")
    return [sheet.code for sheet in ready if not field or sheet.field == field]


@never_cache
@prints
@require_POST
def replaced(request: HttpRequest) -> HttpResponse:
    """These were taken down."""
    rows = _rows(request.POST.getlist("row"))

    def do() -> dict:
        actions.mark_replaced(unit=request.user.unit_id, rows=rows, by=request.actor, at=now())
        return {}

    try:
        once(request, scope="sheets-replaced", unit=request.user.unit_id, by=request.actor, do=do)
    except Refusal as error:
        messages.error(request, str(error))
    else:
        undo = reverse("admin:sheets-undo", kwargs={"rows": "-".join(map(str, rows))})
        messages.success(request, str(say("Đã ghi {n} tờ đã gỡ.", n=len(rows))), extra_tags=undo)
    return redirect("admin:sheets")


@never_cache
@prints
@require_POST
def still_hanging(request: HttpRequest, rows: str) -> HttpResponse:
    """Undo: they hang still."""
    chosen = _rows(rows.split("-"))
    if not WallSheet.objects.filter(unit_id=request.user.unit_id, pk__in=chosen).exists():
        raise Http404

    def do() -> dict:
        actions.mark_hanging(unit=request.user.unit_id, rows=chosen, by=request.actor, at=now())
        return {}

    try:
        once(request, scope="sheets-hang", unit=request.user.unit_id, by=request.actor, do=do)
    except Refusal as error:
        messages.error(request, str(error))
    else:
        messages.success(request, str(say("Đã lấy lại, các tờ ấy vẫn đang treo.")))
    return redirect("admin:sheets")


def _rows(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 12][:MOST_ROWS]
