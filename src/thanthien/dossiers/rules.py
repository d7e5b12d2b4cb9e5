"""Pure rules of a dossier: its states and who may move it, its code, its parties, early / on time / late, its steps' clocks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from fractions import Fraction

from thanthien.people.rules import Role
from thanthien.shared.clock import day_of, local
from thanthien.shared.wording import Refusal, say


class DossierError(Refusal):
    """The office refuses; one sentence for the person in front of the screen, saying what to do. `field` of the form, if any."""

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class Status(IntEnum):
    """The ten states of the national portal (domain/onestop 5.1), with the portal's own words."""

    REGISTERED = 1
    RECEIVED = 2
    REFUSED = 3
    PROCESSING = 4
    SUPPLEMENT = 5
    FINANCE = 6
    WITHDRAWN = 7
    STOPPED = 8
    READY = 9
    RETURNED = 10

    @property
    def label(self) -> str:
        return STATUS_NAMES[self]


STATUS_NAMES: dict[Status, str] = {
    Status.REGISTERED: say("Mới đăng ký"),
    Status.RECEIVED: say("Được tiếp nhận"),
    Status.REFUSED: say("Không được tiếp nhận"),
    Status.PROCESSING: say("Đang xử lý"),
    Status.SUPPLEMENT: say("Yêu cầu bổ sung giấy tờ"),
    Status.FINANCE: say("Yêu cầu thực hiện nghĩa vụ tài chính"),
    Status.WITHDRAWN: say("Công dân yêu cầu rút hồ sơ"),
    Status.STOPPED: say("Dừng xử lý"),
    Status.READY: say("Đã xử lý xong"),
    Status.RETURNED: say("Đã trả kết quả"),
}
# A dossier on which the office's clock runs; one whose clock stands still while the person has something to do.
OPEN = (Status.RECEIVED, Status.PROCESSING)
PAUSED = (Status.SUPPLEMENT, Status.FINANCE)
# A dossier that was accepted: it has a code, a promise and papers in the house.
ACCEPTED = (*OPEN, *PAUSED, Status.WITHDRAWN, Status.STOPPED, Status.READY, Status.RETURNED)


class Act(StrEnum):
    """What can be done to a dossier; the value is the word on the key."""

    REGISTER = "Ghi hồ sơ nộp qua mạng"
    TAKE_BACK = "Người nộp rút trên Cổng"
    RECEIVE = "Nhận hồ sơ"
    REFUSE = "Từ chối tiếp nhận"
    TAKE = "Nhận việc"
    COMPLETE = "Xong bước"
    SEND_BACK = "Trả lại bước trước"
    FINISH = "Báo có kết quả"
    HAND_OVER = "Trả kết quả"
    ANNUL = "Hủy hồ sơ"
    PRINT = "In giấy hẹn"
    NAME_PAPER = "Viết đủ tên giấy"
    RELEASE = "Thôi nhận việc"
    REOPEN = "Hoàn tác bước vừa xong"
    SHELVE = "Ghi ngăn để kết quả"
    NAME_COLLECTOR = "Ghi người nhận thay"
    CORRECT_FEE = "Sửa khoản đã thu"
    TAKE_FEE = "Thu lệ phí"
    ASK_SUPPLEMENT = "Yêu cầu bổ sung"
    TAKE_SUPPLEMENT = "Nhận giấy bổ sung"
    DROP_SUPPLEMENT = "Rút yêu cầu bổ sung"
    ASK_DUTY = "Báo nghĩa vụ tài chính"
    SETTLE_DUTY = "Ghi đã nộp nghĩa vụ tài chính"
    WITHDRAW = "Rút hồ sơ theo ý người dân"
    STOP = "Dừng giải quyết"
    DRAFT_APOLOGY = "Soạn thư xin lỗi"
    SIGN_APOLOGY = "Ký xin lỗi và hẹn lại"
    REPORT_MISTAKE = "Ghi sai sót"
    MEND_MISTAKE = "Ghi đã sửa sai sót"
    GIVE_BACK = "Trả lại bản chính"
    PRINT_TURN = "In mẫu kèm hồ sơ"
    APPRAISE = "Thẩm định điều kiện hưởng"

    @property
    def label(self) -> str:
        return ACT_NAMES[self]


