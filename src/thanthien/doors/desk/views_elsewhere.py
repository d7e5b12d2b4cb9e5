"""`/noi-khac/`: received here for other communes of the province, received by others for this one. Opening one is an access."""

from collections.abc import Callable

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import elsewhere as shown
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.doors.parts.tables import exported
from thanthien.dossiers import elsewhere, forms_elsewhere
from thanthien.dossiers import elsewhere_queries as places
from thanthien.dossiers.collecting import Receiver
from thanthien.dossiers.models import Elsewhere
from thanthien.dossiers.rules import DossierError
from thanthien.dossiers.rules_elsewhere import Turn
from thanthien.people.queries import counter_of
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, say

deals = officer_required(Role.ONE_STOP, Role.POLICE, Role.SPECIALIST, Role.SEAL_CLERK, Role.LEADER)


def _found(request: HttpRequest, pk: int) -> Elsewhere:
    found = places.one(pk=pk, unit=request.user.unit_id)
    if found is None:
        raise Http404
    return found


@require_GET
@never_cache
@deals
def listed(request: HttpRequest) -> HttpResponse:
    context = shown.context(by=request.actor, at=now())
    return exported(request, shown.table(context)) or render(request, "desk/elsewhere.html", context)


@require_GET
@never_cache
@deals
def page(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, *, refusal: str = "", status: int = 200) -> HttpResponse:
    """The page as it is now; what was typed stays beside a refusal."""
    found, at = _found(request, pk), now()
    elsewhere.note_opened(row=found, by=request.actor, at=at)
    typed = {name: request.POST.get(name, "")[:300] for name in ("reason", "name", "paper", "relation", "fee_paid")}
    context = {"one": shown.page(row=found, by=request.actor, at=at), "said": refusal, "typed": typed}
    return render(request, "desk/elsewhere_one.html", context, status=status)


# What each key does, the sentence afterwards, and what takes it back ("" = nothing).
SAID = {
    Turn.SEND: (say("Đã chuyển hồ sơ đi."), Turn.RECALL), Turn.RECALL: (say("Đã rút lại, hồ sơ còn ở xã mình."), ""),
    Turn.CANCEL: (say("Đã hủy, số hồ sơ không dùng lại."), ""), Turn.TAKE: (say("Đã nhận hồ sơ, thời hạn tính từ bây giờ."), ""),
    Turn.SEND_BACK: (say("Đã trả lại nơi nhận hộ."), ""), Turn.SEND_RESULT: (say("Đã gửi kết quả về nơi nộp."), ""),
    Turn.TAKE_RESULT: (say("Kết quả đã về, mời người dân đến lấy."), ""), Turn.RETURN: (say("Đã trao kết quả."), ""),
}  # fmt: skip


def _doing(request: HttpRequest, turn: str, row: Elsewhere) -> Callable[[], object]:
    """The one call of the room for a key."""
    told, data = {"row": row, "by": request.actor, "at": now()}, request.POST
    plain = {
        Turn.SEND: elsewhere.send, Turn.RECALL: elsewhere.recall, Turn.TAKE: elsewhere.take,
        Turn.SEND_RESULT: elsewhere.send_result, Turn.TAKE_RESULT: elsewhere.take_result,
    }  # fmt: skip
    if turn in plain:
        return lambda: plain[Turn(turn)](**told)
    if turn in (Turn.CANCEL, Turn.SEND_BACK):
        act = elsewhere.cancel if turn == Turn.CANCEL else elsewhere.send_back
        return lambda: act(reason=data.get("reason", ""), **told)
    if turn == Turn.RETURN:
        seat = counter_of(request.user)
        receiver = Receiver(name=data.get("name", ""), relation=data.get("relation", ""), paper=data.get("paper", ""))
        return lambda: elsewhere.return_result(
            receiver=receiver, fee_paid=data.get("fee_paid", ""), counter=seat.number if seat else None, **told
        )
    raise DossierError(say("Trang này đã cũ. Tải lại trang rồi làm lại."))


@require_POST
@never_cache
@deals
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """One act under the form's key, then the list or the page again; a refusal stands on the page, with what was typed."""
    row, turn = _found(request, pk), request.POST.get("act", "")

    def do() -> dict:
        _doing(request, turn, row)()
        return {"elsewhere": row.pk}

    try:
        once(request, scope=f"elsewhere.{pk}.{turn}"[:60], unit=request.user.unit_id, by=request.actor, do=do)
    except Refusal as error:
        return _page(request, pk, refusal=str(error), status=422)
    text, undo = SAID[Turn(turn)]
    messages.success(request, str(text), extra_tags=str(pk) if undo else "")
    listed_again = request.POST.get("then") == "list" or places.one(pk=pk, unit=request.user.unit_id) is None
    return redirect("desk:elsewhere") if listed_again else redirect("desk:elsewhere-one", pk=pk)


@require_GET
@never_cache
@deals
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def form01(request: HttpRequest, pk: int) -> HttpResponse:
    """Form 01 that names both units; each print is an entry with the number of its copy."""
    row, at = _found(request, pk), now().replace(microsecond=0)
    address = settings.PUBLIC_ADDRESS or request.build_absolute_uri("/")
    copy = forms_elsewhere.next_copy(pk=pk)
    try:
        elsewhere.note_opened(row=row, by=request.actor, at=at)
        sheet = forms_elsewhere.form01_pdf(row=row, copy=copy, at=at, address=address)
        elsewhere.printed(row=row, copy=copy, by=request.actor, at=at)
    except Refusal as error:
        return no_sheet(error)
    return pdf_answer(sheet, name=f"mau-01-{row.code}")
