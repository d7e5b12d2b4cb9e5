"""The ticket on the phone: place, range, the call, afterwards; without a login and without a name."""

import gzip
from pathlib import Path

from django.test import Client

from thanthien.doors import hall as hall_door
from thanthien.people import actions as people
from thanthien.queueing import actions as queueing
from thanthien.queueing.models import Ticket
from thanthien.visits import actions as visits

STATIC = Path(hall_door.__file__).parents[1] / "static"
LOADED = ("parts/tokens.css", "parts/common.css", "hall/phone.css", "parts/live.js", "hall/phone.js")


def page(ticket: Ticket, **query: str) -> str:
    return Client().get(f"/v/{ticket.visit.public_code}", query).content.decode()


def test_waiting_says_how_many_stand_before_and_looks_again_without_script(hall):
    hall.take("A")
    ticket = hall.take("A")
    text = page(ticket)
    assert 'aria-label="A không không hai"' in text
    assert "Còn 1 người nữa" in text and text.count('<svg class="me"') == 1
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in text
    assert "Thẻ căn cước" in text and "Không cần viết tờ khai" in text


def test_the_first_in_line_is_told_to_sit_near(hall):
    text = page(hall.take("A"))
    assert "Sắp đến lượt ông/bà" in text and "Mời ngồi gần quầy, xã gọi ngay" in text


def test_the_range_comes_with_its_base(hall):
    for _ in range(6):
        hall.take("A")
        hall.call(0)
        hall.later(minutes=8)
        hall.finish(0)
    hall.take("A")
    text = page(hall.take("A"))
    assert "Chờ khoảng" in text or "Chờ dưới" in text
    assert "tính theo 6 lượt gần nhất" in text and "đến lượt" in text


def test_the_call_is_big_with_the_officer_who_waits(hall):
    ticket = hall.take("A")
    hall.call(1)
    text = page(ticket)
    assert 'data-test="called"' in text and '<span class="nb">quầy 2</span>' in text
    assert "Anh <b>Bùi Văn Định</b> đang đợi ông/bà" in text


def test_the_changing_part_alone(hall):
    text = page(hall.take("A"), phan="1")
    assert 'data-state="waiting"' in text and "<html" not in text


def test_afterwards_there_is_the_way_to_rate_once(hall):
    ticket = hall.take("A")
    hall.call(0)
    hall.finish(0)
    text = page(ticket)
    assert f"/cham-diem/{ticket.visit.rating_token}" in text and "refresh" not in text and "phone.js" not in text


def test_a_number_of_another_day_calls_nobody_back_and_says_its_day(hall):
    done, missed = hall.take("A"), hall.take("A")
    hall.call(0)
    hall.finish(0)
    hall.call(0)
    queueing.mark_absent(counter=hall.office.counters[0], by=hall.office.actor(hall.office.hanh), at=hall.at)
    queueing.tick(unit=hall.unit, at=hall.later(hours=2))
    missed.refresh_from_db()
    assert missed.state == "no_show" and "không phải lấy số mới" in page(missed)
    hall.later(days=1)
    shown = page(missed)
    assert "không phải lấy số mới" not in shown and "mời ông/bà lấy số mới" in shown
    assert "ngày 23/11" in page(done)


def test_no_way_to_rate_while_another_matter_waits(hall):
    ticket = hall.take("A")
    hall.take("G", visit=ticket.visit)
    hall.call(0)
    hall.finish(0)
    text = page(ticket)
    assert "/cham-diem/" not in text and 'aria-label="G không không một"' in text
    assert "<b>A\u00a0001</b>" in text and "Đã xong" in text


def test_leaving_is_done_once_and_the_number_is_not_called(hall):
    ticket = hall.take("A")
    phone, code = Client(), ticket.visit.public_code
    for _ in range(2):
        assert phone.post(f"/v/{code}/bo", {"once": "a" * 32})["Location"] == f"/v/{code}"
    assert Ticket.objects.get().state == "left"
    assert "Số này không dùng nữa" in phone.get(f"/v/{code}").content.decode()
    assert hall.call(0) is None


def test_one_cannot_leave_from_the_counter(hall):
    ticket = hall.take("A")
    hall.call(0)
    answer = Client().post(f"/v/{ticket.visit.public_code}/bo", {"once": "b" * 32})
    assert answer.status_code == 422 and Ticket.objects.get().state == "called"
    assert 'data-test="leave"' not in page(ticket)


def test_no_name_is_on_the_page(hall):
    ticket = hall.take("A")
    by = hall.office.actor(hall.office.hanh)
    citizen = people.register_citizen(unit=hall.unit, name="Hoàng Thị Mít", id_number="038190001234", by=by, at=hall.at)
    visits.know(visit=ticket.visit, citizen=citizen, by=by, at=hall.at)
    text = page(ticket)
    assert "Mít" not in text and "038190001234" not in text


def test_the_code_is_forgiving_and_an_unknown_one_is_kind(hall):
    ticket = hall.take("A")
    assert Client().get(f"/v/{ticket.visit.public_code.lower()}").status_code == 200
    missing = Client().get("/v/ABCDEFGHJKMN")
    assert missing.status_code == 404 and "Không tìm thấy" in missing.content.decode()


def test_the_page_is_light(hall):
    hall.take("A")
    whole = page(hall.take("A")).encode() + b"".join((STATIC / name).read_bytes() for name in LOADED)
    assert len(gzip.compress(whole)) < 45 * 1024
