"""The sheet for the wall, read back from its PDF by other programs than the one that made it."""

import io
import re
from datetime import date, datetime
from pathlib import Path

import pikepdf
import pytest

from builders.paper import codes_in, drawn, letters_outside, words_of
from thanthien.shared.clock import VIETNAM
from thanthien.shared.paper.engine import PaperError
from thanthien.shared.paper.sheets import ProcedureSheet, SheetCase, SheetFigure, SheetPaper, procedure_sheets

AT = datetime(2026, 11, 23, 8, 30, tzinfo=VIETNAM)
AGENCY = "Ủy ban nhân dân xã Cẩm Tú"
POINTS_A_MM = 72 / 25.4


def sheet(**changes: object) -> ProcedureSheet:
    """The sheet of the birth registration at Xã Cẩm Tú, with `changes`."""
    fields: dict = {
        "code": "1.001193", "title": "Đăng ký khai sinh", "field": "Hộ tịch", "counter": "Bộ phận Một cửa xã Cẩm Tú",
        "term": SheetFigure(big="Trong ngày", note=("Nộp sau 15 giờ mà chưa xong kịp thì trả vào ngày làm việc kế tiếp.",)),
        "fee": SheetFigure(big="Không thu", note=("Quá 60 ngày: 8.000 đồng.",)),
        "bring": (SheetPaper(name="Giấy chứng sinh", rest="; không có thì nhờ người làm chứng", note="1 bản chính"),),
        "cases": (SheetCase(title="Trẻ bị bỏ rơi", papers=(SheetPaper(name="Biên bản của công an"),)),),
        "no_need": ("Giấy đăng ký kết hôn",), "steps": ("Lấy số, ngồi chờ gọi.", "Nhận Giấy khai sinh ngay trong ngày."),
        "who": "Cha hoặc mẹ.", "decides": "Ủy ban nhân dân xã", "law": "Căn cứ: 60/2014/QH13.", "phone": "0237 300 0000",
        "posted_on": date(2026, 11, 23), "qr_text": "https://camtu.example/thu-tuc/1.001193",
    }  # fmt: skip
    return ProcedureSheet(**(fields | changes))


def printed(*sheets: ProcedureSheet) -> bytes:
    return procedure_sheets(sheets or (sheet(),), agency=AGENCY, at=AT)


def long_one() -> ProcedureSheet:
    papers = tuple(
        SheetPaper(name=f"Giấy tờ về nguồn gốc đất, tờ thứ {n}", rest=", có chứng thực của xã " * 3) for n in range(30)
    )
    return sheet(
        code="1.000001", title="Đăng ký đất đai lần đầu " * 4, bring=papers, qr_text="https://camtu.example/thu-tuc/1.000001"
    )


def test_the_sheet_says_all_it_was_given() -> None:
    words, given = words_of(printed()), sheet()
    wanted = [given.title, given.field, given.counter, given.term.big, *given.term.note, given.fee.big, *given.fee.note]
    wanted += [given.who, given.decides, given.phone, given.code, *given.steps, "Trẻ bị bỏ rơi", "Biên bản của công an", AGENCY]
    wanted += ["Giấy chứng sinh; không có thì nhờ người làm chứng", "Giấy đăng ký kết hôn", "60/2014/QH13", "Niêm yết 23/11/2026"]
    assert [text for text in wanted if text not in words] == []


def test_an_ordinary_sheet_is_one_leaf_of_a4() -> None:
    pdf = pikepdf.open(io.BytesIO(printed()))
    (page,) = pdf.pages
    assert [float(value) / POINTS_A_MM for value in page.mediabox] == pytest.approx([0, 0, 210, 297], abs=0.1)


def test_a_phone_reads_the_code_from_the_printed_sheet(tmp_path: Path) -> None:
    (page,) = drawn(printed(), tmp_path)
    assert codes_in(page) == ["https://camtu.example/thu-tuc/1.001193"]


def test_the_file_can_be_archived_and_read_aloud() -> None:
    pdf = pikepdf.open(io.BytesIO(printed()))
    with pdf.open_metadata() as claims:
        assert (claims["pdfaid:part"], claims["pdfaid:conformance"]) == ("2", "A")
        assert claims["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert claims["dc:title"] == "Đăng ký khai sinh"
    figures = [str(o.Alt) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert figures == ["Mã QR mở trang thủ tục 1.001193"]
    headings = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/H1"]
    assert len(headings) == 1


def test_only_the_wanted_face_is_in_it() -> None:
    pdf = pikepdf.open(io.BytesIO(printed()))
    names = {str(font.DescendantFonts[0].FontDescriptor.FontName) for page in pdf.pages for font in page.Resources.Font.values()}
    assert names and {re.sub(r"^/[A-Z]{6}\+", "", name).split("-")[0] for name in names} == {"BeVietnamPro"}


def test_a_long_one_goes_on_to_a_second_leaf_that_says_so(tmp_path: Path) -> None:
    pdf = printed(long_one())
    words = words_of(pdf)
    assert "Tờ 1/2" in words and "Tờ 2/2" in words
    assert all(f"tờ thứ {n}" in words for n in range(30))
    assert letters_outside(pdf, 5 * POINTS_A_MM) == []
    assert codes_in(drawn(pdf, tmp_path)[0]) == ["https://camtu.example/thu-tuc/1.000001"]


def test_several_sheets_are_one_file_each_on_its_own_leaf(tmp_path: Path) -> None:
    other = sheet(
        code="1.004873", title="Cấp Giấy xác nhận tình trạng hôn nhân", qr_text="https://camtu.example/thu-tuc/1.004873"
    )
    pages = drawn(printed(sheet(), long_one(), other), tmp_path, dpi=150)
    assert [codes_in(page) for page in pages] == [
        ["https://camtu.example/thu-tuc/1.001193"],
        ["https://camtu.example/thu-tuc/1.000001"],
        [],
        ["https://camtu.example/thu-tuc/1.004873"],
    ]


def test_what_somebody_typed_is_never_markup() -> None:
    words = words_of(printed(sheet(who="#panic() *đậm* $x$ https://x.example <a>", title="Tên có #let x")))
    assert "#panic() *đậm* $x$" in words and "Tên có #let x" in words


def test_a_sheet_without_phone_or_papers_leaves_their_lines_out() -> None:
    words = words_of(printed(sheet(phone="", bring=(), cases=(), no_need=(), who="")))
    assert "xin cứ hỏi" not in words and "Ai được làm" not in words
    assert "Không phải mang giấy tờ gì" in words


def test_the_same_data_make_the_same_bytes() -> None:
    assert printed() == printed()


def test_no_sheet_is_told() -> None:
    with pytest.raises(PaperError, match="Chưa có tờ nào"):
        procedure_sheets([], agency=AGENCY, at=AT)


def test_what_is_compared_leaves_the_day_and_the_address_out() -> None:
    assert sheet().says == sheet(posted_on=date(2027, 1, 1), qr_text="https://other.example/x").says
    assert sheet().says != sheet(phone="1").says
