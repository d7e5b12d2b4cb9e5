"""Says who? Each figure of visits to families, of hamlets' voices and of proposals opens as many rows as it says."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from builders.ears import called, hamlet_of, proposed, voiced
from builders.playing import logged_in
from builders.walking import bare, behind, figures
from thanthien.journal.models import Access
from thanthien.outreach import actions
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.shared.actor import system

pytestmark = pytest.mark.django_db
LEADER, VOICES, MONTH = "/lanh-dao/nghe-dan", "/nghe-dan/", "/nghe-dan/so-lieu"
FAMILIES, PROPOSALS = "/tham-gia-dinh/", "/nghe-dan/de-xuat/"


@pytest.fixture
def heard(desk):
    """Something behind every figure: voices of two hamlets in each state, of this month and before; visits; proposals."""
    office = desk.office
    one, two = hamlet_of(office), hamlet_of(office, "Thôn Én")
    told = {"by": office.actor(office.nghia), "at": office.at}
    voiced(office, one), voiced(office, one, ago=40, households="3")
    actions.know_voice(voice=voiced(office, two, subject="water", text="Nước đục cả tuần"), **told)
    actions.answer_voice(voice=voiced(office, two, households="5"), answer="Tuần tới xã sửa", **told)
    actions.take_back_voice(voice=voiced(office, two, text="Ghi nhầm của thôn khác"), **told)
    proposed(office, voices=[voiced(office, one, ago=2), voiced(office, two, ago=3)])
    proposed(office, days=0)
    ended = proposed(office, voices=[voiced(office, two, households="8")])
    actions.answer_proposal(proposal=ended, answer="Đã san xong đoạn đường", **told)
    called(office, one), called(office, two, name="Hà Thị Lan", reason="grief", gift="none")
    called(office, two, name="Lò Văn Sơn", gift_value="200.000")
    called(office, one, name="Bùi Văn Tư", made=False, gift="none")
    actions.cancel_call(call=called(office, one, name="Vi Văn Nam"), **told)
    desk.later(minutes=24 * 60)
    return desk


@pytest.mark.parametrize("path", [LEADER, f"{LEADER}?thang=2026-10", VOICES, f"{VOICES}?xem=ca", MONTH, FAMILIES, PROPOSALS])
def test_each_figure_opens_a_list_as_long_as_itself(heard, path):
    nghia = logged_in(heard.office.nghia)
    found = figures(nghia, path)
    assert any(one.count for one in found), "the page has figures above nought"
    assert {one: behind(nghia, one) for one in found} == {one: one.count for one in found}
    assert bare(nghia, path) == [], "no number stands without its list"


def test_the_counts_of_the_views_are_those_of_the_filter(heard):
    ha = logged_in(heard.office.ha)
    (places,) = {one.href.partition("thon=")[2] for one in figures(ha, VOICES) if "viec=" not in one.href and one.count == 3} - {
        ""
    }
    for path in (f"{VOICES}?xem=ca&thon={places}", f"{VOICES}?xem=ca&viec=water"):
        found = figures(ha, path)
        assert {one: behind(ha, one) for one in found} == {one: one.count for one in found}


def test_what_the_figures_come_to(heard):
    nghia = logged_in(heard.office.nghia)
    counts = {one.href: one.count for one in figures(nghia, LEADER)}
    month = "?thang=2026-11"
    known = {so: counts[f"{LEADER}/can-cu/{so}/{month}"] for so in ("y-kien", "so-ho", "tra-loi", "biet", "tham", "tri-gia-qua")}
    assert known == {"y-kien": 6, "so-ho": 61, "tra-loi": 2, "biet": 1, "tham": 3, "tri-gia-qua": 500_000}


def test_families_are_masked_and_no_list_is_an_access(heard):
    nghia = logged_in(heard.office.nghia)
    for base in (f"{LEADER}/can-cu/", f"{VOICES}can-cu/"):
        for so in ("tham", "co-qua", "tri-gia-qua", "phai-den"):
            page = nghia.get(f"{base}{so}/?thang=2026-11").content.decode()
            assert "••••" in page and "Thị Nga" not in page and "bảo hiểm" not in page, (base, so)
    file = nghia.get(f"{LEADER}/can-cu/tham/?thang=2026-11&xuat=csv").content.decode("utf-8-sig")
    assert "Phạm Thị N••••" in file and "Thị Nga" not in file and "200.000" in file.replace("\xa0", " ")
    assert not Access.objects.exists()


def test_a_list_leaves_as_a_file_as_it_is_narrowed(heard):
    ha = logged_in(heard.office.ha)
    file = ha.get(f"{VOICES}can-cu/y-kien/?thang=2026-11&viec=water&xuat=csv").content.decode("utf-8-sig")
    assert "Nước đục cả tuần" in file and "Đường vào bản" not in file and "Lê Thị Hạnh ghi" in file


def test_another_unit_gets_nothing(heard):
    stranger = logged_in(heard.office.la)
    place = figures(logged_in(heard.office.nghia), LEADER)
    assert place, "there is something to find"
    for so in ("y-kien", "so-ho", "cho", "tham", "tri-gia-qua", "phai-den", "qua-han", "dang-lam"):
        page = stranger.get(f"{LEADER}/can-cu/{so}/?thang=2026-11").content.decode()
        assert "data-evidence" not in page and 'data-test="empty"' in page, so


def test_who_may_open_them(heard):
    unit, before = heard.office.unit, heard.office.at - timedelta(days=1)
    bach = people.add_officer(
        unit=unit, login="bach", name="Cao Xuân Bách", roles=(Role.PARTY_SECRETARY,), by=system(unit), at=before
    )
    reads = logged_in(bach)
    page = reads.get(f"{LEADER}/can-cu/cho/").content.decode()
    assert "Đường vào bản" in page and 'href="/nghe-dan/' not in page, "the secretary reads and has no way to the desk"
    assert reads.get(f"{VOICES}can-cu/cho/").status_code == 403
    assert logged_in(heard.office.hanh).get(f"{LEADER}/can-cu/cho/").status_code == 403
    nghia = logged_in(heard.office.nghia)
    for base in (f"{LEADER}/can-cu/", f"{VOICES}can-cu/"):
        assert nghia.get(f"{base}gi-do/").status_code == 404


@pytest.mark.parametrize("so", ["y-kien", "tham", "dang-lam"])
def test_one_or_many_rows_cost_the_same(heard, so):
    nghia, spent = logged_in(heard.office.nghia), []
    nghia.get(f"{LEADER}/can-cu/{so}/")
    for month in ("2026-10", "2026-11"):
        with CaptureQueriesContext(connection) as asked:
            nghia.get(f"{LEADER}/can-cu/{so}/?thang={month}")
        spent.append(len(asked))
    assert spent[0] in (spent[1], spent[1] - 1), "an empty list need not ask who wrote it"


def test_more_than_a_page_is_leafed_through(desk, monkeypatch):
    monkeypatch.setattr("thanthien.doors.desk.voices.PAGE", 2)
    place = hamlet_of(desk.office)
    for ago in range(3):
        voiced(desk.office, place, ago=ago, text=f"Chuyện thứ {ago} của bản")
    ha = logged_in(desk.office.ha)
    first, second = (ha.get(f"{VOICES}?xem=ca&trang={n}").content.decode() for n in (1, 2))
    assert first.count('data-evidence="1"') == 2 and second.count('data-evidence="1"') == 1
    assert "trang 1 trên 2" in first and "trang=2" in first and 'rel="prev"' in second
