"""`/ho-so/<id>/`: one dossier, its acts, its Form 01. Opening it is an access, written down before the answer."""

from collections.abc import Callable

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import answers, dossier
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import PDF_POLICY, no_sheet, pdf_answer
from thanthien.doors.parts.reach import outside
from thanthien.dossiers import actions as acts
from thanthien.dossiers import fees, forms
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError
from thanthien.messaging import actions as messages
from thanthien.messaging.queries import worth_telling
from thanthien.messaging.rules import MessageError
from thanthien.people.models import Officer
from thanthien.people.queries import counter_of
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import Refusal, say

BACKS = {Role.LEADER: "/lanh-dao/", Role.ONE_STOP: "/tra-ket-qua/"}


@require_GET
@never_cache
@officer_required()
@kindly
def page(request: HttpRequest, pk: int) -> HttpResponse:
    found = of_unit(request, pk)
    at = now()
    acts.note_opened(dossier=found, by=request.actor, at=at, reason=dossier.reason_for(request.actor, found, at))
    back = next((address for role, address in BACKS.items() if role in request.actor.roles), "/viec/")
    return render(request, "desk/dossier.html", {**dossier.context(dossier=found, by=request.actor, at=at), "back": back})


def _answer(request: HttpRequest, pk: int, *, text: str = "", refusal: str = "", undo: str = "") -> HttpResponse:
    """What is inside <main>, fresh, with a toast or the refusal at the keys."""
    found = of_unit(request, pk)
    context = dossier.context(dossier=found, by=request.actor, at=now()) | {"said": refusal, "fresh": True}
    inside = render_to_string("desk/_dossier.html", context, request=request)
    if text:
        inside += answers.toast(request, text, undo=undo, undo_target="main")
    return HttpResponse(inside, status=422 if refusal else 200)


def _act(
    request: HttpRequest, pk: int, *, scope: str, do: Callable[[Dossier], object], text: str, undo: str = ""
) -> HttpResponse:
    """One act under the form's key. When a colleague was faster, the page shows how it stands now and what the colleague did."""
    found = of_unit(request, pk)

    def run() -> dict:
        do(found)
        return {"dossier": found.pk}

    try:
        once(request, scope=f"{scope}.{pk}", unit=found.unit_id, by=request.actor, do=run)
    except (DossierError, MessageError) as error:
        acts.note_opened(dossier=found, by=request.actor, at=now(), reason=dossier.reason_for(request.actor, found, now()))
        return _answer(request, pk, refusal=str(error))
    return _answer(request, pk, text=text, undo=f"/ho-so/{pk}/{undo}" if undo else "")


def _shown_step(request: HttpRequest, pk: int) -> int:
    """The step that the page showed. Another unit's dossier is not there, whatever was sent."""
    of_unit(request, pk)
    text = request.POST.get("step", "")
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise DossierError(say("Trang này đã cũ. Tải lại trang rồi làm lại."))
    return int(text)


@require_GET
@officer_required()
@kindly
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """The page's inside again, when somebody did something to this dossier."""
    found, at = of_unit(request, pk), now()
    acts.note_opened(dossier=found, by=request.actor, at=at, reason=dossier.reason_for(request.actor, found, at))
    return _answer(request, pk)


@require_POST
@officer_required()
@kindly
def take(request: HttpRequest, pk: int) -> HttpResponse:
    step = _shown_step(request, pk)
    return _act(
        request,
        pk,
        scope="take",
        undo="hoan-tac-nhan",
        text=say("Đã nhận việc."),
        do=lambda one: acts.take_step(dossier=one, step=step, by=request.actor, at=now()),
    )


@require_POST
@officer_required(Role.ONE_STOP, Role.POLICE)
@kindly
def take_fee(request: HttpRequest, pk: int) -> HttpResponse:
    """The fee is paid after the reception: a receipt with the next number."""
    seat = counter_of(request.user)
    return _act(
        request, pk, scope="fee", undo="bo-thu", text=say("Đã ghi biên lai thu lệ phí."),
        do=lambda one: acts.take_fee(
            dossier=one, way=request.POST.get("way", ""), by=request.actor, at=now(), counter=seat.number if seat else None
        ),
    )  # fmt: skip


@require_POST
@officer_required(Role.ONE_STOP, Role.POLICE)
@kindly
def untake_fee(request: HttpRequest, pk: int) -> HttpResponse:
    """Written by mistake: another line takes the receipt back; its number stays used."""

    def back(one: Dossier) -> None:
        fee = fees.last_taken(dossier=one)
        if fee is None:
            raise DossierError(say("Hồ sơ này không có biên lai nào đang đứng. Tải lại trang."))
        acts.correct_fee(fee=fee, reason=str(say("Ghi nhầm, hoàn tác")), by=request.actor, at=now())

    return _act(request, pk, scope="fee.back", text=say("Đã ghi dòng bù trừ, lệ phí chưa thu."), do=back)


