"""`/buu-chinh/`: results go by the public post and papers come by it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from thanthien.doors.desk import post
from thanthien.doors.desk.finding import of_unit as dossier_of
from thanthien.doors.parts.days import day_asked
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import exported
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.rules import code_tail
from thanthien.journeys.send_by_post import send_by_post
from thanthien.outreach import mail_queries, mailing
from thanthien.outreach.access import MAIL_ROLES
from thanthien.outreach.models_mail import PostalItem
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import Refusal, say

mails = officer_required(*MAIL_ROLES)


def _item(request: HttpRequest, pk: int) -> PostalItem:
    found = mail_queries.item(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, *, status: int = 200, **more: object) -> HttpResponse:
    context = post.context(unit=request.user.unit_id, at=now()) | {"typed": {}, "wrong": {}} | more
    return exported(request, post.table(context)) or render(request, "desk/post.html", context, status=status)


@require_GET
@never_cache
@mails
def page(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _refused(request: HttpRequest, error: Refusal, *, form: str) -> HttpResponse:
    """The page again, what was typed in the form that was sent, the sentence at its field."""
    typed = {name: request.POST.get(name, "")[:160] for name in ("tracking", "fee", "sender", "matter", "receiver")}
    wrong = {"form": form, "field": getattr(error, "field", ""), "said": str(error)}
    return _page(request, status=422, typed=typed, wrong=wrong)


@require_POST
@never_cache
@mails
def prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """A result gets the number of its receipt."""
    found, told = dossier_of(request, pk), {"by": request.actor, "at": now()}
    number, fee = request.POST.get("tracking", ""), request.POST.get("fee", "")

    def do() -> dict:
        made = mailing.prepare(unit=found.unit_id, subject=post.subject_of(found), tracking=number, fee=fee, **told)
        return {"mail": made.pk}

    try:
        done, _ = once(request, scope=f"mail.{pk}", unit=found.unit_id, by=request.actor, do=do)
    except Refusal as error:
        return _refused(request, error, form=str(pk))
    text = say("Đã ghi bưu gửi của {code}.", code=code_tail(found.code))
    messages.success(request, str(text), extra_tags=reverse("desk:post-withdraw", args=[done["mail"]]))
    return redirect("desk:post")


@require_POST
@never_cache
@mails
def hand_to_postman(request: HttpRequest) -> HttpResponse:
    """What is ticked goes: each letter by itself, so that one that cannot go does not hold the others."""
    keys = {int(key) for key in request.POST.getlist("item") if key.isascii() and key.isdigit() and len(key) < 12}
    sent = 0
    for row in mail_queries.ready(unit=request.user.unit_id):
        if row.pk not in keys:
            continue
        try:
            send_by_post(item=row, by=request.actor, at=now())
            sent += 1
        except Refusal as error:
            messages.error(request, f"{row.tracking}: {error}")
    if sent:
        messages.success(request, str(say("Đã giao bưu tá {n} bưu gửi.", n=sent)))
    elif not keys:
        messages.error(request, str(say("Chưa chọn bưu gửi nào. Đánh dấu những cái bưu tá lấy.")))
    return redirect("desk:post")


@require_POST
@never_cache
@mails
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    """The postman's receipt came back."""
    row, name = _item(request, pk), request.POST.get("receiver", "")
    try:
        mailing.deliver(item=row, receiver=name, by=request.actor, at=now())
    except Refusal as error:
        return _refused(request, error, form=f"d{pk}")
    return _said(request, row, say("Đã đến tay người nhận."), "desk:post-reopen")


def _said(request: HttpRequest, row: PostalItem, text: object, undo: str = "") -> HttpResponse:
    messages.success(request, str(text), extra_tags=reverse(undo, args=[row.pk]) if undo else "")
    return redirect("desk:post")


def _turn(request: HttpRequest, pk: int, action, text: object, undo: str) -> HttpResponse:
    row = _item(request, pk)
    try:
        action(item=row, by=request.actor, at=now())
    except Refusal as error:
        messages.error(request, str(error))
        return redirect("desk:post")
    return _said(request, row, text, undo)


@require_POST
@never_cache
@mails
def come_back(request: HttpRequest, pk: int) -> HttpResponse:
    return _turn(request, pk, mailing.come_back, say("Đã ghi bưu gửi trả về xã."), "desk:post-reopen")


@require_POST
@never_cache
@mails
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    return _turn(request, pk, mailing.reopen, say("Bưu gửi lại đang trên đường."), "")


@require_POST
@never_cache
@mails
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _turn(request, pk, mailing.withdraw, say("Đã rút bưu gửi."), "desk:post-restore")


@require_POST
@never_cache
@mails
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    return _turn(request, pk, mailing.restore, say("Bưu gửi có lại trong danh sách."), "")


@require_POST
@never_cache
@mails
def take_in(request: HttpRequest) -> HttpResponse:
    """Papers came."""
    unit, given = request.user.unit_id, {name: request.POST.get(name, "") for name in ("tracking", "sender", "matter")}

    def do() -> dict:
        return {"mail": mailing.take_in(unit=unit, by=request.actor, at=now(), **given).pk}

    try:
        done, _ = once(request, scope="mail-in", unit=unit, by=request.actor, do=do)
    except Refusal as error:
        return _refused(request, error, form="in")
    messages.success(request, str(say("Đã ghi bưu gửi đến.")), extra_tags=reverse("desk:post-withdraw", args=[done["mail"]]))
    return redirect("desk:post")


@require_GET
@never_cache
@mails
def day_list(request: HttpRequest) -> HttpResponse:
    """The list that the postman signs: names and addresses, so each dossier on it is opened."""
    day = day_asked(request, "ngay", day_of(now()))
    rows = post.day_list(unit=request.user.unit_id, day=day)
    for _, of in rows:
        dossiers.note_opened(dossier=of, by=request.actor, at=now(), reason="return")
    fees = sum(row.fee_vnd for row, _ in rows)
    return render(request, "desk/post_day.html", {"rows": rows, "day": day, "fees": fees})
