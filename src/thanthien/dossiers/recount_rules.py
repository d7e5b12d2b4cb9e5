"""Pure rules of counting dates again after the calendar changed: which dossiers are meant, what is wished, what may move."""

from datetime import datetime
from enum import StrEnum

from thanthien.dossiers.rules import DossierError
from thanthien.shared.clock import day_of
from thanthien.shared.wording import Sentence, say


class Wish(StrEnum):
    """What the leader decides of a date that today's calendar would give otherwise."""

    MOVE = "move"
    KEEP = "keep"  # what was promised holds, also when the calendar gives more time


class Which(StrEnum):
    """Which of the dossiers that differ."""

    LATER = "later"
    EARLIER = "earlier"
    CHOSEN = "chosen"


class Phase(StrEnum):
    """Where a recount stands. A stopped one (a power cut, a closed page) goes on where it was."""

    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


WISHES: dict[Wish, Sentence] = {
    Wish.MOVE: say("Dời theo lịch mới"),
    Wish.KEEP: say("Giữ ngày đã hẹn"),
}
PHASES: dict[Phase, Sentence] = {
    Phase.RUNNING: say("đang làm"),
    Phase.DONE: say("đã xong"),
    Phase.UNDOING: say("đang hoàn tác"),
    Phase.UNDONE: say("đã hoàn tác"),
}
BUSY = (Phase.RUNNING, Phase.UNDOING)
BATCH = 500
MOST_CHOSEN = 2_000
NEVER_MORE = 200


def differs(*, promised: datetime, again: datetime) -> bool:
    """Dates are compared by their day in Vietnam: the hour on the paper alone moves nobody."""
    return day_of(promised) != day_of(again)


def meant(*, promised: datetime, again: datetime, which: Which) -> bool:
    """Whether a dossier that differs is one of those that are asked for."""
    return which is Which.CHOSEN or (again > promised) == (which is Which.LATER)


def may_move(*, again: datetime, at: datetime) -> bool:
    """A date is never moved into the past: that would make a dossier late by a stroke of the pen."""
    return again > at


def tidy_reason(text: str) -> str:
    """Why, as it stands in the list of recounts. Raises DossierError when nothing is said."""
    reason = " ".join(text.split())[:NEVER_MORE]
    if sum(sign.isalpha() for sign in reason) < 3:
        raise DossierError(say("Ghi lý do, ví dụ “nghỉ thêm ngày 25/11 theo thông báo số 12”. Lý do này giữ trong sổ."))
    return reason


def wish_of(text: str) -> Wish:
    """Raises DossierError for another word."""
    if text not in tuple(Wish):
        raise DossierError(say("Chọn một trong hai: dời theo lịch mới, hoặc giữ ngày đã hẹn."))
    return Wish(text)


def which_of(text: str) -> Which:
    """Raises DossierError for another word."""
    if text not in tuple(Which):
        raise DossierError(say("Chọn hồ sơ nào: những hồ sơ muộn hơn, sớm hơn, hay những hồ sơ đã đánh dấu."))
    return Which(text)
