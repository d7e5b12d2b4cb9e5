"""Pure: what a file may be, how it is cut into pieces, what a scan may become, the book of certified copies. No files here."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from thanthien.shared.folding import fold
from thanthien.shared.wording import Refusal, Sentence, say

MEGABYTE = 1024 * 1024
PIECE = 512 * 1024
MOST_MEGABYTES = 20
MOST_BYTES = MOST_MEGABYTES * MEGABYTE
MOST_PAGES = 100
# A camera's JPEG is reduced while it is read; everything else is read whole.
MOST_DOTS, MOST_DOTS_JPEG, SMALLEST_SIDE = 40_000_000, 110_000_000, 160
LONG_SIDE = 3508  # A4 at 300 dots an inch
UPLOAD_FOR = timedelta(hours=24)
PHONE_FOR = timedelta(minutes=15)
MOST_OF_SUBJECT, MOST_OPEN_UPLOADS, MOST_FROM_PHONE = 200, 20, 30
NAME_LENGTH, TITLE_LENGTH = 120, 160
JPEG, PDF = "image/jpeg", "application/pdf"
ENDINGS = {JPEG: "jpg", PDF: "pdf"}


class PapersError(Refusal):
    """The room refuses; `field` = which field of the form the sentence belongs to."""

    def __init__(self, text: str, *, field: str = "file") -> None:
        self.field = field
        super().__init__(text)


class Kind(StrEnum):
    PAPER = "paper"  # of a line of the checklist
    RESULT = "result"  # what the office issued; kept for the person
    LOOSE = "loose"  # sent by telephone, not yet put to a paper


class Source(StrEnum):
    DESK = "desk"
    PHONE = "phone"
    STORE = "kho"


class State(StrEnum):
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


class Reading(StrEnum):
    DUE = "due"
    DONE = "done"
    FAILED = "failed"


# --- what a file is, by its first bytes -------------------------------------------------------------------

# Why a file is not taken. The worker that opens it says the code, the door says the sentence.
REFUSALS: dict[str, Sentence] = {
    "empty": say("Tệp rỗng, không có gì bên trong. Chụp hoặc chọn lại."),
    "too_heavy": say("Tệp nặng quá {most} MB. Quét ở cỡ 300 điểm một tấc, hoặc tách thành nhiều tệp.", most=MOST_MEGABYTES),
    "unknown": say("Chỉ nhận ảnh JPEG, PNG, WebP và tệp PDF. Chụp ảnh giấy, hoặc lưu lại thành PDF rồi gửi."),
    "heic": say("Ảnh kiểu HEIC của iPhone chưa đọc được. Vào Cài đặt, Camera, Định dạng, chọn “Tương thích nhất” rồi chụp lại."),
    "office": say("Tệp Word, Excel hoặc tệp nén không nhận ở đây. Trong Word chọn Lưu thành PDF rồi gửi tệp PDF."),
    "page": say("Tệp trang mạng hoặc ảnh vẽ SVG không nhận ở đây. Chụp màn hình hoặc in ra PDF rồi gửi."),
    "tiff": say("Ảnh quét kiểu TIFF hoặc BMP chưa đọc được. Trong phần mềm quét chọn JPEG hoặc PDF."),
    "locked": say("Tệp PDF có mật khẩu hoặc bị khóa. Mở bằng mật khẩu, in lại thành PDF không khóa rồi gửi."),
    "broken": say("Tệp bị hỏng giữa chừng nên không mở được. Chụp hoặc quét lại rồi gửi."),
    "too_large": say("Ảnh có quá nhiều điểm. Chụp ở cỡ thường của máy rồi gửi lại."),
    "too_small": say("Ảnh nhỏ quá, không đọc được chữ. Chụp gần và rõ hơn."),
    "too_long": say("Tệp PDF có quá {most} trang. Tách thành nhiều tệp.", most=MOST_PAGES),
    "too_much": say("Tệp này mở ra quá lớn nên máy dừng lại. Chụp ảnh từng trang rồi gửi."),
    "no_page": say("Tệp không có trang này."),
}


def refusal(code: str) -> PapersError:
    return PapersError(REFUSALS.get(code, REFUSALS["broken"]))


class FileRefused(Exception):
    """Inside the worker: the file is not taken; `code` is one of REFUSALS."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"heif", b"avif", b"avis"})
OFFICE = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")
MARKUP = (b"<!doctype html", b"<html", b"<svg", b"<?xml", b"<script")


def sniff(content: bytes) -> str:
    """ "image" or "pdf", from the first bytes alone; neither the name nor what the browser says is asked. Raises FileRefused."""
    if not content:
        raise FileRefused("empty")
    if len(content) > MOST_BYTES:
        raise FileRefused("too_heavy")
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return "image"
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        raise FileRefused("heic")
    if content.startswith(OFFICE):
        raise FileRefused("office")
    if content.startswith((b"II*\x00", b"MM\x00*", b"BM")):
        raise FileRefused("tiff")
    if content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise FileRefused("page")
    raise FileRefused("unknown")


