"""`Xem hồ sơ` at the kiosk: typed or scanned, no name on the glass, no code in an address, guessing is slowed."""

import pytest

from builders.dossiers import add_officers, load_small_catalogue, ready, received
from thanthien.doors.parts import throttle
from thanthien.dossiers import actions


@pytest.fixture
def known(hall):
    load_small_catalogue()
    return received(hall.office)


def look(hall, code):
    return hall.kiosk.post(f"/sanh/{hall.unit}/xem-ho-so", {"code": code})


def test_the_kiosk_has_the_button(hall):
    page = hall.kiosk.get(f"/sanh/{hall.unit}/lay-so").content.decode()
    assert f'href="/sanh/{hall.unit}/xem-ho-so"' in page
    assert "Hồ sơ của ông/bà đến đâu rồi?" in hall.kiosk.get(f"/sanh/{hall.unit}/xem-ho-so").content.decode()


@pytest.mark.thread("opencps-v2#1234")
@pytest.mark.parametrize("written", ["{}", " {} ", "http://may-tinh/t/{}", "https://motcua.example.vn/t/{}/"])
def test_the_state_stands_on_the_glass_without_a_name(hall, known, written):
    answer = look(hall, written.format(known.tracking_code))
    page = answer.content.decode()
    assert answer.status_code == 200 and "Đang làm, còn trong hẹn" in page and "Bà con không phải làm gì thêm" in page
    assert known.applicant.name not in page and known.tracking_code not in page and known.code not in page


def test_each_state_has_its_headline(hall, known):
    def title():
        return hall.kiosk.post(f"/sanh/{hall.unit}/xem-ho-so", {"code": known.tracking_code}).context["told"].title

    hall.later(days=20)
    assert title() == "Xã xin lỗi, hồ sơ đã quá ngày hẹn"
    assert 'class="k-told is-late"' in look(hall, known.tracking_code).content.decode()


def test_a_ready_result_says_where_to_go(hall, known):
    ready(hall.office, known, at=hall.at, others=add_officers(hall.office))
    page = look(hall, known.tracking_code).content.decode()
    assert "Mời ông/bà đến nhận" in page and "Trả kết quả" in page


def test_an_annulled_one_is_sent_to_the_guide(hall, known):
    actions.withdraw(dossier=known, reason="Bà con không làm nữa.", by=hall.office.actor(hall.office.hanh), at=hall.at)
    assert look(hall, known.tracking_code).context["told"].title == "Không còn xử lý"


def test_a_wrong_code_says_so_and_keeps_what_was_typed(hall, known):
    answer = look(hall, "KHONGCO12345")
    assert answer.status_code == 422 and "Chưa thấy hồ sơ mang mã này" in answer.content.decode()
    assert 'value="KHONGCO12345"' in answer.content.decode()
    assert look(hall, known.code).status_code == 422, "the number of the dossier can be guessed and opens nothing"


def test_guessing_is_slowed(hall, known):
    for _ in range(throttle.MISSES):
        look(hall, "KHONGCO12345")
    answer = look(hall, known.tracking_code)
    assert answer.status_code == 422 and "Mời ông/bà gặp bàn hướng dẫn" in answer.content.decode()


def test_only_a_kiosk_shows_it(hall, known, client):
    assert client.post(f"/sanh/{hall.unit}/xem-ho-so", {"code": known.tracking_code}).status_code in (302, 403)


def test_at_home_the_same_words_stand(hall, known, client):
    told = look(hall, known.tracking_code).context
    home = client.get(f"/t/{known.tracking_code}").content.decode()
    assert str(told["told"].title) in home and str(told["next"]) in home
