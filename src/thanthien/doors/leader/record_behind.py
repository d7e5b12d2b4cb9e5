"""What stands behind the figures of a leader's own record: days by the leader's word or the book, promises, papers signed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from thanthien.conduct.leader_rules import DAY_NAMES, STANDING_NAMES, WHERE_NAMES, Day, Standing, Where
from thanthien.doors.leader import record
from thanthien.doors.parts.behind import Line, Listed, page_in, written
from thanthien.doors.parts.days import day_in
from thanthien.doors.parts.numbers import number_in
from thanthien.doors.parts.templatetags.words import day_full
from thanthien.journeys.leader_record import LeaderRecord, PlannedDay, Promised
from thanthien.receptions.access import may_open
from thanthien.receptions.queries import lines_of
from thanthien.shared.clock import now
from thanthien.shared.wording import Sentence, say

PAST = (Day.HELD, Day.STOOD_IN, Day.MISSED, Day.NOT_NOTED)
DAYS: Mapping[str, tuple[Sentence, tuple[Day, ...]]] = {
    "da-tiep": (say("Buổi tiếp công dân đã tiếp"), (Day.HELD,)), "theo-lich": (say("Buổi theo lịch đã qua"), PAST),
    "chua-ghi": (say("Buổi chưa ghi"), (Day.NOT_NOTED,)), "luot-nguoi": (say("Lượt người tiếp"), tuple(Day)),
}  # fmt: skip
PROMISES: Mapping[str, tuple[Sentence, Callable[[Promised], bool]]] = {
    "hua": (say("Lời hứa"), lambda one: True),
    "giu-loi": (say("Lời hứa đã giữ"), lambda one: one.standing in (Standing.KEPT, Standing.KEPT_LATE)),
    "qua-hua": (say("Lời hứa quá ngày"), lambda one: one.standing is Standing.LATE),
}
SORRY: Mapping[str, Sentence] = {"xin-loi": say("Thư xin lỗi đã ký"), "hen-lai": say("Thư xin lỗi có hẹn lại đã ký")}
TONES = {Standing.KEPT: "ok", Standing.LATE: "late"}


def of(request: HttpRequest, *, login: str, so: str) -> Listed | None:
    """One figure of one leader's year; None for a figure or a leader that is none. `so` may be `so-tiep` with a day."""
    unit, moment = request.user.unit_id, now()
    year = number_in(request.GET.get("nam", ""), least=2020, most=moment.year) or moment.year
    page = record.of_one(unit=unit, login=login, year=year, at=moment, own=login == request.user.login)
    if page is None:
        return None
    one: LeaderRecord = page["one"]
    told = {
        "of": str(say("{name}, năm {year}", name=one.officer.name, year=year)), "page": page_in(request.GET.get("trang", "")),
        "back": (str(say("Nêu gương")), f"{reverse('leader:record', args=[login])}?nam={year}"),
    }  # fmt: skip
    if so in DAYS:
        return _days(one, so, told)
    if so in PROMISES:
        title, wanted = PROMISES[so]
        return Listed(title=title, lines=[_promise(item) for item in one.promises if wanted(item)], **told)
    if so in SORRY:
        lines = [*_apologies(one), *(_letters(one) if so == "xin-loi" else ())]
        return Listed(title=SORRY[so], lines=lines, **told)
    return _book(request, one, told) if so == "so-tiep" else None


def _days(one: LeaderRecord, so: str, told: dict) -> Listed:
    title, states = DAYS[so]
    rows = [row for row in one.days if row.state in states]
    if so == "luot-nguoi":
        lines = [_day(row, one, n=row.people) for row in rows if row.people]
        note = say("Mỗi dòng là một buổi; số người do lãnh đạo ghi, hoặc đếm theo sổ tiếp công dân.")
        return Listed(title=title, lines=lines, note=note, **told)
    return Listed(title=title, lines=[_day(row, one) for row in rows], **told)


def _day(row: PlannedDay, one: LeaderRecord, *, n: int = 1) -> Line:
    """Who says so: the leader's own note, or the book with a way to its lines."""
    parts = [str(DAY_NAMES[row.state])]
    if row.people:
        parts.append(str(say("{n} lượt người", n=row.people)))
    if row.note is not None and row.note.why:
        parts.append(row.note.why)
    if row.note is not None:
        says, href = str(written(one.officer.name, day_full(row.note.noted_at))), ""
    elif row.lines:
        says, href = str(say("Theo sổ tiếp công dân, {n} dòng", n=row.lines)), book_link(one, row.day)
    else:
        says, href = str(say("Theo lịch đã đăng ở trang Liên hệ; chưa ai ghi gì về buổi này")), ""
    return Line(what=day_full(row.day), more=", ".join(parts), says=says, href=href, n=n)


def book_link(one: LeaderRecord, day: date) -> str:
    """Where the lines of the book of a day are listed."""
    return f"{reverse('leader:record-behind', args=[one.officer.login, 'so-tiep'])}?nam={one.year}&ngay={day.isoformat()}"


def _promise(item: Promised) -> Line:
    row = item.row
    parts = [str(WHERE_NAMES[Where(row.where)]), str(say("trước {day}", day=day_full(row.due)))]
    if row.outcome_text:
        parts.append(" ".join(filter(None, (row.outcome_text, row.document, day_full(row.settled_on)))))
    says = "; ".join([*parts, str(written(row.officer.name, day_full(row.noted_at)))])
    return Line(what=row.text, more=str(STANDING_NAMES[item.standing]), says=says, tone=TONES.get(item.standing, "plain"))


def _apologies(one: LeaderRecord) -> Iterable[Line]:
    for row in one.apologies:
        says = written(one.officer.name, day_full(row.signed_at))
        yield Line(
            what=row.dossier.code, more=str(say("Văn bản xin lỗi và hẹn lại")), says=str(says), href=f"/ho-so/{row.dossier_id}/"
        )


def _letters(one: LeaderRecord) -> Iterable[Line]:
    for row in one.letters:
        yield Line(
            what=str(say("Thư xin lỗi số {n}", n=row.number)), says=str(written(one.officer.name, day_full(row.signed_at))),
            href=f"/thu-cua-xa/{row.pk}/",
        )  # fmt: skip


def _book(request: HttpRequest, one: LeaderRecord, told: dict) -> Listed | None:
    """The lines of the book by which a day counts as held: number and hour. Who came and why opens for its keepers only."""
    day = day_in(request.GET.get("ngay", ""))
    if day is None:
        return None
    rows = lines_of(unit=one.officer.unit_id, officer=one.officer.pk, day=day)
    lines = [
        Line(
            what=str(say("Sổ tiếp công dân, dòng {n}/{year}", n=row.number, year=row.year)), more=f"{row.at:%H:%M}",
            says=str(written(row.officer.name, day_full(row.day))),
            href=reverse("desk:received-one", args=[row.pk]) if may_open(by=request.actor, line=row) else "",
        )
        for row in rows
    ]  # fmt: skip
    note = say("Họ tên và chuyện của người đến chỉ người giữ sổ mở được.")
    title = say("Lượt tiếp ngày {day} theo sổ", day=day_full(day))
    return Listed(title=title, lines=lines, note=note, **told)