# --- names --------------------------------------------------------------------------------------------------


def tidy_name(name: str) -> str:
    """A file's name as it may be shown: no path, no control signs, no signs that turn the direction of writing or have
    no width."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in unicodedata.normalize("NFC", last) if unicodedata.category(sign)[0] != "C")
    return " ".join(kept.split())[:NAME_LENGTH]


def tidy_title(title: str) -> str:
    """What a result or an original is called."""
    return tidy_name(title.replace("/", "∕"))[:TITLE_LENGTH].replace("∕", "/")


# --- pieces -------------------------------------------------------------------------------------------------


def pieces_of(size: int) -> int:
    """How many pieces a file of `size` bytes has. Raises PapersError for a size that is not taken."""
    if size <= 0:
        raise refusal("empty")
    if size > MOST_BYTES:
        raise refusal("too_heavy")
    return -(-size // PIECE)


def length_of(size: int, number: int) -> int:
    """How long piece `number` (from 0) is. Raises PapersError when there is no such piece."""
    last = pieces_of(size) - 1
    if not 0 <= number <= last:
        raise PapersError(say("Tệp này không có mảnh số {n}. Gửi lại từ đầu.", n=number))
    return PIECE if number < last else size - last * PIECE


def tidy_digest(text: str) -> str:
    """A SHA-256 as 64 small hex letters; raises PapersError for anything else."""
    digest = text.strip().lower()
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise PapersError(say("Thiếu mã kiểm của tệp nên chưa nhận. Tải lại trang rồi gửi lại."))
    return digest


# --- reuse --------------------------------------------------------------------------------------------------

# Words that say nothing of which paper it is.
COMMON = frozenset(
    ("ban", "sao", "chinh", "giay", "to", "hoac", "cua", "va", "cac", "da", "co", "duoc", "thu", "tuc", "dang", "ky", "cap",
    "lai",
     "chung", "thuc", "tu", "don", "khai", "mau", "so", "theo")
)  # fmt: skip


def alike(paper: str, title: str) -> bool:
    """True when a kept result may be the paper asked for: all telling words of its title are in the paper's name."""
    telling = set(fold(title).split()) - COMMON
    return bool(telling) and telling <= set(fold(paper).replace(",", " ").replace(";", " ").split())


# --- the book of certified copies ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CopyFee:
    """The tariff of a certified copy, in đồng: a page of the first two, a page from the third on, the most for one copy."""

    first_pages: int
    further_pages: int
    most: int

    def of(self, *, pages: int, copies: int) -> int:
        """The fee of `copies` copies of an original of `pages` pages."""
        one = min(pages, 2) * self.first_pages + max(pages - 2, 0) * self.further_pages
        return min(one, self.most) * copies


MOST_COPIES, MOST_COPY_PAGES, MOST_FEE = 200, 500, 20_000_000


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """One line of the book, as it may stand there."""

    title: str
    requester: str
    copies: int
    pages: int
    fee_vnd: int


def copy_facts(typed: Mapping[str, str], *, tariff: CopyFee | None) -> tuple[CopyFacts, dict[str, Sentence]]:
    """The facts typed (`title requester copies pages fee`) and, by field, what is wrong. An empty fee is the tariff's."""
    errors: dict[str, Sentence] = {}
    title, requester = tidy_title(typed.get("title", "")), tidy_name(typed.get("requester", ""))[:80]
    if not title:
        errors["title"] = say("Chưa ghi tên bản chính. Viết như trên giấy, ví dụ Giấy khai sinh.")
    if not requester:
        errors["requester"] = say("Chưa ghi họ tên người yêu cầu.")
    copies = _number(typed.get("copies", ""), MOST_COPIES)
    pages = _number(typed.get("pages", ""), MOST_COPY_PAGES)
    if not copies:
        errors["copies"] = say("Số bản sao là số từ 1 đến {most}.", most=MOST_COPIES)
    if not pages:
        errors["pages"] = say("Số trang một bản là số từ 1 đến {most}.", most=MOST_COPY_PAGES)
    text = typed.get("fee", "").replace(".", "").replace(" ", "").removesuffix("đ").removesuffix("₫")
    fee = _number(text, MOST_FEE)
    if not text and tariff is not None and copies and pages:
        fee = tariff.of(pages=pages, copies=copies)
    if fee is None:
        errors["fee"] = say("Phí là số đồng, ví dụ 4.000; không thu thì ghi 0.")
    return CopyFacts(title, requester, copies or 0, pages or 0, fee or 0), errors


def _number(text: str, most: int) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= most else None


def check_reason(reason: str) -> str:
    """Why a line of the book is struck out; raises PapersError when nothing is said."""
    tidy = " ".join(reason.split())[:200]
    if len(tidy) < 3:
        raise PapersError(say("Ghi lý do gạch dòng này, người sau còn hiểu. Số đã cấp vẫn giữ."), field="reason")
    return tidy


def missing_pieces(size: int, have: Collection[int]) -> list[int]:
    """The pieces that are not there yet, in order."""
    return [number for number in range(pieces_of(size)) if number not in have]
