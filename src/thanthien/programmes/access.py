"""Who decides on special days. `check_…` raises a sentence, `may_…` is its twin."""

from thanthien.people.rules import Role
from thanthien.programmes.rules import ProgrammeError
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say


def may_set_programme(*, by: Actor, unit: str) -> bool:
    """True for an administrator or a leader of the unit, and for set-up."""
    if by.unit != unit:
        return False
    return by.kind == ActorKind.SYSTEM or (by.kind == ActorKind.OFFICER and by.has(Role.ADMIN, Role.LEADER))


def check_may_set_programme(*, by: Actor, unit: str) -> None:
    """Raises ProgrammeError unless `may_set_programme`."""
    if not may_set_programme(by=by, unit=unit):
        raise ProgrammeError(say("Ngày đặc biệt do quản trị hoặc lãnh đạo xã đặt."))


def check_unit(*, by: Actor, unit: str) -> None:
    """Marks are made by who receives and hands over in the unit itself."""
    if by.unit != unit:
        raise ProgrammeError(say("Hồ sơ này của đơn vị khác."))
