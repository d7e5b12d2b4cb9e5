"""The country's units, compared entry by entry with a package of the same facts (a check here, never a dependency)."""

import unicodedata
from collections import Counter

import pytest
from vietnam_provinces import Province, Ward

from thanthien.people.reference import UnitKind, UnitRow, read_units

KIND_IN_PACKAGE = {
    "tỉnh": UnitKind.PROVINCE,
    "thành phố trung ương": UnitKind.CITY,
    "xã": UnitKind.COMMUNE,
    "phường": UnitKind.WARD,
    "đặc khu": UnitKind.SPECIAL_ZONE,
}


@pytest.fixture(scope="module")
def units() -> dict[str, UnitRow]:
    return {unit.code: unit for unit in read_units()}


def test_the_counts_are_those_of_the_decision(units: dict[str, UnitRow]) -> None:
    kinds = Counter(unit.kind for unit in units.values())
    assert kinds == {
        UnitKind.PROVINCE: 28,
        UnitKind.CITY: 6,
        UnitKind.COMMUNE: 2621,
        UnitKind.WARD: 687,
        UnitKind.SPECIAL_ZONE: 13,
    }
    assert len(units) == len(list(read_units())) == 34 + 3321


def test_every_province_is_the_one_of_the_package(units: dict[str, UnitRow]) -> None:
    ours = {(unit.code, unit.name.removeprefix("Tỉnh "), unit.kind) for unit in units.values() if unit.is_province}
    theirs = {(f"{row.code.value:02}", row.name, KIND_IN_PACKAGE[row.division_type.value]) for row in Province.iter_all()}
    assert ours == theirs


def test_every_commune_is_the_one_of_the_package(units: dict[str, UnitRow]) -> None:
    ours = {(unit.code, unit.name, unit.kind, unit.province_code) for unit in units.values() if not unit.is_province}
    theirs = set()
    for row in Ward.iter_all():
        name = " ".join(row.name.split())  # the package writes ten names with two spaces after the kind
        theirs.add((f"{row.code.value:05}", name, KIND_IN_PACKAGE[row.division_type.value], f"{row.province_code.value:02}"))
    assert ours == theirs


def test_a_province_comes_before_its_communes(units: dict[str, UnitRow]) -> None:
    seen: set[str] = set()
    for unit in units.values():
        assert unit.is_province or unit.province_code in seen, unit
        if unit.is_province:
            assert unit.province_code == ""
            seen.add(unit.code)


def test_names_carry_their_kind_in_composed_letters(units: dict[str, UnitRow]) -> None:
    prefix = {
        UnitKind.PROVINCE: "Tỉnh ",
        UnitKind.CITY: "Thành phố ",
        UnitKind.COMMUNE: "Xã ",
        UnitKind.WARD: "Phường ",
        UnitKind.SPECIAL_ZONE: "Đặc khu ",
    }
    for unit in units.values():
        assert unit.name.startswith(prefix[unit.kind]), unit
        assert unit.name == unicodedata.normalize("NFC", " ".join(unit.name.split()))
        assert len(unit.code) == (2 if unit.is_province else 5)
        assert unit.code.isdigit()


def test_xa_cam_tu(units: dict[str, UnitRow]) -> None:
    assert units["15148"] == UnitRow("15148", "Xã Cẩm Tú", UnitKind.COMMUNE, "38")
    assert units["38"] == UnitRow("38", "Tỉnh Thanh Hóa", UnitKind.PROVINCE, "")


def test_no_name_is_used_twice_in_one_province(units: dict[str, UnitRow]) -> None:
    twice = [key for key, count in Counter((unit.province_code, unit.name) for unit in units.values()).items() if count > 1]
    assert twice == []
