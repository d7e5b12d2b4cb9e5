"""Who may change the catalogue by hand. Loading it is set-up, done from the command line."""

from thanthien.people.rules import Role
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

MAY_COMPLETE = (Role.ONE_STOP, Role.SPECIALIST, Role.POLICE, Role.LEADER, Role.ADMIN)
MAY_MAKE_VERSIONS = (Role.ADMIN, Role.SPECIALIST)
MAY_PRINT = (Role.ADMIN, Role.LEADER, Role.ONE_STOP, Role.GUIDE)


def may_complete_name(by: Actor) -> bool:
    """Officers who receive or handle dossiers see the full name on the citizen's form, so they may complete a cut one."""
    return by.kind is ActorKind.OFFICER and by.has(*MAY_COMPLETE)


def check_may_complete_name(by: Actor) -> None:
    if not may_complete_name(by):
        raise ProcedureError(say("Cán bộ một cửa hoặc chuyên môn mới ghi đủ tên giấy tờ được. Xin nhờ anh chị ở quầy."))


def may_make_version(by: Actor) -> bool:
    """The administrator, and the specialists who know when their law changes."""
    return by.kind is ActorKind.OFFICER and by.has(*MAY_MAKE_VERSIONS)


def check_may_make_version(by: Actor) -> None:
    if not may_make_version(by):
        raise ProcedureError(say("Quản trị hoặc cán bộ chuyên môn mới sửa danh mục thủ tục được. Nhờ anh chị ấy sửa giúp."))


def may_decide(by: Actor, unit: str) -> bool:
    """What the unit decided, what its province takes and what a file brings in: the unit's administrator writes it down."""
    return by.kind is ActorKind.OFFICER and by.unit == unit and by.has(Role.ADMIN)


def check_may_decide(by: Actor, unit: str) -> None:
    if not may_decide(by, unit):
        raise ProcedureError(say("Việc này dành cho quản trị của xã. Nhờ quản trị ghi giúp."))


def check_may_print(by: Actor, unit: str) -> None:
    if not (by.kind is ActorKind.OFFICER and by.unit == unit and by.has(*MAY_PRINT)):
        raise ProcedureError(
            say("Một cửa, hướng dẫn, lãnh đạo hoặc quản trị in tờ niêm yết. Nhờ một trong các anh chị ấy in giúp.")
        )
