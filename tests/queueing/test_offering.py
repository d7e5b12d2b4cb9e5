"""What the hall offers: added, changed, moved between counters, withdrawn and restored; who may."""

import pytest

from builders.office import UNIT
from thanthien.journal.models import Entry
from thanthien.journal.rules import ChangedMeanwhile
from thanthien.people import actions as people
from thanthien.people.rules import InUse, PeopleError, Role
from thanthien.queueing import actions as queueing
from thanthien.queueing import offering
from thanthien.queueing.models import Service, ServiceCounter
from thanthien.queueing.rules import QueueError
from thanthien.shared.actor import system

ROOT = system(UNIT)


@pytest.fixture
def service(office) -> Service:
    """A at counters 1 and 2."""
    return offering.offer_service(unit=UNIT, letter="a", name="Hộ tịch", counters=office.counters[:2], by=ROOT, at=office.at)


def seats(service: Service) -> list[int]:
    return list(
        ServiceCounter.objects.filter(service=service).order_by("counter__number").values_list("counter__number", flat=True)
    )


def kinds() -> list[str]:
    return list(Entry.objects.filter(unit=UNIT).order_by("seq").values_list("kind", flat=True))


def test_the_counters_of_a_service_are_those_named_and_no_others(office, service):
    offering.change_service(service=service, counters=office.counters[1:], by=ROOT, at=office.at)
    assert seats(service) == [2, 3] and kinds()[-1] == "service.changed"


def test_the_services_of_a_counter_are_those_named_and_no_others(office, service):
    other = offering.offer_service(unit=UNIT, letter="B", name="Chứng thực", counters=[], by=ROOT, at=office.at)
    offering.serve_at(counter=office.counters[0], services=[other], by=ROOT, at=office.at)
    assert (seats(service), seats(other)) == ([2], [1]) and kinds()[-1] == "counter.services"


def test_what_changes_nothing_is_no_entry(office, service):
    before = len(kinds())
    offering.change_service(service=service, name="Hộ tịch", letter="A", counters=office.counters[:2], by=ROOT, at=office.at)
    offering.serve_at(counter=office.counters[0], services=[service], by=ROOT, at=office.at)
    offering.restore_service(service=service, by=ROOT, at=office.at)
    assert len(kinds()) == before


def test_a_letter_may_change_until_a_number_is_given_under_it(office, service):
    service = offering.change_service(service=service, letter="c", by=ROOT, at=office.at)
    assert service.letter == "C"
    queueing.take_ticket(unit=UNIT, service=service, channel="guide", by=office.actor(office.ngoc), at=office.at)
    with pytest.raises(QueueError, match="Đã phát số chữ C"):
        offering.change_service(service=service, letter="D", by=ROOT, at=office.at)
    with pytest.raises(InUse, match="1 số của hôm nay còn chờ"):
        offering.withdraw_service(service=service, by=ROOT, at=office.at)


def test_withdrawn_and_restored(office, service):
    offering.withdraw_service(service=service, by=ROOT, at=office.at)
    assert not Service.objects.get(pk=service.pk).active
    offering.restore_service(service=service, by=ROOT, at=office.at)
    assert Service.objects.get(pk=service.pk).active and kinds()[-2:] == ["service.withdrawn", "service.restored"]


def test_a_service_saved_meanwhile_is_not_overwritten(office, service):
    seen = service.witness()
    offering.change_service(service=service, name="Hộ tịch, quốc tịch", by=ROOT, at=office.at)
    with pytest.raises(ChangedMeanwhile):
        offering.change_service(service=service, name="Khai sinh", seen=seen, by=ROOT, at=office.at)
    assert Service.objects.get(pk=service.pk).name == "Hộ tịch, quốc tịch"


def test_only_the_administrator_of_the_unit_changes_the_hall(office, service):
    for who in (office.hanh, office.la):
        for act in (
            lambda by: offering.offer_service(unit=UNIT, letter="Z", name="x", counters=[], by=by, at=office.at),
            lambda by: offering.change_service(service=service, name="x", by=by, at=office.at),
            lambda by: offering.serve_at(counter=office.counters[0], services=[], by=by, at=office.at),
            lambda by: offering.withdraw_service(service=service, by=by, at=office.at),
            lambda by: offering.restore_service(service=service, by=by, at=office.at),
        ):
            with pytest.raises(PeopleError, match="Việc này của quản trị"):
                act(office.actor(who))
    an = people.add_officer(unit=UNIT, login="an", name="Lương Văn An", roles=(Role.ADMIN,), by=ROOT, at=office.at)
    assert offering.change_service(service=service, name="Tên mới", by=office.actor(an), at=office.at).name == "Tên mới"
