"""Tokens, problems, validators, repeated requests: what all routes have in common."""

import json
import logging
from datetime import timedelta

import pytest

from builders.keys import bearer, key_of
from builders.office import UNIT
from thanthien.doors.api import limits, routes_hall
from thanthien.doors.api.problems import KINDS
from thanthien.journal.models import Answer, Entry
from thanthien.people import actions as people
from thanthien.people.models import ApiToken
from thanthien.people.rules import PeopleError, Role, Scope
from thanthien.queueing.models import Ticket
from thanthien.shared.actor import system

BOARD = f"/api/v1/units/{UNIT}/board"


def problem(answer, status: int, slug: str) -> dict:
    body = answer.json()
    assert (answer.status_code, body["status"], body["type"]) == (status, status, f"urn:thanthien:problem:{slug}")
    assert answer["Content-Type"] == "application/problem+json" and body["title"] and body["detail"]
    return body


# --- tokens ---


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer tt_wrong", "Basic aGFuaDpo", "tt_x"])
def test_without_a_right_token_nothing_opens(api, header):
    answer = api.client.get(BOARD, headers={"Authorization": header} if header else {})
    problem(answer, 401, "no-token")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_login_in_the_browser_opens_nothing_here(api):
    problem(api.desk.hanh.get(BOARD), 401, "no-token")


def test_only_a_digest_is_kept(api):
    row = ApiToken.objects.get(officer=api.office.hanh)
    assert len(row.digest) == 32 and api.keys["hanh"] not in json.dumps(row.columns())
    assert api.keys["hanh"] not in " ".join(Entry.objects.values_list("body", flat=True))


def test_a_token_ends_on_its_day_when_taken_back_and_with_its_holder(api):
    office, told = api.office, {"by": system(UNIT), "at": api.office.at}
    short = key_of(office.dinh, at=office.at, days=1)
    assert api.client.get(BOARD, headers=bearer(short)).status_code == 200
    people.revoke_token(token=ApiToken.objects.get(officer=office.hanh), **told)
    people.revoke(device=api.kiosk, **told)
    people.deactivate_officer(officer=office.tuan, **told)
    assert [api.get(f"units/{UNIT}/board", who).status_code for who in ("hanh", "kiosk", "tuan")] == [401, 401, 401]
    api.desk.later(days=1)
    assert api.client.get(BOARD, headers=bearer(short)).status_code == 401
    assert [entry.data["holder"] for entry in Entry.objects.filter(kind="token.revoked")] == ["hanh"]


def test_a_scope_that_was_not_given_is_said(api):
    key = key_of(api.office.dinh, at=api.office.at, scopes=[Scope.BOARD])
    assert api.client.get(BOARD, headers=bearer(key)).status_code == 200
    answer = api.client.post(
        f"/api/v1/units/{UNIT}/tickets", {"service": "A"}, content_type="application/json", headers=bearer(key)
    )
    assert "Lấy số" in problem(answer, 403, "forbidden")["detail"]


def test_the_roles_of_the_day_decide_besides_the_scope(api):
    row = api.dossier()
    people.end_role(grant=api.office.ha.grants.get(), by=system(UNIT), at=api.office.at, on=api.office.at.date())
    api.desk.later(days=1)
    assert api.get(f"dossiers/{row.code}", "ha").status_code == 403


def test_when_it_was_last_used_is_noted_once_a_minute(api):
    for _ in range(2):
        api.get(f"units/{UNIT}/board")
    first = ApiToken.objects.get(officer=api.office.hanh).last_used
    api.desk.later(minutes=2)
    api.get(f"units/{UNIT}/board")
    assert ApiToken.objects.get(officer=api.office.hanh).last_used - first == timedelta(minutes=2)


@pytest.mark.parametrize(("change", "words"), [
    ({"scopes": []}, "ít nhất một việc"), ({"scopes": ["everything"]}, "ít nhất một việc"), ({"days": 0}, "1 đến 365"),
    ({"days": 366}, "1 đến 365"), ({"name": "  "}, "Ghi tên phần mềm"), ({"officer": None}, "một cán bộ hoặc một thiết bị"),
])  # fmt: skip
def test_a_token_is_issued_within_bounds(office, change, words):
    asked = {"unit": UNIT, "name": "Ki-ốt", "scopes": ["board"], "days": 30, "officer": office.hanh} | change
    with pytest.raises(PeopleError, match=words):
        people.issue_token(**asked, by=system(UNIT), at=office.at)


def test_a_token_is_the_units_own_and_a_device_gets_no_dossiers(api):
    told = {"unit": UNIT, "name": "x", "days": 3, "at": api.office.at}
    with pytest.raises(PeopleError, match="đơn vị khác"):
        people.issue_token(officer=api.office.la, scopes=["board"], by=system(UNIT), **told)
    with pytest.raises(PeopleError, match="cần khóa của cán bộ"):
        people.issue_token(device=api.kiosk, scopes=["board", "dossiers"], by=system(UNIT), **told)
    with pytest.raises(PeopleError, match="quản trị"):
        people.issue_token(officer=api.office.hanh, scopes=["board"], by=api.office.actor(api.office.hanh), **told)
    with pytest.raises(PeopleError, match="Thu hồi thay vì bỏ"):
        people.remove_device(device=api.kiosk, by=system(UNIT), at=api.office.at)


def test_a_token_has_its_minute(api, monkeypatch):
    monkeypatch.setattr(limits, "TOKEN_A_MINUTE", 2)
    assert [api.get(f"units/{UNIT}/board").status_code for _ in range(3)] == [200, 200, 429]
    answer = api.get(f"units/{UNIT}/board")
    problem(answer, 429, "too-many")
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert api.get(f"units/{UNIT}/board", "kiosk").status_code == 200
    api.desk.later(seconds=int(answer["Retry-After"]))
    assert api.get(f"units/{UNIT}/board").status_code == 200


