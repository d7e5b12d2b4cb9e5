"""Who may decide what the commune posts."""

from thanthien.people.rules import Role
from thanthien.posting.rules import PostingError
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

PUBLISHERS = (Role.ADMIN, Role.LEADER)
# Who writes for the people and posts what the law wants public; who else may look at the register.
WRITERS = (Role.SEAL_CLERK, Role.SPECIALIST, Role.LEADER, Role.ADMIN)
READERS = (*WRITERS, Role.PARTY_SECRETARY, Role.INSPECTOR)
PLANNERS = (Role.SEAL_CLERK, Role.LEADER, Role.ADMIN)
# Who walks through the reception room.
LOOKERS = (Role.ONE_STOP, Role.GUIDE, Role.SEAL_CLERK, Role.LEADER, Role.ADMIN)
ROOM_READERS = (*LOOKERS, Role.PARTY_SECRETARY, Role.INSPECTOR)


def may_publish(*, by: Actor, unit: str) -> bool:
    """An administrator or a leader of the unit, and set-up."""
    return by.unit == unit and (by.kind is ActorKind.SYSTEM or by.has(*PUBLISHERS))


def check_may_publish(*, by: Actor, unit: str) -> None:
    """Raises PostingError with who may."""
    if not may_publish(by=by, unit=unit):
        raise PostingError(say("Việc công bố do quản trị hoặc lãnh đạo của xã làm. Xin nhờ một người trong số đó."))


def may_write(*, by: Actor, unit: str) -> bool:
    """Who writes news and posts public items of the unit, and set-up."""
    return _is_one_of(WRITERS, by=by, unit=unit)


def check_may_write(*, by: Actor, unit: str) -> None:
    """Raises PostingError with who may."""
    if not may_write(by=by, unit=unit):
        raise PostingError(
            say("Đăng tin, công khai do văn thư, chuyên môn, lãnh đạo hoặc quản trị làm. Nhờ một người trong số đó.")
        )


def check_may_plan(*, by: Actor, unit: str) -> None:
    """Raises PostingError unless `by` may plan who is on duty."""
    if not _is_one_of(PLANNERS, by=by, unit=unit):
        raise PostingError(say("Lịch trực do văn thư, lãnh đạo hoặc quản trị xếp. Nhờ một người trong số đó."))


def check_may_look(*, by: Actor, unit: str) -> None:
    """Raises PostingError unless `by` may note what the reception room looks like."""
    if not _is_one_of(LOOKERS, by=by, unit=unit):
        raise PostingError(say("Soi phòng tiếp dân do một cửa, hướng dẫn, văn thư, lãnh đạo hoặc quản trị làm."))


def _is_one_of(roles: tuple[Role, ...], *, by: Actor, unit: str) -> bool:
    return by.unit == unit and (by.kind is ActorKind.SYSTEM or (by.kind is ActorKind.OFFICER and by.has(*roles)))
