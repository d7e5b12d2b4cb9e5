"""What the text in the find box may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.dossiers.search import Sort, readings


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("h56.327-261123-0007", [(Sort.CODE, "H56.327-261123-0007")]),
        ("1118-0023", [(Sort.DAY_TAIL, "1118-0023")]),
        ("0023", [(Sort.SHORT, "0023")]),
        ("408", [(Sort.SHORT, "408")]),
        ("23", []),
        ("0912 555 408", [(Sort.PHONE, "0912555408")]),
        ("+84 912 555 408", [(Sort.PHONE, "0912555408")]),
        ("038192004317", [(Sort.ID_NUMBER, "038192004317")]),
        ("038 192 004 317", [(Sort.ID_NUMBER, "038192004317")]),
        ("a043", [(Sort.TICKET, "A043"), (Sort.NAME, "a043")]),
        ("K7Q2-M9X4 T0BD", [(Sort.TRACKING, "K7Q2M9X4T0BD"), (Sort.NAME, "k7q2-m9x4 t0bd")]),
        ("Phạm Thị  Nhàn", [(Sort.NAME, "pham thi nhan")]),
        ("  ", []),
    ],
)
def test_readings(text, expected):
    assert [(wanted.sort, wanted.value) for wanted in readings(text)] == expected


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text):
    for wanted in readings(text):
        assert wanted.value
