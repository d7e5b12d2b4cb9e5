"""Dossiers that wait for the person: nothing is forgotten because its clock stands still."""

from datetime import date

import pytest

from builders.desk import logged_in
from builders.dossiers import CIVIL, SINGLE, received
from thanthien.dossiers import actions


@pytest.fixture
def ha(desk):
    return logged_in(desk.office.ha)


def text_of(answer) -> str:
    return answer.content.decode()


def asked(desk, code=SINGLE, **more):
    dossier = received(desk.office, code)
    actions.ask_supplement(
        dossier=dossier, items=[{"name": "Giấy xác nhận nơi cư trú"}], reason="Giấy chưa có dấu.", at=desk.at,
        by=desk.office.actor(desk.office.ha), **more,
    )  # fmt: skip
    return dossier


def test_both_kinds_stand_there_masked(desk, ha):
    asked(desk)
    actions.ask_duty(
        dossier=received(desk.office, CIVIL), what="Lệ phí trước bạ", by=desk.office.actor(desk.office.ha), at=desk.at
    )
    page = text_of(ha.get("/cho-nguoi-dan/"))
    assert page.count('data-test="row"') == 2 and "Trương Thị Hiền" not in page
    assert "Giấy xác nhận nơi cư trú" in page and "Lệ phí trước bạ" in page
    assert text_of(ha.get("/cho-nguoi-dan/?xem=nop")).count('data-test="row"') == 1


def test_past_the_day_they_are_marked(desk, ha):
    asked(desk, answer_by=date(2026, 11, 23))
    assert 'data-test="empty"' in text_of(ha.get("/cho-nguoi-dan/?xem=qua-han"))
    desk.later(days=1)
    assert text_of(logged_in(desk.office.ha).get("/cho-nguoi-dan/?xem=qua-han")).count('data-test="row"') == 1


def test_answered_they_are_gone(desk, ha):
    dossier = asked(desk)
    actions.take_supplement(dossier=dossier, by=desk.office.actor(desk.office.hanh), at=desk.at)
    assert 'data-test="empty"' in text_of(ha.get("/cho-nguoi-dan/"))


def test_only_the_own_fields_and_the_own_unit(desk):
    asked(desk)
    assert 'data-test="row"' not in text_of(logged_in(desk.office.tuan).get("/cho-nguoi-dan/"))
    assert 'data-test="row"' not in text_of(desk.stranger.get("/cho-nguoi-dan/"))
    assert 'data-test="row"' in text_of(desk.hanh.get("/cho-nguoi-dan/"))


def test_the_list_leaves_as_a_file(desk, ha):
    asked(desk)
    assert "Giấy xác nhận nơi cư trú" in ha.get("/cho-nguoi-dan/?xuat=csv").content.decode("utf-8-sig")


def test_it_costs_the_same_for_one_and_for_three(desk, ha, django_assert_num_queries):
    asked(desk)
    ha.get("/cho-nguoi-dan/")
    with django_assert_num_queries(LIST):
        ha.get("/cho-nguoi-dan/")
    asked(desk, CIVIL), asked(desk)
    with django_assert_num_queries(LIST):
        ha.get("/cho-nguoi-dan/")


LIST = 3
