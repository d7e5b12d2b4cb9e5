"""Hours, calendar, voice and lands in a real browser: axe finds nothing, nothing is too wide, text on every land is readable."""

import io

import pytest
from PIL import Image

from builders.axe import faults_of
from thanthien.doors.templatetags.drawings import SCENERIES

pytestmark = pytest.mark.browser
PAGES = (
    "gio-lam-viec", "lich?nam=2026", "lich?nam=2026&ngay=2026-12-02", "lich?nam=2027", "lich?nam=2030", "lich/hen-lech",
    "giong-noi", "canh",
)  # fmt: skip
TEXTS = """() => Array.from(document.querySelectorAll('.k-id b, .k-id span, .k-clock time, .k-clock > span'), place => {
  const box = place.getBoundingClientRect(), colour = getComputedStyle(place).color;
  place.style.color = 'transparent';
  for (const inner of place.querySelectorAll('*')) inner.style.color = 'transparent';
  return {words: place.textContent.trim(), colour, box: [box.left, box.top, box.right, box.bottom].map(Math.round)};
})"""


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_time_and_hall(enter, width):
    page = enter("an.lv", "/quan-tri/", width=width, height=800)
    assert not faults_of(page, [f"/quan-tri/{path}" for path in PAGES])


def luminance(colour: tuple[int, ...]) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.03928 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("size", [(1080, 1920), (1366, 768)])
def test_what_the_kiosk_says_on_a_land_keeps_seven_to_one(enter, size):
    page = enter("an.lv", "/quan-tri/", width=size[0], height=size[1])
    worst = {}
    for name in SCENERIES:
        page.goto(f"/sanh/15148/lay-so?canh={name}")
        texts = page.evaluate(TEXTS)
        assert len(texts) >= 4
        glass = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        for text in texts:
            ink = tuple(int(part) for part in text["colour"].strip("rgba()").split(",")[:3])
            behind = {colour for _, colour in glass.crop(tuple(text["box"])).getcolors(1 << 20)}
            worst[name, text["words"]] = min(contrast(ink, colour) for colour in behind)
    assert {where: ratio for where, ratio in worst.items() if ratio < 7} == {}
