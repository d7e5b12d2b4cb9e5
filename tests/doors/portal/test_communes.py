"""Several communes on one installation: the address names the commune, links keep it, nothing of the other one is shown."""

import pytest

from builders.dossiers import SINGLE, load_small_catalogue
from builders.office import NEIGHBOUR, UNIT
from thanthien.people import actions as people
from thanthien.posting import actions as posting
from thanthien.posting.rules import Group
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(office, time_machine):
    time_machine.move_to(office.at, tick=False)
    load_small_catalogue()
    people.change_office(unit=NEIGHBOUR, hotline="0237 999 9999", by=system(NEIGHBOUR), at=office.at)
    made = posting.list_contact(unit=NEIGHBOUR, officer=office.la, group=Group.LEADER, by=system(NEIGHBOUR), at=office.at)
    posting.publish_phone(contact=made, phone="0237 999 0001", by=system(NEIGHBOUR), at=office.at)
    return office


PAGES = (
    "",
    "thu-tuc",
    f"thu-tuc/{SINGLE}",
    "viec-doi",
    "viec-doi/ket-hon",
    "lien-he",
    "hang-cho",
    "tra-cuu",
    "luot-truy-cap",
    "cach-dung",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_stands_under_the_commune_s_own_address(client, two, path):
    ours, theirs = client.get(f"/xa/{UNIT}/{path}"), client.get(f"/xa/{NEIGHBOUR}/{path}")
    assert ours.status_code == theirs.status_code == 200
    assert "Xã Cẩm Tú" in ours.content.decode() or "xã Cẩm Tú" in ours.content.decode()
    other = theirs.content.decode()
    assert "xã Cẩm Thạch" in other and "0237 999 9999" in other
    assert "Cẩm Tú" not in other and "0237 300 0000" not in other and "Lê Thị Hạnh" not in other


@pytest.mark.parametrize("path", PAGES)
def test_links_keep_the_commune_without_a_cookie(client, two, path):
    import re

    answer = client.get(f"/xa/{NEIGHBOUR}/{path}")
    links = re.findall(r'(?:href|action)="(/[^"]*)"', answer.content.decode())
    inside = [link for link in links if not link.startswith(("/static/", "/ngon-ngu/"))]
    assert inside and all(link.startswith(f"/xa/{NEIGHBOUR}/") or link.startswith("/xa/") for link in inside), inside
    assert not answer.cookies


def test_the_root_speaks_of_the_first_commune_and_its_links_have_no_prefix(client, two):
    client.get(f"/xa/{NEIGHBOUR}/")
    shown = client.get("/").content.decode()
    assert "xã Cẩm Tú" in shown and 'href="/thu-tuc"' in shown and f"/xa/{NEIGHBOUR}/thu-tuc" not in shown


def test_what_each_commune_published_stays_its_own(client, two):
    assert "0237 999 0001" in client.get(f"/xa/{NEIGHBOUR}/lien-he").content.decode()
    assert "0237 999 0001" not in client.get("/lien-he").content.decode()


@pytest.mark.parametrize("path", ["/xa/00000/", "/xa/00000/thu-tuc", "/xa/15151/khong-co", "/xa/15151/t/KHONGCODAU12", "/xa/x/"])
def test_what_is_not_there_is_not_there(client, two, path):
    assert client.get(path).status_code == 404


def test_what_is_no_page_of_the_portal_is_answered_at_the_root(client, two):
    answer = client.get(f"/xa/{NEIGHBOUR}/ngon-ngu/en?ve=/xa/{NEIGHBOUR}/")
    assert answer.status_code == 302 and answer.url == f"/ngon-ngu/en?ve=/xa/{NEIGHBOUR}/"
    assert client.get(f"/xa/{NEIGHBOUR}/xa/{UNIT}/hang-cho").url == f"/xa/{UNIT}/hang-cho"


def test_the_choice_of_language_comes_back_to_the_same_commune(client, two):
    shown = client.get(f"/xa/{NEIGHBOUR}/lien-he").content.decode()
    assert f"/ngon-ngu/en?ve=%2Fxa%2F{NEIGHBOUR}%2Flien-he" in shown


@pytest.mark.parametrize(
    ("typed", "found"), [("cam thach", True), ("CẨM THẠCH", True), ("thach", True), ("15151", True), ("tu", False)]
)
def test_a_commune_is_found_without_marks(client, two, typed, found):
    shown = client.get("/xa", {"q": typed}).content.decode()
    assert (f'href="/xa/{NEIGHBOUR}/"' in shown) is found


def test_a_commune_that_is_not_served_here_is_said(client, two):
    shown = client.get("/xa", {"q": "hà nội <i>"}).content.decode()
    assert "Chưa thấy xã nào tên" in shown and "&lt;i&gt;" in shown and "Xem tất cả các xã" in shown


def test_a_dossier_opens_under_its_own_commune_only_by_its_code(client, two):
    from builders.dossiers import received

    dossier = received(two)
    shown = client.get(f"/t/{dossier.tracking_code}").content.decode()
    assert "xã Cẩm Tú" in shown


def test_a_sitemap_and_robots(client, two):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /t/" in text and "Sitemap: http://testserver/sitemap.xml" in text
    listed = client.get("/sitemap.xml")
    body = listed.content.decode()
    assert listed["Content-Type"].startswith("application/xml") and f"<loc>http://testserver/thu-tuc/{SINGLE}</loc>" in body
    assert "/t/" not in body
    assert f"/xa/{NEIGHBOUR}/thu-tuc/{SINGLE}</loc>" in client.get(f"/xa/{NEIGHBOUR}/sitemap.xml").content.decode()
