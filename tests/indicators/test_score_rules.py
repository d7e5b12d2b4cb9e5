"""Points of the nine indices at each border, means, totals, grades, periods, and what a leader may note."""

from datetime import date

import pytest

from thanthien.indicators import score_rules as rules
from thanthien.indicators.score_rules import Ground, Period, ScoreError
from thanthien.law.scoring import Online, scheme_on

SCHEME = scheme_on(date(2026, 11, 23))
SHARES = Online(procedures=20, dossiers_two=30, dossiers_one=15)


@pytest.mark.parametrize(("verdict", "points"), [("early", 2), ("on_time", 1), ("late", 0), ("", None), ("?", None)])
def test_index_1_shorter_equal_longer(verdict, points):
    assert rules.whole_time(verdict) == points


@pytest.mark.parametrize(
    ("allowed", "used", "points"), [(480, 479, 2), (480, 0, 2), (480, 480, 1), (480, 481, 0), (0, 0, None), (0, 30, None)]
)
def test_index_2_shorter_equal_longer_of_ones_own_minutes(allowed, used, points):
    assert rules.own_time(allowed=allowed, used=used) == points


@pytest.mark.parametrize(("times", "points"), [(0, 2), (1, 1), (2, 0), (9, 0)])
def test_index_3_none_once_more_than_once(times, points):
    assert rules.contacts(times) == points


@pytest.mark.parametrize(
    ("one_stop", "others", "points"), [(False, 0, 2), (True, 0, 1), (True, 1, 0), (False, 1, 0), (True, 3, 0)]
)
def test_index_4_one_body_is_the_one_stop(one_stop, others, points):
    assert rules.bodies(one_stop=one_stop, others=others) == points


@pytest.mark.parametrize(
    ("listed", "received", "here", "points"),
    [(155, 155, 155, 2), (155, 155, 154, 1), (155, 154, 154, 0), (155, 0, 0, 0), (0, 0, 0, None)],
)
def test_index_5_all_received_and_decided_here(listed, received, here, points):
    assert rules.at_one_stop(listed=listed, received=received, decided_here=here) == points


@pytest.mark.parametrize(("posted", "online", "points"), [(True, True, 2), (True, False, 1), (False, True, 1), (False, False, 0)])
def test_index_6_both_one_neither(posted, online, points):
    assert rules.made_public(posted=posted, online=online) == points


@pytest.mark.parametrize(
    ("verdict", "complaints", "points"),
    [("early", 0, 2), ("on_time", 0, 1), ("early", 1, 0), ("on_time", 2, 0), ("late", 0, 0), ("late", 1, 0), ("", 0, None)],
)
def test_index_7_early_or_on_time_without_a_complaint(verdict, complaints, points):
    assert rules.attitude(verdict=verdict, complaints=complaints) == points


@pytest.mark.parametrize(
    ("known", "received", "in_time", "prolonged", "points"),
    [
        (False, 0, 0, 0, None), (True, 0, 0, 0, 2), (True, 10, 10, 0, 2), (True, 10, 9, 0, 1), (True, 100, 89, 0, 0),
        (True, 10, 10, 1, 0),
    ],
)  # fmt: skip
def test_index_8_without_a_book_of_complaints_there_is_no_figure(known, received, in_time, prolonged, points):
    found = rules.answered(known=known, received=received, in_time=in_time, prolonged=prolonged, least=SCHEME.answers_one)
    assert found == points


@pytest.mark.parametrize(
    ("procedures", "dossiers", "late", "points"),
    [
        ((20, 100), (30, 100), 0, 2), ((19, 100), (30, 100), 0, 1), ((20, 100), (29, 100), 0, 1), ((20, 100), (15, 100), 0, 1),
        ((20, 100), (14, 100), 0, 0), ((20, 100), (0, 100), 0, 0), ((100, 100), (100, 100), 1, 0), ((20, 100), (0, 0), 0, None),
        ((0, 0), (1, 1), 0, None),
    ],
)  # fmt: skip
def test_index_9_shares_of_procedures_and_of_dossiers_none_late(procedures, dossiers, late, points):
    assert rules.online_service(procedures=procedures, dossiers=dossiers, late=late, shares=SHARES) == points


@pytest.mark.parametrize(
    ("points", "dossiers", "tenths"),
    [(0, 0, None), (0, 3, 0), (2, 1, 20), (5, 4, 13), (3, 40, 1), (1, 40, 0), (2, 40, 1), (4, 3, 13), (5, 3, 17), (149, 100, 15)],
)
def test_a_mean_has_one_decimal_half_upwards(points, dossiers, tenths):
    assert rules.mean(points=points, dossiers=dossiers) == tenths


