"""The tables that ship: whole, dated, honest about what nobody has read; and what they say of named cases."""

from datetime import date

import pytest

from thanthien.benefits import queries
from thanthien.benefits.faults import faults, overlaps
from thanthien.benefits.rules import BenefitError, Table, combinations, course, decide, holds, missing

MERIT, VETERAN, SOCIAL, PENSION = "1.010824", "2.002307", "1.001731", "1.014028"
TODAY = date(2026, 11, 23)
TABLES = queries.all_tables()


def name(table: Table) -> str:
    return f"{table.code} {table.version}"


@pytest.mark.parametrize("table", TABLES, ids=name)
def test_each_combination_reaches_exactly_one_row_and_each_row_is_reached(table):
    met = [[row for row in table.rows if holds(row.when, one)] for one in combinations(table)]
    assert all(len(rows) == 1 for rows in met)
    assert {id(rows[0]) for rows in met} == {id(row) for row in table.rows}
    assert faults(table) == []


@pytest.mark.parametrize("table", TABLES, ids=name)
def test_the_questions_end_with_what_the_whole_table_says(table):
    """Whoever answers only what is asked gets what they would get by answering everything."""
    for answers in combinations(table):
        found = course(table, answers)
        assert found.result == decide(table, answers)


@pytest.mark.parametrize("table", TABLES, ids=name)
def test_a_question_is_asked_only_where_it_can_change_the_result(table):
    for answers in combinations(table):
        asked = course(table, answers).asked
        for place, (question, _) in enumerate(asked):
            known = {one.code: answer for one, answer in asked[:place]}
            open_ones = [one for one in combinations(table) if known.items() <= one.items()]
            ends = {
                str(
                    (decide(table, {**one, question.code: code}).outcome.code, decide(table, {**one, question.code: code}).papers)
                )
                for one in open_ones
                for code, _ in question.answers
            }
            assert len(ends) > 1


@pytest.mark.parametrize("table", TABLES, ids=name)
def test_what_is_unconfirmed_says_what_is_open(table):
    pieces = [table.basis, *(one.basis for one in table.outcomes), *(one.basis for one in table.papers)]
    assert all(one.confirmed or one.note for one in pieces) and all(one.source for one in pieces)
    assert not table.confirmed, "nobody has read these decrees yet"


@pytest.mark.parametrize("table", TABLES, ids=name)
def test_every_amount_has_a_rate_through_the_whole_life_of_its_version(table):
    for outcome in table.outcomes:
        if outcome.amount:
            for day in (table.valid_from, min(table.valid_to or TODAY, TODAY)):
                assert queries.sum_on(amount=outcome.amount, day=day).vnd


def test_no_two_versions_hold_on_one_day():
    assert overlaps(TABLES) == []


CASES = [
    # the day somebody died, what was answered, the outcome, đồng, the papers
    (MERIT, date(2026, 11, 3), "hang-thang khong co", "huong", 25_300_000, "ban-khai khai-tu"),
    (MERIT, date(2025, 8, 1), "hang-thang khong co", "huong", 23_400_000, "ban-khai khai-tu"),
    (MERIT, date(2023, 5, 1), "hang-thang khong co", "huong", 14_900_000, "ban-khai khai-tu"),
    (MERIT, date(2026, 11, 3), "chua-huong khong co", "huong", 25_300_000, "ban-khai khai-tu chua-huong"),
    (MERIT, date(2026, 11, 3), "khong", "khac-dien", None, ""),
    (MERIT, date(2026, 11, 3), "hang-thang co", "bhxh", None, ""),
    (MERIT, date(2026, 11, 3), "mot-lan khong khong", "khac-nguoi", None, ""),
    (VETERAN, date(2026, 11, 3), "co khong co", "huong", 25_300_000, "ban-khai khai-tu ccb"),
    (VETERAN, date(2026, 11, 3), "co nguoi-co-cong", "nguoi-co-cong", None, ""),
    (VETERAN, date(2026, 11, 3), "khong", "khac-dien", None, ""),
    (SOCIAL, date(2026, 11, 3), "tro-cap khong co", "huong", 10_800_000, "to-khai khai-tu"),
    (SOCIAL, date(2024, 3, 1), "tro-cap khong co", "huong", 7_200_000, "to-khai khai-tu"),
    (SOCIAL, date(2026, 11, 3), "tuoi-80 thap co", "huong", 10_800_000, "to-khai khai-tu thoi-huong"),
    (SOCIAL, date(2026, 11, 3), "con cao", "muc-cao", None, ""),
    (PENSION, date(2026, 11, 3), "co khong co duoc", "huong", 10_000_000, "to-khai"),
    (PENSION, date(2026, 11, 3), "co khong co chua", "huong", 10_000_000, "to-khai khai-tu"),
    (PENSION, date(2026, 11, 3), "khong", "khac-dien", None, ""),
]


@pytest.mark.parametrize(("procedure", "day", "said", "outcome", "vnd", "papers"), CASES)
def test_a_named_case(procedure, day, said, outcome, vnd, papers):
    table, answers = queries.table_on(procedure=procedure, day=day), {}
    for word in said.split():
        question = course(table, answers).next
        assert question is not None, "more answers than questions"
        answers[question.code] = word
    found = course(table, answers)
    assert found.next is None and found.result.outcome.code == outcome
    assert [one.code for one in found.result.papers] == papers.split()
    amount = found.result.outcome.amount
    assert (queries.sum_on(amount=amount, day=day).vnd if amount else None) == vnd


def test_the_day_decides_which_version_applies():
    versions = [queries.table_on(procedure=SOCIAL, day=day).version for day in (date(2025, 6, 30), date(2025, 7, 1), TODAY)]
    assert versions == ["2021-07", "2025-07", "2025-07"]
    form = [queries.table_on(procedure=SOCIAL, day=day).papers[0].name for day in (date(2025, 6, 30), date(2025, 7, 1))]
    assert "Mẫu số 04" in form[0] and "Mẫu số 02" in form[1]


def test_before_the_first_version_nothing_is_guessed():
    with pytest.raises(BenefitError, match="01/07/2025"):
        queries.table_on(procedure=PENSION, day=date(2025, 6, 30))
    with pytest.raises(BenefitError, match="chưa có bảng"):
        queries.table_on(procedure="1.001193", day=TODAY)


def test_what_is_missing_is_what_is_needed_and_not_there():
    table = queries.table_on(procedure=MERIT, day=TODAY)
    result = course(table, {"dien": "hang-thang", "bhxh": "khong", "lo": "co"}).result
    assert [one.code for one in missing(result, ["ban-khai"])] == ["khai-tu"]
    assert missing(result, ["ban-khai", "khai-tu"]) == ()
