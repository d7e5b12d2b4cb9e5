"""Who may write, read and decide. `check_…` raises a sentence, `may_…` is its twin."""

from thanthien.conduct.rules import ConductError
from thanthien.people.access import is_self
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

LEADERS = (Role.LEADER, Role.PARTY_SECRETARY)


def may_lead(*, by: Actor, unit: str) -> bool:
    """A leader of the unit, and set-up. Not the administrator: what is noted of people is none of theirs."""
    if by.unit != unit:
        return False
    return by.kind is ActorKind.SYSTEM or (by.kind is ActorKind.OFFICER and by.has(*LEADERS))


def check_may_lead(*, by: Actor, unit: str) -> None:
    """Raises ConductError unless `may_lead`."""
    if not may_lead(by=by, unit=unit):
        raise ConductError(say("Việc này do lãnh đạo của xã làm. Nhờ lãnh đạo."))


def check_is_self(*, by: Actor, officer: Officer) -> None:
    """Nobody signs, promises or answers for another. Raises ConductError."""
    if not (by.kind is ActorKind.OFFICER and by.unit == officer.unit_id and is_self(by=by, officer=officer)):
        raise ConductError(say("Việc này chỉ chính người ấy làm được."))


def may_read(*, by: Actor, officer: Officer) -> bool:
    """An officer's own record: the officer and the leaders of the unit, nobody else."""
    return by.unit == officer.unit_id and (is_self(by=by, officer=officer) or may_lead(by=by, unit=officer.unit_id))


def check_may_read(*, by: Actor, officer: Officer) -> None:
    """Raises ConductError unless `may_read`."""
    if not may_read(by=by, officer=officer):
        raise ConductError(say("Hồ sơ ứng xử chỉ người ấy và lãnh đạo xã đọc được."))


def check_not_self(*, by: Actor, officer: Officer) -> None:
    """Nobody notes, decides or remarks on themselves. Raises ConductError."""
    if is_self(by=by, officer=officer):
        raise ConductError(say("Không tự ghi, tự kết luận về mình. Nhờ một lãnh đạo khác."))
