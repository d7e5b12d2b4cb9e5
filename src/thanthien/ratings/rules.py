"""Pure rules of the room: levels and reasons, what is set aside, how a share is published. No Django, no clock.

The five levels are those of the SIPAS survey (Decision 1001/QĐ-BNV of 2023): its index counts levels 4 and 5 over all answers.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from math import sqrt

from thanthien.shared.wording import Refusal, say

HARD_SPACE = "\u00a0"


class RatingError(Refusal):
    """A sentence for the person who rates."""


class Level(IntEnum):
    """1 worst … 5 best."""

    VERY_BAD = 1
    BAD = 2
    FAIR = 3
    GOOD = 4
    VERY_GOOD = 5


class Question(StrEnum):
    """Asked apart: how the officer treated people, and how the matter itself went."""

    ATTITUDE = "attitude"
    WORK = "work"


QUESTION_WORDS: Mapping[Question, str] = {
    Question.ATTITUDE: say("phục vụ ông/bà thế nào?"),
    Question.WORK: say("Việc của ông/bà được làm thế nào?"),
}
LEVEL_WORDS: Mapping[Question, Mapping[Level, str]] = {
    Question.ATTITUDE: {
        Level.VERY_GOOD: say("Rất hài lòng"),
        Level.GOOD: say("Hài lòng"),
        Level.FAIR: say("Bình thường"),
        Level.BAD: say("Chưa hài lòng"),
        Level.VERY_BAD: say("Rất không hài lòng"),
    },
    Question.WORK: {
        Level.VERY_GOOD: say("Rất gọn, rất nhanh"),
        Level.GOOD: say("Xong việc tốt"),
        Level.FAIR: say("Bình thường"),
        Level.BAD: say("Chưa ổn"),
        Level.VERY_BAD: say("Rất phiền"),
    },
}
SATISFIED = frozenset({Level.GOOD, Level.VERY_GOOD})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person gave their level; `good` ones are offered after a high level, the others after a low one."""

    code: str
    words: str
    good: bool
    about: Question


REASONS: tuple[Reason, ...] = (
    Reason("warm", say("Niềm nở, lễ phép"), True, Question.ATTITUDE),
    Reason("clear", say("Hướng dẫn dễ hiểu"), True, Question.ATTITUDE),
    Reason("fast", say("Làm nhanh, trả sớm"), True, Question.WORK),
    Reason("one_trip", say("Chỉ phải đi một lần"), True, Question.WORK),
    Reason("little_writing", say("Không phải viết nhiều"), True, Question.WORK),
    Reason("extra_help", say("Giúp cả việc ngoài quầy"), True, Question.ATTITUDE),
    Reason("long_wait", say("Phải chờ lâu"), False, Question.WORK),
    Reason("cold", say("Thái độ chưa tốt"), False, Question.ATTITUDE),
    Reason("unclear", say("Hướng dẫn khó hiểu"), False, Question.ATTITUDE),
    Reason("many_trips", say("Phải đi lại nhiều lần"), False, Question.WORK),
    Reason("extra_papers", say("Bị đòi thêm giấy tờ"), False, Question.WORK),
    Reason("other", say("Chuyện khác"), False, Question.WORK),
)
REASON_BY_CODE: Mapping[str, Reason] = {reason.code: reason for reason in REASONS}
CHANNELS = frozenset({"tablet", "phone"})


class SetAside(StrEnum):
    """Why a rating is kept and not counted. The order is the order in which the rules are asked."""

    OWN_DEVICE = "own_device"
    TOO_FAST = "too_fast"
    BURST = "burst"
    LATE = "late"


SET_ASIDE_WORDS: Mapping[SetAside, str] = {
    SetAside.OWN_DEVICE: say("gửi từ máy cán bộ đang dùng"),
    SetAside.TOO_FAST: say("chấm nhanh quá, chưa kịp đọc câu hỏi"),
    SetAside.BURST: say("nhiều phiếu liền nhau từ một máy"),
    SetAside.LATE: say("chấm quá lâu sau ngày đến"),
}


@dataclass(frozen=True, slots=True)
class Burst:
    """At most `most` ratings from one device within `within`; when one more comes, all of them are set aside."""

    most: int
    within: timedelta


@dataclass(frozen=True, slots=True)
class Guard:
    """When a rating is kept but not counted. Data of the unit; these are the usual values."""

    fastest_seconds: int = 2
    latest_days: int = 30
    phone: Burst = Burst(3, timedelta(minutes=10))
    tablet: Burst = Burst(8, timedelta(minutes=10))

    def burst(self, channel: str) -> Burst:
        return self.tablet if channel == "tablet" else self.phone

    def verdict(
        self, *, channel: str, seconds: int | None, served_at: datetime, at: datetime, own_device: bool, before: int
    ) -> SetAside | None:
        """Why this rating is not counted, or None. `before`: ratings from the same device within the burst's time."""
        if own_device:
            return SetAside.OWN_DEVICE
        if seconds is not None and seconds < self.fastest_seconds:
            return SetAside.TOO_FAST
        if before >= self.burst(channel).most:
            return SetAside.BURST
        if at - served_at > timedelta(days=self.latest_days):
            return SetAside.LATE
        return None


@dataclass(frozen=True, slots=True)
class Publishing:
    """How many answers a figure needs: below `least` nothing is said, below `firm` the figure says that it is thin."""

    least: int = 5
    firm: int = 30


