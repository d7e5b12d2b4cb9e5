"""Days and months are read in one way, and what is none is none."""

from datetime import date

import pytest
from django.test import RequestFactory

from thanthien.doors.parts.days import day_asked, day_in, month_in

DAY = date(2026, 11, 25)


@pytest.mark.parametrize("text", ["2026-11-25", " 2026-11-25 ", "25/11/2026", "25/ 11 /2026"])
def test_as_people_write_it_and_as_browsers_send_it(text):
    assert day_in(text) == DAY


@pytest.mark.parametrize(
    "text",
    ["", " ", "hôm qua", "2026-13-01", "31/2/2026", "25/11", "25/11/26", "1/2/3", "0001-01-01", "9999-12-31", "²/1/2026"],
)
def test_what_is_no_day_or_too_far_off_is_none(text):
    assert day_in(text) is None


@pytest.mark.parametrize(
    ("text", "found"), [("2026-11", DAY.replace(day=1)), ("2026-11-25", DAY.replace(day=1)), ("2026", None), ("", None)]
)
def test_months(text, found):
    assert month_in(text) == found


@pytest.mark.parametrize(("asked", "found"), [("?ngay=2026-11-25", DAY), ("?ngay=mai", date(2026, 1, 1)), ("", date(2026, 1, 1))])
def test_an_address_asks_for_a_day_or_gets_the_other(asked, found):
    assert day_asked(RequestFactory().get(f"/so{asked}"), "ngay", date(2026, 1, 1)) == found
