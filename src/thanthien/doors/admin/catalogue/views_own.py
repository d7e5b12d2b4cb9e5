"""What the unit decided of one procedure: its own term, papers it does not ask, offered or not; drafts and published ones."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.admin.catalogue.facts import TERM_UNITS, procedure_or_404
from thanthien.doors.admin.forms import Field, Form, whole
from thanthien.doors.admin.saving import administers, attempt, save, tell
from thanthien.procedures import actions
from thanthien.procedures.actions import Decision
from thanthien.procedures.models import Procedure, UnitProcedure
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say


def form_of(one: Procedure, today: date) -> Form:
    """The questions; papers by their place in the list."""
    papers = [(str(paper.order), paper.text) for paper in one.papers.all()]
    return Form(
        [
            Field("term_value", say("Thời hạn của xã"), kind="number", size="short", most=4, check=whole(1, 3650),
                  group=say("Thời hạn"), hint=say("Luật cho {term}. Để trống thì theo luật.", term=one.term_text)),
            Field("term_unit", say("Đơn vị"), kind="select", size="mid", choices=[("", say("theo luật")), *TERM_UNITS]),
            Field("note", say("Câu nói thêm cho bà con"), most=300, hint=say("Hiện dưới thời hạn, ở trang và tờ niêm yết.")),
            Field("dropped", say("Giấy tờ xã không đòi"), kind="checks", choices=papers, group=say("Giấy tờ")),
            Field("closed", say("Xã không tiếp nhận thủ tục này"), kind="tick", group=say("Tiếp nhận"),
                  hint=say("Trang thủ tục, tờ niêm yết và quầy không còn việc này, cho đến khi bỏ dấu.")),
            Field("decision_no", say("Số quyết định của xã"), size="mid", most=60, need=say("Ghi số quyết định, như 45/QĐ-UBND."),
                  group=say("Quyết định")),
            Field("decided_on", say("Ngày ký"), kind="date", size="short", most=10),
            Field("valid_from", say("Áp dụng từ"), kind="date", size="short", most=10, need=say("Ghi ngày bắt đầu áp dụng."),
                  value=today),
            Field("valid_to", say("Đến hết trước ngày"), kind="date", size="short", most=10, hint=say("Trống là chưa hẹn.")),
        ]
    )  # fmt: skip


def values_of(row: UnitProcedure, one: Procedure) -> dict:
    orders = [str(paper.order) for paper in one.papers.all() if paper.name in row.dropped]
    return {
        "term_value": row.term_value, "term_unit": row.term_unit, "note": row.note, "dropped": orders, "closed": not row.offered,
        "decision_no": row.decision_no, "decided_on": row.decided_on, "valid_from": row.valid_from, "valid_to": row.valid_to,
    }  # fmt: skip


def _decision(form: Form, one: Procedure) -> Decision:
    values = form.values
    names = {str(paper.order): paper.name for paper in one.papers.all()}
    return Decision(
        valid_from=values["valid_from"], valid_to=values["valid_to"], term_value=values["term_value"] or None,
        term_unit=str(values["term_unit"] or ""), dropped=[names[order] for order in values["dropped"]],
        offered=not values["closed"], decision_no=str(values["decision_no"]), decided_on=values["decided_on"],
        note=str(values["note"]),
    )  # fmt: skip


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """A new decision."""
    one = procedure_or_404(code, on=day_of(now()))
    return _page(request, one, form_of(one, day_of(now())), None)


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A draft, or a decision that has not begun."""
    row = UnitProcedure.objects.filter(pk=pk, unit_id=request.user.unit_id, code=code).first()
    if row is None:
        raise Http404
    one = procedure_or_404(code, on=row.valid_from)
    return _page(request, one, form_of(one, day_of(now())).fill(values_of(row, one), row=row), row)


def _page(request: HttpRequest, one: Procedure, form: Form, row: UnitProcedure | None) -> HttpResponse:
    publish = request.POST.get("publish") == "1"
    if request.method == "POST" and form.read(request.POST):

        def do() -> dict:
            made = actions.decide(
                unit=request.user.unit_id, code=one.code, decision=_decision(form, one), publish=publish, by=request.actor,
                at=now(), row=row.pk if row else None, seen=form.seen if row else "",
            )  # fmt: skip
            return {"row": made.pk}

        made = save(request, form, do, scope="own-decision", row=row, saved=lambda found: values_of(found, one))
        if made is not None:
            tell(request, say("Đã công bố. Quầy và trang thủ tục theo quyết định này.") if publish else say("Đã lưu bản nháp."))
            return redirect(reverse("admin:procedure", kwargs={"code": one.code}) + "#rieng")
    back = reverse("admin:procedure", kwargs={"code": one.code})
    page = {
        "title": say("Quyết định riêng của xã"), "intro": one.title, "form": form, "one": one, "back": back,
        "back_title": one.title,
    }  # fmt: skip
    return render(request, "admin/catalogue/own.html", page, status=200 if form.right else 422)


@never_cache
@administers
@require_POST
def end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """From today the law applies again; a draft or one that has not begun goes."""
    unit = request.user.unit_id
    if not UnitProcedure.objects.filter(pk=pk, unit_id=unit, code=code).exists():
        raise Http404
    attempt(
        request,
        lambda: actions.end_decision(unit=unit, row=pk, day=day_of(now()), by=request.actor, at=now()),
        scope="own-end",
        done=say("Từ hôm nay thủ tục này theo luật."),
    )
    return redirect(reverse("admin:procedure", kwargs={"code": code}) + "#rieng")
