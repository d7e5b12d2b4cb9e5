"""`/quan-tri/ket-noi`: tokens of the API for other programmes (each is shown once, and taken back by one press), and below them
whom the unit tells of its acts (webhooks).
"""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.admin.forms import Field, Form, Wrong
from thanthien.doors.admin.saving import administers, attempt, save, tell
from thanthien.doors.admin.webhooks import shown
from thanthien.doors.parts.numbers import number_in
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.people import actions as people
from thanthien.people.models import ApiToken, Device
from thanthien.people.queries import api_tokens, officers_of
from thanthien.people.rules import LONGEST_TOKEN_DAYS, SCOPE_NAMES, Scope
from thanthien.shared.clock import now
from thanthien.shared.wording import said, say

OFFICER, DEVICE = "officer", "device"
USUAL_DAYS = "180"


@dataclass(frozen=True, slots=True)
class Line:
    """One token of the list at a moment. `state` is the class of `.st`."""

    token: ApiToken
    at: datetime

    @property
    def holder(self) -> str:
        return self.token.officer.name if self.token.officer else self.token.device.name

    @property
    def may(self) -> str:
        return ", ".join(said(SCOPE_NAMES[Scope(one)]) for one in self.token.scopes)

    @property
    def state(self) -> str:
        if self.token.revoked_at is not None or self.token.expires_at <= self.at:
            return "na"
        return "ok" if self.token.last_used else "open"

    @property
    def word(self) -> str:
        if self.token.revoked_at is not None:
            return str(say("Đã thu hồi"))
        if self.token.expires_at <= self.at:
            return str(say("Đã hết hạn"))
        return str(say("Đang dùng") if self.token.last_used else say("Chưa dùng"))


def lines(unit: str, at: datetime) -> list[Line]:
    """Every token, those that open something first; one query."""
    return sorted((Line(token, at) for token in api_tokens(unit=unit)), key=lambda line: line.state == "na")


@never_cache
@administers
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The list: which programme, as whom, for what, until when, last used."""
    unit, at = request.user.unit_id, now()
    rows = lines(unit, at)
    columns = (
        Column(say("Phần mềm"), lambda r: r.token.name, width=30),
        Column(say("Làm việc thay cho"), lambda r: r.holder, width=30),
        Column(say("Được làm"), lambda r: r.may, width=40),
        Column(say("Trạng thái"), lambda r: r.word),
        Column(say("Đến ngày"), lambda r: r.token.expires_at, Kind.MOMENT),
        Column(say("Dùng lần cuối"), lambda r: r.token.last_used, Kind.MOMENT),
    )
    file = exported(request, Table("ket-noi", say("Kết nối"), columns, rows))
    return file or render(request, "admin/connections.html", {"rows": rows, "receivers": shown.lines(unit, at)})


def _days(text: str) -> int:
    found = number_in(text, least=1, most=LONGEST_TOKEN_DAYS)
    if found is None:
        raise Wrong(say("Ghi số ngày từ 1 đến {most}.", most=LONGEST_TOKEN_DAYS))
    return found


def _holders(unit: str) -> dict[str, dict]:
    """`officer:hanh` → who it is; officers at work and devices that are not shut out."""
    found = {f"{OFFICER}:{one.login}": {OFFICER: one} for one in officers_of(unit=unit)}
    devices = Device.objects.filter(unit_id=unit, revoked_at__isnull=True).order_by("code")
    return found | {f"{DEVICE}:{one.code}": {DEVICE: one} for one in devices}


def _fields(holders: dict[str, dict]) -> list[Field]:
    choices = [("", str(say("Chọn cán bộ hoặc máy")))] + [(key, next(iter(one.values())).name) for key, one in holders.items()]
    return [
        Field(
            "name", say("Phần mềm nào"), most=60, hint=say("Như: Máy lấy số của công ty X."),
            need=say("Ghi tên phần mềm sẽ dùng."),
        ),
        Field(
            "holder", say("Làm việc thay cho"), kind="select", choices=choices, need=say("Chọn cán bộ hoặc máy."),
            hint=say("Phần mềm chỉ làm được việc mà người hoặc máy ấy được làm; nhật ký ghi tên họ."),
        ),
        Field("scopes", say("Được làm"), kind="checks", choices=list(SCOPE_NAMES.items()), need=say("Chọn ít nhất một việc.")),
        Field("days", say("Dùng được mấy ngày"), value=USUAL_DAYS, size="short", need=say("Ghi số ngày."), check=_days),
    ]  # fmt: skip


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new token; its text stands on the next page and nowhere else, so a resent form is told that it was shown."""
    unit = request.user.unit_id
    holders = _holders(unit)
    form = Form(_fields(holders))
    if request.method == "POST" and form.read(request.POST):
        shown: list[str] = []

        def do() -> dict:
            asked = {name: form.values[name] for name in ("name", "scopes", "days")}
            made, text = people.issue_token(unit=unit, **asked, **holders[str(form.values["holder"])], by=request.actor, at=now())
            shown.append(text)
            return {"pk": made.pk}

        made = save(request, form, do, scope="connection")
        if made is not None and shown:
            line = Line(ApiToken.objects.get(pk=made["pk"]), now())
            return render(request, "admin/connection_made.html", {"line": line, "text": shown[0]})
        if made is not None:
            tell(request, say("Khóa này đã lập rồi và chỉ hiện một lần. Chưa kịp chép thì thu hồi rồi lập khóa mới."))
            return redirect("admin:connections")
    page = {
        "form": form, "title": say("Thêm kết nối"), "intro": say("Khóa chỉ hiện một lần ở trang sau. Chép ngay vào phần mềm."),
        "button": say("Lập khóa"), "back": reverse("admin:connections"), "back_title": say("Kết nối"),
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


@administers
@require_POST
def shut_out(request: HttpRequest, pk: int) -> HttpResponse:
    """The token opens nothing from now on; within ten minutes whoever did it can take that back."""
    found = ApiToken.objects.filter(pk=pk, unit_id=request.user.unit_id).first()
    if found is None:
        raise Http404
    attempt(
        request, scope=f"token-revoke:{pk}", done=say("Đã thu hồi khóa của {name}.", name=found.name),
        undo=reverse("admin:connection-again", args=[pk]),
        do=lambda: people.revoke_token(token=found, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:connections")


@administers
@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """It was a slip: the token holds as before."""
    found = ApiToken.objects.filter(pk=pk, unit_id=request.user.unit_id).first()
    if found is None:
        raise Http404
    attempt(
        request, scope=f"token-again:{pk}", done=say("Khóa của {name} dùng lại được.", name=found.name),
        do=lambda: people.restore_token(token=found, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:connections")
