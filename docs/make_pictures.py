"""Pictures of the README and of the guides:  python docs/make_pictures.py http://localhost:8000 [group …]

All but the administrator's are taken from a running demonstration; those of docs/guides/admin.md by the story that follows that
guide on an empty machine (group `admin`, needs no address). Every picture is drawn with few colours, so that git stays small.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "docs" / "pictures"
STORY = "tests/stories/test_set_up_commune.py"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
CARD = "038192004317||Trương Thị Hiền|14081992|Nữ|Thôn Lương Thuận, Cẩm Tú, Thanh Hóa|01052021"
LARGEST = 120_000  # bytes of a picture
PALETTES = (192, 128, 96, 64, 48, 32)

# A numbered mark at the top left corner of a part of the page; drawn by script, since the page's policy allows no style in HTML.
MARK = """([box, text]) => {
  const mark = Object.assign(document.createElement('b'), {textContent: text, className: 'picture-mark'});
  Object.assign(mark.style, {
    position: 'fixed', left: Math.max(2, box.x - 15) + 'px', top: Math.max(2, box.y - 15) + 'px', width: '30px', height: '30px',
    borderRadius: '50%', background: '#0a3d31', color: '#fff', border: '2px solid #fff', font: '700 15px/26px sans-serif',
    textAlign: 'center', zIndex: 2147483647, boxShadow: '0 1px 5px rgb(0 0 0 / 45%)',
  });
  (document.querySelector('dialog[open]') || document.body).append(mark);
}"""


def shrunk(path: Path, width: int | None = None) -> None:
    """Write the picture again at `width`, with as many colours as fit into LARGEST bytes; raises ValueError when none does."""
    with Image.open(path) as picture:
        full = picture.convert("RGB")
    if width and width < full.width:
        full = full.resize((width, round(full.height * width / full.width)), Image.Resampling.LANCZOS)
    for colours in PALETTES:
        full.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            return
    raise ValueError(f"{path.name} does not fit into {LARGEST} bytes; take it smaller")


class Camera:
    """A browser before the demonstration; each person of the story gets a window of their own."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address

    @contextmanager
    def window(self, path: str, width: int = 1280, height: int = 800) -> Iterator[Page]:
        context = self.browser.new_context(viewport={"width": width, "height": height}, base_url=self.address, locale="vi-VN")
        page = context.new_page()
        page.goto(path)
        try:
            yield page
        finally:
            context.close()

    @contextmanager
    def door(self, test: str, path: str = "", width: int = 1280, height: int = 800) -> Iterator[Page]:
        """A window that pressed one door of the demonstration and went to `path`."""
        with self.window("/demo", width, height) as page:
            press(page, test)
            if path:
                page.goto(path)
                page.wait_for_timeout(800)
            yield page


def press(page: Page, test: str, wait: int = 1200) -> None:
    page.locator(f'[data-test="{test}"]').first.click()
    page.wait_for_timeout(wait)


def keys(page: Page, *names: str, wait: int = 900) -> None:
    for name in names:
        page.keyboard.press(name)
        page.wait_for_timeout(wait)


def save(page: Page, name: str, *marks: str, width: int | None = None) -> None:
    """A picture with a number at each of `marks` (selectors)."""
    for number, selector in enumerate(marks, 1):
        box = page.locator(selector).first.bounding_box()
        if box is None:
            raise LookupError(f"{name}: nothing to mark at {selector}")
        page.evaluate(MARK, [box, str(number)])
    path = OUT / f"{name}.png"
    page.screenshot(path=path, caret="initial")
    page.evaluate("document.querySelectorAll('.picture-mark').forEach(mark => mark.remove())")
    shrunk(path, width)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1000} kB")


def take_numbers(camera: Camera, letters: str) -> None:
    """People at the kiosk, one for each letter."""
    with camera.door("open-kiosk", width=1080, height=1920) as kiosk:
        for letter in letters:
            press(kiosk, f"tile-{letter}", 800)
            press(kiosk, "finish", 2500)


