"""The QR of a citizen's card: real layouts, what scanners do to them, a sentence for everything else. All people are invented."""

import random
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.people.card import (
    SEPARATORS,
    CardError,
    CardProblem,
    CardWarning,
    Sex,
    mask_id,
    mask_name,
    mask_phone,
    number_facts,
    parse_card_qr,
    proper_name,
    read_birth,
)

HIEN = "038192004317|172345678|Trương Thị Hiền|14081992|Nữ|Thôn Lương Thuận, Cẩm Tú, Cẩm Thủy, Thanh Hóa|15042021"
TELEX_HINT = CardWarning.NAME_GARBLED


def card(**changes: str) -> str:
    """HIEN with some fields changed."""
    fields = dict(zip(("number", "old", "name", "birth", "sex", "address", "issued"), HIEN.split("|"), strict=True))
    return "|".join((fields | changes).values())


def problem_of(text: str) -> CardProblem:
    with pytest.raises(CardError) as caught:
        parse_card_qr(text)
    assert str(caught.value) == caught.value.problem.value
    return caught.value.problem


def test_seven_fields() -> None:
    read = parse_card_qr(HIEN)
    assert (read.id_number, read.old_id, read.full_name) == ("038192004317", "172345678", "Trương Thị Hiền")
    assert (read.birth_date, read.year_only) == (date(1992, 8, 14), False)
    assert (read.sex, read.address) == (Sex.FEMALE, "Thôn Lương Thuận, Cẩm Tú, Cẩm Thủy, Thanh Hóa")
    assert (read.issued_on, read.warnings) == (date(2021, 4, 15), ())


def test_empty_old_number_keeps_every_field_in_its_place() -> None:
    read = parse_card_qr(card(old=""))
    assert (read.old_id, read.full_name, read.birth_date) == ("", "Trương Thị Hiền", date(1992, 8, 14))
    assert read.issued_on == date(2021, 4, 15)


def test_six_fields_without_an_old_number() -> None:
    read = parse_card_qr("038192004317|Trương Thị Hiền|14081992|Nữ|Cẩm Tú, Thanh Hóa|15042021")
    assert (read.old_id, read.full_name, read.address) == ("", "Trương Thị Hiền", "Cẩm Tú, Thanh Hóa")
    assert read.issued_on == date(2021, 4, 15)


def test_identity_card_of_2024_drops_the_fields_that_nobody_confirmed() -> None:
    read = parse_card_qr(HIEN + "||Trương Văn Bảy|Lê Thị Nga|")
    assert read == parse_card_qr(HIEN)
    assert "Bảy" not in str([getattr(read, slot) for slot in read.__slots__])


def test_card_without_a_day_of_issue() -> None:
    read = parse_card_qr("038192004317||Trương Thị Hiền|14081992|Nữ|Cẩm Tú, Thanh Hóa")
    assert read.issued_on is None
    assert read.warnings == (CardWarning.ISSUED_UNREAD,)


def test_a_cancelled_number_of_twelve_digits_is_an_old_number() -> None:
    assert parse_card_qr(card(old="038192000001")).old_id == "038192000001"


@pytest.mark.parametrize("old", ["12345", "1234567890", "17234567O"])
def test_an_old_number_half_read_is_left_out_with_a_word(old: str) -> None:
    read = parse_card_qr(card(old=old))
    assert read.old_id == ""
    assert read.full_name == "Trương Thị Hiền"
    assert read.warnings == (CardWarning.OLD_ID_UNREAD,)


@pytest.mark.parametrize(
    "line",
    [
        "\ufeff" + HIEN,
        HIEN + "\r",
        HIEN + "\r\n",
        "  " + HIEN + "\t\n",
        "]Q1" + HIEN,
        "\x02" + HIEN + "\x03",
        HIEN + "\n" + HIEN + "\n",
        HIEN.replace("038192004317", "038 192 004 317"),
        HIEN.replace("038192004317", "０３８１９２００４３１７"),
        HIEN.replace("14081992", "14/08/1992").replace("15042021", "15/4/2021"),
        HIEN.replace("14081992", "14-08-1992"),
        HIEN.replace("Trương Thị Hiền", " Trương  Thị\u00a0Hiền "),
        HIEN.replace("Trương Thị Hiền", "TRƯƠNG THỊ HIỀN"),
        HIEN.replace("Trương Thị Hiền", "tRƯƠNG tHỊ hIỀN"),
        HIEN.replace("Trương", "Trư\u200bơng"),
        HIEN.replace("Nữ", "NỮ"),
        HIEN.replace("Nữ", "nu"),
        unicodedata.normalize("NFD", HIEN),
        *(HIEN.replace("|", separator) for separator in SEPARATORS),
    ],
)
def test_scanner_quirks_change_nothing(line: str) -> None:
    assert parse_card_qr(line) == parse_card_qr(HIEN)


