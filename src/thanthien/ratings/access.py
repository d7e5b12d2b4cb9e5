"""Who may follow up a rating, open it, and keep survey forms. `check_…` raises a sentence, `may_…` is its twin."""

from thanthien.people.access import LEADERS
from thanthien.people.models import Officer
from thanthien.people.rules import Role
from thanthien.ratings.follow_rules import FollowError
from thanthien.ratings.models import Rating
from thanthien.ratings.survey_rules import SurveyError
from thanthien.shared.actor import Actor, ActorKind
from thanthien.shared.wording import say

KEEPERS = (Role.ADMIN, *LEADERS)
TYPISTS = (Role.ONE_STOP, Role.GUIDE, *KEEPERS)


def may_follow(*, by: Actor, unit: str) -> bool:
    """A leader of the unit. Nobody below: who rated stays unseen, also by the administrator."""
    return by.unit == unit and by.kind is ActorKind.OFFICER and by.has(*LEADERS)


def check_may_follow(*, by: Actor, unit: str) -> None:
    """Raises FollowError unless `may_follow`."""
    if not may_follow(by=by, unit=unit):
        raise FollowError(say("Việc này do lãnh đạo của xã làm. Nhờ lãnh đạo."))


def check_may_open(*, by: Actor, rating: Rating) -> None:
    """A leader, who does not look into a rating of themselves. Raises FollowError."""
    check_may_follow(by=by, unit=rating.unit_id)
    if rating.officer_login == by.code:
        raise FollowError(say("Phiếu này chấm chính anh chị. Nhờ một lãnh đạo khác xem."))


def check_owner(*, owner: Officer, leads: bool, rating: Rating) -> None:
    """Whom it is given to: a leader of the unit, not the one who was rated. Raises FollowError."""
    if owner.unit_id != rating.unit_id or not leads:
        raise FollowError(say("Giao cho một lãnh đạo của xã: chỉ lãnh đạo được biết ai đã chấm."), "owner")
    if owner.login == rating.officer_login:
        raise FollowError(say("Phiếu này chấm chính người ấy. Giao cho lãnh đạo khác."), "owner")


def may_keep(*, by: Actor, unit: str) -> bool:
    """Forms and rounds of surveys: leaders and the administrator of the unit."""
    return by.unit == unit and by.kind is ActorKind.OFFICER and by.has(*KEEPERS)


def check_may_keep(*, by: Actor, unit: str) -> None:
    """Raises SurveyError unless `may_keep`."""
    if not may_keep(by=by, unit=unit):
        raise SurveyError(say("Khảo sát do lãnh đạo hoặc quản trị của xã mở. Nhờ lãnh đạo hoặc quản trị."))


def check_may_type(*, by: Actor, unit: str) -> None:
    """Paper answers are typed by the hall, the leaders and the administrator. Raises SurveyError."""
    if not (by.unit == unit and by.kind is ActorKind.OFFICER and by.has(*TYPISTS)):
        raise SurveyError(say("Phiếu giấy do cán bộ một cửa hoặc bàn hướng dẫn nhập. Nhờ người ấy."))