@pytest.mark.parametrize(
    ("tenths", "grade"),
    [(100, "Hoàn thành 100% nhiệm vụ"), (50, "Hoàn thành 100% nhiệm vụ"), (49, "Hoàn thành từ 70% đến dưới 100% nhiệm vụ"),
     (35, "Hoàn thành từ 70% đến dưới 100% nhiệm vụ"), (34, "Hoàn thành dưới 70% nhiệm vụ"), (0, "Hoàn thành dưới 70% nhiệm vụ")],
)  # fmt: skip
def test_an_officers_grades(tenths, grade):
    assert str(rules.grade_of(tenths, SCHEME.officer_grades).name) == grade


@pytest.mark.parametrize(
    ("tenths", "grade"),
    [(180, "Xuất sắc"), (150, "Xuất sắc"), (149, "Tốt"), (120, "Tốt"), (119, "Khá"), (90, "Khá"), (89, "Trung bình"),
     (60, "Trung bình"), (59, "Yếu"), (0, "Yếu")],
)  # fmt: skip
def test_the_agencys_grades(tenths, grade):
    assert str(rules.grade_of(tenths, SCHEME.agency_grades).name) == grade


def test_what_has_no_data_is_left_out_of_the_sum_and_named():
    found = rules.agency_total({1: 15, 2: 20, 3: 18, 4: 19, 5: 10, 6: 10, 7: 15, 8: None, 9: 0}, SCHEME)
    assert (found.tenths, found.most, found.dropped, str(found.grade.name)) == (107, 160, (8,), "Khá")


def test_an_officer_has_five_indices_of_ten_points():
    found = rules.officer_total({1: 10, 2: 20, 3: 20, 4: 20, 5: 20, 6: 20, 7: 10}, SCHEME)
    assert (found.tenths, found.most, found.dropped) == (80, 100, ())


def test_a_zero_is_a_figure_and_counts():
    assert rules.officer_total({1: 0, 2: None, 3: 20, 4: 20, 7: 0}, SCHEME).most == 80


def test_nothing_known_is_no_grade():
    found = rules.officer_total({}, SCHEME)
    assert (found.tenths, found.most, found.dropped, found.grade) == (None, 0, (1, 2, 3, 4, 7), None)


@pytest.mark.parametrize(
    ("code", "first", "last", "before", "after"),
    [
        ("2026-1", date(2026, 1, 1), date(2026, 3, 31), "2025-4", "2026-2"),
        ("2026-2", date(2026, 4, 1), date(2026, 6, 30), "2026-1", "2026-3"),
        ("2026-4", date(2026, 10, 1), date(2026, 12, 31), "2026-3", "2027-1"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2025", "2027"),
    ],
)
def test_quarters_and_years(code, first, last, before, after):
    period = rules.period_of(code, on=date(2026, 11, 23))
    assert (period.code, period.first, period.last, period.before.code, period.after.code) == (code, first, last, before, after)


@pytest.mark.parametrize("code", ["", "2026-5", "2026-0", "năm nay", "1999", "2026-", "2026-1-1", "٢٠٢٦"])
def test_another_word_is_the_running_quarter(code):
    expected = Period(2026) if code == "2026-" else Period(2026, 4)
    assert rules.period_of(code, on=date(2026, 11, 23)) == expected


@pytest.mark.parametrize(
    ("day", "quarter"), [(date(2026, 1, 1), 1), (date(2026, 3, 31), 1), (date(2026, 4, 1), 2), (date(2026, 12, 31), 4)]
)
def test_the_quarter_of_a_day(day, quarter):
    assert rules.quarter_of(day) == Period(2026, quarter)


def test_each_ground_belongs_to_an_index():
    assert {one: one.number for one in Ground} == {Ground.APPLICANT: 3, Ground.OTHER_BODY: 4, Ground.COMPLAINT: 7}
    with pytest.raises(ScoreError, match="Chọn một lý do"):
        rules.ground("khác")


@pytest.mark.parametrize(
    ("ground", "about", "who", "field"),
    [
        (Ground.APPLICANT, 7, "", None), (Ground.APPLICANT, 8, "", "about"), (Ground.APPLICANT, 0, "", "about"),
        (Ground.OTHER_BODY, 0, "", None), (Ground.COMPLAINT, 0, "hanh", None), (Ground.COMPLAINT, 0, "la", "who"),
        (Ground.COMPLAINT, 0, "nghia", "who"), (Ground.COMPLAINT, 0, "", "who"),
    ],
)  # fmt: skip
def test_what_a_note_is_about_must_be_there(ground, about, who, field):
    told = {"ground": ground, "about": about, "who": who, "asked": {7}, "known": ["hanh", "nghia"], "by": "nghia"}
    if field is None:
        rules.check_noted(**told)
        return
    with pytest.raises(ScoreError) as refused:
        rules.check_noted(**told)
    assert refused.value.field == field


@pytest.mark.parametrize(("text", "said"), [("", "Ghi một câu"), ("  ừ  ", "Ghi một câu"), ("x" * 1001, "Dài quá")])
def test_words_say_something_and_not_too_much(text, said):
    with pytest.raises(ScoreError, match=said):
        rules.check_words(text, "reason")
    assert rules.check_words(" Giấy  do người nộp để quên ", "reason") == "Giấy do người nộp để quên"
