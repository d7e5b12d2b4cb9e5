"""A catalogue goes out as a file and comes back: unchanged it changes nothing, in each of three formats."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from thanthien.procedures import entries as records
from thanthien.procedures.entries import FIELDS, PARTS, Kind, one_line, tidy
from thanthien.procedures.exporting import WRITERS, defused, headings, undefused
from thanthien.procedures.importing import _gathered
from thanthien.procedures.incoming import MOST_MB, open_file
from thanthien.shared.files_in import MEGABYTE, FileRefused

FORMATS = ("xlsx", "csv", "yaml")
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n=+-@'\"|;,\t")


def value_of(column: records.Column) -> st.SearchStrategy:
    """Any value that a column may hold, as the catalogue keeps it."""
    if column.choices:
        words = st.sampled_from(column.choices)
        if column.kind is Kind.LIST:
            return st.lists(words, max_size=3)
        return words if column.needed else st.one_of(st.just(""), words)
    text = st.text(LETTERS, max_size=min(column.most or 40, 40)).map(tidy).filter(lambda t: len(t) <= (column.most or 40))
    return {
        Kind.TEXT: text.filter(bool) if column.needed else text,
        Kind.LIST: st.lists(text.map(one_line).filter(bool), max_size=3),
        Kind.FLAG: st.booleans(),
        Kind.WHOLE: st.integers(0, min(column.most, 3000)),
        Kind.DECIMAL: st.one_of(st.none(), st.sampled_from(["0.25", "4", "8.5", "160"])),
        Kind.DATE: st.just("2025-07-01"),
    }[column.kind]


def line_of(columns: tuple[records.Column, ...]) -> st.SearchStrategy:
    return st.fixed_dictionaries({column.name: value_of(column) for column in columns})


RECORD = st.builds(
    lambda code, fields, parts: fields | {"code": f"1.{code:06d}"} | parts,
    st.integers(0, 999_999), line_of(FIELDS),
    st.fixed_dictionaries({part: st.lists(line_of(columns), max_size=3) for part, columns in PARTS.items()}),
)  # fmt: skip
CATALOGUE = st.lists(RECORD, min_size=1, max_size=3, unique_by=lambda one: one["code"])


def read_back(name: str, content: bytes) -> tuple[list[dict], list]:
    faults: list = []
    tables = open_file(name=name, content=content)
    found = [raw for _, raw in _gathered(tables, faults)]
    return found, [*tables.faults, *faults]


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(catalogue=CATALOGUE)
def test_what_goes_out_comes_back_as_it_was(kind: str, catalogue: list[dict]) -> None:
    found, faults = read_back(f"danh-muc.{kind}", WRITERS[kind](catalogue))
    assert faults == []
    for there, here in zip(found, catalogue, strict=True):
        lists = {part: there.get(part, []) for part in PARTS}  # a table without rows says nothing
        assert there | lists == here


@given(text=st.text(LETTERS, max_size=12))
def test_a_defused_text_is_no_formula_and_comes_back(text: str) -> None:
    safe = defused(text)
    assert not safe.startswith(("=", "+", "-", "@", "|", "%", "\t"))
    assert undefused(safe) == text


def record(**values: object) -> dict:
    """A small procedure, as a record."""
    blank = {column.name: {Kind.LIST: [], Kind.FLAG: False}.get(column.kind, "") for column in FIELDS}
    numbers = {"term_value": 3, "papers_more": 0, "route_hours": None}
    base = {"code": "1.004873", "valid_from": "2025-07-01", "name": "Cấp giấy", "field": "ho_tich", "field_name": "Hộ tịch"}
    return blank | numbers | base | {"term_unit": "working_day", "fees": [], "papers": [], "steps": []} | values


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    content = WRITERS["xlsx"]([record(name="=1+1", notes="=cmd|' /C calc'!A0")])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4 and not any("<f>" in sheet or "<f " in sheet for sheet in sheets)
    assert "=1+1" in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1]


def test_the_workbook_has_a_sheet_for_each_table() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(WRITERS["xlsx"]([record()])))
    assert book.sheet_names == ["Thủ tục", "Phí", "Giấy tờ", "Quy trình"]
    assert book.get_sheet_by_name("Giấy tờ").to_python()[0] == headings("papers")


def workbook(rows: list[list[object]], *, sheet: str = "Thủ tục") -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return file.getvalue()


def test_a_formula_somebody_wrote_is_read_as_what_it_shows_and_never_run() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("Thủ tục")
        page.write_row(0, 0, ["Mã thủ tục", "Tên thủ tục"])
        page.write_string(1, 0, "1.004873")
        page.write_formula(1, 1, '=HYPERLINK("x")', None, "Tên từ công thức")
    found, faults = read_back("a.xlsx", file.getvalue())
    assert (found[0]["name"], faults) == ("Tên từ công thức", [])


def faults_of(name: str, content: bytes) -> list[tuple[int, str, str]]:
    return [(fault.row, str(fault.column), fault.text) for fault in read_back(name, content)[1]]


def test_a_broken_row_says_its_number_its_column_and_the_mend() -> None:
    rows = [["Mã thủ tục", "Tên thủ tục", "Thời hạn"], ["1.004873", "Tên", "ba ngày"], ["1.004874", "Khác", "5"]]
    assert faults_of("a.xlsx", workbook(rows)) == [(2, "Thời hạn", "Ghi một số nguyên từ 0 đến 3.650, hoặc để trống.")]


def test_a_code_that_became_a_number_is_told_and_not_guessed() -> None:
    ((row, column, text),) = faults_of("a.xlsx", workbook([["Mã thủ tục"], [1.00487]]))
    assert (row, column) == (2, "Mã thủ tục") and "mất chữ số 0" in text


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["Mã thủ tục", "Màu"], ["1.004873", "xanh"]], "Không có cột này"),
        ([["Tên thủ tục"], ["x"]], "Thiếu cột này"),
        ([["Mã thủ tục", "Mã thủ tục"], ["1.1", "1.1"]], "có hai lần"),
        ([["Mã thủ tục"], ["1.004873"], ["1.004873"]], "có hai dòng"),
        ([["Mã thủ tục", "Tên thủ tục"], ["", "x"]], "Ô này cần có chữ"),
        ([["Mã thủ tục"], ["abc"]], "chỉ có chữ số và dấu chấm"),
        ([["Mã thủ tục", "Nhận sau 15 giờ trả hôm sau"], ["1.1", "chắc thế"]], "“có” hoặc “không”"),
        ([["Mã thủ tục", "Áp dụng từ"], ["1.1", "mai"]], "Ghi ngày như"),
        ([["Mã thủ tục", "Tổng giờ quy trình"], ["1.1", "-4"]], "lớn hơn 0"),
        ([["Mã thủ tục", "Đơn vị thời hạn"], ["1.1", "tuần"]], "Ghi một trong: trong ngày, ngày làm việc"),
        ([["Mã thủ tục", "Cách nộp"], ["1.1", "bồ câu"]], "Ghi mỗi dòng một trong"),
        ([["Mã thủ tục", "Tên thủ tục"], ["1.1", "x" * 501]], "Dài quá 500 chữ"),
    ],
)
def test_each_fault_has_its_sentence(rows: list, says: str) -> None:
    found = faults_of("a.xlsx", workbook(rows))
    assert found and any(says in text for _, _, text in found)


@pytest.mark.parametrize("unit", ["working_day", "ngày làm việc", "Ngay lam viec"])
def test_a_csv_of_another_comma_and_without_tables_is_read(unit: str) -> None:
    text = f"Mã thủ tục;Thời hạn;Đơn vị thời hạn\n1.004873;2;{unit}\n"
    found, faults = read_back("a.csv", text.encode("utf-8-sig"))
    assert faults == [] and found == [{"code": "1.004873", "term_value": 2, "term_unit": "working_day"}]


def test_rows_of_a_csv_are_counted_as_an_editor_counts_them() -> None:
    text = 'Mã thủ tục,Ghi chú,Thời hạn\n1.004873,"hai\ndòng",3\n1.004874,,nhiều\n'
    assert faults_of("a.csv", text.encode())[0][0] == 4


def test_a_paper_without_its_procedure_is_told() -> None:
    tables = "Bảng,Mã thủ tục\nThủ tục,1.1\nBảng,Mã thủ tục,Tên giấy tờ\nGiấy tờ,2.2,Đơn\n"
    assert any("không có ở bảng Thủ tục" in text for _, _, text in faults_of("a.csv", tables.encode()))


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(8):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * (10 * 1024 * 1024))
    return file.getvalue()


def lying_bomb() -> bytes:
    """The archive's head says ten bytes; a megabyte would come out."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"\0" * 1024 * 1024)
    return file.getvalue().replace((1024 * 1024).to_bytes(4, "little"), (10).to_bytes(4, "little"))


