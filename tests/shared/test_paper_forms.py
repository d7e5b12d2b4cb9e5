"""Form 01, read back from its PDF by other programs than the one that made it."""

import io
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest

from builders.paper import RECEIVED, TRACK, birth_form, codes_in, drawn, flat, letters_outside, words_of
from thanthien.shared.paper.engine import PaperError
from thanthien.shared.paper.forms import SPECIMEN, FormPaper, FormPerson, form01

LONG = FormPerson(
    name="Công Huyền Tôn Nữ Thị Phương Trinh Bảo Ngọc Minh Nguyệt và Y Thôm Êban Kbuôr Niê Hra Bdap, đồng thừa kế của cụ Ka Să",
    submitter="H’ Blăng Niê Kđăm Ayŭn Nguyễn Thị Ngọc Ưỡng (theo giấy ủy quyền)",
    address="số nhà 27, ngách 118/35, tổ dân phố Phố Cũ Số 4, bản Huổi Luông Pá Khoang Thượng, xã Suối Sen, tỉnh Thanh Hóa",
)
MANY = tuple(FormPaper(name=f"Giấy tờ về nguồn gốc sử dụng đất, tờ thứ {n}, có chứng thực của xã", copy=1) for n in range(1, 31))
POINTS_A_MM = 72 / 25.4
PRINTERS_MISS = 5 * POINTS_A_MM  # what an office printer cannot reach at an edge


