"""Pure rules of the public post: what a tracking number looks like, how an item moves, who may move it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from thanthien.outreach.rules import BookingError
from thanthien.shared.wording import Sentence, say

TRACKING = re.compile(r"[A-Z0-9]{8,30}")
MOST_FEE = 5_000_000


class MailError(BookingError):
    """A sentence for the person at the screen; `field` = the field of the form that it speaks of."""


class Way(StrEnum):
    """To the people, or from them."""

    OUT = "out"
    IN = "in"


class MailState(StrEnum):
    READY = "ready"
    SENT = "sent"
    DELIVERED = "delivered"
    BACK = "back"
    ARRIVED = "arrived"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Sentence:
        return LABELS[self]


LABELS: dict[MailState, Sentence] = {
    MailState.READY: say("chờ bưu tá"), MailState.SENT: say("đang gửi"), MailState.DELIVERED: say("đã đến tay"),
    MailState.BACK: say("trả về xã"), MailState.ARRIVED: say("đã nhận"), MailState.WITHDRAWN: say("đã rút"),
}  # fmt: skip


class MailAct(StrEnum):
    SEND = "send"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    DELIVER = "deliver"
    COME_BACK = "come_back"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class MailMove:
    """One row of the state table."""

    to: MailState
    kind: str


TABLE: dict[tuple[Way, MailState, MailAct], MailMove] = {
    (Way.OUT, MailState.READY, MailAct.SEND): MailMove(MailState.SENT, "mail.sent"),
    (Way.OUT, MailState.READY, MailAct.WITHDRAW): MailMove(MailState.WITHDRAWN, "mail.withdrawn"),
    (Way.OUT, MailState.WITHDRAWN, MailAct.RESTORE): MailMove(MailState.READY, "mail.restored"),
    (Way.OUT, MailState.SENT, MailAct.DELIVER): MailMove(MailState.DELIVERED, "mail.delivered"),
    (Way.OUT, MailState.SENT, MailAct.COME_BACK): MailMove(MailState.BACK, "mail.came_back"),
    (Way.OUT, MailState.DELIVERED, MailAct.REOPEN): MailMove(MailState.SENT, "mail.reopened"),
    (Way.OUT, MailState.BACK, MailAct.REOPEN): MailMove(MailState.SENT, "mail.reopened"),
    (Way.IN, MailState.ARRIVED, MailAct.WITHDRAW): MailMove(MailState.WITHDRAWN, "mail.withdrawn"),
    (Way.IN, MailState.WITHDRAWN, MailAct.RESTORE): MailMove(MailState.ARRIVED, "mail.restored"),
}


def mail_move(way: Way, state: MailState, act: MailAct, *, tracking: str) -> MailMove:
    """Where an act leads; raises MailError when the table does not know it."""
    found = TABLE.get((Way(way), MailState(state), act))
    if found is None:
        raise MailError(say("Bưu gửi {tracking} {state}. Tải lại trang để xem.", tracking=tracking, state=MailState(state).label))
    return found


def tidy_tracking(text: str) -> str:
    """The number on the receipt, without blanks; raises MailError."""
    number = re.sub(r"[\s.-]", "", text).upper()
    if not TRACKING.fullmatch(number):
        raise MailError(say("Số bưu gửi có từ 8 chữ và số, như CB123456789VN. Xem lại biên lai."), field="tracking")
    return number


def tidy_fee(text: str) -> int:
    """Đồng, as people write them (`26.500`); raises MailError."""
    digits = re.sub(r"[\s.,đ]", "", text.strip().lower())
    if not digits:
        return 0
    if not (digits.isascii() and digits.isdigit()) or int(digits) > MOST_FEE:
        raise MailError(say("Ghi cước bằng số đồng, như 26.500."), field="fee")
    return int(digits)
