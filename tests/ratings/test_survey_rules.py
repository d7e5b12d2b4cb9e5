"""Forms as data, answers set aside by a stated rule, the index by its stated formula."""

from datetime import date, timedelta

import pytest

from thanthien.ratings.rules import needed_sample
from thanthien.ratings.survey_forms import form_of, forms_on, shipped
from thanthien.ratings.survey_rules import (
    ASIDE_WORDS,
    LEVELS,
    Aside,
    Channel,
    SurveyError,
    check_form,
    check_levels,
    check_running,
    check_span,
    number_of,
    parts_of,
    questions_of,
    result,
    verdict,
)  # fmt: skip

BODY = "# Nơi chờ\nSạch sẽ\n- Đủ ghế\n# Trống\n# Công chức\nLịch sự"
PARTS = parts_of(BODY)
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("population", "needed"),
    [(0, 0), (1, 1), (500, 223), (1200, 300), (2380, 343), (2695, 349), (10_000, 385), (10_000_000, 400)],
)
def test_the_sample_that_a_population_needs(population, needed):
    assert needed_sample(population) == needed


def test_a_text_becomes_parts_and_back():
    assert [(part.heading, [one.code for one in part.questions]) for part in PARTS] == [
        ("Nơi chờ", ["1.1", "1.2"]), ("Công chức", ["2.1"]),
    ]  # fmt: skip
    form = forms_on(DAY)[0]
    assert parts_of(form.body) == form.parts


def test_what_ships_has_a_source_a_general_question_and_says_that_nobody_compared_it():
    forms = {one.form.code: one.form for one in shipped()}
    assert list(forms) == ["sipas", *(f"pks0{number}" for number in range(1, 8))]
    for form in forms.values():
        assert form.note and not form.confirmed and form.source and form.audience
        assert questions_of(form.parts)[-1].words.startswith("Nhìn chung")
    assert [part.heading for part in forms["sipas"].parts][:5] == [
        "Tiếp cận dịch vụ", "Thủ tục hành chính", "Công chức trực tiếp giải quyết", "Kết quả",
        "Tiếp nhận, giải quyết góp ý, phản ánh, kiến nghị",
    ]  # fmt: skip
    assert [str(words) for words in LEVELS.values()][::4] == ["Rất hài lòng", "Rất không hài lòng"]
    assert forms["pks01"].staff and not forms["pks02"].staff
    assert "sipas" not in {one.code for one in forms_on(date(2023, 12, 10))}


@pytest.mark.parametrize("fault", [{"parts": []}, {"source": ""}, {"note": ""}, {"parts": [{"heading": "A", "items": []}]}])
def test_a_faulty_form_names_itself(fault):
    whole = {
        "code": "x", "title": "X", "audience": "Y", "staff": False, "document": "", "source": "z", "confirmed": False,
        "note": "n", "from": DAY, "to": None, "parts": [{"heading": "A", "items": ["b"]}],
    }  # fmt: skip
    assert form_of(whole).form.code == "x"
    with pytest.raises(SurveyError, match="x"):
        form_of(whole | fault)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("title", {"title": " "}), ("title", {"title": "x" * 121}), ("audience", {"audience": ""}),
        ("body", {"body": "# chỉ có mục"}), ("body", {"body": "\n".join(["câu"] * 41)}), ("body", {"body": "x" * 201}),
    ],
)  # fmt: skip
def test_a_form_of_the_unit_is_checked_where_it_stands(field, given):
    with pytest.raises(SurveyError) as refused:
        check_form(**({"title": "Phiếu", "audience": "Người dân", "body": BODY} | given))
    assert refused.value.field == field


@pytest.mark.parametrize(("first", "last", "field"), [(-1, 5, "first"), (3, 2, "last")])
def test_a_round_begins_today_or_later_and_ends_after(first, last, field):
    with pytest.raises(SurveyError) as refused:
        check_span(first=DAY + timedelta(days=first), last=DAY + timedelta(days=last), today=DAY)
    assert refused.value.field == field


@pytest.mark.parametrize(("today", "ended", "says"), [(-1, False, "bắt đầu từ"), (6, False, "kết thúc"), (2, True, "kết thúc")])
def test_a_round_is_answered_between_its_days(today, ended, says):
    span = {"first": DAY, "last": DAY + timedelta(days=5)}
    check_running(**span, ended=False, today=DAY)
    check_running(**span, ended=False, today=DAY + timedelta(days=5))
    with pytest.raises(SurveyError, match=says):
        check_running(**span, ended=ended, today=DAY + timedelta(days=today))


@pytest.mark.parametrize("text", ["0", "-1", "x", "1,5", "٣", "501"])
def test_a_number_is_a_number(text):
    with pytest.raises(SurveyError):
        number_of(text, most=500, field="count")


def test_an_empty_box_is_no_number():
    assert number_of(" ", most=500, field="count") is None
    assert number_of("1.200", most=10_000, field="population") == 1200


def test_levels_are_those_of_the_questions_asked():
    asked = questions_of(PARTS)
    assert check_levels({"1.1": "5", "1.2": "", "9.9": "1", "csrf": "x"}, asked) == {"1.1": 5}
    for bad in ({"1.1": "6"}, {"1.1": "năm"}, {}):
        with pytest.raises(SurveyError) as refused:
            check_levels(bad, asked)
        assert refused.value.field == "1.1"


@pytest.mark.parametrize(
    ("channel", "more", "why"),
    [
        ("web", {}, None), ("web", {"own_device": True}, Aside.OWN_DEVICE), ("web", {"own_device": True, "staff": True}, None),
        ("web", {"seconds": 9}, Aside.TOO_FAST), ("web", {"seconds": 10}, None), ("web", {"seconds": None}, None),
        ("web", {"answered": 4}, Aside.PARTIAL), ("web", {"answered": 5}, None),
        ("paper", {"seconds": 0, "own_device": True}, None), ("paper", {"answered": 1}, Aside.PARTIAL),
    ],
)  # fmt: skip
def test_which_answer_is_kept_and_not_counted(channel, more, why):
    usual = {"staff": False, "own_device": False, "seconds": 60, "answered": 10, "asked": 10}
    assert verdict(channel=Channel(channel), **(usual | more)) == why
    assert set(ASIDE_WORDS) == set(Aside)


def answers(*levels: dict, why: str = "", channel: str = "web"):
    return [(one, why, channel) for one in levels]


def test_the_index_is_the_share_of_four_and_five_pooled():
    given = answers(*[{"1.1": 5, "1.2": 4, "2.1": 3}] * 4, {"1.1": 1}, {"2.1": 5}, channel="paper")
    found = result(parts=PARTS, answers=given + answers({"1.1": 1}, why="partial"), issued=10, population=500)
    first, second = found.parts
    assert (found.n, found.web, found.needed, found.enough, found.aside) == (6, 0, 223, False, {Aside.PARTIAL: 1})
    assert [(one.share.part, one.share.n) for one in first.questions] == [(4, 5), (4, 4)]
    assert (first.share.part, first.share.n, second.share.part, second.share.n) == (8, 9, 1, 5)
    assert (found.index.part, found.index.n) == (9, 14)
    assert first.questions[0].levels == {5: 4, 4: 0, 3: 0, 2: 0, 1: 1}
    assert first.questions[0].share.published and not first.questions[1].share.published


def test_pooling_does_not_make_few_people_many():
    found = result(parts=PARTS, answers=answers(*[{"1.1": 5, "1.2": 5, "2.1": 5}] * 4), issued=0, population=None)
    assert not found.index.published and not found.parts[0].share.published and found.needed is None and not found.enough