@require_POST
@officer_required()
@kindly
def complete(request: HttpRequest, pk: int) -> HttpResponse:
    step = _shown_step(request, pk)
    return _act(
        request, pk, scope="done", undo="hoan-tac-xong", text=say("Xong bước này, hồ sơ đã sang bước sau."),
        do=lambda one: acts.complete_step(dossier=one, step=step, by=request.actor, at=now()),
    )  # fmt: skip


@require_POST
@officer_required()
@kindly
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    step, data = _shown_step(request, pk), request.POST
    return _act(
        request, pk, scope="finish", undo="hoan-tac-xong", text=say("Đã báo có kết quả. Quầy thấy ngay."),
        do=lambda one: acts.complete_step(
            dossier=one, step=step, by=request.actor, at=now(), outcome=data.get("outcome", ""),
            result_note=data.get("result_note", "")
        ),
    )  # fmt: skip


@require_POST
@officer_required()
@kindly
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    step, reason = _shown_step(request, pk), request.POST.get("reason", "")
    return _act(
        request, pk, scope="back", text=say("Đã trả lại bước trước."),
        do=lambda one: acts.send_back(dossier=one, reason=reason, step=step, by=request.actor, at=now()),
    )  # fmt: skip


@require_POST
@officer_required()
@kindly
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """G: a leader, or who holds the step, gives it to a colleague."""
    step, login = _shown_step(request, pk), request.POST.get("officer", "")[:40]
    colleague = Officer.objects.filter(login=login, unit_id=request.user.unit_id, is_active=True).first()
    if colleague is None:
        raise DossierError(say("Chưa chọn người nhận việc. Chọn một đồng nghiệp trong danh sách."))
    return _act(
        request, pk, scope="give", undo="hoan-tac-nhan", text=str(say("Đã giao cho {name}.", name=colleague.name)),
        do=lambda one: acts.give_step(dossier=one, officer=colleague, step=step, by=request.actor, at=now()),
    )  # fmt: skip


@require_POST
@officer_required()
@kindly
def name_collector(request: HttpRequest, pk: int) -> HttpResponse:
    """U: who may fetch the result in the owner's place, and by what paper."""
    data = request.POST
    return _act(
        request, pk, scope="collector", text=str(say("Đã ghi người nhận thay.")),
        do=lambda one: acts.name_collector(
            dossier=one, name=data.get("name", ""), relation=data.get("relation", ""), paper=data.get("paper", ""),
            id_number=data.get("card", ""), by=request.actor, at=now(),
        ),
    )  # fmt: skip


@require_POST
@officer_required()
@kindly
def tell(request: HttpRequest, pk: int) -> HttpResponse:
    """M: the person is told how the dossier stands, by message or on the call list, once more if they were told before."""

    def ask(one: Dossier) -> None:
        event = worth_telling(dossiers.dossier_page(dossier=one, at=now()))
        if event is None:
            raise DossierError(say("Hồ sơ chưa có gì mới để báo. Tải lại trang để xem."))
        messages.ask(dossier=one, event=event, by=request.actor, at=now())

    return _act(request, pk, scope="tell", text=str(say("Đã xếp việc báo cho người nộp.")), do=ask)


@require_POST
@officer_required()
@kindly
def undo_take(request: HttpRequest, pk: int) -> HttpResponse:
    """Ctrl Z after taking or giving a step."""
    return _act(
        request, pk, scope="undo-take", text=str(say("Đã hoàn tác, việc về lại người giữ trước.")),
        do=lambda one: acts.release_step(dossier=one, by=request.actor, at=now()),
    )  # fmt: skip


@require_POST
@officer_required()
@kindly
def undo_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Ctrl Z after a step that is done, or a result that was reported."""
    return _act(
        request, pk, scope="undo-done", text=str(say("Đã hoàn tác, đồng hồ của bước chạy tiếp.")),
        do=lambda one: acts.reopen_step(dossier=one, by=request.actor, at=now()),
    )  # fmt: skip


@require_GET
@never_cache
@officer_required()
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def form01(request: HttpRequest, pk: int) -> HttpResponse:
    """Form 01 as PDF; each print is an entry with the number of its copy. A refusal is one sentence that the page says."""
    found, at = of_unit(request, pk), now().replace(microsecond=0)
    address = outside(request)
    copy = forms.next_copy(pk=pk)
    try:
        acts.note_opened(dossier=found, by=request.actor, at=at, reason=dossier.reason_for(request.actor, found, at))
        sheet = forms.form01_pdf(dossier=found, copy=copy, at=at, address=address)
        acts.form_printed(dossier=found, copy=copy, by=request.actor, at=at)
    except Refusal as error:
        return no_sheet(error)
    return pdf_answer(sheet, name=f"mau-01-{found.code}")