ACT_NAMES: dict[Act, str] = {
    Act.REGISTER: say("Ghi hồ sơ nộp qua mạng"),
    Act.TAKE_BACK: say("Người nộp rút trên Cổng"),
    Act.RECEIVE: say("Nhận hồ sơ"),
    Act.REFUSE: say("Từ chối tiếp nhận"),
    Act.TAKE: say("Nhận việc"),
    Act.COMPLETE: say("Xong bước"),
    Act.SEND_BACK: say("Trả lại bước trước"),
    Act.FINISH: say("Báo có kết quả"),
    Act.HAND_OVER: say("Trả kết quả"),
    Act.ANNUL: say("Hủy hồ sơ"),
    Act.PRINT: say("In giấy hẹn"),
    Act.NAME_PAPER: say("Viết đủ tên giấy"),
    Act.RELEASE: say("Thôi nhận việc"),
    Act.REOPEN: say("Hoàn tác bước vừa xong"),
    Act.SHELVE: say("Ghi ngăn để kết quả"),
    Act.NAME_COLLECTOR: say("Ghi người nhận thay"),
    Act.CORRECT_FEE: say("Sửa khoản đã thu"),
    Act.TAKE_FEE: say("Thu lệ phí"),
    Act.ASK_SUPPLEMENT: say("Yêu cầu bổ sung"),
    Act.TAKE_SUPPLEMENT: say("Nhận giấy bổ sung"),
    Act.DROP_SUPPLEMENT: say("Rút yêu cầu bổ sung"),
    Act.ASK_DUTY: say("Báo nghĩa vụ tài chính"),
    Act.SETTLE_DUTY: say("Ghi đã nộp nghĩa vụ tài chính"),
    Act.WITHDRAW: say("Rút hồ sơ theo ý người dân"),
    Act.STOP: say("Dừng giải quyết"),
    Act.DRAFT_APOLOGY: say("Soạn thư xin lỗi"),
    Act.SIGN_APOLOGY: say("Ký xin lỗi và hẹn lại"),
    Act.REPORT_MISTAKE: say("Ghi sai sót"),
    Act.MEND_MISTAKE: say("Ghi đã sửa sai sót"),
    Act.GIVE_BACK: say("Trả lại bản chính"),
    Act.PRINT_TURN: say("In mẫu kèm hồ sơ"),
    Act.APPRAISE: say("Thẩm định điều kiện hưởng"),
}


