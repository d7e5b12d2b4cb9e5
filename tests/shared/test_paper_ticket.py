"""The slip of the queue: drawn, sent to a printer that is really there, decoded back from what arrived."""

import socket
import threading
from pathlib import Path

import pytest
from PIL import Image

from builders.fake_printer import FakePrinter
from builders.paper import codes_in, seen_by_ocr, slip
from thanthien.shared.paper.printer import PrinterError, print_ticket, raster
from thanthien.shared.paper.ticket import DOTS, ticket_png
from thanthien.shared.qr import qr_modules

WORST = {
    "office": "Bộ phận Tiếp nhận và Trả kết quả Trung tâm Phục vụ hành chính công xã Cẩm Tú",
    "number": "D1208",
    "service": "Đăng ký đất đai, tài sản gắn liền với đất; cấp đổi Giấy chứng nhận quyền sử dụng đất lần đầu",
    "before": 599,
    "about": "3 giờ 10–4 giờ 20",
    "priority": True,
    "call": "cụ",
    "counter": "12",
    "kind_line": "Cụ cứ thong thả, sẽ có người ra đón cụ vào quầy.",
    "specimen": "Chạy thử – phiếu không có giá trị",
}


def black_box(image: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is black."""
    box = image.convert("L").point(lambda value: 255 - value).getbbox()
    assert box
    return box


@pytest.mark.parametrize("changes", [pytest.param({}, id="ordinary"), pytest.param(WORST, id="worst")])
def test_the_slip_is_as_wide_as_the_printer_and_knows_no_grey(changes: dict) -> None:
    image = ticket_png(slip(**changes))
    assert (image.width, image.mode) == (DOTS, "1")
    left, top, right, bottom = black_box(image)
    assert left >= 16 and right <= DOTS - 16 and top >= 8 and bottom <= image.height - 16  # nothing at an edge that printers miss


@pytest.mark.parametrize(
    "text", ["https://a.vn/1", "https://camtu.example/so/K7Q2M9X4T0BD", "https://camtu.example/" + "x" * 120]
)
def test_each_module_of_the_code_is_a_whole_number_of_dots(text: str) -> None:
    image = ticket_png(slip(qr_text=text)).convert("L")
    modules = qr_modules(text)
    dots = max(5, -(-192 // modules))
    pixels = image.load()
    # the first row of a code is the top of its two finders: 7 black modules, a light one … 7 black ones again at the right end
    for y in range(image.height):
        row = [pixels[x, y] == 0 for x in range(DOTS)]
        left = row.index(True) if any(row) else 0
        right = DOTS - row[::-1].index(True) if any(row) else 0
        if (
            right - left == modules * dots
            and all(row[left : left + 7 * dots])
            and not any(row[left + 7 * dots : left + 8 * dots])
        ):
            break
    else:
        pytest.fail("no code of whole dots was found")
    lengths, run = [], 1
    for x in range(left + 1, right):
        if row[x] == row[x - 1]:
            run += 1
        else:
            lengths.append(run)
            run = 1
    assert [length for length in [*lengths, run] if length % dots] == []


@pytest.mark.parametrize("changes", [pytest.param({}, id="ordinary"), pytest.param(WORST, id="worst")])
def test_what_the_printer_received_can_be_read_by_phone_and_eye(changes: dict, tmp_path: Path) -> None:
    given = slip(**changes)
    sent = ticket_png(given)
    with FakePrinter() as printer:
        print_ticket(sent, printer.host, printer.port)
    (paper,) = printer.slips
    assert paper.tobytes() == sent.tobytes()
    assert codes_in(paper) == [given.qr_text]
    seen = seen_by_ocr(paper, tmp_path)
    assert "Quét mã" in seen and "điện thoại" in seen
    assert "Cẩm Tú" in seen
    assert given.number in seen.replace("O", "0")  # the face's O and 0 are one shape to OCR


def test_two_slips_are_two_papers_and_printing_works_from_threads() -> None:
    pictures = [ticket_png(slip(number=number)) for number in ("A001", "A002", "B017", "C105")]
    with FakePrinter() as printer:
        jobs = [threading.Thread(target=print_ticket, args=(picture, printer.host, printer.port)) for picture in pictures[:1]]
        for job in jobs:
            job.start()
            job.join()
        for picture in pictures[1:]:
            print_ticket(picture, printer.host, printer.port)
    assert [paper.tobytes() for paper in printer.slips] == [picture.tobytes() for picture in pictures]


def test_a_printer_that_tells_nothing_can_still_be_used() -> None:
    picture = ticket_png(slip())
    heard = bytearray()
    server = socket.create_server(("127.0.0.1", 0))

    def listen() -> None:
        connection, _ = server.accept()
        with connection:
            while part := connection.recv(65536):
                heard.extend(part)

    listener = threading.Thread(target=listen)
    listener.start()
    with server:
        print_ticket(picture, *server.getsockname(), answers=False)
        listener.join(timeout=5)
    assert bytes(heard) == raster(picture)


@pytest.mark.parametrize(
    ("fault", "sentence", "maybe_printed"),
    [
        pytest.param({"paper": False}, "hết giấy", False, id="no paper"),
        pytest.param({"cover": False}, "Nắp máy in đang mở", False, id="cover open"),
        pytest.param({"mute": True}, "không trả lời", False, id="takes connections, never reads"),
        pytest.param({"stalls": True}, "chưa báo in xong", True, id="stops in the middle"),
    ],
)
def test_a_printer_in_trouble_is_said_in_a_sentence(fault: dict, sentence: str, maybe_printed: bool) -> None:
    with FakePrinter(**fault) as printer, pytest.raises(PrinterError, match=sentence) as caught:
        print_ticket(ticket_png(slip()), printer.host, printer.port, timeout=0.5)
    assert caught.value.maybe_printed is maybe_printed
    assert printer.slips == []


def test_a_printer_that_is_switched_off_is_said_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(PrinterError, match="không trả lời") as caught:
        print_ticket(ticket_png(slip()), "127.0.0.1", port, timeout=0.5)
    assert not caught.value.maybe_printed
