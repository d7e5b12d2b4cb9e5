"""`/quan-tri/tai-khoan-thu`: the account of the office to which fees are transferred, from a day on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thanthien.doors.admin.forms import Check, Field, Form, Wrong
from thanthien.doors.admin.saving import administers, save, tell
from thanthien.payments import actions, queries
from thanthien.payments.rules import PaymentError, tidy_account, tidy_bank
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say


def _by(rule: Check) -> Check:
    """A rule of the room as the check of a field."""

    def check(text: str) -> object:
        try:
            return rule(text)
        except PaymentError as error:
            raise Wrong(str(error)) from error

    return check


def _form() -> Form:
    return Form(
        [
            Field(
                "bank", say("Mã ngân hàng"), size="short", most=6, need=say("Ghi mã sáu chữ số của ngân hàng."),
                hint=say("Sáu chữ số NAPAS cấp, bắt đầu bằng 97; Agribank là 970405."),
                check=_by(tidy_bank),
            ),
            Field(
                "number", say("Số tài khoản"), size="mid", most=30, need=say("Ghi số tài khoản của cơ quan."),
                check=_by(tidy_account),
            ),
            Field("holder", say("Tên chủ tài khoản"), most=80, need=say("Ghi tên chủ tài khoản đúng như ngân hàng ghi.")),
            Field("valid_from", say("Từ ngày"), kind="date", size="short", need=say("Chọn ngày bắt đầu.")),
        ]
    )  # fmt: skip


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """What holds today is filled in; saving makes a new account from a day on, the old one stays for its days."""
    unit, at = request.user.unit_id, now()
    held = queries.account(unit=unit, on=day_of(at))
    form = _form().fill(
        {"bank": held.bank if held else "", "number": held.number if held else "", "holder": held.holder if held else "",
         "valid_from": day_of(at)}
    )  # fmt: skip
    if request.method == "POST" and form.read(request.POST):

        def do() -> dict:
            return {"account": actions.open_account(unit=unit, by=request.actor, at=at, **form.values).pk}

        if save(request, form, do, scope="account", name="valid_from") is not None:
            tell(request, say("Đã lưu tài khoản thu. Mã VietQR của hồ sơ chưa nộp lệ phí dùng tài khoản này."))
            return redirect("admin:account")
    page = {
        "form": form, "title": say("Tài khoản thu"), "button": say("Lưu tài khoản"),
        "intro": say("Lệ phí chuyển khoản về tài khoản này của cơ quan, không bao giờ của cá nhân. Nội dung chỉ có mã hồ sơ."),
        "back": reverse("admin:home"), "back_title": say("Quản trị"),
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)