# Compensating acts: offered by the toast of what they take back, never as a next step.
UNDOING = frozenset({Act.RELEASE, Act.REOPEN})
# Possible beside the way of the dossier: never named as what is left to do.
AFTERWARDS = frozenset({Act.TAKE_BACK, Act.REPORT_MISTAKE, Act.MEND_MISTAKE, Act.GIVE_BACK, Act.PRINT_TURN, Act.APPRAISE})
# An act may be taken back this long, unless somebody has gone on from it.
UNDO_FOR = timedelta(minutes=10)
# Stands for "whoever holds the role of the running step".
THE_STEP = "step"
RECEIVERS = frozenset({Role.ONE_STOP, Role.POLICE})


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the state table: the next state, the roles that may, the kind of the journal entry."""

    to: Status
    who: frozenset[str]
    entry: str


_STEP = frozenset({THE_STEP})
_COUNTER = frozenset(RECEIVERS)
_LIVE = (*OPEN, *PAUSED, Status.READY)
TABLE: dict[tuple[Status | None, Act], Move] = {
    (None, Act.REGISTER): Move(Status.REGISTERED, frozenset(), "dossier.registered"),
    (Status.REGISTERED, Act.RECEIVE): Move(Status.RECEIVED, _COUNTER, "dossier.received"),
    (Status.REGISTERED, Act.REFUSE): Move(Status.REFUSED, _COUNTER, "dossier.refused"),
    (Status.REGISTERED, Act.TAKE_BACK): Move(Status.WITHDRAWN, frozenset(), "dossier.taken_back"),
    (None, Act.RECEIVE): Move(Status.RECEIVED, _COUNTER, "dossier.received"),
    (None, Act.REFUSE): Move(Status.REFUSED, _COUNTER, "dossier.refused"),
    (Status.RECEIVED, Act.TAKE): Move(Status.PROCESSING, _STEP, "step.taken"),
    (Status.PROCESSING, Act.TAKE): Move(Status.PROCESSING, _STEP, "step.taken"),
    (Status.RECEIVED, Act.COMPLETE): Move(Status.PROCESSING, _STEP, "step.done"),
    (Status.PROCESSING, Act.COMPLETE): Move(Status.PROCESSING, _STEP, "step.done"),
    (Status.RECEIVED, Act.SEND_BACK): Move(Status.PROCESSING, _STEP, "step.sent_back"),
    (Status.PROCESSING, Act.SEND_BACK): Move(Status.PROCESSING, _STEP, "step.sent_back"),
    (Status.PROCESSING, Act.FINISH): Move(Status.READY, _STEP, "dossier.finished"),
    (Status.PROCESSING, Act.RELEASE): Move(Status.PROCESSING, _STEP, "step.released"),
    (Status.PROCESSING, Act.REOPEN): Move(Status.PROCESSING, _STEP, "step.reopened"),
    (Status.READY, Act.REOPEN): Move(Status.PROCESSING, _STEP, "dossier.reopened"),
    (Status.READY, Act.SHELVE): Move(Status.READY, _COUNTER | {Role.SEAL_CLERK}, "dossier.shelved"),
    (Status.READY, Act.HAND_OVER): Move(Status.RETURNED, _COUNTER, "dossier.returned"),
    (Status.RECEIVED, Act.ANNUL): Move(Status.STOPPED, frozenset({Role.ONE_STOP, Role.POLICE, Role.LEADER}), "dossier.annulled"),
    (Status.PROCESSING, Act.ANNUL): Move(Status.STOPPED, frozenset({Role.LEADER}), "dossier.annulled"),
    **{
        (state, act): Move(state, _COUNTER, entry)
        for state in (*OPEN, *PAUSED, Status.READY)
        for act, entry in (
            (Act.PRINT, "dossier.form_printed"),
            (Act.NAME_PAPER, "dossier.paper_named"),
            (Act.NAME_COLLECTOR, "dossier.collector_named"),
        )
    },
    **{
        (state, act): Move(to, who, entry)
        for state in OPEN
        for act, to, who, entry in (
            (Act.ASK_SUPPLEMENT, Status.SUPPLEMENT, _STEP, "dossier.supplement_asked"),
            (Act.ASK_DUTY, Status.FINANCE, _STEP, "dossier.duty_asked"),
        )
    },
    (Status.SUPPLEMENT, Act.TAKE_SUPPLEMENT): Move(Status.PROCESSING, _COUNTER, "dossier.supplemented"),
    (Status.SUPPLEMENT, Act.DROP_SUPPLEMENT): Move(Status.PROCESSING, _STEP | {Role.LEADER}, "dossier.supplement_dropped"),
    (Status.FINANCE, Act.SETTLE_DUTY): Move(Status.PROCESSING, _COUNTER | {Role.SPECIALIST}, "dossier.duty_settled"),
    **{
        (state, act): Move(to, who, entry)
        for state in (*OPEN, *PAUSED)
        for act, to, who, entry in (
            (Act.APPRAISE, state, _COUNTER | {Role.SPECIALIST}, "dossier.appraised"),
            (Act.WITHDRAW, Status.WITHDRAWN, _COUNTER, "dossier.withdrawn"),
            (Act.STOP, Status.STOPPED, frozenset({Role.LEADER}), "dossier.stopped"),
        )
    },
    **{
        (state, act): Move(state, who, entry)
        for state in OPEN
        for act, who, entry in (
            (Act.DRAFT_APOLOGY, _COUNTER | {Role.SPECIALIST, Role.LEADER}, "apology.drafted"),
            (Act.SIGN_APOLOGY, frozenset({Role.LEADER}), "dossier.redated"),
        )
    },
    **{
        (state, act): Move(state, who, entry)
        for state in ACCEPTED
        for act, who, entry in (
            (Act.REPORT_MISTAKE, _COUNTER | {Role.SPECIALIST, Role.LEADER, Role.SEAL_CLERK}, "mistake.reported"),
            (Act.MEND_MISTAKE, _COUNTER | {Role.SPECIALIST, Role.LEADER, Role.SEAL_CLERK}, "mistake.mended"),
            (Act.GIVE_BACK, _COUNTER, "originals.returned"),
            (Act.PRINT_TURN, _COUNTER | {Role.SPECIALIST, Role.LEADER, Role.SEAL_CLERK}, "dossier.form_printed"),
        )
    },
    **{(s, Act.CORRECT_FEE): Move(s, _COUNTER | {Role.LEADER}, "fee.corrected") for s in (*_LIVE, Status.RETURNED)},
    **{(s, Act.TAKE_FEE): Move(s, _COUNTER, "fee.taken") for s in (*_LIVE, Status.RETURNED)},
}


def move(state: int | None, act: Act) -> Move:
    """The line of the table for `act` in `state` (None = no dossier yet). Raises DossierError with what is possible instead."""
    status = None if state is None else Status(state)
    found = TABLE.get((status, act))
    if found is not None:
        return found
    if status is None:
        raise DossierError(say("Chưa có hồ sơ để làm việc này: {act}. Tiếp nhận hồ sơ trước.", act=act.label))
    able = [str(a.label) for s, a in TABLE if s is status and a not in UNDOING | AFTERWARDS]
    instead = (
        say("Lúc này làm được: {text}.", text=", ".join(able)) if able else say("Hồ sơ đã khép lại, không còn việc phải làm.")
    )
    raise DossierError(say(
        "Hồ sơ đang ở trạng thái “{label}” nên không làm được: {act}. {instead}",
        label=status.label, act=act.label, instead=instead,
    ))  # fmt: skip


def diagram() -> str:
    """The state table as a Mermaid diagram, for docs/generated."""
    lines = [f"  {_node(start)} --> {m.to.name}: {act}" for (start, act), m in TABLE.items() if start is not m.to]
    return "\n".join(["stateDiagram-v2", *(f'  state "{s.value} {s.label}" as {s.name}' for s in Status), *lines]) + "\n"


def _node(state: Status | None) -> str:
    return "[*]" if state is None else state.name


# --- the code --------------------------------------------------------------------------------------------

CODE = re.compile(r"^[A-Z0-9]{3}(\.[A-Z0-9]{2,3})*-(\d{6}|\d{8})-\d{4,7}$")
# "Mẫu": a code made without the portal's unit code says itself that it is a sample.
DEMO_PREFIX = "MAU"


def code_prefix(*, portal_code: str | None, unit_code: str) -> tuple[str, bool]:
    """The unit's part of its dossier codes, and True when it is only a demo prefix (paper then carries a watermark)."""
    if portal_code:
        return portal_code, False
    digits = unit_code.replace("-", "").rjust(2, "0")  # a part of a commune: 15148-C01
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    if len(groups[-1]) == 1:
        groups[-2:] = [groups[-2][:2], groups[-2][2:] + groups[-1]]
    return ".".join([DEMO_PREFIX, *groups]), True


