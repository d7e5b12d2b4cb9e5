"""Sums of money in Vietnamese words."""

import pytest

from thanthien.shared.paper.amounts import amount_in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"), (5, "Năm đồng"), (10, "Mười đồng"), (15, "Mười lăm đồng"), (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi bốn đồng"), (25, "Hai mươi lăm đồng"), (101, "Một trăm linh một đồng"), (111, "Một trăm mười một đồng"),
        (115, "Một trăm mười lăm đồng"), (1001, "Một nghìn không trăm linh một đồng"), (1010, "Một nghìn không trăm mười đồng"),
        (8000, "Tám nghìn đồng"), (15_000, "Mười lăm nghìn đồng"), (400_000, "Bốn trăm nghìn đồng"),
        (1_015_000, "Một triệu không trăm mười lăm nghìn đồng"), (105_000_000, "Một trăm linh năm triệu đồng"),
        (1_000_000_001, "Một tỷ không trăm linh một đồng"), (2_500_000_000, "Hai tỷ năm trăm triệu đồng"),
        (1_234_567_890, "Một tỷ hai trăm ba mươi bốn triệu năm trăm sáu mươi bảy nghìn tám trăm chín mươi đồng"),
        (10**12, "Một nghìn tỷ đồng"), (-8000, "Âm tám nghìn đồng"),
    ],
)  # fmt: skip
def test_words(amount, words):
    assert amount_in_words(amount) == words


def test_what_no_receipt_says():
    with pytest.raises(ValueError, match="large"):
        amount_in_words(10**15)
