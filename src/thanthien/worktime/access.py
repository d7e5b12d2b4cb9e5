"""Who sets hours and days off. `check_…` raises with a sentence for the screen, `may_…` is its twin."""

from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say
from thanthien.worktime.day_table import WorktimeError


def may_set_time(*, by: Actor, unit: str) -> bool:
    """True for an administrator of the unit and for set-up."""
    return by.unit == unit and (by.kind is ActorKind.SYSTEM or by.has(Role.ADMIN))


def check_may_set_time(*, by: Actor, unit: str) -> None:
    """Raises WorktimeError unless `may_set_time`."""
    if not may_set_time(by=by, unit=unit):
        raise WorktimeError(say("Giờ làm việc và lịch nghỉ do quản trị của đơn vị đặt. Nhờ quản trị sửa giúp."))
