"""Faces that differ, numbers as they are set and said, drawings that always exist."""

from itertools import combinations

import pytest
from django.test import RequestFactory
from django_cotton import render_component

from thanthien.doors.templatetags import drawings
from thanthien.people.models import Officer


def drawn(officer: Officer) -> str:
    return render_component(RequestFactory().get("/"), "avatar", {"officer": officer})


def test_officers_without_a_chosen_look_differ_and_stay_the_same():
    logins = ["lan.qt", "mai.tt", "hong.ct", "hanh.lt", "ha.btt", "oanh.tt", "bich.lt", "man.ct"]
    faces = [drawings.face(Officer(login=login, name="Quách Thị Lan")) for login in logins]
    assert all(one != other for one, other in combinations(faces, 2))
    assert drawings.face(Officer(login="lan.qt", name="Quách Thị Lan")) == faces[0]


def test_a_chosen_look_is_drawn():
    officer = Officer(
        login="tuan", name="Hà Minh Tuấn", avatar={"title": "Anh", "hair": "crew", "shirt": "police", "glasses": True}
    )
    svg = drawn(officer)
    assert 'aria-label="Ảnh vẽ Hà Minh Tuấn"' in svg
    assert "#4f7a55" in svg and svg.count('r="6.5"') == 2  # the green shirt, two glasses


def test_an_unknown_look_cannot_break_out_of_the_drawing():
    officer = Officer(
        login="x", name='"><script>', avatar={"ground": '"/><script>alert(1)</script>', "hair": "mohawk", "skin": "red"}
    )
    svg = drawn(officer)
    assert "<script" not in svg
    assert drawings.face(officer)["ground"] in drawings.GROUNDS


@pytest.mark.parametrize(
    ("name", "said", "title"),
    [
        ("Quách Thị Lan", {}, "Chị"), ("Bùi Văn Định", {}, "Anh"), ("Hà Minh Tuấn", {}, "Cán bộ"),
        ("Hà Minh Tuấn", {"title": "Anh"}, "Anh"), ("Cao Văn Thị", {"title": "Bạn"}, "Anh"),
    ],
)  # fmt: skip
def test_how_an_officer_is_called(name, said, title):
    assert drawings.called(Officer(login="x", name=name, avatar=said)) == title


@pytest.mark.parametrize(
    ("label", "letters", "digits", "spoken"),
    [
        ("A024", "A", "024", "A không hai bốn"),
        ("K1003", "K", "1003", "K một không không ba"),
        ("AB007", "AB", "007", "AB không không bảy"),
    ],
)
def test_a_number_is_set_and_said(label, letters, digits, spoken):
    assert (drawings.letters(label), drawings.digits(label), drawings.spoken(label)) == (letters, digits, spoken)
    assert drawings.spaced(label) == f"{letters}\u00a0{digits}"


def test_short_words_of_a_list_are_not_broken_and_markup_is_escaped():
    shown = drawings.unbroken("Thường trú, tạm trú, <b>giấy tờ dài hơn một cột</b>")
    assert '<i class="nb">tạm trú</i>' in shown
    assert "&lt;b&gt;" in shown and "<b>" not in shown


@pytest.mark.parametrize("name", ["stamp", "hand", "no-such-drawing", "../../secret"])
def test_every_pictogram_has_a_drawing(name):
    svg = render_component(RequestFactory().get("/"), "icon", {"name": name}).strip()
    assert svg.startswith("<svg") and 'class="l"' in svg


def test_an_unknown_land_falls_back_to_the_hills():
    assert drawings.land_path("nowhere") == drawings.land_path("muong")
    assert drawings.land_path("delta") == "parts/scenery/delta.svg"
    assert drawings.band("nowhere") == "muong"
