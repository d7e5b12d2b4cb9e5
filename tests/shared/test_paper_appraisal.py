"""The sheet of an appraisal: everything stands on it, nothing falls off, the same data make the same bytes."""

import io
from datetime import date, datetime

import pikepdf

from builders.paper import letters_outside, words_of
from thanthien.shared.clock import VIETNAM
from thanthien.shared.paper.appraisal import AppraisalSheet, NeededPaper, appraisal

AT = datetime(2026, 11, 27, 0, 40, tzinfo=VIETNAM)
PAPER = NeededPaper(name="Bản sao trích lục khai tử", why="Chứng minh ngày mất.", where="Điều 122 Nghị định 131", there=True)
LACKING = NeededPaper(name="Bản khai theo Mẫu số 12", why="Ghi người nhận.", where="Mẫu số 12", there=False)


def sheet(**changes: object) -> AppraisalSheet:
    facts: dict = {
        "agency_lines": ("ỦY BAN NHÂN DÂN", "XÃ CẨM TÚ"), "centre": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "place": "Cẩm Tú",
        "title": "Mai táng phí khi người có công từ trần", "code": "MAU.151.48-261127-0005", "procedure": "Hưởng trợ cấp",
        "owner": "Bùi Văn Dần", "event": "Ngày mất", "day": date(2026, 11, 3),
        "answers": (("Người mất thuộc diện nào?", "Người có công"), ("Bảo hiểm xã hội có trả không?", "Không")),
        "outcome": "Được hưởng mai táng phí", "granted": True, "says": "Người mất thuộc diện người có công.",
        "where": "Điều 121 Nghị định 131/2021/NĐ-CP", "amount": "25.300.000 đồng", "how": "10 × 2.530.000 = 25.300.000 đồng",
        "rate": "Điều 3 Nghị định thử", "papers": (PAPER, LACKING), "doubts": ("Chưa đọc nguyên văn.",),
        "table": "mai-tang-nguoi-co-cong, bản 2025-07", "officer": "Lê Thị Hạnh", "made_at": AT,
    }  # fmt: skip
    return AppraisalSheet(**(facts | changes))


def test_everything_stands_on_one_leaf() -> None:
    pdf = appraisal(sheet())
    words = words_of(pdf)
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == 1 and letters_outside(pdf, 24) == []
    for text in ("25.300.000", "10 × 2.530.000", "Điều 121", "Bùi Văn Dần", "Lê Thị Hạnh", "thiếu", "Chưa đọc nguyên văn"):
        assert text in words
    assert "ngày 27 tháng 11 năm 2026" in words.replace("\u00a0", " "), "the day of Vietnam, not of Greenwich"


def test_a_refusal_has_neither_an_amount_nor_papers() -> None:
    words = words_of(appraisal(sheet(granted=False, outcome="Không thuộc diện", amount="", how="", rate="", papers=())))
    assert "Không thuộc diện" in words and "Mức được hưởng" not in words and "Giấy tờ" not in words


def test_a_grant_without_a_known_rate_says_so() -> None:
    assert "chưa có mức của thời điểm này" in words_of(appraisal(sheet(amount="", how="", rate="")))


def test_long_lists_run_on_to_another_leaf() -> None:
    pdf = appraisal(sheet(papers=(PAPER, LACKING) * 12))
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) > 1 and letters_outside(pdf, 24) == []


def test_the_same_data_make_the_same_bytes() -> None:
    assert appraisal(sheet()) == appraisal(sheet())