def dossier_code(*, prefix: str, day: date, number: int) -> str:
    """`H56.327-261123-0007`: unit, day of reception in Vietnam, number of the day (TT 01/2018/TT-VPCP article 19)."""
    code = f"{prefix}-{day:%y%m%d}-{number:04d}"
    if number < 1 or not CODE.match(code):
        raise DossierError(say("Chưa lập được mã hồ sơ từ mã đơn vị “{prefix}”. Nhờ quản trị xem lại mã đơn vị.", prefix=prefix))
    return code


def is_code(text: str) -> bool:
    """True for a dossier code of any system seen (portal, province suites, ministries)."""
    return CODE.match(text.strip().upper()) is not None


def code_tail(code: str) -> str:
    """What people say aloud: month, day and number (`1118-0023`)."""
    _, day, number = code.rsplit("-", 2)
    return f"{day[-4:]}-{number}"


SHELVES = tuple(f"Ngăn {n}" for n in range(10))


def shelf_for(code: str) -> str:
    """The pigeonhole where a result waits: ten of them, by the last figure of the code."""
    return f"Ngăn {code[-1]}"


# --- the people ------------------------------------------------------------------------------------------


def check_parties(*, person: bool, organisation: bool, submitter: bool, mandate: str) -> None:
    """Who a dossier is of, and who brings it. Raises DossierError: an organisation or an absent owner acts by a named mandate."""
    if person == organisation:
        raise DossierError(say("Chọn một chủ hồ sơ: một người, hoặc một tổ chức."))
    if organisation and not submitter:
        raise DossierError(say("Tổ chức nộp qua người đại diện. Quét thẻ hoặc gõ họ tên người đến nộp."))
    if submitter and not mandate.strip():
        raise DossierError(say("Người nộp thay cần giấy ủy quyền hoặc giấy giới thiệu. Ghi tên và ngày của giấy ấy."))
    if mandate.strip() and not submitter:
        raise DossierError(
            say("Đã ghi giấy ủy quyền nhưng chưa có người nộp thay. Quét thẻ người đến nộp, hoặc bỏ trống ô ủy quyền.")
        )