def free_the_counter(page: Page) -> None:
    """Rest, end whoever is there, leave: the page that asks for a counter."""
    choice = page.locator("[data-test=choose]")
    for name in ("Alt+q", "Alt+p", "F2", "Alt+q", "Alt+p", "Alt+q"):
        page.wait_for_timeout(1500)
        if choice.is_visible():
            return
        page.keyboard.press(name)
    choice.wait_for()


def scan_card(page: Page) -> None:
    keys(page, "F7", wait=200)
    page.keyboard.type(CARD, delay=2)
    keys(page, "Enter", wait=1500)


def choose_matter(page: Page, letters: str) -> None:
    page.locator("[data-test=procedure]").focus()
    page.keyboard.type(letters, delay=40)
    page.wait_for_timeout(1200)
    keys(page, "Enter", wait=1500)


def day(camera: Camera) -> None:
    """The first day of a new clerk, in the order of docs/guides/ngay-dau.md."""
    with camera.window("/dang-nhap") as page:
        page.locator("#id_username").fill("lan.qt")
        save(page, "day-login", "#id_username", "#id_password", "[data-test=login]", width=900)
    with camera.door("enter-lan.qt", "/quay/") as page:
        free_the_counter(page)
        save(page, "day-open", "[data-test^=counter-]", width=1000)
        press(page, "counter-1")
        take_numbers(camera, "AAAA")
        page.wait_for_timeout(800)
        save(page, "day-call", "[data-test=call-next]", "[data-test=queue] ol")
        keys(page, "F2")
        scan_card(page)
        save(page, "day-card", "[data-test=name]", "[data-test=phone]", "[data-test=procedure]")
        choose_matter(page, "tthn")
        save(page, "day-papers", "#papers", "#slip")
        for _ in range(page.locator("#papers > li").count()):
            keys(page, "Space", wait=250)
        keys(page, "F8")
        save(page, "day-ready", "#papers", "#slip")
        keys(page, "Enter", wait=1800)
        save(page, "day-received", "[data-test=received-code]", "[data-test=reprint]")
        keys(page, "F2", "F4", wait=1500)
        save(page, "day-absent", "[data-test=away]")
        keys(page, "Alt+p", wait=1200)
        save(page, "day-pause", "[data-test=resume]")
        keys(page, "Alt+p", "F2", wait=1200)
        save(page, "day-undo", "#say .toast")
        keys(page, "?", wait=600)
        save(page, "day-help")
        keys(page, "Escape")


def hand_over(camera: Camera) -> None:
    with camera.door("enter-lan.qt", "/tra-ket-qua/") as page:
        page.locator("[data-test=result]").first.wait_for()
        page.locator("[data-test=result]").nth(1).click()
        keys(page, "Enter", wait=1500)
        save(page, "day-results", "#grab", "#side")


def counter(camera: Camera) -> None:
    """The rest of a one-stop officer's screens."""
    with camera.door("enter-mai.tt", "/quay/") as page:
        page.locator("#find").fill("hien")
        page.wait_for_timeout(1200)
        save(page, "desk-find", "#find", "#found")
        page.goto("/cuoi-ngay")
        page.wait_for_timeout(900)
        save(page, "desk-closing", "[data-test=to-hand]", "[data-test=cash]")
        for path, name in (("/goi-dien/", "desk-calls"), ("/dat-lich/", "desk-bookings"), ("/chua-nhan", "desk-uncollected")):
            page.goto(path)
            page.wait_for_timeout(900)
            save(page, name)


def work(camera: Camera) -> None:
    """A specialist's day."""
    with camera.door("enter-ha.btt", "/viec/") as page:
        page.locator("[data-test=row]").first.wait_for()
        keys(page, "j", "j")
        save(page, "desk-work", "#views", "#list", "#side")
        keys(page, "a", wait=600)
        save(page, "desk-many", "#bulk")
        keys(page, "Escape", "Enter", wait=1500)
        save(page, "desk-dossier", "[data-test=due]", "[data-test=acts]", "[data-test=seen]")


