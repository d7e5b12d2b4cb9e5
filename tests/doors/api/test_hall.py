"""Numbers, calls, the board, its events and the rating, each by its one act."""

from urllib.parse import parse_qs, urlsplit

import pytest

from builders.office import NEIGHBOUR, UNIT
from thanthien.doors.parts import live_tokens, throttle
from thanthien.journal.models import Entry
from thanthien.queueing.models import Ticket
from thanthien.ratings.models import Rating


def test_the_kiosk_takes_a_number(api):
    answer = api.take()
    made, row = answer.json(), Ticket.objects.get()
    assert answer.status_code == 201 and answer["Location"] == f"/v/{row.visit.public_code}" == made["page"]
    assert (made["label"], made["service"], made["day"], made["state"]) == (row.label, "A", "2026-11-23", "waiting")
    assert made["taken_at"] == "2026-11-23T08:30:00+07:00" and made["people_before"] == 0
    assert (row.channel, row.taken_by) == ("kiosk", "device:kiosk-1")
    assert made["rating_token"] == row.visit.rating_token


def test_an_officer_gives_a_number_as_the_guide(api):
    assert api.take(who="hanh").status_code == 201
    assert (Ticket.objects.get().channel, Ticket.objects.get().taken_by) == ("guide", "officer:hanh")


def test_a_service_that_is_not_there_is_refused_with_what_to_do(api):
    answer = api.take("Z")
    assert answer.status_code == 422 and answer.json()["type"] == "urn:thanthien:problem:refused"
    assert "Chọn việc khác" in answer.json()["detail"]


def test_no_number_after_closing_time(api):
    api.desk.later(hours=12)
    assert "Ngoài giờ phát số" in api.take().json()["detail"] and not Ticket.objects.exists()


def test_calling_next_brings_the_first_and_then_nobody(api):
    first = api.take().json()
    called = api.call().json()["called"]
    assert (called["id"], called["label"], called["counter"], called["state"]) == (first["id"], first["label"], 1, "called")
    assert called["called_at"] == "2026-11-23T08:30:00+07:00"
    assert api.call().json() == {"called": None}
    assert Ticket.objects.get().state == "done"


def test_only_who_sits_at_the_counter_calls_there(api):
    api.take()
    refused = api.call(2)
    assert refused.status_code == 422 and "chưa ngồi ở quầy 2" in refused.json()["detail"]
    assert api.call(who="la").status_code == 404 and api.call(who="kiosk").status_code == 403
    assert Ticket.objects.get().state == "waiting"


@pytest.mark.thread("bizport#152")
def test_the_board_says_numbers_and_nobodys_name(api):
    made = api.take().json()
    api.call()
    answer = api.get(f"units/{UNIT}/board", "kiosk")
    board = answer.json()
    one = board["counters"][0]
    assert (one["id"], one["number"], one["label"]) == (api.office.counters[0].pk, 1, made["label"])
    assert board["last"] == [{"label": made["label"], "counter": 1, "at": "2026-11-23T08:30:00+07:00"}]
    assert "Hạnh" not in answer.content.decode()


def test_the_stream_is_the_one_of_the_screens_from_where_the_caller_stopped(api):
    answer = api.get(f"units/{UNIT}/events", "kiosk", Last_Event_ID="41")
    where = urlsplit(answer["Location"])
    asked = parse_qs(where.query)
    assert answer.status_code == 307 and where.path == "/su-kien" and asked["after"] == ["41"]
    assert live_tokens.read(asked["token"][0]) == ("hall", UNIT)
    assert api.get(f"units/{UNIT}/events?after=7")["Location"].endswith("&after=7")


@pytest.mark.parametrize(("who", "audience", "status"), [
    ("hanh", "counter", 307), ("hanh", "leader", 403), ("nghia", "leader", 307), ("kiosk", "officer", 403), ("hanh", "all", 422),
])  # fmt: skip
def test_the_audience_goes_by_the_holders_role(api, who, audience, status):
    assert api.get(f"units/{UNIT}/events?audience={audience}", who).status_code == status


def test_another_units_hall_is_not_there(api):
    for path in (f"units/{NEIGHBOUR}/board", f"units/{NEIGHBOUR}/events"):
        assert api.get(path).status_code == 404
    assert api.post(f"units/{NEIGHBOUR}/tickets", {"service": "A"}).status_code == 404
    assert api.take(who="la").status_code == 404


def rated(api, ticket: dict, **more: object):
    body = {"token": ticket["rating_token"], "attitude": 5, "work": 4, "reasons": []} | more
    return api.post(f"tickets/{ticket['id']}/rating", body, who="")


def test_the_visit_is_rated_once_by_its_token_alone(api):
    ticket = api.take().json()
    assert "chưa đến lượt" in rated(api, ticket).json()["detail"]
    api.call()
    answer = rated(api, ticket)
    assert answer.status_code == 201 and answer["Location"] == f"/cham-diem/{ticket['rating_token']}"
    assert answer.json() | {"at": ""} == {"ticket": ticket["id"], "attitude": 5, "work": 4, "reasons": [], "at": ""}
    assert (Rating.objects.get().attitude, Rating.objects.get().channel) == (5, "phone")
    assert "mỗi lượt đến chấm một lần" in rated(api, ticket).json()["detail"]
    assert Entry.objects.filter(kind="rating.given").count() == 1


def test_a_token_opens_no_other_ticket_and_guessing_is_slowed(api):
    ticket, other = api.take().json(), api.take("B").json()
    assert rated(api, ticket | {"id": other["id"]}).status_code == 404
    for n in range(throttle.MISSES - 1):
        assert rated(api, ticket, token=f"WRONG0000{n:03d}").status_code == 404
    slowed = rated(api, ticket)
    assert slowed.status_code == 429 and slowed["Retry-After"] == str(throttle.WAIT_S)
    assert not Rating.objects.exists()
