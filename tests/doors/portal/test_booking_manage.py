"""The page behind the link: the owner moves and cancels, another citizen and another commune see nothing."""

import re
from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from builders.bookings import FRIDAY, NINE, OFFERED, TEN, THURSDAY, TWO, WEDNESDAY, booked, on, person, quota_of
from builders.office import NEIGHBOUR
from builders.playing import logged_in, offered
from thanthien.doors.parts import throttle
from thanthien.journeys.arrive_booked import arrive_booked
from thanthien.outreach import actions
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import State
from thanthien.shared.actor import system
from thanthien.worktime import actions as worktime


@pytest.fixture
def hall(office):
    offered(office, OFFERED)
    with time_machine.travel(office.at, tick=False) as clock:
        office.clock = clock
        yield office


def page(client, row, **query) -> str:
    answer = client.get(f"/lich-hen/{row.token}", query)
    assert answer.status_code == 200
    return answer.content.decode()


def ics(client, row):
    answer = client.get(f"/lich-hen/{row.token}/hen.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_the_owner_of_the_link_sees_what_is_needed_to_come(hall, client):
    text = page(client, booked(hall))
    assert "Ông/bà có hẹn" in text and "09:00–09:30" in text and "Thứ Tư, 25/11/2026" in text
    assert "Đến từ 08:30" in text and "đến 16:00" in text and "bấm Tôi có hẹn" in text
    assert "Đổi hoặc hủy được đến 08:45" in text


def test_another_citizen_finds_nothing_and_who_tries_many_waits(hall, client):
    row = booked(hall)
    for n in range(throttle.MISSES):
        assert client.get(f"/lich-hen/{n:012d}").status_code == 404
    assert client.get(f"/lich-hen/{row.token}").status_code == 404, "whoever guessed so often waits, even with a good one"


def test_the_link_works_at_every_address_and_shows_its_own_commune(hall, client):
    row = booked(hall)
    for path in ("", f"/xa/{hall.unit}", f"/xa/{NEIGHBOUR}"):
        answer = client.get(f"{path}/lich-hen/{row.token}")
        assert answer.status_code == 200 and "Một cửa xã Cẩm Tú" in answer.content.decode()


def test_an_officer_of_another_commune_has_no_page_of_it(hall):
    row = booked(hall)
    assert logged_in(hall.la).get(f"/dat-lich/{row.pk}/").status_code == 404


def test_moving_by_the_link(hall, client):
    row = booked(hall)
    days = client.get(f"/lich-hen/{row.token}/doi").content.decode()
    assert "Đổi sang ngày nào?" in days and 'data-test="day-2026-11-26"' in days
    hours = client.get(f"/lich-hen/{row.token}/doi", {"ngay": "2026-11-26"}).content.decode()
    assert f'data-test="hour-{TEN}"' in hours and "Đang hẹn 09:00–09:30" in hours
    answer = client.post(f"/lich-hen/{row.token}/doi", {"ngay": "2026-11-26", "gio": str(TEN), "once": "k1"})
    assert answer["Location"] == f"/lich-hen/{row.token}?xong=doi"
    assert "Đã đổi giờ hẹn" in page(client, row, xong="doi")
    again = client.post(f"/lich-hen/{row.token}/doi", {"ngay": "2026-11-26", "gio": str(TEN), "once": "k1"})
    row.refresh_from_db()
    assert again.status_code == 302 and (row.day, row.start, row.sequence) == (THURSDAY, TEN, 1)


def test_an_hour_that_was_taken_meanwhile_says_so_and_keeps_the_old(hall, client):
    row, _ = booked(hall), booked(hall, start=TEN, who=person(2))
    answer = client.post(f"/lich-hen/{row.token}/doi", {"ngay": "2026-11-25", "gio": str(TEN)})
    assert answer.status_code == 422 and "hết chỗ" in answer.content.decode()
    row.refresh_from_db()
    assert row.start == NINE


@pytest.mark.parametrize("data", [{}, {"ngay": "x", "gio": "y"}, {"ngay": "2026-11-25"}, {"gio": "600"}])
def test_half_an_answer_moves_nothing(hall, client, data):
    row = booked(hall)
    assert client.post(f"/lich-hen/{row.token}/doi", data).status_code == 200
    row.refresh_from_db()
    assert row.sequence == 0


def test_cancelling_is_one_press_and_can_be_taken_back(hall, client):
    row = booked(hall)
    assert client.get(f"/lich-hen/{row.token}/huy").status_code == 405, "a link that is only read cancels nothing"
    answer = client.post(f"/lich-hen/{row.token}/huy")
    text = page(client, row, xong="huy")
    assert answer["Location"].endswith("?xong=huy") and "Đã hủy hẹn" in text and "Lấy lại 09:00, thứ Tư, 25/11/2026" in text
    back = client.post(f"/lich-hen/{row.token}/doi", {"ngay": "2026-11-25", "gio": str(NINE)})
    assert Booking.objects.get().state == State.BOOKED
    text = page(client, row, xong="lai")
    assert back["Location"].endswith("?xong=lai") and "Hẹn vẫn giữ như cũ" in text and "Đã đổi giờ hẹn" not in text


def test_what_somebody_else_has_meanwhile_is_not_offered_again(hall, client):
    row = booked(hall)
    client.post(f"/lich-hen/{row.token}/huy")
    booked(hall, who=person(2))
    assert "Lấy lại" not in page(client, row)


def test_in_the_last_quarter_of_an_hour_the_page_gives_the_telephone(hall, client):
    row = booked(hall)
    hall.clock.move_to(on(WEDNESDAY, 8, 50, like=hall.at))
    text = page(client, row)
    assert 'data-test="cancel"' not in text and "Cần đổi, gọi 0237\u00a0300\u00a00000" in text
    answer = client.post(f"/lich-hen/{row.token}/huy")
    assert answer.status_code == 422 and "cứ đến đúng giờ" in answer.content.decode()


def test_a_holiday_declared_afterwards_apologises_and_offers_hours_in_one_press(hall, client):
    row = booked(hall, start=TWO)
    worktime.set_day(
        unit=hall.unit, day=WEDNESDAY, kind="holiday", name="Nghỉ bão", document="12", by=system(hall.unit), at=hall.at
    )
    actions.tick(unit=hall.unit, at=hall.at)
    text = page(client, row)
    assert "Xã xin lỗi, giờ hẹn này không còn" in text and text.count('data-test="near"') == 3
    found = re.search(r'name="ngay" value="([^"]+)"><button [^>]*name="gio" value="(\d+)"', text)
    assert found.groups() == ("2026-11-26", str(TWO - 30))
    client.post(f"/lich-hen/{row.token}/doi", dict(zip(("ngay", "gio"), found.groups(), strict=True)))
    assert Booking.objects.get().day == THURSDAY


def test_what_is_over_is_said(hall, client):
    missed, came = booked(hall), booked(hall, start=TEN, who=person(2))
    arrive_booked(booking=came, by=hall.actor(hall.ngoc), at=on(WEDNESDAY, 10, like=hall.at))
    actions.tick(unit=hall.unit, at=on(WEDNESDAY, 16, like=hall.at))
    assert "Giờ hẹn này đã qua" in page(client, missed) and "vẫn đến lấy số được" in page(client, missed)
    assert "đã đến theo hẹn này" in page(client, came)


def test_the_calendar_file_moves_and_cancels_the_same_entry(hall, client):
    row = booked(hall, who=person(1, "Cao Văn Sự"))
    calendar, event = ics(client, row)
    uid = str(event["uid"])
    assert (str(calendar["method"]), int(event["sequence"]), str(event["status"])) == ("PUBLISH", 0, "CONFIRMED")
    assert event["dtstart"].dt == on(WEDNESDAY, 9, like=hall.at) and event["dtend"].dt == on(WEDNESDAY, 9, 30, like=hall.at)
    assert [str(one["action"]) for one in event.walk("VALARM")] == ["DISPLAY"]
    assert event.walk("VALARM")[0]["trigger"].dt == timedelta(hours=-2)
    assert row.label in str(event["summary"]) and row.token not in uid
    client.post(f"/lich-hen/{row.token}/doi", {"ngay": "2026-11-27", "gio": str(TEN)})
    calendar, event = ics(client, row)
    assert (str(event["uid"]), int(event["sequence"])) == (uid, 1)
    assert event["dtstart"].dt == on(FRIDAY, 10, like=hall.at)
    client.post(f"/lich-hen/{row.token}/huy")
    calendar, event = ics(client, row)
    assert (str(event["uid"]), int(event["sequence"]), str(event["status"])) == (uid, 2, "CANCELLED")
    assert str(calendar["method"]) == "CANCEL" and not event.walk("VALARM")


def test_no_name_and_no_number_is_in_the_calendar_file(hall, client):
    row = booked(hall, who=person(1, "Cao Văn Sự", email="su@xa.vn"))
    raw = client.get(f"/lich-hen/{row.token}/hen.ics").content.decode().replace("\r\n ", "")
    assert not [secret for secret in ("Sự", row.phone, "su@xa.vn", row.phone_digest) if secret in raw]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_have_booked(hall, client, django_assert_num_queries, count):
    quota_of(hall, share=90)
    rows = [booked(hall, who=person(n), start=NINE + 60 * n) for n in range(count)]
    page(client, rows[0])
    with django_assert_num_queries(2):
        page(client, rows[0])


def test_a_machine_may_not_list_it_and_a_browser_keeps_nothing(hall, client):
    answer = client.get(f"/lich-hen/{booked(hall).token}")
    assert 'content="noindex"' in answer.content.decode() and "no-store" in answer["Cache-Control"]
