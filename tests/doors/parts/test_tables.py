"""A list leaves as XLSX or CSV: the same rows, nothing that a spreadsheet would run, days and money as such."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.test import RequestFactory
from django.utils import translation
from python_calamine import CalamineWorkbook

from thanthien.doors.parts import tables
from thanthien.doors.parts.tables import Column, Kind, Table, exported
from thanthien.shared.wording import say

FORMULAS = ("=1+1", "+84 912", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("//x")')


@dataclass
class Line:
    code: str
    due: date | None = date(2026, 12, 1)
    at: datetime | None = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    fee: int | None = 8000
    share: float | None = 0.974


def table(*lines: Line, **more) -> Table:
    columns = (
        Column(say("Mã hồ sơ"), lambda row: row.code, width=24), Column(say("Hẹn trả"), lambda row: row.due, Kind.DAY),
        Column(say("Nhận lúc"), lambda row: row.at, Kind.MOMENT), Column(say("Lệ phí"), lambda row: row.fee, Kind.DONG),
        Column(say("Đúng hạn"), lambda row: row.share, Kind.SHARE),
    )  # fmt: skip
    return Table("ho-so", say("Hồ sơ đang làm"), columns, lines, **more)


def asked(kind: str, of: Table):
    return exported(RequestFactory().get("/viec/", {"xuat": kind} if kind else {}), of)


def sheet(answer) -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()


def lines_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_page_itself_is_no_export():
    assert asked("", table()) is None
    assert asked("pdf", table()) is None


def test_a_sheet_says_what_it_is_and_holds_days_money_and_moments_as_such():
    answer = asked("xlsx", table(Line("MAU.151.48-261123-0001"), filters={"Lĩnh vực": "Hộ tịch", "Trạng thái": ""}))
    rows = sheet(answer)
    assert rows[0][0] == "Hồ sơ đang làm"
    assert rows[1][0] == "Lĩnh vực: Hộ tịch"
    assert rows[2][0].startswith("Lập lúc ")
    assert rows[4] == ["Mã hồ sơ", "Hẹn trả", "Nhận lúc", "Lệ phí", "Đúng hạn"]
    assert rows[5] == ["MAU.151.48-261123-0001", date(2026, 12, 1), datetime(2026, 11, 23, 8, 30), 8000.0, 0.974]
    assert answer["Content-Disposition"].startswith('attachment; filename="ho-so-20')
    assert answer["Content-Disposition"].endswith('.xlsx"') and answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_stays_text_in_a_sheet(text):
    answer = asked("xlsx", table(Line(text)))
    assert sheet(answer)[-1][0] == text
    import zipfile

    inside = zipfile.ZipFile(io.BytesIO(answer.content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in inside and "<hyperlink" not in inside


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_defused_in_csv(text):
    value = lines_of(asked("csv", table(Line(text))))[1][0]
    assert not value.startswith(("=", "+", "-", "@", "\t")) and text.strip()[1:] in value


def test_csv_is_read_by_a_spreadsheet_of_vietnam():
    answer = asked("csv", table(Line("một"), Line("hai", None, None, None, None)))
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert lines_of(answer) == [
        ["Mã hồ sơ", "Hẹn trả", "Nhận lúc", "Lệ phí", "Đúng hạn"], ["một", "2026-12-01", "2026-11-23 08:30", "8000", "0.974"],
        ["hai", "", "", "", ""],
    ]  # fmt: skip


def test_an_empty_list_is_a_file_with_its_headings():
    assert sheet(asked("xlsx", table()))[-1][0] == "Mã hồ sơ"
    assert len(lines_of(asked("csv", table()))) == 1


def test_more_rows_than_a_person_reads_are_cut_and_said(monkeypatch):
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    rows = lines_of(asked("csv", table(*(Line(str(n)) for n in range(5)))))
    assert len(rows) == 5 and "Lọc hẹp lại" in rows[-1][0]
    assert "Lọc hẹp lại" in sheet(asked("xlsx", table(*(Line(str(n)) for n in range(5)))))[-1][0]


def test_a_title_that_a_sheet_cannot_carry_is_tidied():
    of = Table("x", say("Việc: [hộ tịch] / đất đai * và một cái tên rất dài nữa"), (Column(say("Mã hồ sơ"), str),), ["a"])
    assert sheet(asked("xlsx", of))[-1] == ["a"]


def test_headings_are_in_the_language_of_the_screen():
    with translation.override("en"):
        heading = lines_of(asked("csv", table()))[0][0]
    assert heading == translation.trans_real.translation("en").gettext("Mã hồ sơ")
