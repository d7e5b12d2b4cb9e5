"""The loop of the display: fits two sizes of glass whatever is posted, steps back from a call, stays without the office."""

import io
from itertools import product

import pytest
from PIL import Image
from playwright.sync_api import expect

from builders.paper import codes_in
from builders.pressing import press
from stories.test_desk_keys import give_number

pytestmark = pytest.mark.browser
GLASS = ((1920, 1080), (1280, 720))
LONGEST = (
    "Niêm yết danh sách các hộ nghèo, hộ cận nghèo, hộ có công được hỗ trợ xây, sửa nhà ở"
    " theo chương trình xóa nhà tạm, nhà dột nát của xã Cẩm Tú năm 2026 lần hai"
)
FILL = f"""
from thanthien.people.actions import open_counter
from thanthien.people.models import Counter, Officer
from thanthien.posting import duties, news, public_items
from thanthien.posting.news_rules import Story
from thanthien.posting.public_rules import Facts, Form, Run
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of, now
at, root, unit = now(), system("15148"), "15148"
today = day_of(at)
for number in range(6):
    facts = Facts("d11-02", f"{{number}} {LONGEST}"[:160], "", "Quyết định số 1234/QĐ-UBND ngày 25/11/2026 của UBND xã", today)
    item = public_items.add_item(unit=unit, facts=facts, by=root, at=at)
    public_items.post(item=item, run=Run(Form.WEB, today, None), by=root, at=at)
    story = Story("news", f"{{number}} {LONGEST}"[:160], "{LONGEST} {LONGEST}"[:300], "", "", today, None)
    news.write(unit=unit, story=story, by=root, at=at)
staff = list(Officer.objects.filter(unit_id=unit, is_active=True)[:5])
for officer in staff:
    duties.add_duty(unit=unit, day=today, part="all_day", officer=officer, task="{LONGEST}"[:80], by=root, at=at)
for counter, officer in zip(Counter.objects.filter(unit_id=unit, officer=None).order_by("number"), staff):
    open_counter(counter=counter, officer=officer, by=root, at=at)
"""
CALL = """
from thanthien.people.actions import open_counter
from thanthien.people.models import Counter, Officer
from thanthien.people.queries import actor_for
from thanthien.queueing.actions import call_next
from thanthien.shared.clock import now
counter = Counter.objects.filter(unit_id="15148", service_links__service__letter="A").order_by("number").first()
officer = counter.officer or Officer.objects.get(login="hanh.lt")
by = actor_for(officer, on=now().date())
if counter.state == "closed":
    open_counter(counter=counter, officer=officer, by=by, at=now())
call_next(counter=Counter.objects.get(pk=counter.pk), by=by, at=now())
"""
CLIPPED = """() => {
  const slide = document.querySelector('[data-slide]:not([hidden])'), frame = slide.getBoundingClientRect();
  const loop = document.querySelector('[data-loop]').getBoundingClientRect(), out = [];
  const named = (part, by) => [slide.dataset.slide, part.className || part.tagName, Math.round(by)];
  for (const part of slide.querySelectorAll('h2, li, .qr, .pair p, .more')) {
    if (getComputedStyle(part).display === 'none') continue;
    const box = part.getBoundingClientRect(), whole = part.classList.contains('more') ? loop : frame;
    const outside = box.top < whole.top - 1 || box.bottom > whole.bottom + 1 || box.right > whole.right + 1;
    if (outside) out.push(named(part, box.bottom - whole.bottom));
  }
  return out;
}"""
STATE = """([crowded, sound, off]) => {
  document.querySelector('.d-main').classList.toggle('crowded', crowded);
  document.querySelector('[data-sound]').dataset.sound = sound;
  document.body.classList.toggle('is-off', off);
}"""
NUMBER = """() => {
  const place = document.querySelector('[data-call] [data-no]'), box = place.getBoundingClientRect();
  const loop = document.querySelector('[data-loop-here]').getBoundingClientRect();
  const panel = place.closest('[data-call]').getBoundingClientRect();
  return {
    size: parseFloat(getComputedStyle(place).fontSize) * 1080 / innerHeight,
    over: loop.height ? box.bottom > loop.top : false,
    inside: box.left >= panel.left && box.right <= panel.right && box.bottom <= panel.bottom,
  };
}"""
SHOWN = """label => {
  const call = document.querySelector('[data-call]');
  call.dataset.call = label;
  call.querySelector('[data-no]').textContent = label;
  call.querySelector('[data-counter]').textContent = '12';
}"""
OTHER = "text => document.querySelector('[data-slide]:not([hidden])').textContent !== text"


