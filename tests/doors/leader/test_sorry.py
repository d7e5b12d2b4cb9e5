"""Apologies on the leader's page: what to write, what to sign in one press, what was signed; mistakes that are open."""

from datetime import timedelta

import pytest

from builders.desk import build_desk, logged_in
from builders.dossiers import CIVIL, SINGLE, received
from thanthien.dossiers import actions
from thanthien.dossiers.models import Apology, Dossier
from thanthien.journal.models import Access, Entry


@pytest.fixture
def desk(office):
    import time_machine

    with time_machine.travel(office.at, tick=False) as clock:
        yield build_desk(office, clock)


@pytest.fixture
def leader(desk):
    return logged_in(desk.office.nghia)


def drafted(desk, code=SINGLE) -> Dossier:
    dossier = received(desk.office, code)
    actions.draft_apology(
        dossier=dossier, cause="verify", reason="Phải hỏi thêm nơi cư trú.", new_due=dossier.due_at + timedelta(days=3),
        by=desk.office.actor(desk.office.ha), at=desk.at,
    )  # fmt: skip
    return dossier


def text_of(answer) -> str:
    return answer.content.decode()


def test_every_ticked_letter_is_signed_in_one_press(desk, leader):
    rows = [drafted(desk), drafted(desk, CIVIL)]
    page = text_of(leader.get("/lanh-dao/xin-loi"))
    assert page.count('data-test="to-sign"') == 2 and "Trương Thị Hiền" not in page
    keys = list(Apology.objects.values_list("pk", flat=True))
    said = text_of(leader.post("/lanh-dao/xin-loi/ky", {"thu": keys, "once": "a" * 32}, follow=True))
    assert "Đã ký 2 thư xin lỗi" in said and said.count('data-test="signed"') == 2
    for one in rows:
        one.refresh_from_db()
        assert one.due_at == one.due_first + timedelta(days=3)
    assert Entry.objects.filter(kind="dossier.redated").count() == 2 and not Access.objects.exists()


def test_what_could_not_be_signed_says_why_and_the_rest_is(desk, leader):
    drafted(desk)
    other = drafted(desk, CIVIL)
    keys = list(Apology.objects.values_list("pk", flat=True))
    actions.sign_apology(dossier=other, by=desk.office.actor(desk.office.nghia), at=desk.at)
    said = text_of(leader.post("/lanh-dao/xin-loi/ky", {"thu": keys}, follow=True))
    assert "Đã ký 1 thư" in said and "một lần" in said
    assert "Chưa chọn thư nào" in text_of(leader.post("/lanh-dao/xin-loi/ky", {}, follow=True))


def test_what_the_clock_foresees_stands_on_the_page_and_on_the_day(desk, leader):
    dossier = received(desk.office, SINGLE)
    actions.tick(unit=desk.office.unit, at=dossier.due_at - timedelta(minutes=30))
    page = text_of(leader.get("/lanh-dao/xin-loi"))
    assert 'data-test="to-write"' in page and f"/ho-so/{dossier.pk}/viec/xin-loi" in page
    assert "1 thư cần soạn" in text_of(leader.get("/lanh-dao/"))


def test_open_mistakes_stand_there_until_they_are_mended(desk, leader):
    dossier = received(desk.office, SINGLE)
    by = desk.office.actor(desk.office.hanh)
    mistake = actions.report_mistake(dossier=dossier, kind="lost_paper", what="Mất bản sao khai sinh.", by=by, at=desk.at)
    assert "làm mất giấy của dân" in text_of(leader.get("/lanh-dao/xin-loi"))
    actions.mend_mistake(mistake=mistake, how="Xin cấp lại, cơ quan chịu phí.", by=by, at=desk.at)
    assert 'data-test="mistake"' not in text_of(leader.get("/lanh-dao/xin-loi"))


def test_only_a_leader_signs_and_only_in_the_own_unit(desk, leader):
    drafted(desk)
    key = Apology.objects.get().pk
    assert logged_in(desk.office.ha).post("/lanh-dao/xin-loi/ky", {"thu": [key]}).status_code in (302, 403)
    assert desk.stranger.post("/lanh-dao/xin-loi/ky", {"thu": [key]}).status_code in (302, 403)
    assert Apology.objects.get().signed_at is None


def test_the_list_leaves_as_a_file(desk, leader):
    drafted(desk)
    answer = leader.get("/lanh-dao/xin-loi?xuat=csv")
    assert answer["Content-Type"].startswith("text/csv") and "chờ ký" in answer.content.decode("utf-8-sig")


def test_it_costs_the_same_for_one_and_for_three(desk, leader, django_assert_num_queries):
    drafted(desk)
    leader.get("/lanh-dao/xin-loi")
    with django_assert_num_queries(PAGE):
        leader.get("/lanh-dao/xin-loi")
    drafted(desk, CIVIL), received(desk.office, SINGLE)
    with django_assert_num_queries(PAGE):
        leader.get("/lanh-dao/xin-loi")


PAGE = 5
