"""When a part of the year may be written, when a record may be decided."""

from datetime import date, timedelta

import pytest

from thanthien.conduct.record_rules import Part, Written, check_answer, check_decide, check_words, check_write, may_write
from thanthien.conduct.rules import ConductError

MONDAY = date(2026, 11, 23)
OPEN, SHUT = MONDAY, MONDAY + timedelta(days=1)
NOTHING, PROMISED = Written(), Written(promise=True)
LOOKED, REVIEWED = Written(True, mid=True), Written(True, mid=True, review=True)
DONE = Written(True, True, True, True)


@pytest.mark.parametrize(
    ("part", "written", "opens", "allowed"),
    [
        (Part.PROMISE, NOTHING, OPEN, True), (Part.PROMISE, PROMISED, OPEN, True), (Part.PROMISE, LOOKED, OPEN, False),
        (Part.MID, NOTHING, OPEN, False), (Part.MID, PROMISED, SHUT, False), (Part.MID, PROMISED, OPEN, True),
        (Part.MID, LOOKED, OPEN, True), (Part.MID, REVIEWED, OPEN, False), (Part.REVIEW, PROMISED, OPEN, True),
        (Part.REVIEW, REVIEWED, OPEN, True), (Part.REVIEW, NOTHING, OPEN, False), (Part.REVIEW, LOOKED, SHUT, False),
        (Part.REVIEW, DONE, OPEN, False), (Part.PROMISE, DONE, OPEN, False),
    ],
)  # fmt: skip
def test_each_part_in_its_time_until_the_leader_has_spoken(part, written, opens, allowed):
    assert may_write(part, written, today=MONDAY, opens=opens) is allowed
    if allowed:
        check_write(part, written, today=MONDAY, opens=opens)
        return
    with pytest.raises(ConductError) as caught:
        check_write(part, written, today=MONDAY, opens=opens)
    assert caught.value.field == part


@pytest.mark.parametrize(
    ("decided", "answered", "days_left", "allowed"),
    [
        (False, False, 0, False), (False, False, 3, False), (False, False, -1, True), (False, True, 3, True),
        (True, True, -1, False),
    ],
)  # fmt: skip
def test_a_decision_waits_for_the_answer_or_the_end_of_its_term(decided, answered, days_left, allowed):
    told = {"decided": decided, "answered": answered, "answer_by": MONDAY + timedelta(days=days_left), "today": MONDAY}
    if allowed:
        check_decide(**told)
        return
    with pytest.raises(ConductError):
        check_decide(**told)


def test_no_answer_after_the_decision():
    check_answer(decided=False)
    with pytest.raises(ConductError):
        check_answer(decided=True)


@pytest.mark.parametrize("text", ["", "  ", "x" * 2001])
def test_words_are_some_and_not_too_many(text):
    with pytest.raises(ConductError):
        check_words(text, "text")
