"""Who may."""

from thanthien.messaging.rules import MessageError
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

CALLERS = frozenset({Role.ONE_STOP, Role.GUIDE})
ASKERS = frozenset({Role.ONE_STOP, Role.SPECIALIST, Role.POLICE, Role.LEADER})


def _check(by: Actor, unit: str, roles: frozenset[Role], text: str) -> None:
    if by.unit != unit:
        raise MessageError(say("Việc này của đơn vị khác. Nhờ đơn vị ấy, hoặc đăng nhập đúng đơn vị."))
    if by.kind is ActorKind.OFFICER and not by.has(*roles):
        raise MessageError(text)


def check_may_call(*, by: Actor, unit: str) -> None:
    """One-stop officers and guides call people."""
    _check(by, unit, CALLERS, say("Gọi điện báo tin: việc của Một cửa và Hướng dẫn. Nhờ người giữ việc ấy."))


def check_may_set(*, by: Actor, unit: str) -> None:
    """The administrator sets channels, hours and words."""
    _check(by, unit, frozenset({Role.ADMIN}), say("Đặt kênh nhắn tin: việc của Quản trị. Nhờ quản trị của xã."))


def may_ask(*, by: Actor, unit: str) -> bool:
    """Whether a button that has a person told is shown to `by`."""
    try:
        check_may_ask(by=by, unit=unit)
    except MessageError:
        return False
    return True


def check_may_ask(*, by: Actor, unit: str) -> None:
    """Whoever works on dossiers may have a person told."""
    _check(by, unit, ASKERS, say("Báo tin cho người dân: việc của người giải quyết hồ sơ. Nhờ người giữ việc ấy."))