# --- early, on time, late --------------------------------------------------------------------------------


class Verdict(StrEnum):
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"

    @property
    def label(self) -> str:
        return {"early": say("Trước hạn"), "on_time": say("Đúng hạn"), "late": say("Quá hạn")}[self.value]


# Version of the product's rule (docs/adr/0004); a figure names it.
VERDICT_RULE = "date-1"


def verdict(*, ready: datetime, due: datetime) -> Verdict:
    """The product's rule: the day in Vietnam on which the result was ready against the day it was promised for."""
    ready_day, due_day = day_of(ready), day_of(due)
    if ready_day == due_day:
        return Verdict.ON_TIME
    return Verdict.EARLY if ready_day < due_day else Verdict.LATE


def stamp(moment: datetime) -> str:
    """A moment as the journal's data keeps it: ISO text in Vietnam's time, whatever zone the database answered in."""
    return local(moment).isoformat()


def index766_on_time(*, ready: datetime | None, due: datetime, until: datetime) -> bool:
    """The portal's rule (Decision 766/QĐ-TTg) by moments: the end, or the period's end when open, not after the due date."""
    return (ready or until) <= due


class Standing(StrEnum):
    """Where an open dossier stands."""

    IN_TIME = "in_time"
    DUE_TODAY = "due_today"
    LATE = "late"


def standing(*, due: datetime, at: datetime) -> Standing:
    """The hour on the paper is a promise: past it a dossier is late, even if it may still count as on time (ADR 0004)."""
    if at > due:
        return Standing.LATE
    return Standing.DUE_TODAY if day_of(due) == day_of(at) else Standing.IN_TIME


class Outcome(StrEnum):
    """How a dossier ended. A refusal after appraisal is a result too, handed over like one (Decree 61/2018 article 19)."""

    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ANNULLED = "annulled"
    STOPPED = "stopped"


class RefusalReason(StrEnum):
    """Why a dossier is not received (Form 03)."""

    NOT_COMPETENT = "not_competent"
    NOT_ELIGIBLE = "not_eligible"
    INCOMPLETE = "incomplete"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "not_competent": say("Không thuộc thẩm quyền giải quyết"),
            "not_eligible": say("Không đủ điều kiện theo quy định"),
            "incomplete": say("Thiếu giấy tờ mà người nộp không bổ sung"),
            "other": say("Lý do khác"),
        }[self.value]


