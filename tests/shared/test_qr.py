"""QR codes are read back by two other libraries than the one that drew them."""

import io

import pytest
from PIL import Image

from builders.paper import codes_in
from thanthien.shared.qr import qr_modules, qr_png, qr_svg


def read(png: bytes) -> str:
    (text,) = codes_in(Image.open(io.BytesIO(png)))
    return text


@pytest.mark.parametrize("text", ["https://camtu.example/hs/K7Q2M9X4T0BD", "1", "Mời bà con đến quầy ba", "A" * 500])
def test_a_code_says_what_it_was_given(text: str) -> None:
    assert read(qr_png(text)) == text


def test_a_drawing_is_one_square_element_with_a_name_for_screen_readers() -> None:
    text = "https://camtu.example/hs/K7Q2M9X4T0BD"
    drawing = qr_svg(text, border=0, title="Mã hồ sơ")
    size = qr_modules(text)
    assert drawing.startswith("<svg") and drawing.endswith("</svg>")
    assert f'viewBox="0 0 {size} {size}"' in drawing
    assert "<title>Mã hồ sơ</title>" in drawing
    assert "style=" not in drawing and "class=" not in drawing  # the pages' CSP forbids styles, and no style sheet knows ours


def test_a_quiet_zone_is_drawn_unless_the_paper_leaves_it() -> None:
    size = qr_modules("12345")
    assert f'viewBox="0 0 {size + 8} {size + 8}"' in qr_svg("12345")


def test_nothing_is_not_a_code() -> None:
    with pytest.raises(ValueError, match="nội dung"):
        qr_svg("")
