"""What citizens type finds the procedure they mean: on the real titles, with and without marks, with slips and words around."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.procedures import everyday
from thanthien.procedures.catalogue import read_catalogue
from thanthien.procedures.searching import Index, entry

ROWS = [row.procedure for row in read_catalogue()]
CODES = {row["code"] for row in ROWS}
INDEX = Index(
    entry(code=row["code"], title=row["title"], topic=f"{row['field_name']} {row['life_event']}", position=row["position"])
    for row in ROWS
)


class Hit:
    """An answer of the search of titles, as the ordering reads it."""

    def __init__(self, found) -> None:
        self.code, self.match = found.entry.code, found.match


def shown(text: str) -> list[str]:
    return everyday.order(text, [Hit(one) for one in INDEX.search(text, limit=len(ROWS))])


def test_every_name_stands_for_procedures_of_the_catalogue():
    assert {code for _, codes in everyday.TABLE for code in codes} <= CODES
    assert len({name for name, _ in everyday.TABLE}) == len(everyday.TABLE), "no name is written twice"
    assert all(name for name, _ in everyday.TABLE)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("lam khai sinh cho con", "1.001193"), ("làm khai sinh cho con", "1.001193"), ("khai snih", "1.001193"),
        ("khai sinh", "1.001193"), ("giay doc than", "1.004873"), ("Giấy độc thân", "1.004873"), ("sổ đỏ", "1.013978"),
        ("lam so do", "1.013978"), ("mất sổ đỏ", "1.012786"), ("sao y", "2.000815"), ("vneid", "3.000228"),
        ("xin xac nhan ho ngheo", "1.011607"), ("nhap khau", "1.004222"), ("lam can cuoc", "1.014061"),
        ("căn cước cho cháu", "1.014062"), ("trich luc khai sinh", "2.000635"), ("con nuoi", "2.001263"),
        ("người cao tuổi", "1.014027"), ("mở quán", "1.001612"), ("sửa tên", "1.004859"),
        ("tờ khai tạm vắng", "1.003677"), ("bao tu", "1.000656"),
        ("birth certificate", "1.001193"), ("land certificate", "1.013978"), ("temporary residence", "1.004194"),
    ],
)  # fmt: skip
def test_an_everyday_name_comes_first(typed, code):
    assert shown(typed)[0] == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("đăng ký khai sinh lưu động", "1.003583"), ("đăng ký lại khai sinh", "1.004884"), 
        ("thay doi ho kinh doanh", "2.000720"), ("cấp đổi thẻ căn cước", "1.014063"), ("1.004194", "1.004194"),
    ],
)  # fmt: skip
def test_who_says_more_than_the_name_gets_the_title_that_holds_it(typed, code):
    assert code in shown(typed)[:3]


def test_titles_that_only_resemble_are_left_out_beside_a_name_and_stay_without_one():
    assert shown("giấy độc thân") == ["1.004873"]
    assert shown("chuyển trường") == [one.entry.code for one in INDEX.search("chuyển trường", limit=len(ROWS))] != []


@pytest.mark.parametrize("typed", ["", "   ", "…", "lam xin cho", "zzzz", "đỏ", "sinh", "lãnh tiền", "cứu đói"])
def test_what_names_nothing_means_nothing(typed):
    assert everyday.meant(typed) == ((), False)


def test_words_around_the_name_are_dropped_only_when_enough_is_left():
    assert everyday.without_around("làm thủ tục đổi giấy phép lái xe") == "đổi phép lái xe"
    assert everyday.without_around("xin làm ruộng") == "" == everyday.without_around("làm cho con")


@given(st.text(max_size=120))
def test_any_text_may_be_typed(text):
    codes = shown(text)
    assert len(codes) == len(set(codes)) and set(codes) <= CODES
