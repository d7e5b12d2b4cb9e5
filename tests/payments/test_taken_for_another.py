"""A fee taken wrongly for another unit: corrected or given back by the unit that took it, told in the chains of both."""

import pytest

from builders.dossiers import add_officers, load_small_catalogue
from builders.elsewhere import build_around, fee_taken_here
from builders.office import NEIGHBOUR
from thanthien.dossiers import actions, fees
from thanthien.dossiers.forms_fee import receipt_data
from thanthien.dossiers.models import Dossier, Fee
from thanthien.dossiers.refund_rules import RefundError, Turn
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.queries import about, told_once
from thanthien.journal.verify import verify
from thanthien.journeys.fee_due import fee_due
from thanthien.people.models import Officer
from thanthien.people.queries import actor_for
from thanthien.people.scoping import everywhere, in_unit
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(office):
    load_small_catalogue()
    office.others = add_officers(office)
    build_around(office)
    return office


@pytest.fixture
def fee(hall) -> Fee:
    return fee_taken_here(hall)


def told(hall, who: str) -> dict:
    one = getattr(hall, who) if hasattr(hall, who) else Officer.objects.get(login=who)
    return {"by": actor_for(one, on=day_of(hall.at)), "at": hall.at}


def correct(hall, fee: Fee, way: str, who: str = "hanh", reason: str = "Bấm nhầm cách thu") -> Fee:
    return actions.correct_fee(fee=fee, way=way, reason=reason, **told(hall, who))


def lines(fee: Fee) -> list[tuple]:
    """(whose book, number, sum, way) of every line of the dossier, as the competent unit reads them."""
    with in_unit(NEIGHBOUR):
        return [(one.unit_id, one.number, one.amount, one.way) for one in fees.fees_of(dossier=fee.dossier)]


def of_dossier(fee: Fee) -> Dossier:
    with everywhere():
        return Dossier.objects.get(pk=fee.dossier_id)


def drawer(hall) -> int:
    return fees.expected_cash(unit=hall.unit, officer=hall.hanh, day=day_of(hall.at))


@pytest.mark.parametrize(
    ("way", "after", "cash", "paid"),
    [
        ("qr", [(1, 8000, "cash"), (2, -8000, "cash"), (3, 8000, "qr")], 0, "qr"),
        ("cash", [(1, 8000, "cash"), (2, -8000, "cash"), (3, 8000, "cash")], 8000, "cash"),
        ("waived", [(1, 8000, "cash"), (2, -8000, "cash")], 0, "waived"),
        ("", [(1, 8000, "cash"), (2, -8000, "cash")], 0, ""),
    ],
)
def test_the_unit_that_took_it_corrects_its_book_and_the_dossier_follows(hall, fee, way, after, cash, paid):
    back = correct(hall, fee, way)
    assert (back.unit_id, back.corrects_id, back.reason, back.given_back) == (hall.unit, fee.pk, "Bấm nhầm cách thu", False)
    assert lines(fee) == [(hall.unit, *line) for line in after]
    assert drawer(hall) == cash and of_dossier(fee).fee_paid == paid
    with in_unit(NEIGHBOUR):
        assert fee_due(dossier=of_dossier(fee), on=day_of(hall.at)).taken == sum(line[1] for line in after)
        assert not Fee.objects.filter(unit_id=NEIGHBOUR).exists()
    assert verify() is None


def test_one_entry_in_each_chain_under_one_act_and_told_once(hall, fee):
    correct(hall, fee, "qr")
    with everywhere():
        rows = list(Entry.objects.filter(kind="fee.corrected").order_by("unit"))
    assert [row.unit for row in rows] == [hall.unit, NEIGHBOUR] and len({row.act for row in rows}) == 1
    assert rows[0].data == rows[1].data and rows[0].data["receipt"] == 1 and rows[0].data["again"]["receipt"] == 3
    story = told_once(about(subject=f"dossier:{fee.dossier_id}"), unit=NEIGHBOUR)
    assert [row.unit for row in story if row.kind == "fee.corrected"] == [NEIGHBOUR]
    assert {row.unit for row in story} == {NEIGHBOUR}


@pytest.mark.parametrize("who", ["hanh", "nghia"], ids=["the counter", "the leader"])
def test_the_counter_and_the_leader_of_the_book_may(hall, fee, who):
    assert correct(hall, fee, "qr", who).unit_id == hall.unit


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("la", "Biên lai 1 ở sổ của Xã Cẩm Tú. Nhờ nơi ấy sửa, hoặc đề nghị hoàn trả"), ("ba.cv", "đơn vị khác"),
        ("ha", "việc của"),
    ],
)  # fmt: skip
def test_the_other_unit_a_third_and_another_role_are_refused_with_a_sentence(hall, fee, who, said):
    with pytest.raises(DossierError, match=said):
        correct(hall, fee, "qr", who)
    assert len(lines(fee)) == 1 and verify() is None


@pytest.mark.parametrize(("way", "reason", "said"), [("qr", " ", "Ghi lý do"), ("vàng", "x", "thu")])
def test_bad_words_change_nothing(hall, fee, way, reason, said):
    with pytest.raises(DossierError, match=said):
        correct(hall, fee, way, reason=reason)
    assert len(lines(fee)) == 1


def test_a_second_press_doubles_nothing_and_no_number_comes_twice(hall, fee):
    correct(hall, fee, "qr")
    with pytest.raises(DossierError, match="đã được sửa"):
        correct(hall, fee, "qr")
    again = Fee.objects.select_related("dossier").get(number=3)
    correct(hall, again, "")
    other = fee_taken_here(hall)
    numbers = [line[1] for line in [*lines(fee), *lines(other)]]
    assert numbers == [1, 2, 3, 4, 5] and verify() is None
    with everywhere():
        assert Entry.objects.filter(kind="fee.corrected").count() == 4


def test_corrected_first_then_given_back_by_two_persons(hall, fee):
    correct(hall, fee, "qr")
    right = Fee.objects.select_related("dossier").get(number=3)
    with pytest.raises(RefundError, match="bù trừ"):
        actions.ask_refund(fee=fee, reason="x", **told(hall, "la"))
    refund = actions.ask_refund(fee=right, reason="Hộ nghèo được miễn", **told(hall, "la"))
    refund = actions.decide_refund(refund=refund, turn=Turn.APPROVE, **told(hall, "nghia"))
    refund = actions.pay_refund(refund=refund, way="qr", **told(hall, "hanh"))
    assert lines(fee)[-1] == (hall.unit, 4, -8000, "qr") and of_dossier(fee).fee_paid == "refunded"
    with pytest.raises(RefundError, match="đã trả"):
        actions.pay_refund(refund=refund, way="qr", **told(hall, "hanh"))
    with pytest.raises(DossierError, match="đã được sửa"):
        correct(hall, right, "cash")
    assert len(lines(fee)) == 4 and verify() is None


def test_the_slips_say_what_became_of_it(hall, fee):
    back = correct(hall, fee, "qr")
    slip = receipt_data(fee=fees.fee_of(unit=hall.unit, pk=back.pk))
    assert slip.title == "Phiếu bù trừ khoản thu" and slip.mark == "Bù trừ khoản của biên lai số 0001/2026"
    assert slip.amount == 8000 and slip.reason == "Bấm nhầm cách thu" and slip.number == "0002/2026"
    first = receipt_data(fee=fees.fee_of(unit=hall.unit, pk=fee.pk))
    assert first.mark == "Đã bù trừ, không còn giá trị: số 0002/2026 ngày 23/11/2026"
