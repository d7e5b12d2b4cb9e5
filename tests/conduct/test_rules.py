"""The text of the rules of conduct as parts, the days on which a version may begin, when it must be looked at again."""

from datetime import date, timedelta

import pytest

from thanthien.conduct.rules import ConductError, Part, Review, Text, check_start, check_text, in_force, parts_of, review_of

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("Chào trước", (Part("", ("Chào trước",)),)),
        ("# Với người dân\n- Chào trước\n\n• Nói rõ", (Part("Với người dân", ("Chào trước", "Nói rõ")),)),
        ("Chung\n# Một\nA\n# Hai\nB", (Part("", ("Chung",)), Part("Một", ("A",)), Part("Hai", ("B",)))),
        ("# Chỉ có tên mục", ()),
        (" \n-\n", ()),
    ],
)  # fmt: skip
def test_a_line_is_a_rule_and_a_hash_a_heading(body, parts):
    assert parts_of(body) == parts


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (Text(" ", "Chào", ""), "title"), (Text("x" * 121, "Chào", ""), "title"), (Text("Quy tắc", "# Mục", ""), "body"),
        (Text("Quy tắc", "x" * 8001, ""), "body"),
    ],
)  # fmt: skip
def test_what_is_missing_or_too_long_names_its_box(text, field):
    with pytest.raises(ConductError) as caught:
        check_text(text)
    assert caught.value.field == field


def test_the_text_is_tidied():
    assert check_text(Text("  Quy   tắc ", "\n Chào \n", " 12/QĐ ")) == Text("Quy tắc", "Chào", "12/QĐ")


@pytest.mark.parametrize(
    ("start", "latest", "allowed"),
    [
        (MONDAY, None, True),
        (MONDAY - timedelta(days=1), None, False),
        (MONDAY, MONDAY, False),
        (MONDAY + timedelta(days=1), MONDAY, True),
    ],
)
def test_a_version_begins_today_or_later_and_after_the_last(start, latest, allowed):
    if allowed:
        check_start(valid_from=start, today=MONDAY, latest=latest)
        return
    with pytest.raises(ConductError):
        check_start(valid_from=start, today=MONDAY, latest=latest)


@pytest.mark.parametrize(
    ("days", "review"), [(31, Review.FINE), (30, Review.SOON), (0, Review.SOON), (-1, Review.LATE)]
)  # fmt: skip
def test_a_review_is_soon_a_month_before_and_late_a_day_after(days, review):
    assert review_of(review_by=MONDAY + timedelta(days=days), today=MONDAY) is review
    assert review_of(review_by=None, today=MONDAY) is Review.FINE


def test_the_latest_start_that_has_come_holds():
    starts = [MONDAY - timedelta(days=9), MONDAY, MONDAY + timedelta(days=1)]
    assert in_force(starts, on=MONDAY) == MONDAY and in_force(starts, on=MONDAY - timedelta(days=10)) is None
