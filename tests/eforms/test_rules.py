"""Forms as data: what is asked, how it is filled, what is said about it. Days are written as people write them."""

from datetime import date

import pytest

from builders.eforms import BIRTH, MOTHER
from thanthien.eforms import rules
from thanthien.eforms.forms import all_forms, for_procedure, form_of, forms_on
from thanthien.eforms.reading import read_day, read_number, tidy_text
from thanthien.eforms.rules import EformError
from thanthien.people.card import parse_card_qr

TODAY = date(2026, 11, 23)


@pytest.fixture
def birth():
    return form_of(code="khai-sinh")


@pytest.fixture
def wedding():
    return form_of(code="ket-hon")


def check(form, answers, today=TODAY):
    return rules.check(form, answers, today=today)


def keys(form, answers):
    return [one.key for _, fields in rules.shown(form, answers) for one in fields]


def test_every_form_of_the_issue_ships_and_is_read():
    codes = [form.code for form in forms_on(TODAY)]
    assert codes == [
        "khai-sinh", "ket-hon", "khai-tu", "xntthn", "trich-luc", "nhan-cmc", "giam-ho", "cai-chinh", "ct01", "mau12-nd131",
        "mau15-nd151",
    ]  # fmt: skip


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.code)
def test_each_form_says_its_source_and_starts_with_something_to_ask(form):
    assert form.source and form.basis and form.signers and form.procedures
    assert rules.shown(form, {}) and check(form, {}).problems


def test_what_was_not_read_in_the_official_text_is_marked():
    assert {form.code for form in all_forms() if not form.confirmed} == {"ct01", "mau12-nd131", "mau15-nd151"}


def test_a_form_is_found_by_its_procedure_only_while_it_holds():
    assert [form.code for form in for_procedure(procedure="1.001193", on=TODAY)] == ["khai-sinh"]
    assert for_procedure(procedure="1.001193", on=date(2020, 1, 1)) == []
    with pytest.raises(EformError, match="Chọn một mẫu"):
        form_of(code="khai-sinh", version="1990")


def test_a_number_of_twelve_digits_waives_what_the_law_waives(birth):
    assert {"me_noi_cu_tru", "me_dan_toc", "me_quoc_tich"} <= set(keys(birth, {}))
    assert not {"me_noi_cu_tru", "me_dan_toc", "me_quoc_tich"} & set(keys(birth, {"me_so_dinh_danh": "038190000017"}))
    assert "me_noi_cu_tru" in keys(birth, {"me_so_dinh_danh": "03819000001"})


def test_the_father_is_asked_about_once_he_is_named(birth):
    assert "cha_ngay_sinh" not in keys(birth, {}) and "cha_ngay_sinh" in keys(birth, {"cha_ho_ten": "Bùi Văn Hải"})


def test_what_is_hidden_is_not_printed(birth):
    typed = BIRTH | {"me_dan_toc": "Kinh"}
    assert "me_dan_toc" not in rules.to_print(birth, typed) and rules.to_print(birth, typed)["tre_dan_toc"] == "Mường"


def test_a_whole_declaration_has_nothing_to_mend(birth):
    assert check(birth, BIRTH).problems == {} and check(birth, BIRTH).warnings == {}


def test_an_empty_place_says_what_to_do(birth):
    found = check(birth, BIRTH | {"tre_ho_ten": ""})
    assert found.problems == {"tre_ho_ten": "Còn trống ô này. Hỏi người dân rồi điền."}


@pytest.mark.parametrize(
    ("key", "typed", "word"),
    [
        ("tre_ngay_sinh", "32/01/2026", "ngày/tháng/năm"),
        ("tre_ngay_sinh", "2026", "ngày/tháng/năm"),
        ("tre_ngay_sinh", "24/11/2026", "chưa đến"),
        ("me_so_dinh_danh", "12345", "12 chữ số"),
        ("tre_gioi_tinh", "Khác", "câu có sẵn"),
        ("me_ngay_sinh", "05/03/2018", "chưa đến 12 tuổi"),
    ],
)
def test_each_slip_is_said_at_its_field(birth, key, typed, word):
    assert word in check(birth, BIRTH | {key: typed}).problems[key]


def test_only_a_year_of_birth_is_enough_where_the_paper_allows_it(birth):
    assert "me_ngay_sinh" not in check(birth, BIRTH | {"me_ngay_sinh": "1990"}).problems


def test_late_is_said_and_does_not_stop(birth):
    on_time, late = BIRTH | {"tre_ngay_sinh": "24/09/2026"}, BIRTH | {"tre_ngay_sinh": "23/09/2026"}
    assert "tre_ngay_sinh" not in check(birth, on_time).warnings
    assert "quá hạn" in check(birth, late).warnings["tre_ngay_sinh"] and not check(birth, late).problems


def test_the_number_disagrees_with_the_birth(birth):
    found = check(birth, BIRTH | {"me_ngay_sinh": "05/03/1991"})
    assert "sinh năm 1990" in found.warnings["me_so_dinh_danh"] and not found.problems


def test_a_card_of_the_father_in_the_place_of_the_mother(birth):
    assert "nam" in check(birth, BIRTH | {"me_so_dinh_danh": "038088000017"}).problems["me_so_dinh_danh"]


@pytest.mark.parametrize(("key", "day", "good"), [
    ("nam_ngay_sinh", "23/11/2006", True), ("nam_ngay_sinh", "24/11/2006", False),
    ("nu_ngay_sinh", "23/11/2008", True), ("nu_ngay_sinh", "24/11/2008", False),
])  # fmt: skip
def test_twenty_and_eighteen_full_years(wedding, key, day, good):
    assert (key not in check(wedding, {key: day}).problems) is good