def test_text_sent_in_the_wrong_code_page_is_put_right() -> None:
    garbled = HIEN.encode().decode("latin-1")
    read = parse_card_qr(garbled)
    assert read.full_name == "Trương Thị Hiền"
    assert read.address == parse_card_qr(HIEN).address
    assert read.warnings == (CardWarning.REPAIRED,)


def test_the_wrong_code_page_of_windows_is_put_right() -> None:
    name = "Lê Văn Hùng"
    garbled = card(number="038090004317", name=name, birth="14081990", sex="Nam").encode().decode("cp1252", errors="ignore")
    assert "Ã" in garbled or "Ä" in garbled
    read = parse_card_qr(garbled)
    assert read.full_name == name


@pytest.mark.parametrize("name", ["Lê Tô Hà", "Đỗ Bê", "Hà"])
def test_right_letters_are_not_mistaken_for_a_wrong_code_page(name: str) -> None:
    read = parse_card_qr(card(name=name))
    assert read.full_name == name
    assert CardWarning.REPAIRED not in read.warnings


@pytest.mark.parametrize(
    ("name", "warned"),
    [
        ("Nguyeexn Vawn Nam", True),
        ("Truwowng Thij Hieefn", True),
        ("Leef Thij Hoaf", True),
        ("Nguye6n4 Va8n Nam", True),
        ("DDoafn Nam", True),
        ("Mai Anh Nga", False),
        ("Trương Thị Hiền", False),
        ("Y Jut Niê", False),
        ("H'Wing Ê Ban", False),
    ],
)
def test_marks_spelled_as_letters_are_noticed(name: str, warned: bool) -> None:
    assert (TELEX_HINT in parse_card_qr(card(name=name)).warnings) is warned


def test_marks_dropped_by_the_scanner_are_noticed() -> None:
    assert CardWarning.NAME_PLAIN in parse_card_qr(card(name="NGUYEN VAN AN", address="Cam Tu, Thanh Hoa")).warnings
    assert CardWarning.NAME_PLAIN not in parse_card_qr(card(name="MAI ANH NGA")).warnings


def test_lost_letters_are_noticed() -> None:
    assert parse_card_qr(card(name="Tr??ng Th? Hi?n")).warnings == (CardWarning.LETTERS_LOST,)
    assert parse_card_qr(card(address="C\ufffdm Tú")).warnings == (CardWarning.LETTERS_LOST,)


@pytest.mark.parametrize(
    ("written", "day", "year_only", "warnings"),
    [
        ("14081992", date(1992, 8, 14), False, ()),
        ("14/08/1992", date(1992, 8, 14), False, ()),
        ("4.8.1992", date(1992, 8, 4), False, ()),
        ("29022024", date(2024, 2, 29), False, ()),
        ("01011950", date(1950, 1, 1), False, (CardWarning.NEW_YEAR_BIRTH,)),
        ("1950", date(1950, 1, 1), True, (CardWarning.YEAR_ONLY,)),
        ("00001950", date(1950, 1, 1), True, (CardWarning.YEAR_ONLY,)),
        ("00/00/1950", date(1950, 1, 1), True, (CardWarning.YEAR_ONLY,)),
        ("29022023", None, False, (CardWarning.BIRTH_UNREAD,)),
        ("32131992", None, False, (CardWarning.BIRTH_UNREAD,)),
        ("14080192", None, False, (CardWarning.BIRTH_UNREAD,)),
        ("1492", None, False, (CardWarning.BIRTH_UNREAD,)),
        ("140892", None, False, (CardWarning.BIRTH_UNREAD,)),
        ("", None, False, (CardWarning.BIRTH_UNREAD,)),
    ],
)
def test_births(written: str, day: date | None, year_only: bool, warnings: tuple[CardWarning, ...]) -> None:
    birth = read_birth(written)
    assert (birth.day, birth.year_only, birth.warnings) == (day, year_only, warnings)


def test_a_card_with_only_a_year_of_birth() -> None:
    read = parse_card_qr(card(number="038150004317", birth="1950"))
    assert (read.birth_date, read.year_only) == (date(1950, 1, 1), True)
    assert read.warnings == (CardWarning.YEAR_ONLY,)


