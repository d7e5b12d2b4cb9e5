"""Booking from home, page by page: what is asked, what is kept, what is refused kindly, what it weighs."""

import gzip
import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from builders.bookings import FRIDAY, NINE, OFFERED, TEN, WEDNESDAY, booked, person, quota_of
from builders.office import NEIGHBOUR
from builders.playing import offered
from thanthien.doors.portal import booking_form
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import State
from thanthien.procedures.actions import load_catalogue

STATIC = Path(booking_form.__file__).resolve().parents[1] / "static"
PATH = "/lich-hen"


@pytest.fixture
def hall(office):
    """The office at Monday 08:30 with its clock standing still."""
    offered(office, OFFERED)
    with time_machine.travel(office.at, tick=False) as clock:
        office.clock = clock
        yield office


def ask(client: Client, **query):
    return client.get(PATH, {key.replace("_", "-"): value for key, value in query.items()})


def form(hall, *, wait: int = 10, **more) -> dict:
    """The form of the name page as a person sends it: shown, then read for a while."""
    begun = booking_form.stamp()
    hall.clock.shift(timedelta(seconds=wait))
    usual = {
        "viec": "A", "thu-tuc": "", "ngay": "2026-11-25", "gio": str(NINE), "luc": begun, "buoc": "xem",
        "name": "Bùi Thị Mận", "phone": "0912 000 001", "email": "", "website": "",
    }  # fmt: skip
    return usual | more


def send(client: Client, hall, **more):
    return client.post(PATH, form(hall, **{"buoc": "gui", **more}))


def text(answer) -> str:
    return answer.content.decode()


def test_the_first_question_lists_the_services_that_take_in_matters(hall, client):
    page = text(ask(client))
    assert "Ông/bà cần làm việc gì?" in page and "câu 1 trên 4" in page
    assert re.findall(r'data-test="service-(\w)"', page) == ["A", "B", "D"], "results need no hour"


def test_days_say_what_is_left_and_why_one_is_closed_and_propose_the_soonest(hall, client):
    page = text(ask(client, viec="A"))
    assert "Sớm nhất: 09:00 thứ Hai, 23/11" in page
    assert 'data-test="day-2026-11-25"' in page and 'data-test="day-2026-11-24"' not in page
    assert "Ngày Văn hóa Việt Nam" in page and "Xã nghỉ" in page


def test_hours_say_full_and_the_first_free_one_is_marked(hall, client):
    booked(hall)
    page = text(ask(client, viec="A", ngay="2026-11-25"))
    assert f'data-test="hour-{NINE}"' not in page and "hết chỗ" in page
    assert f'data-test="hour-{TEN}"' in page and page.count('class="soon"') == 1
    assert "Buổi sáng" in page and "Buổi chiều" in page


def test_a_whole_booking_ends_at_its_own_page_with_the_number(hall, client):
    checked = client.post(PATH, form(hall))
    assert checked.status_code == 200 and "Đúng hết chưa ạ?" in text(checked)
    assert "<dd>0912 000 001</dd>" in text(checked), "one's own number is set so that it can be read over"
    assert 'Thứ Tư, 25/11/2026, <span class="nb">09:00–09:30' in text(checked) and not Booking.objects.exists()
    once = re.search(r'name="once" value="(\w+)"', text(checked)).group(1)
    answer = client.post(PATH, form(hall, buoc="gui", once=once))
    row = Booking.objects.get()
    assert answer["Location"] == f"/lich-hen/{row.token}?xong=dat"
    done = text(client.get(answer["Location"]))
    assert "Đã hẹn xong" in done and row.label in done and "09:00–09:30" in done
    assert "Bùi Thị Mận" not in done and "0912000001" not in done, "a link may be seen by others: name and number are masked"
    again = client.post(PATH, form(hall, buoc="gui", once=once))
    assert again["Location"] == answer["Location"] and Booking.objects.count() == 1, "a double click books once"


def test_the_papers_to_bring_come_from_the_procedure(hall, client):
    load_catalogue()
    from thanthien.queueing.models import Service

    Service.objects.filter(letter="A").update(fields=["ho_tich"])
    page = text(ask(client, thu_tuc="1.001193"))
    assert "Ngày nào tiện nhất?" in page, "the procedure says the service, the first question is answered"
    answer = send(client, hall, **{"viec": "", "thu-tuc": "1.001193"})
    row = Booking.objects.get()
    assert row.procedure.code == "1.001193" and row.field == "ho_tich"
    assert "Giấy chứng sinh" in text(client.get(answer["Location"]))


