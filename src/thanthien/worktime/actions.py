"""Writes of the room: weekly hours from a day on, days of a unit, years opened and confirmed.

No act moves a promise: a stored deadline keeps the days it was counted with. What would come out today is only shown (replay).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from thanthien.journal.actions import Deed, act
from thanthien.shared import chance
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say
from thanthien.worktime import queries
from thanthien.worktime.access import check_may_set_time
from thanthien.worktime.day_table import Calendar, CalendarDay, CalendarMissing, DayKind, Status, WorktimeError
from thanthien.worktime.models import OwnDay, OwnHours, OwnYear, Timetable
from thanthien.worktime.office_hours import WeeklyHours
from thanthien.worktime.own_days import PLAIN, year_digest

SWAPS = {DayKind.SWAP_OFF.value: DayKind.SWAP_WORK.value, DayKind.SWAP_WORK.value: DayKind.SWAP_OFF.value}


def _changing(deed: Deed, unit: str, seen: str) -> None:
    """Lock what the unit has of its own and give it a new stamp. Raises ChangedMeanwhile when `seen` is an older one."""
    deed.chain(unit)
    if Timetable.objects.filter(pk=unit).exists():
        timetable = deed.lock(Timetable, seen=seen, pk=unit)
        timetable.stamp = chance.identity().hex
        deed.save(timetable)
    else:
        deed.create(Timetable, unit_id=unit, stamp=chance.identity().hex)


# ── weekly hours ──


def set_hours(
    *, unit: str, hours: Mapping[str, Any], valid_from: date, by: Actor, at: datetime, valid_to: date | None = None,
    basis: str = "", seen: str = "",
) -> OwnHours:  # fmt: skip
    """Weekly hours that hold from a day on, or from a day to a day. Raises WorktimeError. Entry `hours.set`."""
    check_may_set_time(by=by, unit=unit)
    if valid_from < day_of(at):
        raise WorktimeError(
            say("Giờ mới chỉ có từ hôm nay trở đi, việc đã hẹn không đổi. Chọn ngày từ {day:%d/%m/%Y}.", day=day_of(at))
        )
    if valid_to is not None and valid_to < valid_from:
        raise WorktimeError(say("Ngày cuối phải từ ngày đầu trở đi. Xem lại hai ngày này."))
    tidy = WeeklyHours.from_dict(hours).as_dict()
    with act(unit=unit, by=by, at=at) as deed:
        _changing(deed, unit, seen)
        _check_free(unit, valid_from, valid_to)
        row = deed.create(
            OwnHours, unit_id=unit, valid_from=valid_from, valid_to=valid_to, hours=tidy, basis=basis.strip(), made_by=by.code,
            made_at=at,
        )  # fmt: skip
        deed.enter("hours.set", subject=row, data={"from": valid_from.isoformat(), "to": valid_to and valid_to.isoformat()})
    return row


def _check_free(unit: str, valid_from: date, valid_to: date | None) -> None:
    """Two seasons never overlap; two lasting changes never begin on one day."""
    rows = OwnHours.objects.filter(unit_id=unit)
    if valid_to is None:
        if rows.filter(valid_to__isnull=True, valid_from=valid_from).exists():
            text = say("Đã có giờ mới từ ngày {day:%d/%m/%Y}. Bỏ lần đổi ấy trước, hoặc chọn ngày khác.", day=valid_from)
            raise WorktimeError(text)
        return
    clash = rows.filter(valid_to__gte=valid_from, valid_from__lte=valid_to).first()
    if clash is not None:
        text = say(
            "Đợt này chồng lên đợt {start:%d/%m/%Y}–{end:%d/%m/%Y}. Sửa ngày cho hai đợt rời nhau.",
            start=clash.valid_from, end=clash.valid_to,
        )  # fmt: skip
        raise WorktimeError(text)


def end_hours(*, unit: str, pk: int, by: Actor, at: datetime, seen: str = "") -> date | None:
    """Hours that have not begun are withdrawn (None); those in force end today (the day is given back). Entry `hours.withdrawn` /
    `hours.ended`. Raises WorktimeError for hours that are over.
    """
    check_may_set_time(by=by, unit=unit)
    today = day_of(at)
    with act(unit=unit, by=by, at=at) as deed:
        _changing(deed, unit, seen)
        row = deed.lock(OwnHours, pk=pk, unit_id=unit)
        if row.valid_from >= today:
            subject = f"ownhours:{row.pk}"
            data = {"from": row.valid_from.isoformat(), "to": row.valid_to and row.valid_to.isoformat()}
            deed.delete(row)
            deed.enter("hours.withdrawn", subject=subject, data=data)
            return None
        if row.valid_to is not None and row.valid_to <= today:
            raise WorktimeError(say("Đợt giờ này đã qua nên giữ lại làm lịch sử."))
        row.valid_to = today
        deed.save(row)
        deed.enter("hours.ended", subject=row, data={"from": row.valid_from.isoformat(), "to": today.isoformat()})
    return today


def run_on(*, unit: str, pk: int, valid_to: date | None, by: Actor, at: datetime, seen: str = "") -> OwnHours:
    """Hours that were ended today run on as before: the undo of `end_hours`. Entry `hours.run_on`."""
    check_may_set_time(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        _changing(deed, unit, seen)
        row = deed.lock(OwnHours, pk=pk, unit_id=unit)
        if row.valid_to != day_of(at):
            raise WorktimeError(say("Chỉ hoàn tác được trong ngày kết thúc. Đặt một đợt giờ mới."))
        row.valid_to = valid_to
        deed.save(row)
        data = {"from": row.valid_from.isoformat(), "to": valid_to and valid_to.isoformat()}
        deed.enter("hours.run_on", subject=row, data=data)
    return row


# ── days ──


def set_day(
    *, unit: str, day: date, kind: str, name: str, by: Actor, at: datetime, document: str = "", name_en: str = "",
    swap_with: date | None = None, note: str = "", seen: str = "",
) -> list[OwnDay]:  # fmt: skip
    """`day` as this unit has it, both days of a swap at once; kind `plain` = like any day of its week. Without a document the day
    is provisional. Raises WorktimeError when the calendar would not hold together. Entry `calendar.day_set`.
    """
    check_may_set_time(by=by, unit=unit)
    _check_day(kind, name, day, swap_with)
    status = Status.OFFICIAL if document.strip() else Status.PROVISIONAL
    facts = {
        "name": name.strip(), "name_en": name_en.strip(), "document": document.strip(), "note": note.strip(),
        "status": status.value, "made_by": by.code, "made_at": at,
    }  # fmt: skip
    pairs = [(day, kind, swap_with)]
    if kind in SWAPS and swap_with is not None:
        pairs.append((swap_with, SWAPS[kind], day))
    with act(unit=unit, by=by, at=at) as deed:
        _changing(deed, unit, seen)
        calendar = queries.calendar_of_unit(unit=unit)
        for one, _, _ in pairs:
            if one.year not in calendar.years:
                raise CalendarMissing(one.year)
        before = {one: _take_away(deed, unit, one) for one, _, _ in pairs}
        rows = [
            deed.create(OwnDay, unit_id=unit, day=one, kind=what, swap_with=other, **facts) for one, what, other in pairs
        ]  # fmt: skip
        queries.calendar_of_unit(unit=unit)  # raises when it does not hold together
        data = {"day": day.isoformat(), "kind": kind, "status": status.value, "before": before[day]}
        deed.enter("calendar.day_set", subject=f"day:{day.isoformat()}", data=data | _swap(swap_with))
    return rows


def _swap(other: date | None) -> dict[str, str]:
    return {"swap_with": other.isoformat()} if other else {}


def _check_day(kind: str, name: str, day: date, swap_with: date | None) -> None:
    if kind != PLAIN and kind not in {known.value for known in DayKind}:
        raise WorktimeError(say("Chưa chọn ngày này là ngày gì. Chọn một ô trong danh sách."))
    if not name.strip():
        raise WorktimeError(say("Chưa ghi lý do. Ghi ngắn như trên thông báo, ví dụ “do bão số 5”."))
    if kind in SWAPS and swap_with is None:
        raise WorktimeError(say("Ngày hoán đổi cần ngày đi cùng. Ghi ngày nghỉ thì ghi cả ngày làm bù."))
    if kind not in SWAPS and swap_with is not None:
        raise WorktimeError(say("Chỉ ngày hoán đổi mới có ngày đi cùng. Bỏ trống ô ấy."))
    if swap_with == day:
        raise WorktimeError(say("Ngày nghỉ và ngày làm bù phải là hai ngày khác nhau."))


def _take_away(deed: Deed, unit: str, day: date) -> str:
    """Delete the unit's row of `day`, and the other half of its swap; what it was, or "" when there was none."""
    row = OwnDay.objects.filter(unit_id=unit, day=day).first()
    if row is None:
        return ""
    if row.swap_with is not None:
        other = OwnDay.objects.filter(unit_id=unit, day=row.swap_with).first()
        if other is not None:
            deed.delete(other)
    kind = str(row.kind)
    deed.delete(row)
    return kind


