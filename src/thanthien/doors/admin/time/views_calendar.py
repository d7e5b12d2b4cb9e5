"""`/quan-tri/lich`: the year as a wall calendar; days set, changed and cleared; the year opened and confirmed."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from thanthien.doors.admin.forms import Field, Form, Wrong, as_date, name_of
from thanthien.doors.admin.time import undo
from thanthien.doors.admin.time.year import KIND_WORDS, differing, months, title_of
from thanthien.doors.parts.officers import officer_required
from thanthien.doors.parts.once import once
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.doors.parts.templatetags.words import day_words
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.people.rules import Role
from thanthien.shared.clock import day_of, now
from thanthien.shared.wording import say
from thanthien.worktime import actions, queries
from thanthien.worktime.day_table import Status, WorktimeError
from thanthien.worktime.models import OwnDay
from thanthien.worktime.own_days import confirmed_alike, year_digest
from thanthien.worktime.proposals import differences, proposed

UNDO_DAY, UNDO_YEAR = "admin:calendar-undo-day", "admin:calendar-undo-year"
FIRST_YEAR, LAST_YEAR = 2020, 2100
WEEKDAYS = (say("T2"), say("T3"), say("T4"), say("T5"), say("T6"), say("T7"), say("CN"))
administers = officer_required(Role.ADMIN)


def _year(text: str) -> int:
    """The year that is asked for, this year for anything else."""
    typed = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    return typed if FIRST_YEAR <= typed <= LAST_YEAR else day_of(now()).year


def _address(year: int) -> str:
    return f"{reverse('admin:calendar')}?nam={year}"


@never_cache
@administers
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """The year; `?ngay=` opens one day beside it, `?xuat=` gives the days that differ as a file."""
    year = _year(request.GET.get("nam", ""))
    table = _table(request.user.unit_id, year)
    file = exported(request, table)
    if file is not None:
        return file
    day = _asked(request.GET.get("ngay", ""), year)
    form = _day_form(request.user.unit_id, day) if day else None
    return render(request, "admin/time/calendar.html", _page(request, year, day=day, form=form, rows=table.rows))


def _asked(text: str, year: int) -> date | None:
    try:
        day = as_date(text)
    except Wrong:
        return None
    return day if day and day.year == year else None


def _page(request: HttpRequest, year: int, *, day: date | None, form: Form | None, rows: object, document: str = "",
          error: str = "") -> dict:  # fmt: skip
    unit, today = request.user.unit_id, day_of(now())
    table, own = queries.office_time(unit=unit).calendar, queries.own_days(unit=unit, year=year)
    said, mark = queries.own_year(unit=unit, year=year), queries.timetable(unit=unit)
    known = year in table.years
    return {
        "year": year, "known": known, "months": months(table, own, year=year, today=today) if known else [],
        "rows": rows, "state": table.years.get(year), "sure": known and confirmed_alike(table, year),
        "open_days": sum(1 for row in rows if not row.sure) if known else 0,
        "said": said, "who": name_of(f"officer:{said.made_by}") if said else "",
        "changed": bool(said and said.digest and said.digest != year_digest(table, year)),
        "differences": differences(table, year) if known else [], "proposed": [] if known else proposed(year),
        "seen": mark.witness() if mark else "", "day": day, "form": form, "own": own.get(day) if day else None,
        "day_title": title_of(day, table.entry(day), own.get(day)) if day and known else "",
        "document": document, "error": error, "weekdays": WEEKDAYS,
        "years": [one for one in (year - 1, year + 1) if FIRST_YEAR <= one <= LAST_YEAR],
    }  # fmt: skip


def _table(unit: str, year: int) -> Table:
    table, own = queries.office_time(unit=unit).calendar, queries.own_days(unit=unit, year=year)
    columns = (
        Column(say("Ngày"), lambda row: row.day, Kind.DAY), Column(say("Là ngày"), lambda row: row.kind),
        Column(say("Lý do"), lambda row: row.name, width=34), Column(say("Đi cùng"), lambda row: row.other, Kind.DAY),
        Column(say("Căn cứ"), lambda row: row.basis, width=40),
        Column(say("Chắc chắn"), lambda row: say("đã xác nhận") if row.sure else say("tạm tính")),
        Column(say("Của đơn vị"), lambda row: say("có") if row.own else ""),
    )  # fmt: skip
    rows = differing(table, own, year=year) if year in table.years else []
    return Table(f"lich-{year}", say("Ngày nghỉ và ngày làm bù năm {year}", year=year), columns, rows)


def _day_form(unit: str, day: date) -> Form:
    """What can be said of a day, filled with what is said now."""
    row = queries.own_days(unit=unit, year=day.year).get(day)
    entry = queries.office_time(unit=unit).calendar.days.get(day)
    form = Form(
        [
            Field("kind", say("Là ngày"), "radio", choices=list(KIND_WORDS.items()), need=say("Chọn một ô.")),
            Field(
                "name", say("Lý do"), need=say("Ghi lý do, ví dụ “do bão số 5”."), most=80,
                hint=say("Người dân đọc câu này trên giấy hẹn: nghỉ do bão số 5."),
            ),
            Field(
                "swap_with", say("Ngày đi cùng"), "date", size="short",
                hint=say("Chỉ cho ngày hoán đổi: ngày làm bù, hoặc ngày nghỉ."),
            ),
            Field("document", say("Số văn bản"), hint=say("Để trống thì ngày này còn tạm tính.")),
            Field("name_en", say("Lý do bằng tiếng Anh"), most=80),
        ]
    )  # fmt: skip
    if row is not None:
        form.fill({name: getattr(row, name) for name in ("kind", "name", "swap_with", "document", "name_en")})
    elif entry is not None:
        form.fill({"kind": entry.kind.value, "name": entry.name, "swap_with": entry.swap_with, "name_en": entry.name_en})
    else:
        form.fill({"kind": "local_off"})
    mark = queries.timetable(unit=unit)
    form.seen = mark.witness() if mark else ""
    return form


@never_cache
@administers
@require_http_methods(["POST"])
def set_day(request: HttpRequest) -> HttpResponse:
    """Say of one day what it is."""
    unit, year = request.user.unit_id, _year(request.GET.get("nam", ""))
    day = _asked(request.GET.get("ngay", ""), year)
    if day is None:
        return redirect(_address(year))
    form = _day_form(unit, day)
    if form.read(request.POST) and _set_day(request, form, day):
        return redirect(_address(year))
    page = _page(request, year, day=day, form=form, rows=_table(unit, year).rows)
    return render(request, "admin/time/calendar.html", page, status=422)


def _set_day(request: HttpRequest, form: Form, day: date) -> bool:
    unit, typed = request.user.unit_id, form.values
    other = typed["swap_with"]
    kept = _kept(unit, [one for one in (day, other) if one])

    def do() -> dict:
        rows = actions.set_day(
            unit=unit, day=day, kind=str(typed["kind"]), name=str(typed["name"]), document=str(typed["document"]),
            name_en=str(typed["name_en"]), swap_with=other, by=request.actor, at=now(), seen=form.seen,
        )  # fmt: skip
        return {"rows": [row.pk for row in rows]}

    try:
        _, fresh = once(request, scope="calendar.day", unit=unit, by=request.actor, do=do, asked=day.isoformat())
    except ChangedMeanwhile as error:
        mark = queries.timetable(unit=unit)
        form.clash, form.seen = str(error), mark.witness() if mark else ""
        return False
    except WorktimeError as error:
        form.fail(error)
        return False
    if fresh:
        text = say("Đã ghi {day}: {kind} {name}.", day=day_words(day), kind=KIND_WORDS[str(typed["kind"])], name=typed["name"])
        undo.done(request, text, undo=UNDO_DAY, before={"day": day.isoformat(), "rows": kept})
    return True


def _kept(unit: str, days: list[date]) -> list[dict]:
    """The unit's own rows of these days and of the days swapped with them, to put them back."""
    found: dict[date, OwnDay] = {}
    for day in days:
        rows = queries.own_days(unit=unit, year=day.year)
        for one in (day, rows[day].swap_with if day in rows else None):
            if one in rows:
                found[one] = rows[one]
    return [
        {
            "day": row.day.isoformat(), "kind": row.kind, "name": row.name, "name_en": row.name_en, "document": row.document,
            "note": row.note, "swap_with": row.swap_with.isoformat() if row.swap_with else "",
        }
        for row in found.values()
    ]  # fmt: skip


