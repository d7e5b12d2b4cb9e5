"""When an item is late, posted, taken down too early, done: a table with days named in words."""

from datetime import date, timedelta

import pytest

from thanthien.posting import public_rules as rules
from thanthien.posting.public_rules import Facts, Form, Run, Standing
from thanthien.posting.rules import PostingError

DUE = date(2026, 12, 1)
DAY = timedelta(days=1)
WEB, BOARD, LOUD = Form.WEB, Form.BOARD, Form.LOUDSPEAKER


@pytest.mark.parametrize(
    ("form", "runs", "need", "today", "standing", "days", "in_time"),
    [
        (WEB, [], 0, DUE, Standing.WAITING, 0, False),
        (WEB, [], 0, DUE + DAY, Standing.LATE, 0, False),
        (WEB, [(DUE, None)], 0, DUE, Standing.UP, 1, True),
        (WEB, [(DUE + DAY, None)], 0, DUE + 2 * DAY, Standing.UP, 2, False),  # posted after its day, but posted
        (BOARD, [(DUE, None)], 30, DUE + 40 * DAY, Standing.UP, 41, True),
        (BOARD, [(DUE, DUE + 28 * DAY)], 30, DUE + 40 * DAY, Standing.SHORT, 29, True),
        (BOARD, [(DUE, DUE + 29 * DAY)], 30, DUE + 40 * DAY, Standing.DONE, 30, True),
        # fifteen days twice are not thirty in a row
        (BOARD, [(DUE, DUE + 14 * DAY), (DUE + 20 * DAY, DUE + 34 * DAY)], 30, DUE + 50 * DAY, Standing.SHORT, 15, True),
        (LOUD, [(DUE - DAY, DUE)], 3, DUE + 2 * DAY, Standing.SHORT, 2, True),
        (LOUD, [(DUE - DAY, DUE + DAY)], 3, DUE + 2 * DAY, Standing.DONE, 3, True),
        (LOUD, [(DUE, DUE + 2 * DAY)], 3, DUE, Standing.UP, 1, True),  # still read out tomorrow
        (WEB, [(DUE, DUE)], 0, DUE + 9 * DAY, Standing.DONE, 1, True),
    ],
)
def test_how_a_form_stands(form, runs, need, today, standing, days, in_time):
    found = rules.stand_of(form, [Run(form, *one) for one in runs], due=DUE, need=need, today=today)
    assert (found.standing, found.days, found.in_time) == (standing, days, in_time)


def test_a_run_of_another_form_does_not_count():
    assert rules.stand_of(WEB, [Run(BOARD, DUE)], due=DUE, need=0, today=DUE + DAY).standing is Standing.LATE


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], Standing.DONE),
        ([Standing.DONE, Standing.UP], Standing.UP),
        ([Standing.UP, Standing.WAITING], Standing.WAITING),
        ([Standing.WAITING, Standing.SHORT], Standing.SHORT),
        ([Standing.SHORT, Standing.DONE, Standing.LATE], Standing.LATE),
    ],
)
def test_an_item_stands_as_its_worst_form(parts, whole):
    stands = [rules.FormStand(WEB, one, 0, 0, None, False) for one in parts]
    assert rules.whole_standing(stands) is whole


def facts(**other) -> Facts:
    told = {"code": "d11-02", "title": "Quyết toán", "body": "", "document": "", "decided_on": DUE}
    return Facts(**(told | other))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "d11-99"}, "code"),
        ({"title": ""}, "title"),
        ({"decided_on": DUE + DAY}, "decided_on"),
        ({"document": "x" * 81}, "document"),
        ({"body": "x" * 20_001}, "body"),
    ],
)
def test_what_is_wrong_is_said_at_its_box(change, field):
    with pytest.raises(PostingError) as caught:
        rules.check_facts(facts(**change), today=DUE, codes={"d11-02"})
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("run", "field"),
    [
        (Run(WEB, DUE - DAY), "since"),  # before the decision
        (Run(WEB, DUE + 3 * DAY), "since"),  # still to come
        (Run(WEB, DUE, DUE - DAY), "until"),
    ],
)
def test_days_that_cannot_be_meant(run, field):
    with pytest.raises(PostingError) as caught:
        rules.check_run(run, decided_on=DUE, today=DUE + DAY)
    assert caught.value.field == field
