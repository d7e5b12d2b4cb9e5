"""Pure rules of letters: states, what must be known, the guards that hold one back, ages and how people are called."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from thanthien.people.rules import Role
from thanthien.shared.wording import Refusal, Sentence, say


class LetterError(Refusal):
    """What is not done to a letter; the text says what to do instead. `field`: where on the page it stands."""

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class Base(StrEnum):
    """The four voices; a kind that a unit adds takes one of them."""

    JOY = "joy"
    GRIEF = "grief"
    THANKS = "thanks"
    SORRY = "sorry"

    @property
    def label(self) -> Sentence:
        return BASE_NAMES[self]


BASE_NAMES: Mapping[Base, Sentence] = {
    Base.JOY: say("Chúc mừng"),
    Base.GRIEF: say("Chia buồn"),
    Base.THANKS: say("Cảm ơn"),
    Base.SORRY: say("Xin lỗi"),
}


class State(StrEnum):
    """Of a letter."""

    DRAFT = "draft"
    STOPPED = "stopped"
    SIGNED = "signed"
    HANDED = "handed"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> Sentence:
        return STATE_NAMES[self]


STATE_NAMES: Mapping[State, Sentence] = {
    State.DRAFT: say("chờ ký"),
    State.STOPPED: say("giữ lại"),
    State.SIGNED: say("đã ký, chờ trao"),
    State.HANDED: say("đã trao"),
    State.WITHDRAWN: say("đã rút"),
}


class Act(StrEnum):
    ANSWER = "answer"
    REWORD = "reword"
    STOP = "stop"
    RELEASE = "release"
    SIGN = "sign"
    UNSIGN = "unsign"
    PRINT = "print"
    HAND = "hand"
    SEND = "send"
    RETURN = "return"
    SEAL = "seal"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class Move:
    """What an act makes of a letter, who may do it, which entry it leaves."""

    to: State
    roles: frozenset[str]
    entry: str


DESK = frozenset({Role.ONE_STOP, Role.SPECIALIST, Role.GUIDE, Role.LEADER})
CARES = frozenset({Role.ONE_STOP, Role.SPECIALIST, Role.LEADER})
SIGNS = frozenset({Role.LEADER})
MOVES: Mapping[tuple[State, Act], Move] = {
    (State.DRAFT, Act.ANSWER): Move(State.DRAFT, CARES, "letter.answered"),
    (State.STOPPED, Act.ANSWER): Move(State.STOPPED, CARES, "letter.answered"),
    (State.DRAFT, Act.REWORD): Move(State.DRAFT, CARES, "letter.reworded"),
    (State.DRAFT, Act.STOP): Move(State.STOPPED, CARES, "letter.stopped"),
    (State.SIGNED, Act.STOP): Move(State.STOPPED, CARES, "letter.stopped"),
    (State.STOPPED, Act.RELEASE): Move(State.DRAFT, SIGNS, "letter.released"),
    (State.DRAFT, Act.SIGN): Move(State.SIGNED, SIGNS, "letter.signed"),
    (State.SIGNED, Act.UNSIGN): Move(State.DRAFT, SIGNS, "letter.unsigned"),
    (State.SIGNED, Act.SEAL): Move(State.SIGNED, SIGNS, "letter.sealed"),
    (State.SIGNED, Act.PRINT): Move(State.SIGNED, CARES, "letter.printed"),
    (State.SIGNED, Act.HAND): Move(State.HANDED, DESK, "letter.handed"),
    (State.SIGNED, Act.SEND): Move(State.SIGNED, CARES, "letter.to_send"),
    (State.SIGNED, Act.RETURN): Move(State.SIGNED, DESK, "letter.back"),
    (State.HANDED, Act.RETURN): Move(State.SIGNED, DESK, "letter.back"),
    (State.HANDED, Act.WITHDRAW): Move(State.WITHDRAWN, SIGNS, "letter.withdrawn"),
}
DO_FIRST: Mapping[State, Sentence] = {
    State.DRAFT: say("Thư chưa ký. Trình lãnh đạo ký rồi làm tiếp."),
    State.STOPPED: say("Thư đang được giữ lại. Đọc lý do, nhờ lãnh đạo cho gửi nếu đã xem kỹ."),
    State.SIGNED: say("Thư đã ký. Muốn sửa, nhờ lãnh đạo bỏ chữ ký trước."),
    State.HANDED: say("Thư đã trao rồi. Nếu trao nhầm, nhờ lãnh đạo rút thư."),
    State.WITHDRAWN: say("Thư đã rút. Việc này không có thư thứ hai; viết tay hoặc đến thăm gia đình."),
}


def move(state: str, act: Act) -> Move:
    """The row of the state table. Raises LetterError saying what comes first."""
    found = MOVES.get((State(state), act))
    if found is None:
        raise LetterError(DO_FIRST[State(state)])
    return found


class Way(StrEnum):
    """How a letter reaches its people."""

    RESULT = "result"
    CEREMONY = "ceremony"
    HOME = "home"
    POST = "post"
    MESSAGE = "message"

    @property
    def label(self) -> Sentence:
        return WAY_NAMES[self]


WAY_NAMES: Mapping[Way, Sentence] = {
    Way.RESULT: say("trao cùng kết quả"),
    Way.CEREMONY: say("trao tại lễ"),
    Way.HOME: say("trao tại nhà"),
    Way.POST: say("gửi bưu chính"),
    Way.MESSAGE: say("gửi tin nhắn"),
}


class Source(StrEnum):
    """How the office learned of an event that no dossier tells of."""

    NOTE = "note"
    VISIT = "visit"
    WISH = "wish"
    OFFICE = "office"

    @property
    def label(self) -> Sentence:
        return SOURCE_NAMES[self]


SOURCE_NAMES: Mapping[Source, Sentence] = {
    Source.NOTE: say("trưởng thôn báo tin"),
    Source.VISIT: say("chuyến thăm gia đình"),
    Source.WISH: say("ý của lãnh đạo"),
    Source.OFFICE: say("cán bộ biết tin"),
}


class Back(StrEnum):
    """Why a letter came back."""

    ABSENT = "absent"
    MOVED = "moved"
    WRONG = "wrong"
    REFUSED = "refused"

    @property
    def label(self) -> Sentence:
        return BACK_NAMES[self]


BACK_NAMES: Mapping[Back, Sentence] = {
    Back.ABSENT: say("không gặp ai ở nhà"),
    Back.MOVED: say("gia đình đã chuyển đi"),
    Back.WRONG: say("ghi sai tên hoặc sai nhà"),
    Back.REFUSED: say("gia đình không nhận"),
}
USUAL_WAY: Mapping[Base, Way] = {Base.JOY: Way.RESULT, Base.GRIEF: Way.HOME, Base.THANKS: Way.CEREMONY, Base.SORRY: Way.HOME}


# ── people ──
ADULT, OLD, ELDER, CENTURY, LONG_LIFE = 18, 50, 80, 130, 60


def years(born: date, on: date) -> int:
    """Whole years at `on`."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def call_of(*, age: int | None, sex: str) -> str:
    """How somebody is called: cháu, anh, chị, ông, bà, cụ. Unknown age = grown up; unknown sex names both."""
    if age is not None and age < ADULT:
        return "cháu"
    if age is not None and age >= ELDER:
        return "cụ"
    young = age is not None and age < OLD
    pair = ("anh", "chị") if young else ("ông", "bà")
    return {"Nam": pair[0], "Nữ": pair[1]}.get(sex, f"{pair[0]}/{pair[1]}")


