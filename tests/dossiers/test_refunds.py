"""A fee given back: two persons, one line of the book when the money goes, the cash of the day; each turn and its way back."""

from itertools import product

import pytest

from builders.dossiers import CIVIL, load_small_catalogue, received
from thanthien.dossiers import actions, fees, refund_rules, refunds
from thanthien.dossiers.models import Fee, Refund
from thanthien.dossiers.refund_rules import RefundError, RefundState, Turn
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.people import actions as people
from thanthien.people.rules import Role
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of

S, T = RefundState, Turn
AFTER = {
    (S.ASKED, T.APPROVE): S.APPROVED, (S.ASKED, T.REFUSE): S.REFUSED, (S.ASKED, T.WITHDRAW): S.WITHDRAWN,
    (S.APPROVED, T.RECONSIDER): S.ASKED, (S.APPROVED, T.WITHDRAW): S.WITHDRAWN, (S.APPROVED, T.PAY): S.PAID,
    (S.REFUSED, T.RECONSIDER): S.ASKED, (S.PAID, T.UNPAY): S.APPROVED,
}  # fmt: skip


@pytest.mark.parametrize(("state", "turn"), list(product(S, T)))
def test_every_turn_of_every_state(state, turn):
    if (state, turn) in AFTER:
        assert refund_rules.move(state, turn).to is AFTER[state, turn]
    else:
        with pytest.raises(RefundError, match=str(state.label)):
            refund_rules.move(state, turn)


@pytest.mark.parametrize(
    ("state", "roles", "mine", "offered"),
    [
        (S.ASKED, {"leader"}, False, {T.APPROVE, T.REFUSE}), (S.ASKED, {"leader"}, True, set()),
        (S.ASKED, {"one_stop"}, True, {T.WITHDRAW}), (S.ASKED, {"specialist"}, False, set()),
        (S.APPROVED, {"one_stop"}, False, {T.PAY, T.WITHDRAW}), (S.APPROVED, {"leader"}, False, {T.RECONSIDER}),
        (S.PAID, {"one_stop"}, False, {T.UNPAY}), (S.PAID, {"leader"}, False, set()), (S.WITHDRAWN, {"one_stop"}, True, set()),
    ],
)  # fmt: skip
def test_what_a_page_offers(state, roles, mine, offered):
    assert set(refund_rules.turns(state, roles=frozenset(roles), asked_by_me=mine)) == offered


@pytest.fixture
def hall(office):
    load_small_catalogue()
    return office


def told(hall, who="hanh"):
    return {"by": hall.actor(getattr(hall, who)), "at": hall.at}


def asked(hall, paid="cash", **more) -> Refund:
    fee = received(hall, CIVIL, fee_paid=paid).fees.get()
    return actions.ask_refund(fee=fee, **{"reason": "Thu nhầm người được miễn"} | told(hall) | more)


def approved(hall, paid="cash") -> Refund:
    return actions.decide_refund(refund=asked(hall, paid), turn=T.APPROVE, **told(hall, "nghia"))


def drawer(hall) -> int:
    return fees.expected_cash(unit=hall.unit, officer=hall.hanh, day=day_of(hall.at))


def test_asked_approved_paid_and_the_book_has_its_line_only_then(hall):
    refund = asked(hall)
    assert drawer(hall) == 8000 and Fee.objects.count() == 1
    refund = actions.decide_refund(refund=refund, turn=T.APPROVE, **told(hall, "nghia"))
    assert drawer(hall) == 8000 and Fee.objects.count() == 1
    refund = actions.pay_refund(refund=refund, way="cash", **told(hall))
    line = refund.line
    assert (line.amount, line.way, line.given_back, line.corrects_id, line.number) == (-8000, "cash", True, refund.fee_id, 2)
    assert drawer(hall) == 0 and refund.state == S.PAID
    refund.dossier.refresh_from_db()
    assert refund.dossier.fee_paid == "refunded" and verify() is None
    kinds = [entry.kind for entry in Entry.objects.filter(kind__startswith="refund.").order_by("seq")]
    assert kinds == ["refund.asked", "refund.approved", "refund.paid"]
    assert "nhầm" not in str([entry.data for entry in Entry.objects.all()])


@pytest.mark.parametrize(
    ("came", "went", "cash"), [("cash", "cash", 0), ("cash", "qr", 8000), ("qr", "cash", -8000), ("qr", "qr", 0)]
)
def test_the_cash_of_the_day_follows_the_way_it_went(hall, came, went, cash):
    actions.pay_refund(refund=approved(hall, came), way=went, **told(hall))
    assert drawer(hall) == cash


def test_two_persons_see_the_money_go(hall):
    people.grant_role(officer=hall.nghia, role=Role.ONE_STOP, by=system(hall.unit), at=hall.at, valid_from=day_of(hall.at))
    refund = asked(hall, **told(hall, "nghia"))
    with pytest.raises(RefundError, match="không tự duyệt"):
        actions.decide_refund(refund=refund, turn=T.APPROVE, **told(hall, "nghia"))
    for who in ("hanh", "dinh", "ha"):
        with pytest.raises(RefundError, match="Lãnh đạo"):
            actions.decide_refund(refund=refund, turn=T.APPROVE, **told(hall, who))
    with pytest.raises(DossierError, match="đơn vị khác"):
        actions.decide_refund(refund=refund, turn=T.APPROVE, **told(hall, "la"))


