"""Phones as people write them, reception days, who is a reader, what the figure of visits adds up to."""

from datetime import date, time

import pytest

from thanthien.posting.rules import (
    LAST_WEEK,
    PostingError,
    ReceptionRule,
    check_rule,
    days_of,
    is_person,
    tidy_phone,
    visits_of,
)

MONDAY, THURSDAY = 0, 3
SINCE = date(2026, 1, 1)


def rule(weekday: int = THURSDAY, week: int = 0, opens: str = "08:00", closes: str = "11:30", **more) -> ReceptionRule:
    return ReceptionRule(weekday, week, time.fromisoformat(opens), time.fromisoformat(closes), more.pop("since", SINCE), **more)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("0912555408", "0912 555 408"),
        ("0912.555.408", "0912 555 408"),
        ("+84 912 555 408", "0912 555 408"),
        ("(0237) 300-0000", "0237 300 0000"),
        ("02373000000", "0237 300 0000"),
        ("113", "113"),
        ("1022", "1022"),
        ("1900 1234", "1900 1234"),
        ("18001768", "1800 1768"),
    ],
)
def test_a_phone_is_shown_in_one_way(typed, shown):
    assert tidy_phone(typed) == shown


@pytest.mark.parametrize(
    ("typed", "said"), [("091255540", "9 chữ số"), ("12345678", "8 chữ số"), ("", "chữ số"), ("o912555408", "chỉ gồm chữ số")]
)
def test_a_phone_that_cannot_be_says_what_is_wrong(typed, said):
    with pytest.raises(PostingError, match=said):
        tidy_phone(typed)


@pytest.mark.parametrize(
    ("week", "days"),
    [
        (0, [5, 12, 19, 26]),
        (1, [5]),
        (2, [12]),
        (4, [26]),
        (LAST_WEEK, [26]),
    ],
)
def test_thursdays_of_november_2026(week, days):
    found = days_of(rule(week=week), since=date(2026, 11, 1), until=date(2026, 11, 30), is_off=lambda day: False)
    assert [day.day for day in found] == days


def test_the_fifth_monday_is_the_last_one():
    found = days_of(rule(MONDAY, LAST_WEEK), since=date(2026, 11, 1), until=date(2026, 12, 31), is_off=lambda day: False)
    assert found == [date(2026, 11, 30), date(2026, 12, 28)]


def test_a_day_off_has_no_reception():
    off = {date(2026, 11, 24)}
    found = days_of(rule(1), since=date(2026, 11, 17), until=date(2026, 12, 1), is_off=off.__contains__)
    assert found == [date(2026, 11, 17), date(2026, 12, 1)]


def test_a_rule_holds_from_a_day_to_a_day_both_included():
    held = rule(since=date(2026, 11, 12), valid_to=date(2026, 11, 19))
    found = days_of(held, since=date(2026, 11, 1), until=date(2026, 11, 30), is_off=lambda day: False)
    assert [day.day for day in found] == [12, 19]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (rule(7), "Chọn một thứ"),
        (rule(week=6), "Chọn một thứ"),
        (rule(opens="11:30", closes="08:00"), "phải sau giờ bắt đầu"),
        (rule(opens="08:00", closes="08:00"), "phải sau giờ bắt đầu"),
        (rule(valid_to=date(2025, 12, 31)), "phải sau ngày bắt đầu"),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(wrong, said):
    with pytest.raises(PostingError, match=said):
        check_rule(wrong)


@pytest.mark.parametrize(
    ("browser", "person"),
    [
        ("Mozilla/5.0 (Linux; Android 13; SM-A145F) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", True),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile/15E148 Safari/604.1", True),
        ("Mozilla/5.0 (compatible; Googlebot/2.1)", False),
        ("Mozilla/5.0 (compatible; coccocbot-web/1.0)", False),
        ("curl/8.4.0", False),
        ("python-requests/2.31", False),
        ("", False),
        ("   ", False),
    ],
)
def test_machines_that_say_so_are_no_readers(browser, person):
    assert is_person(browser) is person


def test_visits_add_up_from_monday_and_in_all():
    wednesday = date(2026, 11, 25)
    rows = [(wednesday, 7, 115), (date(2026, 11, 23), 5, 110), (date(2026, 11, 22), 10, 100)]
    counted = visits_of(rows, today=wednesday, present=2)
    assert (counted.now, counted.today, counted.week, counted.total) == (2, 7, 12, 122)


def test_a_day_without_readers_yet_is_zero_and_the_whole_stays():
    counted = visits_of([(date(2026, 11, 22), 10, 100)], today=date(2026, 11, 25), present=1)
    assert (counted.today, counted.week, counted.total) == (0, 0, 110)
    nothing = visits_of([], today=date(2026, 11, 25), present=1)
    assert (nothing.today, nothing.week, nothing.total) == (0, 0, 0)
