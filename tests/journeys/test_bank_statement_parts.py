"""Transfers that pay a part of a fee, several that pay it together, and too much: one receipt, never counted twice."""

import pytest

from builders.dossiers import CIVIL, load_small_catalogue, received
from builders.statement import row, statement_csv
from thanthien.dossiers import actions as dossiers
from thanthien.dossiers.models import Fee
from thanthien.dossiers.refund_rules import Turn
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.journeys import bank_statement
from thanthien.journeys.fee_due import fee_due
from thanthien.payments import queries
from thanthien.payments.models import StatementLine
from thanthien.payments.rules import PaymentError
from thanthien.payments.vietqr import note_of
from thanthien.shared.clock import day_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(office):
    load_small_catalogue()
    return office


@pytest.fixture
def one(counter):
    """Its fee is 8.000."""
    return received(counter, CIVIL)


def read(office, *cells):
    return bank_statement.read(name="a.csv", content=statement_csv(*cells), unit=office.unit, at=office.at).lines


def take(office, *cells, back=()):
    told = {"unit": office.unit, "by": office.actor(office.hanh), "at": office.at}
    return bank_statement.take_in(lines=read(office, *cells), backwards=back, **told)[0]


def paying(dossier, reference, amount):
    return row(reference, str(amount), f"LE PHI {note_of(dossier.code)}")


def line(reference) -> StatementLine:
    return StatementLine.objects.exclude(state="undone").get(reference=reference)


def settle(office, reference, code, **more):
    return bank_statement.settle(line=line(reference), code=code, by=office.actor(office.hanh), at=office.at, **more)


def states() -> dict[str, str]:
    found = StatementLine.objects.exclude(state="undone").order_by("reference")
    return {one.reference: one.state if one.state == "matched" else one.problem for one in found}


def sums() -> list[int]:
    return list(Fee.objects.order_by("number").values_list("amount", flat=True))


@pytest.mark.parametrize(
    ("files", "book", "found"),
    [
        ([[3000]], [], "part"), ([[3000, 5000]], [8000], "matched matched"), ([[3000], [5000]], [8000], "matched matched"),
        ([[2000, 2000], [4000]], [8000], "matched matched matched"), ([[3000, 4000]], [], "part part"),
        ([[5000, 5000]], [], "over over"), ([[5000], [5000]], [], "part over"), ([[9000]], [], "over"),
        ([[3000, 8000]], [8000], "paid matched"), ([[3000], [8000]], [8000], "part matched"),
        ([[8000, 8000]], [8000], "matched paid"), ([[8000], [3000]], [8000], "matched paid"),
        ([[3000, 5000], [3000]], [8000], "matched matched paid"), ([[3000, 9000]], [], "part over"),
    ],
)  # fmt: skip
def test_what_transfers_with_one_code_become(counter, one, files, book, found):
    number = 0
    for amounts in files:
        cells = [paying(one, f"FT{number + place}", amount) for place, amount in enumerate(amounts)]
        number += len(amounts)
        take(counter, *cells)
        take(counter, *cells)
    assert sums() == book and " ".join(states().values()) == found and verify() is None
    one.refresh_from_db()
    assert one.fee_paid == ("qr" if book else "")
    assert fee_due(dossier=one, on=day_of(counter.at)).left == (0 if book else 8000)


def test_together_is_one_act_one_receipt_and_the_preview_says_so(counter, one):
    take(counter, paying(one, "FT1", 3000))
    told = {"unit": counter.unit, "by": counter.actor(counter.hanh), "at": counter.at}
    seen = bank_statement.match(lines=read(counter, paying(one, "FT2", 5000)), **told)[0]
    assert (seen.dossier.pk, seen.parts, seen.problem) == (one.pk, 2, None)
    take(counter, paying(one, "FT2", 5000))
    fee = Fee.objects.get()
    assert (fee.amount, fee.way, fee.reference) == (8000, "qr", "FT1 +1")
    assert {line("FT1").receipt, line("FT2").receipt} == {fee.pk}
    acts = Entry.objects.filter(kind__in=["fee.taken", "statement.taken", "statement.settled"]).order_by("-seq")[:3]
    assert len({entry.act for entry in acts}) == 1


def test_a_fee_taken_in_cash_between_the_parts_is_not_taken_again(counter, one):
    take(counter, paying(one, "FT1", 3000))
    dossiers.take_fee(dossier=one, way="cash", by=counter.actor(counter.hanh), at=counter.at)
    take(counter, paying(one, "FT2", 5000))
    assert sums() == [8000] and states() == {"FT1": "part", "FT2": "paid"}


def test_a_person_completes_it_with_a_transfer_that_named_no_code(counter, one):
    take(counter, paying(one, "FT1", 3000), row("FT2", "5.000", "nop tiep"))
    settle(counter, "FT2", one.code)
    assert sums() == [8000] and set(states().values()) == {"matched"} and verify() is None


