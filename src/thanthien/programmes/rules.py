"""Pure rules of special days: which programme holds when and for what, and when a dossier was done as it promises."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from thanthien.shared.clock import local
from thanthien.shared.wording import Refusal, Sentence, say

NOON = 12 * 60
SATURDAY = 5
MOST_CODES = 60
LONGEST = timedelta(days=366 * 3)


class ProgrammeError(Refusal, ValueError):
    """A sentence for the person at the screen. `field` = the field of the form that it speaks of, "" = the whole."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class Kind(StrEnum):
    """What is done differently."""

    NO_WRITING = "no_writing"
    SAME_DAY = "same_day"
    SATURDAY = "saturday"
    AFTER_HOURS = "after_hours"
    HOME = "home"

    @property
    def label(self) -> Sentence:
        return LABELS[self]

    @property
    def promise(self) -> Sentence:
        """What people read of it."""
        return PROMISES[self]


LABELS: dict[Kind, Sentence] = {
    Kind.NO_WRITING: say("Ngày không viết"),
    Kind.SAME_DAY: say("Ngày không hẹn"),
    Kind.SATURDAY: say("Sáng thứ Bảy"),
    Kind.AFTER_HOURS: say("Ngoài giờ"),
    Kind.HOME: say("Phục vụ tại nhà"),
}
PROMISES: dict[Kind, Sentence] = {
    Kind.NO_WRITING: say("Cán bộ hỏi và viết thay. Bà con nghe đọc lại rồi ký."),
    Kind.SAME_DAY: say("Đủ giấy tờ thì có kết quả ngay trong buổi, không phải hẹn ngày khác."),
    Kind.SATURDAY: say("Xã nhận hồ sơ cả thứ Bảy."),
    Kind.AFTER_HOURS: say("Xã nhận hồ sơ ngoài giờ hành chính."),
    Kind.HOME: say("Cán bộ đến nhà người già yếu, người ốm, người khuyết tật."),
}


# Held within the opening hours only.
AT_THE_COUNTER = frozenset({Kind.NO_WRITING, Kind.SAME_DAY})


class Half(StrEnum):
    """Which part of the day."""

    DAY = ""
    MORNING = "morning"
    AFTERNOON = "afternoon"

    @property
    def label(self) -> Sentence:
        return HALVES[self]


HALVES: dict[Half, Sentence] = {
    Half.DAY: say("cả ngày"), Half.MORNING: say("buổi sáng"), Half.AFTERNOON: say("buổi chiều"),
}  # fmt: skip
WEEKDAYS: tuple[Sentence, ...] = (
    say("Thứ Hai"), say("Thứ Ba"), say("Thứ Tư"), say("Thứ Năm"), say("Thứ Sáu"), say("Thứ Bảy"), say("Chủ nhật"),
)  # fmt: skip


class WhyNot(StrEnum):
    """Why a dossier was not eligible, or was eligible and not done so."""

    PAPERS = "papers"
    ORGANISATION = "organisation"
    WROTE = "wrote"
    UNSAID = "unsaid"
    LATER = "later"
    ANNULLED = "annulled"
    REFUSED = "refused"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Sentence:
        return REASONS[self]


REASONS: dict[WhyNot, Sentence] = {
    WhyNot.PAPERS: say("có giấy cần xem lại"),
    WhyNot.ORGANISATION: say("hồ sơ của tổ chức"),
    WhyNot.WROTE: say("người dân tự viết"),
    WhyNot.UNSAID: say("không ghi ai viết"),
    WhyNot.LATER: say("kết quả trao sau buổi ấy"),
    WhyNot.ANNULLED: say("hồ sơ nhận nhầm, đã hủy"),
    WhyNot.REFUSED: say("xã không nhận yêu cầu"),
    WhyNot.FAILED: say("đến nhà mà chưa làm được"),
    WhyNot.CANCELLED: say("yêu cầu đã hủy"),
}


class Signed(StrEnum):
    """How the person confirmed what was written for them."""

    PEN = "pen"
    THUMB = "thumb"


