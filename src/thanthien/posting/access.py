"""Who may decide what the commune posts."""

from thanthien.people.rules import Role
from thanthien.posting.rules import PostingError
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

PUBLISHERS = (Role.ADMIN, Role.LEADER)


def may_publish(*, by: Actor, unit: str) -> bool:
    """An administrator or a leader of the unit, and set-up."""
    return by.unit == unit and (by.kind is ActorKind.SYSTEM or by.has(*PUBLISHERS))


def check_may_publish(*, by: Actor, unit: str) -> None:
    """Raises PostingError with who may."""
    if not may_publish(by=by, unit=unit):
        raise PostingError(say("Việc công bố do quản trị hoặc lãnh đạo của xã làm. Xin nhờ một người trong số đó."))