class TestTooMuch:
    def test_nothing_is_written_before_a_person_says_so(self, counter, one):
        take(counter, paying(one, "FT1", 10_000))
        with pytest.raises(PaymentError, match="thừa 2.000 đồng") as refused:
            settle(counter, "FT1", one.code)
        assert refused.value.field == "surplus" and sums() == [] and states() == {"FT1": "over"}

    def test_the_fee_is_taken_and_the_rest_goes_back_through_two_persons(self, counter, one):
        take(counter, paying(one, "FT1", 10_000))
        settle(counter, "FT1", one.code, surplus=True)
        assert sums() == [8000, 2000] and verify() is None
        by, chief = counter.actor(counter.hanh), counter.actor(counter.nghia)
        refund = dossiers.ask_refund(fee=Fee.objects.get(surplus=True), reason="Chuyển thừa", by=by, at=counter.at)
        refund = dossiers.decide_refund(refund=refund, turn=Turn.APPROVE, by=chief, at=counter.at)
        refund = dossiers.pay_refund(refund=refund, way="qr", by=by, at=counter.at)
        one.refresh_from_db()
        assert sums() == [8000, 2000, -2000] and one.fee_paid == "qr" and verify() is None
        with pytest.raises(DossierError, match="đã hoàn trả"):
            bank_statement.reopen(line=line("FT1"), by=by, at=counter.at)
        refund = dossiers.unpay_refund(refund=refund, by=by, at=counter.at)
        one.refresh_from_db()
        assert sums() == [8000, 2000, -2000, 2000] and refund.fee.surplus and one.fee_paid == "qr" and verify() is None

    def test_parts_that_are_too_much_together(self, counter, one):
        take(counter, paying(one, "FT1", 5000))
        take(counter, paying(one, "FT2", 5000))
        settle(counter, "FT2", one.code, surplus=True)
        assert sums() == [8000, 2000] and set(states().values()) == {"matched"} and verify() is None

    def test_a_second_payment_is_all_too_much(self, counter, one):
        take(counter, paying(one, "FT1", 8000), paying(one, "FT2", 8000))
        settle(counter, "FT2", one.code, surplus=True)
        assert [(fee.amount, fee.surplus) for fee in Fee.objects.order_by("number")] == [(8000, False), (8000, True)]
        bank_statement.reopen(line=line("FT2"), by=counter.actor(counter.hanh), at=counter.at)
        one.refresh_from_db()
        assert sums() == [8000, 8000, -8000] and one.fee_paid == "qr" and states() == {"FT1": "matched", "FT2": "paid"}
        assert verify() is None

    def test_it_is_not_corrected_as_a_fee(self, counter, one):
        take(counter, paying(one, "FT1", 10_000))
        settle(counter, "FT1", one.code, surplus=True)
        with pytest.raises(DossierError, match="chuyển thừa"):
            dossiers.correct_fee(fee=Fee.objects.get(surplus=True), reason="x", by=counter.actor(counter.hanh), at=counter.at)


class TestBack:
    def test_one_of_the_parts_takes_the_receipt_back_and_all_wait_again(self, counter, one):
        take(counter, paying(one, "FT1", 3000), paying(one, "FT2", 5000))
        bank_statement.reopen(line=line("FT2"), by=counter.actor(counter.hanh), at=counter.at)
        one.refresh_from_db()
        assert sums() == [8000, -8000] and one.fee_paid == "" and states() == {"FT1": "part", "FT2": "part"}
        settle(counter, "FT1", one.code)
        assert sum(sums()) == 8000 and set(states().values()) == {"matched"} and verify() is None

    def test_an_import_taken_back_leaves_the_part_of_an_earlier_one_waiting(self, counter, one):
        take(counter, paying(one, "FT1", 3000))
        made = take(counter, paying(one, "FT2", 5000))
        bank_statement.undo(statement=made, by=counter.actor(counter.hanh), at=counter.at)
        assert sum(sums()) == 0 and states() == {"FT1": "part"} and verify() is None
        take(counter, paying(one, "FT2", 5000))
        assert sum(sums()) == 8000 and verify() is None

    def test_what_was_too_much_goes_with_the_fee(self, counter, one):
        take(counter, paying(one, "FT1", 10_000))
        settle(counter, "FT1", one.code, surplus=True)
        bank_statement.reopen(line=line("FT1"), by=counter.actor(counter.hanh), at=counter.at)
        assert sum(sums()) == 0 and states() == {"FT1": "over"} and verify() is None

    def test_a_part_that_the_bank_took_back_is_no_money(self, counter, one):
        take(counter, paying(one, "FT1", 3000), paying(one, "FT2", 5000))
        take(counter, row("FT2", "", "dao", debit="5.000"), back=["FT2"])
        assert [got.reference for got in queries.lines_to_settle(unit=counter.unit)] == ["FT2"]
        bank_statement.reopen(line=line("FT2"), by=counter.actor(counter.hanh), at=counter.at)
        assert sum(sums()) == 0 and states() == {"FT1": "part", "FT2": "reversed"}
        settle(counter, "FT1", one.code)
        assert sum(sums()) == 0 and verify() is None
