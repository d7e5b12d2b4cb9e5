"""The kiosk's door to the office after a cut: numbers kept ready, what is told, what staff decide; strangers stay outside."""

import json
from datetime import datetime, timedelta

import pytest
from django.test import Client

from thanthien.indicators.queries import breakdown
from thanthien.journal.followers import catch_up
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.queueing import apart
from thanthien.queueing.models import NumberBlock, RefusedNumber, Ticket
from thanthien.queueing.rules import State
from thanthien.shared.actor import system


def reserve(hall, client=None, **body: object):
    path = f"/sanh/{hall.unit}/lay-so/du-phong"
    return (client or hall.kiosk).post(path, json.dumps(body), content_type="application/json")


def spoke() -> datetime:
    """When office and kiosk last spoke."""
    return NumberBlock.objects.order_by("pk").values_list("reserved_at", flat=True).first()


def row(hall, block: dict, number: int, *, minutes: float = 0, service: str = "A", **more: object) -> dict:
    """What the kiosk keeps of a number it gave `minutes` after they last spoke."""
    told = {"contact": spoke().isoformat(), "elapsed": int(minutes * 60_000), "priority": "", "once": f"{number:032x}"}
    return {"block": block["id"], "key": block["key"], "number": number, "service": service, **told, **more}


def tell(hall, *rows: object, client=None):
    path = f"/sanh/{hall.unit}/lay-so/gui"
    return (client or hall.kiosk).post(path, json.dumps({"given": rows}), content_type="application/json")


@pytest.fixture
def block(hall) -> dict:
    return reserve(hall, left=0).json()["fresh"]


def test_the_page_of_a_kiosk_knows_where_to_ask_and_that_of_an_officer_does_not(hall):
    page = hall.kiosk.get(f"/sanh/{hall.unit}/lay-so").content.decode()
    assert f'data-reserve="/sanh/{hall.unit}/lay-so/du-phong"' in page and 'data-test="away"' in page
    theirs = hall.officer(hall.office.ngoc).get(f"/sanh/{hall.unit}/lay-so").content.decode()
    assert "data-reserve" not in theirs and 'data-test="away"' not in theirs


def test_numbers_come_with_codes_that_open_their_pages_afterwards(hall, block):
    assert (block["letter"], block["day"], len(block["numbers"])) == ("X", "2026-11-23", 200)
    number, code, width, bits = block["numbers"][0]
    assert number == 1 and width in (29, 33) and bits
    assert hall.kiosk.get(f"/v/{code}").status_code == 404, "nobody has taken it yet"
    assert tell(hall, row(hall, block, 1)).json()["told"] == [{"block": block["id"], "number": 1, "state": "in"}]
    assert "X" in hall.kiosk.get(f"/v/{code}").content.decode()
    assert Ticket.objects.get().visit.public_code == code


def test_a_kiosk_that_has_enough_gets_no_more(hall, block):
    assert reserve(hall, left=100).json()["fresh"] is None
    assert reserve(hall, left=99).json()["fresh"]["numbers"][0][0] == 201
    assert NumberBlock.objects.count() == 2


def test_it_learns_the_offices_time_and_hours(hall):
    said = reserve(hall, left=0).json()
    assert said["now"] == hall.at.isoformat() and said["day"] == "2026-11-23"
    assert [moment[11:16] for moment in said["hours"]] == ["07:00", "17:30"]
    assert said["per_minute"] == 20


def test_blocks_of_past_days_are_released_when_all_was_told(hall, block):
    tell(hall, row(hall, block, 1), row(hall, block, 2))
    held = [[block["id"], block["key"]], [block["id"], "wrong"], "nonsense"]
    reserve(hall, left=198, over=held)
    assert NumberBlock.objects.get().released_at is None, "today's is not over"
    hall.later(hours=24)
    reserve(hall, left=0, over=held)
    assert NumberBlock.objects.get(pk=block["id"]).released_at == hall.at
    assert Entry.objects.get(kind="numbers.released").data["annulled"] == [[3, 200]]


def test_the_unit_may_keep_none(hall):
    people.change_office(unit=hall.unit, by=system(hall.unit), at=hall.at, priority={"kiosk_reserve": 0})
    said = reserve(hall, left=0).json()
    assert said["fresh"] is None and not NumberBlock.objects.exists()


