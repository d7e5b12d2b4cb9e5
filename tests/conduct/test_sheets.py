"""The sheet on the wall: few rules are set large and fill it, many keep the usual size and go on."""

import io
from datetime import UTC, datetime

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTTextContainer, LTTextLine

from thanthien.conduct.rules import Part
from thanthien.conduct.sheets import sheet

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
RULE = "Nghe hết câu rồi mới nói; nói chậm với người già"


def sizes(rules: int, paper: str) -> tuple[int, float, float]:
    """Pages, the size of the letters of a rule in pt, and how far down the first page the last rule reaches (1 = the bottom)."""
    parts = [Part("Với người dân", tuple(f"{RULE} {n}" for n in range(rules)))]
    pdf = sheet(agency="UBND xã Cẩm Tú", title="Quy tắc ứng xử", parts=parts, foot="Áp dụng từ 23/11/2026.", size=paper, at=AT)
    pages = list(extract_pages(io.BytesIO(pdf)))
    lines = [line for box in pages[0] if isinstance(box, LTTextContainer) for line in box if isinstance(line, LTTextLine)]
    ruled = [line for line in lines if "Nghe hết" in line.get_text()]
    letter = next(one for one in ruled[0] if isinstance(one, LTChar))
    return len(pages), letter.size, 1 - min(line.y0 for line in ruled) / pages[0].height


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_few_rules_are_larger_and_fill_the_sheet(paper):
    few, some, many = (sizes(n, paper) for n in (5, 12, 60))
    assert few[0] == some[0] == 1 and many[0] > 1
    assert 2.21 * many[1] > few[1] > some[1] > many[1] == sizes(200, paper)[1]
    assert some[2] > 0.6


def test_a3_is_a4_read_from_further_away():
    assert sizes(60, "a3")[1] / sizes(60, "a4")[1] == pytest.approx(1.414, rel=0.01)
