"""A file that somebody sends, opened with care: not empty, not too large, no bomb, no locked workbook. No Django here.

What is in it is the business of who asked: sheets and headings, or records. Refused files raise FileRefused with the reason.
"""

import csv
import io
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator

from python_calamine import CalamineError, CalamineWorkbook

from thanthien.shared.wording import Refusal, say

MEGABYTE = 1024 * 1024
MOST_PARTS = 200
LOOKED_AT = 25  # lines of a list in which the sign between cells is looked for
XLSX, OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class FileRefused(Refusal):
    """The file is not taken at all; the sentence says why and what to do."""


def kind_of(*, name: str, content: bytes, most: int) -> str:
    """ "xlsx", or the ending of the name ("csv", "yaml") of what is no workbook. `most`: megabytes. Raises FileRefused."""
    if not content:
        raise FileRefused(say("Tệp rỗng. Chọn lại tệp."))
    if len(content) > most * MEGABYTE:
        raise FileRefused(say("Tệp lớn quá {most} MB. Bỏ hình ảnh và trang tính thừa rồi nạp lại.", most=most))
    if content.startswith(XLSX):
        return "xlsx"
    if content.startswith(OLD_EXCEL):
        raise FileRefused(say("Tệp Excel kiểu cũ hoặc có mật khẩu. Mở ra, bỏ mật khẩu, lưu lại dạng .xlsx rồi nạp."))
    ending = name.rsplit(".", 1)[-1].lower()
    return "" if ending == "xlsx" else ending


def text_of(content: bytes, *, old: bool = False) -> str:
    """The letters of a file that is no workbook; raises FileRefused when they are not UTF-8. `old`: those of old Windows too."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if old:
            # the code page writes a tone as a sign of its own behind the letter
            return unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))
        raise FileRefused(say("Tệp không ghi bằng UTF-8 nên mất dấu. Trong Excel chọn lưu dạng “CSV UTF-8”.")) from None


def csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(number of the line as an editor counts, cells); parted by comma or semicolon, whichever the first line with any of them
    has more of.
    """
    first = next((line for line in text.split("\n", LOOKED_AT)[:LOOKED_AT] if ";" in line or "," in line), "")
    sign = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    start = 1
    try:
        for row in reader:
            yield start, row
            start = reader.line_num + 1
    except csv.Error:
        raise FileRefused(say("Tệp CSV hỏng từ dòng {row}: dấu nháy chưa đóng. Lưu lại từ Excel rồi nạp.", row=start)) from None


class Workbook:
    """An XLSX file that is none of the tricks; raises FileRefused. `most`: megabytes that it may unpack to."""

    def __init__(self, content: bytes, *, most: int) -> None:
        _check_archive(content, most * MEGABYTE)
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        except (CalamineError, ValueError, OverflowError) as error:
            raise unreadable() from error

    @property
    def sheets(self) -> list[str]:
        return list(self._book.sheet_names)

    def rows(self, sheet: str) -> Iterator[tuple[int, list[object]]]:
        """(number of the row, cells) of one sheet, empty rows too."""
        try:
            rows = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except (CalamineError, ValueError, OverflowError) as error:
            raise unreadable() from error
        for number, row in enumerate(rows, 1):
            yield number, list(row)


def unreadable() -> FileRefused:
    return FileRefused(say("Tệp Excel hỏng hoặc nén bất thường. Mở ra, lưu lại dạng .xlsx rồi nạp."))


def _check_archive(content: bytes, most: int) -> None:
    """Unpack to nowhere, counting: sizes in the head of an archive may lie, what comes out does not."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MOST_PARTS or sum(one.file_size for one in members) > most:
                raise unreadable()
            left = most
            for one in members:
                with archive.open(one) as stream:
                    while block := stream.read(MEGABYTE):
                        left -= len(block)
                        if left < 0:
                            raise unreadable()
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        raise unreadable() from error
