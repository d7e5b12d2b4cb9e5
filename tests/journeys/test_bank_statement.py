"""A statement meets the book of fees: what becomes a receipt, what waits, what is settled, and the way back of each."""

import pytest

from builders.dossiers import ADOPTION, CIVIL, LODGING, SINGLE, load_small_catalogue, received
from builders.statement import row, statement_csv
from thanthien.dossiers.actions import annul, ask_refund, correct_fee, decide_refund, pay_refund
from thanthien.dossiers.models import Fee
from thanthien.dossiers.refund_rules import Turn
from thanthien.dossiers.rules import DossierError
from thanthien.journal.models import Entry
from thanthien.journal.stream import project
from thanthien.journal.verify import verify
from thanthien.journeys import bank_statement
from thanthien.payments import actions, queries
from thanthien.payments.models import Statement, StatementLine
from thanthien.payments.rules import PaymentError
from thanthien.payments.vietqr import note_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter(office):
    load_small_catalogue()
    return office


def take(office, *rows, by=None):
    by = office.actor(by or office.hanh)
    read = bank_statement.read(name="a.csv", content=statement_csv(*rows), unit=office.unit, at=office.at)
    assert not read.faults, read.faults
    return bank_statement.take_in(lines=read.lines, backwards=read.backwards, unit=office.unit, by=by, at=office.at)


def paying(dossier, reference="FT1", amount=None, **more):
    return row(reference, str(amount or dossier.fee_vnd), f"NGUYEN THI HOA {note_of(dossier.code)}", **more)


def line(reference="FT1") -> StatementLine:
    return StatementLine.objects.exclude(state="undone").get(reference=reference)


def settle(office, reference, code):
    return bank_statement.settle(line=line(reference), code=code, by=office.actor(office.hanh), at=office.at)


