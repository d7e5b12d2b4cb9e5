"""Sheets to print in tests, and how to read a printed one back."""

import io
import re
import subprocess
import unicodedata
from datetime import date, datetime
from pathlib import Path

import zxingcpp
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LTChar
from PIL import Image
from pyzbar import pyzbar

from thanthien.shared.clock import VIETNAM
from thanthien.shared.paper.forms import Form01, FormOfficer, FormPaper, FormPerson, FormUnit
from thanthien.shared.paper.ticket import TicketSlip

RECEIVED = datetime(2026, 11, 23, 8, 42, tzinfo=VIETNAM)
TRACK = "https://camtu.example/hs/K7Q2M9X4T0BD"


def birth_form(**changes: object) -> Form01:
    """Form 01 of an ordinary birth registration at Xã Cẩm Tú, with `changes`."""
    fields: dict = {
        "code": "H56.227-261123-0014",
        "number": "14/TNHS",
        "copy_name": "Giao người nộp",
        "signed_on": date(2026, 11, 23),
        "person": FormPerson(
            name="Lò Thị Mai Phượng",
            address="thôn Thuần Lương, xã Cẩm Tú, tỉnh Thanh Hóa",
            id_masked="038 1•• ••• 123",
            phone="0912 000 000",
            email="phuong@camtu.example",
        ),
        "procedure": "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con",
        "papers": (
            FormPaper(name="Tờ khai đăng ký khai sinh theo mẫu", original=1),
            FormPaper(name="Giấy chứng sinh", original=1),
            FormPaper(name="Chứng cứ chứng minh quan hệ cha con", original=1, copy=2),
        ),
        "term": "03 ngày làm việc",
        "received_at": RECEIVED,
        "due_at": datetime(2026, 11, 27, 8, 42, tzinfo=VIETNAM),
        "return_place": "Bộ phận Một cửa xã Cẩm Tú",
        "fee": "không thu",
        "register": "Quyển số 02, số thứ tự 1.204",
        "officer": FormOfficer(name="Hà Văn Nghĩa", phone="0237 300 0002"),
        "unit": FormUnit(
            agency="Ủy ban nhân dân xã Cẩm Tú",
            centre="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
            counter="Bộ phận Một cửa xã Cẩm Tú",
            place="Cẩm Tú",
        ),
        "qr_text": TRACK,
    }
    return Form01(**(fields | changes))


def slip(**changes: object) -> TicketSlip:
    """The ticket A047 of an ordinary morning, with `changes`."""
    fields: dict = {
        "office": "Bộ phận Một cửa xã Cẩm Tú",
        "number": "A047",
        "service": "Hộ tịch, chứng thực",
        "before": 6,
        "about": "10–20 phút",
        "taken_at": RECEIVED,
        "qr_text": "https://camtu.example/so/K7Q2M9X4T0BD",
    }
    return TicketSlip(**(fields | changes))


def words_of(pdf: bytes) -> str:
    """The text of a PDF on one line, with ordinary spaces, composed."""
    return flat(extract_text(io.BytesIO(pdf)))


def leaves(pdf: bytes) -> list[str]:
    """The text of each page as poppler reads it, in the order of the page."""
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [flat(page) for page in read.split("\f")[:-1]]


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text.replace("\u200b", ""))).strip()


def letters_outside(pdf: bytes, margin: float) -> list[str]:
    """Letters that stand nearer to an edge of their page than `margin` points, or off it."""
    out = []

    def walk(item, page) -> None:
        if isinstance(item, LTChar):
            if item.x0 < margin or item.y0 < margin or item.x1 > page.width - margin or item.y1 > page.height - margin:
                out.append(item.get_text())
        elif hasattr(item, "__iter__"):
            for inner in item:
                walk(inner, page)

    for page in extract_pages(io.BytesIO(pdf)):
        walk(page, page)
    return out


def drawn(pdf: bytes, folder: Path, *, dpi: int = 200) -> list[Image.Image]:
    """The pages as poppler draws them, another program than the one that made them."""
    (folder / "sheet.pdf").write_bytes(pdf)
    subprocess.run(["pdftoppm", "-r", str(dpi), "-png", folder / "sheet.pdf", folder / "page"], check=True)
    return [Image.open(path) for path in sorted(folder.glob("page*.png"))]


def codes_in(image: Image.Image) -> list[str]:
    """What the QR codes of a picture say, by ZBar; ZXing, which has nothing in common with it, must read the same."""
    read = [code.data.decode() for code in pyzbar.decode(image, symbols=[pyzbar.ZBarSymbol.QRCODE])]
    again = [code.text for code in zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)]
    assert sorted(read) == sorted(again), "two decoders read different codes"
    return read


def seen_by_ocr(image: Image.Image, folder: Path, *, mode: int = 4) -> str:
    """What tesseract reads in Vietnamese; `mode` is its page segmentation (4 = a column, 8 = one word)."""
    image.save(folder / "seen.png")
    command = ["tesseract", str(folder / "seen.png"), "-", "-l", "vie", "--psm", str(mode), "--dpi", "203"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return flat(done.stdout)
