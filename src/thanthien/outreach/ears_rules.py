"""Pure rules of visits to families, of what hamlets say and of the proposals that come of both: states, gifts, words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from thanthien.shared.wording import Refusal, Sentence, say

WORDS_MOST, HEARD_MOST, GOODS_MOST, NAME_MOST, TEAM_MOST = 400, 600, 80, 80, 6
HOUSEHOLDS_MOST, VALUE_MOST, AHEAD_DAYS, DUE_DAYS = 2_000, 1_000_000_000, 60, 366
# A product rule: so long after a visit the name and what was heard are forgotten; the figures stay.
KEEP_DAYS = 365


class EarsError(Refusal):
    """What is not done, and what to do instead; `field` = where on the form it stands."""

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class CallState(StrEnum):
    """Of a visit to a family."""

    PLANNED = "planned"
    MADE = "made"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Sentence:
        return CALL_STATES[self]


class VoiceState(StrEnum):
    """Of what people of a hamlet say."""

    NEW = "new"
    KNOWN = "known"
    ANSWERED = "answered"
    PROPOSED = "proposed"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> Sentence:
        return VOICE_STATES[self]


class ProposalState(StrEnum):
    """Of something to be done, with an owner and a due day."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    DROPPED = "dropped"

    @property
    def label(self) -> Sentence:
        return PROPOSAL_STATES[self]


CALL_STATES: Mapping[CallState, Sentence] = {
    CallState.PLANNED: say("sẽ đi"), CallState.MADE: say("đã đi"), CallState.CANCELLED: say("đã bỏ"),
}  # fmt: skip
VOICE_STATES: Mapping[VoiceState, Sentence] = {
    VoiceState.NEW: say("chưa xem"), VoiceState.KNOWN: say("đã biết"), VoiceState.ANSWERED: say("đã trả lời"),
    VoiceState.PROPOSED: say("thành đề xuất"), VoiceState.TAKEN_BACK: say("đã rút"),
}  # fmt: skip
PROPOSAL_STATES: Mapping[ProposalState, Sentence] = {
    ProposalState.OPEN: say("đang làm"), ProposalState.ANSWERED: say("đã trả lời"), ProposalState.CLOSED: say("đã khép lại"),
    ProposalState.DROPPED: say("đã bỏ"),
}  # fmt: skip


class Move(NamedTuple):
    """`act` brings a row from `state` to `to` and leaves an entry of `kind`."""

    state: str
    act: str
    to: str
    kind: str


_C, _V, _P = CallState, VoiceState, ProposalState
CALL_TABLE = (
    Move(_C.PLANNED, "finish", _C.MADE, "familycall.made"),
    Move(_C.MADE, "finish", _C.MADE, "familycall.made"),
    Move(_C.PLANNED, "cancel", _C.CANCELLED, "familycall.cancelled"),
    Move(_C.MADE, "cancel", _C.CANCELLED, "familycall.cancelled"),
    Move(_C.MADE, "reopen", _C.PLANNED, "familycall.reopened"),
    Move(_C.CANCELLED, "reopen", _C.PLANNED, "familycall.reopened"),
)
VOICE_TABLE = (
    Move(_V.NEW, "know", _V.KNOWN, "voice.known"),
    Move(_V.NEW, "answer", _V.ANSWERED, "voice.answered"),
    Move(_V.KNOWN, "answer", _V.ANSWERED, "voice.answered"),
    Move(_V.NEW, "propose", _V.PROPOSED, "voice.proposed"),
    Move(_V.KNOWN, "propose", _V.PROPOSED, "voice.proposed"),
    Move(_V.NEW, "take_back", _V.TAKEN_BACK, "voice.taken_back"),
    Move(_V.KNOWN, "reopen", _V.NEW, "voice.reopened"),
    Move(_V.ANSWERED, "reopen", _V.NEW, "voice.reopened"),
    Move(_V.TAKEN_BACK, "reopen", _V.NEW, "voice.reopened"),
    Move(_V.PROPOSED, "release", _V.NEW, "voice.reopened"),
)
PROPOSAL_TABLE = (
    Move(_P.OPEN, "give", _P.OPEN, "proposal.given"),
    Move(_P.OPEN, "answer", _P.ANSWERED, "proposal.answered"),
    Move(_P.OPEN, "close", _P.CLOSED, "proposal.closed"),
    Move(_P.OPEN, "drop", _P.DROPPED, "proposal.dropped"),
    Move(_P.ANSWERED, "reopen", _P.OPEN, "proposal.reopened"),
    Move(_P.CLOSED, "reopen", _P.OPEN, "proposal.reopened"),
)
_MOVES = {(row.state, row.act, table): row for table, rows in (
    ("call", CALL_TABLE), ("voice", VOICE_TABLE), ("proposal", PROPOSAL_TABLE),
) for row in rows}  # fmt: skip
_LABELS: Mapping[str, Mapping[str, Sentence]] = {"call": CALL_STATES, "voice": VOICE_STATES, "proposal": PROPOSAL_STATES}


