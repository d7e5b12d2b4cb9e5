"""Giving a fee back: asked for at the counter, decided by another person, paid. (Writes of the room.)

The book has its line at the moment the money goes out, so the cash expected of that day follows by itself.

A fee that one unit took for another (received elsewhere) stands in the book of the unit that took it: there it is decided and
paid; the competent unit, whose dossier it is, may ask for it. What such a refund does stands in the chains of both.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from thanthien.dossiers import access, refund_rules, steps
from thanthien.dossiers.fees import IN_HAND, enter_in_both, line_of_book, locked_dossier, stands
from thanthien.dossiers.models import Dossier, Fee, Refund
from thanthien.dossiers.refund_rules import ASKERS, RefundError, RefundMove, RefundState, Turn
from thanthien.dossiers.rules import REFUNDED
from thanthien.journal.actions import Deed, act
from thanthien.people.models import Officer
from thanthien.people.rules import ROLE_NAMES
from thanthien.people.scoping import everywhere
from thanthien.shared.actor import Actor
from thanthien.shared.wording import say

LIVE = (RefundState.ASKED, RefundState.APPROVED, RefundState.PAID)


def ask_refund(*, fee: Fee, reason: str, by: Actor, at: datetime) -> Refund:
    """The counter asks a leader to give a receipt's money back: that of the book, or that of the unit whose dossier it is. Entry
    `refund.asked`. Raises RefundError or DossierError.
    """
    why = refund_rules.tidy_reason(reason)
    with act(unit=fee.unit_id, by=by, at=at) as deed:
        if by.unit != fee.dossier.unit_id:
            access.check_unit(by, fee.unit_id)
        _check_role(by, ASKERS)
        dossier = locked_dossier(deed, fee.dossier)
        fee = deed.lock(Fee, pk=fee.pk)
        _check_stands(fee)
        if Refund.objects.filter(fee=fee, state__in=LIVE).exists():
            raise RefundError(say("Biên lai {number} đã có đề nghị hoàn trả. Xem ở trang Hoàn trả.", number=fee.number))
        row = deed.create(
            Refund, unit_id=fee.unit_id, dossier=dossier, fee=fee, amount=fee.amount, reason=why, state=RefundState.ASKED,
            asked_by=steps.acting_officer(by), asked_at=at,
        )  # fmt: skip
        _enter(deed, row, dossier, "refund.asked")
    return row


def _enter(deed: Deed, row: Refund, dossier: Dossier, kind: str, *, changed: bool = False, **more: object) -> None:
    enter_in_both(deed, dossier, kind, _facts(row) | more, changed=changed)


def _check_stands(fee: Fee) -> None:
    if not stands(fee):
        raise RefundError(say("Biên lai {number} đã được bù trừ hoặc hoàn trả rồi.", number=fee.number))


def _check_role(by: Actor, who: Iterable[str]) -> None:
    if not by.has(*who):
        names = ", ".join(str(ROLE_NAMES[role]) for role in sorted(who))
        raise RefundError(say("Việc này của {who}. Nhờ người giữ việc ấy.", who=names))


def _begun(deed: Deed, refund: Refund, turn: Turn) -> tuple[Refund, Dossier, RefundMove]:
    """The refund and its dossier locked, and the line of the table that the actor may take."""
    if turn is not Turn.WITHDRAW or deed.by.unit != refund.asked_by.unit_id:
        access.check_unit(deed.by, refund.unit_id)
    dossier = locked_dossier(deed, refund.dossier)
    row = deed.lock(Refund, pk=refund.pk, unit_id=deed.unit)
    line = refund_rules.move(row.state, turn)
    _check_role(deed.by, line.who)
    return row, dossier, line


def decide_refund(*, refund: Refund, turn: Turn, by: Actor, at: datetime, answer: str = "") -> Refund:
    """A leader agrees, does not (`answer` says why), or looks again. Entries `refund.approved`, `.refused`, `.reconsidered`.

    Raises RefundError for who asked: two persons see the money go.
    """
    said = refund_rules.tidy_reason(answer, field="answer") if turn is Turn.REFUSE else ""
    with act(unit=refund.unit_id, by=by, at=at) as deed:
        row, dossier, line = _begun(deed, refund, turn)
        officer = steps.acting_officer(by)
        if officer.pk == row.asked_by_id:
            raise RefundError(say("Người đề nghị hoàn trả không tự duyệt. Nhờ lãnh đạo khác duyệt."))
        row.state, row.answer = line.to, said
        row.decided_by, row.decided_at = (None, None) if turn is Turn.RECONSIDER else (officer, at)
        if row.state == RefundState.ASKED and Refund.objects.filter(fee=row.fee, state__in=LIVE).exclude(pk=row.pk).exists():
            raise RefundError(say("Biên lai này đã có đề nghị hoàn trả khác. Xem ở trang Hoàn trả."))
        deed.save(row)
        _enter(deed, row, dossier, line.entry)
    return row


def withdraw_refund(*, refund: Refund, by: Actor, at: datetime) -> Refund:
    """It is asked for no more. Entry `refund.withdrawn`. What the competent unit asked it takes back until a leader decides."""
    with act(unit=refund.unit_id, by=by, at=at) as deed:
        row, dossier, line = _begun(deed, refund, Turn.WITHDRAW)
        if by.unit != row.unit_id and row.state != RefundState.ASKED:
            raise RefundError(say("Đơn vị thu tiền đã duyệt. Nhờ quầy của đơn vị ấy rút giúp."))
        row.state = line.to
        deed.save(row)
        _enter(deed, row, dossier, line.entry)
    return row


def pay_refund(*, refund: Refund, way: str, by: Actor, at: datetime, counter: int | None = None) -> Refund:
    """The money goes back, in cash or by transfer: a line of the book of the opposite amount. Entry `refund.paid`."""
    if way not in IN_HAND:
        raise RefundError(say("Chọn cách trả: tiền mặt hoặc chuyển khoản."), field="way")
    with act(unit=refund.unit_id, by=by, at=at) as deed:
        row, dossier, line = _begun(deed, refund, Turn.PAY)
        fee = deed.lock(Fee, pk=row.fee_id)
        _check_stands(fee)
        if row.asked_by.unit_id != row.unit_id and steps.acting_officer(by).pk == row.decided_by_id:
            raise RefundError(say("Đơn vị khác đề nghị: người duyệt không tự trả tiền. Nhờ đồng nghiệp trả."))
        row.line = line_of_book(
            deed, dossier, -row.amount, way, by=by, at=at, counter=counter, corrects=fee, given_back=True, reason=row.reason
        )
        row.state = line.to
        if not fee.surplus:  # of what came above the fee, the fee itself stays paid
            dossier.fee_paid = REFUNDED
        deed.save(row)
        _enter(deed, row, dossier, line.entry, changed=not fee.surplus, way=way, back=row.line.number)
    return row


def unpay_refund(*, refund: Refund, by: Actor, at: datetime, counter: int | None = None) -> Refund:
    """Pressed by mistake, the money never left: a line of the book puts it back under a new number. Entry `refund.unpaid`."""
    with act(unit=refund.unit_id, by=by, at=at) as deed:
        row, dossier, line = _begun(deed, refund, Turn.UNPAY)
        assert row.line is not None  # noqa: S101  the database keeps it
        reason = str(say("Hoàn tác lần hoàn trả"))
        way, above = row.line.way, row.fee.surplus
        told = {"reason": reason, "surplus": above, "reference": row.fee.reference if above else ""}
        again = line_of_book(deed, dossier, row.amount, way, by=by, at=at, counter=counter, **told)
        row.state, row.line, row.fee = line.to, None, again
        if not above:
            dossier.fee_paid = way
        deed.save(row)
        _enter(deed, row, dossier, line.entry, changed=not above, way=way)
    return row


def _facts(row: Refund) -> dict[str, object]:
    return {"code": row.dossier.code, "receipt": row.fee.number, "amount": row.amount, "state": str(row.state)}


# --- reads -----------------------------------------------------------------------------------------------


PERSONS = ("dossier", "fee__unit", "line", "asked_by__unit", "decided_by")


def refunds(*, unit: str, state: str = "", limit: int = 300) -> list[Refund]:
    """Refunds of the unit's book, the last asked first, with receipt, dossier and who."""
    rows = Refund.objects.filter(unit_id=unit, **({"state": state} if state else {}))
    return list(rows.select_related(*PERSONS).order_by("-asked_at", "-pk")[:limit])


