"""A survey from its form to its figures: one answer for each slip, paper typed in, nothing said of anybody."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.ratings import survey_queries as kept
from thanthien.ratings import surveying
from thanthien.ratings.models import SurveyAnswer, SurveyForm, SurveyRound, SurveyTicket
from thanthien.ratings.survey_rules import SurveyError, parts_of, questions_of
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
OWN = surveying.Written("Phiếu của xã", "Người dân đến một cửa", "# Nơi chờ\nSạch sẽ\nĐủ ghế")
DAY = timedelta(days=1)


def told(office, who="nghia") -> dict:
    return {"by": office.actor(getattr(office, who)), "at": office.at}


def opened(office, code="sipas", population=None, **more) -> SurveyRound:
    day = day_of(office.at)
    span = {"first": day, "last": day + 9 * DAY} | more
    return surveying.open_round(unit=office.unit, code=code, population=population, **span, **told(office))


def slips(office, survey, count=1) -> list[SurveyTicket]:
    return surveying.issue_tickets(survey=survey, count=count, **told(office))


def full(survey, level="5") -> dict:
    return {one.code: level for one in questions_of(parts_of(survey.body))}


def answered(office, slip, given=None, **more) -> SurveyAnswer:
    facts = {"given": given or full(slip.round), "seconds": 60, "at": office.at} | more
    return surveying.answer(code=slip.code, **facts)


def typed(office, survey, given=None, who="hanh", **more) -> SurveyAnswer:
    facts = {"given": given or full(survey), "remark": "", "typist": getattr(office, who), **told(office, who)} | more
    return surveying.type_answer(survey=survey, **facts)


def test_a_round_copies_the_words_and_says_that_nobody_compared_them(office):
    survey = opened(office)
    assert (survey.code, survey.confirmed, survey.formula) == ("sipas", False, "pooled-1")
    assert "Công chức lịch sự, lắng nghe" in survey.body and "bản soạn" in survey.note
    entry = Entry.objects.get(kind="survey.opened")
    assert entry.data == {
        "code": "sipas", "form": None, "first": "2026-11-23", "last": "2026-12-02", "population": None, "formula": "pooled-1",
    }  # fmt: skip
    assert verify() is None


def test_the_unit_s_own_form_is_changed_dropped_and_taken_up_again(office):
    form = surveying.keep_form(unit=office.unit, written=OWN, **told(office))
    survey = opened(office, f"own:{form.pk}")
    surveying.keep_form(unit=office.unit, written=surveying.Written("Mới", "Ai cũng hỏi", "Một câu"), form=form, **told(office))
    survey.refresh_from_db()
    assert survey.title == "Phiếu của xã" and survey.confirmed and survey.form == form
    form = surveying.drop_form(form=form, dropped=True, **told(office))
    assert kept.own_forms(unit=office.unit) == []
    with pytest.raises(SurveyError, match="trong danh sách"):
        opened(office, f"own:{form.pk}")
    surveying.drop_form(form=form, dropped=False, **told(office))
    assert kept.own_forms(unit=office.unit) == [form] and SurveyForm.objects.get().title == "Mới"


@pytest.mark.parametrize("code", ["", "pks99", "own:", "own:x", "own:99"])
def test_a_form_that_is_not_there_is_refused(office, code):
    with pytest.raises(SurveyError, match="Chọn một phiếu"):
        opened(office, code)


@pytest.mark.parametrize("who", ["hanh", "ha", "ngoc", "la"])
def test_only_leaders_and_the_administrator_open_rounds(office, who):
    day = day_of(office.at)
    with pytest.raises(SurveyError, match="lãnh đạo hoặc quản trị"):
        surveying.open_round(unit=office.unit, code="sipas", first=day, last=day, population=None, **told(office, who))
    survey = opened(office)
    with pytest.raises(SurveyError):
        surveying.issue_tickets(survey=survey, count=1, **told(office, who))


def test_a_slip_is_good_for_one_answer(office):
    (slip,) = slips(office, opened(office))
    row = answered(office, slip, remark="Thêm ghế")
    assert (row.set_aside, row.channel, row.typed_by, row.remark) == ("", "web", None, "Thêm ghế")
    with pytest.raises(SurveyError, match="mỗi mã một lần"):
        answered(office, slip, full(slip.round, "1"))
    entry = Entry.objects.get(kind="survey.answered")
    assert entry.data == {"round": slip.round_id, "channel": "web", "answered": 13, "set_aside": ""}
    assert "Thêm ghế" not in entry.body and verify() is None


def test_a_refused_answer_leaves_the_slip_good(office):
    (slip,) = slips(office, opened(office))
    for faulty in ({"given": {"1.1": "9"}}, {"remark": "x" * 501}):
        with pytest.raises(SurveyError):
            answered(office, slip, **faulty)
    assert answered(office, slip)


@pytest.mark.parametrize("code", ["", "KHONGCO", "x" * 400])
def test_an_unknown_slip_gets_a_sentence(office, code):
    with pytest.raises(SurveyError, match="chưa thấy"):
        surveying.answer(code=code, given={"1.1": "5"}, at=office.at)


@pytest.mark.parametrize(
    ("more", "why"),
    [({"seconds": 3}, "too_fast"), ({"officer_here": "hanh"}, "own_device"), ({"given": {"1.1": "5"}}, "partial")],
)
def test_what_is_set_aside_is_kept_with_its_rule(office, more, why):
    (slip,) = slips(office, opened(office))
    assert answered(office, slip, **more).set_aside == why
    assert {str(rule): n for rule, n in kept.result_of(survey=slip.round).aside.items()} == {why: 1}


def test_before_and_after_its_days_nobody_answers(office):
    day = day_of(office.at)
    (slip,) = slips(office, opened(office, first=day + DAY, last=day + 2 * DAY))
    for days in (0, 3):
        with pytest.raises(SurveyError):
            answered(office, slip, at=office.at + days * DAY)
    assert answered(office, slip, at=office.at + DAY)


def test_a_round_ended_early_goes_on_again(office):
    survey = opened(office)
    (slip,) = slips(office, survey)
    surveying.end_round(survey=survey, ended=True, **told(office))
    with pytest.raises(SurveyError, match="kết thúc"):
        answered(office, slip)
    with pytest.raises(SurveyError):
        slips(office, survey)
    surveying.end_round(survey=survey, ended=False, **told(office))
    assert answered(office, slip) and verify() is None


def test_slips_go_on_counting_and_end_at_a_thousand(office):
    survey = opened(office)
    assert [one.number for one in slips(office, survey, 2) + slips(office, survey, 2)] == [1, 2, 3, 4]
    with pytest.raises(SurveyError, match="1000"):
        slips(office, survey, 997)


def test_paper_is_typed_and_taken_back_on_its_day_by_who_typed_it(office):
    survey = opened(office)
    row = typed(office, survey)
    with pytest.raises(SurveyError, match="mình vừa nhập"):
        surveying.annul_answer(given=row, **told(office, "dinh"))
    with pytest.raises(SurveyError):
        surveying.annul_answer(given=row, by=office.actor(office.hanh), at=office.at + DAY)
    for _ in range(2):
        surveying.annul_answer(given=row, **told(office, "hanh"))
    assert kept.result_of(survey=survey).n == 0
    assert Entry.objects.filter(kind="survey.answer_annulled").count() == 1 and verify() is None


def test_a_specialist_and_a_stranger_type_nothing(office):
    survey = opened(office)
    for who in ("ha", "la"):
        with pytest.raises(SurveyError):
            typed(office, survey, who=who)


@pytest.mark.parametrize("answers", [1, 3])
def test_lists_and_figures_cost_the_same(office, answers, django_assert_num_queries):
    survey = opened(office, population=500)
    for slip in slips(office, survey, answers):
        answered(office, slip)
    opened(office, "pks02")
    with django_assert_num_queries(3):
        rows = kept.rounds(unit=office.unit)
    assert sorted((one.survey.code, one.counted, one.issued) for one in rows) == [("pks02", 0, 0), ("sipas", answers, answers)]
    with django_assert_num_queries(2):
        found = kept.result_of(survey=survey)
    assert (found.n, found.web, found.issued, found.needed) == (answers, answers, answers, 223)
    assert kept.rounds(unit="15151") == [] and kept.survey(unit="15151", pk=survey.pk) is None


@pytest.mark.django_db(transaction=True)
def test_ten_hands_with_one_slip_make_one_answer(office):
    (slip,) = slips(office, opened(office))

    def send() -> None:
        try:
            answered(office, slip)
        except SurveyError:
            pass
        finally:
            connection.close()

    hands = [threading.Thread(target=send) for _ in range(10)]
    for one in hands:
        one.start()
    for one in hands:
        one.join()
    assert SurveyAnswer.objects.count() == 1
