"""Each audience sees a whitelist of fields, and a screen that comes back misses nothing."""

import pytest

from thanthien.journal import stream
from thanthien.journal.actions import act
from thanthien.shared.actor import system

PERSONAL = {"name", "citizen", "person", "phone", "address", "id_number", "email", "note", "collected_by", "applicant", "visit"}
HALL = {"label", "counter", "calls", "service", "priority", "from_service", "day", "verdict"}


def test_no_audience_may_see_a_person():
    for audience, kinds in stream.PROJECTIONS.items():
        for kind, fields in kinds.items():
            assert not PERSONAL & set(fields), (audience, kind)


def test_the_hall_sees_numbers_and_counters_only():
    assert {field for fields in stream.PROJECTIONS["hall"].values() for field in fields} == HALL


@pytest.mark.django_db
def test_a_projection_drops_what_is_not_listed_and_hides_what_is_not_for_them(office, at):
    with act(unit=office.unit, by=system(office.unit), at=at) as deed:
        deed.enter(
            "ticket.called",
            subject="ticket:1",
            data={"label": "A001", "counter": 2, "officer": "hanh", "waited_s": 60, "calls": 1},
        )
        deed.enter("dossier.received", subject="dossier:1", data={"code": "DEMO-1", "fee": 0})
    events, reached = stream.replay(unit=office.unit, after=0, audience="hall")
    called = [e for e in events if e["event"] == "ticket.called"]
    assert len(called) == 1 and "hanh" not in called[0]["data"] and '"label":"A001"' in called[0]["data"]
    received = next(e for e in events if e["event"] == "dossier.received")
    assert "DEMO-1" not in received["data"]
    assert not any(e["event"].startswith(("officer.", "office.")) for e in events)
    assert stream.replay(unit=office.unit, after=reached, audience="hall") == ([], reached)
