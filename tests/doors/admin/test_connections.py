"""Kết nối: a token is made, shown once, listed, taken back; whose it may be."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from builders.keys import bearer, key_of
from builders.office import UNIT
from thanthien.people import actions as people
from thanthien.people.models import ApiToken
from thanthien.people.rules import DeviceKind
from thanthien.shared.actor import system

LIST = "/quan-tri/ket-noi"


def page(answer) -> str:
    return answer.content.decode()


def asked(**more: object) -> dict:
    return {"name": "Bảng gọi số", "holder": "officer:hanh", "scopes": ["board", "calls"], "days": "30"} | more


def opened(text: str) -> int:
    return Client().get(f"/api/v1/units/{UNIT}/board", headers=bearer(text)).status_code


def test_a_token_is_shown_once_and_works(administration):
    made = administration.admin.post(f"{LIST}/them", asked())
    text = re.search(r'data-test="token">([^<]+)<', page(made))[1]
    assert opened(text) == 200
    row = ApiToken.objects.get()
    assert (row.officer, row.scopes, (row.expires_at - row.made_at).days) == (administration.office.hanh, ["board", "calls"], 30)
    shown = page(administration.admin.get(LIST))
    assert text not in shown and "Bảng gọi số" in shown and "Gọi số tiếp" in shown and "Đang dùng" in shown


def test_a_form_that_was_sent_twice_makes_one_token_and_shows_it_once(administration):
    first = administration.admin.post(f"{LIST}/them", asked(once="b" * 32))
    again = administration.admin.post(f"{LIST}/them", asked(once="b" * 32), follow=True)
    assert 'data-test="token"' in page(first) and 'data-test="token"' not in page(again) and "chỉ hiện một lần" in page(again)
    assert ApiToken.objects.count() == 1


def test_for_a_device(administration):
    told = {"by": system(UNIT), "at": administration.office.at}
    people.add_device(unit=UNIT, kind=DeviceKind.KIOSK, code="kiosk-1", name="Máy cửa chính", **told)
    refused = administration.admin.post(f"{LIST}/them", asked(holder="device:kiosk-1"))
    assert refused.status_code == 422 and "cần khóa của cán bộ" in page(refused)
    assert administration.admin.post(f"{LIST}/them", asked(holder="device:kiosk-1", scopes=["tickets"])).status_code == 200
    assert ApiToken.objects.get().device.code == "kiosk-1"


@pytest.mark.parametrize(("wrong", "words"), [
    ({"name": ""}, "Ghi tên phần mềm"), ({"holder": ""}, "Chọn cán bộ hoặc máy."), ({"scopes": []}, "Chọn ít nhất một việc."),
    ({"days": "366"}, "từ 1 đến 365"), ({"days": "mãi"}, "từ 1 đến 365"), ({"holder": "officer:la"}, "trong danh sách"),
])  # fmt: skip
def test_what_is_missing_is_said_beside_its_field_and_the_rest_stays(administration, wrong, words):
    answer = administration.admin.post(f"{LIST}/them", asked(**wrong))
    assert answer.status_code == 422 and words in page(answer) and not ApiToken.objects.exists()
    assert "name" in wrong or "Bảng gọi số" in page(answer)


def test_taken_back_it_opens_nothing(administration):
    text = key_of(administration.office.hanh, at=administration.office.at)
    row = ApiToken.objects.get()
    assert opened(text) == 200
    answer = administration.admin.post(f"{LIST}/{row.pk}/thu-hoi", {"once": "a" * 32}, follow=True)
    assert "Đã thu hồi khóa của Phần mềm thử" in page(answer) and 'data-state="na"' in page(answer)
    assert opened(text) == 401
    assert f'action="{LIST}/{row.pk}/hoan-tac"' in page(answer), "with the way back"
    answer = administration.admin.post(f"{LIST}/{row.pk}/hoan-tac", {"once": "b" * 32}, follow=True)
    assert "Khóa của Phần mềm thử dùng lại được." in page(answer) and opened(text) == 200


def test_after_ten_minutes_a_new_one_is_made(administration):
    text = key_of(administration.office.hanh, at=administration.office.at)
    row = ApiToken.objects.get()
    administration.admin.post(f"{LIST}/{row.pk}/thu-hoi", {"once": "a" * 32})
    with time_machine.travel(administration.office.at + timedelta(minutes=11), tick=False):
        answer = administration.admin.post(f"{LIST}/{row.pk}/hoan-tac", {"once": "b" * 32}, follow=True)
    assert "đã lâu" in page(answer) and opened(text) == 401


def test_only_the_units_administrator(administration):
    key_of(administration.office.hanh, at=administration.office.at)
    row = ApiToken.objects.get()
    assert (
        administration.colleague.get(LIST).status_code
        == 403
        == administration.colleague.post(f"{LIST}/them", asked()).status_code
    )
    for what in ("thu-hoi", "hoan-tac"):
        assert administration.stranger.post(f"{LIST}/{row.pk}/{what}").status_code == 404
        assert administration.colleague.post(f"{LIST}/{row.pk}/{what}").status_code == 403
    assert "Phần mềm thử" not in page(administration.stranger.get(LIST))
    assert ApiToken.objects.get().revoked_at is None


def test_an_empty_list_says_what_a_token_is_for(administration):
    assert "Chưa có phần mềm nào kết nối" in page(administration.admin.get(LIST))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same(administration, rows, django_assert_num_queries):
    for _ in range(rows):
        key_of(administration.office.hanh, at=administration.office.at)
    administration.admin.get(LIST)
    with django_assert_num_queries(3):  # one of them for whom the unit tells
        administration.admin.get(LIST)


def test_the_list_as_a_file(administration):
    key_of(administration.office.hanh, at=administration.office.at)
    assert "Phần mềm thử" in administration.admin.get(f"{LIST}?xuat=csv").content.decode("utf-8-sig")