def couple_call(*, man_born: date | None, woman_born: date | None, on: date) -> str:
    """`anh chị`; `ông bà` when both are of that age."""
    ages = [years(born, on) for born in (man_born, woman_born) if born is not None]
    return "ông bà" if len(ages) == 2 and min(ages) >= OLD else "anh chị"


def lived(*, born_year: int, died_year: int) -> str:
    """`hưởng thọ 88 tuổi`, counted as the custom does (born = 1); under 60 `hưởng dương`. "" for a child."""
    age = died_year - born_year + 1
    if not ADULT < age < CENTURY:
        return ""
    return f"hưởng {'thọ' if age >= LONG_LIFE else 'dương'} {age} tuổi"


# ── the case and its guards ──
@dataclass(frozen=True, slots=True)
class Case:
    """What a guard looks at. None = not known (a question that the officer answers first).

    `event_on`: the day of birth, of registration, of death, of the deed. `died`: days on which people died whom the letter
    speaks to or of; `mourning`: the latest death in the family beside; `rival`: another letter tells of the same event.
    """

    base: Base
    kind: str
    today: date
    event_on: date | None = None
    days: int = 365
    again: bool = False
    grown: bool = False
    born_on: date | None = None
    child_lives: bool | None = None
    stillborn: bool | None = None
    foundling: bool | None = None
    court: bool | None = None
    died: tuple[date, ...] = ()
    mourning: date | None = None
    rival: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """Why a letter is held back. `waived`: a leader who has looked may let it go all the same."""

    code: str
    why: Sentence
    waived: bool = False


Guard = Callable[[Case], Stop | None]
MOURNING_DAYS = 100