def waiting_for(*, officer: Officer) -> int:
    """How many of the unit's book wait for this leader's word; not what they asked for themselves, which another decides."""
    return waiting_rows(officer=officer).count()


def waiting_rows(*, officer: Officer) -> QuerySet[Refund]:
    """Those that `waiting_for` counts."""
    return Refund.objects.filter(unit_id=officer.unit_id, state=RefundState.ASKED).exclude(asked_by=officer)


def refund_of(*, unit: str, pk: int) -> Refund | None:
    """One of the unit's book, or of a dossier of the unit whose fee another one took."""
    with everywhere():  # two units work on it
        rows = Refund.objects.filter(Q(unit_id=unit) | Q(dossier__unit_id=unit), pk=pk)
        return rows.select_related(*PERSONS).first()


def refunds_of(*, dossier: Dossier) -> list[Refund]:
    """Those of one dossier in the order they were asked for, whoever took its fee."""
    with everywhere():  # the book may be of the unit that received it
        return list(Refund.objects.filter(dossier=dossier).select_related(*PERSONS).order_by("pk"))


def refunds_of_fee(*, fee: Fee) -> list[Refund]:
    """Those of one receipt, in the order they were asked for."""
    return list(Refund.objects.filter(fee=fee).select_related(*PERSONS).order_by("pk"))
