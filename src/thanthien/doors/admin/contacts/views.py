"""`/quan-tri/lien-he`: the public list. A phone becomes public by this page only, number by number."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.admin.forms import Check, Field, Form, Wrong, whole
from thanthien.doors.admin.saving import administers, attempt, save, tell
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.people.models import Officer
from thanthien.posting import actions, queries
from thanthien.posting.models import Contact
from thanthien.posting.rules import GROUP_WORDS, WEEK_WORDS, Group, PostingError, tidy_phone
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say

WEEKDAYS = (
    say("thứ Hai"), say("thứ Ba"), say("thứ Tư"), say("thứ Năm"), say("thứ Sáu"), say("thứ Bảy"), say("Chủ nhật"),
)  # fmt: skip


def days_text(contact: Contact) -> str:
    """The reception days of a contact in one line."""
    held = contact.receptions.all()
    return "; ".join(f"{WEEKDAYS[day.weekday]} {WEEK_WORDS[day.week]}, {day.opens:%H:%M}–{day.closes:%H:%M}" for day in held)


@never_cache
@administers
@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Who stands on the list, with what is public of each."""
    rows = queries.contacts(unit=request.user.unit_id, on=day_of(now()))
    columns = (
        Column(say("Họ tên"), lambda r: r.officer.name, width=26),
        Column(say("Nhóm"), lambda r: GROUP_WORDS[Group(r.group)]),
        Column(say("Chức vụ ghi trên trang"), lambda r: r.post, width=30),
        Column(say("Hỏi việc gì"), lambda r: r.duty, width=40),
        Column(say("Số công bố"), lambda r: r.phone),
        Column(say("Ngày tiếp công dân"), days_text, width=40),
        Column(say("Thứ tự"), lambda r: r.order, Kind.NUMBER, 8),
    )
    file = exported(request, Table("lien-he", say("Danh sách liên hệ công bố"), columns, rows))
    page = {"rows": [(row, days_text(row)) for row in rows], "left": queries.not_listed(unit=request.user.unit_id)}
    return file or render(request, "admin/contacts/listed.html", page)


def contact_or_404(request: HttpRequest, pk: int, *, shown: bool | None = True) -> Contact:
    found = queries.contact(unit=request.user.unit_id, pk=pk)
    if found is None or (shown is not None and found.shown is not shown):
        raise Http404
    return found


def phone_check() -> Check:
    """The room's own reading of a phone, said beside the field."""

    def check(text: str) -> str:
        try:
            return tidy_phone(text)
        except PostingError as error:
            raise Wrong(error) from None

    return check


def fields_of(contact: Contact | None, left: list[Officer]) -> list[Field]:
    """Who (for a new line), and how they stand on the list."""
    groups = [(group.value, str(words)) for group, words in GROUP_WORDS.items()]
    people = [(str(one.pk), f"{one.name}, {one.position}" if one.position else one.name) for one in left]
    hint = say("Để trống thì không công bố số nào của người này.")
    return [
        *([Field("officer", say("Ai"), kind="select", choices=people, need=say("Chọn một cán bộ."))] if contact is None else []),
        Field("group", say("Đứng ở nhóm nào"), kind="radio", choices=groups, need=say("Chọn lãnh đạo hoặc cán bộ.")),
        Field("position", say("Chức vụ ghi trên trang"), hint=say("Để trống thì lấy chức vụ trong hồ sơ cán bộ.")),
        Field("duty", say("Bà con hỏi việc gì"), hint=say("Ví dụ: Đất đai, xây nhà"), most=200),
        Field("phone", say("Số điện thoại công bố"), kind="tel", hint=hint, check=phone_check(), most=20),
        Field(
            "order",
            say("Thứ tự trong danh sách"),
            kind="number",
            size="short",
            check=whole(0, 999),
            need=say("Ghi một số."),
            most=3,
        ),
    ]


