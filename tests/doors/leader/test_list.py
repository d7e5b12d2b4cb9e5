"""The open dossiers as a list: drilled down, exported, given in a batch and taken back; masked, closed to others."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from builders.desk import logged_in
from builders.dossiers import BIRTH, CIVIL, SINGLE, received
from thanthien.dossiers import actions
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Access
from thanthien.people import deputies
from thanthien.people.models import Officer
from thanthien.people.rules import AbsenceKind
from thanthien.shared.clock import day_of

LIST = "/lanh-dao/dang-mo"


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def nghia(desk):
    return logged_in(desk.office.nghia)


@pytest.fixture
def three(desk):
    """One late, one due today, one with time left."""
    late = received(desk.office, CIVIL, at=desk.at - timedelta(days=10))
    today = received(desk.office, BIRTH)
    fine = received(desk.office, CIVIL)
    return late, today, fine


def rows_in(page: str) -> int:
    return page.count('data-test="open-row"')


def test_an_empty_list_says_so(nghia):
    assert "Không còn hồ sơ nào đang mở" in text_of(nghia.get(LIST))


@pytest.mark.parametrize(("view", "count"), [("", 3), ("tre", 1), ("hom-nay", 1), ("tuan", 1), ("nguoi-vang", 0), ("lạ", 3)])
def test_views_hold_what_they_say(nghia, three, view, count):
    page = text_of(nghia.get(f"{LIST}?xem={view}"))
    assert rows_in(page) == count
    assert count or "Không có hồ sơ nào trong mục này" in page


def test_the_list_is_masked_and_no_access(nghia, three):
    page = text_of(nghia.get(LIST))
    assert "Trương Thị H••••" in page and "Hiền" not in page and not Access.objects.exists()


def test_one_officers_work_is_one_press_from_the_day(desk, nghia, three):
    actions.take_step(dossier=three[2], by=desk.office.actor(desk.office.ha), at=desk.at)
    assert 'href="/lanh-dao/dang-mo?can-bo=ha"' in text_of(nghia.get("/lanh-dao/"))
    page = text_of(nghia.get(f"{LIST}?can-bo=ha"))
    assert "Hồ sơ đang mở: Bùi Thị Thu Hà" in page and rows_in(page) >= 1
    assert rows_in(text_of(nghia.get(f"{LIST}?can-bo=-"))) + rows_in(page) == 3


def test_several_are_given_in_one_press_and_taken_back(desk, nghia, three):
    chosen = [f"{one.pk}:{one.step}" for one in three]
    answer = nghia.post("/lanh-dao/giao", {"item": chosen, "officer": "lan.hc", "xem": "", "once": "g" * 32}, follow=True)
    page = text_of(answer)
    held = [one.steps.get(order=one.step).officer for one in three]
    given = [officer for officer in held if officer and officer.login == "lan.hc"]
    assert f"Đã giao {len(given)} hồ sơ cho Quách Thị Lan lúc 08:30." in page and given
    back = text_of(nghia.post("/lanh-dao/giao/hoan-tac", {"xem": "tre"}, follow=True))
    assert f"Đã hoàn tác {len(given)} hồ sơ." in back and 'data-test="undoing"' not in back
    assert not any(one.steps.filter(officer__login="lan.hc", order=one.step).exists() for one in three)


def test_what_the_taker_may_not_do_is_refused_by_name_and_the_rest_is_given(desk, nghia, three):
    chosen = [f"{one.pk}:{one.step}" for one in three[:1]]
    page = text_of(nghia.post("/lanh-dao/giao", {"item": chosen, "officer": "tuan"}, follow=True))
    assert "Hà Minh Tuấn" in page and 'data-test="undoing"' not in page
    assert (
        three[0].steps.get(order=three[0].step).officer is None or three[0].steps.get(order=three[0].step).officer.login != "tuan"
    )


def options(page: str) -> dict[str, set[str]]:
    """Who is offered → the works they may be given."""
    return {login: set(works.split()) for login, works in re.findall(r'<option value="([^"]+)" data-works="([^"]+)"', page)}


def test_work_is_offered_only_to_who_may_do_it(desk, nghia):
    one = received(desk.office, CIVIL)
    page = text_of(nghia.get(LIST))
    step = one.steps.get(order=one.step)
    offered, work = options(page), f"{step.role}:{one.field}"
    assert f'data-work="{work}"' in page and offered and all(works == {work} for works in offered.values())
    everybody = Officer.objects.filter(unit_id=desk.office.unit, is_active=True)
    assert set(offered) < set(everybody.values_list("login", flat=True)), "not the whole house"
    for officer in everybody:
        if officer.login in offered:
            actions.give_step(dossier=one, officer=officer, by=desk.office.actor(desk.office.nghia), at=desk.at)
        else:
            with pytest.raises(DossierError, match="chưa được giao việc này"):
                actions.give_step(dossier=one, officer=officer, by=desk.office.actor(desk.office.nghia), at=desk.at)


def test_the_list_comes_again_with_its_counts_and_takers(desk, nghia, three):
    assert f'hx-get="{LIST}/danh-sach?xem=tre&amp;can-bo=ha"' in text_of(nghia.get(f"{LIST}?xem=tre&can-bo=ha"))
    part = text_of(nghia.get(f"{LIST}/danh-sach?xem=tre&can-bo="))
    assert rows_in(part) == 1 and '<nav id="views" hx-swap-oob="innerHTML">' in part and "Đã trễ <b>1</b>" in part
    assert options(part) == options(text_of(nghia.get(LIST)))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"officer": "ha"}, "Chưa chọn hồ sơ nào"),
        ({"item": ["1:2"], "officer": ""}, "Chọn người nhận việc"),
        ({"item": ["1:2"], "officer": "la"}, "Chọn người nhận việc"),
        ({"item": ["x"], "officer": "ha"}, "Danh sách vừa đổi"),
        ({"item": ["999999:1"], "officer": "ha"}, "Chưa chọn hồ sơ nào"),
    ],
)
def test_a_broken_choice_says_what_to_do(nghia, three, data, said):
    assert said in text_of(nghia.post("/lanh-dao/giao", data, follow=True))


def test_after_ten_minutes_nothing_is_taken_back(desk, nghia, three):
    nghia.post("/lanh-dao/giao", {"item": [f"{three[0].pk}:{three[0].step}"], "officer": "lan.hc"})
    desk.later(minutes=11)
    assert "đã quá 10 phút" in text_of(nghia.post("/lanh-dao/giao/hoan-tac", follow=True))


def test_work_of_who_is_away_is_found(desk, nghia, three):
    actions.take_step(dossier=three[2], by=desk.office.actor(desk.office.ha), at=desk.at)
    today = day_of(desk.at)
    by = desk.office.actor(desk.office.nghia)
    deputies.note_absence(
        officer=desk.office.ha, kind=AbsenceKind.SICK, first_day=today, last_day=today + timedelta(days=2), by=by, at=desk.at,
    )  # fmt: skip
    page = text_of(nghia.get(f"{LIST}?xem=nguoi-vang"))
    assert rows_in(page) >= 1 and "đang vắng" in page
    day = text_of(nghia.get("/lanh-dao/"))
    assert "Nghỉ ốm" in day and "Bùi Thị Thu Hà" in day and 'data-test="away"' in day


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_filtered_is_what_is_exported(nghia, three, kind):
    answer = nghia.get(f"{LIST}?xem=tre&xuat={kind}")
    assert answer.status_code == 200 and "ho-so-dang-mo-2026-11-23" in answer["Content-Disposition"]
    if kind == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 2 and "đã trễ" in lines[1] and three[0].code in lines[1] and "Hiền" not in lines[1]


@pytest.mark.parametrize("path", [LIST, f"{LIST}/danh-sach", "/lanh-dao/cua-toi"])
def test_only_leaders_and_only_their_own(desk, three, path):
    assert Client().get(path).status_code == 302
    assert desk.hanh.get(path).status_code == 403
    theirs = desk.stranger.get(path)
    assert theirs.status_code == 200 and "Trương" not in text_of(theirs)


@pytest.mark.parametrize("path", ["/lanh-dao/giao", "/lanh-dao/giao/hoan-tac"])
def test_only_a_leader_gives(desk, three, path):
    chosen = {"item": [f"{three[0].pk}:{three[0].step}"], "officer": "lan.hc"}
    assert Client().post(path, chosen).status_code == 302
    assert desk.hanh.post(path, chosen).status_code == 403
    desk.stranger.post(path, chosen)
    assert not three[0].steps.filter(officer__login="lan.hc").exists()


def test_the_list_costs_the_same_for_one_and_for_three(desk, nghia, django_assert_num_queries):
    received(desk.office, CIVIL)
    nghia.get(LIST)
    with django_assert_num_queries(COST):
        nghia.get(LIST)
    received(desk.office, CIVIL)
    received(desk.office, SINGLE)
    assert rows_in(text_of(nghia.get(LIST))) == 3
    with django_assert_num_queries(COST):
        assert rows_in(text_of(nghia.get(LIST))) == 3


COST = 5


# --- the own record --------------------------------------------------------------------------------------


def test_the_own_record_counts_what_was_decided(desk, nghia):
    from builders.dossiers import ready
    from thanthien.journal.followers import catch_up_all

    empty = text_of(nghia.get("/lanh-dao/cua-toi"))
    assert "Không có việc nào chờ tôi" in empty and "Trong 30 ngày tôi chưa mở hồ sơ nào." in empty
    ready(desk.office, received(desk.office, SINGLE), at=desk.at + timedelta(hours=1), others=desk.others)
    catch_up_all()
    desk.later(hours=2)
    page = text_of(nghia.get("/lanh-dao/cua-toi"))
    assert 'data-figure="1">1</a></dd>' in page and "100 %" in page
    lines = nghia.get("/lanh-dao/cua-toi?xuat=csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Tuần từ,Trước hạn,Đúng hạn,Quá hạn" and len(lines) == 9 and lines[1].startswith("2026-11-23,1")


def test_the_day_shows_the_law_beside_the_own_term(desk, nghia):
    from builders.dossiers import ready
    from thanthien.journal.followers import catch_up_all

    ready(desk.office, received(desk.office, CIVIL), at=desk.at, others=desk.others)
    catch_up_all()
    page = text_of(nghia.get("/lanh-dao/so"))
    assert "Theo ngày hẹn của xã: 1 trên 1 hồ sơ, 100 %" in page and "Theo hạn luật: 1 trên 1 hồ sơ, 100 %" in page
