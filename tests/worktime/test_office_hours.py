"""Weekly hours from a unit's JSON, and every way in which they can be wrong."""

from datetime import date

import pytest

from thanthien.worktime.day_table import WorktimeError
from thanthien.worktime.office_hours import WeeklyHours
from thanthien.worktime.queries import default_hours, hours_for
from worktime.cases import EARLY, SATURDAYS, UNEVEN, USUAL


def test_the_default_is_eight_hours_with_lunch():
    assert default_hours().days == (((480, 720), (810, 1050)),) * 5
    assert default_hours().saturday_openings == ()
    assert "chưa phải giờ của đơn vị nào" in default_hours().source


@pytest.mark.parametrize("data", [USUAL, EARLY, UNEVEN, SATURDAYS], ids=["usual", "early", "uneven", "saturdays"])
def test_hours_go_to_json_and_back(data):
    hours = WeeklyHours.from_dict(data)
    assert WeeklyHours.from_dict(hours.as_dict()) == hours


def test_a_unit_without_hours_of_its_own_has_the_default():
    assert hours_for(None) is default_hours()
    assert hours_for({}) is default_hours()


def test_a_units_hours_are_read_once():
    assert hours_for(EARLY) is hours_for(dict(EARLY))
    assert hours_for(EARLY).days[0] == ((450, 690), (810, 1020))
    ready = WeeklyHours.from_dict(UNEVEN)
    assert hours_for(ready) is ready


@pytest.mark.parametrize(
    ("day", "open_then"),
    [
        (date(2026, 1, 3), True),
        (date(2025, 12, 27), False),
        (date(2026, 12, 26), True),
        (date(2027, 1, 2), False),
        (date(2030, 6, 1), True),
    ],
    ids=["first", "a week before", "last", "a week after", "the one without an end"],
)
def test_saturday_openings_have_dates(day, open_then):
    assert bool(WeeklyHours.from_dict(SATURDAYS).saturday(day)) is open_then


def test_an_opening_for_one_saturday_only():
    hours = WeeklyHours.from_dict(opening(**{"from": "2026-11-14", "to": "2026-11-14"}))
    days = [date(2026, 11, 7), date(2026, 11, 14), date(2026, 11, 21)]
    assert [bool(hours.saturday(day)) for day in days] == [False, True, False]


def test_two_shifts_may_follow_without_a_break_and_fill_the_day():
    hours = WeeklyHours.from_dict(USUAL | {"mon": [["00:00", "12:00"], ["12:00", "23:59"]]})
    assert hours.days[0] == ((0, 720), (720, 1439))


def opening(**changes):
    return USUAL | {"saturday_openings": [{"from": "2026-01-03", "to": None, "hours": [["07:30", "11:30"]]} | changes]}


@pytest.mark.thread("osTicket#6739")
@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({key: value for key, value in USUAL.items() if key != "wed"}, "còn thiếu thứ Tư"),
        (USUAL | {"wed": []}, "còn thiếu thứ Tư"),
        (USUAL | {"sat": [["07:30", "11:30"]]}, "saturday_openings"),
        (USUAL | {"mon": [["12:00", "08:00"]]}, "giờ đóng phải sau giờ mở"),
        (USUAL | {"mon": [["08:00", "08:00"]]}, "giờ đóng phải sau giờ mở"),
        (USUAL | {"mon": [["08:00", "12:00"], ["11:00", "17:00"]]}, "hai buổi chồng lên nhau"),
        (USUAL | {"mon": [["13:30", "17:30"], ["08:00", "12:00"]]}, "hai buổi chồng lên nhau"),
        (USUAL | {"mon": [["08:00", 810]]}, "chưa đọc được"),
        (USUAL | {"mon": [["8 giờ", "12 giờ"]]}, "chưa đọc được"),
        (USUAL | {"mon": [["08:00:30", "12:00"]]}, "chưa đọc được"),
        (USUAL | {"mon": [["08:00"]]}, "chưa đọc được"),
        (USUAL | {"mon": "08:00-12:00"}, "chưa đọc được"),
        (opening(hours=[]), "thứ Bảy còn trống"),
        (opening(to="2025-01-01"), "kết thúc trước khi bắt đầu"),
        (opening(**{"from": "3/1/2026"}), "3/1/2026"),
        (opening(**{"from": None}), "None"),
        (USUAL | {"saturday_openings": [{"hours": [["07:30", "11:30"]]}]}, "cần from, to và hours"),
        (USUAL | {"saturday_openings": ["mọi thứ Bảy"]}, "cần from, to và hours"),
    ],
)
def test_hours_that_cannot_be_are_refused_with_the_day_to_mend(data, words):
    with pytest.raises(WorktimeError) as caught:
        WeeklyHours.from_dict(data)
    assert words in str(caught.value)


def test_hours_need_all_five_days():
    with pytest.raises(WorktimeError, match="đủ thứ Hai đến thứ Sáu"):
        WeeklyHours((((480, 720),),) * 4)