@pytest.fixture(scope="module")
def filled(server):
    server.python(FILL)
    return server


@pytest.fixture
def display(filled, open_page):
    def make(**more):
        page = open_page("/demo", **more)
        press(page, "open-display")
        return page

    return make


def every_slide(page):
    """Turn once round; the name of each slide while it is shown."""
    for _ in range(page.locator("[data-slide]").count()):
        yield page.locator("[data-slide]:visible").get_attribute("data-slide")
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize(("width", "height"), GLASS)
def test_every_slide_fits_whatever_is_posted(display, width, height):
    page = display(width=width, height=height)
    expect(page.locator("[data-test=loop]")).to_be_visible()
    for crowded, state in product((False, True), ("off", "chime", "voice", "silent")):
        page.evaluate(STATE, [crowded, "off" if state == "silent" else state, state == "silent"])
        seen = set()
        for name in every_slide(page):
            seen.add(name)
            assert page.evaluate(CLIPPED) == [], f"crowded: {crowded}, sound or network: {state}"
        assert {"public", "duty", "counters", "phones", "news", "page"} <= seen


@pytest.mark.parametrize(("width", "height"), GLASS)
def test_a_call_has_the_whole_panel_at_once_and_the_loop_comes_back(display, filled, width, height):
    page = display(width=width, height=height)
    expect(page.locator("[data-test=loop]")).to_be_visible()
    for label in ("A001", "K999"):
        page.evaluate(SHOWN, label)
        number = page.evaluate(NUMBER)
        assert number["size"] >= 104 and number["inside"] and not number["over"]
    give_number(filled, "A")
    called = page.evaluate("() => window.ThanThien.calls.length")
    filled.python(CALL)
    page.wait_for_function("before => window.ThanThien.calls.length > before", arg=called)
    expect(page.locator("body")).to_have_class("is-call is-stepped")
    expect(page.locator("[data-test=loop]")).to_be_hidden()
    assert page.evaluate(NUMBER)["size"] > 160
    expect(page.locator("[data-test=loop]")).to_be_visible(timeout=60_000)


def test_slides_turn_by_themselves_and_stay_still_for_who_asked_for_no_motion(display):
    page = display(width=1280, height=720, reduced_motion="reduce")
    first = page.locator("[data-slide]:visible").text_content()
    page.wait_for_function(OTHER, arg=first, timeout=30_000)
    assert page.locator("[data-slide]:visible").count() == 1
    assert page.locator("[data-slide]:visible").evaluate("slide => getComputedStyle(slide).animationName") == "none"


@pytest.mark.parametrize(("width", "height"), GLASS)
def test_two_decoders_read_the_code_from_the_glass(display, filled, width, height):
    page = display(width=width, height=height)
    next(name for name in every_slide(page) if name == "page")
    picture = Image.open(io.BytesIO(page.locator("[data-test=loop-qr]:visible").screenshot()))
    assert codes_in(picture.convert("RGB")) == [f"{filled.address}/"]


def test_without_the_office_the_last_slides_go_on_and_say_when_they_were_read(display):
    page = display(width=1280, height=720)
    page.locator("html[data-live=on]").wait_for(state="attached")
    names = list(every_slide(page))
    page.context.set_offline(True)
    page.locator("html[data-live=off]").wait_for(state="attached")
    expect(page.locator("[data-test=offline]")).to_be_visible()
    page.evaluate("() => document.body.classList.remove('is-stepped')")
    assert list(every_slide(page)) == names
    at = page.locator("[data-slide]:visible .at")
    expect(at).to_be_visible()
    assert at.inner_text().removeprefix("tin lúc ").count(":") == 1


def test_without_script_the_first_slide_stays(display, filled, open_page):
    page = display(width=1280, height=720, java_script_enabled=False)
    assert page.locator("[data-slide]:visible").count() == 1
    assert page.locator("[data-slide]:visible").get_attribute("data-slide") == "public"
