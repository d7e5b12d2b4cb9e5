"""The police in a browser: somebody is received, found again, answered; the committee's leader is kept out; the public page."""

import pytest
from playwright.sync_api import expect

from builders.axe import complaints
from builders.pressing import press

pytestmark = pytest.mark.browser


def test_somebody_is_received_and_answered(enter, open_page):
    page = enter("linh.pt", "/so-tiep-dan/")
    page.get_by_test_id("empty").wait_for()
    assert complaints(page) == []
    page.get_by_test_id("matter").select_option("feedback")
    page.get_by_test_id("content").fill("Quán karaoke mở nhạc to sau 23 giờ")
    page.get_by_test_id("course").select_option("taken_up")
    page.get_by_test_id("save").click()
    expect(page.get_by_role("alert")).to_contain_text(["Ghi họ và tên"])
    expect(page.get_by_test_id("content")).to_have_value("Quán karaoke mở nhạc to sau 23 giờ")
    page.get_by_test_id("name").fill("Bùi Văn Lực")
    page.get_by_test_id("save").click()
    page.get_by_test_id("line-1").wait_for()
    page.get_by_test_id("words").fill("quan karaoke")
    press(page, "search")
    assert complaints(page) == []
    page.get_by_test_id("open").click()
    expect(page.get_by_test_id("name")).to_have_text("Bùi Văn Lực")
    page.get_by_test_id("result").fill("Đã nhắc nhở, chủ quán cam kết")
    page.get_by_test_id("tell").click()
    expect(page.get_by_test_id("state")).to_contain_text("đã trả lời")
    assert complaints(page) == []
    page.get_by_test_id("strike").click()
    page.get_by_test_id("reason").fill("ghi nhầm")
    page.get_by_test_id("annul").click()
    page.get_by_test_id("undo").click()
    expect(page.get_by_test_id("undo-band")).to_have_count(0)
    page.get_by_test_id("to-paper").click()
    expect(page.get_by_test_id("row")).to_contain_text(["Bùi Văn Lực"])
    assert complaints(page) == []


def test_the_committees_leader_is_kept_out(enter):
    page = enter("nghia.pv", "/so-tiep-dan/")
    expect(page.get_by_text("Trang này dành cho: Công an xã")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_the_public_page_names_ranks(open_page, width):
    page = open_page("/xa/15148-C01/", width=width)
    expect(page.get_by_text("Thiếu tá Lê Quốc Việt").first).to_be_visible()
    expect(page.get_by_test_id("own-matters")).to_contain_text("Đăng ký thường trú")
    assert complaints(page) == []
    page.goto("/xa/15148-C01/lien-he")
    assert complaints(page) == []


def test_the_polices_own_hall_gives_numbers_and_calls_them(enter, open_page):
    glass = open_page("/demo", width=1080, height=1920)
    glass.get_by_test_id("open-police-kiosk").click()
    glass.wait_for_url("**/sanh/15148-C01/lay-so")
    expect(glass.locator("body")).to_contain_text("Cư trú")
    page = enter("hoai.nt", "/quay/")
    expect(page.locator("body")).to_contain_text("Công an xã Cẩm Tú")
    expect(page.locator("body")).to_contain_text("Quầy 1")
