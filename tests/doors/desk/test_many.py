"""Many dossiers at once: per-row refusals, one undo for all of it, parts of a long batch, one PDF of all forms."""

import pytest

from builders.desk import logged_in
from builders.dossiers import CIVIL, SINGLE, ready, received, worked_to
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import Status


def text_of(answer) -> str:
    return answer.content.decode()


def items(*dossiers: Dossier) -> list[str]:
    for one in dossiers:
        one.refresh_from_db()
    return [f"{one.pk}:{one.step}" for one in dossiers]


def running(dossier: Dossier):
    dossier.refresh_from_db()
    return dossier.steps.get(order=dossier.step)


@pytest.fixture
def ha(desk):
    return logged_in(desk.office.ha)


@pytest.fixture
def three(desk):
    return [received(desk.office, code) for code in (SINGLE, CIVIL, SINGLE)]


def test_taken_together_and_given_back_together(desk, ha, three):
    answer = desk.post("/nhieu/nhan", {"item": items(*three), "once": "a" * 32}, by=ha)
    assert "Đã nhận 3 việc." in text_of(answer) and 'data-test="undo"' in text_of(answer)
    assert "dossiers-moved" in answer["HX-Trigger"] and answer["HX-Reswap"] == "none"
    assert {running(one).officer for one in three} == {desk.office.ha}
    assert 'data-test="undo-batch"' in text_of(ha.get("/viec/"))
    undone = desk.post("/nhieu/hoan-tac", by=ha)
    assert "Đã hoàn tác 3 hồ sơ." in text_of(undone)
    assert {running(one).officer for one in three} == {None}
    assert 'data-test="undo-batch"' not in text_of(ha.get("/viec/"))
    assert "Không còn việc nào để hoàn tác" in text_of(desk.post("/nhieu/hoan-tac", by=ha))


def test_what_one_held_already_is_not_given_back(desk, ha, three):
    desk.post("/nhieu/nhan", {"item": items(three[0]), "once": "a" * 32}, by=ha)
    desk.post("/nhieu/nhan", {"item": items(*three), "once": "b" * 32}, by=ha)
    assert "Đã hoàn tác 2 hồ sơ." in text_of(desk.post("/nhieu/hoan-tac", by=ha))
    assert [running(one).officer for one in three] == [desk.office.ha, None, None]


def test_steps_done_by_mistake_run_on(desk, ha, three):
    desk.post("/nhieu/xong", {"item": items(*three), "once": "a" * 32}, by=ha)
    assert {running(one).order for one in three} == {3}
    desk.later(minutes=9)
    assert "Đã hoàn tác 3 hồ sơ." in text_of(desk.post("/nhieu/hoan-tac", by=ha))
    assert {running(one).order for one in three} == {2}


def test_after_ten_minutes_it_stays(desk, ha, three):
    desk.post("/nhieu/xong", {"item": items(*three), "once": "a" * 32}, by=ha)
    desk.later(minutes=10, seconds=1)
    answer = desk.post("/nhieu/hoan-tac", by=ha)
    assert answer.status_code == 422 and "Đã quá 10 phút" in text_of(answer)
    assert {running(one).order for one in three} == {3}


def test_one_that_moved_on_is_told_and_the_others_go_back(desk, ha, three):
    desk.post("/nhieu/xong", {"item": items(*three), "once": "a" * 32}, by=ha)
    three[1].refresh_from_db()
    worked_to(desk.office, three[1], 4, at=desk.at, others=desk.others)
    answer = text_of(desk.post("/nhieu/hoan-tac", by=ha))
    assert "Đã hoàn tác 2 hồ sơ." in answer and "1123-0002: Đã có người làm tiếp" in answer


