"""Every write of payments: the account, and the lines of a statement. Money itself is written by the book of fees."""

from datetime import date, datetime

from thanthien.journal.actions import act
from thanthien.payments import access, rules
from thanthien.payments.models import ReceivingAccount
from thanthien.payments.rules import PaymentError
from thanthien.payments.statements import (
    hold_part,
    note_reversed,
    put_aside,
    reopen_line,
    settle_line,
    take_statement,
    undo_statement,
)
from thanthien.shared.actor import Actor
from thanthien.shared.clock import day_of
from thanthien.shared.wording import say

__all__ = [
    "hold_part", "note_reversed", "open_account", "put_aside", "reopen_line", "settle_line", "take_statement", "undo_statement",
]  # fmt: skip


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
