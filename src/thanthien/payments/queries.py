"""Reads of payments."""

from datetime import date

from django.db.models import Sum

from thanthien.payments import rules
from thanthien.payments.models import Charge, Payment, ReceivingAccount, Refund
from thanthien.payments.rules import RefundState, Standing
from thanthien.payments.vietqr import note_of, vietqr


def account(*, unit: str, on: date) -> ReceivingAccount | None:
    """The account transfers go to on a day: of those that began by then, the last that was set for the latest day."""
    rows = ReceivingAccount.objects.filter(unit_id=unit, valid_from__lte=on)
    return rows.order_by("-valid_from", "-pk").first()


def charge(*, unit: str, subject: str) -> Charge | None:
    """What is owed for a subject."""
    return Charge.objects.filter(unit_id=unit, subject=subject).first()


def paid(*, of: Charge) -> int:
    """What came and was not annulled, less what was given back. Failed tries are no money."""
    came = Payment.objects.filter(charge=of, annulled_at__isnull=True).aggregate(sum=Sum("amount"))["sum"] or 0
    back = Refund.objects.filter(payment__charge=of, state=RefundState.PAID).aggregate(sum=Sum("amount"))["sum"] or 0
    return came - back


def standing(*, of: Charge) -> Standing:
    """Open, short, paid or over."""
    return rules.standing(due=of.due, paid=paid(of=of))


def qr_text(*, of: Charge, on: date) -> str:
    """The VietQR text for what is still open; "" without an account or when nothing is open."""
    to, rest = account(unit=of.unit_id, on=on), of.due - paid(of=of)
    return vietqr(bank=to.bank, account=to.number, amount=rest, note=of.note) if to and rest > 0 else ""


def transfer_text(*, to: ReceivingAccount, amount: int, code: str) -> tuple[str, str]:
    """(text of a VietQR, its note) for a transfer of `amount` to an account; the note is the code alone. Raises PaymentError."""
    note = note_of(code)
    return vietqr(bank=to.bank, account=to.number, amount=amount, note=note), note


def by_way(*, unit: str, first: date, last: date) -> dict[str, int]:
    """Way → đồng that came between two days."""
    rows = Payment.objects.filter(unit_id=unit, day__range=(first, last), annulled_at__isnull=True)
    return {row["way"]: row["sum"] for row in rows.values("way").annotate(sum=Sum("amount")).order_by("way")}
