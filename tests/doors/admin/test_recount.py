"""The page of dates that differ: the leader decides, batches go on, what was typed stays; nobody else moves a date (S13)."""

from datetime import date

import pytest

from builders.dossiers import SINGLE, add_officers, load_small_catalogue, received
from builders.playing import logged_in
from thanthien.doors.admin.time import views_replay
from thanthien.dossiers import recount
from thanthien.dossiers.models import Dossier, Recount
from thanthien.journal.models import Entry
from thanthien.shared.actor import system
from thanthien.worktime import actions as worktime

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/lich/hen-lech"
MOVE = {"wish": "move", "which": "later", "reason": "nghỉ thêm ngày 25/11"}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def differing(administration):
    """Two dossiers, then a day off between now and their date; the leader's browser beside the administrator's."""
    office = administration.office
    load_small_catalogue()
    add_officers(office)
    administration.dossiers = [received(office, SINGLE) for _ in range(2)]
    worktime.set_day(
        unit=office.unit, day=date(2026, 11, 25), kind="local_off", name="do bão số 5", by=system(office.unit), at=office.at
    )
    administration.leader = logged_in(office.nghia)
    return administration


def dates() -> set:
    return set(Dossier.objects.values_list("pk", "due_first", "due_at"))


def test_the_leader_moves_all_of_them_and_takes_it_back(differing):
    before = dates()
    page = text(differing.leader.get(PAGE))
    assert "2 hồ sơ lệch" in page and "2 hồ sơ muộn hơn" in page and 'data-test="decide"' in page
    done = differing.leader.post(f"{PAGE}/quyet", MOVE, follow=True)
    assert "Đã dời ngày hẹn của 2 hồ sơ." in text(done) and "Không hồ sơ nào lệch" in text(done)
    assert {(pk, first) for pk, first, _ in dates()} == {(pk, first) for pk, first, _ in before}
    assert all(due > first for _, first, due in dates())
    row = Recount.objects.get()
    back = differing.leader.post(f"{PAGE}/{row.pk}/hoan-tac", follow=True)
    assert "2 hồ sơ về ngày hẹn trước" in text(back) and dates() == before


def test_marked_ones_only(differing):
    chosen = differing.dossiers[1]
    differing.leader.post(f"{PAGE}/quyet", MOVE | {"which": "chosen", "hs": [chosen.pk, "x", "٣"]})
    assert [pk for pk, first, due in dates() if due != first] == [chosen.pk]


def test_promises_may_be_kept(differing):
    before = dates()
    done = differing.leader.post(f"{PAGE}/quyet", MOVE | {"wish": "keep"}, follow=True)
    assert "giữ ngày đã hẹn của 2 hồ sơ" in text(done) and "Không hồ sơ nào lệch" in text(done) and dates() == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"reason": ""}, "Ghi lý do"),
        ({"wish": "x"}, "Chọn một trong hai"),
        ({"which": "x"}, "Chọn hồ sơ nào"),
        ({"which": "chosen"}, "Chưa đánh dấu hồ sơ nào"),
    ],
)
def test_what_cannot_be_done_says_why_and_keeps_what_was_typed(differing, typed, sentence):
    before = dates()
    answer = differing.leader.post(f"{PAGE}/quyet", MOVE | {"reason": "nghỉ theo thông báo"} | typed)
    assert answer.status_code == 422 and sentence in text(answer) and dates() == before
    if "reason" not in typed:
        assert 'value="nghỉ theo thông báo"' in text(answer)


def test_pressed_twice_it_is_decided_once(differing):
    for _ in range(2):
        differing.leader.post(f"{PAGE}/quyet", MOVE | {"once": "abc"})
    assert Recount.objects.count() == 1 and Entry.objects.filter(kind="due.recounted").count() == 2


def test_a_stopped_one_goes_on(differing, monkeypatch):
    monkeypatch.setattr(recount, "BATCH", 1)
    monkeypatch.setattr(recount.go_on, "__kwdefaults__", {"batch": 1})
    page = text(differing.leader.post(f"{PAGE}/quyet", MOVE, follow=True))
    assert "đã xem 1 trên 2 hồ sơ, 50 %" in page and "data-goes-on" in page and 'data-test="begin"' not in page
    row = Recount.objects.get()
    for _ in range(2):
        page = text(differing.leader.post(f"{PAGE}/{row.pk}/tiep", follow=True))
    assert "Đã dời ngày hẹn của 2 hồ sơ." in page and all(due > first for _, first, due in dates())


def test_the_administrator_sees_and_decides_nothing(differing):
    page = text(differing.admin.get(PAGE))
    assert "2 hồ sơ lệch" in page and 'data-test="begin"' not in page and 'name="hs"' not in page
    before = dates()
    assert differing.admin.post(f"{PAGE}/quyet", MOVE).status_code == 403
    assert differing.colleague.post(f"{PAGE}/quyet", MOVE).status_code == 403
    assert dates() == before


def test_more_rows_than_are_shown_are_in_the_file(differing, monkeypatch):
    monkeypatch.setattr(views_replay, "SHOWN", 1)
    assert "Còn 1 hồ sơ nữa" in text(differing.leader.get(PAGE))
    file = differing.leader.get(f"{PAGE}?xuat=csv").content.decode("utf-8-sig")
    assert all(one.code in file for one in differing.dossiers)
