"""Who may change the catalogue by hand. Loading it is set-up, done from the command line."""

from thanthien.people.rules import Role
from thanthien.procedures.rules import ProcedureError
from thanthien.shared.actor import Actor, ActorKind

MAY_COMPLETE = (Role.ONE_STOP, Role.SPECIALIST, Role.POLICE, Role.LEADER, Role.ADMIN)


def may_complete_name(by: Actor) -> bool:
    """Officers who receive or handle dossiers see the full name on the citizen's form, so they may complete a cut one."""
    return by.kind is ActorKind.OFFICER and by.has(*MAY_COMPLETE)


def check_may_complete_name(by: Actor) -> None:
    if not may_complete_name(by):
        raise ProcedureError("Cán bộ một cửa hoặc chuyên môn mới ghi đủ tên giấy tờ được. Xin nhờ anh chị ở quầy.")
