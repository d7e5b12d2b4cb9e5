"""The lunar day as people say it, on days looked up in a printed calendar."""

from datetime import date

import pytest

from thanthien.doors.parts.lunar import lunar_day, lunar_year, with_year


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 23), "rằm tháng Mười"),
        (date(2026, 2, 17), "mùng một tháng Giêng"),
        (date(2026, 2, 16), "29 tháng Chạp"),
        (date(2025, 8, 1), "mùng tám tháng Sáu nhuận"),
        (date(2026, 12, 9), "mùng một tháng Mười một"),
    ],
)
def test_lunar_day(day, words):
    assert lunar_day(day) == words


def test_the_lunar_year_changes_at_tet_not_at_new_year():
    assert lunar_year(date(2026, 2, 16)) == "Ất Tỵ"
    assert lunar_year(date(2026, 2, 17)) == "Bính Ngọ"
    assert with_year(date(2026, 11, 23)) == "Rằm tháng Mười, Bính Ngọ"