class TestTakeIn:
    def test_code_and_sum_make_a_receipt_with_the_banks_reference(self, counter):
        one = received(counter, CIVIL)
        made, _ = take(counter, paying(one, account="0123456789"))
        fee = Fee.objects.get()
        assert (fee.amount, fee.way, fee.reference, fee.dossier_id, fee.officer) == (8000, "qr", "FT1", one.pk, counter.hanh)
        got = line()
        assert (got.state, got.receipt, got.subject, got.tail, got.statement) == (
            "matched",
            fee.pk,
            f"dossier:{one.pk}",
            "6789",
            made,
        )
        one.refresh_from_db()
        assert one.fee_paid == "qr" and verify() is None
        assert Entry.objects.get(kind="statement.taken").data == {"lines": 1, "matched": 1}

    def test_neither_names_nor_accounts_are_kept_or_told(self, counter):
        take(counter, paying(received(counter, CIVIL), account="0123456789"))
        kept = str(list(StatementLine.objects.values())) + str([entry.data for entry in Entry.objects.all()])
        assert "HOA" not in kept and "0123456789" not in kept
        entry = Entry.objects.get(kind="statement.taken")
        assert project(entry, audience="hall") is None and "lines" not in project(entry, audience="officer")["data"]

    def test_the_same_file_again_changes_nothing(self, counter):
        one = received(counter, CIVIL)
        rows = (paying(one), row("FT2", "5.000", "ung ho"))
        take(counter, *rows)
        before = Entry.objects.count()
        assert take(counter, *rows) == (None, 0)
        assert (Fee.objects.count(), StatementLine.objects.count(), Entry.objects.count()) == (1, 2, before)

    def test_a_longer_file_brings_only_what_is_new(self, counter):
        one, two = received(counter, CIVIL), received(counter, LODGING)
        take(counter, paying(one))
        made, _ = take(counter, paying(one), paying(two, "FT2"), by=counter.hanh)
        assert [one.reference for one in made.lines.all()] == ["FT2"] and Fee.objects.count() == 2

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"amount": 9000}, "over"), ({"amount": 7999}, "part"), ({"note": "cam on"}, "no_code"),
            ({"note": "MAU15148 261123 9999"}, "unknown"),
        ],
    )  # fmt: skip
    def test_what_does_not_match_waits_and_is_no_money(self, counter, change, problem):
        one = received(counter, CIVIL)
        cells = paying(one, amount=change.get("amount"))
        cells[4] = change.get("note", cells[4])
        take(counter, cells)
        assert (line().state, line().problem, Fee.objects.count()) == ("open", problem, 0)

    def test_two_transfers_for_one_fee_are_one_receipt(self, counter):
        one = received(counter, CIVIL)
        take(counter, paying(one), paying(one, "FT2"))
        assert Fee.objects.count() == 1 and (line("FT2").state, line("FT2").problem) == ("open", "paid")

    def test_two_codes_in_one_note_are_settled_by_a_person(self, counter):
        one, two = received(counter, CIVIL), received(counter, CIVIL)
        cells = paying(one)
        cells[4] = f"{note_of(one.code)} va {note_of(two.code)}"
        take(counter, cells)
        assert line().problem == "many" and not Fee.objects.exists()

    def test_failed_tries_are_no_money_of_the_dossier(self, counter):
        """open-forms#4425: the sums of failed tries were added up."""
        one = received(counter, CIVIL)
        heads = ["STT", "Ngày", "Trạng thái", "Số tiền ghi có", "Nội dung", "Số tham chiếu", "TK đối ứng"]
        rows = [paying(one, f"FT{n}", debit="Thất bại") for n in range(3)]
        content = statement_csv(*rows, heads=heads)
        read = bank_statement.read(name="a.csv", content=content, unit=counter.unit, at=counter.at)
        told = {"unit": counter.unit, "by": counter.actor(counter.hanh), "at": counter.at}
        bank_statement.take_in(lines=read.lines, backwards=(), **told)
        assert not Fee.objects.exists() and [row.problem for row in StatementLine.objects.all()] == ["failed"] * 3
        with pytest.raises(PaymentError, match="không thành công"):
            settle(counter, "FT0", one.code)
        take(counter, paying(one, "FT9"))
        assert Fee.objects.get().amount == one.fee_vnd and verify() is None

    def test_what_the_bank_took_back_is_no_money_also_when_it_says_so_later(self, counter):
        one, two = received(counter, CIVIL), received(counter, CIVIL)
        take(counter, paying(one), row("FT1", "", "dao", debit="8.000"))
        assert line().problem == "reversed" and not Fee.objects.exists()
        take(counter, paying(two, "FT2"))
        assert take(counter, row("FT2", "", "dao", debit="8.000")) == (None, 1)
        assert [got.reference for got in queries.lines_to_settle(unit=counter.unit)] == ["FT1", "FT2"]
        bank_statement.reopen(line=line("FT2"), by=counter.actor(counter.hanh), at=counter.at)
        assert sum(Fee.objects.values_list("amount", flat=True)) == 0 and line("FT2").state == "open" and verify() is None
        with pytest.raises(PaymentError, match="bị đảo"):
            settle(counter, "FT2", two.code)

    def test_another_units_code_is_no_code_here(self, counter):
        one = received(counter, CIVIL)
        cells = paying(one)
        cells[4] = note_of(one.code).replace("MAU15148", "MAU15151")
        take(counter, cells)
        assert line().problem == "no_code"

    @pytest.mark.parametrize("who", ["ha", "nghia", "ngoc"])
    def test_only_who_takes_money_reads_a_statement(self, counter, who):
        with pytest.raises(PaymentError, match="Một cửa"):
            take(counter, row("FT1"), by=getattr(counter, who))
        assert not Statement.objects.exists()

    def test_a_stranger_reads_no_statement_of_ours(self, counter):
        with pytest.raises(PaymentError):
            take(counter, row("FT1"), by=counter.la)

    def test_an_empty_file_is_no_import(self, counter):
        assert take(counter, row("FT1", "", debit="5.000")) == (None, 0) and not Statement.objects.exists()

    def test_an_annulled_reception_is_no_longer_paid(self, counter):
        one = received(counter, CIVIL)
        annul(dossier=one, reason="Nhận nhầm", by=counter.actor(counter.hanh), at=counter.at)
        take(counter, paying(one))
        assert line().problem == "not_now"

    def test_no_decision_on_the_fee(self, counter):
        take(counter, row("FT1", "8.000", note_of(received(counter, SINGLE).code)))
        assert line().problem == "no_fee"