def clear_day(*, unit: str, day: date, by: Actor, at: datetime, seen: str = "") -> None:
    """The unit says nothing of its own about `day` any more. Raises WorktimeError when it did not. Entry
    `calendar.day_cleared`.
    """
    check_may_set_time(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        _changing(deed, unit, seen)
        before = _take_away(deed, unit, day)
        if not before:
            raise WorktimeError(say("Ngày {day:%d/%m/%Y} không có dòng riêng nào để bỏ.", day=day))
        queries.calendar_of_unit(unit=unit)
        deed.enter("calendar.day_cleared", subject=f"day:{day.isoformat()}", data={"day": day.isoformat(), "before": before})


# ── years ──


def open_year(*, unit: str, year: int, days: Iterable[CalendarDay], by: Actor, at: datetime, seen: str = "") -> OwnYear:
    """A year that nobody has entered, with proposed days: all of it provisional until somebody confirms it. Entry
    `calendar.year_opened`. Raises WorktimeError when the year is there already.
    """
    check_may_set_time(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        _changing(deed, unit, seen)
        if year in queries.calendar_of_unit(unit=unit).years:
            raise WorktimeError(say("Lịch năm {year} đã có. Sửa từng ngày ở bảng bên dưới.", year=year))
        basis = str(say("Dự kiến; thông báo năm {year} chưa ban hành", year=year))
        row = deed.create(
            OwnYear, unit_id=unit, year=year, status=Status.PROVISIONAL.value, document=basis, made_by=by.code, made_at=at
        )
        for day in days:
            deed.create(
                OwnDay, unit_id=unit, day=day.day, kind=day.kind.value, name=day.name, name_en=day.name_en, document="",
                status=Status.PROVISIONAL.value, swap_with=day.swap_with, note=day.note, made_by=by.code, made_at=at,
            )  # fmt: skip
        queries.calendar_of_unit(unit=unit)
        deed.enter("calendar.year_opened", subject=f"year:{year}", data={"year": year})
    return row


def confirm_year(*, unit: str, year: int, document: str, by: Actor, at: datetime, seen: str = "") -> OwnYear:
    """The days of `year` are those of `document`; provisional days of the unit become certain. Entry
    `calendar.year_confirmed`.
    """
    check_may_set_time(by=by, unit=unit)
    if not document.strip():
        raise WorktimeError(say("Chưa ghi văn bản. Ghi số và ký hiệu của thông báo nghỉ lễ, ví dụ 9441/TB-BNV."))
    with act(unit=unit, by=by, at=at) as deed:
        _changing(deed, unit, seen)
        if year not in queries.calendar_of_unit(unit=unit).years:
            raise CalendarMissing(year)
        for day in OwnDay.objects.filter(unit_id=unit, day__year=year, status=Status.PROVISIONAL.value):
            day.status, day.document = Status.OFFICIAL.value, day.document or document.strip()
            deed.save(day)
        row = OwnYear.objects.filter(unit_id=unit, year=year).first() or OwnYear(unit_id=unit, year=year)
        new = row.pk is None
        row.status, row.document, row.made_by, row.made_at = Status.OFFICIAL.value, document.strip(), by.code, at
        deed.save(row, new=new)
        row.digest = year_digest(queries.calendar_of_unit(unit=unit), year)
        deed.save(row)
        deed.enter("calendar.year_confirmed", subject=f"year:{year}", data={"year": year, "calendar": row.digest})
    return row


def reopen_year(*, unit: str, year: int, by: Actor, at: datetime, seen: str = "") -> None:
    """Take the unit's confirmation back: the year is again what the level above says, or provisional when nobody else has it.
    Entry `calendar.year_reopened`. Raises WorktimeError when the unit has not confirmed it.
    """
    check_may_set_time(by=by, unit=unit)
    with act(unit=unit, by=by, at=at) as deed:
        _changing(deed, unit, seen)
        row = OwnYear.objects.filter(unit_id=unit, year=year, status=Status.OFFICIAL.value).first()
        if row is None:
            raise WorktimeError(say("Đơn vị chưa xác nhận lịch năm {year} nên không có gì để bỏ.", year=year))
        subject = f"year:{year}"
        if year in _above(unit).years:
            deed.delete(row)
        else:
            row.status, row.digest, row.made_by, row.made_at = Status.PROVISIONAL.value, "", by.code, at
            deed.save(row)
        deed.enter("calendar.year_reopened", subject=subject, data={"year": year})


def _above(unit: str) -> Calendar:
    return queries.calendar_of_unit(unit=unit, own=False)
