"""What the leader hears: the line of the day, the hamlets, what waits longest, proposals past their day, visits."""

from datetime import timedelta

import pytest

from builders.desk import logged_in
from builders.ears import called, hamlet_of, proposed, voiced
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.shared.actor import system

PAGE = "/lanh-dao/nghe-dan"


def text(answer) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


def test_a_quiet_office(desk, nghia):
    assert 'data-test="ears-line"' not in text(nghia.get("/lanh-dao/"))
    assert "Xã chưa khai thôn nào" in text(nghia.get(PAGE))


def test_the_day_and_the_page_say_what_waits_and_since_when(desk):
    office, place = desk.office, hamlet_of(desk.office)
    quiet = hamlet_of(office, "Thôn Én")
    voiced(office, place, ago=12)
    proposed(office, days=0)
    called(office, place)
    desk.later(minutes=24 * 60)
    nghia = logged_in(office.nghia)
    day = text(nghia.get("/lanh-dao/"))
    assert "1 ý kiến chưa trả lời, lâu nhất 13 ngày" in day and "1 đề xuất quá hạn" in day
    page = text(nghia.get(PAGE))
    assert "Đường vào bản sạt lở" in page and "13 ngày" in page and "Sửa đoạn đường sạt" in page
    assert page.index(place.name) < page.index(quiet.name) and "Ốm đau, nằm viện" in page and "Phạm Thị" not in page
    assert "Thôn Lương Thuận" in nghia.get(f"{PAGE}?xuat=csv").content.decode("utf-8-sig")
    assert "chưa nghe gì" in text(nghia.get(f"{PAGE}?thang=2026-01"))


def test_the_party_secretary_reads_and_has_no_way_to_the_desk(desk):
    before = desk.office.at - timedelta(days=1)
    bach = people.add_officer(
        unit=desk.office.unit, login="bach", name="Cao Xuân Bách", roles=(Role.PARTY_SECRETARY,), by=system(desk.office.unit),
        at=before,
    )  # fmt: skip
    voiced(desk.office, hamlet_of(desk.office))
    page = text(logged_in(bach).get(PAGE))
    assert "Đường vào bản" in page and 'href="/nghe-dan/' not in page
    assert logged_in(desk.office.hanh).get(PAGE).status_code == 403


@pytest.mark.parametrize("n", [1, 3])
def test_it_costs_the_same_for_one_and_three(desk, nghia, n, django_assert_num_queries):
    for k in range(n):
        voiced(desk.office, hamlet_of(desk.office, f"Thôn {k}"), ago=k)
        proposed(desk.office, days=0)
    nghia.get(PAGE)
    with django_assert_num_queries(9):
        nghia.get(PAGE)