def test_what_was_given_is_told_in_order_and_only_counts_once(hall, block):
    hall.later(minutes=10)
    rows = [row(hall, block, number, minutes=number) for number in (1, 2, 3)]
    for _ in range(3):
        answer = tell(hall, *rows)
        assert [told["state"] for told in answer.json()["told"]] == ["in"] * 3
    tell(hall, rows[2], rows[0])
    tickets = list(Ticket.objects.order_by("order"))
    assert [ticket.label for ticket in tickets] == ["X001", "X002", "X003"]
    assert [ticket.taken_at for ticket in tickets] == [spoke() + timedelta(minutes=n) for n in (1, 2, 3)]
    assert verify() is None


def test_the_number_whose_answer_got_lost_gives_way(hall, block):
    """The tap reached the office, the answer did not reach the kiosk, which gave one of its own under the same key."""
    key = "b" * 32
    hall.kiosk.post(f"/sanh/{hall.unit}/lay-so", {"service": "A", "once": key})
    tell(hall, row(hall, block, 1, once=key))
    assert [(t.label, t.state) for t in Ticket.objects.order_by("pk")] == [("A001", State.ANNULLED), ("X001", State.WAITING)]
    tell(hall, row(hall, block, 1, once=key))
    assert Ticket.objects.count() == 2 and verify() is None


def test_a_tap_that_reaches_the_office_afterwards_finds_the_number_that_was_given(hall, block):
    key = "c" * 32
    tell(hall, row(hall, block, 1, once=key))
    late = hall.kiosk.post(f"/sanh/{hall.unit}/lay-so", {"service": "A", "once": key}, headers={"Accept": "application/json"})
    assert late.json() == {"path": f"/sanh/{hall.unit}/lay-so/{block['numbers'][0][1]}"}
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"key": "x"}, {"key": None}, {"block": 10**9}, {"block": "1"}, {"block": 10**30}, {"number": 0}, {"number": 201},
        {"number": "1"}, {"number": True}, {"number": None},
    ],
)  # fmt: skip
def test_what_is_no_number_of_this_kiosk_is_unknown_and_nothing_is_written(hall, block, change):
    before = Entry.objects.count()
    assert tell(hall, row(hall, block, 1) | change).json()["told"][0]["state"] == "unknown"
    assert Entry.objects.count() == before


@pytest.mark.parametrize("change", [{"contact": "yesterday"}, {"contact": "2026-11-23T08:00:00"}, {"contact": None},
                                    {"elapsed": -5}, {"elapsed": "x"}, {"elapsed": 10**12}, {"once": None}])  # fmt: skip
def test_times_that_cannot_be_read_cost_nobody_their_place(hall, block, change):
    assert tell(hall, row(hall, block, 1) | change).json()["told"][0]["state"] == "in"
    assert Ticket.objects.get().taken_at == hall.at


@pytest.mark.parametrize("body", ["", "[]", "{", "1", '{"given": 1}', '{"given": [1, null, "x"]}'])
def test_nonsense_is_no_error_of_ours(hall, body):
    for path in ("du-phong", "gui"):
        answer = hall.kiosk.post(f"/sanh/{hall.unit}/lay-so/{path}", body, content_type="application/json")
        assert answer.status_code in (200, 422)
        assert hall.kiosk.post(f"/sanh/{hall.unit}/lay-so/{path}", {"given": body}).status_code == 422
    assert not Ticket.objects.exists()


def test_the_figures_of_the_office_say_how_many_were_given_without_network(hall, block):
    hall.take("A")
    tell(hall, *(row(hall, block, number) for number in (1, 2, 3)))
    catch_up(name="tallies", unit=hall.unit)
    day = hall.at.date()
    assert breakdown(unit=hall.unit, key="ticket.taken", since=day, until=day, by="channel") == {"offline": 3, "guide": 1}


# --- shut out ---------------------------------------------------------------------------------------------


def test_what_a_revoked_kiosk_gave_is_refused_with_a_sentence_and_kept_for_the_staff(hall, block, kiosk_device):
    people.revoke(device=kiosk_device, by=system(hall.unit), at=hall.at)
    rows = [row(hall, block, number, minutes=number) for number in (1, 2)]
    hall.later(minutes=10)
    for _ in range(2):
        answer = tell(hall, *rows)
        assert answer.status_code == 403
        assert "đã bị thu hồi" in answer.json()["error"]
        assert [told["state"] for told in answer.json()["told"]] == ["refused"] * 2
    assert not Ticket.objects.exists()
    assert [kept.label for kept in apart.refused_open(unit=hall.unit)] == ["X001", "X002"]
    assert reserve(hall, left=0)["Location"] == "/sanh/thiet-bi"
    assert verify() is None


