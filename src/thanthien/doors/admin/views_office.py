"""`/quan-tri/mot-cua`: what stands on every receipt and public page, and who goes first in the hall."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thanthien.doors.admin import office_form
from thanthien.doors.admin.forms import Field, Form, whole
from thanthien.doors.admin.saving import administers, save, tell
from thanthien.journal.actions import act
from thanthien.people import actions as people
from thanthien.people import queries
from thanthien.people.models import Office
from thanthien.people.queries import office as office_of
from thanthien.queueing.rules import HallRules
from thanthien.shared.clock import now
from thanthien.shared.wording import said, say

# Classes of priority that people know; a commune takes those it wants.
CLASSES = {
    "age": say("Người cao tuổi"),
    "pregnant": say("Có thai, có con nhỏ"),
    "disabled": say("Khuyết tật"),
    "merit": say("Người có công"),
    "ill": say("Đang ốm, cấp cứu"),
    "far": say("Từ xa đến trong ngày"),
}


def fields() -> list[Field]:
    choices = [(code, str(words)) for code, words in CLASSES.items()]
    return [
        *office_form.fact_fields(),
        Field("classes", say("Ai được ưu tiên"), kind="checks", choices=choices, group=say("Ưu tiên ở sảnh")),
        Field("age", say("Cao tuổi là từ"), kind="number", size="short", check=whole(60, 100), need=say("Ghi số tuổi."), most=3),
        Field(
            "bound",
            say("Một người bị vượt nhiều nhất"),
            kind="number",
            size="short",
            check=whole(0, 20),
            need=say("Ghi số lần."),
            most=2,
            hint=say("Số lần người đến sau được gọi trước một người đang chờ."),
        ),
    ]


def saved(row: Office) -> dict[str, object]:
    """The office as its form names things."""
    rules = HallRules.from_data(row.priority)
    facts = {name: getattr(row, name) for name in office_form.FACTS}
    facts["portal_code"] = queries.unit(row.pk).portal_code or ""
    return facts | {"classes": list(rules.classes), "age": rules.age, "bound": rules.bound}


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def office(request: HttpRequest) -> HttpResponse:
    """The page of facts; a POST saves them."""
    row = office_of(request.user.unit_id)
    form = Form(fields()).fill(saved(row) | office_form.unit_facts(row.unit), row=row)
    if request.method == "POST":
        form.read(request.POST)

        def do() -> dict:
            facts = {name: form.values[name] for name in office_form.FACTS}
            by = request.actor
            with act(unit=row.pk, by=by, at=now()) as deed:
                office_form.keep_portal_code(row.unit, form, by=by, at=deed.at)
                people.change_office(
                    unit=row.pk, seen=form.seen, priority=_priority(row, form.values), by=by, at=deed.at, **facts
                )
            return {"unit": row.pk}

        if save(request, form, do, scope="office", row=row, saved=saved) is not None:
            tell(request, say("Đã lưu thông tin Một cửa."))
            return redirect("admin:office")
        if form.clash:
            form["unit_seen"].value = queries.unit(row.pk).witness()
    page = {
        "form": form, "title": say("Thông tin Một cửa"), "intro": say("Có trên giấy hẹn, phiếu số và trang của xã."),
        "button": say("Lưu"), "back": reverse("admin:home"), "back_title": say("Việc cài đặt"),
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


def _priority(row: Office, values: dict) -> dict[str, object]:
    """The unit's rules with the three answers in place; a class keeps the words that the unit already had for it."""
    known = HallRules.from_data(row.priority).classes
    words = {code: known.get(code) or said(CLASSES[code]) for code in values["classes"]}
    if "age" in words:
        words["age"] = f"Từ {values['age']} tuổi"
    return {**row.priority, "classes": words, "age": values["age"], "bound": values["bound"]}
