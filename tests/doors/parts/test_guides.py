"""The guides in the product: one's own first, in the language of the screen, with pictures; a quiet line on the first day."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from builders.playing import logged_in
from thanthien.doors.parts import guides
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.shared.actor import system

OWN = "song-ma-mua-nuoc-noi"


def own_slugs(page: str) -> list[str]:
    own = re.search(r'data-test="own-guides">(.*?)</ul>', page, re.S)
    return re.findall(r'data-test="guide-([\w-]+)"', own[1]) if own else []


def test_ones_own_guides_stand_first(office):
    page = logged_in(office.hanh).get("/huong-dan").content.decode()
    assert own_slugs(page) == ["ngay-dau", "mot-cua"]
    assert set(re.findall(r'data-test="guide-([\w-]+)"', page)) == {guide.slug for guide in guides.GUIDES}
    assert own_slugs(logged_in(office.ngoc).get("/huong-dan").content.decode()) == ["huong-dan"]


def test_every_role_of_the_office_day_has_a_guide():
    for role in (
        Role.ONE_STOP,
        Role.SPECIALIST,
        Role.POLICE,
        Role.LEADER,
        Role.PARTY_SECRETARY,
        Role.GUIDE,
        Role.SEAL_CLERK,
        Role.ADMIN,
    ):
        assert any(guide.is_for({role}) for guide in guides.GUIDES), role


@pytest.mark.parametrize("slug", [guide.slug for guide in guides.GUIDES])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_guide_is_whole(office, slug, language):
    client = logged_in(office.hanh)
    client.get(f"/ngon-ngu/{language}")
    page = client.get(f"/huong-dan/{slug}").content.decode()
    article = re.search(r"<article>(.*)</article>", page, re.S)[1]
    assert page.count("<h1>") == 1 and "**" not in article and "![" not in article
    for source in re.findall(r'<img src="/static/([^"]+)"', article):
        assert finders.find(source), source
    for link in re.findall(r'href="(/[^"]+)"', article):
        assert client.get(link).status_code == 200, link
    anchors = re.findall(r'href="#([^"]+)"', article)
    assert all(f'id="{anchor}"' in article for anchor in anchors) and len(anchors) == len(set(anchors))


def test_pictures_keep_their_place_while_they_load(office):
    article = logged_in(office.hanh).get("/huong-dan/ngay-dau").content.decode()
    assert re.search(r'<img src="/static/vendor/guides/day-call.png"[^>]* width="\d+" height="\d+" loading="lazy"', article)
    assert 'alt="Gọi người chờ"' in article


def test_keys_look_like_keys_and_what_is_typed_does_not(office):
    article = logged_in(office.hanh).get("/huong-dan/ngay-dau").content.decode()
    assert "<kbd>F2</kbd>" in article and "<kbd>Ctrl Z</kbd>" in article and "<code>tthn</code>" in article


def test_bold_words_are_said_as_the_readers_screens_say_them(office, monkeypatch):
    """Whoever reads English finds the words of the English screens, whatever the translator chose."""
    monkeypatch.setattr(guides, "gettext", lambda words: {"Gọi lại": "Call again"}.get(words, words))
    guides._text.cache_clear()
    try:
        client = logged_in(office.hanh)
        client.get("/ngon-ngu/en")
        page = client.get("/huong-dan/ngay-dau").content.decode()
    finally:
        guides._text.cache_clear()
    assert "<strong>Call again</strong>" in page and "The first day at the one-stop counter" in page


def test_no_markup_comes_out_of_a_guide(tmp_path, monkeypatch):
    (tmp_path / "x.md").write_text("# X\n\nMột câu.\n\n<script>alert(1)</script> `a<b`\n", encoding="utf-8")
    monkeypatch.setattr(guides, "FOLDER", tmp_path)
    guides._text.cache_clear()
    text = guides.text_of(guides.Guide("x"))
    guides._text.cache_clear()
    assert "<script>" not in text.html and "<code>a&lt;b</code>" in text.html and text.lead == "Một câu."


def test_what_is_no_guide_is_not_there(office):
    assert logged_in(office.hanh).get("/huong-dan/khong-co").status_code == 404
    assert Client().get("/huong-dan").status_code == 302


def test_the_help_of_every_page_leads_here(office):
    page = logged_in(office.hanh).get("/viec/").content.decode()
    assert re.search(r'<dialog id="help".*?href="/huong-dan"', page, re.S)


@pytest.fixture
def newcomer(office):
    """A browser in which a new clerk has signed in with the slip of the administrator."""
    root = system(office.unit)
    person = people.add_officer(
        unit=office.unit, login="moi", name="Nguyễn Thị Mới", roles=(Role.ONE_STOP,), by=root, at=office.at
    )
    slip = people.reset_password(officer=person, by=root, at=office.at)
    client = Client()
    client.post("/dang-nhap", {"login": "moi", "password": slip})
    client.post("/toi/mat-khau", {"old": slip, "new": OWN, "again": OWN})
    return client


def test_somebody_new_is_shown_the_guides_by_one_quiet_line_until_they_open_one(newcomer):
    assert 'data-test="new-here"' in newcomer.get("/viec/").content.decode()
    assert 'data-test="new-here"' in newcomer.get("/huong-dan").content.decode()
    assert 'data-test="new-here"' not in newcomer.get("/huong-dan/ngay-dau").content.decode()
    assert 'data-test="new-here"' not in newcomer.get("/viec/").content.decode()


def test_who_changes_a_password_later_is_not_new(office):
    client = logged_in(office.hanh)
    assert 'data-test="new-here"' not in client.get("/viec/").content.decode()