def test_a_passer_by_learns_and_writes_nothing(hall, block):
    answer = tell(hall, row(hall, block, 1) | {"key": "guess"}, client=Client())
    assert answer.status_code == 403 and answer.json()["told"][0]["state"] == "unknown"
    assert not RefusedNumber.objects.exists()
    assert reserve(hall, Client())["Location"] == "/sanh/thiet-bi"
    assert reserve(hall, hall.officer(hall.office.ngoc)).status_code == 422
    assert reserve(hall, hall.officer(hall.office.la)).status_code == 404
    assert NumberBlock.objects.count() == 1


# --- staff ------------------------------------------------------------------------------------------------


@pytest.fixture
def refused(hall, block) -> RefusedNumber:
    """A number for a service that the hall has given up meanwhile."""
    told = tell(hall, row(hall, block, 1, service="Z"), row(hall, block, 2)).json()["told"]
    assert told[0] == {"block": block["id"], "number": 1, "state": "refused", "sentence": "Việc này sảnh không còn nhận"}
    return RefusedNumber.objects.get()


def test_the_guide_sees_it_and_lets_it_in_once(hall, refused):
    guide = hall.officer(hall.office.ngoc)
    assert 'data-test="refused-link"' in guide.get("/sanh/phieu-giay").content.decode()
    page = guide.get("/sanh/so-mat-mang").content.decode()
    assert 'data-test="refused-X001"' in page and "Việc này sảnh không còn nhận" in page
    assert "Hôm nay 1 số được phát lúc mất mạng" in page
    for _ in range(2):
        answer = guide.post(f"/sanh/so-mat-mang/{refused.pk}", {"service": "A", "once": "d" * 32})
        assert answer["Location"] == "/sanh/so-mat-mang"
    assert [ticket.label for ticket in Ticket.objects.order_by("order")] == ["X001", "X002"]
    again = guide.post(f"/sanh/so-mat-mang/{refused.pk}", {"service": "A"})
    assert again.status_code == 422 and "đã có người giải quyết" in again.content.decode()
    assert 'data-test="apart-empty"' in guide.get("/sanh/so-mat-mang").content.decode()


def test_or_drops_it(hall, refused):
    guide = hall.officer(hall.office.ngoc)
    guide.post(f"/sanh/so-mat-mang/{refused.pk}", {"drop": "1"})
    assert 'data-test="refused-link"' not in guide.get("/sanh/phieu-giay").content.decode()
    assert Ticket.objects.count() == 1 and verify() is None


def test_only_staff_of_the_hall_decide(hall, refused):
    path = f"/sanh/so-mat-mang/{refused.pk}"
    assert hall.officer(hall.office.la).post(path, {"drop": "1"}).status_code == 404
    assert hall.kiosk.post(path, {"drop": "1"}).status_code == 302
    refused.refresh_from_db()
    assert refused.settled_at is None


# --- the page itself --------------------------------------------------------------------------------------


def test_the_worker_may_stand_in_for_the_kiosks_page_alone(hall):
    answer = hall.kiosk.get(f"/sanh/{hall.unit}/lay-so/may.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == f"/sanh/{hall.unit}/lay-so"
    assert answer["Cache-Control"] == "no-cache"


def test_a_tap_that_asks_for_json_is_told_where_its_number_is(hall):
    answer = hall.kiosk.post(f"/sanh/{hall.unit}/lay-so", {"service": "A"}, headers={"Accept": "application/json"})
    assert answer.json() == {"path": f"/sanh/{hall.unit}/lay-so/{Ticket.objects.get().visit.public_code}"}


def test_the_tiles_say_whether_the_hours_have_begun(hall):
    path = f"/sanh/{hall.unit}/lay-so/cho"
    assert hall.kiosk.get(path).json()["open"] is True
    hall.later(hours=10)
    said = hall.kiosk.get(path).json()
    assert said["open"] is False and said["now"] == hall.at.isoformat()