def pages_of(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_the_sheet_says_what_it_was_given(paper: str) -> None:
    form = birth_form(paper=paper)
    words = words_of(form01(form))
    person, officer = form.person, form.officer
    given = [form.code, form.number, form.procedure, form.term, form.fee, form.register, form.return_place, form.unit.centre]
    given += [person.name, person.address, person.id_masked, person.phone, person.email, officer.name, officer.phone]
    given += [f"Liên: {form.copy_name}", "ỦY BAN NHÂN DÂN XÃ CẨM TÚ", *(line.name for line in form.papers)]
    assert [text for text in given if text not in words] == []
    assert "8 giờ 42 phút, thứ Hai, ngày 23 tháng 11 năm 2026" in words  # received
    assert "8 giờ 42 phút, thứ Sáu, ngày 27 tháng 11 năm 2026" in words  # to be returned
    assert "Cẩm Tú, ngày 23 tháng 11 năm 2026" in words


@pytest.mark.parametrize(
    ("paper", "width", "height"), [pytest.param("a5", 210, 148, id="A5 lying"), pytest.param("a4", 210, 297, id="A4")]
)
def test_an_ordinary_dossier_takes_one_sheet_of_the_asked_size(paper: str, width: float, height: float) -> None:
    pdf = pages_of(form01(birth_form(paper=paper)))
    (page,) = pdf.pages
    box = [float(value) / POINTS_A_MM for value in page.mediabox]
    assert box == pytest.approx([0, 0, width, height], abs=0.1)


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_official_paper_uses_one_face_and_carries_it(paper: str) -> None:
    pdf = pages_of(form01(birth_form(paper=paper, specimen=SPECIMEN)))
    inner = [font.DescendantFonts[0].FontDescriptor for page in pdf.pages for font in page.Resources.Font.values()]
    fonts = {str(descriptor.FontName): "/FontFile2" in descriptor for descriptor in inner}
    assert fonts and all(fonts.values())
    assert {re.sub(r"^/[A-Z]{6}\+", "", name) for name in fonts} <= {
        "LiberationSerif",
        "LiberationSerif-Bold",
        "LiberationSerif-Italic",
    }


def test_the_file_can_be_archived_and_read_aloud() -> None:
    pdf = pages_of(form01(birth_form()))
    with pdf.open_metadata() as claims:
        assert (claims["pdfaid:part"], claims["pdfaid:conformance"]) == ("2", "A")
        assert claims["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert claims["dc:title"] == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang).startswith("vi")
    alternative = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert alternative == ["Mã QR để theo dõi hồ sơ H56.227-261123-0014"]


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_a_phone_reads_the_code_from_the_printed_sheet(paper: str, tmp_path: Path) -> None:
    (sheet,) = drawn(form01(birth_form(paper=paper, specimen=SPECIMEN)), tmp_path)
    assert codes_in(sheet) == [TRACK]


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_the_longest_names_and_thirty_papers_stay_on_the_sheets(paper: str) -> None:
    form = birth_form(
        paper=paper, person=LONG, papers=MANY, return_place="nhà riêng, qua bưu chính công ích (người nhận trả cước)"
    )
    pdf = form01(form)
    words = words_of(pdf)
    assert [text for text in (LONG.name, LONG.submitter, LONG.address, form.return_place) if text not in words] == []
    assert [line.name for line in MANY if line.name not in words] == []
    assert letters_outside(pdf, PRINTERS_MISS) == []
    pages = len(pages_of(pdf).pages)
    assert pages > 1
    # each leaf says whose it is
    assert words.count(f"hồ sơ {form.code} — tờ ") == pages


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_a_word_without_spaces_does_not_run_off_the_sheet(paper: str) -> None:
    run = "Ê" * 200
    pdf = form01(birth_form(paper=paper, person=FormPerson(name=run, address=run), return_place=run, procedure=run))
    assert words_of(pdf).replace(" ", "").count("Ê") == 5 * 200  # the name is signed too
    assert letters_outside(pdf, PRINTERS_MISS) == []


def test_a_name_that_leaves_no_room_to_sign_is_refused() -> None:
    with pytest.raises(PaperError, match="Họ tên dài hơn chỗ ký"):
        form01(birth_form(person=FormPerson(name="Nguyễn Thị " * 300)))


def test_a_field_that_the_law_asks_for_leaves_dots_for_the_pen_and_an_optional_one_vanishes() -> None:
    words = words_of(
        form01(birth_form(person=FormPerson(name="Lò Thị Mai"), due_at=None, fee="", register="", number="", qr_text=""))
    )
    assert re.search(r"Địa chỉ: (\. ){5}", words) and re.search(r"Số định danh: (\. ){5}", words)
    assert re.search(r"5\. Thời gian trả kết quả: (\. ){5}", words)
    assert "Số: …………" in words
    for label in ("Thư điện tử", "Người nộp hồ sơ:", "Phí, lệ phí", "Vào Sổ", "Quét để xem"):
        assert label not in words


def test_moments_are_printed_in_vietnams_time_whatever_zone_they_come_in() -> None:
    from datetime import UTC

    assert form01(birth_form(received_at=RECEIVED.astimezone(UTC))) == form01(birth_form())
    with pytest.raises(ValueError, match="múi giờ"):
        form01(birth_form(received_at=datetime(2026, 11, 23, 8, 42)))


def test_a_sheet_of_no_value_says_so_and_a_real_one_does_not() -> None:
    assert flat(SPECIMEN) in words_of(form01(birth_form(specimen=SPECIMEN)))
    assert "BẢN MẪU" not in words_of(form01(birth_form()))


@pytest.mark.parametrize("number", ["038123456789", "038 123 456 789", "038.123.456.789"])
def test_a_full_identity_number_is_never_printed(number: str) -> None:
    form = birth_form()
    with pytest.raises(PaperError, match="che bớt"):
        form01(replace(form, person=replace(form.person, id_masked=number)))


@pytest.mark.parametrize(
    "typed",
    [
        '#read("/etc/passwd")',
        '#eval("panic()") #sys.inputs #import "form.typ": *',
        "$x$ *đậm* _nghiêng_ `mã` <nhãn> @ref = tiêu đề",
        "// chú thích /* … */ \\u{41} \\ [khối] {mã}",
        "'đơn' \"kép\" -- --- ... 5. danh sách",
        '#image("../fonts/x.ttf"); #set page(fill: red)',
    ],
)
def test_what_a_person_typed_is_text_and_nothing_else(typed: str) -> None:
    form = birth_form(person=FormPerson(name=typed, address=typed), papers=(FormPaper(name=typed, original=1),), fee=typed)
    words = words_of(form01(form))
    assert words.count(flat(typed)) == 5  # name, signature, address, paper, fee
    assert "root:" not in words


def test_controls_that_turn_or_hide_text_are_taken_out() -> None:
    form = birth_form(person=FormPerson(name="Lò\u202e Thị\u200b Mai\u2066\u00ad\ufeff Phượng\x07\nSinh"))
    assert "Tiếp nhận hồ sơ của: Lò Thị Mai Phượng Sinh" in words_of(form01(form))


def test_a_letter_that_the_face_does_not_have_is_named_instead_of_printed_as_a_box() -> None:
    with pytest.raises(PaperError, match="“漢”"):
        form01(birth_form(person=FormPerson(name="漢 Thị Mai")))


def test_a_long_name_of_a_paper_is_set_closer_before_a_second_leaf_is_begun() -> None:
    """A birth with a paper whose name fills five lines still fits the sheet that the person takes home."""
    long = (
        "Giấy tờ chứng minh nơi cư trú hoặc nơi đang sinh sống của cha, mẹ và văn bản ủy quyền có công chứng, chứng thực theo "
        "quy định của pháp luật trong trường hợp ủy quyền thực hiện việc đăng ký khai sinh"
    )
    usual = birth_form().papers
    assert len(pages_of(form01(birth_form(papers=(*usual, FormPaper(name=long, original=1))))).pages) == 1
    assert len(pages_of(form01(birth_form(papers=(FormPaper(name=long, original=1),) * 4))).pages) == 2
