"""Who may change units, officers, counters and devices. `check_may_…` raises with a sentence, `may_…` is its twin."""

from thanthien.people import queries
from thanthien.people.models import Officer
from thanthien.people.rules import PeopleError, Role
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

LEADERS = (Role.LEADER, Role.PARTY_SECRETARY)


def may_manage(*, by: Actor, unit: str) -> bool:
    """True for an administrator of the unit or of a unit above it, and for the set-up."""
    if by.kind == ActorKind.SYSTEM:
        return True
    return by.kind == ActorKind.OFFICER and by.has(Role.ADMIN) and (by.unit == unit or by.unit in queries.above(unit))


def check_may_manage(*, by: Actor, unit: str) -> None:
    """Raises PeopleError unless `may_manage`."""
    if not may_manage(by=by, unit=unit):
        raise PeopleError(say("Việc này của quản trị đơn vị. Nhờ quản trị làm giúp."))


def may_lead(*, by: Actor, unit: str) -> bool:
    """True for who may manage the unit and for its leaders."""
    return (by.kind == ActorKind.OFFICER and by.unit == unit and by.has(*LEADERS)) or may_manage(by=by, unit=unit)


def check_may_lead(*, by: Actor, unit: str) -> None:
    """Raises PeopleError unless `may_lead`."""
    if not may_lead(by=by, unit=unit):
        raise PeopleError(say("Việc này của lãnh đạo hoặc quản trị đơn vị. Nhờ lãnh đạo hoặc quản trị làm giúp."))


def may_act_for(*, by: Actor, officer: Officer) -> bool:
    """True for the officer themselves, and for who may lead their unit."""
    return is_self(by=by, officer=officer) or may_lead(by=by, unit=officer.unit_id)


def check_may_act_for(*, by: Actor, officer: Officer) -> None:
    """Raises PeopleError unless `may_act_for`."""
    if not may_act_for(by=by, officer=officer):
        raise PeopleError(say("Chỉ người ấy, lãnh đạo hoặc quản trị đơn vị làm được việc này."))


def may_delegate(*, by: Actor, giver: Officer) -> bool:
    """True for who gives their own roles away for a while, and for the administrator who writes the document down."""
    return is_self(by=by, officer=giver) or may_lead(by=by, unit=giver.unit_id)


def check_may_delegate(*, by: Actor, giver: Officer) -> None:
    """Raises PeopleError unless `may_delegate`."""
    if not may_delegate(by=by, giver=giver):
        raise PeopleError(say("Chỉ người ủy quyền, lãnh đạo hoặc quản trị đơn vị ghi được việc ủy quyền."))


def is_self(*, by: Actor, officer: Officer) -> bool:
    """True when `by` is that officer."""
    return by.kind == ActorKind.OFFICER and by.code == officer.login