def move(table: str, state: str, act: str, *, name: str) -> Move:
    """The row of a state table (call, voice, proposal). Raises EarsError when that cannot be done now."""
    row = _MOVES.get((state, act, table))
    if row is None:
        was = _LABELS[table][state]
        raise EarsError(say("{name}: {state}. Việc này không làm được nữa; tải lại trang để xem bản mới.", name=name, state=was))
    return row


def may(table: str, state: str, act: str) -> bool:
    """True when the table knows the act in this state."""
    return (state, act, table) in _MOVES


# ── what is typed ──
_LONG_NUMBER = re.compile(r"\d{9,}")


def tidy(text: str, *, field: str, most: int, least: int = 0, empty: Sentence | str = "") -> str:
    """Words on one line. Raises EarsError when too short (`empty` says what to write), too long, or with a telephone or an
    identity number in them: those are kept nowhere here.
    """
    words = " ".join(text.split())
    if len(words) < least:
        raise EarsError(empty or say("Ghi thêm vài chữ cho rõ."), field=field)
    if len(words) > most:
        raise EarsError(say("Dài quá {most} chữ. Rút gọn lại.", most=most), field=field)
    if _LONG_NUMBER.search(re.sub(r"(?<=\d)[ .\-](?=\d)", "", words)):
        raise EarsError(say("Có dãy số giống số điện thoại hoặc số định danh. Bỏ số đi, ở đây không ghi."), field=field)
    return words


def tidy_family(text: str) -> str:
    """Whose family is called on. Raises EarsError."""
    return tidy(text, field="name", most=NAME_MOST, least=2, empty=say("Ghi tên chủ hộ hoặc người được thăm."))


@dataclass(frozen=True, slots=True)
class Gift:
    """What was brought: its kind, what it is worth in đồng, what it was, out of which money."""

    kind: str
    value: int
    goods: str
    source: str


NO_GIFT = Gift("none", 0, "", "")


def tidy_gift(*, kind: str, value: str, goods: str, source: str, kinds: Mapping, sources: Mapping) -> Gift:
    """The gift put right; without one nothing else is kept. Raises EarsError with the field."""
    if kind not in kinds:
        raise EarsError(say("Chọn có mang quà hay không."), field="gift")
    if kind == "none":
        return NO_GIFT
    typed = re.sub(r"đồng|[ .,đ]", "", value.strip().lower())
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 10 and 0 < int(typed) <= VALUE_MOST):
        raise EarsError(say("Ghi trị giá quà bằng đồng, như 500.000. Hiện vật thì ước chừng."), field="gift_value")
    least = 2 if kind != "money" else 0
    what = tidy(goods, field="gift_goods", most=GOODS_MOST, least=least, empty=say("Ghi quà là gì: gạo, chăn, sữa…"))
    if source not in sources:
        raise EarsError(say("Chọn quà lấy từ nguồn nào."), field="gift_source")
    return Gift(kind, int(typed), what, source)


def tidy_households(text: str) -> int:
    """How many households say so. Raises EarsError for what is no number of 1 to 2,000."""
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 4 and 1 <= int(typed) <= HOUSEHOLDS_MOST):
        raise EarsError(say("Số hộ cùng nói là số từ 1 đến {most}.", most=HOUSEHOLDS_MOST), field="households")
    return int(typed)


def read_day(text: str, *, field: str) -> date:
    """A day of a form's own field. Raises EarsError."""
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise EarsError(say("Chưa đọc được ngày. Chọn lại ngày."), field=field) from None


def check_call_day(day: date, *, today: date, made: bool) -> None:
    """A visit that was made is not ahead; one that is planned is not over, nor far away. Raises EarsError."""
    if made and day > today:
        raise EarsError(say("Chưa đến ngày đi. Ghi “sẽ đi”, đi về rồi ghi tiếp."), field="day")
    if made and day < today - timedelta(days=KEEP_DAYS):
        raise EarsError(say("Chuyến đi đã quá một năm. Xem lại ngày."), field="day")
    if not made and not today <= day <= today + timedelta(days=AHEAD_DAYS):
        raise EarsError(say("Ngày đi từ hôm nay đến {n} ngày tới. Đã đi rồi thì chọn “đã đi”.", n=AHEAD_DAYS), field="day")


def check_said_day(day: date, *, today: date) -> None:
    """The day on which people said it. Raises EarsError."""
    if not today - timedelta(days=90) <= day <= today:
        raise EarsError(say("Ngày bà con nói: trong 90 ngày qua, không sau hôm nay."), field="day")


def check_due(due: date, *, today: date) -> None:
    """The day by which a proposal is answered. Raises EarsError."""
    if not today <= due <= today + timedelta(days=DUE_DAYS):
        raise EarsError(say("Hạn trả lời từ hôm nay, không quá một năm."), field="due")
