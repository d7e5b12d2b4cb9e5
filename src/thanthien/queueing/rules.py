"""Pure rules of the queue: the states of a ticket, who may move it, who is next at a counter and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from thanthien.shared.wording import Refusal, say

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# How far a device's clock is believed when a number reaches the server late.
DEVICE_MINUTES = 10
RETURN_LANE = "return"
# The channel of a number that stands for a booked hour, and the lane it enters when that hour has come (ADR 0008).
BOOKED = "booked"
# The channel of a number that a kiosk gave while it could not reach the office.
APART = "offline"


# What is said when no numbers are given.
CLOSED = say("Ngoài giờ phát số. Ai đã có số vẫn được phục vụ hết.")


class QueueError(Refusal):
    """A sentence for the person in front of the screen."""


class State(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    ABSENT = "absent"
    NO_SHOW = "no_show"
    DONE = "done"
    LEFT = "left"
    ANNULLED = "annulled"


STATE_NAMES: dict[State, str] = {
    State.WAITING: say("đang chờ"),
    State.CALLED: say("đang được mời"),
    State.SERVING: say("đang làm việc"),
    State.ABSENT: say("vắng khi gọi"),
    State.NO_SHOW: say("không đến"),
    State.DONE: say("đã xong"),
    State.LEFT: say("đã về"),
    State.ANNULLED: say("đã hủy"),
}
AT_COUNTER = (State.CALLED, State.SERVING)
UNFINISHED = (State.WAITING, State.CALLED, State.SERVING, State.ABSENT)


class Act(StrEnum):
    CALL = "call"
    RECALL = "recall"
    START = "start"
    MISS = "miss"
    COME_BACK = "come_back"
    TRANSFER = "transfer"
    FINISH = "finish"
    UNCALL = "uncall"
    REOPEN = "reopen"
    LEAVE = "leave"
    ANNUL = "annul"
    RESTORE = "restore"
    LAPSE = "lapse"
    DUE = "due"
    REPLACE = "replace"


ACT_NAMES: dict[Act, str] = {
    Act.CALL: say("gọi"),
    Act.RECALL: say("mời lại"),
    Act.START: say("bắt đầu"),
    Act.MISS: say("ghi vắng"),
    Act.COME_BACK: say("trở lại hàng"),
    Act.TRANSFER: say("chuyển"),
    Act.FINISH: say("kết thúc"),
    Act.UNCALL: say("rút lời gọi"),
    Act.REOPEN: say("mở lại"),
    Act.LEAVE: say("bỏ số"),
    Act.ANNUL: say("hủy"),
    Act.RESTORE: say("khôi phục"),
    Act.LAPSE: say("ghi không đến"),
    Act.DUE: say("vào lối hẹn trước"),
    Act.REPLACE: say("thay bằng số máy đã phát"),
}


class Doer(StrEnum):
    """What somebody is to a ticket."""

    COUNTER = "counter"  # the officer who sits at the counter
    HALL = "hall"  # guide or another officer of the hall
    KIOSK = "kiosk"
    PERSON = "person"  # whoever holds the link printed on the ticket
    CLOCK = "clock"


class Move(NamedTuple):
    """One row of the state table: `act` brings a ticket from `state` to `to`; `who` may do it; `kind` is the journal entry."""

    state: State
    act: Act
    to: State
    who: frozenset[Doer]
    kind: str


def _rows(states: Iterable[State], act: Act, to: State, who: Iterable[Doer], kind: str) -> list[Move]:
    return [Move(state, act, to, frozenset(who), kind) for state in states]


_STAFF = (Doer.COUNTER, Doer.HALL)
TABLE: tuple[Move, ...] = (
    *_rows((State.WAITING, State.ABSENT, State.NO_SHOW), Act.CALL, State.CALLED, (Doer.COUNTER,), "ticket.called"),
    *_rows((State.CALLED,), Act.RECALL, State.CALLED, (Doer.COUNTER,), "ticket.recalled"),
    *_rows((State.CALLED,), Act.START, State.SERVING, (Doer.COUNTER,), "ticket.serving"),
    *_rows(AT_COUNTER, Act.MISS, State.ABSENT, (Doer.COUNTER,), "ticket.absent"),
    *_rows((State.ABSENT, State.NO_SHOW), Act.COME_BACK, State.WAITING, _STAFF, "ticket.returned"),
    *_rows(AT_COUNTER, Act.TRANSFER, State.WAITING, (Doer.COUNTER,), "ticket.transferred"),
    *_rows((State.WAITING, State.ABSENT), Act.TRANSFER, State.WAITING, _STAFF, "ticket.transferred"),
    *_rows(AT_COUNTER, Act.FINISH, State.DONE, (Doer.COUNTER, Doer.CLOCK), "ticket.done"),
    *_rows((State.CALLED,), Act.UNCALL, State.WAITING, (Doer.COUNTER,), "ticket.uncalled"),
    *_rows((State.DONE,), Act.REOPEN, State.SERVING, (Doer.COUNTER,), "ticket.reopened"),
    *_rows(AT_COUNTER, Act.LEAVE, State.LEFT, (Doer.COUNTER,), "ticket.left"),
    *_rows((State.WAITING, State.ABSENT), Act.LEAVE, State.LEFT, (*_STAFF, Doer.PERSON), "ticket.left"),
    *_rows((State.WAITING, State.ABSENT), Act.ANNUL, State.ANNULLED, _STAFF, "ticket.annulled"),
    *_rows((State.ANNULLED,), Act.RESTORE, State.WAITING, _STAFF, "ticket.restored"),
    *_rows((State.WAITING, State.ABSENT), Act.LAPSE, State.NO_SHOW, (Doer.CLOCK,), "ticket.no_show"),
    *_rows((State.WAITING,), Act.DUE, State.WAITING, (Doer.CLOCK,), "ticket.due"),
    # The number whose answer never reached the kiosk, which then gave the same person one of its own.
    *_rows((State.WAITING, State.ABSENT), Act.REPLACE, State.ANNULLED, (Doer.KIOSK,), "ticket.annulled"),
)
_MOVES: dict[tuple[State, Act], Move] = {(row.state, row.act): row for row in TABLE}
# Who may give out a number through which channel.
CHANNELS: dict[str, frozenset[Doer]] = {
    "kiosk": frozenset({Doer.KIOSK}),
    "guide": frozenset(_STAFF),
    "counter": frozenset(_STAFF),
    "roll": frozenset(_STAFF),
    BOOKED: frozenset({Doer.KIOSK, *_STAFF}),
    APART: frozenset({Doer.KIOSK, *_STAFF}),
}


def move(state: str, act: Act, *, label: str) -> Move:
    """The row of the table; raises QueueError when a ticket in this state cannot do that."""
    row = _MOVES.get((State(state), act))
    if row is None:
        raise QueueError(
            say(
                "Số {label} {state} nên không {act} được. Xem lại danh sách chờ.",
                label=label,
                state=STATE_NAMES[State(state)],
                act=ACT_NAMES[act],
            )
        )
    return row


@dataclass(frozen=True, slots=True)
class HallRules:
    """What a unit decides for its hall. A ticket may be overtaken `bound` times, and once more for every `one_more_for` people
    who wait for the same service when it is taken (0 = never more): in a full hall the old and the ill still come through, and
    nobody's wait grows by more than that share. `kiosk_per_minute` and `waiting_cap` (people who wait for one service) stop a
    child that plays with the kiosk; it gives numbers from `early_minutes` before opening until closing time. `kiosk_reserve`
    numbers are kept ready at each kiosk for when it cannot reach the office (0 = it then gives none).
    """

    bound: int = 3
    one_more_for: int = 10
    classes: Mapping[str, str] = field(
        default_factory=lambda: {
            "age": say("Từ 75 tuổi"),
            "pregnant": say("Có thai"),
            "disabled": say("Khuyết tật"),
            "merit": say("Người có công"),
        }
    )
    age: int = 75
    return_lane: bool = True
    absent_minutes: int = 30
    kiosk_per_minute: int = 20
    waiting_cap: int = 900
    early_minutes: int = 60
    roll_letter: str = "P"
    kiosk_reserve: int = 200

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "HallRules":
        """From the unit's JSON; what is not said stays as usual. Raises QueueError naming the entry to mend."""
        usual = cls()
        for name, value in data.items():
            if name not in cls.__slots__:
                raise QueueError(say("Quy tắc của sảnh có mục lạ: {name}. Bỏ mục ấy đi.", name=name))
            known = getattr(usual, name)
            if type(value) is not type(known) or (isinstance(value, int) and value < 0):
                raise QueueError(say("Quy tắc của sảnh: mục {name} ghi sai kiểu. Ghi như {known!r}.", name=name, known=known))
        return cls(**data)

    def bound_for(self, ahead: int) -> int:
        """How often a ticket may be overtaken that finds `ahead` people waiting for its service."""
        return self.bound + (ahead // self.one_more_for if self.one_more_for else 0)

    def class_of(self, asked: str, *, service_kind: str) -> str:
        """The class of a ticket: the person's own, else the return lane's, else none. Raises QueueError for an unknown class."""
        if asked == BOOKED:
            return BOOKED
        if asked and asked != RETURN_LANE:
            if asked not in self.classes:
                raise QueueError(
                    say(
                        "Xã chưa có diện ưu tiên “{asked}”. Chọn trong: {names}.",
                        asked=asked,
                        names=", ".join(map(str, self.classes.values())),
                    )
                )
            return asked
        return RETURN_LANE if service_kind == RETURN_LANE and self.return_lane else ""

    def class_by_age(self, birth: date, *, on: date) -> str:
        """`age` when the person born on `birth` has reached the unit's age of priority on the day `on`, else nothing."""
        years = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
        return "age" if "age" in self.classes and years >= self.age else ""


class Place(NamedTuple):
    """A waiting ticket as the order sees it. `key` is the row's id: it parts two tickets of one microsecond."""

    order: int
    key: int
    priority: bool
    overtaken: int
    bound: int

    def before(self, other: "Place") -> bool:
        return (self.order, self.key) < (other.order, other.key)


def pick(waiting: Iterable[Place]) -> Place | None:
    """Who is next: the oldest of the priority classes, unless that would overtake an ordinary ticket that was overtaken as often
    as it may be; then, and when there is nobody of a class, the oldest ordinary one. None when nobody waits.
    """
    ordinary: Place | None = None
    chosen: Place | None = None
    tired: Place | None = None  # the oldest ordinary ticket that may not be overtaken again
    for place in waiting:
        if place.priority:
            if chosen is None or place.before(chosen):
                chosen = place
            continue
        if ordinary is None or place.before(ordinary):
            ordinary = place
        if place.overtaken >= place.bound and (tired is None or place.before(tired)):
            tired = place
    if chosen is None or (tired is not None and tired.before(chosen)):
        return ordinary
    return chosen


def overtaken_by(chosen: Place, waiting: Iterable[Place]) -> list[Place]:
    """The ordinary tickets that came before `chosen` and stay behind when it is called."""
    return [place for place in waiting if not place.priority and place.before(chosen)]


def blocker(chosen: Place, waiting: Iterable[Place]) -> Place | None:
    """The oldest ticket that must be called before `chosen`, because it may not be overtaken again; None when there is none."""
    tired = [place for place in overtaken_by(chosen, waiting) if place.overtaken >= place.bound]
    return min(tired, default=None)


def sequence(waiting: Sequence[Place]) -> list[Place]:
    """All who wait in the order in which one counter would call them if nobody else came."""
    ordinary = sorted(place for place in waiting if not place.priority)
    classes = sorted(place for place in waiting if place.priority)
    left = [place.bound - place.overtaken for place in ordinary]
    result: list[Place] = []
    first = 0
    for chosen in classes:
        while True:
            older = [i for i in range(first, len(ordinary)) if ordinary[i].before(chosen)]
            if all(left[i] > 0 for i in older):
                break
            result.append(ordinary[first])
            first += 1
        for i in older:
            left[i] -= 1
        result.append(chosen)
    return result + ordinary[first:]


def micros(moment: datetime) -> int:
    """Microseconds since 1970 of an aware moment, exactly."""
    return (moment - EPOCH) // MICROSECOND


def order_now(at: datetime, *, last: int) -> int:
    """The order of a ticket taken now: its time, yet behind `last`, the greatest of the day, though a clock was set back."""
    return max(micros(at), last + 1)


def booked_lane(booked_for: datetime | None, *, at: datetime) -> str:
    """The lane of somebody who comes at `at` for a booked hour: before it they stand like everybody, by the hour they booked."""
    return BOOKED if booked_for is not None and booked_for <= at else ""


def moment_of(order: int) -> datetime:
    """The moment that an order stands for."""
    return EPOCH + order * MICROSECOND


def bounded(taken_at: datetime | None, *, at: datetime) -> datetime:
    """The time at the device, believed from ten minutes ago until now."""
    if taken_at is None:
        return at
    return min(max(taken_at, at - timedelta(minutes=DEVICE_MINUTES)), at)


def order_late(taken_at: datetime, *, floor: int, step: int = 1) -> int:
    """The order of a ticket that reaches us late: its own time, yet behind `floor`, the last of its service called. `step`: the
    number in a kiosk's own series, so that two of one moment keep their order however they reach us.
    """
    return max(micros(taken_at), floor + 1) + step - 1


def seconds(start: datetime | None, end: datetime | None) -> int:
    """Whole seconds from start to end, never negative, 0 when one is missing."""
    return max(0, int((end - start).total_seconds())) if start and end else 0


DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def ticket_label(letter: str, number: int) -> str:
    """The name of a number: `A024`; from 1000 on it grows, `A1000`."""
    return f"{letter}{number:03d}"


def spoken(label: str) -> str:
    """How a number is said and read to the blind: letter, then digits one by one: `A không hai bốn`."""
    return " ".join(DIGITS[int(sign)] if sign.isdigit() else sign for sign in label)


def tidy_label(typed: str) -> tuple[str, int] | None:
    """Letter and number that somebody typed (`a 24`, `A024`), or None."""
    text = "".join(typed.split()).upper()
    letter = text.rstrip("0123456789")
    digits = text[len(letter) :]
    if not (1 <= len(letter) <= 2 and letter.isalpha() and 1 <= len(digits) <= 6):
        return None
    return letter, int(digits)
