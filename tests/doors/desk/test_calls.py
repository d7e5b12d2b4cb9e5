"""The call list: masked until opened, one officer a line, outcomes in one press and back, exports, closed to others."""

import re

import pytest
from django.test import Client

from builders.dossiers import BIRTH, person, ready, received
from builders.playing import logged_in
from thanthien.dossiers.models import Dossier
from thanthien.journal import followers
from thanthien.journal.models import Access, Entry
from thanthien.messaging.models import Message
from thanthien.messaging.rules import State


def text_of(answer) -> str:
    return answer.content.decode().replace("\u00a0", " ")


@pytest.fixture
def listed(desk):
    """`listed(name, phone)`: a ready result of this person, on the call list."""
    made: list[Dossier] = []

    def add(name: str = "Trương Thị Hiền", phone: str = "0912555408") -> Message:
        who = person(desk.office, name, number=f"0381920043{len(made) + 17}", phone=phone)
        made.append(received(desk.office, BIRTH, applicant=who))
        ready(desk.office, made[-1], at=desk.at, others=desk.others)
        followers.catch_up(name="messages", unit=desk.unit)
        return Message.objects.get(dossier=made[-1])

    return add


def test_an_empty_list_says_what_will_come(desk):
    page = text_of(desk.hanh.get("/goi-dien/"))
    assert "Không có ai phải gọi" in page and "Chưa mở số nào" in page and 'aria-current="page"' in page


def test_the_list_is_masked_and_no_access(desk, listed):
    message = listed()
    page = text_of(desk.hanh.get("/goi-dien/"))
    assert "Trương Thị H••••" in page and "0912 ••• 408" in page and "Có kết quả" in page
    assert "Hiền" not in page and "0912555408" not in page and f'data-id="{message.pk}"' in page
    assert not Access.objects.exists()


def test_opening_a_line_shows_number_and_words_and_is_an_access(desk, listed):
    message = listed()
    side = text_of(desk.post(f"/goi-dien/mo/{message.pk}"))
    assert "Trương Thị Hiền" in side and 'href="tel:0912555408"' in side
    assert "đã có kết quả. Mời ông/bà đến nhận" in side and message.dossier.code.rpartition("-")[2] in side
    access = Access.objects.get()
    assert (access.officer, access.subject, access.reason) == ("hanh", f"dossier:{message.dossier_id}", "call")


def test_a_colleague_sees_who_is_calling_and_cannot_call_too(desk, listed):
    message = listed()
    desk.post(f"/goi-dien/mo/{message.pk}")
    assert "Lê Thị Hạnh đang gọi" in text_of(desk.dinh.get("/goi-dien/"))
    refused = desk.post(f"/goi-dien/mo/{message.pk}", by=desk.dinh)
    assert refused.status_code == 422 and "Lê Thị Hạnh đang gọi người này" in text_of(refused)
    assert "0912555408" not in text_of(refused) and Access.objects.count() == 1
    desk.post(f"/goi-dien/nha/{message.pk}")
    assert desk.post(f"/goi-dien/mo/{message.pk}", by=desk.dinh).status_code == 200


def test_an_outcome_leaves_the_list_and_comes_back_by_undo(desk, listed):
    message = listed()
    desk.post(f"/goi-dien/mo/{message.pk}")
    done = text_of(desk.post(f"/goi-dien/xong/{message.pk}", {"outcome": "reached"}))
    assert "Đã ghi: Nghe máy." in done and "Không có ai phải gọi" in done and "Chưa mở số nào" in done
    message.refresh_from_db()
    assert message.state == State.TOLD
    undo = re.search(r'hx-post="(/goi-dien/hoan-tac/\d+)"', done)[1]
    back = text_of(desk.post(undo))
    assert "Trương Thị H••••" in back and "Đã hoàn tác" in back
    message.refresh_from_db()
    assert message.state == State.CALLING


