"""A reception day held or not, a promise kept or not, on days named in words."""

from datetime import date, timedelta

import pytest

from thanthien.conduct.leader_rules import (
    Day,
    Noted,
    Outcome,
    Standing,
    check_day,
    check_outcome,
    check_promise,
    day_state,
    standing,
)
from thanthien.conduct.rules import ConductError

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "noted", "lines", "state"),
    [
        (-1, Noted(True), 0, Day.HELD), (-1, Noted(False), 0, Day.MISSED), (-1, Noted(False, True), 0, Day.STOOD_IN),
        (-1, None, 2, Day.HELD), (-1, None, 0, Day.NOT_NOTED), (0, None, 0, Day.AHEAD), (0, None, 1, Day.HELD),
        (7, None, 0, Day.AHEAD), (-1, Noted(False), 3, Day.MISSED),
    ],
)  # fmt: skip
def test_the_leader_s_word_first_then_the_book_then_nothing_yet(days, noted, lines, state):
    assert day_state(day=MONDAY + days * DAY, today=MONDAY, noted=noted, lines=lines) is state


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"day": MONDAY + DAY}, "day"), ({"planned": False}, "day"), ({"people": -1}, "people"), ({"people": 501}, "people"),
        ({"held": False, "why": " "}, "why"), ({"held": False, "why": "x" * 201}, "why"),
    ],
)  # fmt: skip
def test_a_note_that_cannot_be_meant_names_its_box(change, field):
    good = {"day": MONDAY, "today": MONDAY, "planned": True, "held": True, "people": 3, "why": ""}
    assert check_day(**good | {"why": "thừa"}) == ""
    with pytest.raises(ConductError) as caught:
        check_day(**good | change)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("outcome", "settled", "due", "state"),
    [
        ("", None, 0, Standing.OPEN), ("", None, -1, Standing.LATE), (Outcome.KEPT, 0, 0, Standing.KEPT),
        (Outcome.KEPT, 0, -1, Standing.KEPT_LATE), (Outcome.BROKEN, 0, 5, Standing.BROKEN),
    ],
)  # fmt: skip
def test_how_a_promise_stands(outcome, settled, due, state):
    on = None if settled is None else MONDAY + settled * DAY
    assert standing(outcome=outcome, due=MONDAY + due * DAY, settled_on=on, today=MONDAY) is state


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"text": " "}, "text"), ({"text": "x" * 501}, "text"), ({"made_on": MONDAY + DAY}, "made_on"),
        ({"due": MONDAY - DAY}, "due"),
    ],
)  # fmt: skip
def test_a_promise_says_what_when_and_until_when(change, field):
    good = {"text": " Sửa  đường ", "made_on": MONDAY, "due": MONDAY, "today": MONDAY}
    assert check_promise(**good) == "Sửa đường"
    with pytest.raises(ConductError) as caught:
        check_promise(**good | change)
    assert caught.value.field == field


@pytest.mark.parametrize(("settled", "text"), [(True, "Xong"), (False, "  "), (False, "x" * 501)])
def test_an_outcome_is_said_once_and_with_words(settled, text):
    assert check_outcome(settled=False, text=" Đã  rải đá ") == "Đã rải đá"
    with pytest.raises(ConductError):
        check_outcome(settled=settled, text=text)
