"""The calendar file of an office is read again by the library's own parser and says what the office does."""

from datetime import date, datetime

import icalendar
import pytest

from builders.office import UNIT
from thanthien.shared.actor import system
from thanthien.shared.clock import VIETNAM
from thanthien.worktime import actions, ics, queries
from thanthien.worktime.day_table import CalendarMissing
from thanthien.worktime.moments import receiving_spans

pytestmark = pytest.mark.django_db
HOURS = {key: [["07:00", "11:30"], ["13:00", "16:30"]] for key in ("mon", "tue", "wed", "thu", "fri")}


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def opened_on(of_file: list[icalendar.Event], day: date) -> set[tuple[int, int]]:
    """The sessions that the file gives for `day`, its repetitions and exceptions expanded by hand."""
    found = set()
    for one in of_file:
        start, end = one.decoded("dtstart"), one.decoded("dtend")
        if not isinstance(start, datetime):
            continue
        start, end = start.astimezone(VIETNAM), end.astimezone(VIETNAM)
        rule = one.get("rrule")
        until = rule["UNTIL"][0].astimezone(VIETNAM).date() if rule else start.date()
        left_out = one.get("exdate")
        gone = {gone.dt.astimezone(VIETNAM).date() for gone in left_out.dts} if left_out else set()
        weekly = (day - start.date()).days % 7 == 0
        if weekly and start.date() <= day <= until and day not in gone:
            found.add((start.hour * 60 + start.minute, end.hour * 60 + end.minute))
    return found


def test_every_day_of_the_year_opens_in_the_file_as_it_does_in_the_office(office, at):
    root = system(UNIT)
    saturdays = {"from": "2026-12-05", "to": "2026-12-19", "hours": [["07:30", "11:00"]], "basis": "QĐ 3"}
    actions.set_hours(unit=UNIT, hours=HOURS | {"saturday_openings": [saturdays]}, valid_from=date(2026, 12, 1), by=root, at=at)
    actions.set_day(unit=UNIT, day=date(2026, 12, 2), kind="local_off", name="do bão", document="1/CĐ", by=root, at=at)
    content = ics.year(UNIT, 2026)
    here, of_file = queries.office_time(unit=UNIT), events(content)
    day = date(2026, 1, 1)
    while day.year == 2026:
        spans = receiving_spans(day=day, calendar=here.calendar, hours=here.hours)
        assert opened_on(of_file, day) == set(spans), day
        day = date.fromordinal(day.toordinal() + 1)
    off = {one.decoded("dtstart"): str(one["summary"]) for one in of_file if not isinstance(one.decoded("dtstart"), datetime)}
    assert off[date(2026, 12, 2)] == "Nghỉ do bão" and off[date(2026, 11, 24)] == "Nghỉ Ngày Văn hóa Việt Nam"
    assert date(2026, 1, 10) not in off  # worked, not off


def test_a_provisional_day_says_so_and_every_uid_is_its_own(office):
    content = ics.year(UNIT, 2027)
    assert "tạm tính" in str(next(one for one in events(content) if one.decoded("dtstart") == date(2027, 2, 8))["description"])
    uids = [str(one["uid"]) for one in events(content)]
    assert len(uids) == len(set(uids)) and all(f"@{UNIT}." in uid for uid in uids)


def test_the_same_year_gives_the_same_bytes(office):
    assert ics.year(UNIT, 2026) == ics.year(UNIT, 2026)


def test_a_year_that_nobody_entered_has_no_file(office):
    with pytest.raises(CalendarMissing):
        ics.year(UNIT, 2033)
