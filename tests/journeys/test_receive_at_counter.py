"""One person, one act: whoever comes is written down, the visit knows them, the dossier is received; or nothing at all
happened.
"""

import pytest

from builders.dossiers import CIVIL, SINGLE, add_officers, all_marked, load_small_catalogue, ready, received
from builders.playing import offered
from thanthien.dossiers.checklist import Mark, PaperState
from thanthien.dossiers.collecting import Receiver
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError, RefusalReason
from thanthien.journal.models import Entry
from thanthien.journeys.hand_over_result import hand_over_result
from thanthien.journeys.receive_at_counter import (
    Handed,
    OrganisationFacts,
    PersonFacts,
    receive_at_counter,
    refuse_at_counter,
)
from thanthien.people.models import Citizen
from thanthien.procedures.models import ProcedurePaper
from thanthien.procedures.queries import procedure
from thanthien.queueing import actions as queueing

HIEN = PersonFacts("Trương Thị Hiền", id_number="038192004317", phone="0912555408")


@pytest.fixture
def counter(office):
    """Counter 1 with a number called to it."""
    load_small_catalogue()
    service = offered(office, [("A", "Hộ tịch", "intake", (1,))])["A"]
    queueing.take_ticket(unit=office.unit, service=service, channel="guide", by=office.actor(office.ngoc), at=office.at)
    queueing.call_next(counter=office.counters[0], by=office.actor(office.hanh), at=office.at)
    return office.counters[0]


@pytest.fixture
def receive(office, counter):
    def do(handed: Handed, code: str = CIVIL, **more) -> Dossier:
        of = procedure(code=code)
        more.setdefault("papers", all_marked(of))
        more.setdefault("ticket", counter.tickets.first())
        return receive_at_counter(
            counter=counter, handed=handed, procedure=of, by=office.actor(office.hanh), at=office.at, **more
        )

    return do


def test_one_act_writes_person_visit_and_dossier(receive):
    made = receive(Handed(HIEN))
    entries = dict(Entry.objects.values_list("kind", "act"))
    assert entries["citizen.registered"] == entries["visit.known"] == entries["dossier.received"]
    assert made.visit.citizen == made.applicant == Citizen.objects.get()


def test_a_second_matter_of_the_same_visit_writes_no_second_person(receive):
    first, second = receive(Handed(HIEN)), receive(Handed(HIEN), SINGLE)
    assert first.applicant == second.applicant and first.visit == second.visit
    assert Entry.objects.filter(kind="visit.known").count() == 1


def test_what_is_refused_leaves_nothing_behind(receive):
    with pytest.raises(DossierError, match="Còn thiếu"):
        receive(Handed(HIEN), papers=all_marked(procedure(code=CIVIL), PaperState.MISSING))
    assert not Citizen.objects.exists() and not Dossier.objects.exists()
    assert not Entry.objects.filter(kind__in=["citizen.registered", "visit.known"]).exists()


def test_somebody_else_or_an_organisation_owns_it(receive):
    for_other = receive(Handed(HIEN, owner=PersonFacts("Trương Văn Khoa"), mandate="Giấy ủy quyền 1"))
    assert (for_other.applicant.name, for_other.submitter.name) == ("Trương Văn Khoa", "Trương Thị Hiền")
    for_all = receive(Handed(HIEN, organisation=OrganisationFacts("HTX Cẩm Tú", "2801234567"), mandate="Giấy giới thiệu 2"))
    assert (for_all.organisation.name, for_all.submitter.name) == ("HTX Cẩm Tú", "Trương Thị Hiền")


def test_a_name_written_out_once_is_known_to_the_catalogue(receive):
    paper = ProcedurePaper.objects.filter(procedure__code=SINGLE, mandatory="true").get()
    whole = paper.name.rstrip("…") + "ịch"
    made = receive(Handed(HIEN), SINGLE, papers={paper.order: Mark(PaperState.OK, name=whole)})
    paper.refresh_from_db()
    assert paper.completed_name == whole == made.papers.get(order=paper.order).name
    again = receive(Handed(HIEN), SINGLE, papers={paper.order: Mark(PaperState.OK)})
    assert again.papers.get(order=paper.order).name == whole


def test_a_number_that_is_no_longer_here_is_refused(receive, office, counter):
    ticket = counter.tickets.get(state="called")
    queueing.mark_absent(counter=counter, by=office.actor(office.hanh), at=office.at)
    ticket.refresh_from_db()
    with pytest.raises(DossierError, match="Số A001 không còn ở quầy này"):
        receive(Handed(HIEN), ticket=ticket)


def test_a_refusal_is_one_act_too(office, counter):
    made = refuse_at_counter(
        counter=counter, ticket=counter.tickets.get(state="called"), handed=Handed(HIEN), procedure=procedure(code=CIVIL),
        reason=RefusalReason.NOT_ELIGIBLE, by=office.actor(office.hanh), at=office.at,
    )  # fmt: skip
    assert made.code is None and made.visit.citizen == made.applicant
    assert Entry.objects.get(kind="dossier.refused").act == Entry.objects.get(kind="visit.known").act


def test_a_result_is_fetched_in_the_visit_at_the_counter(office, counter):
    others = add_officers(office)
    dossier = ready(office, received(office, fee_paid="cash"), at=office.at, others=others)
    handed = hand_over_result(dossier=dossier, counter=counter, by=office.actor(office.hanh), at=office.at)
    assert handed.returned_in == counter.tickets.get(state="called").visit
    assert handed.collected_by == "Trương Thị Hiền"


def test_without_a_number_the_result_is_handed_over_all_the_same(office, counter):
    others = add_officers(office)
    dossier = ready(office, received(office), at=office.at, others=others)
    handed = hand_over_result(
        dossier=dossier, counter=None, by=office.actor(office.hanh), at=office.at,
        receiver=Receiver(name="Lê Văn Hùng", paper="Giấy ủy quyền 20/11/2026"),
    )  # fmt: skip
    assert handed.returned_in is None and handed.collected_by == "Lê Văn Hùng"
