"""Forms 02 to 07, read back from their PDF by other programs than the one that made them."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextLine
from PIL import Image, ImageChops, ImageFilter

from builders.forms import LONG, PENSION, PERSON, apology, refusal, register07, slip06, stop, supplement
from builders.paper import codes_in, drawn, flat, letters_outside, words_of
from thanthien.shared.paper.checking import fonts
from thanthien.shared.paper.engine import PaperError
from thanthien.shared.paper.forms import SPECIMEN
from thanthien.shared.paper.forms_books import FormStep, form06, form07
from thanthien.shared.paper.forms_turns import FormItem, form02, form03, form04, form05

GOLDEN = Path(__file__).with_name("golden")
POINTS_A_MM = 72 / 25.4
PRINTERS_MISS = 5 * POINTS_A_MM
MAKERS: dict[str, Callable[..., bytes]] = {
    "02": lambda **more: form02(supplement(**more)), "03": lambda **more: form03(refusal(**more)),
    "04": lambda **more: form04(apology(**more)), "05": lambda **more: form05(stop(**more)),
    "06": lambda **more: form06(slip06(**more)), "07": lambda **more: form07(register07(**more)),
}  # fmt: skip
TITLES = {
    "02": "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ", "03": "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
    "04": "XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN", "05": "THÔNG BÁO Dừng giải quyết hồ sơ",
    "06": "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ", "07": "SỔ THEO DÕI HỒ SƠ",
}  # fmt: skip
SIZES = {"02": (210, 148), "03": (210, 148), "04": (210, 297), "05": (210, 297), "06": (210, 297), "07": (297, 210)}
every_form = pytest.mark.parametrize("form", sorted(MAKERS))
of_persons = pytest.mark.parametrize("form", ["02", "03", "04", "05", "06"])
turns = pytest.mark.parametrize("form", ["02", "03", "04", "05"])


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@every_form
def test_each_form_has_its_title_head_and_size(form: str) -> None:
    pdf = MAKERS[form]()
    words = words_of(pdf)
    assert TITLES[form] in words and "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words and "ỦY BAN NHÂN DÂN XÃ CẨM TÚ" in words
    boxes = [[float(value) / POINTS_A_MM for value in page.mediabox][2:] for page in opened(pdf).pages]
    assert all(box == pytest.approx(SIZES[form], abs=0.1) for box in boxes)
    assert len(boxes) == (2 if form == "07" else 1)


@every_form
def test_each_file_claims_to_be_archivable_and_carries_its_one_face(form: str) -> None:
    pdf = opened(MAKERS[form]())
    with pdf.open_metadata() as claims:
        assert (claims["pdfaid:part"], claims["pdfaid:conformance"]) == ("2", "A")
        assert claims["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    carried = fonts(pdf)
    assert carried and all(carried.values()) and all(name.startswith("LiberationSerif") for name in carried)


@every_form
def test_each_form_looks_as_it_was_looked_at(form: str, tmp_path: Path) -> None:
    """The pictures beside this file were judged by eye. To judge anew: draw at 50 dpi, look, and put the new one there."""
    sheet = drawn(MAKERS[form](), tmp_path, dpi=50)[-1].convert("L")
    golden = Image.open(GOLDEN / f"form{form}.png").convert("L")
    assert sheet.size == golden.size
    soft = [one.filter(ImageFilter.BoxBlur(2)) for one in (sheet, golden)]
    assert max(ImageChops.difference(*soft).getdata()) < 48


@every_form
def test_a_sheet_of_no_value_says_so(form: str) -> None:
    assert flat(SPECIMEN) in words_of(MAKERS[form](specimen=SPECIMEN))
    assert "BẢN MẪU" not in words_of(MAKERS[form]())


@every_form
def test_the_same_data_makes_the_same_bytes(form: str) -> None:
    assert MAKERS[form]() == MAKERS[form]()


@of_persons
def test_names_of_four_lines_stay_on_the_sheet(form: str) -> None:
    pdf = MAKERS[form](person=LONG)
    assert LONG.name in words_of(pdf) and letters_outside(pdf, PRINTERS_MISS) == []


@of_persons
def test_a_full_identity_number_is_never_printed(form: str) -> None:
    with pytest.raises(PaperError, match="che bớt"):
        MAKERS[form](person=replace(PERSON, id_masked="038 192 004 317"))


@turns
def test_what_a_person_typed_is_text_and_nothing_else(form: str) -> None:
    typed = '#read("/etc/passwd") $x$ *đậm* _nghiêng_ // thôi'
    words = words_of(MAKERS[form](reason=typed, person=replace(PERSON, name=typed)))
    assert words.count(flat(typed)) >= 2 and "root:" not in words


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_what_is_missing_is_listed_with_how_to_get_it(paper: str) -> None:
    words = words_of(form02(supplement(paper=paper)))
    for said in (
        "Văn bản đề nghị hưởng trợ cấp theo Mẫu số 01", "chúng tôi điền sẵn tại quầy, ông chỉ cần xem lại và ký", "05/HDHS",
        "hồ sơ gửi qua bưu chính chưa có chữ ký ở trang hai.", "chỉ yêu cầu bổ sung một lần", "NGƯỜI HƯỚNG DẪN", PENSION,
    ):  # fmt: skip
        assert said in words, said


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_thirty_missing_papers_flow_over_leaves(paper: str) -> None:
    many = tuple(FormItem(name=f"Giấy tờ về nguồn gốc sử dụng đất, tờ thứ {n}", original=1) for n in range(1, 31))
    pdf = form02(supplement(paper=paper, items=many))
    words = words_of(pdf)
    assert [item.name for item in many if item.name not in words] == [] and letters_outside(pdf, PRINTERS_MISS) == []
    assert "NGƯỜI HƯỚNG DẪN" in words


def test_asking_for_nothing_or_for_a_cut_name_is_refused() -> None:
    with pytest.raises(PaperError, match="Chưa ghi giấy tờ nào"):
        form02(supplement(items=()))
    for name in ("Giấy tờ chứng minh…", "Giấy tờ chứng minh ..."):
        with pytest.raises(PaperError, match="bị cắt giữa chừng"):
            form02(supplement(items=(FormItem(name=name, original=1),)))


def test_a_phone_reads_the_code_of_the_supplement(tmp_path) -> None:
    form = supplement()
    (sheet,) = drawn(form02(form), tmp_path)
    assert codes_in(sheet) == [form.qr_text]


def test_a_refusal_has_its_ground_its_words_and_the_right_office() -> None:
    form = refusal()
    words = words_of(form03(form))
    assert all(said in words for said in (form.ground, form.reason, form.where, "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ"))
    bare = words_of(form03(refusal(where="", number="")))
    assert "Nơi tiếp nhận hồ sơ này" not in bare and "Số: …………" in bare


def test_an_apology_shows_both_dates_and_who_signs() -> None:
    words = words_of(form04(apology()))
    assert "16 giờ 30 phút, thứ Sáu, ngày 20 tháng 11 năm 2026" in words
    assert "16 giờ 30 phút, thứ Năm, ngày 26 tháng 11 năm 2026" in words
    for said in ("KT. CHỦ TỊCH", "Trịnh Đình Quý", "Nơi nhận:", "- Lưu: VT.", "thành thật xin lỗi bà"):
        assert said in words, said


def test_a_new_date_before_the_old_one_is_refused() -> None:
    form = apology()
    for new in (form.old_due, form.old_due - timedelta(days=1)):
        with pytest.raises(PaperError, match="phải sau ngày đã hẹn"):
            form04(apology(new_due=new))


def test_a_stop_says_when_it_was_asked_and_what_becomes_of_papers_and_money() -> None:
    form = stop()
    words = words_of(form05(form))
    for said in (
        "Ngày 18 tháng 11 năm 2026, bà đề nghị dừng",
        form.papers,
        form.money,
        "kể từ ngày 19 tháng 11 năm 2026",
        "thẩm định",
    ):
        assert said in words, said
    assert re.search(r"Phí, lệ phí đã nộp: (\. ){5}", words_of(form05(stop(money=""))))
    assert "với lý do" not in words_of(form05(stop(reason="")))


@pytest.mark.parametrize("paper", ["a5", "a4"])
def test_the_slip_has_one_row_a_hand_over_and_dots_where_it_is_open(paper: str) -> None:
    form = slip06(paper=paper)
    words = words_of(form06(form))
    for step in form.steps:
        assert all(flat(said) in words for said in (step.giver, step.taker, step.result, step.note) if said)
    assert re.search(r"Nhận: (\. ){5}", words) and "9 giờ 15 phút, thứ Ba, ngày 10 tháng 11 năm 2026" in words


def test_forty_hand_overs_flow_over_leaves_with_the_head_repeated() -> None:
    step = FormStep(giver_place="Bộ phận Một cửa", taker_place="Phòng Văn hóa – Xã hội", giver="Hà Văn Nghĩa", result="Đúng hạn")
    pdf = form06(slip06(steps=(step,) * 40))
    words, pages = words_of(pdf), len(opened(pdf).pages)
    assert pages > 2 and words.count("Ghi chú") == pages and letters_outside(pdf, PRINTERS_MISS) == []


class TestRegister:
    def test_pages_are_numbered_and_no_line_is_lost(self) -> None:
        pdf = form07(register07(120))
        words, pages = words_of(pdf), len(opened(pdf).pages)
        assert [n for n in range(1, 121) if f"H56.227-261123-{n:04d}" not in words] == []
        assert all(f"trang {n}/{pages}" in words for n in range(1, pages + 1))
        assert letters_outside(pdf, PRINTERS_MISS) == []

    def test_the_opening_says_the_volume_and_its_numbers(self) -> None:
        words = words_of(form07(register07(5, volume=2)))
        assert (
            "Quyển số 02" in words and "Từ số thứ tự: 1 đến số thứ tự 5" in words and "Mở sổ: ngày 05 tháng 01 năm 2026" in words
        )

    def test_an_open_book_says_so_and_a_closed_one_its_last_number(self) -> None:
        assert "Sổ chưa khóa" in words_of(form07(register07()))
        closed = words_of(form07(register07(3, closed_on=date(2027, 1, 4), last_number=2003)))
        assert "ghi đến số thứ tự 2003" in closed and "có 3 hồ sơ" in closed and "Khóa sổ ngày 04 tháng 01 năm 2027" in closed

    def test_an_empty_volume_prints(self) -> None:
        assert "Chưa có hồ sơ nào trong quyển này." in words_of(form07(register07(0)))


def letters(pdf: bytes) -> list[tuple[str, LTChar]]:
    """(the line it stands in, letter) of the first page."""
    found: list[tuple[str, LTChar]] = []

    def walk(item) -> None:
        if isinstance(item, LTTextLine):
            found.extend((flat(item.get_text()), one) for one in item if isinstance(one, LTChar) and one.get_text().strip())
        elif hasattr(item, "__iter__"):
            for inner in item:
                walk(inner)

    walk(next(iter(extract_pages(io.BytesIO(pdf)))))
    return found


class TestDecree30:
    """Annex I of Decree 30/2020: margins, sizes and faces, measured on the sheet."""

    @pytest.fixture(scope="class", params=["04", "05"])
    def sheet(self, request) -> list[tuple[str, LTChar]]:
        return letters(MAKERS[request.param]())

    def one(self, sheet, beginning: str) -> LTChar:
        return next(letter for line, letter in sheet if line.startswith(beginning))

    @pytest.mark.parametrize(
        ("line", "size", "face"),
        [
            ("CỘNG HÒA XÃ HỘI", 12, "Bold"), ("Độc lập - Tự do", 13, "Bold"), ("ỦY BAN NHÂN DÂN", 12, ""),
            ("TRUNG TÂM PHỤC VỤ", 12, "Bold"), ("Số: 0", 13, ""), ("Cẩm Tú, ngày", 13, "Italic"), ("Kính gửi", 14, ""),
            ("Nơi nhận:", 12, "BoldItalic"), ("- Lưu: VT.", 11, ""), ("KT. CHỦ TỊCH", 14, "Bold"), ("Trịnh Đình Quý", 14, "Bold"),
        ],
    )  # fmt: skip
    def test_sizes_and_faces(self, sheet, line: str, size: int, face: str) -> None:
        letter = self.one(sheet, line)
        assert letter.size == pytest.approx(size, abs=0.05)
        assert letter.fontname.split("+")[-1] == ("LiberationSerif" + (f"-{face}" if face else ""))

    def test_margins(self, sheet) -> None:
        body = [letter for _, letter in sheet]
        assert min(letter.x0 for letter in body) >= 30 * POINTS_A_MM - 0.5
        assert max(letter.x1 for letter in body) <= (210 - 15) * POINTS_A_MM + 0.5
        assert max(letter.y1 for letter in body) <= (297 - 20) * POINTS_A_MM + 0.5
        assert min(letter.y0 for letter in body) >= 20 * POINTS_A_MM - 0.5

    def test_room_for_ink_above_the_name(self, sheet) -> None:
        above, below = self.one(sheet, "PHÓ CHỦ TỊCH"), self.one(sheet, "Trịnh Đình Quý")
        assert above.y0 - below.y1 >= 21 * POINTS_A_MM
