"""The thread from the number at the door to the rating, played in browsers by the people of the hall."""

import re

import pytest

pytestmark = pytest.mark.browser
CARD = "038192004317|172345678|Trương Thị Hiền|14081992|Nữ|Thôn Lương Thuận, Cẩm Tú, Cẩm Thủy, Thanh Hóa|01052021"


def scan(page, text: str) -> None:
    """A keyboard-wedge scanner: letters faster than a hand, then Enter."""
    page.keyboard.type(text, delay=2)
    page.keyboard.press("Enter")


def calls_on(display) -> list[str]:
    return display.evaluate("() => window.ThanThien.calls.map(c => c.label || c)")


@pytest.fixture
def hall(open_page):
    """Kiosk and display of the hall, each with its own cookie."""

    def make(test: str, **size):
        page = open_page("/demo", **size)
        page.locator(f"[data-test={test}]").click()
        page.wait_for_load_state()
        return page

    return make


def take_number(kiosk, letter: str) -> str:
    kiosk.locator(f"[data-test=tile-{letter}]").click()
    number = kiosk.locator("[data-test=number]")
    number.wait_for()
    label = re.sub(r"\s", "", number.inner_text())
    kiosk.locator("[data-test=finish]").click()
    kiosk.locator(f"[data-test=tile-{letter}]").wait_for()
    return label


def test_from_the_number_at_the_door_to_the_rating(hall, enter, open_page, server, capsys):
    display = hall("open-display", width=1920, height=1080)
    kiosk = hall("open-kiosk", width=1080, height=1920)
    label = take_number(kiosk, "A")

    desk = enter("lan.qt", "/quay/")
    desk.locator("[data-test=counter-1]").click()
    desk.locator("html[data-live=on] [data-test=call-next]").wait_for()
    desk.keyboard.press("F2")
    desk.locator("[data-test=present]", has_text=label).first.wait_for()
    display.wait_for_function("label => window.ThanThien.calls.some(c => (c.label || c) === label)", arg=label)
    assert label in re.sub(r"\s", "", display.locator("[data-test=call]").inner_text())

    scan(desk, CARD)
    desk.wait_for_function("() => document.querySelector('[data-test=name]')?.value.includes('Hiền')")
    keys = receive_birth(desk)
    desk.locator("[data-test=received-code]").wait_for()
    code = desk.locator("[data-test=received-code]").inner_text()
    assert re.search(r"\d{6}-\d{4}", code)
    assert keys <= 15, keys
    with capsys.disabled():
        print(f"\nkeystrokes of a simple reception after the scan: {keys}")


def receive_birth(desk) -> int:
    """Receive the procedure by keys alone; returns how many were pressed after the scan."""
    keys = 0

    def press(*names: str) -> None:
        nonlocal keys
        for name in names:
            desk.keyboard.press(name)
            keys += 1

    desk.locator("#proc").wait_for()
    if desk.evaluate("() => document.activeElement.id") != "proc":
        press("Tab")
    press("s", "a", "o")
    desk.locator("#proc-list [role=option]").first.wait_for()
    press("Enter")
    desk.locator("#papers > li:focus").wait_for()
    for _ in range(desk.locator('#papers > li[data-mandatory="true"]').count()):
        press("Space")
    press("Enter")
    return keys
