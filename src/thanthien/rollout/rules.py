"""Pure words of the room: what a campaign must say, where it stands on a day, who may be honoured and by which paper."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thanthien.shared.wording import Refusal, say

LONGEST_TITLE, LONGEST_CALLER, LONGEST_DOCUMENT, LONGEST_AIM, LONGEST_NAME, LONGEST_NOTE = 160, 120, 80, 1000, 160, 500
MOST_FIGURE = 10_000_000
MOST_YEARS = 10


class RolloutError(Refusal):
    """A sentence for the person in front of the screen; `field` is the box to mend, empty when it is none."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class Level(StrEnum):
    """Who called: which level of authority."""

    PARTY = "party"
    COMMUNE = "commune"
    FRONT = "front"
    PROVINCE = "province"
    CENTRAL = "central"
    UNIT = "unit"


LEVEL_NAMES: dict[Level, str] = {
    Level.PARTY: say("Đảng ủy"), Level.COMMUNE: say("Hội đồng nhân dân, Ủy ban nhân dân xã"),
    Level.FRONT: say("Mặt trận, đoàn thể"),
    Level.PROVINCE: say("Tỉnh"), Level.CENTRAL: say("Trung ương"), Level.UNIT: say("Phòng, trung tâm của xã"),
}  # fmt: skip


class Standing(StrEnum):
    """Of a campaign on a day."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"
    CLOSED = "closed"


STANDING_NAMES: dict[Standing, str] = {
    Standing.AHEAD: say("sắp phát động"), Standing.RUNNING: say("đang làm"), Standing.OVER: say("hết hạn, chưa tổng kết"),
    Standing.CLOSED: say("đã tổng kết"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """What a campaign says. `goal`: a figure to reach, with its `measure`; both or neither."""

    title: str
    level: str
    caller: str
    document: str
    called_on: date | None
    aim: str
    begins: date | None
    ends: date | None
    goal: int | None = None
    measure: str = ""


def _line(text: str, most: int, field: str, empty: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise RolloutError(empty, field)
    if len(said) > most:
        raise RolloutError(say("Dài quá {n} chữ. Rút ngắn lại.", n=most), field)
    return said


def check_call(call: Call, *, today: date) -> Call:
    """The call tidied. Raises RolloutError naming the box."""
    title = _line(call.title, LONGEST_TITLE, "title", say("Ghi tên phong trào, như Nụ cười công sở."))
    if call.level not in set(Level):
        raise RolloutError(say("Chọn cấp phát động."), "level")
    caller = _line(call.caller, LONGEST_CALLER, "caller", say("Ghi ai phát động, như Ban Thường vụ Đảng ủy xã."))
    document = " ".join(call.document.split())[:LONGEST_DOCUMENT]
    aim = call.aim.strip()
    if not aim:
        raise RolloutError(say("Ghi mục tiêu, như Mọi hồ sơ trả đúng hẹn."), "aim")
    if len(aim) > LONGEST_AIM:
        raise RolloutError(say("Dài quá {n} chữ. Rút ngắn lại.", n=LONGEST_AIM), "aim")
    _check_days(call, today)
    measure = " ".join(call.measure.split())[:40]
    if (call.goal is None) != (not measure):
        raise RolloutError(say("Chỉ tiêu cần cả số và đơn vị, như 100 và hồ sơ. Không có thì để trống cả hai."), "goal")
    if call.goal is not None and not 0 < call.goal <= MOST_FIGURE:
        raise RolloutError(say("Chỉ tiêu phải lớn hơn 0. Xem lại số vừa gõ."), "goal")
    return Call(title, call.level, caller, document, call.called_on, aim, call.begins, call.ends, call.goal, measure)


def _check_days(call: Call, today: date) -> None:
    if call.called_on is None or call.called_on > today:
        raise RolloutError(say("Ghi ngày phát động, hôm nay hoặc trước đó."), "called_on")
    if call.begins is None:
        raise RolloutError(say("Ghi ngày bắt đầu."), "begins")
    if call.ends is None or call.ends < call.begins:
        raise RolloutError(say("Ngày kết thúc phải từ ngày bắt đầu trở đi."), "ends")
    if call.ends.year - call.begins.year > MOST_YEARS:
        raise RolloutError(say("Phong trào kéo dài quá {n} năm. Xem lại ngày kết thúc.", n=MOST_YEARS), "ends")


def standing(*, begins: date, ends: date, closed: bool, today: date) -> Standing:
    """Where a campaign stands on a day."""
    if closed:
        return Standing.CLOSED
    if today < begins:
        return Standing.AHEAD
    return Standing.RUNNING if today <= ends else Standing.OVER


def share(*, reached: int | None, goal: int | None) -> int | None:
    """How much of the goal was reached, in whole percent rounded down; None without a goal or a figure."""
    if goal is None or reached is None:
        return None
    return reached * 100 // goal


def check_progress(*, note: str, figure: int | None, day: date, begins: date, today: date) -> str:
    """The note tidied. Raises RolloutError naming the box."""
    said = _line(note, LONGEST_NOTE, "note", say("Ghi đã làm được gì."))
    if figure is not None and not 0 <= figure <= MOST_FIGURE:
        raise RolloutError(say("Con số phải từ 0 trở lên. Xem lại số vừa gõ."), "figure")
    if day > today or day < begins:
        raise RolloutError(say("Ngày phải từ ngày bắt đầu phong trào đến hôm nay."), "day")
    return said


def check_collective(name: str) -> str:
    """The name of a collective that takes part. Raises RolloutError."""
    return _line(name, LONGEST_NAME, "name", say("Ghi tên tập thể, như Bộ phận Một cửa."))


class Recipient(StrEnum):
    """Whom an award honours."""

    OFFICER = "officer"
    COLLECTIVE = "collective"
    PERSON = "person"


RECIPIENT_NAMES: dict[Recipient, str] = {
    Recipient.OFFICER: say("Cán bộ của xã"), Recipient.COLLECTIVE: say("Tập thể"), Recipient.PERSON: say("Người dân"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Honour:
    """What an award says. `name`: of the collective or person; an officer's stands in their own row."""

    recipient: str
    name: str
    title: str
    authority: str
    document: str
    decided_on: date | None
    published: bool


