"""`/lanh-dao/ung-xu/cam-ket`: which sets are signed this year, how many signed, who has not."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.conduct import pledging, queries
from thanthien.conduct.rules import SET_NAMES, ConductError, SetKind, Text
from thanthien.conduct.sheets import pledge_sheet
from thanthien.doors.leader.views import leads
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import pdf_answer
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.law.pledges import sets_on
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

BOXES = ("kind", "title", "body", "document")


def _page(request: HttpRequest, *, wrong: str = "", said: str = "") -> dict:
    unit, today = request.user.unit_id, day_of(now())
    counts = queries.set_counts(unit=unit, year=today.year)
    signing = queries.signing(unit=unit, year=today.year)
    used = {one.chosen.code for one in counts}
    typed = {name: request.POST.get(name, "")[:9000] for name in BOXES}
    return {
        "year": today.year, "counts": [
            {"row": one, "kind": SET_NAMES[SetKind(one.chosen.kind)], "signed": signing.signed.get(one.chosen.pk, []),
             "unsigned": signing.unsigned(one.chosen)}
            for one in counts
        ],
        "offered": [{"set": one, "kind": SET_NAMES[SetKind(one.kind)]} for one in sets_on(today) if one.code not in used],
        "missing": signing.missing, "kinds": [(str(one), SET_NAMES[one]) for one in SetKind],
        "typed": typed, "wrong": wrong, "said": said,
    }  # fmt: skip


@require_GET
@never_cache
@leads
def page(request: HttpRequest) -> HttpResponse:
    """The sets, the counts, the list; `?xuat=` the list as a file."""
    context = _page(request)
    return exported(request, _table(context)) or render(request, "leader/pledges.html", context)


def _table(context: dict) -> Table:
    columns = (
        Column(say("Họ và tên"), lambda row: row[0].name, width=30),
        Column(say("Chức vụ"), lambda row: row[0].position, width=30),
        Column(say("Còn chưa ký"), lambda row: len(row[1]), Kind.NUMBER),
    )
    return Table(name="chua-ky-cam-ket", title=say("Ai chưa ký cam kết"), columns=columns, rows=context["missing"])


@never_cache
@require_POST
@leads
def choose(request: HttpRequest) -> HttpResponse:
    """A shipped set is signed this year."""
    try:
        pledging.choose_set(unit=request.user.unit_id, code=request.POST.get("code", "")[:40], by=request.actor, at=now())
        messages.success(request, str(say("Đã chọn. Cán bộ thấy bộ này ở trang Ứng xử của tôi và ký bằng một lần bấm.")))
    except ConductError as error:
        messages.error(request, str(error))
    return redirect("leader:pledges")


@never_cache
@require_POST
@leads
def add(request: HttpRequest) -> HttpResponse:
    """The unit's own set; a refusal keeps what was typed."""
    unit, by, at = request.user.unit_id, request.actor, now()
    kind = SetKind.COLLECTIVE if request.POST.get("kind") == SetKind.COLLECTIVE else SetKind.PERSON
    text = Text(*(request.POST.get(name, "") for name in BOXES[1:]))
    try:
        once(request, scope="conduct.set", unit=unit, by=by, do=lambda: {
            "set": pledging.add_set(unit=unit, kind=kind, text=text, by=by, at=at).pk
        })  # fmt: skip
    except ConductError as error:
        return render(request, "leader/pledges.html", _page(request, wrong=error.field, said=str(error)), status=422)
    messages.success(request, str(say("Đã thêm bộ cam kết của xã.")))
    return redirect("leader:pledges")


def _set(request: HttpRequest, pk: int):
    found = queries.year_set(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


@never_cache
@require_POST
@leads
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """No longer signed; the toast takes it back."""
    pledging.drop_set(chosen=_set(request, pk), by=request.actor, at=now())
    messages.success(request, str(say("Đã thôi dùng bộ này. Chữ ký đã có vẫn giữ.")), extra_tags=str(pk))
    return redirect("leader:pledges")


@never_cache
@require_POST
@leads
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo."""
    pledging.restore_set(chosen=_set(request, pk), by=request.actor, at=now())
    return redirect("leader:pledges")


@require_GET
@never_cache
@leads
def sheet(request: HttpRequest, pk: int, size: str) -> HttpResponse:
    """The set for the wall."""
    return pdf_answer(pledge_sheet(chosen=_set(request, pk), size=size, at=now()), name=f"cam-ket-{size}")