def saved(contact: Contact) -> dict[str, object]:
    """A line as its form names it."""
    return {
        "group": contact.group, "position": contact.position, "duty": contact.duty, "phone": contact.phone,
        "order": contact.order,
    }  # fmt: skip


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put somebody on the list; the phone only when it is written here."""
    unit, moment = request.user.unit_id, now()
    left = queries.not_listed(unit=unit)
    form = Form(fields_of(None, left)).fill({"group": Group.OFFICER.value, "order": 100})
    if request.method == "POST":
        form.read(request.POST)

        def do() -> dict:
            officer = next(one for one in left if str(one.pk) == form.values["officer"])
            told = {name: form.values[name] or "" for name in ("position", "duty")}
            made = actions.list_contact(
                unit=unit, officer=officer, group=Group(str(form.values["group"])), order=int(str(form.values["order"])),
                by=request.actor, at=moment, **told,
            )  # fmt: skip
            if form.values["phone"]:
                actions.publish_phone(contact=made, phone=str(form.values["phone"]), by=request.actor, at=moment)
            return {"pk": made.pk}

        made = save(request, form, do, scope="contact-add", name="officer")
        if made is not None:
            tell(request, say("Đã đưa vào danh sách. Thêm ngày tiếp công dân ở đây nếu có."))
            return redirect("admin:contact", pk=made["pk"])
    page = {
        "form": form, "title": say("Thêm người vào danh sách liên hệ"), "button": say("Đưa vào danh sách"),
        "intro": say("Ai cũng đọc được danh sách này. Số điện thoại chỉ công bố khi được ghi ở đây."),
        "back": reverse("admin:contacts"), "back_title": say("Liên hệ công bố"),
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """How somebody stands on the list, their public phone, their reception days."""
    contact, moment = contact_or_404(request, pk), now()
    form = Form(fields_of(contact, [])).fill(saved(contact), row=contact)
    if request.method == "POST":
        form.read(request.POST)

        def do() -> dict:
            row = actions.change_contact(
                contact=contact, seen=form.seen, by=request.actor, at=moment, group=Group(str(form.values["group"])),
                position=str(form.values["position"] or ""), duty=str(form.values["duty"] or ""),
                order=int(str(form.values["order"])),
            )  # fmt: skip
            if form.values["phone"]:
                actions.publish_phone(contact=row, phone=str(form.values["phone"]), by=request.actor, at=moment)
            else:
                actions.withdraw_phone(contact=row, by=request.actor, at=moment)
            return {"pk": row.pk}

        if save(request, form, do, scope="contact", row=contact, saved=saved, name="phone") is not None:
            tell(request, say("Đã lưu {name}.", name=contact.officer.name))
            return redirect("admin:contacts")
    days = contact.receptions.filter(queries.in_force(on=day_of(moment)))
    page = {
        "form": form, "title": contact.officer.name, "button": say("Lưu"), "intro": "", "contact": contact,
        "back": reverse("admin:contacts"), "back_title": say("Liên hệ công bố"),
        "days": [(day, WEEKDAYS[day.weekday], WEEK_WORDS[day.week]) for day in days],
    }  # fmt: skip
    return render(request, "admin/contacts/contact.html", page, status=200 if form.right else 422)


@administers
@require_POST
def hide_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The number is no longer public; the person stays on the list."""
    contact = contact_or_404(request, pk)
    attempt(
        request, scope=f"contact-hide:{pk}", done=say("Số của {name} không còn công bố.", name=contact.officer.name),
        do=lambda: actions.withdraw_phone(contact=contact, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:contacts")


@administers
@require_POST
def unlist(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody off the list, with a way back."""
    contact = contact_or_404(request, pk)
    attempt(
        request, scope=f"contact-unlist:{pk}", undo=reverse("admin:contact-relist", args=[pk]),
        done=say("Đã bỏ {name} khỏi danh sách; số điện thoại cũng thôi công bố.", name=contact.officer.name),
        do=lambda: actions.unlist_contact(contact=contact, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:contacts")


@administers
@require_POST
def relist(request: HttpRequest, pk: int) -> HttpResponse:
    """Back on the list, as before but without a phone: that is published anew by hand."""
    contact = contact_or_404(request, pk, shown=False)
    attempt(
        request, scope=f"contact-relist:{pk}",
        done=say("{name} đã có lại trong danh sách. Số điện thoại cần công bố lại.", name=contact.officer.name),
        do=lambda: actions.list_contact(
            unit=contact.unit_id, officer=contact.officer, group=Group(contact.group), position=contact.position,
            duty=contact.duty, order=contact.order, by=request.actor, at=now(),
        ),
    )  # fmt: skip
    return redirect("admin:contacts")
