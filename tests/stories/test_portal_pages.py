"""The portal in a real browser, script on and off: every page and state through axe, small and wide, by keyboard, on paper."""

import pytest

from builders.axe import complaints
from builders.pressing import press

pytestmark = pytest.mark.browser
SIZES = [360, 1280]
PAGES = [
    "/", "/thu-tuc", "/thu-tuc?linh-vuc=ho_tich", "/thu-tuc?q=khai+snih", "/thu-tuc?q=xyzxyz", "/thu-tuc?nhanh-hon=1",
    "/thu-tuc/1.001193", "/thu-tuc/1.013978", "/thu-tuc/2.002226", "/thu-tuc/9.999999", "/thu-tuc/1.001193/mang-theo",
    "/thu-tuc/1.010824/xem-dieu-kien",
    "/viec-doi", "/cat-giam",
    "/viec-doi/sinh-con", "/viec-doi/nguoi-than-mat", "/viec-doi/ket-hon?viec=1.004873&viec=1.000894", "/lien-he", "/hang-cho",
    "/hang-cho?dung=1", "/tra-cuu", "/luot-truy-cap", "/cach-dung", "/xa", "/xa?q=khong+co", "/xa/15148/lien-he",
]  # fmt: skip
DOSSIER = """
from datetime import timedelta
from thanthien.dossiers import actions
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.reception import asked_of
from thanthien.people import actions as people
from thanthien.people.models import Counter, Officer
from thanthien.people.queries import actor_for
from thanthien.people.scoping import everywhere
from thanthien.procedures.queries import procedure
from thanthien.shared.clock import now
with everywhere():
    at = now() - timedelta(days={days})
    officer = Officer.objects.get(login="lan.qt")
    by = actor_for(officer, on=now().date())
    if not Counter.objects.filter(officer=officer).exists():
        people.open_counter(counter=Counter.objects.get(unit_id="15148", number=1), officer=officer, by=by, at=at)
    person = people.register_citizen(unit="15148", name="Trương Thị Hiền", by=by, at=at)
    of = procedure(code="1.004873")
    papers = {{a.order: Mark(PaperState.OK, name=a.name.rstrip("… ") + " (đủ)") for a in asked_of(of) if a.mandatory}}
    made = actions.receive(unit="15148", procedure=of, by=by, at=at, papers=papers, applicant=person)
    for n in range({looks}):
        actions.note_opened(dossier=made, by=by, at=at + timedelta(days=n), reason="question")
    print(made.tracking_code)
"""
CLOSED = """
from thanthien.journal import settled
from thanthien.people.scoping import everywhere
from thanthien.procedures.models import Procedure
with everywhere():
    Procedure.objects.filter(code="1.000593").update(valid_to="2026-01-01")
settled.changed(settled.ALL)
"""


def check(page) -> None:
    """Nothing that axe finds, nothing to scroll sideways, one heading, a title, a language."""
    assert complaints(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways"
    assert page.locator("h1").count() == 1 and page.title() and page.locator("html[lang]").count() == 1


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page(open_page, path, width):
    check(open_page(path, width=width, height=800))


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize(("days", "looks"), [(0, 0), (40, 7)], ids=["in-time", "late"])
def test_a_dossier(server, open_page, days, looks, width):
    code = server.python(DOSSIER.format(days=days, looks=looks)).strip()
    page = open_page(f"/t/{code}", width=width, height=800)
    check(page)
    assert page.locator("[data-test=state].is-late").count() == (1 if days else 0)
    for folded in page.locator("details.more summary").all():
        folded.click()
    check(page)


@pytest.mark.parametrize("width", SIZES)
def test_a_procedure_that_is_over(server, open_page, width):
    server.python(CLOSED)
    page = open_page("/thu-tuc/1.000593", width=width, height=800)
    check(page)
    assert page.locator("[data-test=gone]").count() == 1


@pytest.mark.parametrize("width", SIZES)
def test_too_many_wrong_codes(open_page, width):
    page = open_page("/tra-cuu", width=width, height=800, extra_http_headers={"X-Forwarded-For": f"113.160.9.{width % 250}"})
    for n in range(21):
        page.goto(f"/tra-cuu?ma=KHONGCO{n:05d}")
    assert page.locator("[data-test=wait]").count() == 1
    check(page)


@pytest.mark.parametrize("width", SIZES)
def test_from_the_search_to_the_papers_without_script(open_page, width):
    page = open_page("/", width=width, height=800, java_script_enabled=False)
    page.locator("[data-test=search]").fill("khai sinh")
    page.locator("form.find button").first.click()
    press(page, page.locator("[data-test=hits] a", has_text="Đăng ký khai sinh").first)
    assert page.locator("[data-test=papers] li").count() == 2
    press(page, page.locator('a[href$="/mang-theo"]:visible').first)
    assert page.locator("[data-test=checklist] .boxes li").count() > 2


def test_the_menu_opens_on_a_phone_without_script(open_page):
    page = open_page("/lien-he", width=360, height=740, java_script_enabled=False)
    page.locator("details.menu summary").click()
    press(page, page.locator("details.menu a", has_text="Thủ tục"))
    assert page.url.endswith("/thu-tuc")


def test_a_family_gathers_its_papers_without_script(open_page):
    page = open_page("/viec-doi/ket-hon", width=360, height=740, java_script_enabled=False)
    page.locator("[data-test=order] input").nth(1).check()
    press(page, "gather")
    assert "viec=1.000894" in page.url and page.locator("[data-test=once] li").count() > 0


def test_every_stop_of_the_keyboard_is_seen(open_page):
    page = open_page("/", width=1280, height=800)
    stops = []
    for _ in range(14):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(
            "() => { const e = document.activeElement, s = getComputedStyle(e);"
            " return [e.tagName, s.boxShadow !== 'none' || s.outlineStyle !== 'none']; }"
        ))  # fmt: skip
    assert all(seen for _, seen in stops), stops
    assert stops[0][0] == "A" and "INPUT" in [name for name, _ in stops]


def test_on_paper_the_sheet_is_one_or_two_pages_without_menus(open_page):
    page = open_page("/thu-tuc/1.001193/mang-theo", width=1280, height=800)
    page.emulate_media(media="print")
    assert not page.locator("nav.nav.wide").is_visible() and not page.locator("footer").is_visible()
    assert page.pdf(format="A4").count(b"/Type /Page\n") <= 2


def test_on_a_screen_of_the_hall_nothing_breaks(open_page):
    check(open_page("/", width=1920, height=1080))


def test_english_changes_the_screen_and_comes_back_here(open_page):
    page = open_page("/lien-he", width=1280, height=800)
    page.locator("nav.nav.wide a[hreflang=en]").click()
    page.locator("html[lang=en]").wait_for(state="attached")
    assert page.url.endswith("/lien-he")
