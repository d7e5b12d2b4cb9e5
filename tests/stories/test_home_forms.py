"""Somebody writes a declaration on their telephone without script, finishes it, and the counter opens it by its code."""

import re

import pytest
from playwright.sync_api import expect

from builders.axe import complaints
from builders.pressing import press

pytestmark = pytest.mark.browser
ANSWERS = {
    "nyc_ho_ten": "Phạm Thị Nga", "nyc_ngay_sinh": "05/03/1990", "nyc_so_dinh_danh": "038190000017",
    "nyc_giay_to": "Căn cước số 038190000017", "tre_ho_ten": "Phạm Gia Bảo", "tre_ngay_sinh": "10/11/2025",
    "tre_dan_toc": "Mường",
    "tre_quoc_tich": "Việt Nam", "tre_noi_sinh": "Trạm y tế xã", "tre_que_quan": "Cẩm Tú", "me_ho_ten": "Phạm Thị Nga",
    "me_ngay_sinh": "05/03/1990", "me_so_dinh_danh": "038190000017", "me_giay_to": "Căn cước số 038190000017",
}  # fmt: skip
CHOSEN = {"nyc_quan_he": "Mẹ", "tre_gioi_tinh": "Nam"}
MOST_PAGES = 15


def fine(page) -> None:
    """No complaint of axe, nothing wider than the glass."""
    assert complaints(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def fill(page) -> None:
    """Every place of the page that has an answer."""
    for key, text in ANSWERS.items():
        if page.locator(f"input#{key}").count():
            page.fill(f"#{key}", text)
    for key, text in CHOSEN.items():
        if page.locator(f"select#{key}").count():
            page.select_option(f"#{key}", text)
        elif page.locator(f'input[name="{key}"]').count():
            page.locator(f'input[name="{key}"][value="{text}"]').check()


def to_the_end(page, look) -> str:
    """From the procedure's page to the code."""
    press(page, page.locator('[data-test="home-form"]:visible').first)
    look(page)
    press(page, "form-khai-sinh")
    for _ in range(MOST_PAGES):
        if "/xem" in page.url:
            break
        look(page)
        fill(page)
        press(page, "next")
    look(page)
    press(page, "finish")
    page.get_by_test_id("home-form-done").wait_for()
    look(page)
    return page.get_by_test_id("code").inner_text().strip()


def test_written_without_script_and_opened_at_the_counter(open_page, enter):
    page = open_page("/thu-tuc/1.001193", width=360, height=740, java_script_enabled=False)
    code = to_the_end(page, look=lambda page: None)
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", code)
    desk = enter("hanh.lt", "/to-khai/")
    desk.get_by_test_id("home-code").fill(code)
    desk.get_by_test_id("open-home").click()
    expect(desk.locator("#tre_ho_ten")).to_have_value("Phạm Gia Bảo")
    fine(desk)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_fine_what_is_wrong_is_said_and_what_is_typed_kept(open_page, width):
    page = open_page("/to-khai-nha", width=width, height=740)
    fine(page)
    page.get_by_test_id("form-khai-sinh").click()
    code = page.get_by_test_id("first-code").locator("b").inner_text()
    page.fill("#nyc_ho_ten", "Phạm Thị Nga")
    expect(page.locator("#saved")).to_have_text("Đã lưu")
    page.get_by_test_id("next").click()
    expect(page.get_by_test_id("errors")).to_be_visible()
    expect(page.locator("#nyc_ho_ten")).to_have_value("Phạm Thị Nga")
    fine(page)
    page.get_by_test_id("close").click()
    page.fill("#code", code.lower())
    page.get_by_test_id("resume").click()
    expect(page.locator("#nyc_ho_ten")).to_have_value("Phạm Thị Nga")
    page.goto("/thu-tuc/1.001193")
    to_the_end(page, look=fine)


def test_what_is_written_before_the_script_has_come_is_kept_too(open_page):
    page = open_page("/to-khai-nha", width=360, height=740)
    script = []
    page.route("**/parts/kept_form*.js", lambda route: script.append(route))
    with page.expect_request("**/parts/kept_form*.js"):
        page.get_by_test_id("form-khai-sinh").click(no_wait_after=True)
    page.wait_for_selector("#nyc_ho_ten", timeout=10000)
    page.fill("#nyc_ho_ten", "Phạm Thị Nga")
    expect(page.locator("#saved")).to_have_text("")
    script[0].continue_()
    expect(page.locator("#saved")).to_have_text("Đã lưu")
    page.unroute("**/parts/kept_form*.js")
    page.reload()
    expect(page.locator("#nyc_ho_ten")).to_have_value("Phạm Thị Nga")