@dataclass(frozen=True, slots=True)
class Writing:
    """How the form came about on a day without writing. `witness`: the name of who saw the thumbprint."""

    by_officer: bool = True
    signed: Signed = Signed.PEN
    witness: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A programme as the unit set it. Without `fields` and `procedures` it holds for all."""

    kind: Kind
    weekdays: frozenset[int]
    valid_from: date
    valid_to: date | None = None
    half: Half = Half.DAY
    fields: frozenset[str] = frozenset()
    procedures: frozenset[str] = frozenset()

    def covers(self, *, field: str, procedure: str) -> bool:
        """True when a matter is among those of the programme."""
        return not (self.fields or self.procedures) or field in self.fields or procedure in self.procedures

    def on(self, day: date) -> bool:
        """True when it is held on `day`."""
        last = self.valid_to or date.max
        return day.weekday() in self.weekdays and self.valid_from <= day <= last

    def at(self, moment: datetime) -> bool:
        """True when it is held at `moment` (aware)."""
        here = local(moment)
        return self.on(here.date()) and self.half in (Half.DAY, half_of(here))


def half_of(moment: datetime) -> Half:
    """The half of the day in Vietnam."""
    here = local(moment)
    return Half.MORNING if here.hour * 60 + here.minute < NOON else Half.AFTERNOON


def holding(plans: Iterable[Plan], *, moment: datetime, field: str, procedure: str, outside: bool = False) -> list[Kind]:
    """The kinds that hold for a matter, each once, in their order. `outside`: the hall has no opening hours then.

    A reception outside the hours is one of Saturday or after hours whether or not the unit set a programme for it; within the
    hours only a programme makes it one.
    """
    found = {plan.kind for plan in plans if plan.at(moment) and plan.covers(field=field, procedure=procedure)}
    found.discard(Kind.HOME)
    saturday = local(moment).weekday() == SATURDAY
    if outside:
        found.add(Kind.SATURDAY if saturday else Kind.AFTER_HOURS)
        found.discard(Kind.AFTER_HOURS if saturday else Kind.SATURDAY)
    return [kind for kind in Kind if kind in found]


def check_plan(plan: Plan) -> None:
    """Raises ProgrammeError for a programme that could never be held, or not be announced."""
    if not plan.weekdays:
        raise ProgrammeError(say("Chọn ít nhất một ngày trong tuần."), "weekdays")
    if not plan.weekdays <= set(range(7)):
        raise ProgrammeError(say("Chọn ngày trong tuần từ danh sách."), "weekdays")
    if plan.kind is Kind.SATURDAY and plan.weekdays != {SATURDAY}:
        raise ProgrammeError(say("Chương trình thứ Bảy chỉ mở vào thứ Bảy."), "weekdays")
    if plan.valid_to is not None and plan.valid_to < plan.valid_from:
        raise ProgrammeError(say("Ngày cuối đang trước ngày đầu. Ghi lại đến ngày nào."), "valid_to")
    last = plan.valid_to or plan.valid_from + LONGEST
    if last - plan.valid_from > LONGEST:
        raise ProgrammeError(say("Chương trình dài nhất ba năm. Ghi ngày cuối sớm hơn."), "valid_to")
    days = [plan.valid_from + timedelta(days=n) for n in range(min(7, (last - plan.valid_from).days + 1))]
    if not any(plan.on(day) for day in days):
        raise ProgrammeError(say("Từ ngày ấy đến ngày ấy không có ngày nào đã chọn. Đổi ngày, hoặc chọn thêm thứ."), "weekdays")
    if len(plan.procedures) > MOST_CODES:
        raise ProgrammeError(say("Chọn nhiều nhất {n} thủ tục, hoặc chọn cả lĩnh vực.", n=MOST_CODES), "procedures")


def read_codes(text: str) -> frozenset[str]:
    """Procedure codes as typed, parted by blanks, commas or lines."""
    return frozenset(part for part in text.replace(",", " ").replace(";", " ").split() if part)


def check_writing(writing: Writing | None) -> None:
    """A thumbprint needs somebody who saw it, by name. Raises ProgrammeError."""
    if writing is not None and writing.by_officer and writing.signed is Signed.THUMB and len(writing.witness.strip()) < 2:
        raise ProgrammeError(say("Điểm chỉ cần một người làm chứng. Ghi họ tên người ấy."), "witness")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a dossier stands under a programme when it is received. `done` None: it will be seen at the hand-over."""

    eligible: bool
    done: bool | None
    why_not: WhyNot | None = None


def standing(kind: Kind, *, complete: bool, organisation: bool, writing: Writing | None) -> Standing:
    """Same-day: a complete dossier is eligible. No writing: a person's own matter is, done when the officer wrote (None: nobody
    said who). The others are about time and place: a reception is the whole of it.
    """
    if kind is Kind.SAME_DAY:
        return Standing(True, None) if complete else Standing(False, False, WhyNot.PAPERS)
    if kind is Kind.NO_WRITING:
        if organisation:
            return Standing(False, False, WhyNot.ORGANISATION)
        if writing is None:
            return Standing(True, False, WhyNot.UNSAID)
        return Standing(True, True) if writing.by_officer else Standing(True, False, WhyNot.WROTE)
    return Standing(True, True)


def same_sitting(*, received: datetime, returned: datetime) -> bool:
    """The result was handed over in the same half day, so the person needed no second trip (product rule)."""
    before, after = local(received), local(returned)
    return before.date() == after.date() and half_of(before) is half_of(after) and after >= before


@dataclass(frozen=True, slots=True)
class Count:
    """Dossiers under a programme: all marked, eligible, done so, and eligible that still wait for their result."""

    all: int = 0
    eligible: int = 0
    done: int = 0
    waiting: int = 0

    @property
    def share(self) -> float | None:
        """Of the eligible; None when there was none."""
        return self.done / self.eligible if self.eligible else None

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.all + other.all, self.eligible + other.eligible, self.done + other.done, self.waiting + other.waiting
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """A day on which a programme is held."""

    day: date
    plan: Plan


def ahead(plans: Sequence[Plan], *, since: date, days: int) -> list[Held]:
    """The days from `since` on, the nearest first; programmes of one day in the order of their kinds."""
    order = list(Kind)
    found = [Held(since + timedelta(days=n), plan) for n in range(days) for plan in plans if plan.on(since + timedelta(days=n))]
    return sorted(found, key=lambda held: (held.day, order.index(held.plan.kind), str(held.plan.half)))


def weekday_words(weekdays: Iterable[int]) -> str:
    """`Thứ Hai, Thứ Tư`."""
    return ", ".join(str(WEEKDAYS[day]) for day in sorted(weekdays))
