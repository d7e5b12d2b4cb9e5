"""What may follow what; who is heard before; what a referral must say."""

from datetime import date, timedelta

import pytest

from thanthien.conduct.rules import ConductError
from thanthien.conduct.step_rules import (
    FOLLOWS,
    LAW,
    Paper,
    Step,
    StepAct,
    StepState,
    check_heard,
    check_offer,
    check_paper,
    offers,
    turned,
)
from thanthien.law.queries import rule

MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
REMIND, EXPLAIN, CRITICISE, REFER = Step.REMINDER, Step.EXPLANATION, Step.CRITICISM, Step.REFERRAL


@pytest.mark.parametrize(
    ("taken", "offered"),
    [
        ([], {REMIND, EXPLAIN, REFER}), ([REMIND], {EXPLAIN, CRITICISE}), ([EXPLAIN], {REMIND, CRITICISE, REFER}),
        ([REMIND, CRITICISE], {REFER}), ([REFER], set()),
    ],
)  # fmt: skip
def test_each_step_has_those_that_may_follow(taken, offered):
    assert set(offers(upheld=True, taken=taken, waits=False)) == offered
    for step in Step:
        told = {"upheld": True, "taken": taken, "waits": False}
        if step in offered:
            check_offer(step, **told)
        else:
            with pytest.raises(ConductError):
                check_offer(step, **told)


@pytest.mark.parametrize(("upheld", "waits"), [(False, False), (True, True)])
def test_nothing_follows_what_was_not_upheld_or_while_a_step_waits(upheld, waits):
    assert offers(upheld=upheld, taken=[], waits=waits) == ()
    with pytest.raises(ConductError):
        check_offer(REMIND, upheld=upheld, taken=[], waits=waits)


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [
        (None, StepAct.PROPOSE, StepState.PROPOSED), (StepState.PROPOSED, StepAct.ANSWER, StepState.PROPOSED),
        (StepState.PROPOSED, StepAct.TAKE, StepState.TAKEN), (StepState.PROPOSED, StepAct.DROP, StepState.DROPPED),
        (StepState.PROPOSED, StepAct.REPLY, None), (StepState.PROPOSED, StepAct.REOPEN, None),
        (StepState.TAKEN, StepAct.REPLY, StepState.TAKEN), (StepState.TAKEN, StepAct.REOPEN, StepState.PROPOSED),
        (StepState.TAKEN, StepAct.ANSWER, None), (StepState.TAKEN, StepAct.TAKE, None),
        (StepState.DROPPED, StepAct.REOPEN, StepState.PROPOSED), (StepState.DROPPED, StepAct.TAKE, None),
    ],
)  # fmt: skip
def test_the_table_of_states(state, act, after):
    if after is None:
        with pytest.raises(ConductError):
            turned(state, act)
    else:
        assert turned(state, act)[0] is after


@pytest.mark.parametrize(("answered", "left", "allowed"), [(True, 3, True), (False, 0, False), (False, -1, True)])
def test_the_officer_is_heard_before(answered, left, allowed):
    told = {"answered": answered, "hear_by": MONDAY + left * DAY, "today": MONDAY}
    if allowed:
        check_heard(**told)
        return
    with pytest.raises(ConductError):
        check_heard(**told)


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        (Paper("", "12/UBND", MONDAY), "body"), (Paper("x" * 121, "12/UBND", MONDAY), "body"),
        (Paper("Ủy ban tỉnh", " ", MONDAY), "document"), (Paper("Ủy ban tỉnh", "12/UBND", None), "document_on"),
        (Paper("Ủy ban tỉnh", "12/UBND", MONDAY + DAY), "document_on"),
    ],
)  # fmt: skip
def test_a_referral_says_where_by_which_paper_and_when(paper, field):
    with pytest.raises(ConductError) as caught:
        check_paper(REFER, paper, today=MONDAY)
    assert caught.value.field == field


def test_a_reminder_needs_no_paper_and_keeps_no_body():
    assert check_paper(REMIND, Paper("Ủy ban tỉnh", "", MONDAY), today=MONDAY) == Paper("", "", None)
    assert check_paper(REMIND, Paper("", " 3/TB ", MONDAY), today=MONDAY) == Paper("", "3/TB", MONDAY)


def test_every_step_has_its_law_on_every_day_and_none_was_read():
    for step in Step:
        for day in (date(2025, 6, 30), date(2025, 7, 1), MONDAY):
            found = rule(code=LAW[step], on=day)
            assert found.number > 0 and not found.confirmed and found.note
    assert set(FOLLOWS) == {None, *Step}
    assert rule(code=LAW[REFER], on=date(2025, 6, 30)).document != rule(code=LAW[REFER], on=MONDAY).document