def leader(camera: Camera) -> None:
    with camera.door("enter-nghia.pv", "/lanh-dao/") as page:
        page.wait_for_timeout(900)
        save(page, "leader-today", "[data-test=hot]", "[data-test=due-today]", "[data-test=counters]")
        for path, name in (
            ("/lanh-dao/dang-mo", "leader-list"),
            ("/lanh-dao/luot-xem", "leader-looks"),
            ("/lanh-dao/cua-toi", "leader-mine"),
            ("/lanh-dao/nghe-dan", "leader-heard"),
            ("/lanh-dao/ung-xu/", "leader-conduct"),
            ("/lanh-dao/cham-diem/", "leader-points"),
            ("/lanh-dao/danh-gia/so-lieu", "leader-ratings"),
            ("/niem-yet/", "desk-public"),
        ):
            page.goto(path)
            page.wait_for_timeout(900)
            save(page, name)
        page.goto("/thu-cua-xa/")
        page.locator("[data-test=drafts] li:has(input:checked) a").first.click()
        page.wait_for_timeout(2500)
        save(page, "desk-letters", "[data-test=drafts]", "[data-test=preview]", "[data-test=sign]")


def hall(camera: Camera) -> None:
    """What stands in the hall, and the pages of the guide there."""
    with camera.door("open-display", width=1920, height=1080) as page:
        page.wait_for_timeout(1500)
        save(page, "hall-display", width=1280)
    with camera.door("open-kiosk", width=1080, height=1920) as page:
        save(page, "hall-kiosk", width=600)
        press(page, "tile-A")
        save(page, "hall-kiosk-ticket", width=600)
        ticket = "/v/" + page.url.split("?")[0].rsplit("/", 1)[1]
        press(page, "finish")
        press(page, "booked")
        save(page, "hall-kiosk-booked", width=600)
    with camera.window(ticket, 360, 740) as page:
        page.wait_for_timeout(800)
        save(page, "phone-ticket")
    with camera.door("enter-ngoc.ct", "/sanh/phieu-giay", width=900, height=700) as page:
        save(page, "hall-roll", "[data-test=roll-service]", "[data-test=roll-number]", "[data-test=roll-send]")


def front(camera: Camera) -> None:
    """The pictures of the README that no guide shows."""
    with camera.door("sample") as page:
        save(page, "portal-track")
    with camera.door("enter-dinh.bv", "/quay/") as page:
        take_numbers(camera, "AA")
        keys(page, "F2")
        scan_card(page)
        choose_matter(page, "tthn")
        save(page, "desk-counter")


def home(camera: Camera) -> None:
    """The pages of docs/guides/citizen.md, as a telephone shows them and as a screen does."""
    with camera.window("/thu-tuc/1.001193") as page:
        save(page, "portal-procedure")
    with camera.window("/to-khai-nha", 360, 740) as page:
        press(page, "form-khai-sinh")
        save(page, "phone-form")
        page.goto("/hang-cho")
        save(page, "phone-queue")
        page.goto("/tin")
        save(page, "phone-news")


def admin(_: Camera | None = None) -> None:
    """Play the story of docs/guides/admin.md with a camera. Raises CalledProcessError when the story fails."""
    env = os.environ | {"THANTHIEN_PICTURES": str(OUT)}
    subprocess.run([sys.executable, "-m", "pytest", STORY, "-q"], cwd=ROOT, env=env, check=True)  # noqa: S603
    for path in sorted(OUT.glob("admin-*.png")):
        shrunk(path)
        print(path.relative_to(ROOT))


GROUPS: dict[str, Callable[[Camera], None]] = {
    "front": front, "hall": hall, "day": day, "results": hand_over, "counter": counter, "work": work, "leader": leader,
    "home": home,
}  # fmt: skip


def main(asked: list[str]) -> None:
    OUT.mkdir(exist_ok=True)
    address = next((word for word in asked if "://" in word), "")
    wanted = [word for word in asked if "://" not in word] or [*(GROUPS if address else ()), "admin"]
    if address:
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            for name in wanted:
                if name in GROUPS:
                    GROUPS[name](Camera(browser, address))
            browser.close()
    if "admin" in wanted:
        admin()


if __name__ == "__main__":
    main(sys.argv[1:])
