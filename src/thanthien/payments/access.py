"""Who may take money, annul, give back, and set the account. `check_…` raises a sentence."""

from thanthien.payments.rules import PaymentError
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

TAKES = (Role.ONE_STOP, Role.POLICE)


def may_take(*, by: Actor, unit: str) -> bool:
    """Whoever sits at a counter of the unit; the programme itself for a transfer it matched."""
    if by.unit != unit:
        return False
    return by.kind == ActorKind.SYSTEM or (by.kind == ActorKind.OFFICER and by.has(*TAKES))


def check_may_take(*, by: Actor, unit: str) -> None:
    """Raises PaymentError unless `may_take`."""
    if not may_take(by=by, unit=unit):
        raise PaymentError(say("Thu tiền là việc của người ngồi quầy Một cửa. Nhờ quầy thu giúp."))


def may_approve_refund(*, by: Actor, unit: str) -> bool:
    """A leader of the unit."""
    return by.unit == unit and by.kind == ActorKind.OFFICER and by.has(Role.LEADER)


def check_may_approve_refund(*, by: Actor, unit: str, asked_by: str) -> None:
    """Raises PaymentError for who is no leader, and for who asked: four eyes see the money go."""
    if not may_approve_refund(by=by, unit=unit):
        raise PaymentError(say("Hoàn tiền do lãnh đạo xã duyệt. Gửi lãnh đạo rồi chờ."))
    if by.code == asked_by:
        raise PaymentError(say("Người xin hoàn tiền không tự duyệt. Nhờ lãnh đạo khác duyệt."))


def may_set_account(*, by: Actor, unit: str) -> bool:
    """An administrator of the unit, and set-up."""
    if by.unit != unit:
        return False
    return by.kind == ActorKind.SYSTEM or (by.kind == ActorKind.OFFICER and by.has(Role.ADMIN))


def check_may_set_account(*, by: Actor, unit: str) -> None:
    """Raises PaymentError unless `may_set_account`."""
    if not may_set_account(by=by, unit=unit):
        raise PaymentError(say("Tài khoản thu do quản trị của xã đặt."))
