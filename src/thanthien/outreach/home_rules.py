"""Pure rules of home service: who may have it, the states of a request, what is done at the house, what is a good slot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from thanthien.outreach.quota import BookingError
from thanthien.shared.wording import Sentence, say

NOTE_MOST, REASON_MOST, ADDRESS_MOST = 200, 200, 160
SOURCE_MOST, TEAM_MOST = 160, 4
# A product rule: when the visit was so long ago, name, telephone, address and words are forgotten; the figures stay.
KEEP_DAYS = 365


class HomeError(BookingError):
    """A sentence for the person at the screen; `field` = the field of the form that it speaks of."""


class Group(StrEnum):
    """Why somebody cannot come to the office."""

    ELDERLY = "elderly"
    DISABLED = "disabled"
    MERIT = "merit"
    ILL = "ill"
    PREGNANT = "pregnant"
    ALONE = "alone"
    REMOTE = "remote"

    @property
    def label(self) -> Sentence:
        return GROUPS[self]


GROUPS: dict[Group, Sentence] = {
    Group.ELDERLY: say("Người cao tuổi, đi lại khó"),
    Group.DISABLED: say("Người khuyết tật"),
    Group.MERIT: say("Người có công, thân nhân liệt sĩ"),
    Group.ILL: say("Người ốm đau, đang điều trị"),
    Group.PREGNANT: say("Phụ nữ có thai, đang nuôi con nhỏ dưới 12 tháng"),
    Group.ALONE: say("Người neo đơn, không có ai đi cùng"),
    Group.REMOTE: say("Nhà xa, đường bị chia cắt vì mưa lũ"),
}
# What an office begins with. No law names the groups: the plans of communes that were read name these (people.md B6).
USUAL = (Group.ELDERLY, Group.DISABLED, Group.MERIT, Group.ILL)
USUAL_SOURCE = "KH 58/KH-UBND ngày 25/9/2025 của phường Tân Tạo, dùng làm mẫu"


class Task(StrEnum):
    """What the team does at the house."""

    DECLARE = "declare"
    SCAN = "scan"
    RESULT = "result"
    CARD = "card"

    @property
    def label(self) -> Sentence:
        return TASKS[self]


TASKS: dict[Task, Sentence] = {
    Task.DECLARE: say("Hỏi và viết tờ khai, đọc lại cho nghe rồi ký"),
    Task.SCAN: say("Chụp giấy tờ tại nhà"),
    Task.RESULT: say("Trao kết quả"),
    Task.CARD: say("Kích hoạt định danh, hướng dẫn trên điện thoại"),
}


class Channel(StrEnum):
    """How the request came."""

    PHONE = "phone"
    HAMLET = "hamlet"
    PORTAL = "portal"

    @property
    def label(self) -> Sentence:
        return CHANNELS[self]


CHANNELS: dict[Channel, Sentence] = {
    Channel.PHONE: say("gọi điện"), Channel.HAMLET: say("trưởng thôn báo tại quầy"), Channel.PORTAL: say("trang của xã"),
}  # fmt: skip


class HomeState(StrEnum):
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    PLANNED = "planned"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> Sentence:
        return STATES[self]


STATES: dict[HomeState, Sentence] = {
    HomeState.REQUESTED: say("chờ xã trả lời"),
    HomeState.ACCEPTED: say("đã nhận, chờ xếp lịch"),
    HomeState.REFUSED: say("không nhận"),
    HomeState.PLANNED: say("đã xếp lịch"),
    HomeState.DONE: say("đã xong"),
    HomeState.FAILED: say("đến mà chưa làm được"),
    HomeState.CANCELLED: say("đã hủy"),
}
ENDED = (HomeState.REFUSED, HomeState.DONE, HomeState.CANCELLED)
OPEN = (HomeState.REQUESTED, HomeState.ACCEPTED, HomeState.PLANNED, HomeState.FAILED)


class HomeAct(StrEnum):
    ACCEPT = "accept"
    REFUSE = "refuse"
    PLAN = "plan"
    FINISH = "finish"
    FAIL = "fail"
    CANCEL = "cancel"
    REOPEN = "reopen"


ACTS: dict[HomeAct, Sentence] = {
    HomeAct.ACCEPT: say("nhận"), HomeAct.REFUSE: say("từ chối"), HomeAct.PLAN: say("xếp lịch"),
    HomeAct.FINISH: say("ghi đã xong"),
    HomeAct.FAIL: say("ghi chưa làm được"), HomeAct.CANCEL: say("hủy"), HomeAct.REOPEN: say("mở lại"),
}  # fmt: skip


class HomeMove(NamedTuple):
    """One row of the state table: `act` brings a request from `state` to `to` and leaves an entry of `kind`."""

    state: HomeState
    act: HomeAct
    to: HomeState
    kind: str


_S, _A = HomeState, HomeAct
TABLE: tuple[HomeMove, ...] = (
    HomeMove(_S.REQUESTED, _A.ACCEPT, _S.ACCEPTED, "home.accepted"),
    HomeMove(_S.REQUESTED, _A.REFUSE, _S.REFUSED, "home.refused"),
    HomeMove(_S.ACCEPTED, _A.PLAN, _S.PLANNED, "home.planned"),
    HomeMove(_S.PLANNED, _A.PLAN, _S.PLANNED, "home.planned"),
    HomeMove(_S.FAILED, _A.PLAN, _S.PLANNED, "home.planned"),
    HomeMove(_S.PLANNED, _A.FINISH, _S.DONE, "home.done"),
    HomeMove(_S.PLANNED, _A.FAIL, _S.FAILED, "home.failed"),
    HomeMove(_S.REQUESTED, _A.CANCEL, _S.CANCELLED, "home.cancelled"),
    HomeMove(_S.ACCEPTED, _A.CANCEL, _S.CANCELLED, "home.cancelled"),
    HomeMove(_S.PLANNED, _A.CANCEL, _S.CANCELLED, "home.cancelled"),
    HomeMove(_S.FAILED, _A.CANCEL, _S.CANCELLED, "home.cancelled"),
    HomeMove(_S.ACCEPTED, _A.REOPEN, _S.REQUESTED, "home.reopened"),
    HomeMove(_S.REFUSED, _A.REOPEN, _S.REQUESTED, "home.reopened"),
    HomeMove(_S.CANCELLED, _A.REOPEN, _S.REQUESTED, "home.reopened"),
    HomeMove(_S.DONE, _A.REOPEN, _S.PLANNED, "home.reopened"),
    HomeMove(_S.FAILED, _A.REOPEN, _S.PLANNED, "home.reopened"),
)
_MOVES = {(row.state, row.act): row for row in TABLE}


def home_move(state: str, act: HomeAct, *, name: str) -> HomeMove:
    """The row of the table; raises HomeError when a request in this state cannot do that."""
    row = _MOVES.get((HomeState(state), act))
    if row is None:
        was = HomeState(state).label
        raise HomeError(say("Yêu cầu {name} {was} nên không {wanted} được.", name=name, was=was, wanted=ACTS[act]))
    return row


def may(state: str, act: HomeAct) -> bool:
    """True when the table knows the act in this state."""
    return (HomeState(state), act) in _MOVES


def home_diagram() -> str:
    """The state table as a Mermaid diagram, for docs/generated."""
    names = [f'  state "{name}" as {state.name}' for state, name in STATES.items()]
    moves = [f"  {row.state.name} --> {row.to.name}: {ACTS[row.act]}" for row in TABLE if row.state is not row.to]
    return "\n".join(["stateDiagram-v2", *names, "  [*] --> REQUESTED: yêu cầu", *moves]) + "\n"


class WhyFailed(StrEnum):
    """Why the team came and could not do it."""

    NOBODY = "nobody"
    PAPERS = "papers"
    UNWELL = "unwell"
    ROAD = "road"
    OTHER = "other"

    @property
    def label(self) -> Sentence:
        return FAILURES[self]


FAILURES: dict[WhyFailed, Sentence] = {
    WhyFailed.NOBODY: say("không có ai ở nhà"),
    WhyFailed.PAPERS: say("thiếu giấy tờ"),
    WhyFailed.UNWELL: say("người yêu cầu không khỏe"),
    WhyFailed.ROAD: say("không đến được nơi"),
    WhyFailed.OTHER: say("lý do khác"),
}


class Half(StrEnum):
    """The slot of a visit."""

    MORNING = "morning"
    AFTERNOON = "afternoon"

    @property
    def label(self) -> Sentence:
        return HALVES[self]


HALVES: dict[Half, Sentence] = {Half.MORNING: say("buổi sáng"), Half.AFTERNOON: say("buổi chiều")}


class SignedBy(StrEnum):
    """How the visit was confirmed at the house."""

    PEN = "pen"
    THUMB = "thumb"


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that it was done: who took it, how they signed, what was done. `witness`: who saw a thumbprint."""

    receiver: str
    tasks: frozenset[str] = frozenset()
    signed: str = SignedBy.PEN
    witness: str = ""
    note: str = ""


