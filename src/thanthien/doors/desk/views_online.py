"""`/nop-qua-mang/`: what citizens handed in on the national portal waits here for an answer: accepted, completed, refused."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import online
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.rules import RefusalReason
from thanthien.exchange import incoming, incoming_queries, incoming_wishes
from thanthien.exchange.incoming_queries import dossier_of
from thanthien.exchange.incoming_rules import IncomingState, files_of, records_of
from thanthien.exchange.models import Incoming
from thanthien.exchange.rules import ExchangeError
from thanthien.law.queries import rule
from thanthien.people.rules import Role
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

receivers = officer_required(Role.ONE_STOP, Role.POLICE)
SALT, AN_HOUR, MOST_BYTES = "desk.online.file", 3600, 2 * 1024 * 1024 + 1


def _record(request: HttpRequest, pk: int) -> Incoming:
    """A record of the officer's unit; 404 for any other."""
    found = incoming_queries.incoming(pk=pk, unit=request.user.unit_id)
    if found is None:
        raise Http404
    return found


@require_GET
@never_cache
@receivers
def page(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, what was kept aside, and a file to take in; `?xem=da-rut`: what owners took back."""
    at, unit = now(), request.user.unit_id
    if request.GET.get("xem") == "da-rut":
        back = [online.taken_back(row) for row in incoming_queries.taken_back(unit=unit)]
        return exported(request, online.table_back(back)) or render(request, "desk/online_back.html", {"rows": back})
    rows = [online.line(row, at=at) for row in incoming_queries.waiting(unit=unit)]
    return exported(request, online.table(rows)) or render(request, "desk/online.html", _page(request, rows))


def _page(request: HttpRequest, rows: list[dict] | None = None, **more: object) -> dict:
    at, unit = now(), request.user.unit_id
    if rows is None:
        rows = [online.line(row, at=at) for row in incoming_queries.waiting(unit=unit)]
    aside = [online.kept_aside(row) for row in incoming_queries.aside(unit=unit)]
    wishes = [online.wish(row) for row in incoming_queries.wishes(unit=unit)]
    term = rule(code="online.answer_within", on=day_of(at))
    return {"rows": rows, "wishes": wishes, "aside": aside, "term": term, "error": "", "preview": None} | more


@require_POST
@never_cache
@receivers
def upload(request: HttpRequest) -> HttpResponse:
    """First the file and what it would do, then (`packed`) doing it."""
    at, unit = now(), request.user.unit_id
    try:
        if request.POST.get("packed"):
            kept = signing.loads(request.POST["packed"], salt=SALT, max_age=AN_HOUR)
            if kept["unit"] != unit:
                raise signing.BadSignature("another unit")
            came = incoming.take_in(unit=unit, rows=kept["rows"], source="file", by=request.actor, at=at)
            text = say("Nhận thêm {new} hồ sơ, {same} đã có, {aside} để riêng vì chưa nhận được.",
                       new=came.new + came.again, same=came.same, aside=came.aside)  # fmt: skip
            messages.success(request, str(text))
            if told := _told_back(came):
                messages.success(request, told)
            return redirect("desk:online")
        file = request.FILES.get("file")
        if file is None:
            raise ExchangeError(say("Chọn tệp JSON xuất từ Cổng rồi bấm Xem trước."))
        rows = records_of(file.read(MOST_BYTES))
    except signing.BadSignature:
        error = say("Bản xem trước đã cũ. Chọn tệp lại.")
        return render(request, "desk/online.html", _page(request, error=str(error)), status=422)
    except ExchangeError as error:
        return render(request, "desk/online.html", _page(request, error=str(error)), status=422)
    packed = signing.dumps({"unit": unit, "rows": rows}, salt=SALT, compress=True)
    more = {"preview": online.preview(rows, unit=unit, at=at), "packed": packed}
    return render(request, "desk/online.html", _page(request, **more))


def _told_back(came: incoming.Came) -> str:
    """What the file said of dossiers that their owners want back."""
    if not came.withdrawn + came.wished + came.late:
        return ""
    return str(say("Người dân rút: {n} hồ sơ chưa xét, {wished} hồ sơ đang làm chờ ghi rút, {late} hồ sơ không rút được nữa.",
                   n=came.withdrawn, wished=came.wished, late=came.late))  # fmt: skip


@require_GET
@never_cache
@receivers
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One record whole: opening it is an access."""
    return _one(request, _open(request, pk))


def _open(request: HttpRequest, pk: int) -> Incoming:
    row = _record(request, pk)
    if row.dossier is None:
        raise Http404
    dossiers.note_opened(dossier=row.dossier, by=request.actor, at=now())
    return row


def _one(request: HttpRequest, row: Incoming, *, status: int = 200, **more: object) -> HttpResponse:
    at, typed = now(), {int(key[2:]): text for key, text in request.POST.items() if key[:2] == "p-" and key[2:].isdigit()}
    context = {
        "row": row, "dossier": dossier_of(row), "line": online.line(row, at=at), "files": files_of(row.body),
        "papers": online.papers(row, at=at, typed=typed), "marks": online.MARKS, "reasons": list(RefusalReason),
        "open": row.state in (IncomingState.WAITING, IncomingState.ASKED),
        "term": rule(code="online.answer_within", on=day_of(at)),
        "error": "", "where": "",
        "typed": {name: request.POST.get(name, "")[:1000] for name in ("words", "reason", "note")},
        "may_ask": row.asked_at is None,
    }  # fmt: skip
    return render(request, "desk/online_one.html", context | more, status=status)


@require_POST
@never_cache
@receivers
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """It becomes a dossier with its code, now; what is missing is said and the marks stay."""
    row, by, at = _open(request, pk), request.actor, now()
    marks = {}
    for key, text in request.POST.items():
        if key[:2] == "p-" and key[2:].isascii() and key[2:].isdigit() and text in tuple(PaperState):
            marks[int(key[2:])] = Mark(PaperState(text), note=request.POST.get(f"n-{key[2:]}", "")[:300], source="portal")

    def do() -> dict:
        return {"dossier": incoming.accept(record=row, papers=marks, by=by, at=at).pk}

    try:
        done, _ = once(request, scope="online.accept", unit=row.unit_id, by=by, do=do, asked=str(pk))
    except Refusal as error:
        return _one(request, row, status=422, error=str(error), where="accept")
    messages.success(request, str(say("Đã nhận hồ sơ. Cổng được báo mã và ngày hẹn.")))
    return redirect("desk:dossier", pk=done["dossier"])


@require_POST
@never_cache
@receivers
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner is asked to add something, once and completely."""
    row = _open(request, pk)
    try:
        incoming.ask_supplement(record=row, words=request.POST.get("words", "")[:2000], by=request.actor, at=now())
    except Refusal as error:
        return _one(request, row, status=422, error=str(error), where="ask")
    messages.success(request, str(say("Cổng được báo để người nộp bổ sung.")))
    return redirect("desk:online-one", pk=pk)


@require_POST
@never_cache
@receivers
def withdraw_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The request was a mistake."""
    try:
        incoming.withdraw_ask(record=_open(request, pk), by=request.actor, at=now())
        messages.success(request, str(say("Đã rút yêu cầu bổ sung, Cổng được báo lại.")))
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("desk:online-one", pk=pk)


@require_POST
@never_cache
@receivers
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Not accepted, with the reason that its owner reads."""
    row, reason, note = _open(request, pk), request.POST.get("reason", ""), request.POST.get("note", "")[:300]
    try:
        if reason not in tuple(RefusalReason):
            raise ExchangeError(say("Chọn lý do từ chối."), field="reason")
        incoming.refuse(record=row, reason=RefusalReason(reason), note=note, by=request.actor, at=now())
    except Refusal as error:
        return _one(request, row, status=422, error=str(error), where="refuse")
    messages.success(request, str(say("Đã từ chối. Cổng được báo lý do để người nộp đọc.")))
    return redirect("desk:online")


@require_POST
@never_cache
@receivers
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The dossier in work ends as its owner wished; back to where it was pressed."""
    row, by, at = _open(request, pk), request.actor, now()

    def do() -> dict:
        return {"dossier": incoming_wishes.withdraw(record=row, by=by, at=at).pk}

    try:
        once(request, scope="online.withdraw", unit=row.unit_id, by=by, do=do, asked=str(pk))
        messages.success(request, str(say("Đã ghi người dân rút hồ sơ. Trả lại giấy cho người dân.")))
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("desk:dossier", pk=row.dossier_id)


@require_POST
@never_cache
@receivers
def drop_wish(request: HttpRequest, pk: int) -> HttpResponse:
    """The owner thought better of it; the message takes it back."""
    try:
        incoming_wishes.drop_wish(record=_open(request, pk), by=request.actor, at=now())
        text = say("Đã ghi người dân không rút nữa, hồ sơ làm tiếp.")
        messages.success(request, str(text), extra_tags=reverse("desk:online-restore-wish", kwargs={"pk": pk}))
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("desk:online")


@require_POST
@never_cache
@receivers
def restore_wish(request: HttpRequest, pk: int) -> HttpResponse:
    """It was put away by mistake."""
    try:
        incoming_wishes.restore_wish(record=_open(request, pk), by=request.actor, at=now())
    except Refusal as error:
        messages.error(request, str(error))
    return redirect("desk:online")


@require_POST
@never_cache
@receivers
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """A record that was kept aside is tried once more."""
    row = incoming.retry(record=_record(request, pk), by=request.actor, at=now())
    if row.state == IncomingState.ASIDE:
        messages.error(request, str(say("Vẫn chưa nhận được. Lý do ghi ở dòng ấy.")))
    else:
        messages.success(request, str(say("Đã nhận bản ghi, hồ sơ đang chờ xét.")))
    return redirect("desk:online")


@require_POST
@never_cache
@receivers
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """A record that was kept aside is put away; the message takes it back."""
    incoming.dismiss(record=_record(request, pk), by=request.actor, at=now())
    messages.success(request, str(say("Đã bỏ bản ghi.")), extra_tags=reverse("desk:online-restore", kwargs={"pk": pk}))
    return redirect("desk:online")


@require_POST
@never_cache
@receivers
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """It was put away by mistake."""
    incoming.restore(record=_record(request, pk), by=request.actor, at=now())
    return redirect("desk:online")