@never_cache
@administers
@require_POST
def clear_day(request: HttpRequest) -> HttpResponse:
    """The unit says nothing of its own about a day any more."""
    unit, year = request.user.unit_id, _year(request.GET.get("nam", ""))
    day = _asked(request.GET.get("ngay", ""), year)
    if day is not None and day in queries.own_days(unit=unit, year=year):
        kept = _kept(unit, [day])
        actions.clear_day(unit=unit, day=day, by=request.actor, at=now(), seen=request.POST.get("seen", ""))
        text = say("Đã bỏ dòng riêng của {day}.", day=day_words(day))
        undo.done(request, text, undo=UNDO_DAY, before={"day": day.isoformat(), "rows": kept})
    return redirect(_address(year))


@never_cache
@administers
@require_POST
def undo_day(request: HttpRequest) -> HttpResponse:
    """Put the rows back that the signed address carries."""
    unit, kept = request.user.unit_id, undo.before(request, UNDO_DAY)
    day = date.fromisoformat(kept["day"])
    if day in queries.own_days(unit=unit, year=day.year):
        actions.clear_day(unit=unit, day=day, by=request.actor, at=now())
    there: set[str] = set()
    for row in kept["rows"]:
        if row["day"] in there:
            continue
        there |= {row["day"], row["swap_with"]}
        other = date.fromisoformat(row["swap_with"]) if row["swap_with"] else None
        facts = {name: row[name] for name in ("kind", "name", "name_en", "document", "note")}
        actions.set_day(unit=unit, day=date.fromisoformat(row["day"]), swap_with=other, by=request.actor, at=now(), **facts)
    undo.done(request, say("Đã hoàn tác {day}.", day=day_words(day)))
    return redirect(_address(day.year))