def test_an_unknown_procedure_asks_for_the_service(hall, client):
    page = ask(client, thu_tuc="9.999999")
    assert page.status_code == 200 and "Chọn việc gần nhất" in text(page)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": ""}, "Cần họ tên"),
        ({"phone": "091200000"}, "Số này có 9 chữ số, cần 10 số"),
        ({"email": "man@"}, "thiếu phần nào đó"),
    ],
)
def test_a_fault_is_said_at_its_field_and_everything_typed_is_kept(hall, client, more, said):
    answer = client.post(PATH, form(hall, **{"email": "man@xa.vn", **more}))
    page = text(answer)
    assert answer.status_code == 422 and said in page and "Còn một chỗ cần sửa" in page
    kept = {"name": "Bùi Thị Mận", "phone": "0912 000 001", "email": "man@xa.vn", **more}
    for name, value in kept.items():
        assert re.search(rf'id="{name}" name="{name}" value="{re.escape(value)}"', page), name
    (field,) = more
    assert f'href="#{field}"' in page and f'aria-describedby="{"email-g " if field == "email" else ""}{field}-e"' in page


def test_three_faults_are_said_at_once(hall, client):
    page = text(client.post(PATH, form(hall, name="", phone="", email="x")))
    assert "Còn 3 chỗ cần sửa" in page and page.count('aria-invalid="true"') == 3


def test_a_machine_that_fills_the_empty_field_is_refused_kindly(hall, client):
    answer = send(client, hall, website="http://spam.example")
    assert answer.status_code == 422 and "cần để trống" in text(answer) and not Booking.objects.exists()
    assert 'value="http://spam.example"' not in text(answer) and "Bùi Thị Mận" in text(answer)


def test_a_page_sent_faster_than_a_hand_is_let_through_a_moment_later(hall, client):
    first = form(hall, wait=1)
    answer = client.post(PATH, first)
    assert answer.status_code == 422 and "nhanh quá" in text(answer)
    kept = re.search(r'name="luc" value="([^"]+)"', text(answer)).group(1)
    assert kept == first["luc"], "the stamp is kept: who waits is not asked to wait again"
    hall.clock.shift(timedelta(seconds=5))
    assert "Đúng hết chưa ạ?" in text(client.post(PATH, first))


@pytest.mark.parametrize("stamp", ["", "hen:abc:def", "hen"])
def test_a_page_without_our_stamp_gets_one(hall, client, stamp):
    answer = send(client, hall, luc=stamp)
    assert answer.status_code == 422 and "mở đã lâu" in text(answer) and not Booking.objects.exists()
    assert re.search(r'name="luc" value="hen:[^"]+"', text(answer))


def test_sending_without_the_pages_before_is_refused_too(hall, client):
    assert client.post(PATH, {"buoc": "gui", "viec": "A", "ngay": "2026-11-25", "gio": "540"}).status_code == 422
    assert not Booking.objects.exists()


def test_the_hour_was_taken_meanwhile_so_the_hours_are_shown_with_all_that_was_typed(hall, client):
    booked(hall)
    answer = send(client, hall, phone="0912 000 009")
    page = text(answer)
    assert answer.status_code == 422 and "09:00–09:30 vừa hết chỗ" in page
    assert 'name="name" value="Bùi Thị Mận"' in page and 'name="phone" value="0912 000 009"' in page
    chosen = form(hall, gio=str(TEN), buoc="", phone="0912 000 009")
    assert "Đúng hết chưa ạ?" in text(client.post(PATH, chosen)), "another hour goes straight back to the answers"


def test_one_telephone_one_booking_of_a_field(hall, client):
    booked(hall, who=person(1))
    answer = send(client, hall, gio=str(TEN))
    assert answer.status_code == 422 and "đã có hẹn H-" in text(answer)
    assert 'id="phone-e"' in text(answer), "at the field that can mend it"


def test_one_address_books_only_so_many_an_hour(hall, client):
    quota_of(hall, per_address=2, share=90, minutes=3)
    for n in (1, 2):
        assert send(client, hall, phone=f"091200000{n}").status_code == 302
    answer = send(client, hall, phone="0912000003")
    assert answer.status_code == 422 and "quá nhiều hẹn" in text(answer) and "Đúng hết chưa" in text(answer)


