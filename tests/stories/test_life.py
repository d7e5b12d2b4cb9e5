"""A wedding at the counter: both matters in one reception, the family reads of the other one, a second reception is undone."""

import pytest

from builders.axe import complaints

pytestmark = pytest.mark.browser


def begin(page) -> None:
    free = page.locator('button[name="counter"]').first
    if free.count():
        free.click()
        page.wait_for_selector("#desk")
    page.goto("/quay/su-kien/")
    page.get_by_test_id("event-ket-hon").click()
    page.wait_for_url("**/su-kien/ket-hon/")


def fill(page, name: str) -> None:
    page.get_by_test_id("name").fill(name)
    for paper in page.locator('[data-test="paper"][data-mandatory="true"]').all():
        paper.locator("label", has=page.locator('[data-test="ok"]')).click()
        cut = paper.get_by_test_id("paper-name")
        if cut.count() and cut.input_value().endswith("…"):
            cut.fill(cut.input_value().rstrip("…") + " này")


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_are_whole(enter, width):
    page = enter("hanh.lt", "/quay/", width=width, height=800)
    begin(page)
    assert complaints(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_one_reception_two_dossiers_one_receipt_one_undo(enter):
    page = enter("hanh.lt", "/quay/", width=1280, height=800)
    begin(page)
    fill(page, "Quách Thị Thảo")
    page.get_by_test_id("receive").click()
    page.wait_for_selector('[data-test="life-received"]')
    assert page.locator('[data-test="made"]').count() == 2 and complaints(page) == []
    receipt = page.request.get(page.get_by_test_id("receipt").get_attribute("href"))
    assert receipt.ok and receipt.body().startswith(b"%PDF")
    page.locator('[data-test="made"] a').first.click()
    page.wait_for_selector('[data-test="siblings"]')
    page.go_back()
    page.get_by_test_id("undo").click()
    page.wait_for_selector('[data-test="told"]')
    assert "đã hoàn tác" in page.locator("h1").inner_text()
