"""Finding a procedure by what is typed in a hurry, on the real titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.procedures.catalogue import read_catalogue
from thanthien.procedures.searching import Found, Index, Match, entry, initials_of, one_slip, words_of

ROWS = [row.procedure for row in read_catalogue()]
INDEX = Index(
    entry(code=row["code"], title=row["title"], topic=f"{row['field_name']} {row['life_event']}", position=row["position"])
    for row in ROWS
)
SINGLE, BIRTH, MARRIAGE, DEATH = "1.004873", "1.001193", "1.000894", "1.000656"


def found(text: str, **options) -> list[Found]:
    return INDEX.search(text, limit=options.pop("limit", 10), **options)


def first(text: str) -> str:
    return found(text)[0].entry.code


def underlined(hit: Found) -> list[str]:
    return [hit.entry.title[start:end] for start, end in hit.marks]


@pytest.mark.parametrize(
    ("typed", "code", "match"),
    [
        ("tth", SINGLE, Match.INITIALS),
        ("ks", BIRTH, Match.INITIALS),
        ("DKKS", BIRTH, Match.INITIALS),
        ("hkd", "1.001612", Match.INITIALS),
        ("đăng ký khai sinh", BIRTH, Match.EXACT_PHRASE),
        ("Thủ tục đăng ký khai sinh", BIRTH, Match.EXACT_PHRASE),
        ("khai sinh", BIRTH, Match.PHRASE),
        ("KHAI SINH", BIRTH, Match.PHRASE),
        ("kết hôn", MARRIAGE, Match.EXACT_PHRASE),
        ("ket hon", MARRIAGE, Match.PHRASE),
        ("hôn kết", MARRIAGE, Match.EXACT_WORDS),
        ("hon ket", MARRIAGE, Match.WORDS),
        ("đăng kí kết hôn", MARRIAGE, Match.EXACT_PHRASE),
        ("kết hôn nước ngoài", "2.000806", Match.EXACT_WORDS),
        ("khai tử", DEATH, Match.EXACT_PHRASE),
        ("tình trạng hôn nhân", SINGLE, Match.EXACT_PHRASE),
        ("tinh trang", SINGLE, Match.PHRASE),
        ("chứng thực bản sao", "2.000815", Match.EXACT_PHRASE),
        ("chung thuc chu ky", "2.000884", Match.PHRASE),
        ("thuong tru", "1.004222", Match.PHRASE),
        ("can cuoc", "1.014061", Match.PHRASE),
        ("trichluc", "2.000635", Match.RUN_TOGETHER),
        ("khaisinh", BIRTH, Match.RUN_TOGETHER),
        ("khai snih", BIRTH, Match.SLIPS),
        ("kahi sinh", BIRTH, Match.SLIPS),
        ("tinh trnag hon nhan", SINGLE, Match.SLIPS),
        ("1.004873", SINGLE, Match.CODE),
        ("1004873", SINGLE, Match.CODE),
        ("4873", SINGLE, Match.CODE),
    ],
)
def test_what_officers_type(typed: str, code: str, match: Match) -> None:
    hit = found(typed)[0]
    assert (hit.entry.code, hit.match) == (code, match)


def test_the_letters_that_matched_are_underlined() -> None:
    assert underlined(found("tth")[0]) == ["t", "t", "h"]
    assert underlined(found("xac nhan tinh")[0]) == ["xác", "nhận", "tình"]
    assert underlined(found("hôn kế")[0]) == ["kế", "hôn"]
    assert underlined(found("khaisinh")[0]) == ["khai", "sinh"]
    assert underlined(found("khai snih")[0]) == ["khai", "sinh"]
    assert underlined(found("4873")[0]) == []


def test_marks_typed_right_come_before_marks_left_out() -> None:
    matches = [hit.match for hit in found("thừa kế")]
    assert matches[0] is Match.EXACT_PHRASE
    assert matches == sorted(matches)
    assert "thửa đất liền kề" in found("thừa kế")[1].entry.title


def test_the_topic_finds_what_the_title_does_not_say() -> None:
    hits = {hit.entry.code: hit.match for hit in found("thừa kế")}
    assert hits["2.001016"] is Match.TOPIC


def test_what_the_unit_receives_most_comes_first_among_equals() -> None:
    assert first("tam tru") == "1.004194"
    weighted = found("tam tru", weights={"1.002755": 40, "1.010028": 3})
    assert [hit.entry.code for hit in weighted[:3]] == ["1.002755", "1.010028", "1.004194"]
    assert found("kết hôn", weights={SINGLE: 99})[0].entry.code == MARRIAGE


def test_guesses_are_left_out_when_there_is_an_answer() -> None:
    assert {hit.match for hit in found("tình trạng hôn nhân", limit=200)} == {Match.EXACT_PHRASE}
    assert {hit.match for hit in found("khai snih", limit=200)} == {Match.SLIPS}


def test_fewer_slips_come_first() -> None:
    slips = [hit.slips for hit in found("khai snih", limit=200)]
    assert slips[0] == 1
    assert slips == sorted(slips)


@pytest.mark.parametrize("typed", ["", "   ", "…", "zzzz", "x" * 5000, "9.999999", "||||", "\u0301"])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    assert found(typed) == []


def test_the_limit_is_kept() -> None:
    assert len(found("đăng ký", limit=3)) == 3
    assert len(found("đăng ký", limit=500)) > 30


def test_every_procedure_is_found_first_by_its_own_title() -> None:
    missed = []
    for row in ROWS:
        typed = " ".join(row["title"].split()[:12])
        hits = [hit.entry for hit in found(typed, limit=5)]
        if not any(hit.code == row["code"] for hit in hits):
            missed.append(row["code"])
    assert missed == []


def test_every_procedure_is_found_without_marks_by_its_code_and_by_its_first_letters() -> None:
    for row in ROWS:
        assert found(row["code"])[0].entry.code == row["code"]
        words = row["name_fold"].split()[:6]
        assert any(hit.entry.code == row["code"] for hit in found(" ".join(words), limit=20)), row["title"]
        letters = row["initials"][:6]
        assert any(hit.entry.code == row["code"] for hit in found(letters, limit=200)) or len(letters) < 2, row["title"]


def test_initials() -> None:
    assert initials_of("Cấp Giấy xác nhận tình trạng hôn nhân") == "cgxntthn"
    assert initials_of("Đăng ký lại kết hôn (có yếu tố nước ngoài)") == "dklkhcytnn"


def test_words_know_where_they_begin() -> None:
    title = "Cấp đổi, cấp lại Giấy"
    assert [title[word.start :].split()[0].strip(",") for word in words_of(title)] == ["Cấp", "đổi", "cấp", "lại", "Giấy"]


@pytest.mark.parametrize(
    ("typed", "word", "near"),
    [
        ("sinh", "sinh", True),
        ("snih", "sinh", True),
        ("sin", "sinh", True),
        ("sinhh", "sinh", True),
        ("sanh", "sinh", True),
        ("inh", "sinh", True),
        ("hinh", "sinh", True),
        ("shin", "sinh", False),
        ("snhi", "sinh", False),
        ("si", "sinh", False),
        ("", "a", True),
        ("", "ab", False),
    ],
)
def test_one_slip(typed: str, word: str, near: bool) -> None:
    assert one_slip(typed, word) is near
    assert one_slip(word, typed) is near


def distance(left: str, right: str) -> int:
    """Edit distance with swaps of neighbours, by the table: slow, written apart."""
    table = [[max(i, j) if 0 in (i, j) else 0 for j in range(len(right) + 1)] for i in range(len(left) + 1)]
    for i in range(1, len(left) + 1):
        for j in range(1, len(right) + 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (left[i - 1] != right[j - 1]))
            if i > 1 and j > 1 and left[i - 1] == right[j - 2] and left[i - 2] == right[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(st.text(alphabet="abc", max_size=6), st.text(alphabet="abc", max_size=6))
def test_one_slip_is_an_edit_distance_of_one(left: str, right: str) -> None:
    assert one_slip(left, right) is (distance(left, right) <= 1)


@given(st.text(max_size=60))
def test_any_text_may_be_typed(text: str) -> None:
    for hit in found(text):
        ends = [end for _, end in hit.marks]
        assert ends == sorted(ends)
        assert all(0 <= start < end <= len(hit.entry.title) for start, end in hit.marks)
