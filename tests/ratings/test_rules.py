"""What is asked, what is set aside, how a share is published."""

import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.ratings.rules import (
    HARD_SPACE,
    LEVEL_WORDS,
    QUESTION_WORDS,
    REASONS,
    SET_ASIDE_WORDS,
    Guard,
    Level,
    Question,
    RatingError,
    SetAside,
    Share,
    check_levels,
    check_reasons,
    offered_reasons,
    satisfied,
    share_text,
    shown_reasons,
    wilson,
)
from thanthien.shared import wording

MONDAY = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
AFTER = MONDAY + timedelta(minutes=3)
USUAL = {"channel": "phone", "seconds": 9, "served_at": MONDAY, "at": AFTER, "own_device": False, "before": 0}


def test_every_level_has_words_for_both_questions_and_no_two_are_alike():
    for question in Question:
        words = [LEVEL_WORDS[question][level] for level in Level]
        assert len(set(words)) == 5
        assert QUESTION_WORDS[question].endswith("?")


def test_words_of_the_room_keep_to_the_voice_of_the_house():
    spoken = [*QUESTION_WORDS.values(), *SET_ASIDE_WORDS.values(), *(reason.words for reason in REASONS)]
    spoken += [word for words in LEVEL_WORDS.values() for word in words.values()]
    for text in spoken:
        assert not re.search(r"vui lòng|không hợp lệ|hệ thống|\bbạn\b|!", text, re.IGNORECASE), text


@pytest.mark.parametrize(
    ("case", "change", "verdict"),
    [
        ("an answer after nine seconds", {}, None),
        ("exactly two seconds is long enough", {"seconds": 2}, None),
        ("one second is a slap on the glass", {"seconds": 1}, SetAside.TOO_FAST),
        ("nobody measured the seconds", {"seconds": None}, None),
        ("on the thirtieth day", {"at": MONDAY + timedelta(days=30)}, None),
        ("a second after the thirtieth day", {"at": MONDAY + timedelta(days=30, seconds=1)}, SetAside.LATE),
        ("third from one phone", {"before": 2}, None),
        ("fourth from one phone", {"before": 3}, SetAside.BURST),
        ("a tablet serves many people", {"before": 3, "channel": "tablet"}, None),
        ("even a tablet has an end", {"before": 8, "channel": "tablet"}, SetAside.BURST),
        ("the officer's own browser", {"own_device": True}, SetAside.OWN_DEVICE),
        ("the officer's own browser, fast and late too", {"own_device": True, "seconds": 0, "before": 9}, SetAside.OWN_DEVICE),
    ],
)
def test_what_is_set_aside(case, change, verdict):
    assert Guard().verdict(**{**USUAL, **change}) is verdict, case


def test_the_limits_are_data():
    strict = Guard(fastest_seconds=5, latest_days=1)
    assert strict.verdict(**{**USUAL, "seconds": 4}) is SetAside.TOO_FAST
    assert strict.verdict(**{**USUAL, "at": MONDAY + timedelta(days=2)}) is SetAside.LATE


@pytest.mark.parametrize(("attitude", "work"), [(None, None), (0, None), (6, 3), (3, -1)])
def test_levels_that_say_nothing_are_refused_with_a_sentence(attitude, work):
    with pytest.raises(RatingError, match="chọn một câu trả lời|khuôn mặt"):
        check_levels(attitude, work)


def test_one_of_the_two_answers_is_enough():
    assert check_levels(None, 4) == (None, Level.GOOD)
    assert check_levels(1, None) == (Level.VERY_BAD, None)


def test_reasons_are_known_unique_and_in_the_order_of_the_list():
    assert check_reasons(["long_wait", "warm", "long_wait"]) == ["warm", "long_wait"]
    with pytest.raises(RatingError, match="lý do"):
        check_reasons(["warm", "<script>"])


@pytest.mark.parametrize(
    ("attitude", "work", "good"), [(5, 4, True), (4, None, True), (5, 3, False), (2, 5, False), (None, 1, False)]
)
def test_good_reasons_are_offered_only_when_every_answer_is_good(attitude, work, good):
    offered = offered_reasons(attitude, work)
    assert {reason.good for reason in offered} == {good}
    assert len(offered) == 6


