"""Who may give out a number and who may move a ticket. `check_…` raises with a sentence for the screen, `may_…` is its twin."""

from datetime import datetime

from thanthien.people.models import Office
from thanthien.people.rules import Role
from thanthien.queueing.queries import open_for_tickets
from thanthien.queueing.rules import CHANNELS, CLOSED, Doer, Move, QueueError
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

HALL_ROLES = (Role.GUIDE, Role.ONE_STOP, Role.SPECIALIST, Role.POLICE, Role.LEADER)
KIOSK_ROLE = "device:kiosk"


def doers(*, by: Actor, unit: str, sits: bool = False) -> frozenset[Doer]:
    """What `by` is to a ticket of `unit`; `sits` says that they sit at the counter that has to do with it."""
    if by.unit != unit:
        return frozenset()
    if by.kind == ActorKind.OFFICER:
        at_counter = {Doer.COUNTER} if sits else set()
        return frozenset(at_counter | ({Doer.HALL} if by.has(*HALL_ROLES) else set()))
    if by.kind == ActorKind.DEVICE:
        return frozenset({Doer.KIOSK} if by.has(KIOSK_ROLE) else ())
    return frozenset({ActorKind.CITIZEN: {Doer.PERSON}, ActorKind.CLOCK: {Doer.CLOCK}}.get(by.kind, ()))


def may_take(*, by: Actor, unit: str, channel: str) -> bool:
    """True when `by` may give out a number of `unit` through `channel`."""
    return not CHANNELS.get(channel, frozenset()).isdisjoint(doers(by=by, unit=unit))


def check_may_take(*, by: Actor, unit: str, channel: str) -> None:
    """Raises QueueError unless `may_take`."""
    if not may_take(by=by, unit=unit, channel=channel):
        if by.kind == ActorKind.DEVICE:
            raise QueueError(say("Máy này chưa được cấp quyền lấy số ở sảnh này. Nhờ quản trị đăng ký lại máy."))
        raise QueueError(say("Chỉ máy lấy số và cán bộ của sảnh lấy được số. Nhờ bàn hướng dẫn lấy giúp."))


def may_print(*, by: Actor, unit: str) -> bool:
    """True for what has a printer in the hall: its kiosks, and the officers who stand in for one."""
    return not {Doer.KIOSK, Doer.HALL}.isdisjoint(doers(by=by, unit=unit))


def check_may_print(*, by: Actor, unit: str) -> None:
    """Raises QueueError unless `may_print`."""
    if not may_print(by=by, unit=unit):
        raise QueueError(say("Chỉ cán bộ của sảnh này làm được việc này. Nhờ bàn hướng dẫn giúp."))


def may_move(*, row: Move, by: Actor, unit: str, sits: bool = False) -> bool:
    """True when `by` may do what this row of the state table says."""
    return not row.who.isdisjoint(doers(by=by, unit=unit, sits=sits))


def check_may_move(*, row: Move, by: Actor, unit: str, sits: bool = False) -> None:
    """Raises QueueError unless `may_move`."""
    if may_move(row=row, by=by, unit=unit, sits=sits):
        return
    if row.who == {Doer.COUNTER}:
        raise QueueError(say("Chỉ cán bộ đang ngồi ở quầy làm được việc này. Mở quầy rồi làm lại."))
    raise QueueError(say("Chỉ cán bộ của sảnh này làm được việc này. Nhờ bàn hướng dẫn giúp."))


def gives_numbers(*, office: Office, at: datetime) -> bool:
    """Whether numbers are given now; in a demonstration at any hour, so that whoever looks in the evening sees it work."""
    return office.demo or open_for_tickets(unit=office.unit_id, at=at)


def check_gives_numbers(*, office: Office, at: datetime) -> None:
    """Numbers are given now."""
    if not gives_numbers(office=office, at=at):
        raise QueueError(CLOSED)