LAUGHS = "a: &a [x,x,x,x]\nb: &b [*a,*a,*a]\nprocedures: [*b]\n"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"", "rỗng"),
        ("a.xlsx", b"PK\x03\x04" + b"x" * (MOST_MB * MEGABYTE), "5 MB"),
        ("a.xlsx", b"PK\x03\x04 broken", "hỏng"),
        ("a.xlsx", bomb(), "nén bất thường"),
        ("a.xlsx", lying_bomb(), "nén bất thường"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "kiểu cũ"),
        ("a.xlsx", workbook([["x"]], sheet="Khác"), "trang tính"),
        ("a.pdf", b"%PDF-1.7", "Chỉ nạp được"),
        ("a.csv", "Mã thủ tục\n".encode("utf-16"), "UTF-8"),
        ("a.csv", b'M\xc3\xa3,"x\n1,2', "nháy chưa đóng"),
        ("a.yaml", LAUGHS.encode(), "dấu & và *"),
        ("a.yaml", b"procedures: [{{", "sai ở dòng"),
        ("a.yaml", b"procedures: 3", "danh sách thủ tục"),
        ("a.yaml", b"procedures: [" + b"[" * 20 + b"]" * 20 + b"]", "quá sâu"),
        ("a.yaml", b"procedures: [{code: 2026-99-99}]", "ngày hoặc số"),
        ("a.csv", b"a\x00b", "không phải tệp chữ"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(name: str, content: bytes, says: str) -> None:
    with pytest.raises(FileRefused, match=says.replace("*", r"\*")):
        open_file(name=name, content=content)


def test_an_unknown_field_of_a_yaml_record_is_told() -> None:
    content = yaml.safe_dump({"procedures": [{"code": "1.1", "màu": "xanh"}]}, allow_unicode=True).encode()
    assert [(row, column) for row, column, _ in faults_of("a.yaml", content)] == [(1, "màu")]


def test_a_day_in_a_file_may_be_a_date_or_a_text() -> None:
    for said in (date(2027, 1, 1), "2027-01-01", "01/01/2027"):
        content = yaml.safe_dump({"procedures": [{"code": "1.1", "valid_from": said}]}).encode()
        assert read_back("a.yaml", content)[0][0]["valid_from"] == "2027-01-01"
