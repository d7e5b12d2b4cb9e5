"""Enrolling with six digits, and officers' photos."""

import pytest
from django.test import Client

from thanthien.doors.parts.devices import COOKIE
from thanthien.people import actions as people
from thanthien.people.models import Officer
from thanthien.people.rules import DeviceKind
from thanthien.shared.actor import system


def code_for(hall, kind: str, **more) -> str:
    root = system(hall.unit)
    device = people.add_device(unit=hall.unit, kind=kind, code=f"{kind}-9", name=kind, by=root, at=hall.at, **more)
    return people.issue_enrol_code(device=device, by=root, at=hall.at)


@pytest.mark.parametrize(
    ("kind", "page"), [(DeviceKind.KIOSK, "lay-so"), (DeviceKind.DISPLAY, "man-hinh"), (DeviceKind.TABLET, "cham-diem/2")]
)
def test_six_digits_bring_a_device_to_its_page(hall, kind, page):
    digits = code_for(hall, kind, counter=hall.office.counters[1] if kind == DeviceKind.TABLET else None)
    browser = Client()
    answer = browser.post("/sanh/thiet-bi", {"digits": f"{digits[:3]} {digits[3:]}"})
    assert answer["Location"] == f"/sanh/{hall.unit}/{page}"
    assert browser.cookies[COOKIE + kind]["httponly"]
    assert browser.get(answer["Location"]).status_code == 200


def test_a_wrong_code_keeps_what_was_typed_and_says_what_to_do(hall):
    answer = Client().post("/sanh/thiet-bi", {"digits": "123456"})
    text = answer.content.decode()
    assert answer.status_code == 422 and 'value="123456"' in text and "Xin quản trị cấp mã mới" in text


def test_an_old_code_is_not_taken(hall):
    digits = code_for(hall, DeviceKind.KIOSK)
    hall.later(minutes=11)
    assert Client().post("/sanh/thiet-bi", {"digits": digits}).status_code == 422


def test_codes_cannot_be_tried_without_end(hall):
    digits = code_for(hall, DeviceKind.KIOSK)
    guesser = Client()
    for number in range(10):
        guesser.post("/sanh/thiet-bi", {"digits": f"{number:06d}"})
    answer = guesser.post("/sanh/thiet-bi", {"digits": digits})
    assert answer.status_code == 429 and "Chờ 10 phút" in answer.content.decode()


def with_photo(hall, name: str) -> Officer:
    people_officer = hall.office.hanh
    return people.add_officer(
        unit=people_officer.unit_id, login="anh", name="Quách Thị Ảnh", photo=name, by=system(hall.unit), at=hall.at
    )


def test_a_photo_is_shown_and_stands_in_for_the_drawing(hall, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "anh.jpg").write_bytes(b"\xff\xd8picture")
    officer = with_photo(hall, "anh.jpg")
    people.open_counter(counter=hall.office.counters[2], officer=officer, by=hall.office.actor(officer), at=hall.at)
    assert b"".join(Client().get("/anh-can-bo/anh").streaming_content) == b"\xff\xd8picture"
    text = hall.display.get(f"/sanh/{hall.unit}/man-hinh").content.decode()
    assert 'src="/anh-can-bo/anh?anh.jpg" alt="Ảnh Quách Thị Ảnh"' in text


@pytest.mark.parametrize("name", ["../keys/django.key", "/etc/passwd", "gone.jpg", "."])
def test_nothing_outside_the_folder_of_photos_is_given(hall, settings, tmp_path, name):
    settings.MEDIA_ROOT = tmp_path / "files"
    (tmp_path / "files").mkdir()
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "django.key").write_text("secret")
    with_photo(hall, name)
    assert Client().get("/anh-can-bo/anh").status_code == 404


def test_an_officer_without_a_photo_has_none_to_give(hall):
    assert Client().get("/anh-can-bo/hanh").status_code == 404
    assert Client().get("/anh-can-bo/nobody").status_code == 404