def re_registered(case: Case) -> Stop | None:
    """An old event that is only written into the book again."""
    if not case.again:
        return None
    return Stop("again", say("Đây là đăng ký lại một việc đã có từ trước, không phải tin mới. Không gửi thư."))


def grown_up(case: Case) -> Stop | None:
    """The birth of somebody who is grown up."""
    old = case.born_on is not None and years(case.born_on, case.today) >= ADULT
    if case.kind != "birth" or not (case.grown or old):
        return None
    return Stop("grown", say("Người được khai sinh đã lớn, đã có giấy tờ. Thư mừng cháu chào đời không hợp. Không gửi."))


def child_died(case: Case) -> Stop | None:
    """A child that lives no more gets no congratulation, whoever knows it."""
    if case.kind != "birth" or (case.child_lives is not False and not case.died):
        return None
    return Stop("child_died", say("Cháu bé đã mất. Tuyệt đối không gửi thư mừng. Nên đến thăm gia đình."))


def still_birth(case: Case) -> Stop | None:
    """A stillbirth: no letter of any kind, a visit instead."""
    if case.stillborn is not True:
        return None
    return Stop("stillborn", say("Cháu mất trước hoặc ngay khi sinh. Không gửi thư in nào. Cử người đến thăm, nói lời riêng."))


def foundling(case: Case) -> Stop | None:
    """A foundling or an adopted child: the words of a birth would hurt, or tell what is the family's own."""
    if case.kind != "birth" or case.foundling is not True:
        return None
    return Stop("foundling", say("Cháu bị bỏ rơi hoặc là con nuôi: lời thư in dễ làm lộ chuyện riêng. Viết tay, hỏi ý gia đình."))


def court_declared(case: Case) -> Stop | None:
    """A death that a court declared long after."""
    if case.base is not Base.GRIEF or case.court is not True or not _older(case):
        return None
    return Stop("court", say("Tòa án tuyên bố chết, việc đã lâu. Gia đình đã qua ngày ấy; không gửi thư chia buồn."))


def long_ago(case: Case) -> Stop | None:
    """News that is no news any more."""
    if not _older(case):
        return None
    text = say("Việc đã quá {n} ngày nên thư không còn đúng lúc. Lãnh đạo xem, vẫn muốn gửi thì cho gửi.", n=case.days)
    return Stop("long_ago", text, waived=True)


def _older(case: Case) -> bool:
    return case.event_on is not None and (case.today - case.event_on).days > case.days


def died_since(case: Case) -> Stop | None:
    """Whom the letter speaks to has died since (for a birth see `child_died`)."""
    if case.kind == "birth" or case.base is Base.GRIEF or not case.died:
        return None
    return Stop("died_since", say("Người nhận thư đã mất sau việc này. Không gửi thư; gia đình sẽ có thư chia buồn."))


def in_mourning(case: Case) -> Stop | None:
    """Joy does not come to a house in mourning."""
    if case.base is not Base.JOY or case.mourning is None:
        return None
    if not 0 <= (case.today - case.mourning).days <= MOURNING_DAYS:
        return None
    text = say(
        "Nhà đang có tang từ {day:%d/%m/%Y}. Thư mừng lúc này dễ làm đau lòng: hoãn, hoặc lãnh đạo cho gửi.", day=case.mourning
    )
    return Stop("mourning", text, waived=True)


def told_before(case: Case) -> Stop | None:
    """The same event came by another way (two dossiers, a dossier and a hamlet head's note)."""
    if not case.rival:
        return None
    return Stop("told_before", say("Việc này đã có một thư rồi. Mỗi việc chỉ một thư."))


def refuses(case: Case) -> Stop | None:
    """They said that they want no letters. An apology that is owed is asked of them first, too."""
    if not case.refused:
        return None
    return Stop("refused", say("Người này đã nói không nhận thư của xã. Không gửi. Họ đổi ý thì bỏ lời từ chối ở quầy."))


GUARDS: tuple[Guard, ...] = (
    still_birth, child_died, foundling, re_registered, grown_up, court_declared, died_since, refuses, told_before,
    in_mourning, long_ago,
)  # fmt: skip
GUARD_NAMES: Mapping[str, Sentence] = {
    "child_died": say("cháu bé đã mất"),
    "stillborn": say("cháu mất khi sinh"),
    "foundling": say("trẻ bị bỏ rơi, con nuôi"),
    "again": say("đăng ký lại"),
    "grown": say("khai sinh cho người lớn"),
    "court": say("tòa tuyên bố chết, đã lâu"),
    "died_since": say("người nhận đã mất"),
    "refused": say("không nhận thư"),
    "told_before": say("đã có thư cho việc này"),
    "mourning": say("nhà có tang"),
    "long_ago": say("việc đã lâu"),
    "person": say("cán bộ dừng lại"),
}