def test_no_answer_says_when_it_comes_back(desk, listed):
    message = listed()
    done = text_of(desk.post(f"/goi-dien/xong/{message.pk}", {"outcome": "no_answer"}))
    assert "Không nghe. Danh sách nhắc lại lúc 09:00 ngày 23/11." in done
    assert "Hẹn gọi lại" in done and "gọi lại 09:00 23/11" in done and "đã gọi 1 lần" in done
    desk.later(minutes=31)
    assert "Gọi bây giờ" in text_of(desk.hanh.get("/goi-dien/"))


@pytest.mark.parametrize(("later", "said"), [("hour", "09:30 ngày 23/11"), ("afternoon", "13:30 ngày 23/11")])
def test_a_later_hour_is_one_press(desk, listed, later, said):
    message = listed()
    assert said in text_of(desk.post(f"/goi-dien/xong/{message.pk}", {"outcome": "later", "later": later}))


def test_a_wrong_number_is_given_up_and_said(desk, listed):
    message = listed()
    assert "Sai số. Thôi gọi" in text_of(desk.post(f"/goi-dien/xong/{message.pk}", {"outcome": "wrong"}))


@pytest.mark.parametrize("data", [{}, {"outcome": "lạ"}, {"outcome": "later"}, {"outcome": "later", "later": "mai sau"}])
def test_an_outcome_that_is_none_changes_nothing(desk, listed, data):
    message = listed()
    refused = desk.post(f"/goi-dien/xong/{message.pk}", data)
    assert refused.status_code == 422 and "Chọn" in text_of(refused)
    message.refresh_from_db()
    assert message.state == State.CALLING


def test_a_double_press_counts_once(desk, listed):
    message = listed()
    key = {"outcome": "no_answer", "once": "k" * 32}
    desk.post(f"/goi-dien/xong/{message.pk}", key)
    desk.post(f"/goi-dien/xong/{message.pk}", key)
    assert Entry.objects.filter(kind="call.ended").count() == 1


def test_who_has_no_number_is_told_through_somebody(desk, listed):
    message = listed("Hà Văn Ổn", "")
    assert "chưa có số, nhắn qua trưởng thôn" in text_of(desk.hanh.get("/goi-dien/"))
    side = text_of(desk.post(f"/goi-dien/mo/{message.pk}"))
    assert "Chưa có số điện thoại" in side and 'data-test="end-through"' in side and "end-no_answer" not in side


def test_a_guide_calls_too_and_nobody_else(desk, listed):
    message = listed()
    guide = logged_in(desk.office.ngoc)
    assert guide.get("/goi-dien/").status_code == 200
    assert desk.post(f"/goi-dien/mo/{message.pk}", by=guide).status_code == 200
    for officer in (desk.office.ha, desk.office.nghia):
        assert logged_in(officer).get("/goi-dien/").status_code == 403
    assert Client().get("/goi-dien/").status_code == 302


@pytest.mark.parametrize("path", ["mo", "xong", "nha", "hoan-tac"])
def test_a_stranger_finds_nothing(desk, listed, path):
    message = listed()
    assert desk.post(f"/goi-dien/{path}/{message.pk}", {"outcome": "reached"}, by=desk.stranger).status_code == 404
    assert "Trương" not in text_of(desk.stranger.get("/goi-dien/"))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_leaves_masked(desk, listed, kind):
    listed()
    answer = desk.hanh.get(f"/goi-dien/?xuat={kind}")
    assert answer.status_code == 200 and "goi-dien-2026-11-23" in answer["Content-Disposition"]
    if kind == "csv":
        lines = answer.content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("Việc báo,Người nhận,Điện thoại") and "Trương Thị H••••,0912 ••• 408" in lines[1]
    assert not Access.objects.exists()


def test_the_page_costs_the_same_for_one_and_for_three(desk, listed, django_assert_num_queries):
    listed()
    desk.hanh.get("/goi-dien/")
    with django_assert_num_queries(PAGE):
        desk.hanh.get("/goi-dien/")
    listed("Hà Văn Ổn", "0988111222")
    listed("Hà Văn An", "0988111333")
    assert text_of(desk.hanh.get("/goi-dien/")).count('data-test="call"') == 3
    with django_assert_num_queries(PAGE):
        assert text_of(desk.hanh.get("/goi-dien/")).count('data-test="call"') == 3


PAGE = 2
