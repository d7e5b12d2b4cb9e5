"""`/quan-tri/ket-noi/noi-nhan`: receivers made and changed, and the page of one with its last notices."""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from thanthien.doors.admin.forms import Field, Form, Wrong
from thanthien.doors.admin.saving import administers, save, tell
from thanthien.doors.admin.webhooks import shown
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.exchange import actions, queries, rules
from thanthien.exchange.models import Webhook
from thanthien.exchange.rules import EVENT_NAMES, LONGEST_ADDRESS, Event, ExchangeError
from thanthien.shared.clock import now
from thanthien.shared.wording import say

# The questions of the form, each with the events whose names begin so.
PARTS = {"dossiers": ("dossier.", "step."), "tickets": ("ticket.",), "counters": ("counter.",)}


def webhook_or_404(request: HttpRequest, pk: int, *, removed: bool = False) -> Webhook:
    """One of the officer's unit; one that was removed only where its removal is taken back."""
    found = queries.webhook(pk=pk, unit=request.user.unit_id)
    if found is None or (found.removed_at is not None and not removed):
        raise Http404
    return found


@never_cache
@administers
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The list as a file; on the screen it stands on the page of connections."""
    columns = (
        Column(say("Phần mềm"), lambda r: r.row.name, width=30),
        Column(say("Máy nhận"), lambda r: r.host, width=30),
        Column(say("Việc được báo"), lambda r: r.told, width=44),
        Column(say("Trạng thái"), lambda r: r.word),
        Column(say("Gửi được lần cuối"), lambda r: r.row.last_ok, Kind.MOMENT),
        Column(say("Chờ gửi"), lambda r: r.waiting, Kind.NUMBER),
    )
    rows = shown.lines(request.user.unit_id, now())
    return exported(request, Table("noi-nhan", say("Nơi nhận"), columns, rows)) or redirect("admin:connections")


@never_cache
@administers
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """How it goes with one receiver, and what can be done."""
    row = webhook_or_404(request, pk)
    told = shown.notices(row)
    columns = (
        Column(say("Lúc"), lambda r: r.notice.at, Kind.MOMENT),
        Column(say("Việc"), lambda r: r.kind, width=24),
        Column(say("Mã"), lambda r: r.about, width=30),
        Column(say("Trạng thái"), lambda r: r.word, width=22),
        Column(say("Gửi được lúc"), lambda r: r.notice.sent_at, Kind.MOMENT),
        Column(say("Số lần thử"), lambda r: r.tries, Kind.NUMBER),
        Column(say("Vì sao chưa tới"), lambda r: r.why, width=44),
        Column(say("Mã tin"), lambda r: r.notice.code, width=20),
    )
    table = Table("tin-gui", say("Tin đã gửi"), columns, told, {say("Nơi nhận"): row.name})
    waiting = queries.waiting(unit=row.unit_id, webhooks=[row]).get(row.pk, 0)
    page = {"line": shown.Line(row, waiting, now()), "rows": told, "quiet": settings.DEMO and not settings.WEBHOOKS["networks"]}
    return exported(request, table) or render(request, "admin/webhooks/one.html", page)


def _address(text: str) -> str:
    try:
        rules.target_of(text, networks=settings.WEBHOOKS["networks"])
    except ExchangeError as error:
        raise Wrong(error) from error
    return text


def _choices(begins: Iterable[str]) -> list[tuple[str, str]]:
    return [(str(one), name) for one, name in EVENT_NAMES.items() if str(one).startswith(tuple(begins))]


def _fields() -> list[Field]:
    return [
        Field(
            "name", say("Phần mềm nào"), most=60, need=say("Ghi tên phần mềm sẽ nhận tin."),
            hint=say("Như: Phần mềm điều hành của tỉnh."),
        ),
        Field(
            "address", say("Địa chỉ nhận"), kind="url", most=LONGEST_ADDRESS, need=say("Ghi địa chỉ nhận tin."), check=_address,
            hint=say("Bên kia đưa địa chỉ này, bắt đầu bằng https://."),
        ),
        Field("dossiers", say("Báo khi có việc về hồ sơ"), kind="checks", choices=_choices(PARTS["dossiers"])),
        Field("tickets", say("Báo khi có việc ở hàng chờ"), kind="checks", choices=_choices(PARTS["tickets"])),
        Field("counters", say("Báo khi quầy mở, đóng"), kind="checks", choices=_choices(PARTS["counters"])),
    ]  # fmt: skip


def _saved(row: Webhook) -> dict[str, object]:
    chosen = {part: [one for one in row.events if one.startswith(begins)] for part, begins in PARTS.items()}
    return {"name": row.name, "address": row.address, **chosen}


def _read(request: HttpRequest, form: Form) -> dict:
    """What was typed, as the act takes it; the form says when no event was chosen."""
    form.read(request.POST)
    events = [Event(one) for part in PARTS for one in form[part].chosen if one]
    if not events:
        form.fail(say("Chọn ít nhất một việc để báo."), "dossiers")
    return {"name": form.values["name"], "address": form.values["address"], "events": events}


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new receiver; its secret stands on the next page and nowhere else, so a resent form is told that it was shown."""
    form = Form(_fields())
    if request.method == "POST":
        asked, secret = _read(request, form), []

        def do() -> dict:
            made, text = actions.add_webhook(unit=request.user.unit_id, **asked, by=request.actor, at=now())
            secret.append(text)
            return {"pk": made.pk}

        made = save(request, form, do, scope="webhook")
        if made is not None and secret:
            return secret_page(request, webhook_or_404(request, made["pk"]), secret[0])
        if made is not None:
            tell(request, say("Nơi nhận này đã lập rồi và khóa ký chỉ hiện một lần. Chưa kịp chép thì bấm Đổi khóa ký."))
            return redirect("admin:webhook", made["pk"])
    page = {
        "form": form, "title": say("Thêm nơi nhận"), "button": say("Lập nơi nhận"), "back": reverse("admin:connections"),
        "intro": say("Tin chỉ mang mã, không mang tên hay số của ai. Khóa ký hiện một lần ở trang sau."),
        "back_title": say("Kết nối"),
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


def secret_page(request: HttpRequest, row: Webhook, secret: str, *, before: bool = False) -> HttpResponse:
    """The secret, once. `before`: another one held until now, and goes on holding for a day."""
    page = {"line": shown.Line(row, 0, now()), "secret": secret, "before": before}
    return render(request, "admin/webhooks/secret.html", page)


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, address or choice of events."""
    row = webhook_or_404(request, pk)
    form = Form(_fields()).fill(_saved(row), row=row)
    if request.method == "POST":
        asked = _read(request, form)

        def do() -> dict:
            actions.change_webhook(webhook=row, **asked, seen=form.seen, by=request.actor, at=now())
            return {"pk": row.pk}

        if save(request, form, do, scope=f"webhook:{pk}", row=row, saved=_saved) is not None:
            tell(request, say("Đã lưu {name}.", name=form.values["name"]))
            return redirect("admin:webhook", pk)
    page = {
        "form": form, "title": row.name, "intro": "", "button": say("Lưu nơi nhận"), "back": reverse("admin:webhook", args=[pk]),
        "back_title": row.name,
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)
