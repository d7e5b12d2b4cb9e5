"""`/quan-tri/cong-quoc-gia`: how many records wait, which did not get through after every try, and sending them again."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.exchange import national
from thanthien.exchange.national_rules import SNAG_NAMES, Snag
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import Sentence, say

administers = officer_required(Role.ADMIN)
COLUMNS = (
    Column(say("Hồ sơ"), lambda row: row["code"], width=30), Column(say("Vì sao"), lambda row: row["why"], width=40),
    Column(say("Số lần đã gửi"), lambda row: row["tries"], Kind.NUMBER),
)  # fmt: skip


def _why(error: str) -> Sentence:
    snag, _, number = error.partition(":")
    words = SNAG_NAMES[Snag(snag)] if snag in tuple(Snag) else say("Chưa rõ vì sao")
    return say("{words}, mã {number}", words=words, number=number) if number else words


def _rows(unit: str) -> list[dict]:
    rows = national.dead(unit=unit)
    codes = national.codes_told(unit=unit, deliveries=rows)
    return [
        {"pk": row.pk, "code": codes.get(row.pk, ""), "why": _why(row.last_error), "tries": row.tries} for row in rows
    ]  # fmt: skip


@require_GET
@never_cache
@administers
def page(request: HttpRequest) -> HttpResponse:
    """The list, also as a file."""
    unit = request.user.unit_id
    table = Table("cong-quoc-gia", say("Bản ghi Cổng quốc gia chưa nhận"), COLUMNS, _rows(unit))
    context = {"rows": table.rows, "on": bool(settings.NATIONAL["address"]), "under_way": national.under_way(unit=unit)}
    return exported(request, table) or render(request, "admin/national/page.html", context)


@require_POST
@never_cache
@administers
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """One record is due at once."""
    row = next((one for one in national.dead(unit=request.user.unit_id) if one.pk == pk), None)
    if row is None and not national.is_ours(unit=request.user.unit_id, pk=pk):
        raise Http404
    sent = national.resend(delivery=row, by=request.actor, at=now()) if row else 0
    _said(request, sent)
    return redirect("admin:national")


@require_POST
@never_cache
@administers
def resend_all(request: HttpRequest) -> HttpResponse:
    """All of them are due at once."""
    rows = national.dead(unit=request.user.unit_id)
    _said(request, sum(national.resend(delivery=row, by=request.actor, at=now()) for row in rows))
    return redirect("admin:national")


def _said(request: HttpRequest, sent: int) -> None:
    text = say("{n} bản ghi đang chờ gửi lại.", n=sent) if sent else say("Không còn bản ghi nào phải gửi lại.")
    messages.success(request, str(text))
