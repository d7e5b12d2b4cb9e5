"""Who may make, move and receive a booking, and who decides the quota. `check_…` raises a sentence, `may_…` is its twin."""

from collections.abc import Iterable
from datetime import date

from thanthien.outreach.ears_rules import EarsError
from thanthien.outreach.help_rules import HelpError
from thanthien.outreach.home_rules import Channel, HomeAct, HomeError
from thanthien.outreach.models import HelpCase, HomeVisit, Proposal, Voice
from thanthien.outreach.rules import CHANNELS, BookingError, Doer, Move
from thanthien.people.rules import Role
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

STAFF_ROLES = (Role.GUIDE, Role.ONE_STOP, Role.SPECIALIST, Role.POLICE, Role.LEADER)
KIOSK_ROLE = "device:kiosk"


def doer(*, by: Actor, unit: str) -> Doer | None:
    """What `by` is to the bookings of `unit`; None = nothing."""
    if by.unit != unit:
        return None
    if by.kind == ActorKind.OFFICER:
        return Doer.STAFF if by.has(*STAFF_ROLES) else None
    if by.kind == ActorKind.DEVICE:
        return Doer.KIOSK if by.has(KIOSK_ROLE) else None
    return {ActorKind.CITIZEN: Doer.PERSON, ActorKind.CLOCK: Doer.CLOCK}.get(by.kind)


def may_book(*, by: Actor, unit: str, channel: str) -> bool:
    """True when `by` may make a booking through `channel`."""
    return doer(by=by, unit=unit) in CHANNELS.get(channel, frozenset())


def check_may_book(*, by: Actor, unit: str, channel: str) -> None:
    """Raises BookingError unless `may_book`."""
    if not may_book(by=by, unit=unit, channel=channel):
        raise BookingError(say("Chỉ người dân và cán bộ của xã đặt được hẹn ở đây."))


def may_move(*, row: Move, by: Actor, unit: str) -> bool:
    """True when `by` may do what this row of the state table says."""
    return doer(by=by, unit=unit) in row.who


def check_may_move(*, row: Move, by: Actor, unit: str) -> None:
    """Raises BookingError unless `may_move`."""
    if not may_move(row=row, by=by, unit=unit):
        raise BookingError(say("Chỉ người đặt hẹn và cán bộ của sảnh làm được việc này. Nhờ bàn hướng dẫn giúp."))


def may_set_quota(*, by: Actor, unit: str) -> bool:
    """True for an administrator or a leader of the unit, and for set-up."""
    if by.unit != unit:
        return False
    return by.kind == ActorKind.SYSTEM or (by.kind == ActorKind.OFFICER and by.has(Role.ADMIN, Role.LEADER))


def check_may_set_quota(*, by: Actor, unit: str) -> None:
    """Raises BookingError unless `may_set_quota`."""
    if not may_set_quota(by=by, unit=unit):
        raise BookingError(say("Hạn mức đặt hẹn do quản trị hoặc lãnh đạo xã đổi."))


MAIL_ROLES = (Role.ONE_STOP, Role.POLICE)


def may_mail(*, by: Actor, unit: str) -> bool:
    """True for who hands over results in the unit."""
    return by.unit == unit and by.kind == ActorKind.OFFICER and by.has(*MAIL_ROLES)


def check_may_mail(*, by: Actor, unit: str) -> None:
    """Raises BookingError unless `may_mail`."""
    if not may_mail(by=by, unit=unit):
        raise BookingError(say("Gửi và nhận qua bưu chính là việc của Một cửa. Nhờ người ngồi quầy."))


def check_may_help(*, by: Actor, unit: str) -> None:
    """Whoever works in the hall notes what was done for somebody."""
    if by.unit != unit or by.kind != ActorKind.OFFICER or not by.has(*STAFF_ROLES):
        raise HelpError(say("Ghi việc hỗ trợ: việc của cán bộ ở sảnh. Nhờ bàn hướng dẫn ghi giúp."))


def check_may_annul_help(*, by: Actor, case: HelpCase, on: date) -> None:
    """On the same day whoever noted it, or a leader."""
    check_may_help(by=by, unit=case.unit_id)
    if Role.LEADER not in by.roles and by.code != case.officer.login:
        raise HelpError(say("Lượt này do đồng nghiệp ghi. Nhờ người ấy bỏ, hoặc nhờ lãnh đạo."))
    if case.day != on:
        raise HelpError(say("Chỉ bỏ được trong ngày. Lượt này đã vào số liệu của ngày trước."))


def check_may_set_help_target(*, by: Actor, unit: str) -> None:
    """An administrator or a leader of the unit."""
    if not may_set_quota(by=by, unit=unit):
        raise HelpError(say("Chỉ tiêu hỗ trợ do quản trị hoặc lãnh đạo xã đặt."))


HOME_ROLES = (Role.GUIDE, Role.ONE_STOP, Role.SPECIALIST, Role.POLICE, Role.LEADER)
HOME_DECIDES = (Role.ONE_STOP, Role.LEADER)


