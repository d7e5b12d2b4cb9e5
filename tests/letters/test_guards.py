"""Each guard with the case that it stops and the nearest case that it lets through."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from thanthien.letters.rules import Base, Case, held_by

TODAY = date(2026, 11, 23)
BIRTH = Case(
    base=Base.JOY, kind="birth", today=TODAY, event_on=TODAY - timedelta(days=13), days=180, born_on=TODAY - timedelta(days=13),
    child_lives=True, foundling=False,
)  # fmt: skip
WEDDING = Case(base=Base.JOY, kind="wedding", today=TODAY, event_on=TODAY, days=30)
DEATH = Case(base=Base.GRIEF, kind="condolence", today=TODAY, event_on=TODAY - timedelta(days=3), days=60)
SORRY = Case(base=Base.SORRY, kind="apology", today=TODAY, event_on=TODAY - timedelta(days=3), days=90)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


PAIRS = [
    ("child_died", replace(BIRTH, child_lives=False), BIRTH),
    ("child_died", replace(BIRTH, died=(ago(1),)), replace(BIRTH, mourning=ago(101))),
    ("stillborn", replace(BIRTH, stillborn=True, child_lives=False), replace(BIRTH, stillborn=False)),
    ("stillborn", replace(DEATH, stillborn=True), replace(DEATH, stillborn=False)),
    ("foundling", replace(BIRTH, foundling=True), replace(BIRTH, foundling=False)),
    ("again", replace(BIRTH, again=True), replace(BIRTH, again=False)),
    ("again", replace(WEDDING, again=True), replace(WEDDING, again=False)),
    ("grown", replace(BIRTH, grown=True), replace(BIRTH, grown=False)),
    ("grown", replace(BIRTH, born_on=date(2008, 11, 23), days=9999), replace(BIRTH, born_on=date(2008, 11, 24), days=9999)),
    ("court", replace(DEATH, court=True, event_on=ago(61)), replace(DEATH, court=True, event_on=ago(60))),
    ("long_ago", replace(DEATH, event_on=ago(61)), replace(DEATH, event_on=ago(60))),
    ("long_ago", replace(WEDDING, event_on=ago(31)), replace(WEDDING, event_on=ago(30))),
    ("died_since", replace(WEDDING, died=(ago(1),)), replace(WEDDING, died=())),
    ("died_since", replace(SORRY, died=(ago(1),)), replace(SORRY, mourning=ago(1))),
    ("refused", replace(WEDDING, refused=True), replace(WEDDING, refused=False)),
    ("told_before", replace(DEATH, rival=True), replace(DEATH, rival=False)),
    ("mourning", replace(BIRTH, mourning=ago(100)), replace(BIRTH, mourning=ago(101))),
    ("mourning", replace(WEDDING, mourning=ago(4)), replace(DEATH, mourning=ago(4))),
]


@pytest.mark.parametrize(("code", "stops", "passes"), PAIRS, ids=[f"{n}-{pair[0]}" for n, pair in enumerate(PAIRS)])
def test_a_guard_stops_its_case_and_lets_the_nearest_through(code, stops, passes):
    found = held_by(stops)
    assert found is not None and found.code == code
    assert str(found.why).endswith(".") and len(found.why) > 30
    assert held_by(passes) is None


@pytest.mark.parametrize("code", ["mourning", "long_ago"])
def test_a_leader_may_let_pass_what_is_a_matter_of_tact(code):
    case = replace(BIRTH, mourning=ago(3)) if code == "mourning" else replace(BIRTH, event_on=ago(400))
    assert held_by(case).waived and held_by(case, let=frozenset({code})) is None


@pytest.mark.parametrize(
    "case",
    [
        replace(BIRTH, child_lives=False),
        replace(BIRTH, stillborn=True),
        replace(WEDDING, refused=True),
        replace(DEATH, rival=True),
    ],
)
def test_nobody_lets_pass_what_would_hurt(case):
    stop = held_by(case)
    assert not stop.waived and held_by(case, let=frozenset({stop.code})) == stop


def test_unknown_is_no_reason_to_stop_but_a_question():
    assert held_by(replace(BIRTH, child_lives=None, foundling=None)) is None
