"""Lists that come in: what is read, and what is refused with what to do."""

import io
import zipfile

import pytest
import xlsxwriter

from thanthien.shared import tables_in
from thanthien.shared.files_in import MEGABYTE, FileRefused
from thanthien.shared.tables_in import read_rows

COLUMNS = {"Họ và tên": "name", "Điện thoại": "phone", "Năm": "year"}


def read(content: bytes, name: str = "a.csv", needed: tuple[str, ...] = ("name",)) -> list[tuple[int, dict]]:
    return [(row.number, dict(row.cells)) for row in read_rows(name=name, content=content, columns=COLUMNS, needed=needed)]


def workbook(rows: list[list[object]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def test_titles_are_known_without_marks_and_case_and_in_any_order():
    assert read("DIEN THOAI;ho va ten\n0912 000 111; Lê  Thị Hạnh \n".encode()) == [
        (2, {"name": "Lê Thị Hạnh", "phone": "0912 000 111", "year": ""})
    ]


def test_headings_may_stand_below_a_title_and_empty_lines_are_no_rows():
    text = "Cán bộ của đơn vị\nLập lúc 08:30\n\nHọ và tên,Điện thoại,Ghi chú\n,,\nBùi Văn Định,0913,x\n"
    assert read(text.encode("utf-8-sig")) == [(6, {"name": "Bùi Văn Định", "phone": "0913", "year": ""})]


def test_a_workbook_gives_whole_numbers_and_the_rows_that_a_person_sees():
    rows = read(workbook([["Họ và tên", "Năm"], ["Hà", 1987], [None, None], ["Lan", 1990.5]]), "a.xlsx")
    assert rows == [(2, {"name": "Hà", "phone": "", "year": "1987"}), (4, {"name": "Lan", "phone": "", "year": "1990.5"})]


def test_a_cell_that_was_defused_on_its_way_out_is_itself_again():
    assert read("Họ và tên,Điện thoại\n'=Hà,'+84 912\n".encode())[0][1]["phone"] == "+84 912"


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (tables_in.MOST_UNPACKED_MB * MEGABYTE + 1))
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "Tệp rỗng."),
        ("a.csv", b"x" * (tables_in.MOST_MB * MEGABYTE + 1), "lớn quá 2 MB"),
        ("a.pdf", b"%PDF-1.7", "Chỉ nạp được"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel kiểu cũ"),
        ("a.xlsx", b"PK\x03\x04 no archive", "hỏng"),
        ("a.csv", "Họ và tên,Điện thoại\nHà,1".encode("utf-16"), "UTF-8"),
        ("a.csv", b"a,b\n1,2\n", "Không thấy dòng tiêu đề"),
        ("a.csv", "Điện thoại,Năm\n1,2\n".encode(), "Thiếu cột Họ và tên"),
        ("a.csv", "Họ và tên,Năm\n".encode(), "chưa có dòng nào"),
        ("a.csv", 'Họ và tên,Năm\n"Hà,1\n'.encode(), "dấu nháy"),
        ("a.csv", "Họ và tên,Năm\n".encode() + b"a,1\n" * (tables_in.MOST_ROWS + 1), "dài quá"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(name, content, sentence):
    with pytest.raises(FileRefused, match=sentence):
        read(content, name)


def test_an_archive_that_unfolds_to_too_much_is_refused():
    with pytest.raises(FileRefused, match="nén bất thường"):
        read(bomb(), "a.xlsx")
