"""A declaration is written at the counter: a number makes needless places go away, what was typed is there after a reload."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_written_kept_and_resumed(enter):
    page = enter("hanh.lt", "/to-khai/")
    page.get_by_test_id("form-khai-sinh").click()
    expect(page.locator("#me_noi_cu_tru")).to_be_visible()
    page.locator("#tre_ho_ten").fill("Phạm Gia Bảo")
    page.locator("#me_so_dinh_danh").fill("038190000017")
    expect(page.locator("#saved")).to_have_text(re.compile("Đã lưu lúc"))
    expect(page.locator("#me_noi_cu_tru")).to_be_hidden()
    page.reload()
    expect(page.locator("#tre_ho_ten")).to_have_value("Phạm Gia Bảo")
    expect(page.locator("#me_noi_cu_tru")).to_be_hidden()
    page.get_by_test_id("finish").click()
    expect(page.get_by_test_id("error")).to_be_visible()
    expect(page.locator("#tre_ho_ten")).to_have_value("Phạm Gia Bảo")
