"""Who may write a declaration for somebody. `check_…` raises a sentence, `may_…` is its twin."""

from thanthien.eforms.rules import EformError
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

WRITERS = (Role.GUIDE, Role.ONE_STOP, Role.SPECIALIST, Role.POLICE)


def may_write(*, by: Actor, unit: str) -> bool:
    """True for an officer of the unit who sits with people."""
    return by.kind == ActorKind.OFFICER and by.unit == unit and by.has(*WRITERS)


def check_may_write(*, by: Actor, unit: str) -> None:
    """Raises EformError unless `may_write`."""
    if not may_write(by=by, unit=unit):
        raise EformError(
            say("Tờ khai do cán bộ một cửa, hướng dẫn, chuyên môn hoặc công an của xã viết giúp. Nhờ một người trong số ấy.")
        )
