"""Pure rules of bookings: the states of one, who may move it, how many a person may hold, what coming early or late means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from thanthien.outreach.quota import BookingError, Quota, Season
from thanthien.outreach.slots import Day, Offer, Slot
from thanthien.shared.clock import day_of, local
from thanthien.shared.wording import Sentence, say
from thanthien.worktime.moments import at_minute
from thanthien.worktime.office_hours import minute_text

__all__ = [
    "ACT_NAMES", "STATE_NAMES", "TABLE", "Act", "BookingError", "Coming", "Day", "Doer", "Held", "Move", "Offer", "Quota",
    "Season", "Slot", "State", "Why", "check_limits", "coming", "diagram", "digits_of", "label", "last_change", "move",
    "remind_at", "resting_until", "tidy_email", "tidy_name", "tidy_number", "tidy_phone",
]  # fmt: skip

NUMBERS = range(1000, 10_000)
NEVER_MORE = 80


class State(StrEnum):
    BOOKED = "booked"
    ARRIVED = "arrived"
    MISSED = "missed"
    CANCELLED = "cancelled"


STATE_NAMES: dict[State, Sentence] = {
    State.BOOKED: say("đã hẹn"),
    State.ARRIVED: say("đã đến"),
    State.MISSED: say("lỡ hẹn"),
    State.CANCELLED: say("đã hủy"),
}


class Act(StrEnum):
    MOVE = "move"
    CANCEL = "cancel"
    ARRIVE = "arrive"
    MISS = "miss"
    REMIND = "remind"


ACT_NAMES: dict[Act, Sentence] = {
    Act.MOVE: say("đổi giờ"),
    Act.CANCEL: say("hủy"),
    Act.ARRIVE: say("báo đã đến"),
    Act.MISS: say("ghi lỡ hẹn"),
    Act.REMIND: say("nhắc"),
}


class Why(StrEnum):
    """Why a booking was cancelled."""

    PERSON = "person"
    OFFICE = "office"
    CLOSED = "closed"  # the office is shut at that hour: a holiday declared afterwards, other hours, a season


class Doer(StrEnum):
    """What somebody is to a booking."""

    PERSON = "person"  # whoever holds the link
    STAFF = "staff"
    KIOSK = "kiosk"
    CLOCK = "clock"


class Move(NamedTuple):
    """One row of the state table: `act` brings a booking from `state` to `to`; `who` may do it; `kind` is the journal entry."""

    state: State
    act: Act
    to: State
    who: frozenset[Doer]
    kind: str


_PERSONS = frozenset({Doer.PERSON, Doer.STAFF})
TABLE: tuple[Move, ...] = (
    Move(State.BOOKED, Act.MOVE, State.BOOKED, _PERSONS, "booking.moved"),
    Move(State.CANCELLED, Act.MOVE, State.BOOKED, _PERSONS, "booking.moved"),
    Move(State.BOOKED, Act.CANCEL, State.CANCELLED, _PERSONS | {Doer.CLOCK}, "booking.cancelled"),
    Move(State.BOOKED, Act.ARRIVE, State.ARRIVED, frozenset({Doer.KIOSK, Doer.STAFF}), "booking.arrived"),
    Move(State.BOOKED, Act.MISS, State.MISSED, frozenset({Doer.CLOCK}), "booking.missed"),
    Move(State.BOOKED, Act.REMIND, State.BOOKED, frozenset({Doer.CLOCK}), "booking.reminded"),
)
_MOVES = {(row.state, row.act): row for row in TABLE}
# Who may make a booking through which channel.
CHANNELS: dict[str, frozenset[Doer]] = {"portal": frozenset({Doer.PERSON}), "desk": frozenset({Doer.STAFF})}


def move(state: str, act: Act, *, name: str) -> Move:
    """The row of the table; raises BookingError when a booking in this state cannot do that."""
    row = _MOVES.get((State(state), act))
    if row is None:
        was, wanted = STATE_NAMES[State(state)], ACT_NAMES[act]
        raise BookingError(say("Hẹn {name} {was} nên không {wanted} được.", name=name, was=was, wanted=wanted))
    return row


def diagram() -> str:
    """The state table as a Mermaid diagram, for docs/generated."""
    names = [f'  state "{name}" as {state.name}' for state, name in STATE_NAMES.items()]
    moves = [f"  {row.state.name} --> {row.to.name}: {ACT_NAMES[row.act]}" for row in TABLE if row.state is not row.to]
    return "\n".join(["stateDiagram-v2", *names, "  [*] --> BOOKED: đặt hẹn", *moves]) + "\n"


@dataclass(frozen=True, slots=True)
class Held:
    """A booking that a person has or had, as far as the limits ask."""

    day: date
    start: int
    field: str
    state: str
    name: str


def check_limits(held: Iterable[Held], *, day: date, field: str, quota: Quota) -> None:
    """Raises BookingError when one more booking for `field` on `day` would be more than the unit allows a person."""
    mine = list(held)
    same = [one for one in mine if one.field == field and one.state == State.BOOKED]
    if len(same) >= quota.per_field:
        first = min(same, key=lambda one: (one.day, one.start))
        when = f"{minute_text(first.start)}, {first.day.day}/{first.day.month}"
        raise BookingError(
            say("Số điện thoại này đã có hẹn {name} cho việc này lúc {when}. Mở hẹn ấy để đổi giờ.", name=first.name, when=when),
            field="phone",
        )
    that_day = [one for one in mine if one.day == day and one.state != State.CANCELLED]
    if len(that_day) >= quota.per_day:
        raise BookingError(
            say("Số điện thoại này đã có {n} hẹn trong ngày. Chọn ngày khác, hoặc đến lấy số tại xã.", n=len(that_day)),
            field="phone",
        )


def resting_until(held: Iterable[Held], *, today: date, quota: Quota) -> date | None:
    """Until which day (included) this person does not book from home, because of hours missed without a word; None = may book."""
    missed = sorted(one.day for one in held if one.state == State.MISSED and (today - one.day).days <= quota.miss_days)
    if len(missed) < quota.misses:
        return None
    until = missed[-1] + timedelta(days=quota.rest_days)
    return until if today <= until else None


def check_not_resting(held: Sequence[Held], *, today: date, quota: Quota) -> None:
    """Raises BookingError while `resting_until`."""
    until = resting_until(held, today=today, quota=quota)
    if until is not None:
        text = say(
            "Gần đây có hẹn bỏ lỡ, nên đến hết {day}/{month} số này chưa đặt thêm. Đến xã lấy số, xã vẫn phục vụ như mọi người.",
            day=until.day, month=until.month,
        )  # fmt: skip
        raise BookingError(text, field="phone")


class Coming(StrEnum):
    """How somebody comes to their hour."""

    OTHER_DAY = "other_day"
    TOO_EARLY = "too_early"
    IN_TIME = "in_time"
    LATE = "late"  # after the hour and the grace: is served, from the end of the line
    OVER = "over"  # after the last good minute of the day


def coming(*, day: date, start: int, end: int, at: datetime, quota: Quota) -> Coming:
    """What coming at `at` means for a booking of that hour."""
    if day_of(at) != day:
        return Coming.OTHER_DAY
    minute = local(at).hour * 60 + local(at).minute
    if minute < start - quota.early_minutes:
        return Coming.TOO_EARLY
    if minute < end + quota.grace_minutes:
        return Coming.IN_TIME
    return Coming.LATE if minute < max(quota.last, end + quota.grace_minutes) else Coming.OVER


def good_until(*, day: date, end: int, quota: Quota) -> datetime:
    """The moment from which nobody can come to this booking any more."""
    return at_minute(day, min(max(quota.last, end + quota.grace_minutes), 1439))


def last_change(*, day: date, start: int, quota: Quota) -> datetime:
    """Until when the person may move or cancel it."""
    return at_minute(day, start) - timedelta(minutes=quota.change_minutes)


def remind_at(*, day: date, start: int, quota: Quota) -> datetime:
    """When the reminder is due."""
    return at_minute(day, start) - timedelta(hours=quota.remind_hours)


def label(number: int) -> str:
    """The name of a booking on paper: `H-4271`."""
    return f"H-{number}"


def tidy_number(typed: str) -> int | None:
    """The number that somebody typed (`h 4271`, `H-4271`, `4271`), or None."""
    text = "".join(typed.upper().split()).replace("-", "").removeprefix("H")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in NUMBERS else None


def digits_of(typed: str) -> str:
    """The digits of a telephone number as it is dialled here: +84 becomes 0."""
    bare = "".join(sign for sign in typed if sign not in " .-()\u00a0")
    if bare.startswith("+84"):
        bare = "0" + bare[3:]
    elif bare.startswith("84") and len(bare) == 11:
        bare = "0" + bare[2:]
    return bare


def tidy_phone(typed: str) -> str:
    """A telephone number that can be called: 10 digits of a mobile, 11 of a house. Raises BookingError saying what to mend."""
    number = digits_of(typed)
    if not number:
        raise BookingError(say("Cần một số điện thoại để xã báo khi giờ hẹn đổi."), field="phone")
    if not (number.isascii() and number.isdigit()):
        raise BookingError(say("Số điện thoại chỉ có chữ số. Xem lại số đã gõ."), field="phone")
    if not number.startswith("0"):
        raise BookingError(say("Số điện thoại bắt đầu bằng 0. Xem lại số đầu."), field="phone")
    house = number.startswith("02")
    if len(number) != (11 if house else 10):
        need = 11 if house else 10
        raise BookingError(say("Số này có {n} chữ số, cần {need} số. Xem lại số cuối.", n=len(number), need=need), field="phone")
    return number


def tidy_name(typed: str) -> str:
    """A name as people write it, spaces put right. Raises BookingError when there is none."""
    name = " ".join(typed.split())
    if sum(sign.isalpha() for sign in name) < 2:
        raise BookingError(say("Cần họ tên người sẽ đến, như trên giấy tờ."), field="name")
    if len(name) > NEVER_MORE or any(not (sign.isalpha() or sign in " .'-’") for sign in name):
        raise BookingError(say("Họ tên chỉ gồm chữ, không quá 80 chữ. Xem lại phần họ tên."), field="name")
    return name


def tidy_email(typed: str) -> str:
    """An address of e-mail, or nothing. Raises BookingError when it cannot be one."""
    text = typed.strip()
    if not text:
        return ""
    who, _, where = text.partition("@")
    plain = text.isascii() and text.isprintable() and " " not in text and len(text) <= 120
    good = plain and who and "." in where.strip(".") and "@" not in where
    if not good:
        raise BookingError(say("Địa chỉ thư điện tử thiếu phần nào đó. Viết như ten@vi-du.vn, hoặc để trống."), field="email")
    return text
