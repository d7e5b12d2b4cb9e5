"""The law data that ships: what it says on given days, and that it is honest about what nobody has read."""

from datetime import date, time

import pytest

from thanthien.law import queries
from thanthien.law.rules import LawError

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("code", "value", "document", "confirmed"),
    [
        ("transfer.cutoff", "15:00", "309/2026", True),
        ("same_day.cutoff", "15:00", "Luật Hộ tịch 2014", True),
        ("supplement.times", 1, "309/2026", True),
        ("supplement.request_within", 3, "118/2025", False),
        ("supplement.restarts", None, "118/2025", False),
        ("apology.lead", 1, "118/2025", False),
        ("reappointment.times", 1, "118/2025", False),
        ("working_day.hours", 8, "188/1999", True),
        ("holiday.statutory", None, "Bộ luật Lao động 2019", True),
        ("holiday.culture_day", "11-24", "28/2026/QH16", True),
        ("term.first_day_excluded", None, "Bộ luật Dân sự 2015", True),
        ("term.last_day_off", None, "Bộ luật Dân sự 2015", True),
    ],
)
def test_the_law_of_23_november_2026(code, value, document, confirmed):
    rule = queries.rule(code=code, on=TODAY)
    assert rule.value == value
    assert document in rule.document
    assert rule.confirmed is confirmed


def test_the_transfer_after_15_hours_through_three_decrees():
    cited = [queries.rule(code="transfer.cutoff", on=day) for day in (date(2024, 1, 2), date(2025, 7, 1), date(2026, 8, 5))]
    assert ["61/2018" in cited[0].document, "118/2025" in cited[1].document, "309/2026" in cited[2].document] == [
        True,
        True,
        True,
    ]
    assert [rule.confirmed for rule in cited] == [True, False, True]
    assert {rule.clock for rule in cited} == {time(15)}


def test_culture_day_is_no_law_before_july_2026():
    with pytest.raises(LawError, match="30/06/2026"):
        queries.rule(code="holiday.culture_day", on=date(2026, 6, 30))


def test_what_nobody_has_read_says_what_is_open():
    assert {rule.code for rule in queries.unconfirmed()} >= {"apology.lead", "reappointment.times", "supplement.restarts"}
    assert all(rule.note and "chưa đối chiếu" in rule.citation for rule in queries.unconfirmed())


def test_every_rule_is_one_sentence_in_both_languages():
    for rule in queries.law_book():
        for text in (rule.says, rule.says_en):
            assert text.endswith("."), rule.code
            assert text[0].isupper() or text[0].isdigit(), rule.code


def test_the_version_names_the_data():
    assert queries.version() == queries.law_book().version
    assert queries.version().startswith("law-")
    assert len(queries.version()) == len("law-") + 12


def test_the_book_is_read_once():
    assert queries.law_book() is queries.law_book()


@pytest.mark.parametrize(("text", "words"), [("a: [", "sai.yaml"), ("just words", "danh sách"), ("- 3", "danh sách")])
def test_a_file_that_cannot_be_read_is_named(tmp_path, text, words):
    (tmp_path / "sai.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LawError, match="sai.yaml") as caught:
        queries.read_book(folder=tmp_path)
    assert words in str(caught.value)
