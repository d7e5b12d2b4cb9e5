"""Whole numbers are read in one way, and what is none is none."""

import pytest

from thanthien.doors.parts.behind import page_in
from thanthien.doors.parts.numbers import number_in


@pytest.mark.parametrize(("text", "found"), [("0", 0), ("12", 12), ("007", 7), ("999999999", 999_999_999)])
def test_digits_alone(text, found):
    assert number_in(text) == found


@pytest.mark.parametrize("text", ["", " 1", "-1", "1.5", "²", "٣", "1e3", "1000000000", "9" * 5000])
def test_what_is_none(text):
    assert number_in(text) is None and page_in(text) == 1


def test_between():
    assert [number_in(text, least=2, most=3) for text in "1234"] == [None, 2, 3, None]
