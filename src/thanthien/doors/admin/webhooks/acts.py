"""What one press does to a receiver: try it, another secret, off and on, away and back, one notice once more."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from thanthien.doors.admin.saving import administers, attempt, tell
from thanthien.doors.admin.webhooks.shown import why
from thanthien.doors.admin.webhooks.views import secret_page, webhook_or_404
from thanthien.doors.parts.once import once
from thanthien.exchange import actions
from thanthien.exchange.models import Notice
from thanthien.exchange.rules import ExchangeError
from thanthien.exchange.sending import send_now
from thanthien.journal.models import Entry
from thanthien.shared.clock import now
from thanthien.shared.wording import say


@administers
@require_POST
def try_it(request: HttpRequest, pk: int) -> HttpResponse:
    """A notice without any matter, and what the receiver says to it. It is sent after the act, with nothing held meanwhile."""
    row, made = webhook_or_404(request, pk), list[Entry]()

    def do() -> dict:
        made.append(actions.ask_test(webhook=row, by=request.actor, at=now()))
        return {}

    once(request, scope=f"webhook-test:{pk}", unit=row.unit_id, by=request.actor, do=do)
    answer = send_now(webhook=row, entry=made[0], at=now()) if made else None
    if answer is None:
        tell(request, say("Tin thử đang đi. Xem trong danh sách tin dưới đây."))
    elif answer.trouble is None:
        tell(request, say("{name} đã nhận tin thử.", name=row.name))
    else:
        messages.error(request, str(say("Tin thử chưa tới: {why}.", why=why(answer.trouble, answer.status))))
    return redirect("admin:webhook", pk)


@never_cache
@administers
@require_POST
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    """Another secret, shown once; the one before holds beside it for a day."""
    row, secret = webhook_or_404(request, pk), list[str]()

    def do() -> dict:
        secret.append(actions.rotate_secret(webhook=row, by=request.actor, at=now())[1])
        return {}

    once(request, scope=f"webhook-rotate:{pk}", unit=row.unit_id, by=request.actor, do=do)
    if secret:
        return secret_page(request, webhook_or_404(request, pk), secret[0], before=True)
    tell(request, say("Khóa ký đã đổi rồi và chỉ hiện một lần. Chưa kịp chép thì đổi lần nữa."))
    return redirect("admin:webhook", pk)


@administers
@require_POST
def rotate_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The secret before holds alone again."""
    row = webhook_or_404(request, pk)
    attempt(
        request, scope=f"webhook-rotate-back:{pk}", done=say("Khóa ký cũ dùng lại như trước."),
        do=lambda: actions.take_back_rotation(webhook=row, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:webhook", pk)


@administers
@require_POST
def switch_off(request: HttpRequest, pk: int) -> HttpResponse:
    row = webhook_or_404(request, pk)
    attempt(
        request, scope=f"webhook-off:{pk}", done=say("Đã tắt {name}. Việc từ giờ không báo.", name=row.name),
        undo=reverse("admin:webhook-on", args=[pk]), do=lambda: actions.switch_off(webhook=row, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:webhook", pk)


@administers
@require_POST
def switch_on(request: HttpRequest, pk: int) -> HttpResponse:
    row = webhook_or_404(request, pk)
    attempt(
        request, scope=f"webhook-on:{pk}", done=say("{name} đang được báo. Tin còn chờ gửi đi trước.", name=row.name),
        undo=reverse("admin:webhook-off", args=[pk]), do=lambda: actions.switch_on(webhook=row, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:webhook", pk)


@administers
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = webhook_or_404(request, pk)
    attempt(
        request, scope=f"webhook-remove:{pk}", done=say("Đã bỏ {name}.", name=row.name),
        undo=reverse("admin:webhook-restore", args=[pk]), do=lambda: actions.remove(webhook=row, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:connections")


@administers
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    row = webhook_or_404(request, pk, removed=True)
    attempt(
        request, scope=f"webhook-restore:{pk}", done=say("{name} đã có lại.", name=row.name),
        do=lambda: actions.restore(webhook=row, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:webhook", pk)


@administers
@require_POST
def again(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """A notice that was given up is due once more."""
    row = webhook_or_404(request, pk)
    found = Notice.objects.filter(pk=notice, webhook=row).select_related("webhook").first()
    if found is None:
        raise Http404
    try:
        once(
            request, scope=f"webhook-again:{notice}", unit=row.unit_id, by=request.actor,
            do=lambda: {"pk": actions.send_again(notice=found, by=request.actor, at=now()).pk},
        )  # fmt: skip
        tell(request, say("Đã xếp gửi lại."))
    except ExchangeError as error:
        messages.error(request, str(error))
    return redirect("admin:webhook", pk)
