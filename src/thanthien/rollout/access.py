"""Who keeps campaigns and awards, who takes part, who reads a registration. `check_…` raises a sentence, `may_…` is its twin."""

from thanthien.people.access import is_self
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.rollout.rules import RolloutError
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

KEEPERS = (Role.LEADER, Role.PARTY_SECRETARY, Role.ADMIN)
LEADERS = (Role.LEADER, Role.PARTY_SECRETARY)


def may_keep(*, by: Actor, unit: str) -> bool:
    """Leaders and administrators of the unit, and set-up: they write what a decision on paper says."""
    if by.unit != unit:
        return False
    return by.kind is ActorKind.SYSTEM or (by.kind is ActorKind.OFFICER and by.has(*KEEPERS))


def check_may_keep(*, by: Actor, unit: str) -> None:
    """Raises RolloutError unless `may_keep`."""
    if not may_keep(by=by, unit=unit):
        raise RolloutError(say("Việc này của lãnh đạo hoặc quản trị của xã. Nhờ người ấy ghi."))


def check_is_self(*, by: Actor, officer: Officer) -> None:
    """Nobody joins, promises or reviews for another. Raises RolloutError."""
    if not (by.kind is ActorKind.OFFICER and by.unit == officer.unit_id and is_self(by=by, officer=officer)):
        raise RolloutError(say("Việc này chỉ chính người ấy làm được."))


def may_read(*, by: Actor, officer: Officer) -> bool:
    """The words of a registration: the officer and the leaders of the unit; an administrator sees only that it is there."""
    leads = by.kind is ActorKind.OFFICER and by.unit == officer.unit_id and by.has(*LEADERS)
    return leads or (by.unit == officer.unit_id and is_self(by=by, officer=officer))


def check_may_read(*, by: Actor, officer: Officer) -> None:
    """Raises RolloutError unless `may_read`."""
    if not may_read(by=by, officer=officer):
        raise RolloutError(say("Bản đăng ký chỉ người ấy và lãnh đạo xã đọc được."))