def tidy_proof(proof: Proof, *, asked: Iterable[str]) -> Proof:
    """The proof put right; without `tasks` all that was asked for was done. Raises HomeError."""
    receiver, witness = _name(proof.receiver), _name(proof.witness)
    if len(receiver) < 2:
        raise HomeError(say("Ghi ai đã nhận tại nhà."), field="receiver")
    if proof.signed not in tuple(SignedBy):
        raise HomeError(say("Chọn ký hay điểm chỉ."), field="signed")
    if proof.signed == SignedBy.THUMB and len(witness) < 2:
        raise HomeError(say("Điểm chỉ cần một người làm chứng. Ghi họ tên người ấy."), field="witness")
    done = frozenset(proof.tasks) or frozenset(asked)
    return Proof(receiver, tasks_of(done), proof.signed, witness if proof.signed == SignedBy.THUMB else "", tidy_note(proof.note))


def _name(text: str) -> str:
    return " ".join(text.split())[:80]


def tasks_of(codes: Iterable[str]) -> frozenset[str]:
    """Raises HomeError when nothing is to be done, or something unknown."""
    found = frozenset(codes)
    if not found or not found <= set(Task):
        raise HomeError(say("Chọn ít nhất một việc cần làm tại nhà."), field="tasks")
    return frozenset(str(Task(code)) for code in found)


