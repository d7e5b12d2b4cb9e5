"""Counters and devices: numbers are free or refused, what is in use says where, two administrators lose nothing."""

import pytest

from builders.office import NEIGHBOUR, UNIT
from thanthien.journal.models import Entry
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people import queries
from thanthien.people.models import Counter, Device
from thanthien.people.rules import InUse, PeopleError
from thanthien.shared.actor import system


def add_device(house, code="kiosk-1", kind="kiosk", **more) -> Device:
    return people.add_device(unit=UNIT, kind=kind, code=code, name=code, by=house.admin, at=house.at, **more)


def test_a_number_is_taken_once(house):
    third = house.office.counters[2]
    for number, said in ((2, "Đã có quầy 2"), (0, "1 đến 99"), (100, "1 đến 99")):
        with pytest.raises(PeopleError, match=said):
            people.add_counter(unit=UNIT, number=number, by=house.admin, at=house.at)
        with pytest.raises(PeopleError, match=said):
            people.change_counter(counter=third, number=number, by=house.admin, at=house.at)
    changed = people.change_counter(counter=third, number=7, name="Đất đai", by=house.admin, at=house.at)
    assert (changed.number, changed.name) == (7, "Đất đai")
    assert Entry.objects.get(kind="counter.changed").data == {"counter": 7, "fields": ["name", "number"]}


def test_an_old_form_is_refused(house):
    third = house.office.counters[2]
    seen = third.witness()
    people.change_counter(counter=third, name="Một", seen=seen, by=house.admin, at=house.at)
    with pytest.raises(ChangedMeanwhile):
        people.change_counter(counter=third, name="Hai", seen=seen, by=house.admin, at=house.at)


def test_a_counter_in_use_stays_and_says_where(house):
    first = house.office.counters[0]
    add_device(house, "tablet-1", "tablet", counter=first)
    with pytest.raises(InUse) as caught:
        people.remove_counter(counter=first, by=house.admin, at=house.at, where_used=["việc Hộ tịch ở sảnh"])
    assert caught.value.places == ("Lê Thị Hạnh đang ngồi ở quầy", "thiết bị tablet-1", "việc Hộ tịch ở sảnh")
    assert Counter.objects.get(pk=first.pk).active


def test_a_counter_that_is_taken_away_frees_its_number_and_comes_back_if_it_is_free(house):
    third = house.office.counters[2]
    gone = people.remove_counter(counter=third, by=house.admin, at=house.at)
    assert third not in queries.counters(UNIT)
    with pytest.raises(PeopleError, match="đã bỏ"):
        people.open_counter(counter=gone, officer=house.office.tuan, by=house.admin, at=house.at)
    people.restore_counter(counter=gone, by=house.admin, at=house.at)
    assert third in queries.counters(UNIT)
    people.remove_counter(counter=third, by=house.admin, at=house.at)
    people.add_counter(unit=UNIT, number=3, by=house.admin, at=house.at)
    with pytest.raises(PeopleError, match="Đã có quầy 3"):
        people.restore_counter(counter=gone, by=house.admin, at=house.at)
    assert verify() is None


@pytest.mark.parametrize("who", ["hanh", "nghia", "la"])
def test_only_an_administrator_of_the_unit_sets_up(house, who):
    by, third = house.actor(getattr(house.office, who)), house.office.counters[2]
    device = add_device(house)
    acts = (
        lambda: people.add_counter(unit=UNIT, number=9, by=by, at=house.at),
        lambda: people.change_counter(counter=third, name="X", by=by, at=house.at),
        lambda: people.remove_counter(counter=third, by=by, at=house.at),
        lambda: people.restore_counter(counter=third, by=by, at=house.at),
        lambda: people.add_device(unit=UNIT, kind="kiosk", code="k", name="k", by=by, at=house.at),
        lambda: people.change_device(device=device, name="X", by=by, at=house.at),
        lambda: people.remove_device(device=device, by=by, at=house.at),
        lambda: people.revoke(device=device, by=by, at=house.at),
        lambda: people.issue_enrol_code(device=device, by=by, at=house.at),
    )
    for act in acts:
        with pytest.raises(PeopleError, match="quản trị"):
            act()


def test_a_device_keeps_its_code_and_may_move(house):
    with pytest.raises(PeopleError, match="đã có thiết bị"):
        [add_device(house), add_device(house)]
    tablet = add_device(house, "tablet-1", "tablet", counter=house.office.counters[0])
    seen = tablet.witness()
    moved = people.change_device(device=tablet, counter=house.office.counters[1], seen=seen, by=house.admin, at=house.at)
    assert moved.counter.number == 2
    with pytest.raises(ChangedMeanwhile):
        people.change_device(device=tablet, name="Khác", seen=seen, by=house.admin, at=house.at)
    with pytest.raises(PeopleError, match="đặt ở một quầy"):
        people.change_device(device=tablet, counter=None, by=house.admin, at=house.at)
    foreign = people.add_counter(unit=NEIGHBOUR, number=1, by=system(NEIGHBOUR), at=house.at)
    with pytest.raises(PeopleError, match="không có trong sảnh"):
        people.change_device(device=tablet, counter=foreign, by=house.admin, at=house.at)


def test_a_device_that_is_taken_away_is_shut_out_and_its_code_is_free(house):
    device = add_device(house)
    digits = people.issue_enrol_code(device=device, by=house.admin, at=house.at)
    _, token = people.enrol(digits=digits, at=house.at)
    assert queries.device_by_token(token) == device
    people.remove_device(device=device, by=house.admin, at=house.at)
    assert queries.device_by_token(token) is None
    add_device(house)
    assert Entry.objects.get(kind="device.removed").data == {"code": "kiosk-1"} and verify() is None
