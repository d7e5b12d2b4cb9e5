"""Every write of payments. Each act takes the unit's chain before it looks at sums, so two tills at once wait for each other."""

from collections.abc import Iterable
from datetime import date, datetime

from thanthien.journal.actions import Deed, act
from thanthien.payments import access, exempting, queries, rules
from thanthien.payments.models import Charge, Payment, ReceivingAccount, Refund, Try
from thanthien.payments.rules import Line, PaymentError, RefundState, Way
from thanthien.payments.vietqr import note_of
from thanthien.people.models import Officer
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say


def open_account(
    *, unit: str, bank: str, number: str, holder: str, valid_from: date, by: Actor, at: datetime
) -> ReceivingAccount:  # fmt: skip
    """Transfers go here from a day on. Entry `account.opened`, without the number. Raises PaymentError, also for the past."""
    access.check_may_set_account(by=by, unit=unit)
    bank, number, name = rules.tidy_bank(bank), rules.tidy_account(number), " ".join(holder.split())[:80]
    if not name:
        raise PaymentError(say("Ghi tên chủ tài khoản đúng như ngân hàng ghi."), field="holder")
    if valid_from < day_of(at):
        raise PaymentError(say("Ngày bắt đầu đã qua. Chọn hôm nay hoặc ngày sau."), field="valid_from")
    with act(unit=unit, by=by, at=at) as deed:
        row = deed.create(
            ReceivingAccount,
            unit_id=unit,
            bank=bank,
            number=number,
            holder=name,
            valid_from=valid_from,
            set_by=by.code,
            set_at=at,
        )
        deed.enter("account.opened", subject=row, data={"bank": bank, "from": valid_from.isoformat()})
    return row


def make_charge(*, unit: str, subject: str, code: str, lines: Iterable[Line], by: Actor, at: datetime) -> Charge:
    """What a subject owes. Entry `charge.made` (code, due, grounds). Raises PaymentError, also when it has a charge already."""
    access.check_may_take(by=by, unit=unit)
    found = rules.check_lines(lines, grounds=exempting.grounds(on=day_of(at)))
    with act(unit=unit, by=by, at=at) as deed:
        deed.chain(unit)
        if queries.charge(unit=unit, subject=subject):
            raise PaymentError(say("{code} đã có khoản phải thu. Tải lại trang để xem.", code=code))
        row = deed.create(
            Charge, unit_id=unit, subject=subject, code=code, note=note_of(code), due=rules.owed(found), made_at=at,
            lines=[line.as_data() for line in found],
        )  # fmt: skip
        data = {"code": code, "due": row.due, "exempt": sorted({line.exempt for line in found if line.exempt})}
        deed.enter("charge.made", subject=row, data=data)
    return row


def take(*, charge: Charge, amount: int, way: str, by: Actor, at: datetime, reference: str = "") -> Payment:
    """Money came. Entry `payment.taken` with its number. The same transfer twice gives the payment it made the first time.

    Cash never makes more than is owed; a transfer may, because the money is there. Raises PaymentError.
    """
    access.check_may_take(by=by, unit=charge.unit_id)
    amount, how = rules.check_amount(amount), _way(way)
    reference = "".join(reference.split())[:60]
    if (how == Way.TRANSFER) != bool(reference):
        raise PaymentError(say("Chuyển khoản có mã giao dịch của ngân hàng; tiền mặt thì không."), field="reference")
    with act(unit=charge.unit_id, by=by, at=at) as deed:
        deed.chain(charge.unit_id)
        row = deed.lock(Charge, pk=charge.pk, unit_id=deed.unit)
        if reference and (before := _of_transfer(row, reference, amount)):
            return before
        rest = row.due - queries.paid(of=row)
        if how == Way.CASH and amount > rest:
            raise PaymentError(say("Chỉ còn phải thu {rest} đồng. Xem lại số tiền.", rest=max(rest, 0)), field="amount")
        return _taken(deed, row, amount, how, reference)


def _way(way: str) -> Way:
    if way not in set(Way):
        raise PaymentError(say("Chọn tiền mặt hoặc chuyển khoản."), field="way")
    return Way(way)


def _of_transfer(charge: Charge, reference: str, amount: int) -> Payment | None:
    """The payment this transfer made before; raises PaymentError when it was another's, or another sum."""
    before = Payment.objects.filter(unit_id=charge.unit_id, reference=reference, annulled_at__isnull=True).first()
    if before and (before.charge_id, before.amount) != (charge.pk, amount):
        number = rules.receipt_text(year=before.year, number=before.number)
        raise PaymentError(say("Giao dịch này đã ghi ở {number}. Xem lại mã giao dịch.", number=number), field="reference")
    return before


