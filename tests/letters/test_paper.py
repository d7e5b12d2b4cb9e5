"""Letters on paper: read back from the PDF, measured, refused when they cannot be right, many in one file."""

import io
import re
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image

from builders.letters import signed, wrote
from thanthien.letters import actions, fitting, kinds, paper, words
from thanthien.letters.rules import LetterError
from thanthien.shared.paper.engine import PaperError, pictures
from thanthien.shared.paper.glyphs import undrawn

A5, A4 = (148, 210), (210, 297)
LONG = {
    "man": "Y Thôm Êban Kbuôr Niê Hra Bdap", "woman": "Công Huyền Tôn Nữ Thị Phương Trinh Bảo Ngọc Minh Nguyệt",
}  # fmt: skip


def read(pdf: bytes) -> list[str]:
    told = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [re.sub(r"\s+", " ", page) for page in told.split("\f")[:-1]]


def measures(pdf: bytes) -> list[tuple[int, int]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        boxes = [[float(side) for side in page.mediabox] for page in opened.pages]
    return [(round(box[2] * 25.4 / 72), round(box[3] * 25.4 / 72)) for box in boxes]


def sheet(town, kind: str, form="card", mono=False, **facts):
    return paper.sheet_of(letter=signed(town, wrote(town, kind, **facts)), at=town.at, form=form, mono=mono)


@pytest.mark.parametrize(
    ("kind", "front", "back"),
    [
        ("wedding", "Trăm năm hạnh phúc", "Việc cưới văn minh"), ("birth", "Mừng cháu chào đời", "Những tháng đầu của con"),
        ("condolence", "hưởng thọ 88 tuổi", "Khi gia đình cần"), ("thanks", "hiến 120 m² đất", "vì Nhân dân phục vụ"),
    ],
)  # fmt: skip
def test_a_card_has_its_words_in_front_and_its_advice_on_the_back(town, kind, front, back):
    pdf = sheet(town, kind).pdf()
    pages = read(pdf)
    assert measures(pdf) == [A5, A5]
    assert front in pages[0] and "Phạm Văn Nghĩa" in pages[0] and "Cẩm Tú, ngày 23 tháng 11 năm 2026" in pages[0]
    assert back in pages[1] and "Thư số 1/2026" in pages[1]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.Root.MarkInfo.Marked


def test_the_official_sheet_has_the_head_of_decree_30(town):
    pdf = sheet(town, "thanks", "official").pdf()
    assert measures(pdf) == [A4, A4]
    said = read(pdf)[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said and "ỦY BAN NHÂN DÂN XÃ CẨM TÚ" in said
    assert "THƯ CẢM ƠN" in said and "Kính gửi: Gia đình ông Lường Văn Ún, bản Nà Sen" in said and "Nơi nhận:" in said


@pytest.mark.parametrize(
    ("known", "to"),
    [
        ({"father": "Phạm Văn Quý", "mother": "Phạm Thị Nga"}, "Gia đình anh Phạm Văn Quý và chị Phạm Thị Nga"),
        ({"mother": "Phạm Thị Nga"}, "Gia đình chị Phạm Thị Nga"),
        ({"father": "Phạm Văn Quý", "father_born": "1970"}, "Gia đình ông Phạm Văn Quý"),
        ({"mother": "Phạm Thị Nga", "mother_born": "2010-05-02"}, "Gia đình chị Phạm Thị Nga"),
        ({}, "Gia đình cháu Phạm Gia Bảo"),
    ],
)
def test_the_official_letter_of_a_birth_is_for_the_parents_and_has_its_advice_on_the_back(town, known, to):
    pdf = sheet(town, "birth", "official", **known).pdf()
    front, back = read(pdf)
    assert measures(pdf) == [A4, A4] and f"Kính gửi: {to} Tôi vui mừng" in front
    assert "thành viên mới là cháu Phạm Gia Bảo, sinh ngày 10 tháng 11 năm 2026." in front
    assert "NHỮNG THÁNG ĐẦU CỦA CON" in back and "Cất bản chính Giấy khai sinh" in back and "Thư số 1/2026" in back


def test_the_official_letter_of_a_couple_and_of_an_apology_say_whom_and_what_they_answer(town):
    front, _ = read(sheet(town, "wedding", "official").pdf())
    assert "Kính gửi: Anh Nguyễn Hoàng Minh và chị Lò Thị Mai Phượng Ngày 22 tháng 11" in front
    facts = {"recipient": "Bà Trương Thị Hiền", "call": "bà", "code": "H56.1118-0023", "about": "late", "reason": "mất điện"}
    said = words.written(kinds.kind(code="apology", on=town.at.date()), facts, words.Office("xã Cẩm Tú", "xã"))
    assert said.to == "Bà Trương Thị Hiền" and said.below == ("Hồ sơ H56.1118-0023",)


def test_the_front_of_the_longest_official_letter_stays_on_its_side(town):
    for code in ("wedding", "birth", "condolence", "thanks", "apology"):
        kind = kinds.kind(code=code, on=town.at.date())
        assert len(measures(paper.sample_of(kind=kind, unit=town.unit, at=town.at, form="official").pdf())) == 2


def test_a_folded_card_is_one_leaf(town):
    pdf = sheet(town, "wedding", "folded").pdf()
    assert measures(pdf) == [(297, 210)]
    assert "Trăm năm" in read(pdf)[0] and "Việc cưới" in read(pdf)[0]


def test_four_line_names_fit(town):
    pdf = sheet(town, "wedding", **LONG).pdf()
    said = read(pdf)[0]
    assert len(measures(pdf)) == 2 and "Niê Hra Bdap" in said and "Phạm Văn Nghĩa" in said and "Minh Nguyệt" in said


def test_too_much_text_is_refused_with_a_sentence(town):
    letter = actions.reword(
        letter=wrote(town), paragraphs=["Một lời cảm ơn rất dài. " * 28] * 8, by=town.actor(town.hanh), at=town.at
    )
    with pytest.raises(PaperError, match="dài hơn một mặt giấy"):
        paper.sheet_of(letter=letter, at=town.at).pdf()
    with pytest.raises(LetterError, match="dài hơn một mặt giấy"):
        signed(town, letter)


def test_a_letter_that_no_font_has_is_named_where_it_is_typed(town):
    with pytest.raises(LetterError, match="不") as refused:
        wrote(town, "wedding", man="Nguyễn 不 An")
    assert refused.value.field == "man"
    with pytest.raises(LetterError, match="不"):
        actions.reword(letter=wrote(town), paragraphs=["Cảm ơn 不."], by=town.actor(town.hanh), at=town.at)


def test_a_name_that_came_with_a_dossier_is_looked_at_before_the_signature(town):
    letter = wrote(town, "wedding", man_born="1998")
    letter.facts = {**letter.facts, "man": "Nguyễn 不 An"}
    with pytest.raises(LetterError, match="不"):
        fitting.check_letter(letter=letter)
    letter.facts = {**letter.facts, "man": "Y Thôm Êban Kbuôr Niê Hra Bdap " * 60}
    with pytest.raises(LetterError, match="dài"):
        fitting.check_letter(letter=letter)


@pytest.mark.parametrize("name", ["Đặng Thị Ưởng", "H’ Blăng Niê", "Y Thôm Êban", "K’ Duyên", "Ka Să", "Vàng A Sử", "Siu H'Ăm"])
def test_names_of_every_people_have_their_letters(name):
    assert undrawn(name) == () and undrawn(f"{name} 不 不") == ("不",)


def test_what_was_typed_is_never_markup(town):
    said = read(sheet(town, "wedding", man="#panic() *An* $x$").pdf())[0]
    assert "#panic() *An* $x$" in said


def test_a_mono_sheet_has_one_ink(town):
    one = sheet(town, "wedding", mono=True)
    picture = Image.open(io.BytesIO(pictures(template=one.template, data=one.data, ppi=60)[0])).convert("RGB")
    assert picture.size == (350, 496)
    assert all(max(pixel) - min(pixel) <= 2 for _, pixel in picture.getcolors(1 << 20))


def test_many_letters_are_one_file_and_those_that_cannot_be_are_named(town):
    good, unsigned = signed(town, wrote(town)), wrote(town, deed="việc khác")
    bad = signed(town, wrote(town, "wedding"))
    rows = paper.gather(letters=[good, unsigned, bad, signed(town, wrote(town, "condolence"))], at=town.at)
    assert [row.problem for row, _ in rows] == ["", "Thư chưa ký nên chưa in.", "", ""]
    sheets = [one for _, one in rows if one]
    sheets[1] = replace(sheets[1], data={**sheets[1].data, "lead": ["Nguyễn 不 An"]})
    made = paper.set_together(sheets=sheets, unit=town.unit, at=town.at)
    assert len(measures(made.pdf)) == 4 and list(made.refused) == [1] and "不" in made.refused[1]


def test_a_batch_asks_as_much_for_three_as_for_one(town, django_assert_num_queries):
    letters = [signed(town, wrote(town, "wedding", man_born="1998-04-05"))]
    letters += [signed(town, wrote(town, kind)) for kind in ("thanks", "condolence")]
    paper.gather(letters=letters, at=town.at)
    for rows in (letters[:1], letters):
        with django_assert_num_queries(5):
            paper.gather(letters=rows, at=town.at)


@pytest.mark.parametrize("count", [0, 501])
def test_a_batch_has_bounds(count):
    with pytest.raises(LetterError, match="500"):
        paper.check_batch(count)
