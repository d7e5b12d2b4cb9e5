"""Who may set the account and read in a statement. `check_…` raises a sentence."""

from thanthien.payments.rules import PaymentError
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

TAKES = (Role.ONE_STOP, Role.POLICE)


def may_read_statement(*, by: Actor, unit: str) -> bool:
    """Whoever sits at a counter of the unit: the same people who take money."""
    return by.unit == unit and by.kind == ActorKind.OFFICER and by.has(*TAKES)


def check_may_read_statement(*, by: Actor, unit: str) -> None:
    """Raises PaymentError unless `may_read_statement`."""
    if not may_read_statement(by=by, unit=unit):
        raise PaymentError(say("Nạp sao kê là việc của người thu tiền ở Một cửa. Nhờ quầy nạp giúp."))


def may_set_account(*, by: Actor, unit: str) -> bool:
    """An administrator of the unit, and set-up."""
    if by.unit != unit:
        return False
    return by.kind == ActorKind.SYSTEM or (by.kind == ActorKind.OFFICER and by.has(Role.ADMIN))


def check_may_set_account(*, by: Actor, unit: str) -> None:
    """Raises PaymentError unless `may_set_account`."""
    if not may_set_account(by=by, unit=unit):
        raise PaymentError(say("Tài khoản thu do quản trị của xã đặt."))
