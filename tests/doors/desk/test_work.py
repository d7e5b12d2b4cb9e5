"""My work: due soonest first, masked; one or several steps taken and done; a colleague who was faster is named."""

from datetime import timedelta

import pytest

from builders.desk import logged_in
from builders.dossiers import CIVIL, SINGLE, received
from thanthien.doors.desk import work
from thanthien.dossiers import actions
from thanthien.dossiers.models import Dossier
from thanthien.journal.models import Access


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def ha(desk):
    return logged_in(desk.office.ha)


@pytest.fixture
def three(desk):
    """One late, one for today, one for later."""
    base = desk.at
    late = received(desk.office, CIVIL, at=base - timedelta(days=10))
    today = received(desk.office, CIVIL, at=base - timedelta(days=5) + timedelta(hours=2))
    later = received(desk.office, CIVIL, at=base)
    return late, today, later


def test_an_empty_list_says_what_comes_next(desk, ha):
    page = text_of(ha.get("/viec/"))
    assert "Xong hết việc" in page and "danh sách tự hiện" in page


def test_groups_late_today_later_with_the_time_left_in_working_hours(desk, ha, three):
    page = text_of(ha.get("/viec/"))
    assert page.index('data-group="late"') < page.index('data-group="today"') < page.index('data-group="2026-11-27"')
    assert "trễ 3 ngày" in page.replace("\u00a0", " ") and "thứ Sáu 27/11" in page
    assert "Trương Thị H••••" in page and "Hiền" not in page
    assert not Access.objects.exists()


@pytest.mark.parametrize(("view", "rows"), [("", 3), ("tre", 1), ("hom-nay", 2), ("chua-nhan", 3), ("la-lung", 3)])
def test_views_count_and_filter(desk, ha, three, view, rows):
    answer = ha.get("/viec/", {"xem": view})
    assert text_of(answer).count('data-test="row"') == rows
    assert "Trễ <b>1</b>" in text_of(answer)


def test_a_long_list_shows_the_most_urgent_and_says_that_there_are_more(desk, ha, three, monkeypatch):
    monkeypatch.setattr(work, "PAGE", 2)
    for _ in range(2):
        actions.take_step(dossier=three[_], by=desk.office.actor(desk.office.ha), at=desk.at)
    page = text_of(ha.get("/viec/"))
    assert page.count('data-test="row"') == 2 and 'data-group="late"' in page and 'data-group="today"' in page
    assert "Tất cả <b>2+</b>" in page and "Trễ <b>1</b>" in page and "Đang hiện 2 việc gấp nhất" in page
    untaken = text_of(ha.get("/viec/", {"xem": "chua-nhan"}))  # the one behind the page
    assert untaken.count('data-test="row"') == 1 and 'data-group="2026-11-27"' in untaken and "Đang hiện" not in untaken
    assert text_of(ha.get("/viec/danh-sach")).count('data-test="cut"') == 1


def test_a_view_with_nothing_in_it_says_so(desk, ha):
    received(desk.office, CIVIL)
    assert "Không có hồ sơ nào trong mục này" in text_of(ha.get("/viec/?xem=tre"))


def test_the_panel_at_the_right_is_masked_and_no_access(desk, ha, three):
    page = text_of(desk.get(f"/viec/{three[2].pk}", by=ha))
    assert "Trương Thị H••••" in page and "Hiền" not in page and "038192004317" not in page
    assert "Bước" in page and "Nhật ký" in page and "hẹn trả 08:30" in page
    assert not Access.objects.exists()


def test_time_that_does_not_suffice_is_said(desk, ha):
    dossier = received(desk.office, CIVIL)
    assert 'data-test="risk"' not in text_of(desk.get(f"/viec/{dossier.pk}", by=ha))
    desk.later(days=4)
    ha = logged_in(desk.office.ha)  # Friday morning, minutes before it is due, nothing done yet
    desk.clock.shift(timedelta(minutes=-30))
    desk.office.at -= timedelta(minutes=30)
    actions.complete_step(dossier=dossier, by=desk.office.actor(desk.office.ha), at=desk.at)
    assert "bước còn lại cần" in text_of(desk.get(f"/viec/{dossier.pk}", by=ha))


def test_taking_and_completing_several_at_once(desk, ha, three):
    items = [f"{one.pk}:{one.step}" for one in three]
    taken = desk.post("/nhieu/nhan", {"item": items, "once": "a" * 32}, by=ha)
    assert "Đã nhận 3 việc." in text_of(taken)
    assert {one.steps.get(order=one.step).officer.login for one in Dossier.objects.all()} == {"ha"}
    done = desk.post("/nhieu/xong", {"item": items, "once": "b" * 32}, by=ha)
    assert "Xong 3 bước." in text_of(done)
    assert all(Dossier.objects.get(pk=one.pk).step > one.step for one in three)


def test_pressed_twice_with_one_key_a_step_is_done_once(desk, ha):
    dossier = received(desk.office, CIVIL)
    data = {"item": f"{dossier.pk}:{dossier.step}", "once": "c" * 32}
    for _ in range(2):
        assert "Xong 1 bước." in text_of(desk.post("/nhieu/xong", data, by=ha))
    assert Dossier.objects.get().steps.filter(done_at__isnull=False, kind="handle").count() == 1


def test_a_colleague_who_was_faster_is_named_and_the_others_are_done(desk, ha):
    slow, other = received(desk.office, CIVIL), received(desk.office, CIVIL)
    step = slow.step
    actions.complete_step(dossier=slow, by=desk.office.actor(desk.others["second"]), at=desk.at)
    answer = desk.post("/nhieu/xong", {"item": [f"{slow.pk}:{step}", f"{other.pk}:{step}"], "once": "d" * 32}, by=ha)
    assert answer.status_code == 200
    assert "Xong 1 bước." in text_of(answer) and "1123-0001: Quách Thị Lan đã làm xong bước" in text_of(answer)


@pytest.mark.parametrize("item", ["", "x:1", "1:x", "9" * 30 + ":1"])
def test_a_broken_choice_is_said(desk, ha, item):
    answer = desk.post("/nhieu/xong", {"item": item} if item else {}, by=ha)
    assert answer.status_code == 422


def test_a_stranger_and_a_colleague_of_another_field_see_nothing(desk, three):
    tuan = logged_in(desk.office.tuan)
    assert 'data-test="row"' not in text_of(tuan.get("/viec/"))
    assert desk.get(f"/viec/{three[0].pk}", by=tuan).status_code == 422
    assert desk.get(f"/viec/{three[0].pk}", by=desk.stranger).status_code == 404
    item = {"item": f"{three[0].pk}:{three[0].step}"}
    assert desk.post("/nhieu/xong", item, by=desk.stranger).status_code == 404
    assert desk.post("/nhieu/xong", item, by=tuan).status_code == 422
    assert Dossier.objects.get(pk=three[0].pk).step == three[0].step


def test_the_list_costs_the_same_for_one_and_for_three(desk, ha, django_assert_num_queries):
    received(desk.office, SINGLE)
    desk.get("/viec/danh-sach", by=ha)
    with django_assert_num_queries(4):
        desk.get("/viec/danh-sach", by=ha)
    received(desk.office, CIVIL)
    received(desk.office, CIVIL)
    desk.get("/viec/danh-sach", by=ha)
    with django_assert_num_queries(4):
        answer = desk.get("/viec/danh-sach", by=ha)
    assert text_of(answer).count('data-test="row"') == 3