def test_a_long_batch_in_parts_is_one_batch(desk, ha, three):
    first = {"item": items(*three[:2]), "batch": "x1", "once": "a" * 32, "more": "1"}
    assert desk.post("/nhieu/nhan", first, by=ha).status_code == 204
    last = {"item": items(three[2]), "batch": "x1", "once": "a" * 32}
    assert "Đã nhận 3 việc." in text_of(desk.post("/nhieu/nhan", last, by=ha))
    assert "Đã hoàn tác 3 hồ sơ." in text_of(desk.post("/nhieu/hoan-tac", by=ha))


def test_results_reported_together_those_with_steps_left_are_told(desk, three):
    seal = logged_in(desk.others["seal"])
    one = worked_to(desk.office, three[0], 4, at=desk.at, others=desk.others)
    answer = text_of(desk.post("/nhieu/co-ket-qua", {"item": items(one, three[1]), "once": "a" * 32}, by=seal))
    assert "Đã báo 1 kết quả." in answer and "1123-0002: " in answer and "còn các bước" in answer
    one.refresh_from_db()
    assert one.state == Status.READY
    desk.post("/nhieu/hoan-tac", by=seal)
    one.refresh_from_db()
    assert (one.state, one.shelf) == (Status.PROCESSING, "")


def test_the_leader_gives_several_to_one(desk, three):
    leader = logged_in(desk.office.nghia)
    data = {"item": items(*three), "officer": "lan.hc", "once": "a" * 32}
    assert "Đã giao 3 việc." in text_of(desk.post("/nhieu/giao", data, by=leader))
    assert {running(one).officer for one in three} == {desk.others["second"]}
    desk.post("/nhieu/hoan-tac", by=leader)
    assert {running(one).officer for one in three} == {None}
    wrong = desk.post("/nhieu/giao", {"item": items(*three), "officer": "la", "once": "b" * 32}, by=leader)
    assert wrong.status_code == 422 and "Chưa chọn người nhận việc" in text_of(wrong)


def test_results_moved_to_one_shelf_and_back(desk):
    some = [ready(desk.office, received(desk.office), at=desk.at, others=desk.others) for _ in range(2)]
    before = [one.shelf for one in some]
    answer = desk.post("/nhieu/ngan", {"item": [f"{one.pk}:0" for one in some], "shelf": "Tủ B", "once": "a" * 32})
    assert "Đã ghi ngăn cho 2 kết quả." in text_of(answer)
    assert {Dossier.objects.get(pk=one.pk).shelf for one in some} == {"Tủ B"}
    desk.post("/nhieu/hoan-tac")
    assert [Dossier.objects.get(pk=one.pk).shelf for one in some] == before


def test_a_stranger_reaches_none_of_it(desk, three):
    for path in ("nhan", "xong", "co-ket-qua", "giao", "ngan"):
        answer = desk.post(f"/nhieu/{path}", {"item": items(three[0]), "shelf": "x", "officer": "la"}, by=desk.stranger)
        assert answer.status_code == 404, path
    assert {running(one).officer for one in three} == {None}


def test_one_act_on_the_page_of_a_dossier_is_taken_back_too(desk, ha, three):
    one = three[0]
    answer = desk.post(f"/ho-so/{one.pk}/xong", {"step": one.step, "once": "a" * 32}, by=ha)
    assert f"/ho-so/{one.pk}/hoan-tac-xong" in text_of(answer)
    back = desk.post(f"/ho-so/{one.pk}/hoan-tac-xong", {"once": "b" * 32}, by=ha)
    assert "đồng hồ của bước chạy tiếp" in text_of(back) and running(one).order == 2
    desk.post(f"/ho-so/{one.pk}/nhan-viec", {"step": one.step, "once": "c" * 32}, by=ha)
    given = desk.post(f"/ho-so/{one.pk}/giao", {"step": one.step, "officer": "lan.hc", "once": "d" * 32}, by=ha)
    assert "Đã giao cho Quách Thị Lan." in text_of(given)
    desk.post(f"/ho-so/{one.pk}/hoan-tac-nhan", {"once": "e" * 32}, by=ha)
    assert running(one).officer == desk.office.ha
