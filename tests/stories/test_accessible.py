"""Every page of the office through axe, WCAG 2.2 AA, at the size it is used at."""

import pytest

from builders.axe import complaints
from builders.pressing import press

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", ["/", "/hang-cho", "/tra-cuu", "/tra-cuu?ma=KHONGCODAU12", "/dang-nhap", "/demo", "/khong-co"])
@pytest.mark.parametrize("width", [360, 1280])
def test_citizens_pages(open_page, path, width):
    page = open_page(path, width=width, height=800)
    assert complaints(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("login", "path"),
    [
        ("hanh.lt", "/quay/"),
        ("hanh.lt", "/tra-ket-qua/"),
        ("ha.btt", "/viec/"),
        ("nghia.pv", "/lanh-dao/"),
        ("nghia.pv", "/viec/"),
    ],
)
def test_officers_pages(enter, login, path):
    assert complaints(enter(login, path)) == []


@pytest.mark.parametrize("test", ["open-kiosk", "open-display", "open-tablet-1"])
def test_pages_of_the_hall(open_page, test):
    page = open_page("/demo", width=1920, height=1080)
    press(page, test)
    assert complaints(page) == []