def tidy_note(text: str) -> str:
    """A short note; raises HomeError when it is too long."""
    note = " ".join(text.split())
    if len(note) > NOTE_MOST:
        raise HomeError(say("Ghi chú dài quá {most} chữ. Rút gọn lại.", most=NOTE_MOST), field="note")
    return note


def tidy_address(text: str) -> str:
    """Where the house is, in words. Raises HomeError."""
    address = " ".join(text.split())
    if sum(sign.isalnum() for sign in address) < 3:
        raise HomeError(say("Ghi nhà ở đâu: thôn, ngõ, gần chỗ nào."), field="address")
    if len(address) > ADDRESS_MOST:
        raise HomeError(say("Địa chỉ dài quá {most} chữ. Rút gọn lại.", most=ADDRESS_MOST), field="address")
    return address


def tidy_reason(text: str) -> str:
    """Why a request is refused: the person reads it. Raises HomeError."""
    reason = " ".join(text.split())
    if len(reason) < 5:
        raise HomeError(say("Ghi lý do, vì người yêu cầu sẽ đọc. Nói cả cách khác để họ làm được việc."), field="reason")
    if len(reason) > REASON_MOST:
        raise HomeError(say("Lý do dài quá {most} chữ. Rút gọn lại.", most=REASON_MOST), field="reason")
    return reason


def check_group(group: str, *, entitled: Iterable[str]) -> Group:
    """The group a request stands on; raises HomeError when it is none that the unit serves."""
    if group not in tuple(entitled):
        raise HomeError(say("Chọn một trong các đối tượng mà xã đến tận nhà."), field="group")
    return Group(group)


def check_slot(*, day: date, half: str, today: date, minute: int) -> Half:
    """A half day that has not passed. `minute`: of now, after midnight. Raises HomeError."""
    if half not in tuple(Half):
        raise HomeError(say("Chọn buổi sáng hoặc buổi chiều."), field="half")
    over = day < today or (day == today and half == Half.MORNING and minute >= 12 * 60)
    if over:
        raise HomeError(say("Buổi này đã qua. Chọn buổi khác."), field="day")
    if (day - today).days > 60:
        raise HomeError(say("Chỉ xếp lịch trong 60 ngày tới. Chọn ngày gần hơn."), field="day")
    return Half(half)


@dataclass(frozen=True, slots=True)
class Entitled:
    """Who a unit serves at home, by which document, and whether somebody has read it."""

    groups: tuple[Group, ...] = USUAL
    source: str = USUAL_SOURCE
    confirmed: bool = False

    def as_data(self) -> dict[str, Any]:
        return {"groups": [str(one) for one in self.groups], "source": self.source, "confirmed": self.confirmed}


def entitled_of(data: Mapping[str, Any]) -> Entitled:
    """What a unit decided; `{}` = the usual ones, not confirmed."""
    if not data:
        return Entitled()
    return Entitled(tuple(Group(code) for code in data["groups"]), str(data["source"]), bool(data["confirmed"]))


def check_entitled(*, groups: Iterable[str], source: str, confirmed: bool) -> Entitled:
    """Raises HomeError: at least one group, and a document when it is said to be confirmed."""
    chosen = frozenset(groups)
    words = " ".join(source.split())[:SOURCE_MOST]
    if not chosen or not chosen <= set(Group):
        raise HomeError(say("Chọn ít nhất một đối tượng."), field="groups")
    if confirmed and len(words) < 5:
        raise HomeError(say("Ghi văn bản nào quyết định: số, ngày, cơ quan. Chưa có thì bỏ dấu đã đối chiếu."), field="source")
    return Entitled(tuple(one for one in Group if one in chosen), words, confirmed)


@dataclass(frozen=True, slots=True)
class HomeFigures:
    """Requests of a stretch of days by what became of them."""

    asked: int = 0
    refused: int = 0
    done: int = 0
    failed: int = 0
    cancelled: int = 0

    @property
    def open(self) -> int:
        return self.asked - self.refused - self.done - self.failed - self.cancelled

    @property
    def due(self) -> int:
        """What the office had to serve: asked for, neither refused nor given up."""
        return self.asked - self.refused - self.cancelled

    @property
    def share(self) -> float | None:
        """Served of what was due; None when nothing was."""
        return self.done / self.due if self.due else None
