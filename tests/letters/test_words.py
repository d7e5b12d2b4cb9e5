"""Ages, how people are called, and the words of each kind."""

from datetime import date

import pytest

from builders.letters import CHILD, COUPLE, DEAD, DEED, FACTS
from thanthien.letters import kinds, rules, words
from thanthien.letters.rules import LetterError
from thanthien.letters.words import Office

ON = date(2026, 11, 23)
OFFICE = Office("xã Cẩm Tú", "xã", "0237 300 0000")


def text_of(kind: str, **more) -> str:
    made = words.written(kinds.kind(code=kind, on=ON), FACTS.get(kind, {}) | more, OFFICE, approved=True)
    return "\n".join(
        [made.title, *made.lead, *made.lines, *made.paragraphs, made.closing, *(i.lead + i.text for i in made.back.items)]
    )


@pytest.mark.parametrize(
    ("age", "sex", "call"),
    [
        (0, "Nam", "cháu"), (17, "Nữ", "cháu"), (18, "Nam", "anh"), (49, "Nữ", "chị"), (50, "Nam", "ông"), (79, "Nữ", "bà"),
        (80, "Nữ", "cụ"), (101, "", "cụ"), (None, "Nam", "ông"), (None, "", "ông/bà"), (30, "", "anh/chị"),
    ],
)  # fmt: skip
def test_how_somebody_is_called(age, sex, call):
    assert rules.call_of(age=age, sex=sex) == call


@pytest.mark.parametrize(
    ("born", "died", "said"),
    [(1939, 2026, "hưởng thọ 88 tuổi"), (1967, 2026, "hưởng thọ 60 tuổi"), (1968, 2026, "hưởng dương 59 tuổi"), (2015, 2026, "")],
)
def test_a_life_is_counted_as_the_custom_does(born, died, said):
    assert rules.lived(born_year=born, died_year=died) == said


def test_an_old_couple_is_not_called_anh_chi():
    assert rules.couple_call(man_born=date(1960, 1, 1), woman_born=date(1970, 1, 1), on=ON) == "ông bà"
    assert rules.couple_call(man_born=date(1960, 1, 1), woman_born=date(1990, 1, 1), on=ON) == "anh chị"
    assert rules.couple_call(man_born=None, woman_born=date(1960, 1, 1), on=ON) == "anh chị"


def test_a_wedding():
    said = text_of("wedding")
    assert "Anh Nguyễn Hoàng Minh\nvà\nChị Lò Thị Mai Phượng" in said
    assert "Ngày 22 tháng 11 năm 2026, anh chị đã ghi tên mình" in said and "hai bên" in said


def test_a_birth_wishes_the_mother_well_only_when_she_is_known_to_live():
    assert "chúc mẹ cháu mau lại sức" not in text_of("birth") + text_of("birth", mother_lives="no")
    assert "chúc mẹ cháu mau lại sức" in text_of("birth", mother_lives="yes")


def test_a_missing_father_leaves_no_empty_place():
    assert "Thân gửi chị Phạm Thị Nga\n" in text_of("birth", mother="Phạm Thị Nga")
    assert "Thân gửi gia đình cháu\n" in text_of("birth")


def test_the_condolence_of_an_elder():
    said = text_of("condolence")
    assert "cụ Hoàng Thị Nết, sinh năm 1939, đã từ trần ngày 20 tháng 11 năm 2026, hưởng thọ 88 tuổi." in said
    assert "Những điều cụ dạy con cháu" in said and "!" not in said and "48 giờ" not in said


def test_advice_on_the_funeral_only_before_it():
    assert "48 giờ" in text_of("condolence", funeral="ahead")


def test_the_condolence_of_a_child():
    said = text_of("condolence", age_known="2024-03-01", funeral="ahead")
    assert "cháu Hoàng Thị Nết đã rời xa gia đình" in said and "Xin được chia buồn cùng gia đình" in said
    for word in ("hưởng", "từ trần", "cúi đầu", "trợ cấp", "48 giờ", "sinh năm"):
        assert word not in said


def test_thanks_and_apologies():
    assert "gia đình ông đã hiến 120 m² đất vườn" in text_of("thanks")
    late = text_of(
        "apology", about="late", recipient="Bà Quàng Thị Hặc", call="bà", procedure="Trợ cấp hưu trí xã hội",
        reason="sót một trang.", received_on="2026-11-10", old_due="2026-11-20", new_due="2026-11-26", fault="ours",
        code="H56.1",
    )  # fmt: skip
    assert "Đó là lỗi của chúng tôi." in late and "Xin hẹn lại: ngày 26 tháng 11 năm 2026" in late and "Bà không phải nộp" in late
    assert "lỗi của chúng tôi" not in text_of("apology", about="late", fault="theirs", recipient="Bà Hặc", call="bà", reason="x")


@pytest.mark.parametrize("kind", ["wedding", "birth", "condolence", "thanks", "apology"])
def test_no_template_names_a_word_that_nobody_knows(kind):
    assert "{" not in text_of(kind, recipient="Bà Hặc", call="bà", reason="đợi lâu")


def test_an_unknown_word_in_a_template_is_named():
    with pytest.raises(LetterError, match="{nickname}"):
        words.check_slots(["Chào {nickname}"])
    with pytest.raises(LetterError):
        words.check_slots(["lẻ { ngoặc"])


def test_lines_about_health_wait_for_the_health_station():
    kind = kinds.kind(code="birth", on=ON)
    plain, read = (words.written(kind, CHILD, OFFICE, approved=said) for said in (False, True))
    assert not any("sáu tháng" in item.text for item in plain.back.items)
    assert any("sáu tháng" in item.text for item in read.back.items)


def test_a_question_is_put_only_where_its_answer_matters():
    kind = kinds.kind(code="condolence", on=ON)
    assert words.to_ask(kind, DEAD, today=ON) == ("deceased", "died_on", "age_known", "sex", "family")
    assert "court" in words.to_ask(kind, DEAD | {"died_on": "2026-01-02"}, today=ON)
    assert "stillborn" in words.to_ask(kind, DEAD | {"age_known": "2026-11-19"}, today=ON)
    assert "stillborn" not in words.to_ask(kind, DEAD | {"age_known": "2020-11-19"}, today=ON)


def test_who_a_letter_is_for():
    told = [words.title_of(kinds.kind(code=code, on=ON), facts) for code, facts in FACTS.items()]
    assert told == [CHILD["child"], DEAD["deceased"], f"{COUPLE['man']} và {COUPLE['woman']}", DEED["recipient"]]
