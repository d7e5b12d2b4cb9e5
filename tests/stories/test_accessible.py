"""Every page of the office through axe, WCAG 2.2 AA, at the size it is used at."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
AXE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN = "() => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(r => r.violations)"


def complaints(page) -> list[str]:
    page.evaluate(AXE)
    return [
        f"{one['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for one in page.evaluate(RUN)
        for node in one["nodes"]
    ]


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
    page.locator(f"[data-test={test}]").click()
    page.wait_for_load_state()
    assert complaints(page) == []