# --- problems ---


@pytest.mark.parametrize("path", ["", "v1", "v1/", "v2/board", "v1/counters/abc/call-next", "v1/tickets/1x/rating", "v1/units"])
def test_an_unknown_address_is_a_problem_too(api, path):
    for ask in (api.client.get, api.client.post, api.client.delete):
        problem(ask("/api/" + path), 404, "not-found")


@pytest.mark.parametrize(("method", "path", "allowed"), [
    ("delete", "dossiers", "GET, POST"), ("get", f"units/{UNIT}/tickets", "POST"), ("put", f"units/{UNIT}/board", "GET"),
    ("patch", "due", "GET"), ("post", "openapi.json", "GET"),
])  # fmt: skip
def test_another_method_says_which_are_taken(api, method, path, allowed):
    answer = getattr(api.client, method)("/api/v1/" + path)
    problem(answer, 405, "method")
    assert answer["Allow"] == allowed


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"{'a': 1}", b""])
def test_what_is_no_json_is_unreadable(api, body):
    answer = api.client.post(
        f"/api/v1/units/{UNIT}/tickets", body, content_type="application/json", headers=bearer(api.keys["kiosk"])
    )
    assert answer.status_code in (400, 422) and answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("body", [[], "A", 5, None, {"service": None}, {"service": ["A"]}])
def test_json_of_another_shape_is_invalid(api, body):
    answer = api.client.post(
        f"/api/v1/units/{UNIT}/tickets", json.dumps(body), content_type="application/json", headers=bearer(api.keys["kiosk"])
    )
    assert problem(answer, 422, "invalid")["errors"]


def test_what_nobody_foresaw_is_a_problem_that_tells_nothing(api, monkeypatch, caplog):
    def breaks(**_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(routes_hall.queries, "board", breaks)
    with caplog.at_level(logging.ERROR):
        answer = api.get(f"units/{UNIT}/board")
    assert "secret" not in json.dumps(problem(answer, 500, "broken")) and "secret of the house" in caplog.text


def test_every_type_of_problem_says_what_to_do_in_vietnamese():
    assert len({kind.slug for kind in KINDS.values()}) == len(KINDS)
    assert all(str(kind.detail).endswith(".") and not str(kind.detail).isascii() for kind in KINDS.values())


# --- validators and repeated requests ---


def test_an_answer_that_did_not_change_is_not_sent_again(api):
    first = api.get(f"units/{UNIT}/board")
    again = api.get(f"units/{UNIT}/board", If_None_Match=f'W/{first["ETag"]}, "x"')
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    api.take()
    api.call()
    assert api.get(f"units/{UNIT}/board", If_None_Match=first["ETag"]).status_code == 200


def test_the_same_key_and_request_do_it_once(api):
    first, again = api.take(Idempotency_Key="k1"), api.take(Idempotency_Key="k1")
    assert (first.status_code, again.status_code) == (201, 201) and first.json() == again.json()
    assert first["Location"] == again["Location"] and Ticket.objects.count() == 1
    assert api.take(Idempotency_Key="k2").json()["id"] != first.json()["id"]


def test_the_same_answer_comes_also_when_the_world_went_on(api):
    first = api.take(Idempotency_Key="k1").json()
    api.call()
    assert api.take(Idempotency_Key="k1").json() == first and first["state"] == "waiting"


def test_the_same_key_for_another_request_is_refused(api):
    api.take("A", Idempotency_Key="k1")
    problem(api.take("B", Idempotency_Key="k1"), 422, "key-reused")
    assert Ticket.objects.count() == 1


def test_keys_of_two_tokens_do_not_meet(api):
    one, two = api.take(Idempotency_Key="k1"), api.take(who="hanh", Idempotency_Key="k1")
    assert one.json()["id"] != two.json()["id"]


def test_a_refused_request_may_be_sent_again_with_its_key(api):
    api.desk.later(hours=12)
    assert api.take(Idempotency_Key="k1").status_code == 422
    api.desk.later(hours=37)  # the 24th is a holiday
    assert api.take(Idempotency_Key="k1").status_code == 201


def test_a_repeated_reception_rating_and_step_happen_once(api):
    ticket = api.take().json()
    api.call(Idempotency_Key="c1")
    assert api.call(Idempotency_Key="c1").json()["called"]["id"] == ticket["id"]
    made = [api.post("dossiers", api.handed(), Idempotency_Key="d1").json() for _ in range(2)]
    assert made[0] == made[1]
    rating = {"token": ticket["rating_token"], "attitude": 5}
    assert [api.post(f"tickets/{ticket['id']}/rating", rating, "", Idempotency_Key="r1").status_code for _ in range(2)] == [
        201,
        201,
    ]
    path = f"dossiers/{made[0]['code']}/steps/2/complete"
    assert len({api.post(path, {}, "ha", Idempotency_Key="s1").content for _ in range(2)}) == 1
    kept = json.dumps(list(Answer.objects.values_list("result", flat=True)))
    assert "Hiền" not in kept and "0381" not in kept and Role.ONE_STOP not in kept


@pytest.mark.parametrize("key", ["x" * 81, "có dấu", "a b", ""])
def test_a_key_that_cannot_be_kept_whole_is_refused(api, key):
    answer = api.client.post(
        f"/api/v1/units/{UNIT}/tickets", {"service": "A"}, content_type="application/json",
        headers=bearer(api.keys["kiosk"]), HTTP_IDEMPOTENCY_KEY=key,
    )  # fmt: skip
    assert problem(answer, 422, "invalid")["errors"][0]["field"] == "header/Idempotency-Key"
    assert not Ticket.objects.exists()