def test_a_wrong_date_loses_nothing_else() -> None:
    read = parse_card_qr(card(birth="31021992", issued="99999999"))
    assert (read.birth_date, read.year_only, read.issued_on) == (None, False, None)
    assert (read.full_name, read.sex) == ("Trương Thị Hiền", Sex.FEMALE)
    assert read.warnings == (CardWarning.BIRTH_UNREAD, CardWarning.ISSUED_UNREAD)


def test_contradictions_with_the_number_are_warnings_only() -> None:
    read = parse_card_qr(card(birth="14081993", sex="Nam"))
    assert (read.birth_date, read.sex) == (date(1993, 8, 14), Sex.MALE)
    assert read.warnings == (CardWarning.YEAR_MISMATCH, CardWarning.SEX_MISMATCH)


def test_a_record_holds_what_is_read() -> None:
    read = parse_card_qr(card(address="Thôn Lương Thuận " * 20))
    assert len(read.address) == 200
    assert read.warnings == (CardWarning.ADDRESS_CUT,)


def test_an_unread_sex_is_asked_for() -> None:
    read = parse_card_qr(card(sex="N?"))
    assert (read.sex, read.warnings) == (None, (CardWarning.SEX_UNREAD,))


@pytest.mark.parametrize(
    ("number", "place", "sex", "year"),
    [
        ("001090123456", "001", Sex.MALE, 1990),
        ("038192004317", "038", Sex.FEMALE, 1992),
        ("038201000123", "038", Sex.MALE, 2001),
        ("038301000123", "038", Sex.FEMALE, 2001),
        ("038415000123", "038", Sex.MALE, 2115),
        ("096999000123", "096", Sex.FEMALE, 2399),
    ],
)
def test_what_the_number_says(number: str, place: str, sex: Sex, year: int) -> None:
    facts = number_facts(number)
    assert (facts.place_code, facts.sex, facts.birth_year, facts.place_is_known) == (place, sex, year, True)


@pytest.mark.parametrize(("place", "known"), [("038", True), ("101", True), ("000", False), ("003", False), ("097", False)])
def test_places_of_birth_registration(place: str, known: bool) -> None:
    number = place + "192004317"
    assert number_facts(number).place_is_known is known
    assert (CardWarning.PLACE_UNKNOWN in parse_card_qr(card(number=number)).warnings) is not known


@pytest.mark.parametrize("number", ["", "38192004317", "03819200431", "0381920043170", "03819200431O"])
def test_number_facts_need_twelve_digits(number: str) -> None:
    with pytest.raises(CardError):
        number_facts(number)


@pytest.mark.parametrize(
    ("scanned", "problem"),
    [
        ("", CardProblem.EMPTY),
        (" \r\n\t", CardProblem.EMPTY),
        ("\ufeff", CardProblem.EMPTY),
        ("x" * 2001, CardProblem.TOO_LONG),
        (HIEN * 40, CardProblem.TOO_LONG),
        ("038192004317", CardProblem.NUMBER_ONLY),
        ("038192004317\r\n", CardProblem.NUMBER_ONLY),
        ("38192004317", CardProblem.BAD_NUMBER),
        ("172345678", CardProblem.BAD_NUMBER),
        ("038192004317|172345678|Trương Thị Hi", CardProblem.CUT_SHORT),
        ("038192004317||Trương Thị Hiền|14081992|Nữ", CardProblem.CUT_SHORT),
        (card(number="38192004317"), CardProblem.BAD_NUMBER),
        (card(number=""), CardProblem.BAD_NUMBER),
        (card(number="O38192004317"), CardProblem.BAD_NUMBER),
        (card(name=""), CardProblem.NO_NAME),
        (card(name="..."), CardProblem.NO_NAME),
        (card(name="Hiền " * 20), CardProblem.NO_NAME),
        ("|||||||", CardProblem.BAD_NUMBER),
        ("https://example.vn/a|b|c|d|e|f|g", CardProblem.OTHER_CODE),
        ('{"QID":"038192004317"}', CardProblem.OTHER_CODE),
        ("00020101021138570010A00000072701270006970436", CardProblem.OTHER_CODE),
        ("xin chào", CardProblem.OTHER_CODE),
        (HIEN + "\n" + card(number="038090004318"), CardProblem.TWO_CARDS),
    ],
)
def test_every_bad_scan_has_its_sentence(scanned: str, problem: CardProblem) -> None:
    assert problem_of(scanned) is problem


