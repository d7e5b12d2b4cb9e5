"""The counter screen: who may sit, who is called, where people are sent on to; a double key is one act."""

import pytest
from django.test import Client

from builders.desk import HTMX, logged_in, once_of
from thanthien.people import actions as people
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import system

PAGES = ("/quay/", "/tra-ket-qua/", "/viec/")


@pytest.mark.parametrize("path", PAGES)
def test_nobody_sees_a_page_without_a_login(desk, path):
    answer = Client().get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap?next=")


def test_a_specialist_is_told_kindly_that_the_counter_is_not_theirs(desk):
    answer = logged_in(desk.office.ha).get("/quay/")
    assert answer.status_code == 403
    assert "Trang này dành cho: Một cửa, Công an xã" in answer.content.decode()


def test_the_owner_of_a_counter_sees_it_and_a_stranger_sees_only_the_counters_of_their_own_commune(desk):
    mine = desk.hanh.get("/quay/").content.decode()
    assert "Quầy 1" in mine and 'data-test="queue"' in mine
    theirs = desk.stranger.get("/quay/").content.decode()
    assert 'data-test="choose"' in theirs and "Xã chưa khai báo quầy nào" in theirs


def test_an_empty_hall_says_so_and_what_comes_next(desk):
    page = desk.hanh.get("/quay/").content.decode()
    assert "Chưa có ai chờ" in page and "0 người chờ" in page
    assert "Chưa có ai lấy số. Có người, số của họ hiện bên trái ngay." in page


def test_a_counter_is_chosen_and_a_taken_one_is_refused_with_the_name(desk):
    third = logged_in(desk.others["police"])
    page = third.get("/quay/").content.decode()
    assert 'data-test="counter-3"' in page and "Lê Thị Hạnh đang ngồi" in page and 'data-test="counter-1"' not in page
    refused = third.post("/quay/mo", {"counter": desk.office.counters[0].pk})
    assert refused.status_code == 422
    assert "Quầy 1 đang có Lê Thị Hạnh ngồi" in refused.content.decode()
    assert third.post("/quay/mo", {"counter": desk.office.counters[2].pk})["Location"] == "/quay/"
    assert 'data-test="queue"' in third.get("/quay/").content.decode()


def test_a_counter_of_another_commune_is_not_there(desk):
    assert desk.stranger.post("/quay/mo", {"counter": desk.office.counters[2].pk}).status_code == 404
    assert desk.stranger.post("/quay/mo", {"counter": "x1"}).status_code == 404


def test_the_line_stands_in_calling_order_with_the_time_waited(desk):
    desk.take()
    desk.later(minutes=16)
    desk.take(priority="age")
    page = desk.hanh.get("/quay/").content.decode()
    assert page.index('data-label="A002"') < page.index('data-label="A001"')
    assert "Ưu tiên · Từ 75 tuổi" in page
    assert "16 ph" in page and "lâu nhất" in page
    assert "Gọi A002<small>ưu tiên · từ 75 tuổi · hộ tịch</small>" in page


def test_f2_pressed_twice_calls_one(desk):
    desk.take()
    desk.take()
    once = once_of(desk.hanh.get("/quay/"))
    answers = [desk.post("/quay/goi", {"once": once}) for _ in range(2)]
    assert all("Đã gọi A001" in answer.content.decode() for answer in answers)
    assert Ticket.objects.filter(state="called").count() == 1
    assert Ticket.objects.get(number=2).state == "waiting"


def test_a_call_is_taken_back_within_ten_seconds_and_not_after(desk):
    desk.call()
    assert desk.post("/quay/rut-goi").status_code == 200
    assert Ticket.objects.get().state == "waiting"
    desk.post("/quay/goi", {"once": "b" * 32})
    desk.later(seconds=30)
    late = desk.post("/quay/rut-goi")
    assert late.status_code == 422
    assert "Đã quá 10 giây" in late.content.decode()
    assert late["HX-Reswap"] == "none"
    assert Ticket.objects.get().state == "called"


def test_f2_with_nobody_waiting_ends_the_present_one(desk):
    desk.call()
    page = desk.hanh.get("/quay/").content.decode()
    assert "Xong A001" in page
    answer = desk.post("/quay/goi", {"once": "c" * 32})
    assert "Chưa có ai chờ quầy này." in answer.content.decode()
    assert Ticket.objects.get().state == "done"


