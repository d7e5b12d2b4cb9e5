"""Devices: six digits to enrol one, who is silent, moving, shutting out with a way back."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from builders.playing import logged_in
from thanthien.people import actions as people
from thanthien.people.models import Device
from thanthien.people.rules import DeviceKind
from thanthien.shared.actor import system

LIST = "/quan-tri/thiet-bi"


def page(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def kiosk(administration) -> Device:
    return people.add_device(
        unit=administration.unit, kind=DeviceKind.KIOSK, code="kiosk-1", name="Máy cửa chính", by=system(administration.unit),
        at=administration.office.at,
    )  # fmt: skip


def digits_of(answer) -> str:
    return "".join(re.findall(r"<i>(\d{3})</i>", page(answer)))


def enrolled(administration, device: Device) -> tuple[str, Client]:
    """The digits of a device and the browser that typed them."""
    browser = Client()
    digits = digits_of(administration.admin.post(f"{LIST}/{device.pk}/ma"))
    assert browser.post("/sanh/thiet-bi", {"digits": digits}).status_code == 302
    return digits, browser


def test_pages_are_the_administrators_and_another_communes_device_is_not_there(administration, kiosk):
    for path in (LIST, f"{LIST}/them", f"{LIST}/{kiosk.pk}", f"{LIST}/{kiosk.pk}/cho"):
        assert administration.admin.get(path).status_code == 200, path
        assert administration.colleague.get(path).status_code == 403, path
    for path in (f"{LIST}/{kiosk.pk}", f"{LIST}/{kiosk.pk}/cho"):
        assert administration.stranger.get(path).status_code == 404, path
    for act in ("", "/ma", "/thu-hoi", "/bo"):
        assert administration.stranger.post(f"{LIST}/{kiosk.pk}{act}", {"name": "x", "counter": ""}).status_code == 404, act
    assert Device.objects.get(pk=kiosk.pk).enrol_digest == ""


def test_an_empty_list_says_what_a_hall_needs(administration):
    assert "một máy lấy số và một màn hình" in page(administration.admin.get(LIST))


def test_a_device_is_added_and_its_digits_enrol_it(administration):
    answer = administration.admin.post(f"{LIST}/them", {"kind": "kiosk", "name": "", "counter": ""})
    made = Device.objects.get(unit_id=administration.unit)
    assert (made.code, made.name) == ("kiosk-1", "Máy lấy số 1")
    assert "/sanh/thiet-bi" in page(answer)
    assert 'data-test="enrolled"' not in page(administration.admin.get(f"{LIST}/{made.pk}/cho"))
    browser = Client()
    assert browser.post("/sanh/thiet-bi", {"digits": digits_of(answer)}).url == f"/sanh/{administration.unit}/lay-so"
    assert 'data-test="enrolled"' in page(administration.admin.get(f"{LIST}/{made.pk}/cho"))


def test_the_address_at_the_machine_itself_is_one_that_others_reach(administration, kiosk, settings):
    settings.PUBLIC_ADDRESS = "https://motcua.truonglongtay.vn"
    answer = administration.admin.post(f"{LIST}/{kiosk.pk}/ma")
    assert answer.context["short"] == "motcua.truonglongtay.vn/sanh/thiet-bi"


def test_digits_are_kept_nowhere(administration, kiosk):
    from thanthien.journal.models import Answer, Entry

    digits = digits_of(administration.admin.post(f"{LIST}/{kiosk.pk}/ma", {"once": "c" * 32}))
    assert len(digits) == 6
    assert not Answer.objects.filter(result__icontains=digits).exists()
    assert not Entry.objects.filter(body__contains=digits).exists()
    assert digits not in page(administration.admin.get(LIST))


def test_old_digits_say_so(administration, kiosk):
    administration.admin.post(f"{LIST}/{kiosk.pk}/ma")
    with time_machine.travel(administration.office.at + timedelta(minutes=11), tick=False):
        assert "Mã đã hết hạn." in page(administration.admin.get(f"{LIST}/{kiosk.pk}/cho"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"kind": ""}, "Chọn loại máy."),
        ({"kind": "toaster"}, "Chọn một mục"),
        ({"kind": "tablet"}, "Chọn quầy cho máy chấm điểm."),
    ],
)
def test_a_wrong_device_makes_nothing(administration, typed, sentence):
    answer = administration.admin.post(f"{LIST}/them", {"name": "Máy góc", "counter": ""} | typed)
    assert answer.status_code == 422 and sentence in page(answer) and 'value="Máy góc"' in page(answer)
    assert not Device.objects.exists()


def test_a_tablet_moves_to_another_counter(administration):
    one, two = administration.office.counters[:2]
    tablet = people.add_device(
        unit=administration.unit, kind=DeviceKind.TABLET, code="tablet-1", name="Máy quầy 1", counter=one,
        by=system(administration.unit), at=administration.office.at,
    )  # fmt: skip
    administration.admin.post(f"{LIST}/{tablet.pk}", {"name": "Máy quầy 2", "counter": two.pk})
    tablet.refresh_from_db()
    assert (tablet.name, tablet.counter_id) == ("Máy quầy 2", two.pk)
    answer = administration.admin.post(f"{LIST}/{tablet.pk}", {"name": "Máy", "counter": ""})
    assert answer.status_code == 422 and "phải đặt ở một quầy" in page(answer)


@pytest.mark.parametrize(
    ("silent_for", "state", "words"),
    [
        (timedelta(seconds=110), "ok", "Đang chạy"), (timedelta(minutes=3), "late", "Im từ 08:30"),
        (timedelta(days=2), "late", "Im từ 08:30 ngày 23/11"),
    ],
)  # fmt: skip
def test_a_silent_device_is_told_with_its_hour(administration, kiosk, silent_for, state, words):
    _, browser = enrolled(administration, kiosk)
    browser.get(f"/sanh/{administration.unit}/lay-so")
    with time_machine.travel(administration.office.at + silent_for, tick=False):
        answer = logged_in(administration.an).get(LIST, HTTP_HX_REQUEST="true")
    text = page(answer)
    assert f'data-test="device-kiosk-1" data-state="{state}"' in text and words in text
    assert "<html" not in text


def test_a_device_that_was_never_enrolled_is_told(administration, kiosk):
    assert "Chưa ghép" in page(administration.admin.get(LIST))


def test_a_device_shut_out_opens_nothing_and_comes_back_by_a_new_code(administration, kiosk):
    _, browser = enrolled(administration, kiosk)
    answer = administration.admin.post(f"{LIST}/{kiosk.pk}/thu-hoi", follow=True)
    assert "Đã thu hồi Máy cửa chính." in page(answer) and f'action="{LIST}/{kiosk.pk}/ma"' in page(answer)
    assert browser.get(f"/sanh/{administration.unit}/lay-so").status_code == 302
    digits = digits_of(administration.admin.post(f"{LIST}/{kiosk.pk}/ma"))
    assert browser.post("/sanh/thiet-bi", {"digits": digits}).status_code == 302
    assert browser.get(f"/sanh/{administration.unit}/lay-so").status_code == 200


def test_a_device_never_enrolled_goes_and_comes_back_the_same(administration, kiosk):
    answer = administration.admin.post(f"{LIST}/{kiosk.pk}/bo", follow=True)
    assert not Device.objects.exists()
    again = re.search(r'action="(/quan-tri/thiet-bi/co-lai\?k=[^"]+)"', page(answer))[1]
    administration.admin.post(again)
    back = Device.objects.get()
    assert (back.code, back.name, back.kind) == ("kiosk-1", "Máy cửa chính", "kiosk")
    assert administration.admin.post("/quan-tri/thiet-bi/co-lai?k=made-up").status_code == 404


def test_a_device_that_ran_is_not_taken_off_the_book(administration, kiosk):
    enrolled(administration, kiosk)
    assert "đã từng chạy" in page(administration.admin.post(f"{LIST}/{kiosk.pk}/bo", follow=True))
    assert Device.objects.filter(pk=kiosk.pk).exists()


def test_the_list_leaves_as_a_file_and_takes_one_query_for_its_rows(administration, kiosk):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        administration.admin.get(LIST)  # what seldom changes is kept from then on
        with CaptureQueriesContext(connection) as captured:
            administration.admin.get(LIST)
        return len(captured)

    one = queries()
    for number in (2, 3):
        people.add_device(
            unit=administration.unit, kind=DeviceKind.DISPLAY, code=f"display-{number}", name="=1+1",
            by=system(administration.unit), at=administration.office.at,
        )  # fmt: skip
    assert queries() == one
    text = administration.admin.get(LIST + "?xuat=csv").content.decode("utf-8-sig")
    assert "Máy cửa chính" in text and "\n=1+1" not in text
