"""`/quan-tri/gio-lam-viec`: the hours of the week now, before and to come; new hours from a day on or for a season."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from thanthien.doors.admin.time import undo
from thanthien.doors.admin.time.week import Row, WeekForm, picture
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.templatetags.words import day_words
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say
from thanthien.worktime import actions, queries
from thanthien.worktime.day_table import WorktimeError
from thanthien.worktime.models import OwnHours
from thanthien.worktime.office_hours import DatedHours, WeeklyHours

UNDO = "admin:hours-undo"
administers = officer_required(Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Period:
    """One change of the hours as the page lists it. `state`: now, soon, over."""

    row: OwnHours | None
    state: str
    word: str
    who: str
    week: list[Row]


@never_cache
@administers
@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """The page; a POST sets new hours."""
    unit, today = request.user.unit_id, day_of(now())
    here = queries.office_time(unit=unit).hours
    if request.method == "POST":
        form = WeekForm.read(request.POST)
        if _set(request, form):
            return redirect("admin:hours")
        return render(request, "admin/time/hours.html", _page(unit, here, today, form), status=422)
    return render(request, "admin/time/hours.html", _page(unit, here, today, WeekForm.of(here.on(today), on=today)))


def _set(request: HttpRequest, form: WeekForm) -> bool:
    """Try to set what was typed; False with the errors in the form."""
    unit, (first, last) = request.user.unit_id, form.days()
    week = form.hours(valid_from=first or day_of(now()), valid_to=last)
    if form.wrong or first is None:
        return False

    def do() -> dict:
        row = actions.set_hours(
            unit=unit, hours=week, valid_from=first, valid_to=last, basis=form.basis[:160], by=request.actor, at=now(),
            seen=request.POST.get("seen", ""),
        )  # fmt: skip
        return {"pk": row.pk}

    try:
        result, fresh = once(request, scope="hours", unit=unit, by=request.actor, do=do)
    except (WorktimeError, ChangedMeanwhile) as error:
        form.error = str(error)
        return False
    if fresh:
        text = say("Đã đặt giờ mới từ {day}. Việc đã hẹn giữ nguyên ngày.", day=day_words(first))
        undo.done(request, text, undo=UNDO, before={"do": "withdraw", **result})
    return True


def _page(unit: str, here: WeeklyHours | DatedHours, today: date, form: WeekForm) -> dict:
    mark = queries.timetable(unit=unit)
    running = here.period(today) if isinstance(here, DatedHours) else None
    rows = queries.own_hours(unit=unit)
    names = dict(Officer.objects.filter(login__in={row.made_by for row in rows}).values_list("login", "name"))
    begins = running.valid_from if running else None
    periods = [_period(row, begins, today, names.get(row.made_by, row.made_by)) for row in rows]
    first = here.first if isinstance(here, DatedHours) else here
    begun = any(one.state == "now" for one in periods)
    state, word = ("over", say("Trước đó")) if begun else ("now", say("Đang dùng"))
    periods.append(Period(None, state, str(word), "", picture(first, on=today)))
    return {
        "form": form, "periods": periods, "seen": mark.witness() if mark else "", "today": today,
        "week": picture(here.on(today), on=today), "basis": here.on(today).source,
        "marks": [(hour, 60 * (hour - 6)) for hour in range(6, 20)],
    }  # fmt: skip


def _period(row: OwnHours, running: date | None, today: date, who: str) -> Period:
    if row.valid_from > today:
        state, word = "soon", say("Sắp tới")
    elif row.valid_from == running and (row.valid_to is None or row.valid_to >= today):
        state, word = "now", say("Đang dùng")
    elif row.valid_to is None or row.valid_to >= today:
        state, word = "under", say("Nhường đợt khác")
    else:
        state, word = "over", say("Đã qua")
    week = WeeklyHours.from_dict(row.hours)
    shown = max(row.valid_from, min(today, row.valid_to or today))
    return Period(row, state, str(word), who, picture(week, on=shown))


@never_cache
@administers
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Withdraw hours that have not begun, end those in force today."""
    unit = request.user.unit_id
    row = next((one for one in queries.own_hours(unit=unit) if str(one.pk) == request.POST.get("pk", "")), None)
    if row is None:
        return redirect("admin:hours")  # somebody else has withdrawn it meanwhile: the page shows that
    kept = {
        "from": row.valid_from.isoformat(), "to": row.valid_to.isoformat() if row.valid_to else "", "hours": row.hours,
        "basis": row.basis, "pk": row.pk,
    }  # fmt: skip
    last = actions.end_hours(unit=unit, pk=row.pk, by=request.actor, at=now())
    if last is None:
        text, kept = say("Đã bỏ đợt giờ từ {day}.", day=day_words(row.valid_from)), {"do": "again", **kept}
    else:
        text, kept = say("Đợt giờ này hết sau hôm nay."), {"do": "run_on", **kept}
    undo.done(request, text, undo=UNDO, before=kept)
    return redirect("admin:hours")


@never_cache
@administers
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Put back what the signed address says was before."""
    unit, kept = request.user.unit_id, undo.before(request, UNDO)
    if kept["do"] == "withdraw":
        actions.end_hours(unit=unit, pk=kept["pk"], by=request.actor, at=now())
    else:
        last = date.fromisoformat(kept["to"]) if kept["to"] else None
        if kept["do"] == "run_on":
            actions.run_on(unit=unit, pk=kept["pk"], valid_to=last, by=request.actor, at=now())
        else:
            first = date.fromisoformat(kept["from"])
            actions.set_hours(
                unit=unit, hours=kept["hours"], valid_from=first, valid_to=last, basis=kept["basis"], by=request.actor, at=now()
            )
    undo.done(request, say("Đã hoàn tác, giờ làm việc như trước."))
    return redirect("admin:hours")
