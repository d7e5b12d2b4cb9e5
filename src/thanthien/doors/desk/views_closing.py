"""`/cuoi-ngay`: the end of the day, and `/chua-nhan`: results that nobody fetched."""

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import answers, closing
from thanthien.doors.desk.answers import kindly
from thanthien.doors.desk.finding import of_unit
from thanthien.doors.desk.lists import days_waiting, fees_table, uncollected_table
from thanthien.doors.desk.views_counter import number, sits
from thanthien.doors.desk.words import short_code
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.pdf import PDF_POLICY, pdf_answer
from thanthien.doors.parts.tables import exported
from thanthien.doors.parts.templatetags.words import day_full
from thanthien.dossiers import actions as acts
from thanthien.dossiers import fees, folders
from thanthien.dossiers import queries as dossiers
from thanthien.dossiers.models import CashCount, Fee, FolderList
from thanthien.dossiers.queries import owner_masked
from thanthien.messaging.queries import times_told
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.shared.clock import day_of, now
from thanthien.shared.paper.handover import handover
from thanthien.shared.wording import Refusal, Sentence, say

MOST = 500


@require_GET
@never_cache
@officer_required()
@kindly
def page(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/closing.html", closing.context(officer=request.user, by=request.actor, at=now()))


@require_GET
@officer_required()
@kindly
def part(request: HttpRequest) -> HttpResponse:
    """The inside again, when somebody handed or took something."""
    return _inside(request)


def _inside(request: HttpRequest, *, text: str = "", undo: str = "", said: dict | None = None) -> HttpResponse:
    """What is inside <main>, with a toast; `said`: part → a refusal that is shown at its place."""
    context = closing.context(officer=request.user, by=request.actor, at=now()) | {"said": said or {}, "v": request.POST}
    inside = render_to_string("desk/_closing.html", context, request=request)
    if text:
        inside += answers.toast(request, text, undo=undo, undo_target="main")
    return HttpResponse(inside, status=422 if said else 200)


def _colleague(request: HttpRequest, name: str) -> Officer | None:
    pk = number(request.POST.get(name, ""))
    return Officer.objects.filter(pk=pk, unit_id=request.user.unit_id, is_active=True).first()


def _sheet(request: HttpRequest, pk: int) -> FolderList:
    found = folders.list_of(pk=pk, unit=request.user.unit_id)
    if found is None:
        raise Http404
    return found


@require_POST
@sits
@kindly
def hand(request: HttpRequest) -> HttpResponse:
    """One list of ticked folders for one receiver."""
    wanted = [number(text) for text in request.POST.getlist("folder")][:MOST]
    receiver = _colleague(request, "receiver")
    if receiver is None:
        return _inside(request, said={"folders": say("Chưa chọn người nhận. Chọn tên trong danh sách rồi bàn giao.")})
    chosen = [of_unit(request, pk) for pk in wanted]

    def do() -> dict:
        return {"list": acts.hand_folders(dossiers=chosen, receiver=receiver, by=request.actor, at=now()).pk}

    try:
        result, _ = once(request, scope="folders", unit=request.user.unit_id, by=request.actor, do=do)
    except Refusal as error:
        return _inside(request, said={"folders": str(error)})
    text = say("Đã lập danh sách {n} hồ sơ giấy cho {name}. Đã báo cho người nhận.", n=len(chosen), name=receiver.name)
    return _inside(request, text=str(text), undo=f"/cuoi-ngay/rut/{result['list']}")


@require_POST
@officer_required()
@kindly
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A list that nobody has taken yet is taken back."""
    acts.withdraw_folders(sheet=_sheet(request, pk), by=request.actor, at=now())
    return _inside(request, text=str(say("Đã rút danh sách, hồ sơ giấy về lại quầy.")))


@require_POST
@officer_required()
@kindly
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """The receiver has the pile, with what differs."""
    sheet = _sheet(request, pk)
    missing = {number(text) for text in request.POST.getlist("missing")}
    notes = {number(key[5:]): value for key, value in request.POST.items() if key.startswith("note-")}

    def do() -> dict:
        return {"list": acts.take_folders(sheet=sheet, by=request.actor, at=now(), missing=missing, notes=notes).pk}

    once(request, scope=f"folders.{pk}", unit=sheet.unit_id, by=request.actor, do=do)
    return _inside(request, text=str(say("Đã nhận {n} hồ sơ giấy từ {name}.", n=sheet.lines.count(), name=sheet.giver.name)))


@require_GET
@never_cache
@officer_required()
@xframe_options_sameorigin
@csp_replace(PDF_POLICY)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The list as a sheet of paper to sign. It names persons: each folder on it is an opened file."""
    sheet, at = _sheet(request, pk), now()
    if not request.actor.has(Role.ONE_STOP, Role.POLICE, Role.LEADER) and request.user.pk not in (
        sheet.receiver_id,
        sheet.giver_id,
    ):
        raise Http404
    for line in sheet.lines.all():
        acts.note_opened(dossier=line.dossier, by=request.actor, at=at, reason="work")
    return pdf_answer(handover(closing.sheet_of(sheet)), name=f"ban-giao-{sheet.day:%d%m%y}-{sheet.number:02d}")


# --- the cash --------------------------------------------------------------------------------------------


@require_POST
@sits
@kindly
def count(request: HttpRequest) -> HttpResponse:
    """What lies in my drawer, typed; a difference needs its words."""
    typed = "".join(sign for sign in request.POST.get("counted", "") if sign.isdigit())
    if not typed or len(typed) > 9:
        return _inside(request, said={"cash": say("Chưa có số tiền đếm được. Gõ số đồng, ví dụ 120.000.")})

    def do() -> dict:
        made = acts.count_cash(counted=int(typed), why=request.POST.get("why", ""), by=request.actor, at=now())
        return {"count": made.pk}

    return _cash(request, scope="cash.count", do=do, text=say("Đã lưu số đếm. Nộp cho thủ quỹ khi sẵn sàng."))


@require_POST
@sits
@kindly
def hand_cash(request: HttpRequest) -> HttpResponse:
    """The counted cash goes to the treasurer."""
    row = get_object_or_404(CashCount, pk=number(request.POST.get("count", "")), unit_id=request.user.unit_id)
    treasurer = _colleague(request, "treasurer")
    if treasurer is None:
        return _inside(request, said={"cash": say("Chưa chọn người nhận tiền. Chọn thủ quỹ trong danh sách.")})

    def do() -> dict:
        return {"count": acts.hand_cash(count=row, treasurer=treasurer, by=request.actor, at=now()).pk}

    return _cash(request, scope=f"cash.{row.pk}", do=do, text=say("Đã nộp tiền cho {name}.", name=treasurer.name))


@require_POST
@officer_required(Role.ONE_STOP, Role.POLICE, Role.LEADER)
@kindly
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """A wrong line of the book is taken back by another."""
    fee = get_object_or_404(Fee, pk=pk, unit_id=request.user.unit_id)

    def do() -> dict:
        way, reason = request.POST.get("way", ""), request.POST.get("reason", "")
        return {"fee": acts.correct_fee(fee=fee, way=way, reason=reason, by=request.actor, at=now()).pk}

    return _cash(request, scope=f"fee.{pk}", do=do, text=say("Đã ghi dòng bù trừ cho biên lai {n}.", n=fee.number))


def _cash(request: HttpRequest, *, scope: str, do, text: Sentence) -> HttpResponse:
    try:
        once(request, scope=scope, unit=request.user.unit_id, by=request.actor, do=do)
    except Refusal as error:
        return _inside(request, said={"cash": str(error)})
    return _inside(request, text=str(text))


@require_GET
@never_cache
@officer_required(Role.ONE_STOP, Role.POLICE, Role.LEADER)
@kindly
def book(request: HttpRequest) -> HttpResponse:
    """The book of the day as a file."""
    day, every = day_of(now()), request.actor.has(Role.LEADER)
    rows = [fee for fee in fees.fees_of_day(unit=request.user.unit_id, day=day) if every or fee.officer_id == request.user.pk]
    answer = exported(request, fees_table(rows, day_full(day)))
    if answer is None:
        raise Http404
    return answer


# --- results that nobody fetched -------------------------------------------------------------------------


@require_GET
@never_cache
@officer_required(Role.ONE_STOP, Role.POLICE, Role.LEADER, Role.GUIDE)
@kindly
def uncollected(request: HttpRequest) -> HttpResponse:
    """Oldest first: how long it waits, how often the person was told, where it stands."""
    at = now()
    found = dossiers.ready_for_return(unit=request.user.unit_id, limit=MOST)
    told = times_told(dossiers=[of.pk for of in found])
    rows = [{"of": of, "days": days_waiting(of, at), "told": told.get(of.pk, 0)} for of in found]
    least = number(request.GET.get("tu-ngay", ""))
    rows = [row for row in rows if row["days"] >= least]
    answer = exported(request, uncollected_table(rows))
    if answer is not None:
        return answer
    shown = []
    for row in rows:
        of, (head, short) = row["of"], short_code(row["of"].code)
        shown.append(row | {"pk": of.pk, "head": head, "short": short, "who": owner_masked(of), "what": of.procedure_name,
                            "shelf": of.shelf, "since": of.finished_at, "tone": "today" if row["days"] >= 7 else ""})  # fmt: skip
    return render(request, "desk/uncollected.html", {"rows": shown, "least": least, "steps": (0, 3, 7, 30)})