# ── the year ──


@never_cache
@administers
@require_POST
def open_year(request: HttpRequest) -> HttpResponse:
    """A year that nobody has entered begins with the proposals, all of it provisional."""
    unit, year = request.user.unit_id, _year(request.GET.get("nam", ""))

    def do() -> dict:
        actions.open_year(unit=unit, year=year, days=proposed(year), by=request.actor, at=now())
        return {"year": year}

    once(request, scope="calendar.open", unit=unit, by=request.actor, do=do, asked=str(year))
    undo.done(request, say("Đã nạp lịch dự kiến năm {year}. Có thông báo chính thức thì sửa rồi xác nhận.", year=year))
    return redirect(_address(year))


@never_cache
@administers
@require_POST
def confirm_year(request: HttpRequest) -> HttpResponse:
    """The year is as a document says."""
    unit, year = request.user.unit_id, _year(request.GET.get("nam", ""))
    document, said = request.POST.get("document", "").strip()[:160], queries.own_year(unit=unit, year=year)

    def do() -> dict:
        row = actions.confirm_year(
            unit=unit, year=year, document=document, by=request.actor, at=now(), seen=request.POST.get("seen", "")
        )
        return {"year": row.year}

    try:
        _, fresh = once(request, scope="calendar.confirm", unit=unit, by=request.actor, do=do, asked=f"{year}:{document}")
    except (WorktimeError, ChangedMeanwhile) as error:
        rows = _table(unit, year).rows
        page = _page(request, year, day=None, form=None, rows=rows, document=document, error=str(error))
        return render(request, "admin/time/calendar.html", page, status=422)
    if fresh:
        earlier = said.document if said and said.status == Status.OFFICIAL else ""
        undo.done(
            request, say("Đã xác nhận lịch năm {year}.", year=year), undo=UNDO_YEAR, before={"year": year, "document": earlier}
        )
    return redirect(_address(year))


@never_cache
@administers
@require_POST
def undo_year(request: HttpRequest) -> HttpResponse:
    """Take the confirmation back, or put the earlier document back."""
    unit, kept = request.user.unit_id, undo.before(request, UNDO_YEAR)
    if kept["document"]:
        actions.confirm_year(unit=unit, year=kept["year"], document=kept["document"], by=request.actor, at=now())
    else:
        actions.reopen_year(unit=unit, year=kept["year"], by=request.actor, at=now())
    undo.done(request, say("Đã hoàn tác, lịch năm {year} như trước.", year=kept["year"]))
    return redirect(_address(kept["year"]))
