"""Account, charge, payments, failed tries, refunds: what counts, what stays, who may."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from thanthien.journal.models import Entry
from thanthien.journal.verify import verify
from thanthien.payments import actions, exempting, queries
from thanthien.payments.models import Charge, Payment, Refund, Try
from thanthien.payments.rules import Line, PaymentError, RefundState, Standing, receipt_text
from thanthien.shared.actor import system
from thanthien.shared.clock import day_of

CODE = "H56.327-261123-0007"
FEE = Line(name="Lệ phí chứng thực", amount=15_000)


def charged(office, *lines: Line, number: int = 7, **more) -> Charge:
    more = {"subject": f"dossier:{number}", "code": f"H56.327-261123-{number:04d}", "by": office.actor(office.hanh)} | more
    return actions.make_charge(unit=office.unit, lines=lines or (FEE,), at=office.at, **more)


def taken(office, charge: Charge, amount: int = 15_000, way: str = "cash", **more) -> Payment:
    return actions.take(charge=charge, amount=amount, way=way, **{"by": office.actor(office.hanh), "at": office.at} | more)


def opened(office, **more):
    more = {"bank": "970405", "number": "1234 5678 90123", "holder": "UBND XÃ CẨM TÚ", "valid_from": day_of(office.at)} | more
    return actions.open_account(unit=office.unit, **{"by": system(office.unit), "at": office.at} | more)


def refund_asked(office, payment: Payment, amount: int = 5_000, **more) -> Refund:
    more = {"reason": "Thu thừa", "by": office.actor(office.hanh), "at": office.at} | more
    return actions.ask_refund(payment=payment, amount=amount, **more)


class TestAccount:
    def test_the_latest_that_has_begun_holds(self, office):
        first = opened(office)
        later = opened(office, number="9999999999", valid_from=day_of(office.at) + timedelta(days=3))
        assert first.number == "1234567890123"
        assert queries.account(unit=office.unit, on=day_of(office.at)) == first
        assert queries.account(unit=office.unit, on=later.valid_from) == later
        assert queries.account(unit=office.unit, on=day_of(office.at) - timedelta(days=1)) is None

    def test_the_entry_has_no_number_and_no_holder(self, office):
        opened(office)
        entry = Entry.objects.get(kind="account.opened")
        assert entry.data == {"bank": "970405", "from": day_of(office.at).isoformat()}

    @pytest.mark.parametrize(("what", "value"), [("bank", "12"), ("number", "1"), ("holder", "  ")])
    def test_bad_input_says_where(self, office, what, value):
        with pytest.raises(PaymentError) as refused:
            opened(office, **{what: value})
        assert refused.value.field == what

    def test_the_past_keeps_its_account(self, office):
        with pytest.raises(PaymentError, match="đã qua"):
            opened(office, valid_from=day_of(office.at) - timedelta(days=1))

    def test_who_sits_at_a_counter_does_not_set_it(self, office):
        with pytest.raises(PaymentError, match="quản trị"):
            opened(office, by=office.actor(office.hanh))


class TestCharge:
    def test_an_exempted_line_is_kept_and_not_owed(self, office):
        row = charged(office, FEE, Line(name="Bản sao", amount=8_000, exempt="poor_household"))
        assert row.due == 15_000 and row.note == "H563272611230007" and row.lines[1]["exempt"] == "poor_household"
        assert Entry.objects.get(kind="charge.made").data == {"code": CODE, "due": 15_000, "exempt": ["poor_household"]}

    def test_an_unknown_ground_is_refused(self, office):
        with pytest.raises(PaymentError, match="căn cứ"):
            charged(office, Line(name="Bản sao", amount=8_000, exempt="friend"))

    def test_grounds_are_dated_and_none_is_confirmed(self, office):
        found = exempting.grounds(on=day_of(office.at))
        assert "poor_household" in found and not any(rule.confirmed for rule in found.values())
        assert not exempting.grounds(on=day_of(office.at).replace(year=2015))

    def test_all_exempted_is_paid_at_once(self, office):
        assert queries.standing(of=charged(office, Line("Lệ phí", 8_000, "merit"))) == Standing.PAID

    def test_one_a_subject(self, office):
        charged(office)
        with pytest.raises(PaymentError, match="đã có khoản phải thu"):
            charged(office)

    def test_nothing_to_pay_is_no_charge(self, office):
        with pytest.raises(PaymentError, match="Chưa có khoản phí"):
            actions.make_charge(
                unit=office.unit, subject="dossier:1", code=CODE, lines=(), by=office.actor(office.hanh), at=office.at
            )

    def test_a_stranger_does_not_charge(self, office):
        with pytest.raises(PaymentError, match="Một cửa"):
            charged(office, by=office.actor(office.la))


class TestPayment:
    def test_numbers_have_no_holes_and_an_annulled_one_stays(self, office):
        rows = [taken(office, charged(office, number=n)) for n in (1, 2)]
        actions.annul(payment=rows[0], reason="Gõ nhầm", by=office.actor(office.hanh), at=office.at)
        again = taken(office, rows[0].charge)
        assert [row.number for row in Payment.objects.order_by("number")] == [1, 2, 3] and again.number == 3
        assert queries.paid(of=rows[0].charge) == 15_000 and receipt_text(year=again.year, number=3) == "TT-0003/2026"

    def test_a_refused_one_uses_no_number(self, office):
        row = charged(office)
        with pytest.raises(PaymentError, match="Chỉ còn phải thu 15000"):
            taken(office, row, 16_000)
        assert taken(office, row).number == 1

    def test_the_same_transfer_twice_is_one(self, office):
        row = charged(office)
        first, second = (taken(office, row, way="transfer", reference="FT 26327 1") for _ in range(2))
        assert first == second and Payment.objects.count() == 1 and queries.paid(of=row) == 15_000

    def test_a_transfer_of_another_charge_is_refused(self, office):
        taken(office, charged(office), way="transfer", reference="FT1")
        with pytest.raises(PaymentError, match="TT-0001/2026"):
            taken(office, charged(office, number=8), way="transfer", reference="FT1")

    @pytest.mark.parametrize(("amount", "standing"), [(5_000, "short"), (15_000, "paid"), (20_000, "over")])
    def test_a_transfer_says_where_the_charge_stands(self, office, amount, standing):
        row = charged(office)
        assert queries.standing(of=row) == Standing.OPEN
        taken(office, row, amount, way="transfer", reference="FT1")
        assert queries.standing(of=row) == standing

    @pytest.mark.parametrize(
        ("way", "reference", "field"), [("cash", "X1", "reference"), ("transfer", "", "reference"), ("gold", "", "way")]
    )
    def test_way_and_reference_go_together(self, office, way, reference, field):
        with pytest.raises(PaymentError) as refused:
            taken(office, charged(office), way=way, reference=reference)
        assert refused.value.field == field

    def test_failed_tries_are_kept_and_never_counted(self, office):
        row = charged(office)
        for _ in range(3):
            actions.note_failed(charge=row, amount=15_000, why="timeout", by=office.actor(office.hanh), at=office.at)
        assert Try.objects.count() == 3 and queries.paid(of=row) == 0 and queries.standing(of=row) == Standing.OPEN
        taken(office, row)
        assert queries.paid(of=row) == 15_000 and Entry.objects.filter(kind="payment.failed").count() == 3

    def test_annulled_twice_is_annulled_once_and_says_why(self, office):
        row = taken(office, charged(office))
        with pytest.raises(PaymentError, match="Ghi lý do"):
            actions.annul(payment=row, reason=" ", by=office.actor(office.hanh), at=office.at)
        for _ in range(2):
            actions.annul(payment=row, reason="Gõ nhầm", by=office.actor(office.hanh), at=office.at)
        assert Entry.objects.filter(kind="payment.annulled").count() == 1

    def test_by_way(self, office):
        taken(office, charged(office))
        taken(office, charged(office, number=8), 9_000, way="transfer", reference="FT1")
        day = day_of(office.at)
        assert queries.by_way(unit=office.unit, first=day, last=day) == {"cash": 15_000, "transfer": 9_000}

    def test_the_database_refuses_a_number_twice_and_no_money(self, office):
        row = taken(office, charged(office))
        for change in ("number = number, amount = 0", "annulled_why = 'x'"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE payments_payment SET {change} WHERE id = %s", [row.pk])  # noqa: S608


class TestQr:
    def test_it_asks_for_what_is_open(self, office):
        row, day = charged(office), day_of(office.at)
        assert queries.qr_text(of=row, on=day) == ""  # no account yet
        opened(office)
        assert "540515000" in queries.qr_text(of=row, on=day) and row.note in queries.qr_text(of=row, on=day)
        taken(office, row, 5_000, way="transfer", reference="FT1")
        assert "540510000" in queries.qr_text(of=row, on=day)
        taken(office, row, 10_000)
        assert queries.qr_text(of=row, on=day) == ""


class TestRefund:
    def test_asked_approved_paid(self, office):
        row = taken(office, charged(office), 20_000, way="transfer", reference="FT1")
        refund = refund_asked(office, row)
        assert queries.paid(of=row.charge) == 20_000
        with pytest.raises(PaymentError, match="chưa duyệt"):
            actions.pay_refund(refund=refund, way="cash", by=office.actor(office.hanh), at=office.at)
        for _ in range(2):
            actions.approve_refund(refund=refund, by=office.actor(office.nghia), at=office.at)
        for _ in range(2):
            refund = actions.pay_refund(refund=refund, way="cash", by=office.actor(office.hanh), at=office.at)
        assert refund.state == RefundState.PAID and queries.standing(of=row.charge) == Standing.PAID
        kinds = list(Entry.objects.filter(kind__startswith="refund.").order_by("seq").values_list("kind", flat=True))
        assert kinds == ["refund.asked", "refund.approved", "refund.paid"]

    def test_only_a_leader_approves(self, office):
        refund = refund_asked(office, taken(office, charged(office)))
        for officer in (office.hanh, office.la):
            with pytest.raises(PaymentError, match="lãnh đạo xã duyệt"):
                actions.approve_refund(refund=refund, by=office.actor(officer), at=office.at)

    def test_never_more_than_came(self, office):
        row = taken(office, charged(office))
        refund_asked(office, row, 10_000)
        with pytest.raises(PaymentError, match="5000"):
            refund_asked(office, row, 6_000)

    def test_no_refund_of_an_annulled_one_and_no_annulling_of_a_refunded_one(self, office):
        by, row = office.actor(office.hanh), taken(office, charged(office))
        refund_asked(office, row)
        with pytest.raises(PaymentError, match="đã có hoàn tiền"):
            actions.annul(payment=row, reason="Gõ nhầm", by=by, at=office.at)
        other = taken(office, charged(office, number=8))
        actions.annul(payment=other, reason="Gõ nhầm", by=by, at=office.at)
        with pytest.raises(PaymentError, match="đã huỷ"):
            refund_asked(office, other)


def test_tables_and_journal_agree_and_no_entry_has_words(office):
    opened(office)
    row = taken(office, charged(office))
    refund_asked(office, row, reason="Chị Hoa trả hai lần")
    assert verify() is None
    assert "Hoa" not in str([entry.data for entry in Entry.objects.all()])