class TestSettle:
    def test_by_the_code_of_a_dossier(self, counter):
        one = received(counter, CIVIL)
        take(counter, row("FT1", "8.000", "nop tien khai sinh"))
        settle(counter, "FT1", f" {one.code.lower()} ")
        fee = Fee.objects.get()
        assert (fee.reference, line().receipt, line().settled_by) == ("FT1", fee.pk, "hanh") and verify() is None
        with pytest.raises(PaymentError, match="đã được xử lý"):
            stale = StatementLine(pk=line().pk, unit_id=counter.unit, amount=8000, reference="FT1")
            actions.put_aside(lines=[stale], reason="x", by=counter.actor(counter.hanh), at=counter.at)

    @pytest.mark.parametrize(("code", "said"), [("", "Không có hồ sơ mã"), ("MAU.15.148-261123-9999", "Không có hồ sơ mã")])
    def test_a_code_that_is_none(self, counter, code, said):
        take(counter, row("FT1"))
        with pytest.raises(PaymentError, match=said):
            settle(counter, "FT1", code)

    def test_less_than_the_fee_waits_under_the_code_that_was_typed(self, counter):
        one = received(counter, ADOPTION)
        take(counter, row("FT1"))
        settle(counter, "FT1", one.code)
        assert (line().state, line().problem, line().code, line().receipt) == ("open", "part", one.code, None)
        assert not Fee.objects.exists() and verify() is None

    def test_a_transfer_the_counter_wrote_down_keeps_its_receipt(self, counter):
        one = received(counter, CIVIL, fee_paid="qr")
        take(counter, paying(one))
        assert line().problem == "paid"
        settle(counter, "FT1", one.code)
        fee = Fee.objects.get()
        assert (fee.reference, line().receipt, line().linked) == ("FT1", fee.pk, True) and verify() is None
        bank_statement.reopen(line=line(), by=counter.actor(counter.hanh), at=counter.at)
        assert Fee.objects.get().reference == "" and line().state == "open" and verify() is None

    def test_a_fee_paid_in_cash_is_not_paid_again(self, counter):
        one = received(counter, CIVIL, fee_paid="cash")
        take(counter, paying(one))
        with pytest.raises(PaymentError, match="đã thu hoặc được miễn"):
            settle(counter, "FT1", one.code)

    def test_no_fee_with_its_reason_and_back(self, counter):
        take(counter, row("FT1"), row("FT2"))
        by = counter.actor(counter.hanh)
        for reason, lines, said in ((" ", [line()], "Ghi vì sao"), ("x", [], "Chưa chọn")):
            with pytest.raises(PaymentError, match=said):
                actions.put_aside(lines=lines, reason=reason, by=by, at=counter.at)
        actions.put_aside(lines=[line(), line("FT2")], reason="Kinh phí tỉnh", by=by, at=counter.at)
        assert not queries.lines_to_settle(unit=counter.unit) and "Kinh phí" not in str([e.data for e in Entry.objects.all()])
        bank_statement.reopen(line=line(), by=by, at=counter.at)
        assert [got.reference for got in queries.lines_to_settle(unit=counter.unit)] == ["FT1"] and verify() is None


class TestUndo:
    def test_each_fee_has_its_line_back_and_the_file_may_come_again(self, counter):
        one, two = received(counter, CIVIL), received(counter, CIVIL, fee_paid="qr")
        rows = (paying(one), paying(two, "FT2"), row("FT3"))
        made, _ = take(counter, *rows)
        settle(counter, "FT2", two.code)
        bank_statement.undo(statement=made, by=counter.actor(counter.hanh), at=counter.at)
        one.refresh_from_db(), two.refresh_from_db()
        assert (one.fee_paid, two.fee_paid) == ("", "qr")
        assert sorted(Fee.objects.values_list("amount", flat=True)) == [-8000, 8000, 8000]
        assert set(StatementLine.objects.values_list("state", flat=True)) == {"undone"} and verify() is None
        with pytest.raises(PaymentError, match="lấy lại rồi"):
            bank_statement.undo(statement=made, by=counter.actor(counter.hanh), at=counter.at)
        take(counter, *rows)
        assert line().state == "matched" and Fee.objects.filter(amount__gt=0).count() == 3 and verify() is None

    def test_a_fee_that_was_corrected_meanwhile_is_not_corrected_twice(self, counter):
        one = received(counter, CIVIL)
        made, _ = take(counter, paying(one))
        by = counter.actor(counter.hanh)
        correct_fee(fee=Fee.objects.get(), reason="nhầm người", by=by, at=counter.at)
        bank_statement.undo(statement=made, by=by, at=counter.at)
        assert Fee.objects.count() == 2 and verify() is None

    def test_money_that_went_back_to_the_payer_is_not_taken_back_a_second_time(self, counter):
        made, _ = take(counter, paying(received(counter, CIVIL)))
        by, chief = counter.actor(counter.hanh), counter.actor(counter.nghia)
        refund = ask_refund(fee=Fee.objects.get(), reason="Nộp hai lần", by=by, at=counter.at)
        decide_refund(refund=refund, turn=Turn.APPROVE, by=chief, at=counter.at)
        pay_refund(refund=refund, way="qr", by=by, at=counter.at)
        with pytest.raises(DossierError, match="đã hoàn trả"):
            bank_statement.undo(statement=made, by=by, at=counter.at)
        assert line().state == "matched" and Fee.objects.count() == 2

    def test_a_stranger_takes_nothing_back(self, counter):
        made, _ = take(counter, paying(received(counter, CIVIL)))
        with pytest.raises((PaymentError, DossierError)):
            bank_statement.undo(statement=made, by=counter.actor(counter.la), at=counter.at)
        assert Fee.objects.count() == 1 and line().state == "matched"
