"""News on the portal: the list and its search, a story with its files, the feeds, what nobody may open."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from builders.papers import pdf
from builders.posted import file_of, later, photo_of, story_of
from thanthien.posting import files, news
from thanthien.posting.models import PostedFile
from thanthien.posting.news_rules import Story
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
PAGE = 1


@pytest.fixture
def site(office, time_machine):
    time_machine.move_to(office.at, tick=False)
    return office


def page(answer, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:1500]
    return " ".join(answer.content.decode().split())


def test_empty_says_whom_to_ask(site, client):
    shown = page(client.get("/tin"))
    assert "Xã chưa đăng bài nào" in shown and "0237 300 0000" in shown


def test_a_story_is_listed_found_and_read(site, client):
    made = story_of(site, body="# Lịch\n- Thôn Cẩm Hoa: 27/11\n\nXem https://thuy.gov.vn/lich và <b>mang sổ</b>.")
    assert made.title in page(client.get("/tin?q=trau+bo")) and made.title not in page(client.get("/tin?q=khong+co"))
    shown = page(client.get(f"/tin/{made.pk}"))
    assert "<h2>Lịch</h2>" in shown and "<li>Thôn Cẩm Hoa: 27/11</li>" in shown
    assert '<a href="https://thuy.gov.vn/lich" rel="nofollow">' in shown and "&lt;b&gt;mang sổ&lt;/b&gt;" in shown
    assert f'og:title" content="{made.title}' in shown


def test_a_script_in_a_link_is_only_text(site, client):
    made = story_of(site, title="Bài", body='javascript:alert(1) <script>alert(2)</script> "https://x.vn/"onmouseover=alert(3)')
    shown = page(client.get(f"/tin/{made.pk}"))
    assert "<script>" not in shown and 'href="javascript' not in shown and "&lt;script&gt;" in shown
    assert not any(part.startswith("<a") and "onmouseover" in part.split(">")[0].replace("&quot;", "") and '" onmouseover' in part
                   for part in shown.split("<"))  # fmt: skip


@pytest.mark.parametrize("when", ["coming", "over", "withdrawn", "elsewhere"])
def test_what_is_not_shown_is_not_there(site, client, when):
    first = day_of(site.at) + timedelta(days=3 if when == "coming" else -9)
    made = story_of(site, first_day=first, last_day=first + timedelta(days=2) if when == "over" else None)
    if when == "withdrawn":
        news.withdraw(news=made, by=site.actor(site.nghia), at=site.at)
    path = f"/xa/15151/tin/{made.pk}" if when == "elsewhere" else f"/tin/{made.pk}"
    assert client.get(path).status_code == 404
    assert made.title not in page(client.get("/tin")) or when == "elsewhere"


@pytest.mark.parametrize(("kind", "root"), [("rss", "rss"), ("atom", "{http://www.w3.org/2005/Atom}feed")])
def test_the_feeds_are_well_formed(site, client, kind, root):
    made = story_of(site)
    story_of(site, title="Mai mới đăng", first_day=day_of(later(site, 1)))
    answer = client.get(f"/tin/{kind}.xml")
    tree = ElementTree.fromstring(answer.content)
    words = "".join(tree.itertext())
    assert answer["Content-Type"].startswith(f"application/{kind}+xml") and tree.tag == root
    assert made.title in words and "Mai mới đăng" not in words and f"http://testserver/tin/{made.pk}" in answer.content.decode()


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_sign_of_markup_in_a_summary_stays_a_sign_in_a_reader_of_feeds(site, client, kind):
    story = Story("news", "Nước lũ", "Mực nước <b>dưới</b> 2 m & đang rút", "Thân bài", "", day_of(site.at), None)
    news.write(unit=site.unit, story=story, by=site.actor(site.nghia), at=site.at)
    words = "".join(ElementTree.fromstring(client.get(f"/tin/{kind}.xml").content).itertext())
    assert "Mực nước &lt;b&gt;dưới&lt;/b&gt; 2 m &amp; đang rút" in words, "readers take this text as HTML"


def test_there_is_no_third_feed(site, client):
    assert client.get("/tin/json.xml").status_code == 404


def test_files_open_with_their_story_only(site, client):
    shown = file_of(site)
    answer = client.get(f"/tep/{shown.pk}.jpg")
    assert answer["Content-Type"] == "image/jpeg" and "sandbox" in answer["Content-Security-Policy"]
    assert client.get(f"/tep/{shown.pk}")["Content-Disposition"].startswith("attachment")
    made = story_of(site, title="Có tệp", coming=(files.take(unit=site.unit, name="ke-hoach.pdf", content=pdf()),))
    paper = PostedFile.objects.get(subject=made.subject)
    assert "ke-hoach.pdf" in page(client.get(f"/tin/{made.pk}")) and client.get(f"/tep/{paper.pk}.jpg").status_code == 404
    news.withdraw(news=made, by=site.actor(site.nghia), at=site.at)
    assert client.get(f"/tep/{paper.pk}").status_code == 404


def test_more_than_a_page_goes_on(site, client):
    for n in range(22):
        story_of(site, title=f"Bài số {n:02d}")
    first, second = page(client.get("/tin")), page(client.get("/tin?trang=2"))
    assert "Bài số 21" in first and "Bài số 01" not in first and "trang=2" in first
    assert "Bài số 01" in second and "trang=1" in second
    assert "Bài số 21" in page(client.get("/tin?trang=khong"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(site, client, count, django_assert_num_queries):
    for n in range(count):
        story_of(site, title=f"Bài {n}")
    client.get("/tin")
    with django_assert_num_queries(PAGE):
        client.get("/tin")


def test_it_works_without_script_and_in_english(site, client):
    made = story_of(site, coming=(photo_of(site),))
    for path in ("/tin", f"/tin/{made.pk}"):
        assert b"<script" not in client.get(path).content
    reader = Client()
    reader.get("/ngon-ngu/en")
    assert made.title in page(reader.get("/tin"))


def test_home_shows_the_newest_and_nothing_before_there_is_any(site, client):
    assert 'data-test="posted"' not in page(client.get("/"))
    made = story_of(site)
    shown = page(client.get("/"))
    assert made.title in shown and f'href="/tin/{made.pk}"' in shown