def test_going_back_to_a_question_keeps_the_person(hall, client):
    page = text(client.post(PATH, form(hall, buoc="ngay")))
    assert "Ngày nào tiện nhất?" in page and 'name="name" value="Bùi Thị Mận"' in page and 'method="post"' in page
    page = text(client.post(PATH, form(hall, buoc="viec")))
    assert "cần làm việc gì?" in page and 'name="phone" value="0912 000 001"' in page


def test_no_name_and_no_number_ever_stands_in_an_address(hall, client):
    page = text(ask(client, viec="A", ngay="2026-11-25", gio=str(NINE), name="Lộ Tên", phone="0912000001"))
    assert 'value="Lộ Tên"' not in page and 'value="0912000001"' not in page, "what came by the address is not taken up"
    assert '<form method="post"' in page


@pytest.mark.parametrize(
    "query",
    [
        {"viec": "Z"}, {"viec": "A", "ngay": "x"}, {"viec": "A", "ngay": "2026-11-24"}, {"viec": "A", "ngay": "2099-01-01"},
        {"viec": "A", "ngay": "2026-11-25", "gio": "99999"}, {"viec": "A", "ngay": "2026-11-25", "gio": "-1"},
        {"viec": "A", "ngay": "2026-11-25", "gio": "541"}, {"viec": "A' OR 1=1", "gio": "²"}, {"thu-tuc": "\x00"},
    ],
)  # fmt: skip
def test_a_broken_address_asks_the_question_again(hall, client, query):
    answer = client.get(PATH, query)
    assert answer.status_code == 200 and "trên 4" in text(answer)


def test_a_unit_that_takes_no_bookings_says_so_on_the_days(hall, client):
    quota_of(hall, open=False)
    page = text(ask(client, viec="A"))
    assert "đã hết chỗ hẹn" in page and "Xã chưa nhận đặt hẹn" in page


def test_an_office_without_counters_shows_the_queue_instead(office, client):
    assert "Xã chưa nhận đặt hẹn" in text(ask(client))


def test_each_commune_books_at_its_own_address(hall, client):
    page = text(client.get(f"/xa/{NEIGHBOUR}/lich-hen"))
    assert "Xã chưa nhận đặt hẹn" in page and "xã Cẩm Thạch" in page
    assert 'data-test="service-A"' in text(client.get(f"/xa/{hall.unit}/lich-hen"))
    answer = client.post(f"/xa/{hall.unit}/lich-hen", form(hall, buoc="gui"))
    assert answer["Location"].startswith(f"/xa/{hall.unit}/lich-hen/")


@pytest.mark.parametrize("bookings", [1, 3])
def test_the_page_of_days_costs_the_same_however_many_have_booked(hall, client, django_assert_num_queries, bookings):
    quota_of(hall, share=90)
    for n in range(bookings):
        booked(hall, who=person(n), start=NINE + 60 * n)
    ask(client, viec="A")
    with django_assert_num_queries(5):
        ask(client, viec="A")


def weight(page: bytes) -> int:
    """Bytes on the wire of the page and the sheets it names (without fonts), as a server would press them."""
    sheets = set(re.findall(rb'href="/static/([\w/.-]+\.css)"', page)) - {b"vendor/fonts/citizen.css"}
    return sum(len(gzip.compress(part, 6)) for part in (page, *((STATIC / name.decode()).read_bytes() for name in sheets)))


def test_every_page_is_light(hall, client):
    row = booked(hall, day=FRIDAY)
    pages = [
        ask(client), ask(client, viec="A"), ask(client, viec="A", ngay="2026-11-26"),
        ask(client, viec="A", ngay="2026-11-26", gio=str(NINE)), client.post(PATH, form(hall, phone="0912000007")),
        client.get(f"/lich-hen/{row.token}"), client.get(f"/lich-hen/{row.token}/doi?ngay=2026-11-26"),
    ]  # fmt: skip
    for page in pages:
        assert page.status_code == 200 and weight(page.content) < 45_000
        assert b"<script" not in page.content and b"htmx" not in page.content
    assert row.state == State.BOOKED


def test_machines_are_told_not_to_list_the_pages(hall, client):
    assert 'content="noindex"' in text(ask(client))
    assert WEDNESDAY.isoformat() in text(ask(client, viec="A"))
