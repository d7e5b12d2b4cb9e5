"""Pictures of the README and the guides, taken from a running demonstration:  python docs/make_pictures.py http://localhost:8000"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

OUT = Path(__file__).parent / "pictures"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]


def page_of(browser: Browser, address: str, width: int, height: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": height}, base_url=address, locale="vi-VN").new_page()
    page.goto("/demo")
    return page


def press(page: Page, test: str) -> None:
    page.locator(f'[data-test="{test}"]').click()
    page.wait_for_timeout(1500)


def receive_a_birth(page: Page) -> None:
    """A card is scanned and the matter typed, so that the picture shows the due date."""
    page.keyboard.type("038192004317||Trương Thị Hiền|14081992|Nữ|Thôn Lương Thuận, Cẩm Tú, Thanh Hóa|01052021", delay=2)
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    page.keyboard.type("tthn")
    page.wait_for_timeout(1200)
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)


def save(page: Page, name: str) -> None:
    page.screenshot(path=OUT / f"{name}.png")
    print(OUT / f"{name}.png")


def main(address: str) -> None:
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for name, test, width, height in (
            ("hall-display", "open-display", 1920, 1080), ("hall-kiosk", "open-kiosk", 1080, 1920),
            ("desk-counter", "enter-lan.qt", 1280, 800),
            ("leader-today", "enter-nghia.pv", 1280, 800), ("desk-work", "enter-ha.btt", 1280, 800),
            ("portal-track", "sample", 1280, 800),
        ):  # fmt: skip
            page = page_of(browser, address, width, height)
            press(page, test)
            if name == "desk-counter":
                receive_a_birth(page)
            save(page, name)
        save(page_of(browser, address, 1280, 800), "demo")
        kiosk = page_of(browser, address, 1080, 1920)
        press(kiosk, "open-kiosk")
        press(kiosk, "tile-A")
        save(kiosk, "hall-kiosk-ticket")
        phone = browser.new_context(viewport={"width": 360, "height": 740}, base_url=address, locale="vi-VN").new_page()
        phone.goto("/v/" + kiosk.url.split("?")[0].rsplit("/", 1)[1])
        phone.wait_for_timeout(800)
        save(phone, "phone-ticket")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
