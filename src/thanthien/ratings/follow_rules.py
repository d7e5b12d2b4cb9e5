"""Pure: which rating asks for a follow-up, what may be done, how it ends. No Django, no clock."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from thanthien.ratings.rules import RatingError
from thanthien.shared.wording import say

LONGEST = 1000


class FollowError(RatingError):
    """A sentence for the leader; `field` is the box to mend, empty when it is none."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class State(StrEnum):
    """Of a follow-up. `dropped`: the rating was set aside after all."""

    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"


class Way(StrEnum):
    """What can be done about a low rating."""

    CALL = "call"
    HEAR = "hear"
    LETTER = "letter"
    COACH = "coach"
    MEND = "mend"


WAY_NAMES: Mapping[Way, str] = {
    Way.CALL: say("Gọi lại hỏi chuyện"), Way.HEAR: say("Nghe cán bộ kể lại"), Way.LETTER: say("Đề nghị thư xin lỗi"),
    Way.COACH: say("Kèm cặp cán bộ"), Way.MEND: say("Sửa cách làm ở quầy"),
}  # fmt: skip


class Outcome(StrEnum):
    """What came of it."""

    RECONCILED = "reconciled"
    MENDED = "mended"
    EXPLAINED = "explained"
    UNREACHED = "unreached"
    UNFOUNDED = "unfounded"


OUTCOME_NAMES: Mapping[Outcome, str] = {
    Outcome.RECONCILED: say("Người dân đã bằng lòng"), Outcome.MENDED: say("Đã sửa, chưa hỏi lại người dân"),
    Outcome.EXPLAINED: say("Đã giải thích, người dân chưa bằng lòng"), Outcome.UNREACHED: say("Không liên lạc được"),
    Outcome.UNFOUNDED: say("Xem lại, không thấy lỗi của ta"),
}  # fmt: skip


def is_low(attitude: int | None, work: int | None, *, lowest: int) -> bool:
    """True when an answer is at `lowest` or below."""
    return any(level is not None and level <= lowest for level in (attitude, work))


def is_late(*, state: str, due: date, today: date) -> bool:
    """Open and past its day; the day itself still counts."""
    return state == State.OPEN and due < today


def check_open(state: str) -> None:
    """Raises FollowError for one that has ended."""
    if state != State.OPEN:
        raise FollowError(say("Việc này đã khép. Mở lại rồi mới ghi thêm."))


def check_words(text: str, field: str, *, needed: bool = True) -> str:
    """What the leader wrote, tidied. Raises FollowError."""
    said = text.strip()
    if needed and not said:
        raise FollowError(say("Ghi vài chữ rồi gửi."), field)
    if len(said) > LONGEST:
        raise FollowError(say("Dài quá {n} chữ. Rút ngắn lại.", n=LONGEST), field)
    return said


def way_of(text: str) -> Way:
    """Raises FollowError for another word."""
    if text not in tuple(Way):
        raise FollowError(say("Chọn việc đã làm."), "way")
    return Way(text)


def outcome_of(text: str) -> Outcome:
    """Raises FollowError for another word."""
    if text not in tuple(Outcome):
        raise FollowError(say("Chọn kết quả."), "outcome")
    return Outcome(text)


# What only the person can have said.
ASKED_THEM = frozenset({Outcome.RECONCILED, Outcome.EXPLAINED})


def outcomes(*, reachable: bool) -> tuple[Outcome, ...]:
    """How it may end. `reachable`: the visit left somebody whom one can ask."""
    return tuple(one for one in Outcome if reachable or one not in ASKED_THEM)


def check_close(*, steps: int, outcome: Outcome, reachable: bool) -> None:
    """Something was done before it ends, and nobody is said to be content whom nobody could ask. Raises FollowError."""
    if not steps:
        raise FollowError(say("Ghi ít nhất một việc đã làm rồi mới khép."), "outcome")
    if outcome not in outcomes(reachable=reachable):
        raise FollowError(say(
            "Lượt này không có hồ sơ, không ai hỏi lại được người dân. Khép bằng “{mended}” hoặc “{unfounded}”.",
            mended=OUTCOME_NAMES[Outcome.MENDED], unfounded=OUTCOME_NAMES[Outcome.UNFOUNDED],
        ), "outcome")  # fmt: skip
