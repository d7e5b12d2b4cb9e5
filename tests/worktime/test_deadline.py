"""Terms as the catalogue writes them, and deadlines as they are stored."""

import json

import pytest

from thanthien.worktime.day_table import WorktimeError
from thanthien.worktime.deadline import Deadline, Options, Pause, Term, TermUnit
from thanthien.worktime.queries import due, working_days_left
from worktime.cases import moment, term


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (3, "working_day", Term(3, TermUnit.WORKING_DAY)),
        (15, "day", Term(15, TermUnit.CALENDAR_DAY)),
        (1, "hour", Term(1, TermUnit.WORKING_HOUR)),
        (2, "month", Term(2, TermUnit.MONTH)),
        (0, "same_day", Term(0, TermUnit.SAME_DAY)),
        (None, "same_day", Term(0, TermUnit.SAME_DAY)),
    ],
)
def test_the_units_of_the_catalogue(value, unit, expected):
    assert Term.from_catalogue(value=value, unit=unit) == expected


@pytest.mark.parametrize(("value", "unit"), [(None, "working_day"), (None, None), (3, ""), (3, "tuần"), (None, "")])
def test_a_procedure_without_a_term_says_so(value, unit):
    with pytest.raises(WorktimeError, match="chưa ghi thời hạn giải quyết"):
        Term.from_catalogue(value=value, unit=unit)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        (0, TermUnit.WORKING_DAY),
        (-1, TermUnit.MONTH),
        (3651, TermUnit.CALENDAR_DAY),
        (1, TermUnit.SAME_DAY),
        (True, TermUnit.MONTH),
    ],
)
def test_a_term_that_cannot_be_is_refused(value, unit):
    with pytest.raises(WorktimeError, match="chưa dùng được"):
        Term(value, unit)


def sample() -> Deadline:
    stop = Pause(moment("Fri 2026-11-20 14:00"), moment("Mon 2026-11-23 09:00"), "chờ bổ sung", "Điều 19(4)", "waiting")
    options = Options(pauses=(stop,), restart_at=moment("Thu 2026-11-19 17:00"))
    return due(received_at=moment("Thu 2026-11-19 16:00"), term=term("3 working_day"), options=options)


def test_a_stored_deadline_comes_back_equal_and_still_explains_itself():
    stored = json.loads(json.dumps(sample().as_dict()))
    back = Deadline.from_dict(stored)
    assert back == sample()
    assert back.adds_up()
    assert [row.why for row in back.days] == [row.why for row in sample().days]
    assert back.due_at.utcoffset().total_seconds() == 7 * 3600


def test_the_keys_that_others_read():
    stored = sample().as_dict()
    assert {"due_at", "days", "rule", "summary", "summary_en", "calendar_status", "law_version"} <= set(stored)
    assert stored["due_at"] == "2026-11-26T12:00:00+07:00"
    assert set(stored["days"][0]) == {"date", "counted", "credit", "ordinal", "code", "why", "why_en", "source", "confirmed"}
    assert set(stored["rule"]) == {"code", "says", "says_en", "citations"}
    assert set(stored["rule"]["citations"][0]) == {"code", "says", "says_en", "source", "confirmed"}


def test_a_deadline_of_a_newer_programme_is_not_misread():
    with pytest.raises(WorktimeError, match="kiểu 2"):
        Deadline.from_dict(sample().as_dict() | {"format": 2})


@pytest.mark.parametrize(
    "cut",
    [
        lambda stored: stored["days"].pop(0),
        lambda stored: stored["days"].pop(),
        lambda stored: stored["days"].clear(),
        lambda stored: stored.update(due_at="2026-11-27T10:00:00+07:00"),
        lambda stored: stored.update(amount=stored["amount"] - 1),
    ],
    ids=["first day gone", "last day gone", "no days", "date moved", "term shortened"],
)
def test_a_stored_deadline_that_was_tampered_with_does_not_add_up(cut):
    stored = sample().as_dict()
    cut(stored)
    assert not Deadline.from_dict(stored).adds_up()


def test_working_days_left_until_the_due_date():
    assert working_days_left(today=moment("Thu 2026-11-19 16:00").date(), due=sample().due_at.date()) == 4
    assert working_days_left(today=sample().due_at.date(), due=sample().due_at.date()) == 0
    assert working_days_left(today=moment("Mon 2026-11-30 16:00").date(), due=sample().due_at.date()) == -2