def _taken(deed: Deed, charge: Charge, amount: int, way: Way, reference: str) -> Payment:
    day = day_of(deed.at)
    row = deed.create(
        Payment, unit_id=charge.unit_id, charge=charge, year=day.year, number=deed.number(f"payment:{day.year}"), day=day,
        amount=amount, way=way, reference=reference, officer=Officer.objects.filter(login=deed.by.code).first(), at=deed.at,
    )  # fmt: skip
    deed.enter("payment.taken", subject=row, data=_facts(row))
    return row


def annul(*, payment: Payment, reason: str, by: Actor, at: datetime) -> Payment:
    """Written by mistake: the number stays, the money does not count. Twice changes nothing. Entry `payment.annulled`."""
    access.check_may_take(by=by, unit=payment.unit_id)
    why = rules.tidy_reason(reason)
    with act(unit=payment.unit_id, by=by, at=at) as deed:
        deed.chain(payment.unit_id)
        row = deed.lock(Payment, pk=payment.pk, unit_id=deed.unit)
        if row.annulled_at is None:
            if row.refunds.exists():
                raise PaymentError(say("Lần thu này đã có hoàn tiền, không huỷ được nữa."))
            row.annulled_at, row.annulled_why = max(at, row.at), why
            deed.save(row)
            deed.enter("payment.annulled", subject=row, data=_facts(row))
    return row


def note_failed(*, charge: Charge, amount: int, why: str, by: Actor, at: datetime) -> Try:
    """A payment did not come about: kept, never counted. Entry `payment.failed`."""
    access.check_may_take(by=by, unit=charge.unit_id)
    with act(unit=charge.unit_id, by=by, at=at) as deed:
        row = deed.create(Try, unit_id=charge.unit_id, charge=charge, amount=rules.check_amount(amount), why=why[:20], at=at)
        deed.enter("payment.failed", subject=row, data={"code": charge.code, "amount": amount})
    return row


# --- giving back ---------------------------------------------------------------------------------------


def ask_refund(*, payment: Payment, amount: int, reason: str, by: Actor, at: datetime) -> Refund:
    """Ask a leader to give back money. Entry `refund.asked`. Raises PaymentError for more than came."""
    access.check_may_take(by=by, unit=payment.unit_id)
    why, amount = rules.tidy_reason(reason), rules.check_amount(amount)
    with act(unit=payment.unit_id, by=by, at=at) as deed:
        deed.chain(payment.unit_id)
        row = deed.lock(Payment, pk=payment.pk, unit_id=deed.unit)
        if row.annulled_at is not None:
            raise PaymentError(say("Lần thu này đã huỷ, không có tiền để hoàn."))
        rest = row.amount - sum(refund.amount for refund in row.refunds.all())
        if amount > rest:
            raise PaymentError(say("Lần thu này chỉ còn {rest} đồng chưa hoàn. Xem lại số tiền.", rest=rest), field="amount")
        refund = deed.create(Refund, unit_id=row.unit_id, payment=row, amount=amount, reason=why, asked_at=at, asked_by=by.code)
        deed.enter("refund.asked", subject=refund, data=_refund_facts(refund))
    return refund


def approve_refund(*, refund: Refund, by: Actor, at: datetime) -> Refund:
    """A leader agrees. Twice changes nothing. Entry `refund.approved`."""
    with act(unit=refund.unit_id, by=by, at=at) as deed:
        row = deed.lock(Refund, pk=refund.pk, unit_id=deed.unit)
        access.check_may_approve_refund(by=by, unit=row.unit_id, asked_by=row.asked_by)
        if row.state == RefundState.ASKED:
            row.state, row.approved_at, row.approved_by = RefundState.APPROVED, at, by.code
            deed.save(row)
            deed.enter("refund.approved", subject=row, data=_refund_facts(row))
    return row


def pay_refund(*, refund: Refund, way: str, by: Actor, at: datetime) -> Refund:
    """The money went back. Twice changes nothing. Entry `refund.paid`. Raises PaymentError before a leader agreed."""
    access.check_may_take(by=by, unit=refund.unit_id)
    how = _way(way)
    with act(unit=refund.unit_id, by=by, at=at) as deed:
        deed.chain(refund.unit_id)
        row = deed.lock(Refund, pk=refund.pk, unit_id=deed.unit)
        if row.state == RefundState.ASKED:
            raise PaymentError(say("Lãnh đạo chưa duyệt hoàn tiền. Chờ duyệt rồi trả."))
        if row.state == RefundState.APPROVED:
            row.state, row.way, row.paid_at = RefundState.PAID, how, at
            deed.save(row)
            deed.enter("refund.paid", subject=row, data=_refund_facts(row))
    return row


def _facts(row: Payment) -> dict[str, object]:
    return {"code": row.charge.code, "number": row.number, "year": row.year, "amount": row.amount, "way": row.way}


def _refund_facts(row: Refund) -> dict[str, object]:
    return {"number": row.payment.number, "year": row.payment.year, "amount": row.amount, "state": row.state}
