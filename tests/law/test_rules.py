"""A rule of law has dates; which one is in force on a day, and what is refused when the data is read."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.law.rules import LawError, book_of


def entry(**changes):
    whole = {
        "code": "apology.lead", "value": 1, "unit": "day", "says": "Xin lỗi trước 1 ngày.", "says_en": "Apologise 1 day before.",
        "document": "Nghị định 61/2018/NĐ-CP", "article": "Điều 19(9)", "from": date(2018, 6, 21), "to": None,
        "source": "bản pháp điển", "confirmed": True, "note": "",
    }  # fmt: skip
    return whole | changes


def two_periods():
    return book_of(
        entries=[
            entry(**{"from": date(2025, 7, 1), "value": 2, "document": "Nghị định 118/2025/NĐ-CP"}),
            entry(**{"to": date(2025, 6, 30)}),
        ]
    )


@pytest.mark.parametrize(
    ("on", "value"),
    [(date(2018, 6, 21), 1), (date(2025, 6, 30), 1), (date(2025, 7, 1), 2), (date(2099, 1, 1), 2)],
    ids=["first day in force", "last day of the old one", "first day of the new one", "goes on"],
)
def test_the_rule_of_the_day(on, value):
    assert two_periods().rule(code="apology.lead", on=on).number == value


def test_a_day_before_the_law_is_told_since_when_it_exists():
    with pytest.raises(LawError, match=r"Ngày 20/06/2018 chưa có quy định apology.lead .* Có từ 21/06/2018"):
        two_periods().rule(code="apology.lead", on=date(2018, 6, 20))


def test_a_gap_between_two_periods_is_no_law():
    book = book_of(entries=[entry(**{"to": date(2020, 1, 1)}), entry(**{"from": date(2020, 1, 3)})])
    with pytest.raises(LawError, match="02/01/2020"):
        book.rule(code="apology.lead", on=date(2020, 1, 2))


def test_an_unknown_code_is_named():
    with pytest.raises(LawError, match="sai.ma"):
        two_periods().rule(code="sai.ma", on=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("first_to", "second_from"),
    [(None, date(2025, 1, 1)), (date(2025, 1, 1), date(2025, 1, 1)), (date(2025, 6, 30), date(2024, 1, 1))],
    ids=["the first has no end", "one day shared", "the second starts inside"],
)
def test_overlapping_periods_are_refused(first_to, second_from):
    with pytest.raises(LawError, match="apology.lead có hai thời kỳ chồng nhau"):
        book_of(entries=[entry(to=first_to), entry(**{"from": second_from})])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": 900, "unit": "clock"}, "ngoặc kép"),
        ({"value": "24:00", "unit": "clock"}, "24:00"),
        ({"value": "24-11", "unit": "yearly_date"}, "24-11"),
        ({"value": "1"}, "'1'"),
        ({"value": 0}, "0"),
        ({"value": True}, "True"),
        ({"value": 3, "unit": "none"}, "none"),
        ({"unit": "fortnight"}, "fortnight"),
        ({"code": "Apology"}, "chữ thường"),
        ({"says": " "}, "says"),
        ({"source": None}, "source"),
        ({"confirmed": "yes"}, "confirmed"),
        ({"confirmed": False}, "note"),
        ({"from": "2018-06-21"}, "2018-06-21"),
        ({"to": date(2018, 1, 1)}, "chưa đúng"),
        ({"extra": 1}, "extra"),
    ],
    ids=lambda value: next(iter(value.items())).__repr__() if isinstance(value, dict) else None,
)
def test_a_faulty_entry_is_refused_with_its_field(changes, words):
    with pytest.raises(LawError, match="Quy định|Mã quy định") as caught:
        book_of(entries=[entry(**changes)])
    assert words in str(caught.value)


def test_a_missing_field_is_named():
    raw = entry()
    del raw["article"]
    with pytest.raises(LawError, match="article"):
        book_of(entries=[raw])


def test_values_come_as_what_they_are():
    clock = book_of(entries=[entry(code="transfer.cutoff", value="15:00", unit="clock")])
    rule = clock.rule(code="transfer.cutoff", on=date(2026, 1, 1))
    assert rule.clock == time(15)
    with pytest.raises(LawError, match="con số"):
        _ = rule.number
    with pytest.raises(LawError, match="giờ trong ngày"):
        _ = two_periods().rule(code="apology.lead", on=date(2026, 1, 1)).clock


def test_a_citation_says_when_nobody_has_read_the_text():
    unread = book_of(entries=[entry(confirmed=False, note="chưa đọc")]).rule(code="apology.lead", on=date(2026, 1, 1))
    assert unread.citation == "Điều 19(9) Nghị định 61/2018/NĐ-CP (chưa đối chiếu văn bản)"
    read = two_periods().rule(code="apology.lead", on=date(2020, 1, 1))
    assert read.citation == "Điều 19(9) Nghị định 61/2018/NĐ-CP"


def test_the_version_does_not_depend_on_the_order_of_the_file():
    entries = [
        entry(**{"from": date(2025, 7, 1)}),
        entry(**{"to": date(2025, 6, 30)}),
        entry(code="supplement.times", unit="times"),
    ]
    assert book_of(entries=entries).version == book_of(entries=reversed(entries)).version


@pytest.mark.parametrize(
    "changes", [{"value": 2}, {"article": "Điều 20"}, {"to": date(2030, 1, 1)}, {"confirmed": False, "note": "?"}]
)
def test_any_change_of_the_law_is_a_new_version(changes):
    assert book_of(entries=[entry(**changes)]).version != book_of(entries=[entry()]).version


DAYS = st.dates(date(2015, 1, 1), date(2030, 1, 1))


@given(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=4), DAYS)
def test_never_two_rules_on_one_day(periods, on):
    """Either the periods are refused, or each day has at most one of them: the one a plain search finds."""
    entries = [entry(**{"from": min(a, b), "to": max(a, b), "value": index + 1}) for index, (a, b) in enumerate(periods)]
    covering = [raw["value"] for raw in entries if raw["from"] <= on <= raw["to"]]
    shared = any(
        one["from"] <= other["to"] and other["from"] <= one["to"]
        for index, one in enumerate(entries)
        for other in entries[index + 1 :]
    )
    if shared:
        with pytest.raises(LawError, match="chồng nhau"):
            book_of(entries=entries)
    elif covering:
        assert [book_of(entries=entries).rule(code="apology.lead", on=on).value] == covering
    else:
        with pytest.raises(LawError, match="chưa có quy định"):
            book_of(entries=entries).rule(code="apology.lead", on=on)
