"""The administrator's pages through axe, WCAG 2.2 AA, at a desk and on a telephone; and a second commune beside the first."""

import re

import pytest

from builders.axe import complaints, faults_of
from builders.pressing import press

pytestmark = pytest.mark.browser
PAGES = (
    "", "mot-cua", "quay", "quay/them", "viec-o-sanh", "viec-o-sanh/them", "thiet-bi", "thiet-bi/them", "can-bo", "can-bo?q=zzz",
    "can-bo/them", "can-bo/nap", "can-bo/lan.qt", "don-vi", "don-vi/them", "don-vi/sap-nhap", "don-vi/mo-xa?q=truong long",
)  # fmt: skip


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_the_administration(enter, width):
    page = enter("an.lv", "/quan-tri/", width=width, height=800)
    assert not faults_of(page, [f"/quan-tri/{path}" for path in PAGES])


def test_a_form_with_errors(enter):
    page = enter("an.lv", "/quan-tri/can-bo/them")
    page.locator("[data-test=save]").click()
    page.locator("[data-test=form-error]").wait_for()
    assert complaints(page) == []


def test_a_second_commune_opens_beside_the_first(enter, open_page):
    keeper = enter("an.lv", "/quan-tri/don-vi")
    keeper.locator("[data-test=open-commune]").click()
    keeper.locator("[data-test=commune-q]").press_sequentially("truong long tay")
    keeper.locator("[data-test=commune-31348]").click()
    keeper.get_by_label("Đường dây nóng").fill("0292 384 9999")
    keeper.get_by_label("Họ và tên").fill("Nguyễn Văn Bình")
    keeper.locator("[data-test=save]").click()
    login = keeper.locator("[data-test=slips] [data-test=login]").inner_text()
    once = keeper.locator("[data-test=once-password]").inner_text()
    assert login == "binh.nv" and re.fullmatch(r"\w{4}-\w{4}-\w{4}", once)

    newcomer = open_page("/dang-nhap")
    newcomer.get_by_label("Tên đăng nhập").fill(login)
    newcomer.get_by_label("Mật khẩu", exact=True).fill(once)
    newcomer.locator("[data-test=login]").click()
    newcomer.locator("#o-new").fill("song-hau-mua-nuoc-noi")
    newcomer.locator("#o-again").fill("song-hau-mua-nuoc-noi")
    if newcomer.locator("#o-old").count():
        newcomer.locator("#o-old").fill(once)
    press(newcomer, "save-password")
    assert newcomer.locator("[data-test=secret]").count() == 1  # an administrator sets up the second step before anything else
    visitor = open_page("/xa/31348/")
    assert "Trường Long Tây" in visitor.content()
    first = open_page("/xa/15148/")
    assert "Cẩm Tú" in first.content() and "Trường Long Tây" not in first.locator("header").inner_text()