def test_a_second_marriage_asks_for_the_paper_that_ended_the_first(wedding):
    assert "nu_lan_thu" not in check(wedding, {"nu_lan_thu": "1"}).warnings
    assert "ly hôn" in check(wedding, {"nu_lan_thu": "2"}).warnings["nu_lan_thu"]


def test_nobody_dies_before_being_born():
    form = form_of(code="khai-tu")
    assert (
        "trước ngày sinh"
        in check(form, {"nc_thoi_gian_chet": "01/01/1950", "nc_ngay_sinh": "1951"}).problems["nc_thoi_gian_chet"]
    )
    assert "nc_thoi_gian_chet" not in check(form, {"nc_thoi_gian_chet": "07:30 20/11/2026", "nc_ngay_sinh": "1951"}).problems


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.code)
def test_whoever_has_a_card_with_a_year_alone_fills_each_date_that_a_card_fills(form):
    """Old people's cards have no day and month of birth."""
    dates = [one.key for one in form.fields if one.kind is rules.Kind.DATE and one.card == "birth"]
    problems = check(form, dict.fromkeys(dates, "1951")).problems
    assert not {key: problems[key] for key in dates if key in problems}


def test_the_head_of_a_household_is_who_declares():
    form = form_of(code="ct01")
    wrong = {"nk_quan_he_chu_ho": "Chủ hộ", "nk_ho_ten": "Bùi Văn Hải", "ch_ho_ten": "Bùi Văn Hà"}
    assert "Chủ hộ" in check(form, wrong).problems["nk_quan_he_chu_ho"]
    right = wrong | {"ch_ho_ten": "bùi văn hải", "nk_so_dinh_danh": "038088000017", "ch_so_dinh_danh": "038088000017"}
    assert "nk_quan_he_chu_ho" not in check(form, right).problems


def test_a_minor_needs_the_word_of_a_parent():
    form = form_of(code="ct01")
    assert "18 tuổi" in check(form, {"nk_ngay_sinh": "24/11/2008"}).problems["yk_cha_me"]
    assert "yk_cha_me" not in check(form, {"nk_ngay_sinh": "23/11/2008"}).problems


def test_the_next_line_of_a_table_comes_with_the_one_before():
    form = form_of(code="ct01")
    assert "tv1_ho_ten" in keys(form, {}) and "tv2_ho_ten" not in keys(form, {}) and "tv1_ngay_sinh" not in keys(form, {})
    assert {"tv1_ngay_sinh", "tv2_ho_ten"} <= set(keys(form, {"tv1_ho_ten": "Bùi Thị Mận"}))


@pytest.mark.parametrize(("whole", "own", "shared", "good"), [
    ("120,5", "100", "20,5", True), ("120,5", "100", "", False), ("120", "", "", True), ("120", "100", "21", False),
])  # fmt: skip
def test_own_and_shared_land_make_the_whole(whole, own, shared, good):
    found = check(form_of(code="mau15-nd151"), {"td_dien_tich": whole, "td_dt_rieng": own, "td_dt_chung": shared})
    assert ("td_dien_tich" not in found.problems) is good


def test_a_card_fills_its_places_of_its_person_only(birth):
    filled = rules.from_card(birth, "me_", parse_card_qr(MOTHER))
    assert filled == {
        "me_ho_ten": "Phạm Thị Nga", "me_ngay_sinh": "05/03/1990", "me_so_dinh_danh": "038190000017",
        "me_giay_to": "Căn cước số 038190000017, cấp ngày 15/04/2021", "me_noi_cu_tru": "Thôn Ngọc, Cẩm Tú, Thanh Hóa",
    }  # fmt: skip


def test_earlier_answers_fill_another_form_without_relations(birth, wedding):
    told = rules.told_by(birth, BIRTH)["038190000017"]
    assert "quan_he" not in told and "noi_sinh" not in told
    filled = rules.from_earlier(wedding, "nu_", told=told)
    assert filled["nu_ho_ten"] == "Phạm Thị Nga" and filled["nu_ngay_sinh"] == "05/03/1990"


def test_what_was_typed_is_never_overwritten():
    assert rules.merged({"a": "1", "b": ""}, [{"a": "2", "b": "3"}, {"b": "4", "c": "5"}]) == {"a": "1", "b": "3", "c": "5"}


def test_what_is_typed_is_put_right_and_strangers_are_left_out(birth):
    typed = {"tre_ho_ten": "  Phạm\u202e Gia  Bảo ", "me_so_dinh_danh": "038 190 000 017", "khac": "x", "ban_sao": ""}
    assert rules.tidy(birth, typed) == {"tre_ho_ten": "Phạm Gia Bảo", "me_so_dinh_danh": "038190000017"}
    assert len(rules.tidy(birth, {"tre_ho_ten": "a" * 900})["tre_ho_ten"]) == rules.LONGEST


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("05/03/1990", date(1990, 3, 5)),
        ("5-3-1990", date(1990, 3, 5)),
        ("07:30 05/03/1990", date(1990, 3, 5)),
        ("1990", date(1990, 1, 1)),
    ],
)
def test_days_as_people_write_them(text, first):
    assert read_day(text).first == first


@pytest.mark.parametrize("text", ["", "hôm qua", "31/02/2026", "05/03/90", "1790", "0001"])
def test_what_is_no_day(text):
    assert read_day(text) is None


def test_numbers_and_lines():
    assert read_number("038.190 000-017") == "038190000017" and read_number("không nhớ") == "không nhớ"
    assert tidy_text("một \n hai", lines=True) == "một\nhai" and tidy_text("một \n hai") == "một hai"
