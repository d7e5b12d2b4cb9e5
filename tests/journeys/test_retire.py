"""What is in use is not taken away: every room says where."""

import pytest
import time_machine

from builders.desk import build_desk
from builders.office import UNIT
from builders.playing import Playing, offered
from thanthien.journeys.retire import retire_counter, retire_officer, where_officer_is_used
from thanthien.people import actions as people
from thanthien.people.models import Counter
from thanthien.people.rules import CounterState, InUse
from thanthien.queueing import actions as queueing
from thanthien.shared.actor import system


@pytest.fixture
def hall(office):
    with time_machine.travel(office.at, tick=False) as clock:
        yield Playing(office, offered(office, (("A", "Hộ tịch", "intake", (1, 3)),)), clock)


def test_a_counter_says_its_services_and_who_waits_for_it(hall):
    office, third = hall.office, hall.office.counters[2]
    people.open_counter(counter=third, officer=office.tuan, by=office.actor(office.tuan), at=hall.at)
    ticket = hall.take()
    queueing.transfer(ticket=ticket, counter=third, by=office.actor(office.ngoc), at=hall.at)
    with pytest.raises(InUse) as caught:
        retire_counter(counter=third, by=system(UNIT), at=hall.at)
    assert caught.value.places == (
        "Hà Minh Tuấn đang ngồi ở quầy",
        "việc Hộ tịch ở sảnh",
        "1 người đang chờ riêng quầy này",
    )


def test_a_counter_that_nothing_needs_goes(office):
    gone = retire_counter(counter=office.counters[2], by=system(UNIT), at=office.at)
    assert not gone.active and Counter.objects.get(pk=gone.pk).state == CounterState.CLOSED


def test_an_officer_with_work_in_hand_says_how_much(office):
    with time_machine.travel(office.at, tick=False) as clock:
        desk = build_desk(office, clock)
        ticket = desk.call()
        assert desk.post("/quay/nhan", desk.form(ticket)).status_code == 200
        from thanthien.dossiers import actions as dossiers
        from thanthien.dossiers.models import DossierStep

        step = DossierStep.objects.filter(started_at__isnull=False, done_at=None).select_related("dossier").get()
        holder = office.ha
        dossiers.take_step(dossier=step.dossier, step=step.order, by=office.actor(holder), at=desk.at)
        assert where_officer_is_used(holder) == ["1 bước hồ sơ đang làm dở"]
        with pytest.raises(InUse, match="1 bước hồ sơ"):
            retire_officer(officer=holder, by=system(UNIT), at=desk.at)
    assert where_officer_is_used(office.dinh) == []


def test_an_officer_with_nothing_in_hand_goes(office):
    assert not retire_officer(officer=office.ha, by=system(UNIT), at=office.at).is_active