class Relation(StrEnum):
    """Why somebody may fetch a result for the owner; the paper that shows it is written beside."""

    MANDATE = "mandate"
    SPOUSE = "spouse"
    PARENT = "parent"
    CHILD = "child"
    RELATIVE = "relative"
    STAFF = "staff"

    @property
    def label(self) -> str:
        return RELATIONS[self]


RELATIONS = {
    Relation.MANDATE: say("được ủy quyền"),
    Relation.SPOUSE: say("vợ hoặc chồng"),
    Relation.PARENT: say("cha hoặc mẹ"),
    Relation.CHILD: say("con"),
    Relation.RELATIVE: say("người thân khác"),
    Relation.STAFF: say("người của tổ chức"),
}


def relation(text: str) -> Relation:
    """A relation, mandated unless said; raises DossierError for another word."""
    if text not in ("", *Relation):
        raise DossierError(say("Chọn quan hệ với chủ hồ sơ: ủy quyền, vợ chồng, cha mẹ, con, người thân, người của tổ chức."))
    return Relation(text or Relation.MANDATE)


RETURN_CHANNELS = {"counter": say("Bộ phận Một cửa"), "post": say("qua bưu chính công ích"), "online": say("bản điện tử")}
REFUNDED = "refunded"
PAYMENTS = {"": say("chưa thu"), "cash": say("tiền mặt"), "qr": say("chuyển khoản"), "waived": say("được miễn"),
            REFUNDED: say("đã hoàn trả")}  # fmt: skip


def ending(text: str) -> Outcome:
    """The outcome of a last step, granted unless said. Raises DossierError for other words."""
    if text not in ("", Outcome.GRANTED, Outcome.REFUSED):
        raise DossierError(say("Kết quả là “đồng ý giải quyết” hoặc “từ chối giải quyết”. Chọn một trong hai."))
    return Outcome(text or Outcome.GRANTED)


def return_channel(text: str) -> str:
    """A channel of return; raises DossierError for another word."""
    if text not in RETURN_CHANNELS:
        raise DossierError(say("Chọn nơi nhận kết quả: tại quầy, qua bưu chính hoặc bản điện tử."))
    return text


def payment(text: str) -> str:
    """How the fee was settled, "" = not yet; raises DossierError for another word."""
    if text not in PAYMENTS or text == REFUNDED:
        raise DossierError(say("Chọn cách thu lệ phí: tiền mặt, chuyển khoản hoặc được miễn."))
    return text


# --- the clocks of the steps -----------------------------------------------------------------------------


RECEIVE, HAND_OVER = "receive", "hand_over"


def step_verdict(*, allowed: int, used: int) -> Verdict:
    """A step is judged in working minutes: fewer than allowed, just as many, or more."""
    if used == allowed:
        return Verdict.ON_TIME
    return Verdict.EARLY if used < allowed else Verdict.LATE


def split_term(*, total: int, shares: Sequence[Fraction | float]) -> list[int]:
    """`total` working minutes over the steps by their shares (of any sum); the parts add up to `total` exactly.

    Shares of nothing give nothing. What rounding leaves goes to the largest remainders, earlier steps first.
    """
    whole = sum(shares)
    if whole <= 0:
        return [0] * len(shares)
    exact = [total * share / whole for share in shares]
    parts = [int(value) for value in exact]
    by_rest = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_rest[: total - sum(parts)]:
        parts[i] += 1
    return parts


def working_steps(kinds: Sequence[str]) -> range:
    """Places of the steps that make the result: not the hand-over at the end, and not the reception in front, which the counter
    does while the person sits there (unless nothing else would be left).
    """
    end = len(kinds)
    while end > 1 and kinds[end - 1] == HAND_OVER:
        end -= 1
    start = 1 if end > 1 and kinds[0] == RECEIVE else 0
    return range(start, end)
