"""What everybody may read, and how guessing is slowed."""

import logging

import pytest

from builders.dossiers import COOPERATIVE, SINGLE
from builders.office import UNIT
from thanthien.doors.api import limits
from thanthien.doors.parts import throttle


def test_the_tracking_code_opens_the_dossier_and_names_nobody(api):
    row = api.dossier()
    answer = api.get(f"track/{row.tracking_code.lower()}", "")
    shown = answer.json()
    assert (shown["code"], shown["state"], shown["due_at"]) == (row.code, 2, shown["due_first"])
    assert [step["order"] for step in shown["steps"]] == [step.order for step in row.steps.all()]
    text = answer.content.decode()
    assert "Hiền" not in text and "Hạnh" not in text and "hanh" not in text and answer["Cache-Control"] == "private, no-store"


def test_the_official_number_and_a_wrong_code_open_nothing(api, caplog):
    row = api.dossier()
    with caplog.at_level(logging.DEBUG):
        for code in (row.code, "ABCDEFGHJKMN", "%00", "a" * 500):
            assert api.get(f"track/{code}", "").status_code == 404
    assert "ABCDEFGHJKMN" not in caplog.text


def test_guessing_waits_as_on_the_portal(api):
    row = api.dossier()
    for n in range(throttle.MISSES):
        api.get(f"track/WRONG0000{n:03d}", "")
    slowed = api.get(f"track/{row.tracking_code}", "")
    assert slowed.status_code == 429 and slowed["Retry-After"] == "600" and slowed["Content-Type"] == "application/problem+json"
    assert api.client.get(f"/t/{row.tracking_code}").status_code == 429, "one count for both doors"


@pytest.mark.thread("gemma-zaken#436")
def test_the_due_date_is_the_one_that_reception_promises_with_its_reasons(api):
    row = api.dossier()
    asked = f"due?procedure={SINGLE}&unit={UNIT}&received_at=2026-11-23T08:30:00%2B07:00"
    shown = api.get(asked, "").json()
    assert shown["due_at"] == row.due_at.astimezone(api.office.at.tzinfo).isoformat() == shown["due_law"]
    assert [day["date"] for day in shown["days"]][:2] == ["2026-11-23", "2026-11-24"]
    assert sum(day["credit"] for day in shown["days"] if day["counted"]) == shown["amount"]
    assert shown["rule"]["citations"] and shown["summary"] == row.deadline["summary"]
    assert api.get(asked.replace("08:30:00%2B07:00", "01:30:00Z"), "").json() == shown, "the same moment, said in another zone"


@pytest.mark.parametrize(("change", "status"), [
    ({"unit": "99999"}, 404), ({"unit": "abc"}, 422), ({"procedure": "1.000000"}, 422), ({"procedure": COOPERATIVE}, 422),
    ({"received_at": "2026-11-23T08:30:00"}, 422), ({"received_at": "hôm nay"}, 422),
    ({"received_at": "9999-12-31T23:59:59Z"}, 422), ({"received_at": "2098-01-01T00:00:00Z"}, 422),
])  # fmt: skip
def test_what_cannot_be_reckoned_says_why(api, change, status):
    asked = {"unit": UNIT, "procedure": SINGLE, "received_at": "2026-11-23T08:30:00+07:00"} | change
    answer = api.client.get("/api/v1/due", asked)
    assert answer.status_code == status and answer.json()["detail"]


def test_procedures_are_found_as_people_type(api):
    found = api.client.get("/api/v1/procedures", {"q": "xac nhan hon nhan"}).json()["procedures"]
    assert SINGLE in [one["code"] for one in found]
    assert api.client.get("/api/v1/procedures", {"q": SINGLE}).json()["procedures"][0]["code"] == SINGLE
    assert len(api.client.get("/api/v1/procedures", {"q": "cap", "limit": 1}).json()["procedures"]) == 1
    assert api.client.get("/api/v1/procedures", {"q": ""}).status_code == 422


def test_one_address_without_a_token_is_slowed(api, monkeypatch):
    monkeypatch.setattr(limits, "ADDRESS_A_MINUTE", 2)
    assert [api.get("procedures?q=a", "").status_code for _ in range(3)] == [200, 200, 429]
    assert api.get("dossiers").status_code == 200, "a token has a count of its own"