USUAL_GUARD = Guard()
USUAL_PUBLISHING = Publishing()
Z_95 = 1.959963984540054


def check_levels(attitude: int | None, work: int | None) -> tuple[Level | None, Level | None]:
    """The two answers as levels; raises RatingError when both are missing or one is outside 1–5."""
    if attitude is None and work is None:
        raise RatingError(say("Xin chọn một câu trả lời rồi gửi."))
    try:
        return (
            None if attitude is None else Level(attitude),
            None if work is None else Level(work),
        )
    except ValueError:
        raise RatingError(say("Điểm chấm từ 1 đến 5. Xin chạm lại một khuôn mặt.")) from None


def check_reasons(codes: Iterable[str]) -> list[str]:
    """The known reasons, each once, in the order of the list; raises RatingError for an unknown one."""
    given = set(codes)
    if given - REASON_BY_CODE.keys():
        raise RatingError(say("Có lý do không có trong danh sách. Xin tải lại trang rồi chọn lại."))
    return [reason.code for reason in REASONS if reason.code in given]


def offered_reasons(attitude: int | None, work: int | None) -> tuple[Reason, ...]:
    """What to offer after the faces: what was good when every answer is 4 or 5, else what went wrong."""
    good = all(level in SATISFIED for level in (attitude, work) if level is not None)
    return tuple(reason for reason in REASONS if reason.good is good)


def wilson(part: int, whole: int, *, z: float = Z_95) -> tuple[float, float]:
    """The Wilson score interval of `part` out of `whole`, each end in 0–1; (0, 1) when nothing was counted."""
    if whole == 0:
        return 0.0, 1.0
    share = part / whole
    middle = share + z * z / (2 * whole)
    reach = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    below = 1 + z * z / whole
    # The ends are exact when all or none agree; floating point must not say 99.999…
    low = 0.0 if part == 0 else max(0.0, (middle - reach) / below)
    high = 1.0 if part == whole else min(1.0, (middle + reach) / below)
    return low, high


def needed_sample(population: int, *, error_percent: int = 5) -> int:
    """How many answers a population needs (Slovin): N / (1 + N·e²), rounded up; 0 for nobody. Method of Decision 1383/QĐ-BNV."""
    if population <= 0:
        return 0
    return -(-population * 10_000 // (10_000 + population * error_percent * error_percent))


def share_text(part: int, whole: int) -> str:
    """ "97,7 %" with a hard space and a decimal comma, in English a point. Never rounded to all or none when it is neither."""
    if whole == 0:
        return "–"
    thousandths = (2000 * part + whole) // (2 * whole)
    if 0 < part < whole:
        thousandths = min(max(thousandths, 1), 999)
    units, tenth = divmod(thousandths, 10)
    return say("{units},{tenth}{space}%", units=units, tenth=tenth, space=HARD_SPACE) if tenth else f"{units}{HARD_SPACE}%"


@dataclass(frozen=True, slots=True)
class Share:
    """A share of a sample as it may be published: `part` of `n` answers, out of `asked` people who could have answered."""

    part: int
    n: int
    asked: int
    publishing: Publishing = USUAL_PUBLISHING

    @property
    def published(self) -> bool:
        """False when so few answered that the figure would tell who said what, or nothing at all."""
        return self.n >= self.publishing.least

    @property
    def thin(self) -> bool:
        return self.n < self.publishing.firm

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.part, self.n)

    @property
    def value(self) -> float | None:
        """The share in 0–1; None when it may not be published."""
        return self.part / self.n if self.published else None

    @property
    def text(self) -> str:
        return share_text(self.part, self.n) if self.published else say("chưa đủ phiếu")

    @property
    def count_text(self) -> str:
        """The count comes before the share: "91 trên 96 người chấm"."""
        if self.published:
            return say("{part} trên {n} người chấm", part=self.part, n=self.n)
        return say("mới có {n} người chấm, cần ít nhất {least}", n=self.n, least=self.publishing.least)

    @property
    def band_text(self) -> str:
        """ "từ 88 đến 98 %": where the share of all visitors probably lies, had all of them answered alike."""
        if not self.published:
            return ""
        low, high = (round(100 * end) for end in self.interval)
        return say("từ {low} đến {high}{space}%", low=low, high=high, space=HARD_SPACE)

    @property
    def response_text(self) -> str:
        """ "96 trên 231 lượt chấm (41,6 %)"; empty when nobody could have answered."""
        return (
            say("{n} trên {asked} lượt chấm ({share})", n=self.n, asked=self.asked, share=share_text(self.n, self.asked))
            if self.asked
            else ""
        )


def satisfied(levels: Iterable[int]) -> tuple[int, int]:
    """(how many are 4 or 5, how many there are)."""
    given = list(levels)
    return sum(level in SATISFIED for level in given), len(given)


def shown_reasons(counts: Mapping[str, int], *, least: int = USUAL_PUBLISHING.least) -> list[tuple[Reason, int]]:
    """Reasons named by at least `least` people, most named first: a rare one would point at a person."""
    known: Collection[tuple[str, int]] = [(code, n) for code, n in counts.items() if code in REASON_BY_CODE and n >= least]
    return [(REASON_BY_CODE[code], n) for code, n in sorted(known, key=lambda pair: (-pair[1], pair[0]))]
