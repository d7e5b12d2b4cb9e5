"""Pure rules of people: what stands under what, mergers, logins."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thanthien.people.rules import (
    ABSENCE_NAMES,
    DEVICE_NAMES,
    KIND_NAMES,
    LOGIN_LETTERS,
    PARTS,
    RANK_NAMES,
    ROLE_NAMES,
    AbsenceKind,
    DeviceKind,
    InUse,
    Merging,
    PeopleError,
    Rank,
    Role,
    UnitKind,
    check_days,
    check_login,
    check_merge,
    check_place,
    login_of,
)

K = UnitKind
EVE, DAY = date(2026, 12, 31), date(2027, 1, 1)


@pytest.mark.parametrize(
    ("names", "words"),
    [(ROLE_NAMES, Role), (RANK_NAMES, Rank), (KIND_NAMES, UnitKind), (ABSENCE_NAMES, AbsenceKind), (DEVICE_NAMES, DeviceKind)],
)
def test_every_word_has_a_name_of_its_own(names, words):
    assert set(names) == set(words)
    assert len(set(map(str, names.values()))) == len(names)


@pytest.mark.parametrize(
    ("kind", "parent", "fits"),
    [
        (K.COUNTRY, None, True),
        (K.PROVINCE, K.COUNTRY, True),
        (K.PROVINCE, K.PROVINCE, False),
        (K.DISTRICT, K.PROVINCE, True),
        (K.COMMUNE, K.DISTRICT, True),
        (K.COMMUNE, K.PROVINCE, True),
        (K.WARD, K.CITY, True),
        (K.SPECIAL_ZONE, K.PROVINCE, True),
        (K.COMMUNE, K.COMMUNE, False),
        (K.COMMUNE, None, False),
        (K.HAMLET, K.COMMUNE, True),
        (K.HAMLET, K.WARD, True),
        (K.HAMLET, K.PROVINCE, False),
        (K.HAMLET, K.HAMLET, False),
        (K.POLICE, K.COMMUNE, True),
        (K.POLICE, K.PROVINCE, True),
        (K.OFFICE, K.COMMUNE, True),
        (K.OFFICE, K.OFFICE, True),
        (K.MASS_ORG, K.COMMUNE, True),
        (K.MASS_ORG, K.HAMLET, False),
        (K.PARTY, None, False),
    ],
)
def test_what_may_stand_under_what(kind, parent, fits):
    if fits:
        check_place(kind=kind, parent=parent)
        return
    with pytest.raises(PeopleError, match="đứng dưới"):
        check_place(kind=kind, parent=parent)


def test_every_kind_but_the_country_has_a_place():
    for kind in UnitKind:
        places = [parent for parent in UnitKind if _fits(kind, parent)]
        assert bool(places) == (kind != K.COUNTRY), kind
        assert kind not in PARTS or K.COMMUNE in places


def _fits(kind: UnitKind, parent: UnitKind) -> bool:
    try:
        check_place(kind=kind, parent=parent)
    except PeopleError:
        return False
    return True


CAM_TU = Merging("15148", "Xã Cẩm Tú", K.COMMUNE)
CAM_THACH = Merging("15151", "Xã Cẩm Thạch", K.COMMUNE)
CITY = Merging("92", "Thành phố Cần Thơ", K.CITY)
WARD = Merging("20001", "Phường Mới", K.WARD)


@pytest.mark.parametrize(
    ("units", "into", "said"),
    [
        ([CAM_TU], CAM_THACH, ""),
        ([CAM_TU, CAM_THACH], WARD, ""),
        ([CAM_TU], Merging("1", "Xã Mới", K.COMMUNE, valid_from=DAY), ""),
        ([], CAM_THACH, "Chưa chọn"),
        ([CAM_TU, CAM_THACH], CAM_THACH, "không thể vừa"),
        ([CAM_TU], CITY, "khác cấp"),
        ([Merging("1", "Thôn Một", K.HAMLET)], CAM_THACH, "khác cấp"),
        ([Merging("1", "Xã Cũ", K.COMMUNE, valid_to=EVE)], CAM_THACH, "đã thôi"),
        ([Merging("1", "Xã Cũ", K.COMMUNE, merged=True)], CAM_THACH, "đã thôi"),
        ([Merging("1", "Xã Sau", K.COMMUNE, valid_from=DAY)], CAM_THACH, "chưa hoạt động"),
        ([CAM_TU], Merging("1", "Xã Cũ", K.COMMUNE, valid_to=EVE), "kế tục khác"),
        ([CAM_TU], Merging("1", "Xã Cũ", K.COMMUNE, merged=True), "kế tục khác"),
        ([CAM_TU], Merging("1", "Xã Sau", K.COMMUNE, valid_from=date(2027, 1, 2)), "sau ngày sáp nhập"),
    ],
)
def test_mergers_that_make_sense_and_those_that_do_not(units, into, said):
    if not said:
        check_merge(units=units, into=into, on=DAY)
        return
    with pytest.raises(PeopleError, match=said):
        check_merge(units=units, into=into, on=DAY)


@pytest.mark.parametrize("login", ["lan.qt", "an", "a", "ha-2", "nguyen_van", "x" * LOGIN_LETTERS])
def test_logins(login):
    assert check_login(login) == login


@pytest.mark.parametrize(
    "login", ["", "Lan", "lan qt", ".lan", "lan.", "hạnh", "lan@xa", "a~b", "a:b", "x" * (LOGIN_LETTERS + 1)]
)
def test_what_is_no_login(login):
    with pytest.raises(PeopleError, match="lan.qt"):
        check_login(login)


@pytest.mark.parametrize(
    ("name", "login"),
    [
        ("Quách Thị Lan", "lan.qt"),
        ("Đỗ Văn Ươm", "uom.dv"),
        ("Y Ê Ban", "ban.ye"),
        ("Lan", "lan"),
        ("", ""),
        ("H'Wing Niê", "nie.hw"),
    ],
)
def test_the_usual_login_of_a_name(name, login):
    assert login_of(name) == login


@given(st.text(alphabet=st.characters(categories=["L", "Zs"]), max_size=60))
def test_the_usual_login_can_always_be_used(name):
    login = login_of(name)
    assert login == "" or check_login(login) == login


def test_the_actor_with_two_of_the_longest_logins_fits_the_journal():
    from thanthien.journal.models import Entry

    assert len(f"officer:{'x' * LOGIN_LETTERS}~{'y' * LOGIN_LETTERS}") <= Entry._meta.get_field("actor").max_length


def test_an_end_before_its_start():
    check_days(DAY, DAY)
    check_days(DAY, None)
    with pytest.raises(PeopleError, match="31/12/2026 đứng trước ngày bắt đầu 01/01/2027"):
        check_days(DAY, EVE)


def test_what_is_in_use_says_every_place():
    error = InUse("Chưa bỏ được quầy 3.", ["thiết bị A", "việc Hộ tịch ở sảnh"])
    assert error.places == ("thiết bị A", "việc Hộ tịch ở sảnh")
    assert str(error) == "Chưa bỏ được quầy 3. Còn dùng ở: thiết bị A; việc Hộ tịch ở sảnh."
