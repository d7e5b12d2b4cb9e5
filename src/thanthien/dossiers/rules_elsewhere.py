"""PURE. A dossier received by one unit for another that is competent (phi địa giới): its states, who may move it, its two clocks
before the competent unit has it, and who lost time.

Article 17(3) of Decree 118/2025 (amended by 309/2026): the term runs from when the competent body receives. Until then the
receiving unit has the transfer's time (article 18(2)), the competent one the time to say that it has it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from thanthien.dossiers.rules import RECEIVERS, DossierError
from thanthien.people.rules import Role
from thanthien.shared.wording import Sentence, say


class Place(StrEnum):
    """Where it is."""

    HERE = "here"
    SENT = "sent"
    TAKEN = "taken"
    RESULT_SENT = "result_sent"
    RESULT_HERE = "result_here"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Sentence:
        return PLACES[self]


PLACES: dict[Place, Sentence] = {
    Place.HERE: say("Đã nhận, chờ chuyển"),
    Place.SENT: say("Đang trên đường chuyển"),
    Place.TAKEN: say("Nơi có thẩm quyền đang giải quyết"),
    Place.RESULT_SENT: say("Kết quả đang trên đường về"),
    Place.RESULT_HERE: say("Kết quả đã về nơi nộp"),
    Place.CLOSED: say("Đã trả kết quả ở nơi nộp"),
    Place.CANCELLED: say("Đã hủy"),
}
# With the receiving unit or on the way to the competent one: no term runs yet.
BEFORE = (Place.HERE, Place.SENT)
GOING = (*BEFORE, Place.TAKEN, Place.RESULT_SENT, Place.RESULT_HERE)


class Fetch(StrEnum):
    """At whose counter the person fetches the result."""

    RECEIVING = "receiving"
    COMPETENT = "competent"


class Turn(StrEnum):
    """What can be done; the value is the word on the key."""

    RECEIVE = "receive"
    SEND = "send"
    RECALL = "recall"
    CANCEL = "cancel"
    TAKE = "take"
    SEND_BACK = "send_back"
    SEND_RESULT = "send_result"
    TAKE_RESULT = "take_result"
    RETURN = "return"
    PRINT = "print"

    @property
    def label(self) -> Sentence:
        return TURNS[self]


TURNS: dict[Turn, Sentence] = {
    Turn.RECEIVE: say("Nhận hộ"),
    Turn.SEND: say("Chuyển hồ sơ đi"),
    Turn.RECALL: say("Rút lại, chưa chuyển"),
    Turn.CANCEL: say("Hủy hồ sơ nhận hộ"),
    Turn.TAKE: say("Nhận hồ sơ"),
    Turn.SEND_BACK: say("Trả lại nơi nhận hộ"),
    Turn.SEND_RESULT: say("Gửi kết quả về nơi nộp"),
    Turn.TAKE_RESULT: say("Đã nhận kết quả"),
    Turn.RETURN: say("Trao kết quả"),
    Turn.PRINT: say("In giấy hẹn"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table. `receiving` = done by the unit that received it, else by the competent one."""

    to: Place
    receiving: bool
    who: frozenset[str]
    entry: str


_COUNTER = frozenset(RECEIVERS)
_RESULT = _COUNTER | {Role.SEAL_CLERK}
TABLE: dict[tuple[Place | None, Turn], Move] = {
    (None, Turn.RECEIVE): Move(Place.HERE, True, _COUNTER, "elsewhere.received"),
    (Place.HERE, Turn.SEND): Move(Place.SENT, True, _COUNTER, "elsewhere.sent"),
    (Place.HERE, Turn.CANCEL): Move(Place.CANCELLED, True, _COUNTER, "elsewhere.cancelled"),
    (Place.SENT, Turn.RECALL): Move(Place.HERE, True, _COUNTER, "elsewhere.recalled"),
    (Place.SENT, Turn.TAKE): Move(Place.TAKEN, False, _COUNTER, "elsewhere.taken"),
    (Place.SENT, Turn.SEND_BACK): Move(Place.HERE, False, _COUNTER, "elsewhere.sent_back"),
    (Place.TAKEN, Turn.SEND_RESULT): Move(Place.RESULT_SENT, False, _RESULT, "elsewhere.result_sent"),
    (Place.RESULT_SENT, Turn.TAKE_RESULT): Move(Place.RESULT_HERE, True, _RESULT, "elsewhere.result_taken"),
    (Place.RESULT_HERE, Turn.RETURN): Move(Place.CLOSED, True, _COUNTER, "elsewhere.returned"),
    **{
        (place, Turn.PRINT): Move(place, True, _COUNTER, "elsewhere.printed")
        for place in Place
        if place not in (Place.CLOSED, Place.CANCELLED)
    },
}


def move(place: str | None, turn: Turn) -> Move:
    """The line of the table; raises DossierError that says where the dossier is instead."""
    at = None if place is None else Place(place)
    found = TABLE.get((at, turn))
    if found is None:
        where = say("Chưa nhận") if at is None else at.label
        raise DossierError(
            say("Hồ sơ đang ở chỗ “{where}” nên không làm được: {turn}. Tải lại trang để xem.", where=where, turn=turn.label)
        )
    return found


def fetch(text: str) -> Fetch:
    """Where the result is fetched; raises DossierError for another word."""
    if text not in set(Fetch):
        raise DossierError(say("Chọn nơi lấy kết quả: nơi nộp, hoặc nơi giải quyết."))
    return Fetch(text)


@dataclass(frozen=True, slots=True)
class Passed:
    """What a dossier brings along from the unit that received it: its code, how it is tracked, what the paper promised."""

    unit: str
    code: str
    tracking_code: str
    promised_at: datetime


@dataclass(frozen=True, slots=True)
class Leg:
    """One stretch of the way: who had it, until when the law or the rule allows it, when it ended (None = it still runs)."""

    unit: str
    what: str
    due: datetime
    ended: datetime | None

    def late(self, at: datetime) -> bool:
        return (self.ended or at) > self.due


def slow(legs: Sequence[Leg], at: datetime) -> list[Leg]:
    """The stretches that took longer than allowed, in order: each names its own unit, none another's."""
    return [leg for leg in legs if leg.late(at)]