# The figures of the articles and of the pages people look at.
@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (209, 214, "97,7"), (96, 231, "41,6"), (176, 412, "42,7"), (2530, 2695, "93,9"), (36, 100, "36"), (5, 5, "100"),
        (0, 9, "0"), (9_999, 10_000, "99,9"), (1, 10_000, "0,1"), (12_868, 12_970, "99,2"), (1, 3, "33,3"), (2, 3, "66,7"),
    ],
)  # fmt: skip
def test_a_share_in_words(part, whole, text):
    assert share_text(part, whole) == f"{text}{HARD_SPACE}%"


def test_no_share_of_nothing():
    assert share_text(0, 0) == "–"


@given(st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_only_all_is_a_hundred_and_only_none_is_zero(counts):
    part, whole = counts
    text = share_text(part, whole)
    assert (text == f"100{HARD_SPACE}%") == (part == whole)
    assert (text == f"0{HARD_SPACE}%") == (part == 0)
    shown = Fraction(text.removesuffix(f"{HARD_SPACE}%").replace(",", "."))
    assert abs(shown - Fraction(100 * part, whole)) <= Fraction(1, 10)


def test_wilson_agrees_with_the_worked_cases():
    # E. B. Wilson 1927 / Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29 (95 %, no continuity correction).
    worked = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
    for part, whole, low, high in worked:
        assert wilson(part, whole) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(st.integers(1, 3000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_the_interval_holds_the_share_is_mirrored_and_solves_the_score_equation(counts):
    part, whole = counts
    low, high = wilson(part, whole)
    share = part / whole
    assert 0.0 <= low <= share <= high <= 1.0
    mirrored = wilson(whole - part, whole)
    assert mirrored == (pytest.approx(1 - high, abs=1e-12), pytest.approx(1 - low, abs=1e-12))
    for end in (low, high):
        if 0 < end < 1:
            assert (share - end) ** 2 == pytest.approx(1.959963984540054**2 * end * (1 - end) / whole, rel=1e-6, abs=1e-12)


def test_wilson_of_nothing_says_that_it_knows_nothing():
    assert wilson(0, 0) == (0.0, 1.0)


def test_a_published_share_says_count_share_band_and_who_did_not_answer():
    share = Share(part=91, n=96, asked=231)
    assert share.count_text == "91 trên 96 người chấm"
    assert share.text == f"94,8{HARD_SPACE}%"
    assert share.band_text == f"từ 88 đến 98{HARD_SPACE}%"
    assert share.response_text == f"96 trên 231 lượt chấm (41,6{HARD_SPACE}%)"
    assert share.published
    assert not share.thin


def test_four_answers_are_not_published_five_are_but_thin():
    four, five = Share(4, 4, 40), Share(4, 5, 40)
    assert (four.published, four.value, four.text, four.band_text) == (False, None, "chưa đủ phiếu", "")
    assert "100" not in four.count_text
    assert (five.published, five.thin, five.value) == (True, True, 0.8)


@given(st.lists(st.integers(1, 5)))
def test_satisfied_counts_the_two_best_levels(levels):
    part, whole = satisfied(levels)
    assert whole == len(levels)
    assert part == whole - sum(level <= 3 for level in levels)


def test_a_rare_reason_is_not_shown_because_it_points_at_a_person():
    shown = shown_reasons({"warm": 9, "cold": 4, "fast": 12, "gone_from_the_list": 50})
    assert [(reason.code, n) for reason, n in shown] == [("fast", 12), ("warm", 9)]


def test_a_share_is_written_as_the_readers_language_does(monkeypatch):
    share = share_text(977, 1000)
    assert str(share) == share == f"97,7{HARD_SPACE}%"
    monkeypatch.setattr(wording, "translate", {"{units},{tenth}{space}%": "{units}.{tenth}{space}%"}.get)
    assert str(share) == f"97.7{HARD_SPACE}%" and str(share_text(1, 1)) == f"100{HARD_SPACE}%"
