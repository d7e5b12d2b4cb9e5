"""`/thu/sao-ke/`: a bank's statement is read in, seen before anything is written, and what matches nothing is settled."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.desk import statement
from thanthien.doors.desk.views_counter import number
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.journeys import bank_statement
from thanthien.payments import access, actions, queries
from thanthien.payments.models import StatementLine
from thanthien.payments.reading import heading_words
from thanthien.payments.rules import PaymentError
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, Sentence, say

seen_by = officer_required(Role.ONE_STOP, Role.POLICE, Role.LEADER)
takers = officer_required(Role.ONE_STOP, Role.POLICE)
MOST = 2 * 1024 * 1024 + 1


def _page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    unit, done = request.user.unit_id, request.GET.get("xem") == "xong"
    lines = queries.lines_done(unit=unit) if done else queries.lines_to_settle(unit=unit)
    rows = statement.shown(lines, bank_statement.receipts(lines=lines, unit=unit))
    title = say("Dòng sao kê đã xong") if done else say("Dòng sao kê chưa khớp")
    context = {
        "rows": rows, "done": done, "title": title, "imports": statement.imports(unit), "headings": heading_words(),
        "may": access.may_read_statement(by=request.actor, unit=unit), "error": "",
        "wrong": {"pk": 0, "said": "", "surplus": False},
        "typed": {name: request.POST.get(name, "")[:200] for name in ("code", "reason")},
    }  # fmt: skip
    answer = exported(request, statement.table(rows, title)) if request.method == "GET" else None
    return answer or render(request, "desk/statements.html", context | more, status=status)


@require_GET
@never_cache
@seen_by
def page(request: HttpRequest) -> HttpResponse:
    """What waits (`?xem=xong`: what was done), the last imports, the place for a file; `?xuat=` as a file."""
    return _page(request)


@require_http_methods(["GET", "POST"])
@never_cache
@takers
def take_in(request: HttpRequest) -> HttpResponse:
    """First the file, then what it would do, then doing it."""
    unit, by = request.user.unit_id, request.actor
    if request.method == "GET":
        return redirect("desk:statements")
    try:
        if request.POST.get("packed"):
            return _take(request, unit)
        file = request.FILES.get("file")
        if file is None:
            raise PaymentError(say("Chọn tệp trước."))
        read = bank_statement.read(name=file.name or "", content=file.read(MOST), unit=unit, at=now())
    except Refusal as error:
        return _page(request, status=422, error=str(error))
    if read.faults:
        return render(request, "desk/statement_file.html", {"faults": read.faults}, status=422)
    context = statement.preview(bank_statement.match(lines=read.lines, unit=unit, by=by, at=now()))
    context |= {"left_out": read.left_out, "back": len(read.backwards), "packed": statement.packed(read, unit=unit)}
    return render(request, "desk/statement_file.html", context | {"new": context["matches"] + context["waits"]})


def _take(request: HttpRequest, unit: str) -> HttpResponse:
    lines, back = statement.unpacked(request.POST["packed"], unit=unit)

    def do() -> dict:
        made, again = bank_statement.take_in(lines=lines, backwards=back, unit=unit, by=request.actor, at=now())
        return {"statement": made.pk if made else 0, "again": again}

    done, _ = once(request, scope="statement", unit=unit, by=request.actor, do=do)
    made = queries.statement_of(unit=unit, pk=done["statement"])
    if made is None:
        text = say("Tệp này không có dòng nào mới, không ghi gì thêm.")
        if done["again"]:
            text = say("Ngân hàng đã đảo {n} giao dịch của lần trước. Xem lại ở danh sách.", n=done["again"])
        messages.success(request, str(text))
    else:
        rows = list(made.lines.all())
        taken = [row.receipt for row in rows if row.receipt is not None]
        waits = len(rows) - len(taken) + done["again"]
        text = say("Đã ghi {n} biên lai, {m} dòng chờ xem lại.", n=len(set(taken)), m=waits)
        messages.success(request, str(text), extra_tags=reverse("desk:statement-undo", kwargs={"pk": made.pk}))
    return redirect("desk:statements")


def _line(request: HttpRequest, pk: int) -> StatementLine:
    found = queries.line_of(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


def _done(request: HttpRequest, do: Callable[[], object], *, text: Sentence, undo: str = "", pk: int = 0) -> HttpResponse:
    """One act with its sentence; a refusal at its line, what was typed kept."""
    try:
        do()
    except Refusal as error:
        return _page(request, status=422, wrong={"pk": pk, "said": str(error), "surplus": False})
    messages.success(request, str(text), extra_tags=undo)
    return redirect("desk:statements")


@require_POST
@never_cache
@takers
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose fee a line is, by the dossier's code; less than the fee waits for the rest, `surplus` writes what came above it."""
    line, code, surplus = _line(request, pk), request.POST.get("code", "")[:40], request.POST.get("surplus") == "1"
    try:
        row = bank_statement.settle(line=line, code=code, by=request.actor, at=now(), surplus=surplus)
    except Refusal as error:
        wrong = {"pk": pk, "said": str(error), "surplus": getattr(error, "field", "") == "surplus"}
        return _page(request, status=422, wrong=wrong)
    if row.receipt is None:
        text = say("Đã ghi là trả một phần của hồ sơ {code}. Có phần còn lại thì ghi cùng nhau.", code=row.code)
    elif surplus:
        text = say("Đã ghi phần thừa của hồ sơ {code}. Mở lệ phí của hồ sơ, đề nghị hoàn trả.", code=row.code)
    else:
        text = say("Đã ghi lệ phí cho hồ sơ {code}.", code=row.code)
    back = reverse("desk:statement-reopen", kwargs={"pk": pk}) if row.receipt is not None else ""
    messages.success(request, str(text), extra_tags=back)
    return redirect("desk:statements")


@require_POST
@never_cache
@takers
def aside(request: HttpRequest) -> HttpResponse:
    """Ticked lines are no fee; one reason."""
    chosen = [number(text) for text in request.POST.getlist("line")][:300]
    lines = queries.lines_of(unit=request.user.unit_id, pks=chosen)
    if len(lines) != len(set(chosen)):
        raise Http404

    def do() -> object:
        return actions.put_aside(lines=lines, reason=request.POST.get("reason", ""), by=request.actor, at=now())

    back = reverse("desk:statement-reopen", kwargs={"pk": lines[0].pk}) if len(lines) == 1 else ""
    return _done(request, do, text=say("Đã ghi {n} dòng không phải lệ phí.", n=len(lines)), undo=back)


@require_POST
@never_cache
@takers
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """What a line became is taken back; the fee by another line of the book."""
    line = _line(request, pk)
    return _done(
        request, lambda: bank_statement.reopen(line=line, by=request.actor, at=now()), pk=pk,
        text=say("Dòng sao kê trở lại danh sách chờ."),
    )  # fmt: skip


@require_POST
@never_cache
@takers
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole import is taken back."""
    found = queries.statement_of(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return _done(
        request, lambda: bank_statement.undo(statement=found, by=request.actor, at=now()),
        text=say("Đã lấy lại lần nạp: mỗi biên lai có một dòng bù trừ, nạp lại được."),
    )  # fmt: skip
