"""Folding: what people type without marks finds what is written with them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.shared.folding import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Xã Cẩm Tú", "xa cam tu"),
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("ĐẶNG THỊ ƯỚC", "dang thi uoc"),
        ("Ðồng Nai", "dong nai"),  # eth, not the letter Đ: old fonts wrote it so
        ("  Trương\tThị \n Hiền ", "truong thi hien"),
        ("đ Đ ơ Ơ ư Ư ỳ Ỵ", "d d o o u u y y"),
        ("1.004873", "1.004873"),
        ("", ""),
    ],
)
def test_marks_case_and_spaces_go(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_composed_and_decomposed_letters_fold_alike() -> None:
    name = "Nguyễn Thị Thúy Đường"
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name)) == "nguyen thi thuy duong"


def test_every_vietnamese_letter_becomes_ascii() -> None:
    vowels = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    assert set(fold(vowels + vowels.upper())) == set("aeiouyd")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text(alphabet="abcdeghiklmnopqrstuvxy ăâêôơưđáàảãạ"))
def test_no_mark_and_no_double_space_is_left(text: str) -> None:
    folded = fold(text)
    assert folded.isascii()
    assert "  " not in folded
    assert folded == folded.strip()
