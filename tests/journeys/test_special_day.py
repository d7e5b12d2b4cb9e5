"""A dossier on a special day, from the counter to the hand-over: who signs, who comes first, what counts. Monday, 08:30."""

from datetime import timedelta

import pytest

from builders.dossiers import CIVIL, SINGLE, add_officers, all_marked, holder, load_small_catalogue
from builders.playing import offered
from builders.programmes import programme_of
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.checklist import PaperState
from thanthien.dossiers.models import Dossier
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.journeys.hand_over_result import hand_over_result
from thanthien.journeys.receive_at_counter import Handed, PersonFacts, receive_at_counter
from thanthien.journeys.special_day import is_outside, take_back_reception
from thanthien.people import actions as people
from thanthien.people.models import Citizen
from thanthien.people.rules import Role
from thanthien.procedures.queries import procedure
from thanthien.programmes import queries
from thanthien.programmes.models import DossierProgramme
from thanthien.programmes.rules import Kind, ProgrammeError, Signed, Writing
from thanthien.queueing import actions as queueing
from thanthien.shared.actor import system

HIEN = PersonFacts("Trương Thị Hiền", id_number="038192004317")


@pytest.fixture
def counter(office):
    """Counter 1 with a number called to it."""
    load_small_catalogue()
    service = offered(office, [("A", "Hộ tịch", "intake", (1,))])["A"]
    queueing.take_ticket(unit=office.unit, service=service, channel="guide", by=office.actor(office.ngoc), at=office.at)
    queueing.call_next(counter=office.counters[0], by=office.actor(office.hanh), at=office.at)
    return office.counters[0]


@pytest.fixture
def others(office):
    return add_officers(office)


@pytest.fixture
def receive(office, counter, others):
    def do(code: str = SINGLE, *, at=None, **more) -> Dossier:
        of = procedure(code=code)
        more.setdefault("papers", all_marked(of))
        told = {"handed": Handed(HIEN), "ticket": counter.tickets.first(), "by": office.actor(office.hanh)}
        return receive_at_counter(counter=counter, procedure=of, at=at or office.at, **told, **more)

    return do


def mark_of(dossier, kind=Kind.SAME_DAY) -> DossierProgramme:
    return DossierProgramme.objects.get(subject=f"dossier:{dossier.pk}", kind=kind)


def done_by(office, others, dossier, *, at) -> Dossier:
    """Every step by its holder, until the result is ready."""
    while dossier.state < 9:
        dossier = dossiers.complete_step(dossier=dossier, by=office.actor(holder(office, dossier, others)), at=at)
    return dossier


def test_on_an_ordinary_day_nothing_is_different(office, receive):
    made = receive()
    assert not DossierProgramme.objects.exists()
    assert not Entry.objects.filter(kind__startswith="programme").exists()
    assert made.steps.filter(role=Role.LEADER, officer__isnull=False).count() == 0


def test_received_decided_and_handed_over_in_one_sitting(office, others, receive, counter):
    programme_of(office, signer=office.nghia)
    made = receive()
    assert queries.waiting(unit=office.unit, at=office.at) == {f"dossier:{made.pk}"}
    ready = done_by(office, others, made, at=office.at + timedelta(minutes=30))
    given = hand_over_result(
        dossier=ready, counter=counter, by=office.actor(office.hanh), at=office.at + timedelta(minutes=45), fee_paid="cash"
    )
    row = mark_of(given)
    assert (row.done, row.why_not) == (True, "")
    entry = Entry.objects.get(kind="programme.kept")
    assert entry.subject == f"dossier:{given.pk}" and entry.visit == given.visit.pk.hex
    assert entry.act == Entry.objects.get(kind="dossier.returned").act
    assert queries.waiting(unit=office.unit, at=office.at) == set() and verify() is None


def test_received_and_marked_in_one_act(office, receive):
    programme_of(office)
    receive()
    acts = dict(Entry.objects.values_list("kind", "act"))
    assert acts["dossier.received"] == acts["programme.marked"]


def test_fetched_on_another_day_it_was_missed(office, others, receive):
    programme_of(office)
    ready = done_by(office, others, receive(), at=office.at + timedelta(minutes=30))
    hand_over_result(dossier=ready, counter=None, by=office.actor(office.hanh), at=office.at + timedelta(days=1), fee_paid="cash")
    assert mark_of(ready).done is False


