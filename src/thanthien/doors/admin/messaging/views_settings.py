"""`/quan-tri/tin-nhan`: which channels there are and how they stand, when nothing is sent, a mail to oneself."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.admin.forms import Field, Form, whole
from thanthien.doors.admin.office_form import hour
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.messaging import actions, adapters, queries, sending
from thanthien.messaging.models import Sending
from thanthien.messaging.rules import (
    CHANNEL_NAMES,
    EVENT_NAMES,
    SENT_BY_MACHINE,
    STATE_NAMES,
    Channel,
    Event,
    MessageError,
    State,
)
from thanthien.people.rules import Role
from thanthien.shared.clock import now
from thanthien.shared.wording import say

administers = officer_required(Role.ADMIN)
MONTH = timedelta(days=30)
SETTINGS = {Channel.MAIL: "THANTHIEN_SMTP_HOST", Channel.ZALO: "THANTHIEN_ZALO_ADDRESS", Channel.SMS: "THANTHIEN_SMS_ADDRESS"}


def form_of() -> Form:
    """The questions of the page."""
    return Form([
        Field("channels", say("Kênh gửi tin"), kind="checks", choices=[(str(c), str(CHANNEL_NAMES[c])) for c in SENT_BY_MACHINE],
              hint=say("Bật từ lúc lưu: việc đã xảy ra trước đó không gửi qua kênh mới.")),
        Field("calls", say("Đưa vào danh sách gọi điện"), kind="tick",
              hint=say("Ai không có kênh nào, hoặc tin không đến được, thì Một cửa gọi.")),
        Field("quiet_to", say("Nhắn từ"), kind="text", size="short", check=hour, need=say("Ghi giờ như 07:00."), most=8,
              group=say("Giờ yên")),
        Field("quiet_from", say("Thôi nhắn từ"), kind="text", size="short", check=hour, need=say("Ghi giờ như 20:00."), most=8,
              hint=say("Ngoài khoảng này, tin chờ đến giờ mở cửa kế tiếp của Một cửa.")),
        Field("rest_days", say("Nhắn cả ngày nghỉ"), kind="tick"),
        Field("together", say("Gộp tin cho một người trong"), kind="number", size="short", check=whole(0, 1440), most=4,
              need=say("Ghi số phút, như 60."), hint=say("Phút. Nhiều tin trong khoảng này đi chung một thư.")),
    ])  # fmt: skip


def saved(row: Sending) -> dict[str, object]:
    """What is saved, as the form shows it."""
    quiet = queries.quiet_of(row)
    return {
        "channels": [str(channel) for channel in SENT_BY_MACHINE if queries.since_of(row, channel)], "calls": row.calls,
        "quiet_to": f"{quiet.ends:%H:%M}", "quiet_from": f"{quiet.begins:%H:%M}", "rest_days": row.rest_days,
        "together": str(row.together),
    }  # fmt: skip


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The page; a POST saves."""
    unit, form, at = request.user.unit_id, form_of(), now()
    row = queries.sending_of(unit=unit)
    if request.method == "POST":
        if form.read(request.POST) and _save(request, form, at):
            return redirect("admin:messaging")
        return render(request, "admin/messaging/settings.html", _page(request, form, at), status=422)
    form.fill(saved(row), row=None if row._state.adding else row)
    return render(request, "admin/messaging/settings.html", _page(request, form, at))


def _save(request: HttpRequest, form: Form, at: datetime) -> bool:
    unit, typed = request.user.unit_id, form.values

    def do() -> dict:
        actions.set_sending(
            unit=unit, channels=frozenset(Channel(code) for code in typed["channels"]), calls=bool(typed["calls"]),
            quiet_from=time.fromisoformat(typed["quiet_from"]), quiet_to=time.fromisoformat(typed["quiet_to"]),
            rest_days=bool(typed["rest_days"]), together=int(typed["together"]), seen=form.seen, by=request.actor, at=at,
        )  # fmt: skip
        return {}

    try:
        _, fresh = once(request, scope="messaging", unit=unit, by=request.actor, do=do)
    except ChangedMeanwhile as other:
        row = queries.sending_of(unit=unit)
        form.meet(other, row=row, saved=saved(row))
        return False
    except MessageError as error:
        form.fail(error, "quiet_to")
        return False
    if fresh:
        messages.success(request, str(say("Đã lưu cách gửi tin.")))
    return True


def _page(request: HttpRequest, form: Form, at: datetime) -> dict:
    unit = request.user.unit_id
    row = queries.sending_of(unit=unit)
    counted = queries.counts(unit=unit, since=at - MONTH)
    return {
        "form": form, "channels": [_channel(row, channel) for channel in SENT_BY_MACHINE], "demo_on": settings.DEMO,
        "events": [(event, EVENT_NAMES[event]) for event in Event], "mine": request.user.email,
        "counts": [(STATE_NAMES[state], counted[state]) for state in State if counted.get(state)],
        "public": settings.PUBLIC_ADDRESS, "troubles": sum(1 for _ in queries.troubled(unit=unit, limit=100)),
    }  # fmt: skip


def _channel(row: Sending, channel: Channel) -> dict:
    """A channel's state in one word, and what to do about it."""
    ready, since = adapters.set_up(channel), queries.since_of(row, channel)
    if ready and since:
        tone, word = "ok", say("đang gửi")
    elif ready:
        tone, word = "open", say("đã khai báo, chưa bật")
    elif since:
        tone, word = "today", say("đã bật, máy chưa khai báo")
    else:
        tone, word = "na", say("tắt")
    return {"name": CHANNEL_NAMES[channel], "tone": tone, "word": word, "since": since, "setting": SETTINGS[channel]}


@never_cache
@administers
@require_POST
def test_mail(request: HttpRequest) -> HttpResponse:
    """A mail with the words of one event to one's own address."""
    code = request.POST.get("event", "")
    event = Event(code) if code in set(Event) else Event.READY
    try:
        sending.send_test(unit=request.user.unit_id, to=request.user.email, event=event, at=now())
    except MessageError as error:
        form = form_of().fill(saved(queries.sending_of(unit=request.user.unit_id)))
        context = _page(request, form, now()) | {"test_error": str(error)}
        return render(request, "admin/messaging/settings.html", context, status=422)
    messages.success(request, str(say("Thư thử đã đi. Mở hộp thư để xem.")))
    return redirect("admin:messaging")