def check_may_ask_home(*, by: Actor, unit: str, channel: str) -> None:
    """From the public site the person alone; by telephone and at the counter whoever works in the hall."""
    wanted = Doer.PERSON if channel == Channel.PORTAL else Doer.STAFF
    if doer(by=by, unit=unit) is not wanted:
        raise HomeError(say("Ghi yêu cầu phục vụ tại nhà: việc của cán bộ ở sảnh. Nhờ bàn hướng dẫn ghi giúp."))


def may_act_home(*, by: Actor, visit: HomeVisit, act: HomeAct) -> bool:
    """Accept, refuse, plan, reopen: one-stop and leaders. The result of a visit: its team too. Cancel: the person too."""
    what = doer(by=by, unit=visit.unit_id)
    if what is Doer.PERSON:
        return act is HomeAct.CANCEL
    if what is not Doer.STAFF:
        return False
    decides = by.has(*HOME_DECIDES)
    return decides or (act in (HomeAct.FINISH, HomeAct.FAIL, HomeAct.REOPEN) and by.code in visit.team)


def check_may_act_home(*, by: Actor, visit: HomeVisit, act: HomeAct) -> None:
    """Raises HomeError unless `may_act_home`."""
    if not may_act_home(by=by, visit=visit, act=act):
        raise HomeError(
            say("Yêu cầu này do Một cửa hoặc lãnh đạo xếp; người trong tổ ghi kết quả. Nhờ một trong những người ấy.")
        )


def check_may_set_home(*, by: Actor, unit: str) -> None:
    """An administrator or a leader of the unit."""
    if not may_set_quota(by=by, unit=unit):
        raise HomeError(say("Ai được phục vụ tại nhà do quản trị hoặc lãnh đạo xã quyết định."))


# Who sorts what people say and makes proposals of it; who calls on families and reads; who tells what is said.
EARS_SORT = (Role.ONE_STOP, Role.SPECIALIST, Role.PETITIONS, Role.LEADER)
EARS_ROLES = (*EARS_SORT, Role.GUIDE, Role.POLICE, Role.MASS_ORG)
EARS_TELL = (*EARS_ROLES, Role.HAMLET_HEAD)


def may_hear(*, by: Actor, unit: str, roles: tuple[Role, ...] = EARS_ROLES) -> bool:
    """True for an officer of the unit in one of these roles."""
    return by.unit == unit and by.kind == ActorKind.OFFICER and by.has(*roles)


def check_may_call(*, by: Actor, unit: str) -> None:
    """Whoever works for the commune notes a visit to a family."""
    if not may_hear(by=by, unit=unit):
        raise EarsError(say("Ghi chuyến thăm gia đình: việc của cán bộ xã và Mặt trận. Nhờ một trong những người ấy."))


def check_may_tell(*, by: Actor, unit: str, hamlet: str, places: Iterable[str]) -> None:
    """Officers for every hamlet, the head of a hamlet for their own (`places`: the codes of those)."""
    if not may_hear(by=by, unit=unit, roles=EARS_TELL):
        raise EarsError(say("Ghi ý kiến của thôn: việc của trưởng thôn và cán bộ xã."))
    if hamlet not in set(places):
        raise EarsError(say("Chọn thôn mà anh chị phụ trách."), field="hamlet")


def check_may_sort(*, by: Actor, unit: str) -> None:
    """Known, answered, made a proposal: one-stop, specialists, petitions, leaders."""
    if not may_hear(by=by, unit=unit, roles=EARS_SORT):
        raise EarsError(say("Trả lời ý kiến của thôn: việc của Một cửa, chuyên môn, tiếp công dân, lãnh đạo."))


def may_take_back(*, by: Actor, voice: Voice) -> bool:
    """Whoever noted it, and who sorts."""
    mine = may_hear(by=by, unit=voice.unit_id, roles=EARS_TELL) and by.code == voice.noted_by
    return mine or may_hear(by=by, unit=voice.unit_id, roles=EARS_SORT)


def check_may_take_back(*, by: Actor, voice: Voice) -> None:
    """Raises EarsError unless `may_take_back`."""
    if not may_take_back(by=by, voice=voice):
        raise EarsError(say("Ý kiến này do người khác ghi. Nhờ người ấy, hoặc nhờ Một cửa."))


def may_end(*, by: Actor, proposal: Proposal) -> bool:
    """Answer, close, reopen: its owner, or a leader."""
    ours = may_hear(by=by, unit=proposal.unit_id)
    return ours and (by.has(Role.LEADER) or by.code == proposal.owner.login)


def check_may_end(*, by: Actor, proposal: Proposal) -> None:
    """Raises EarsError unless `may_end`."""
    if not may_end(by=by, proposal=proposal):
        raise EarsError(say("Đề xuất này do {name} phụ trách. Người ấy hoặc lãnh đạo trả lời.", name=proposal.owner.name))


def may_change(*, by: Actor, proposal: Proposal) -> bool:
    """Give to somebody else, another due day, drop: who made it, or a leader."""
    ours = may_hear(by=by, unit=proposal.unit_id)
    return ours and (by.has(Role.LEADER) or by.code == proposal.made_by)


def check_may_change(*, by: Actor, proposal: Proposal) -> None:
    """Raises EarsError unless `may_change`."""
    if not may_change(by=by, proposal=proposal):
        raise EarsError(say("Đổi người, đổi hạn, bỏ đề xuất: việc của người lập hoặc lãnh đạo."))