def test_the_signer_of_the_day_holds_the_leaders_step_from_the_start(office, receive):
    before = office.at - timedelta(days=1)
    people.add_officer(
        unit=office.unit, login="quan", name="Phạm Hồng Quân", roles=(Role.LEADER,), by=system(office.unit), at=before
    )
    programme_of(office, signer=office.nghia)
    assert {step.officer for step in receive().steps.filter(role=Role.LEADER)} == {office.nghia}


def test_a_paper_to_be_looked_at_leaves_it_a_usual_dossier(office, receive):
    programme_of(office, signer=office.nghia)
    made = receive(papers=all_marked(procedure(code=SINGLE), PaperState.LOOK))
    assert mark_of(made).eligible is False and queries.waiting(unit=office.unit, at=office.at) == set()
    assert made.steps.filter(role=Role.LEADER, officer=office.nghia).count() == 0


def test_an_officer_who_may_do_the_work_sends_it_straight_to_the_leader(office, receive):
    people.grant_role(
        officer=office.hanh, role=Role.SPECIALIST, by=system(office.unit), at=office.at, valid_from=office.at.date(),
        fields=("ho_tich",),
    )  # fmt: skip
    programme_of(office, signer=office.nghia)
    made = receive()
    here = made.steps.get(order=made.step)
    assert (here.role, here.officer) == (Role.LEADER, office.nghia)
    assert not made.steps.filter(role=Role.LEADER, done_at__isnull=False).exists(), "nobody decides for the leader"


def test_an_officer_who_may_not_leaves_it_to_the_specialist(office, receive):
    programme_of(office, signer=office.nghia)
    made = receive()
    assert made.steps.get(order=made.step).role == Role.SPECIALIST


def test_on_a_day_without_writing_the_witness_is_kept_with_the_mark(office, receive):
    programme_of(office, Kind.NO_WRITING)
    row = mark_of(receive(writing=Writing(signed=Signed.THUMB, witness="Bùi Thị Là")), Kind.NO_WRITING)
    assert (row.done, row.signed, row.seen_by) == (True, "thumb", "Bùi Thị Là")


def test_a_thumbprint_without_a_witness_leaves_nothing_behind(office, receive):
    programme_of(office, Kind.NO_WRITING)
    with pytest.raises(ProgrammeError):
        receive(writing=Writing(signed=Signed.THUMB))
    assert not Dossier.objects.exists() and not Citizen.objects.exists()
    assert not Entry.objects.filter(kind__in=["dossier.received", "citizen.registered"]).exists()


def test_a_matter_that_the_day_does_not_cover_is_a_usual_one(office, receive):
    programme_of(office, fields=("dat_dai",))
    receive(CIVIL)
    assert not DossierProgramme.objects.exists()


@pytest.mark.parametrize(
    ("after", "kind"),
    [({"hours": 11}, Kind.AFTER_HOURS), ({"hours": 4}, Kind.AFTER_HOURS), ({"days": 5}, Kind.SATURDAY)],
    ids=["evening", "lunch", "saturday"],
)
def test_outside_the_hours_it_counts_by_itself(office, receive, after, kind):
    moment = office.at + timedelta(**after)
    assert is_outside(unit=office.unit, at=moment) and not is_outside(unit=office.unit, at=office.at)
    assert mark_of(receive(at=moment), kind).done is True


def test_received_by_mistake_it_counts_no_more_and_all_is_one_act(office, receive):
    programme_of(office)
    made = receive()
    take_back_reception(dossier=made, reason="Nhận nhầm", by=office.actor(office.nghia), at=office.at)
    acts = dict(Entry.objects.values_list("kind", "act"))
    assert acts["dossier.annulled"] == acts["programme.dropped"]
    assert mark_of(made).why_not == "annulled" and verify() is None


def test_what_may_not_be_annulled_stays_counted(office, receive):
    programme_of(office)
    made = receive()
    with pytest.raises(DossierError):
        take_back_reception(dossier=made, reason="", by=office.actor(office.nghia), at=office.at)
    assert mark_of(made).done is None