def held_by(case: Case, *, let: frozenset[str] = frozenset()) -> Stop | None:
    """The first guard that holds the letter; those that a leader has let pass (`let`) do not, if they may be waived."""
    for guard in GUARDS:
        stop = guard(case)
        if stop is not None and not (stop.waived and stop.code in let):
            return stop
    return None


# ── what must be known ──
@dataclass(frozen=True, slots=True)
class Ask:
    """A fact that must be known before the letter is signed. `choices`: value → words; empty = free text or a day."""

    key: str
    label: Sentence
    choices: Mapping[str, Sentence] = field(default_factory=dict)
    day: bool = False
    hint: Sentence | None = None


YES_NO: Mapping[str, Sentence] = {"yes": say("Có"), "no": say("Không")}
ASKS: Mapping[str, Ask] = {
    one.key: one
    for one in (
        Ask("man", say("Họ tên chồng")),
        Ask("woman", say("Họ tên vợ")),
        Ask("event_on", say("Ngày của việc này"), day=True),
        Ask("child", say("Họ tên cháu")),
        Ask("born_on", say("Ngày sinh của cháu"), day=True),
        Ask(
            "child_lives",
            say("Cháu có đang khỏe mạnh không"),
            {"yes": say("Có"), "no": say("Cháu đã mất"), "stillborn": say("Cháu mất trước hoặc ngay khi sinh")},
        ),
        Ask("stillborn", say("Cháu mất trước hoặc ngay khi sinh"), YES_NO),
        Ask("foundling", say("Trẻ bị bỏ rơi hoặc con nuôi"), YES_NO),
        Ask("deceased", say("Họ tên người đã mất")),
        Ask("died_on", say("Ngày mất"), day=True),
        Ask("age_known", say("Năm sinh hoặc ngày sinh"), hint=say("Năm sinh, ví dụ 1939; không ai nhớ thì gõ: không rõ.")),
        Ask("sex", say("Người đã mất là"), {"Nam": say("Nam"), "Nữ": say("Nữ")}),
        Ask("court", say("Tòa án tuyên bố chết"), YES_NO),
        Ask("family", say("Kính gửi ai"), hint=say("Gia đình ông, bà, anh, chị nào.")),
        Ask("recipient", say("Gửi ai"), hint=say("Ví dụ: Gia đình ông Lường Văn Ún.")),
        Ask("deed", say("Việc đã làm"), hint=say("Ví dụ: hiến 120 m² đất vườn để mở rộng đường vào bản.")),
        Ask(
            "fault",
            say("Chậm là do"),
            {"ours": say("cơ quan mình"), "theirs": say("cơ quan khác, việc ngoài ý muốn")},
        ),
        Ask("reason", say("Điều đã xảy ra, bằng lời thường"), hint=say("Nói thẳng, không tên cán bộ.")),
        Ask("checked", say("Đã hỏi lại tin này"), {"yes": say("Đúng, đã hỏi lại")}, hint=say("Gọi trưởng thôn hoặc gia đình.")),
    )
}


def unanswered(asks: tuple[str, ...], facts: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of what is not known yet."""
    return tuple(key for key in asks if not facts.get(key))


LONGEST = 160


def tidy(key: str, text: str) -> str:
    """A fact as it is kept. Raises LetterError for one that is too long, is no choice, or is no day."""
    kept = " ".join(text.split())
    ask = ASKS.get(key)
    if len(kept) > (LONGEST * 3 if key in ("reason", "good", "mended") else LONGEST):
        raise LetterError(say("Phần này dài quá, in không vừa một mặt thư. Rút gọn lại."), field=key)
    if "{" in kept or "}" in kept:
        raise LetterError(say("Bỏ dấu ngoặc nhọn trong phần này; thư sẽ in y như đã gõ."), field=key)
    if ask is not None and kept and ask.choices and kept not in ask.choices:
        raise LetterError(say("Chọn một trong các câu trả lời có sẵn."), field=key)
    if ask is not None and kept and ask.day and day(kept) is None:
        raise LetterError(say("Chưa đọc được ngày. Gõ như 05/11/2026."), field=key)
    return kept


def day(text: str) -> date | None:
    """`2026-11-05` or `05/11/2026` as a day; None for anything else."""
    parts = text.split("/")
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0])) if len(parts) == 3 else date.fromisoformat(text)
    except ValueError:
        return None


def truth(facts: Mapping[str, str], key: str) -> bool | None:
    """yes → True, no → False, not known → None."""
    return {"yes": True, "no": False}.get(facts.get(key, ""))
