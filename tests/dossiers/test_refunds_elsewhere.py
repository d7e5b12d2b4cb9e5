"""A fee that one unit took for another: asked for by either, decided and paid by two persons of the unit whose book it is."""

import pytest

from builders.dossiers import CIVIL, received
from builders.elsewhere import build_around, fee_taken_here
from builders.office import NEIGHBOUR
from thanthien.dossiers import actions, fees, refund_rules, refunds
from thanthien.dossiers.models import Dossier, Fee, Refund
from thanthien.dossiers.refund_rules import RefundError, RefundState, Turn
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.queries import actor_for
from thanthien.people.rules import Role
from thanthien.people.scoping import everywhere, in_unit
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db
S, T = RefundState, Turn


@pytest.fixture
def fee(hall) -> Fee:
    build_around(hall)
    return fee_taken_here(hall)


def told(hall, who: str) -> dict:
    return {"by": actor_for(getattr(hall, who), on=day_of(hall.at)), "at": hall.at}


def asked(hall, fee: Fee, who: str) -> Refund:
    return actions.ask_refund(fee=fee, reason="Thu nhầm người được miễn", **told(hall, who))


def chains(kind: str) -> list[str]:
    with everywhere():
        return list(Entry.objects.filter(kind=kind).order_by("unit").values_list("unit", flat=True))


@pytest.mark.parametrize("who", ["hanh", "la"], ids=["the unit that took it", "the competent unit"])
def test_asked_by_either_decided_and_paid_by_two_persons_of_the_book(hall, fee, who):
    refund = asked(hall, fee, who)
    assert refund.unit_id == hall.unit and refunds.refunds(unit=hall.unit, state="asked") == [refund]
    refund = actions.decide_refund(refund=refund, turn=T.APPROVE, **told(hall, "nghia"))
    refund = actions.pay_refund(refund=refund, way="cash", **told(hall, "hanh"))
    assert (refund.line.unit_id, refund.line.amount) == (hall.unit, -8000)
    assert fees.expected_cash(unit=hall.unit, officer=hall.hanh, day=day_of(hall.at)) == 0
    with everywhere():
        assert Dossier.objects.get(pk=fee.dossier_id).fee_paid == "refunded"
    for kind in ("refund.asked", "refund.approved", "refund.paid"):
        assert chains(kind) == [hall.unit, NEIGHBOUR]
    assert verify() is None
    actions.unpay_refund(refund=refund, **told(hall, "hanh"))
    with everywhere():
        assert Dossier.objects.get(pk=fee.dossier_id).fee_paid == "cash"
    assert verify() is None


def test_the_competent_unit_neither_decides_nor_pays(hall, fee):
    refund = asked(hall, fee, "la")
    with pytest.raises(DossierError, match="đơn vị khác"):
        actions.decide_refund(refund=refund, turn=T.APPROVE, **told(hall, "la"))
    refund = actions.decide_refund(refund=refund, turn=T.APPROVE, **told(hall, "nghia"))
    with pytest.raises(DossierError, match="đơn vị khác"):
        actions.pay_refund(refund=refund, way="cash", **told(hall, "la"))


def test_who_decided_does_not_pay_what_another_unit_asked_for(hall, fee):
    people.grant_role(officer=hall.nghia, role=Role.ONE_STOP, by=system(hall.unit), at=hall.at, valid_from=day_of(hall.at))
    refund = actions.decide_refund(refund=asked(hall, fee, "la"), turn=T.APPROVE, **told(hall, "nghia"))
    with pytest.raises(RefundError, match="không tự trả"):
        actions.pay_refund(refund=refund, way="cash", **told(hall, "nghia"))
    assert actions.pay_refund(refund=refund, way="cash", **told(hall, "hanh")).state == S.PAID


def test_the_competent_unit_takes_back_what_it_asked_until_somebody_decides(hall, fee):
    assert actions.withdraw_refund(refund=asked(hall, fee, "la"), **told(hall, "la")).state == S.WITHDRAWN
    refund = asked(hall, fee, "la")
    refund = actions.decide_refund(refund=refund, turn=T.APPROVE, **told(hall, "nghia"))
    with pytest.raises(RefundError, match="đã duyệt"):
        actions.withdraw_refund(refund=refund, **told(hall, "la"))
    assert actions.withdraw_refund(refund=refund, **told(hall, "hanh")).state == S.WITHDRAWN
    own = asked(hall, fee, "hanh")
    with pytest.raises(DossierError, match="đơn vị khác"):
        actions.withdraw_refund(refund=own, **told(hall, "la"))
    assert verify() is None


def test_a_third_unit_and_another_role_ask_for_nothing(hall, fee):
    ba = {"by": actor_for(people_of("ba.cv"), on=day_of(hall.at)), "at": hall.at}
    with pytest.raises(DossierError, match="đơn vị khác"):
        actions.ask_refund(fee=fee, reason="x", **ba)
    with pytest.raises(RefundError, match="Một cửa"):
        asked(hall, fee, "nghia")


def people_of(login: str):
    from thanthien.people.models import Officer

    return Officer.objects.get(login=login)


def test_neither_reads_more_of_the_other_s_book_than_this_fee(hall, fee):
    other = received(hall, CIVIL, fee_paid="cash").fees.get()
    mine, refund = actions.ask_refund(fee=other, reason="x", **told(hall, "hanh")), asked(hall, fee, "la")
    with in_unit(NEIGHBOUR):
        assert fees.fee_to_give_back(unit=NEIGHBOUR, pk=fee.pk) == fee
        assert fees.fee_to_give_back(unit=NEIGHBOUR, pk=other.pk) is None and fees.fee_of(unit=NEIGHBOUR, pk=fee.pk) is None
        assert refunds.refund_of(unit=NEIGHBOUR, pk=refund.pk) == refund
        assert refunds.refund_of(unit=NEIGHBOUR, pk=mine.pk) is None and refunds.refunds(unit=NEIGHBOUR) == []
        assert fees.fees_of(dossier=fee.dossier) == [fee] and refunds.refunds_of(dossier=fee.dossier) == [refund]
        with pytest.raises(DossierError, match="đơn vị khác"):
            actions.ask_refund(fee=other, reason="x", **told(hall, "la"))
    assert refunds.refund_of(unit="15154", pk=refund.pk) is None and fees.fee_to_give_back(unit="15154", pk=fee.pk) is None


@pytest.mark.parametrize(
    ("state", "roles", "told", "offered"),
    [
        (S.ASKED, {"one_stop"}, {"own_book": False}, {T.WITHDRAW}), (S.ASKED, {"leader"}, {"own_book": False}, set()),
        (S.APPROVED, {"one_stop"}, {"own_book": False}, set()), (S.PAID, {"one_stop"}, {"own_book": False}, set()),
        (S.APPROVED, {"one_stop"}, {"decided_by_me": True}, {T.WITHDRAW}),
        (S.APPROVED, {"one_stop"}, {}, {T.PAY, T.WITHDRAW}), (S.ASKED, {"leader"}, {}, {T.APPROVE, T.REFUSE}),
    ],
)  # fmt: skip
def test_what_a_page_offers_of_what_another_unit_asked(state, roles, told, offered):
    got = refund_rules.turns(state, roles=frozenset(roles), asked_by_me=False, asked_elsewhere=True, **told)
    assert set(got) == offered
