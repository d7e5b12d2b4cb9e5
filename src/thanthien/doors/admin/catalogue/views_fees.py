"""What the province takes for one procedure."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.admin.catalogue.facts import CHANNELS, procedure_or_404
from thanthien.doors.admin.forms import Field, Form, Wrong
from thanthien.doors.admin.saving import administers, attempt, save, tell
from thanthien.procedures import actions
from thanthien.procedures import queries as catalogue
from thanthien.procedures.actions import FeeLine
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

MOST = 2_000_000_000


def amount(text: str) -> int:
    """An amount as people write it: 8000, 8.000, 8.000 đồng; raises Wrong."""
    digits = text.lower().replace("đồng", "").replace("₫", "").translate(str.maketrans("", "", " .,"))
    if not (digits.isascii() and digits.isdigit() and len(digits) < 11 and int(digits) <= MOST):
        raise Wrong(say("Ghi số tiền bằng chữ số, như 8.000. Không thu thì ghi 0."))
    return int(digits)


def form_of(today) -> Form:
    return Form(
        [
            Field("case", say("Trường hợp"), most=120, hint=say("Để trống là trường hợp thường. Như: Quá 60 ngày; Mỗi bản sao.")),
            Field("channel", say("Cách nộp"), kind="select", size="mid", choices=CHANNELS, value="any"),
            Field("amount", say("Số tiền (đồng)"), kind="number", size="mid", most=20, check=amount,
                  hint=say("Ghi 0 nếu không thu. Để trống nếu chỉ nói được bằng lời.")),
            Field("note", say("Ghi chú"), kind="area", most=500),
            Field("exempt", say("Ai không phải nộp"), most=500, hint=say("Như: hộ nghèo, người có công, người khuyết tật.")),
            Field("document", say("Văn bản quy định"), most=160, need=say("Ghi số nghị quyết của hội đồng nhân dân tỉnh."),
                  hint=say("Số và ngày của nghị quyết.")),
            Field("confirmed", say("Tôi đã đọc văn bản này, mức ghi đúng"), kind="tick",
                  hint=say("Chưa đánh dấu thì mọi nơi ghi “chưa xác nhận”.")),
            Field("valid_from", say("Áp dụng từ"), kind="date", size="short", most=10, need=say("Ghi ngày bắt đầu áp dụng."),
                  value=today),
            Field("valid_to", say("Đến hết trước ngày"), kind="date", size="short", most=10),
        ]
    )  # fmt: skip


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """A line from a day on; `?dong=` starts from one that is there."""
    one, today = procedure_or_404(code, on=day_of(now())), day_of(now())
    lines = catalogue.fees_of(code=code, unit=request.user.unit_id)
    form = form_of(today)
    chosen = next((line for line in lines if str(line.pk) == request.GET.get("dong")), None)
    if chosen is not None:
        names = ("case", "channel", "amount", "note", "exempt", "document", "confirmed", "valid_from", "valid_to")
        form.fill({name: getattr(chosen, name) for name in names})
    if request.method == "POST" and form.read(request.POST):

        def do() -> dict:
            given = dict(form.values) | {"amount": None if form.values["amount"] == "" else form.values["amount"]}
            made = actions.set_province_fee(
                unit=request.user.unit_id, line=FeeLine(code=one.code, **given), by=request.actor, at=now()
            )
            return {"row": made.pk}

        if save(request, form, do, scope="province-fee") is not None:
            tell(request, say("Đã ghi mức phí."))
            return redirect(reverse("admin:procedure", kwargs={"code": code}) + "#phi")
    page = {
        "title": say("Mức phí của tỉnh"), "intro": one.title, "form": form, "button": say("Lưu mức phí"),
        "back": reverse("admin:procedure", kwargs={"code": code}), "back_title": one.title, "multipart": False,
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


@never_cache
@administers
@require_POST
def remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A line that was written by mistake."""
    unit = request.user.unit_id
    if not any(line.pk == pk for line in catalogue.fees_of(code=code, unit=unit)):
        raise Http404
    attempt(
        request,
        lambda: actions.remove_province_fee(unit=unit, row=pk, by=request.actor, at=now()),
        scope="province-fee-remove",
        done=say("Đã bỏ dòng phí."),
    )
    return redirect(reverse("admin:procedure", kwargs={"code": code}) + "#phi")
