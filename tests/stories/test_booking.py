"""Somebody books an hour on a small phone, moves it, cancels it, has it again; the office sees it; every page through axe."""

import re
from pathlib import Path

import pytest

from builders.axe import complaints
from builders.pressing import press
from thanthien.doors.portal.booking_form import FASTEST_S

pytestmark = pytest.mark.browser
MOST_PAGES = 6


def fine(page) -> None:
    """No complaint of axe, nothing wider than the glass."""
    assert complaints(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def phone_of(width: int, more: int = 0) -> str:
    """A telephone that no other story has: the limits are kept here too."""
    return f"09{width + more:08d}"


def book(page, phone: str, *, look=lambda page: None) -> int:
    """From the first question to the number; how many pages it took."""
    pages = 1
    look(page)
    for step in ("service-A", "soonest"):
        press(page, step)
        pages += 1
        look(page)
    page.fill("#name", "Bùi Thị Mận")
    page.fill("#phone", phone[:-1])
    page.wait_for_timeout(1000 * FASTEST_S + 500)
    press(page, "continue")
    look(page)
    assert "Số này có 9 chữ số" in page.inner_text("[data-test=errors]")
    assert page.input_value("#name") == "Bùi Thị Mận"
    page.fill("#phone", phone)
    press(page, "continue")
    pages += 1
    look(page)
    press(page, "send")
    look(page)
    return pages + 1


@pytest.mark.parametrize("width", [360, 1280])
def test_an_hour_is_booked_moved_cancelled_and_had_again(open_page, width):
    page = open_page("/lich-hen", width=width, height=740, java_script_enabled=True)
    assert book(page, phone_of(width), look=fine) <= MOST_PAGES
    number = page.inner_text("[data-test=number]")
    assert re.fullmatch(r"H-\d{4}", number) and "xong=dat" in page.url
    with page.expect_download() as caught:
        page.locator("[data-test=calendar]").click()
    assert "BEGIN:VCALENDAR" in Path(caught.value.path()).read_text(encoding="utf-8")
    press(page, "move")
    fine(page)
    press(page, page.locator('[data-test^="day-"]').last)
    fine(page)
    press(page, page.locator('[data-test^="hour-"]').last)
    assert "Đã đổi giờ hẹn" in page.inner_text("h1") and page.inner_text("[data-test=number]") == number
    press(page, "cancel")
    fine(page)
    press(page, "undo")
    assert page.inner_text("[data-test=number]") == number


def test_it_works_without_script(open_page):
    page = open_page("/lich-hen", width=360, height=740, java_script_enabled=False)
    book(page, phone_of(7))
    assert page.locator("[data-test=number]").count() == 1


def test_the_first_day_and_hour_can_be_chosen_by_hand_and_answers_changed(open_page):
    page = open_page("/lich-hen?viec=A", width=360, height=740)
    press(page, page.locator('[data-test^="day-"]').nth(1))
    fine(page)
    press(page, page.locator('[data-test^="hour-"]').nth(1))
    page.fill("#name", "Cao Văn Sự")
    page.fill("#phone", phone_of(11))
    page.wait_for_timeout(1000 * FASTEST_S + 500)
    press(page, "continue")
    before = page.inner_text("[data-test=when]")
    press(page, "change-day")
    fine(page)
    press(page, page.locator('[data-test^="day-"]').last)
    press(page, page.locator('[data-test^="hour-"]').last)
    assert page.inner_text("[data-test=when]") != before, "back at the answers, with the person kept"
    assert "Cao Văn Sự" in page.inner_text("[data-test=check]")


def test_the_office_sees_it_and_books_for_who_calls(open_page, enter):
    guide = enter("ngoc.ct", "/dat-lich/moi?service=D", width=1280, height=800)
    fine(guide)
    guide.locator('[data-test^="slot-"]:not([disabled])').last.check(force=True)
    guide.fill("#name", "Trương Thị Hiền")
    guide.fill("#phone", phone_of(23))
    press(guide, "save")
    fine(guide)
    number = re.search(r"H-\d{4}", guide.inner_text("h1")).group(0)
    day = guide.locator("a", has_text="Lịch hẹn trong ngày").get_attribute("href")
    guide.goto(f"/dat-lich/{day.removeprefix('/dat-lich/')}")
    fine(guide)
    assert guide.locator(f'[data-test="booking-{number}"]').count() == 1
    assert "Trương Thị Hiền" not in guide.inner_text("[data-test=list]")


def test_the_kiosk_takes_the_keys_and_the_scanner(open_page):
    page = open_page("/demo", width=1080, height=1920)
    press(page, "open-kiosk")
    press(page, "booked")
    fine(page)
    for digit in "1234":
        page.locator(f'[data-test="key-{digit}"]').click()
    assert page.input_value("#number") == "1234"
    press(page, "come")
    assert "Chưa thấy hẹn mang số này" in page.inner_text("[data-test=wrong]")
    fine(page)
    page.locator(".k-ask h1").click()
    page.fill("#number", "")
    page.locator(".k-ask h1").click()
    with page.expect_navigation():
        page.keyboard.type("H-5678\n")
    assert page.input_value("#number") == "H-5678" and page.locator("[data-test=wrong]").count() == 1


def test_the_quota_is_seen_before_it_is_saved_and_taken_back(enter):
    page = enter("an.lv", "/quan-tri/dat-hen", width=1280, height=800)
    fine(page)
    page.get_by_label("Phần dành cho hẹn trước").fill("20")
    press(page, "preview")
    fine(page)
    assert "Nếu đổi như đang ghi" in page.inner_text("[data-test=picture]")
    press(page, "save")
    assert page.locator("[data-test=rules] tbody tr").count() == 1
    press(page, "undo")
    assert page.locator("[data-test=rules]").count() == 0
