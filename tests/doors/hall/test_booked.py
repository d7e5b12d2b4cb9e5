"""`Tôi có hẹn`: the number, wrong numbers, the scanner's text, too early, another day, the slip that comes."""

import pytest

from builders.bookings import person
from thanthien.doors.hall import views_booked
from thanthien.journeys.bookable import offer
from thanthien.outreach import actions
from thanthien.outreach.models import Booking
from thanthien.outreach.rules import State
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import citizen

HALF_PAST_TEN = 10 * 60 + 30


@pytest.fixture
def booked(hall):
    """A booking of today at half past ten, made at 08:30."""
    return actions.book(
        unit=hall.unit, offer=offer(unit=hall.unit, letter="A"), day=hall.at.date(), start=HALF_PAST_TEN, person=person(),
        by=citizen(hall.unit), at=hall.at,
    )  # fmt: skip


def come(hall, number, *, by=None, **more):
    return (by or hall.kiosk).post(f"/sanh/{hall.unit}/co-hen", {"number": number, "once": "a" * 32, **more})


def test_the_kiosk_has_the_button(hall):
    page = hall.kiosk.get(f"/sanh/{hall.unit}/lay-so").content.decode()
    assert f'href="/sanh/{hall.unit}/co-hen"' in page and "Tôi có hẹn" in page
    assert "Số hẹn của ông/bà là gì?" in hall.kiosk.get(f"/sanh/{hall.unit}/co-hen").content.decode()


@pytest.mark.parametrize("written", ["{}", "H-{}", "h{}", " H - {} "])
def test_a_number_typed_or_scanned_gives_the_ticket(hall, booked, written):
    hall.later(hours=2)
    answer = come(hall, written.format(booked.number))
    ticket = Ticket.objects.get()
    assert answer["Location"] == f"/sanh/{hall.unit}/lay-so/{ticket.visit.public_code}"
    assert (ticket.channel, ticket.priority, ticket.taken_by) == ("booked", "booked", "device:kiosk-1")
    page = hall.kiosk.get(answer["Location"]).content.decode()
    assert 'aria-label="A không không một"' in page and "ưu tiên" not in page, "a booked hour is no class of priority"
    assert Booking.objects.get().state == State.ARRIVED


def test_who_chose_english_keeps_it_from_the_first_page_to_the_number(hall, booked):
    hall.later(hours=2)
    pad = f"/sanh/{hall.unit}/co-hen?lang=en"
    assert f'href="{pad}"' in hall.kiosk.get(f"/sanh/{hall.unit}/lay-so?lang=en").content.decode()
    page = hall.kiosk.get(pad).content.decode()
    assert '<html lang="en"' in page and f'action="{pad}"' in page
    assert f'href="/sanh/{hall.unit}/lay-so?lang=en" data-test="home"' in page
    given = hall.kiosk.post(pad, {"number": booked.label, "once": "c" * 32})
    assert given["Location"].endswith("?lang=en")


def test_pressing_twice_gives_one_number(hall, booked):
    hall.later(hours=2)
    first, second = come(hall, booked.label), come(hall, booked.label)
    assert first["Location"] == second["Location"] and Ticket.objects.count() == 1


def test_coming_again_shows_the_same_number(hall, booked):
    hall.later(hours=2)
    first, later = come(hall, booked.label), come(hall, booked.label, once="b" * 32)
    assert first["Location"] == later["Location"]


def test_too_early_says_from_when_and_keeps_the_number(hall, booked):
    answer = come(hall, booked.label)
    page = answer.content.decode()
    assert answer.status_code == 422 and "lúc 10:30. Báo đến từ 10:00" in page and f'value="{booked.label}"' in page
    assert not Ticket.objects.exists()


def test_another_day_is_named(hall, booked):
    hall.later(days=-1)
    assert "là ngày 23/11" in come(hall, booked.label).content.decode()


def test_a_wrong_number_says_how_it_looks_and_after_some_the_guide_helps(hall, booked):
    hall.later(hours=2)
    for n in range(views_booked.MISSES):
        answer = come(hall, str(1000 + n if 1000 + n != booked.number else 9999))
        assert answer.status_code == 422 and "Chưa thấy hẹn mang số này" in answer.content.decode()
    assert "Mời ông/bà gặp bàn hướng dẫn" in come(hall, booked.label).content.decode(), "the right one does not help now"
    assert not Ticket.objects.exists()
    guide = hall.officer(hall.office.ngoc)
    assert come(hall, booked.label, by=guide).status_code == 302, "the guide at the same page is another person"


@pytest.mark.parametrize("typed", ["", "abc", "H-42", "A024", "'; --", "１２３４"])
def test_what_is_no_number(hall, booked, typed):
    assert come(hall, typed).status_code == 422 and not Ticket.objects.exists()


def test_a_cancelled_booking_says_so(hall, booked):
    actions.cancel(booking=booked, by=citizen(hall.unit), at=hall.at)
    hall.later(hours=2)
    assert f"Hẹn {booked.label} đã hủy" in come(hall, booked.label).content.decode()


def test_late_is_served_like_everybody(hall, booked):
    hall.later(hours=3)
    assert come(hall, booked.label).status_code == 302
    assert (Ticket.objects.get().channel, Ticket.objects.get().priority) == ("kiosk", "")


def test_who_may_enter(hall, booked):
    hall.later(hours=2)
    assert come(hall, booked.label, by=hall.tablet)["Location"] == "/sanh/thiet-bi"
    assert come(hall, booked.label, by=hall.officer(hall.office.la)).status_code == 404
    assert hall.officer(hall.office.la).post("/sanh/15151/co-hen", {"number": booked.label}).status_code == 422
    assert not Ticket.objects.exists()


def test_no_name_stands_on_the_page_of_the_kiosk(hall, booked):
    hall.later(hours=2)
    answer = come(hall, booked.label)
    page = hall.kiosk.get(answer["Location"]).content.decode()
    assert booked.name not in page and booked.phone not in page
