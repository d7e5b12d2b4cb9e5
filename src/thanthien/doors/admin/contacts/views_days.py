"""Reception days of somebody on the public list: added, ended with a way back."""

from datetime import date, time, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.admin.contacts.views import WEEKDAYS, contact_or_404
from thanthien.doors.admin.forms import Field, Form, Wrong
from thanthien.doors.admin.saving import administers, attempt, save, tell
from thanthien.posting import actions, queries
from thanthien.posting.models import Reception
from thanthien.posting.rules import WEEK_WORDS, ReceptionRule
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say


def as_time(text: str) -> time:
    """A time from `08:00` or `8:00`; raises Wrong."""
    try:
        hour, minute = (int(part) for part in text.split(":")[:2])
        return time(hour, minute)
    except ValueError:
        raise Wrong(say("Ghi giờ như 08:00.")) from None


def form_of(today: date) -> Form:
    """Weekday, week of the month, hours, place, from which day."""
    weekdays = [(str(number), str(words)) for number, words in enumerate(WEEKDAYS)]
    weeks = [(str(number), str(words)) for number, words in WEEK_WORDS.items()]
    form = Form(
        [
            Field("weekday", say("Thứ mấy"), kind="select", choices=weekdays, need=say("Chọn một thứ trong tuần.")),
            Field("week", say("Tuần nào"), kind="select", choices=weeks, need=say("Chọn hằng tuần hoặc một tuần của tháng.")),
            Field("opens", say("Tiếp từ"), kind="time", size="short", check=as_time, need=say("Ghi giờ bắt đầu.")),
            Field("closes", say("Đến"), kind="time", size="short", check=as_time, need=say("Ghi giờ hết tiếp.")),
            Field("place", say("Ở đâu"), hint=say("Ví dụ: Phòng Tiếp công dân, tầng 1")),
            Field("since", say("Áp dụng từ ngày"), kind="date", size="short", need=say("Ghi ngày bắt đầu.")),
        ]
    )
    start = {"weekday": "3", "week": "0", "opens": "08:00", "closes": "11:30", "since": today.isoformat()}
    return form.fill(start)


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """One more reception day of a contact."""
    contact, moment = contact_or_404(request, pk), now()
    form = form_of(day_of(moment))
    if request.method == "POST":
        form.read(request.POST)

        def do() -> dict:
            told = form.values
            rule = ReceptionRule(int(told["weekday"]), int(told["week"]), told["opens"], told["closes"], told["since"])
            place = str(told["place"] or "")
            made = actions.add_reception(contact=contact, rule=rule, place=place, by=request.actor, at=moment)
            return {"pk": made.pk}

        if save(request, form, do, scope=f"reception:{pk}", name="closes") is not None:
            tell(request, say("Đã thêm buổi tiếp của {name}.", name=contact.officer.name))
            return redirect("admin:contact", pk=pk)
    page = {
        "form": form, "title": say("Thêm buổi tiếp công dân"), "button": say("Thêm buổi tiếp"),
        "intro": say("{name}. Ngày nghỉ theo lịch của xã thì trang tự bỏ qua.", name=contact.officer.name),
        "back": reverse("admin:contact", args=[pk]), "back_title": contact.officer.name,
    }  # fmt: skip
    return render(request, "admin/form.html", page, status=200 if form.right else 422)


def reception_or_404(request: HttpRequest, pk: int) -> Reception:
    found = queries.reception(unit=request.user.unit_id, pk=pk)
    if found is None:
        raise Http404
    return found


@administers
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """No longer, from today on."""
    reception, moment = reception_or_404(request, pk), now()
    attempt(
        request, scope=f"reception-end:{pk}", done=say("Đã bỏ buổi tiếp, từ hôm nay trở đi."),
        undo=reverse("admin:reception-resume", args=[pk]),
        do=lambda: actions.end_reception(
            reception=reception, last_day=day_of(moment) - timedelta(days=1), by=request.actor, at=moment
        ),
    )  # fmt: skip
    return redirect("admin:contact", pk=reception.contact_id)


@administers
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the end back."""
    reception = reception_or_404(request, pk)
    attempt(
        request, scope=f"reception-resume:{pk}", done=say("Buổi tiếp đã có lại."),
        do=lambda: actions.resume_reception(reception=reception, by=request.actor, at=now()),
    )  # fmt: skip
    return redirect("admin:contact", pk=reception.contact_id)