def test_recall_absent_and_back_to_the_old_place(desk):
    ticket = desk.call()
    assert desk.post("/quay/goi-lai").status_code == 200
    gone = desk.post("/quay/vang").content.decode()
    assert "A001 vắng, chỗ vẫn giữ." in gone and "giữ chỗ đến 09:00" in gone
    back = desk.post(f"/quay/tro-lai/{ticket.pk}").content.decode()
    assert 'data-label="A001"' in back
    ticket.refresh_from_db()
    assert (ticket.state, ticket.calls) == ("waiting", 2)


def test_absent_can_be_taken_back(desk):
    ticket = desk.call()
    desk.post("/quay/vang")
    answer = desk.post(f"/quay/goi/{ticket.pk}")
    assert answer.status_code == 200
    ticket.refresh_from_db()
    assert ticket.state == "called"


def test_somebody_is_sent_on_to_another_counter_or_line(desk):
    ticket = desk.call()
    page = desk.hanh.get("/quay/").content.decode()
    assert f'value="counter:{desk.office.counters[1].pk}"' in page
    assert 'value="service:{}"'.format(desk.services["B"].pk) in page
    moved = desk.post("/quay/chuyen", {"to": f"service:{desk.services['B'].pk}"})
    assert "Đã chuyển A001, giữ nguyên thứ tự đến." in moved.content.decode()
    ticket.refresh_from_db()
    assert (ticket.state, ticket.service.letter) == ("waiting", "B")


@pytest.mark.parametrize("to", ["", "counter", "unit:1", "service:x"])
def test_a_wrong_place_to_send_to_is_said_kindly(desk, to):
    desk.call()
    assert desk.post("/quay/chuyen", {"to": to}).status_code in (404, 422)
    assert Ticket.objects.get().state == "called"


@pytest.mark.parametrize("path", ["/quay/goi-lai", "/quay/vang", "/quay/chuyen", "/quay/rut-goi", "/quay/tiep-tuc"])
def test_a_key_that_does_not_fit_answers_with_a_sentence_and_changes_nothing(desk, path):
    answer = desk.post(path)
    assert answer.status_code == 422
    assert 'data-test="toast"' in answer.content.decode()


def test_pause_and_open_again(desk):
    desk.take()
    paused = desk.post("/quay/tam-nghi").content.decode()
    assert "Quầy tạm nghỉ. Người chờ vẫn giữ chỗ." in paused and "Đang tạm nghỉ" in paused
    assert "Quầy đã mở lại." in desk.post("/quay/tiep-tuc").content.decode()


def test_at_rest_f2_only_ends_the_present_one(desk):
    desk.call()
    desk.take()
    desk.post("/quay/tam-nghi")
    answer = desk.post("/quay/goi", {"once": "d" * 32}).content.decode()
    assert "Đã xong. Mở lại quầy để gọi tiếp." in answer
    assert Ticket.objects.get(number=1).state == "done" and Ticket.objects.get(number=2).state == "waiting"


def test_leaving_waits_until_the_person_at_the_counter_is_done(desk):
    desk.call()
    held = desk.post("/quay/roi")
    assert held.status_code == 422 and "Còn người đang ngồi ở quầy" in held.content.decode()
    desk.post("/quay/goi", {"once": "e" * 32})
    assert desk.post("/quay/roi")["HX-Redirect"] == "/quay/"
    assert 'data-test="choose"' in desk.hanh.get("/quay/").content.decode()


def test_a_ticket_of_another_commune_is_not_there(desk):
    ticket = desk.call()
    people.add_counter(unit="15151", number=1, by=system("15151"), at=desk.at)
    for path in (f"/quay/goi/{ticket.pk}", f"/quay/tro-lai/{ticket.pk}"):
        assert desk.post(path, by=desk.stranger).status_code in (404, 422)
    ticket.refresh_from_db()
    assert ticket.state == "called"


def test_acts_want_post(desk):
    assert desk.hanh.get("/quay/goi", **HTMX).status_code == 405
    assert desk.hanh.post("/quay/ban", **HTMX).status_code == 405


def test_the_line_costs_the_same_for_one_and_for_three(desk, django_assert_num_queries):
    desk.take()
    desk.get("/quay/hang-cho")
    with django_assert_num_queries(LINE):
        desk.get("/quay/hang-cho")
    desk.take()
    desk.take()
    desk.get("/quay/hang-cho")
    with django_assert_num_queries(LINE):
        desk.get("/quay/hang-cho")


LINE = 5