def check_honour(honour: Honour, *, has_officer: bool, today: date) -> Honour:
    """The award tidied; whoever is honoured is an officer, or has a name. Raises RolloutError naming the box."""
    if honour.recipient not in set(Recipient):
        raise RolloutError(say("Chọn khen cán bộ, tập thể hay người dân."), "recipient")
    name = ""
    if honour.recipient == Recipient.OFFICER:
        if not has_officer:
            raise RolloutError(say("Chọn cán bộ được khen."), "officer")
    else:
        name = _line(honour.name, LONGEST_NAME, "name", say("Ghi tên tập thể hoặc người được khen."))
    title = _line(honour.title, LONGEST_TITLE, "title_given", say("Ghi danh hiệu hoặc hình thức khen, như Giấy khen."))
    authority = _line(honour.authority, LONGEST_CALLER, "authority", say("Ghi ai quyết định, như Chủ tịch Ủy ban nhân dân xã."))
    document = _line(honour.document, LONGEST_DOCUMENT, "decision", say("Ghi số quyết định khen."))
    if honour.decided_on is None or honour.decided_on > today:
        raise RolloutError(say("Ghi ngày quyết định, hôm nay hoặc trước đó."), "decided_on")
    return Honour(honour.recipient, name, title, authority, document, honour.decided_on, honour.published)


def check_same_day(*, done: date, today: date) -> None:
    """What was done today is taken back today, no later. Raises RolloutError."""
    if done != today:
        raise RolloutError(say("Việc ghi ngày {day:%d/%m/%Y}, chỉ rút được trong ngày.", day=done))
