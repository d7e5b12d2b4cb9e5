"""The board of the display: counters with their numbers, the newest calls, at one position of the journal."""

from dataclasses import dataclass
from datetime import datetime

from thanthien.journal.queries import head
from thanthien.people.models import Officer
from thanthien.people.rules import CounterState
from thanthien.posting.models import News
from thanthien.posting.news_queries import headlines
from thanthien.queueing import queries
from thanthien.queueing.queries import Call, Desk
from thanthien.shared.clock import day_of, local
from thanthien.shared.wording import say

SIX = 6  # counters that fit the display with faces
LAST = 4
TWO = 2  # services that fit beside a number
HEADLINES = 5


@dataclass(frozen=True, slots=True)
class DeskShown:
    """A counter as the display says it: the number there, or why there is none."""

    number: int
    officer: Officer | None
    duties: str
    state: str
    label: str
    status: str
    hint: str


@dataclass(frozen=True, slots=True)
class BoardShown:
    """`seq` is the journal's head read before everything else: events behind it may be in the board already, none is missing."""

    seq: int
    desks: tuple[DeskShown, ...]
    current: Call | None
    last: tuple[Call, ...]

    @property
    def crowded(self) -> bool:
        return len(self.desks) > SIX


def board_of(unit: str, *, at: datetime) -> BoardShown:
    """What the display shows at `at`."""
    seq = head(unit=unit)
    day = day_of(at)
    board = queries.board(unit=unit, day=day, calls=LAST + 1)
    awaited = {number for now in queries.services(unit=unit, day=day) if now.waiting for number in now.counters}
    desks = tuple(_shown(desk, awaited=desk.number in awaited) for desk in board.counters)
    current, *last = board.last or (None,)
    return BoardShown(seq, desks, current, tuple(last))


def headline_of(unit: str, *, at: datetime) -> News | None:
    """The headline of this minute: the newest in turn, and once in a round none, so that the commune's own words come back."""
    turns = [*headlines(unit=unit, on=day_of(at))[:HEADLINES], None]
    return turns[local(at).minute % len(turns)]


def duties_of(desk: Desk, *, most: int | None = None) -> str:
    """Hộ tịch, chứng thực: the services of the counter as one phrase, the first `most` of them."""
    first, *rest = desk.services[:most] or ("",)
    return ", ".join([first, *(name[:1].lower() + name[1:] for name in rest)])


def _shown(desk: Desk, *, awaited: bool) -> DeskShown:
    status, hint = _status(desk.state, awaited=awaited)
    return DeskShown(desk.number, desk.officer, duties_of(desk, most=TWO), desk.state, desk.label, status, hint)


def _status(state: str, *, awaited: bool) -> tuple[str, str]:
    if state == CounterState.CLOSED:
        return say("Quầy nghỉ"), ""
    if state == CounterState.PAUSED:
        return say("Tạm nghỉ"), say("xin chờ ít phút")
    return (say("Sắp gọi"), say("xin nghe số")) if awaited else (say("Đang trống"), say("mời vào ngay"))
