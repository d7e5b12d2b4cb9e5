"""The component gallery: every component is there, no data of any office, open to whom it says."""

import re
from pathlib import Path

import pytest
from django.test import Client

from builders.playing import logged_in
from thanthien.doors.templatetags.drawings import ICONS, SCENERIES

PARTS = Path(__file__).parents[3] / "src" / "thanthien" / "doors" / "parts" / "templates" / "parts"
STAFF, CITIZENS = "/bo-phan", "/bo-phan/nguoi-dan"


@pytest.fixture
def pages(office):
    return {path: Client().get(path).content.decode() for path in (STAFF, CITIZENS)}


def test_in_a_demonstration_everybody_may_look(pages):
    assert all('data-test="gallery"' in page for page in pages.values())


def test_elsewhere_an_officer_must_be_signed_in(office, settings):
    settings.DEMO = False
    assert Client().get(STAFF).status_code == 302
    assert logged_in(office.ngoc).get(STAFF).status_code == 200


def test_every_component_is_shown(pages):
    """A component without a place in the gallery is one that nobody looks at."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (PARTS / "gallery").glob("*.html"))
    components = {path.stem for path in PARTS.glob("*.html") if not path.stem.startswith("base_")}
    missing = {name for name in components if f"<c-{name}" not in sources}
    assert not missing, f"show these in parts/gallery: {sorted(missing)}"


def test_every_drawing_is_shown(pages):
    for page in pages.values():
        assert page.count('class="gland"') == len(SCENERIES) and page.count('class="ic ') == len(ICONS)
        assert page.count('class="face"') == 5 and page.count('class="pap"') == 4


def test_every_state_has_a_word_beside_its_colour(pages):
    tones = re.findall(r'<li><span class="st (\w+)">([^<]+)</span>', pages[STAFF])
    assert {tone for tone, _ in tones} == {"late", "today", "wait", "pause", "ok", "done", "open", "na"}
    assert all(word.strip() for _, word in tones)


def test_nothing_of_an_office_is_in_it(pages):
    for page in pages.values():
        assert "Lê Thị Hạnh" not in page and "Cẩm Tú" not in page


def test_it_asks_the_database_for_nothing(office, django_assert_num_queries):
    browser = Client()
    browser.get(STAFF)
    with django_assert_num_queries(0):
        browser.get(STAFF)