@pytest.mark.parametrize("who", ["ha", "nghia", "ngoc"])
def test_only_the_counter_asks_and_pays(hall, who):
    with pytest.raises(RefundError, match="Một cửa"):
        asked(hall, **told(hall, who))
    refund = approved(hall)
    with pytest.raises(RefundError, match="Một cửa"):
        actions.pay_refund(refund=refund, way="cash", **told(hall, who))


def test_no_money_before_a_leader_agreed_nor_after_a_no(hall):
    refund = asked(hall)
    with pytest.raises(RefundError, match="đề nghị"):
        actions.pay_refund(refund=refund, way="cash", **told(hall))
    with pytest.raises(RefundError, match="Ghi lý do") as refused:
        actions.decide_refund(refund=refund, turn=T.REFUSE, **told(hall, "nghia"))
    assert refused.value.field == "answer"
    refund = actions.decide_refund(refund=refund, turn=T.REFUSE, answer="Thu đúng", **told(hall, "nghia"))
    with pytest.raises(RefundError, match="không duyệt"):
        actions.pay_refund(refund=refund, way="cash", **told(hall))
    again = actions.ask_refund(fee=refund.fee, reason="Có thêm giấy", **told(hall))
    with pytest.raises(RefundError, match="đề nghị hoàn trả khác"):
        actions.decide_refund(refund=refund, turn=T.RECONSIDER, **told(hall, "nghia"))
    actions.withdraw_refund(refund=again, **told(hall))
    back = actions.decide_refund(refund=refund, turn=T.RECONSIDER, **told(hall, "nghia"))
    assert (back.state, back.decided_by, back.answer) == (S.ASKED, None, "") and verify() is None


def test_a_receipt_is_given_back_once(hall):
    refund = asked(hall)
    with pytest.raises(RefundError, match="đã có đề nghị"):
        actions.ask_refund(fee=refund.fee, reason="x", **told(hall))
    refund = actions.decide_refund(refund=refund, turn=T.APPROVE, **told(hall, "nghia"))
    actions.pay_refund(refund=refund, way="cash", **told(hall))
    for _ in range(2):
        with pytest.raises(RefundError, match="đã trả"):
            actions.pay_refund(refund=refund, way="cash", **told(hall))
    with pytest.raises(RefundError, match="bù trừ hoặc hoàn trả"):
        actions.ask_refund(fee=refund.fee, reason="x", **told(hall))
    with pytest.raises(DossierError, match="đã được sửa"):
        actions.correct_fee(fee=refund.fee, reason="x", **told(hall))


def test_a_receipt_corrected_meanwhile_is_not_paid_back(hall):
    refund = approved(hall)
    actions.correct_fee(fee=refund.fee, reason="gõ nhầm", **told(hall))
    with pytest.raises(RefundError, match="bù trừ"):
        actions.pay_refund(refund=refund, way="cash", **told(hall))
    assert drawer(hall) == 0


@pytest.mark.parametrize(("way", "reason", "said"), [("gold", "x", "Chọn cách trả"), ("cash", " ", "Ghi lý do")])
def test_bad_words(hall, way, reason, said):
    with pytest.raises(RefundError, match=said):
        asked(hall, reason=reason)
        actions.pay_refund(refund=Refund(unit_id=hall.unit), way=way, **told(hall))


def test_pressed_by_mistake_the_money_is_in_the_book_again(hall):
    refund = actions.pay_refund(refund=approved(hall), way="cash", **told(hall))
    refund = actions.unpay_refund(refund=refund, **told(hall))
    assert [fee.amount for fee in Fee.objects.order_by("number")] == [8000, -8000, 8000] and drawer(hall) == 8000
    assert (refund.state, refund.fee.number, refund.line) == (S.APPROVED, 3, None)
    refund.dossier.refresh_from_db()
    assert refund.dossier.fee_paid == "cash" and verify() is None
    actions.pay_refund(refund=refund, way="cash", **told(hall))
    assert drawer(hall) == 0 and verify() is None


def test_after_a_refund_nothing_is_asked_any_more(hall):
    refund = actions.pay_refund(refund=approved(hall), way="cash", **told(hall))
    with pytest.raises(DossierError, match="đã thu hoặc được miễn"):
        actions.take_fee(dossier=refund.dossier, way="cash", **told(hall))
    with pytest.raises(DossierError, match="Chọn cách thu"):
        received(hall, CIVIL, fee_paid="refunded")


def test_listed_by_state(hall):
    one, two = asked(hall), approved(hall)
    assert refunds.refunds(unit=hall.unit, state="asked") == [one] and set(refunds.refunds(unit=hall.unit)) == {one, two}
    assert refunds.refund_of(unit="15151", pk=one.pk) is None
