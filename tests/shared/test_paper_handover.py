"""The list with which folders change hands: everything of the pile, both names, also over several leaves."""

import io
from datetime import date, datetime

import pikepdf
import pytest

from builders.paper import letters_outside, words_of
from thanthien.shared.clock import VIETNAM
from thanthien.shared.paper.handover import Folder, Handover, handover

AT = datetime(2026, 11, 23, 16, 40, tzinfo=VIETNAM)


def sheet(count: int, **changes: object) -> Handover:
    folders = tuple(
        Folder(
            code=f"MAU.151.48-261123-{n:04d}", procedure="Cấp Giấy xác nhận tình trạng hôn nhân", owner="Trương Thị Hiền",
            papers=("Tờ khai theo mẫu", "Bản án ly hôn đã có hiệu lực pháp luật"), note="thiếu bản sao" if n == 2 else "",
            missing=n == 3,
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    facts: dict = {
        "agency_lines": ("ỦY BAN NHÂN DÂN", "XÃ CẨM TÚ"), "centre": "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "place": "Cẩm Tú",
        "day": date(2026, 11, 23), "number": "01/2311", "giver": "Lê Thị Hạnh",
        "receiver": "Bùi Thị Thu Hà", "handed_at": AT, "taken_at": None, "folders": folders,
    }  # fmt: skip
    return Handover(**(facts | changes))


@pytest.mark.parametrize(("count", "leaves"), [(1, 1), (4, 1), (30, 3)])
def test_nothing_falls_off_the_sheet(count: int, leaves: int) -> None:
    pdf = handover(sheet(count))
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == leaves
    assert letters_outside(pdf, 24) == []
    words = words_of(pdf)
    assert f"Cộng: {count} tập, {count * 2} giấy tờ" in words and f"261123-{count:04d}" in words
    assert "Lê Thị Hạnh" in words and "Bùi Thị Thu Hà" in words


def test_what_differs_and_that_it_was_received_stand_on_it() -> None:
    words = words_of(handover(sheet(3, taken_at=AT)))
    assert "thiếu bản sao" in words and "không có tập này" in words and "Đã nhận trên máy lúc 16 giờ 40 phút" in words


def test_the_same_list_makes_the_same_bytes() -> None:
    assert handover(sheet(2)) == handover(sheet(2))