FORBIDDEN = ("vui lòng", "không hợp lệ", "hệ thống", "bạn", "công dân", "!")


def test_sentences_speak_in_the_voice_of_the_office() -> None:
    for sentence in [*CardProblem, *CardWarning]:
        words = sentence.value.lower()
        assert not any(word in words for word in FORBIDDEN), sentence
        assert words.endswith(".")
        assert not any(letter.isdigit() for letter in words.replace("12 chữ số", "").replace("01/01", "")), sentence


def test_an_error_holds_nothing_of_what_was_scanned() -> None:
    with pytest.raises(CardError) as caught:
        parse_card_qr("038192004317|172345678|Trương Thị Hi")
    held = f"{caught.value!r} {caught.value} {vars(caught.value)} {caught.value.__cause__} {caught.value.__context__}"
    assert "0381" not in held
    assert "Hi" not in held


def test_the_number_and_the_name_stay_out_of_logs() -> None:
    read = parse_card_qr(card(sex="?"))
    assert repr(read) == "CardData(id_number='038 1•• ••• 317', warnings=(SEX_UNREAD))"
    assert f"{read}" == repr(read)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("038192004317", "038 1•• ••• 317"),
        ("038 192 004 317", "038 1•• ••• 317"),
        ("172345678", "••• ••• 678"),
        ("12", "•••"),
        ("", "•••"),
    ],
)
def test_masked_numbers(number: str, masked: str) -> None:
    assert mask_id(number) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("0912555408", "0912 ••• 408"),
        ("0912 555 408", "0912 ••• 408"),
        ("+84912555408", "0912 ••• 408"),
        ("113", "•••"),
        ("", "•••"),
    ],
)
def test_masked_phones(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("name", "masked"), [("Phạm Thị Nga", "Phạm Thị N••••"), ("Y Ê Ban", "Y Ê B••••"), ("An", "A••••"), ("", "••••")]
)
def test_masked_names(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("written", "proper"),
    [
        ("TRƯƠNG THỊ HIỀN", "Trương Thị Hiền"),
        ("ĐOÀN A", "Đoàn A"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("Y Ê Ban", "Y Ê Ban"),
        ("Lê văn Hùng", "Lê văn Hùng"),
        ("A", "A"),
    ],
)
def test_names_are_written_as_people_write_them(written: str, proper: str) -> None:
    assert proper_name(written) == proper


@given(st.text())
def test_any_text_is_read_or_refused_kindly(text: str) -> None:
    try:
        parse_card_qr(text)
    except CardError as error:
        assert str(error) in {problem.value for problem in CardProblem}


@given(st.lists(st.text(max_size=30), min_size=0, max_size=12))
def test_any_fields_after_a_good_number_are_read_or_refused_kindly(fields: list[str]) -> None:
    try:
        read = parse_card_qr("|".join(["038192004317", *fields]))
    except CardError as error:
        assert str(error) in {problem.value for problem in CardProblem}
    else:
        assert read.full_name == read.full_name.strip()
        assert read.full_name
        assert len(read.full_name) <= 80
        assert len(read.address) <= 200
        assert read.birth_date is not None or not read.year_only


@given(st.integers(min_value=0, max_value=10_000))
def test_a_card_that_was_damaged_anywhere_never_breaks_the_counter(seed: int) -> None:
    dice = random.Random(seed)
    letters = list(HIEN)
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(letters))
        letters[place] = dice.choice(["", "|", "?", "\x00", "é", letters[place] * 2])
    try:
        parse_card_qr("".join(letters))
    except CardError as error:
        assert isinstance(error.problem, CardProblem)


@given(
    st.dates(min_value=date(1900, 1, 2), max_value=date(2025, 12, 31)),
    st.sampled_from(list(Sex)),
    st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy", min_size=2, max_size=7).map(str.capitalize),
)
def test_a_card_written_is_the_card_read(born: date, sex: Sex, given_name: str) -> None:
    digit = 2 * ((born.year - 1900) // 100) + (1 if sex is Sex.FEMALE else 0)
    number = f"038{digit}{born.year % 100:02}004317"
    read = parse_card_qr(f"{number}||Lê Thị {given_name}|{born.day:02}{born.month:02}{born.year}|{sex}|Cẩm Tú|15042021")
    assert (read.id_number, read.full_name, read.birth_date, read.sex) == (number, f"Lê Thị {given_name}", born, sex)
    assert CardWarning.YEAR_MISMATCH not in read.warnings
    assert CardWarning.SEX_MISMATCH not in read.warnings
