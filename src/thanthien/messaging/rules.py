"""Pure rules of the room: what is told, through which channel, when it may be sent, when a call is tried again."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from thanthien.shared.clock import local
from thanthien.shared.wording import Refusal, Sentence, say


class MessageError(Refusal):
    """A sentence for the person in front of the screen."""


class Event(StrEnum):
    """What a person is told of, the most urgent first."""

    SUPPLEMENT = "supplement"
    BOOKING_CANCELLED = "booking_cancelled"
    BOOKING_MOVED = "booking_moved"
    BOOKING_REMINDER = "booking_reminder"
    LATE = "late"
    REDATED = "redated"
    READY = "ready"
    LETTER = "letter"


EVENT_NAMES: dict[Event, Sentence] = {
    Event.SUPPLEMENT: say("Cần bổ sung giấy tờ"),
    Event.BOOKING_CANCELLED: say("Lịch hẹn bị hủy"),
    Event.BOOKING_MOVED: say("Lịch hẹn đổi giờ"),
    Event.BOOKING_REMINDER: say("Nhắc lịch hẹn"),
    Event.LATE: say("Chưa xong đúng hẹn"),
    Event.REDATED: say("Có ngày hẹn mới"),
    Event.READY: say("Có kết quả"),
    Event.LETTER: say("Có thư của xã"),
}
# What is written and never read out on the telephone: when it cannot be sent, whoever sends it hears so and goes another way.
WRITTEN_ONLY = frozenset({Event.LETTER})
URGENCY = {event: place for place, event in enumerate(Event)}


class Channel(StrEnum):
    MAIL = "mail"
    ZALO = "zalo"
    SMS = "sms"
    CALL = "call"
    NONE = "none"


CHANNEL_NAMES: dict[Channel, Sentence] = {
    Channel.MAIL: say("Thư điện tử"),
    Channel.ZALO: say("Zalo"),
    Channel.SMS: say("Tin nhắn SMS"),
    Channel.CALL: say("Gọi điện"),
    Channel.NONE: say("Chưa có cách liên lạc"),
}
# What a machine sends by itself; a call is made by a person.
SENT_BY_MACHINE = (Channel.MAIL, Channel.ZALO, Channel.SMS)


class State(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    SENT = "sent"
    CALLING = "calling"
    TOLD = "told"
    GAVE_UP = "gave_up"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    MOOT = "moot"


STATE_NAMES: dict[State, Sentence] = {
    State.WAITING: say("chờ gửi"),
    State.SENT: say("đã gửi"),
    State.CALLING: say("chờ gọi điện"),
    State.TOLD: say("đã báo qua điện thoại"),
    State.GAVE_UP: say("gọi chưa được"),
    State.UNREACHABLE: say("chưa có cách liên lạc"),
    State.REFUSED: say("không nhắn, theo ý người dân"),
    State.MOOT: say("không cần báo nữa"),
}
OPEN = (State.WAITING, State.CALLING, State.UNREACHABLE)

# Kind of the journal's entry → what is told of it; and what need not be told any more once it is there.
TELLS: dict[str, Event] = {
    "dossier.supplement_asked": Event.SUPPLEMENT,
    "dossier.finished": Event.READY,
    "dossier.became_late": Event.LATE,
    "dossier.redated": Event.REDATED,
    "due.recounted": Event.REDATED,
    "due.restored": Event.REDATED,
    "booking.reminded": Event.BOOKING_REMINDER,
    "booking.moved": Event.BOOKING_MOVED,
    "booking.cancelled": Event.BOOKING_CANCELLED,
    "letter.to_send": Event.LETTER,
}
ASKED = "message.asked"
OF_WORK = frozenset({Event.SUPPLEMENT, Event.LATE, Event.REDATED})
OF_BOOKING = frozenset({Event.BOOKING_REMINDER, Event.BOOKING_MOVED})
SETTLES: dict[str, frozenset[Event]] = {
    "dossier.finished": OF_WORK,
    "dossier.returned": OF_WORK | {Event.READY},
    "dossier.reopened": frozenset({Event.READY}),
    "dossier.annulled": OF_WORK | {Event.READY},
    "dossier.supplemented": frozenset({Event.SUPPLEMENT}),
    "dossier.supplement_dropped": frozenset({Event.SUPPLEMENT}),
    "dossier.withdrawn": OF_WORK,
    "dossier.stopped": OF_WORK,
    "dossier.redated": frozenset({Event.LATE, Event.REDATED}),
    "due.recounted": frozenset({Event.LATE, Event.REDATED}),
    "due.restored": frozenset({Event.REDATED}),
    "booking.moved": OF_BOOKING | {Event.BOOKING_CANCELLED},
    "booking.cancelled": OF_BOOKING,
    "booking.arrived": OF_BOOKING,
    "booking.missed": OF_BOOKING,
    "letter.stopped": frozenset({Event.LETTER}),
    "letter.unsigned": frozenset({Event.LETTER}),
    "letter.handed": frozenset({Event.LETTER}),
}
CITIZEN_DID_IT, PERSON_WANTED_IT = "citizen:", "person"


def event_of(*, kind: str, asked: str, actor: str, why: str = "") -> Event | None:
    """What the entry tells somebody, or None. Who moved or cancelled an hour themselves, or asked for it (`why`), is not told."""
    if kind == ASKED:
        return Event(asked)
    event = TELLS.get(kind)
    theirs = actor.startswith(CITIZEN_DID_IT) or why == PERSON_WANTED_IT
    if event in (Event.BOOKING_MOVED, Event.BOOKING_CANCELLED) and theirs:
        return None
    return event


# --- when ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quiet:
    """When nobody is disturbed: from `begins` to `ends` of the next morning, and on rest days unless `rest_days`.

    `together`: minutes within which further messages to the same person wait and go as one.
    """

    begins: time = time(20)
    ends: time = time(7)
    rest_days: bool = False
    together: int = 60

    def check(self) -> None:
        """Raises MessageError when no hour of the day would be left."""
        if not self.ends < self.begins:
            raise MessageError(say("Giờ bắt đầu nhắn phải trước giờ thôi nhắn. Ví dụ từ 07:00 đến 20:00."))
        if not 0 <= self.together <= 24 * 60:
            raise MessageError(say("Khoảng gộp tin từ 0 đến 1440 phút. Ghi 60 nếu chưa rõ."))

    def disturbs(self, at: datetime, *, opens: Callable[[date], bool]) -> bool:
        """True when nobody may be sent a message at that moment. `opens(day)`: the office receives on that day."""
        moment = local(at)
        return not self.ends <= moment.time() < self.begins or not (self.rest_days or opens(moment.date()))

    def allowed(self, at: datetime, *, opens: Callable[[date], bool], opening: Callable[[datetime], datetime]) -> datetime:
        """The moment itself, or the next opening of the office that is not quiet. `opening(at)`: the next moment it receives."""
        while self.disturbs(at, opens=opens):
            moment = local(at)
            midnight = datetime.combine(moment.date() + timedelta(days=1), time(), tzinfo=moment.tzinfo)
            morning = datetime.combine(moment.date(), self.ends, tzinfo=moment.tzinfo)
            if self.rest_days:
                at = morning if moment.time() < self.ends else morning + timedelta(days=1)
                continue
            begins = local(opening(moment))
            if begins.time() >= self.begins:
                at = midnight
            elif begins.time() < self.ends:
                at = datetime.combine(begins.date(), self.ends, tzinfo=moment.tzinfo)
            else:
                at = begins if begins > moment else midnight
        return at


def joined(at: datetime, *, last: datetime | None, minutes: int) -> datetime:
    """When a message may go to somebody who got one at `last`: after that one's hour, together with whatever comes until then."""
    return at if last is None else max(at, last + timedelta(minutes=minutes))


# --- through what ----------------------------------------------------------------------------------------


def channel_for(*, mail: str, phone: str, on: Collection[Channel], wants_call: bool = False) -> Channel:
    """The channel for somebody with these ways of being reached; `on` = what the unit has switched on and set up, calls included.

    Zalo before SMS: it costs less and shows who sends. A person who asked to be called is called.
    """
    ways = {Channel.MAIL: mail, Channel.ZALO: phone, Channel.SMS: phone}
    if not (wants_call and phone):
        for channel in SENT_BY_MACHINE:
            if channel in on and ways[channel]:
                return channel
    return Channel.CALL if phone and Channel.CALL in on else Channel.NONE


# --- calls -----------------------------------------------------------------------------------------------


class Outcome(StrEnum):
    """How a call ended."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    LATER = "later"
    WRONG = "wrong"
    THROUGH = "through"


OUTCOME_NAMES: dict[Outcome, Sentence] = {
    Outcome.REACHED: say("Nghe máy"),
    Outcome.NO_ANSWER: say("Không nghe"),
    Outcome.LATER: say("Hẹn gọi lại"),
    Outcome.WRONG: say("Sai số"),
    Outcome.THROUGH: say("Nhắn qua trưởng thôn"),
}
AGAIN_AFTER = (timedelta(minutes=30), timedelta(hours=2), timedelta(days=1))
LINE_HELD = timedelta(minutes=10)
LATER_CHOICES: dict[str, Sentence] = {"hour": say("một giờ nữa"), "afternoon": say("đầu giờ chiều"), "morning": say("sáng mai")}


@dataclass(frozen=True, slots=True)
class CallState:
    """A call to be made: how often it was tried, when next (None = now), how it stands for the person."""

    tries: int = 0
    next_try: datetime | None = None
    state: State = State.CALLING


def after_call(
    before: CallState, outcome: Outcome, *, at: datetime, later: datetime | None = None, opening: Callable[[datetime], datetime]
) -> CallState:
    """What a call's outcome makes of it. Nobody answers four times: given up, and said so on the dossier.

    `later`: the moment asked for with LATER. `opening(at)`: the next moment the office receives, since calls are made then.
    """
    tries = before.tries + 1
    if outcome in (Outcome.REACHED, Outcome.THROUGH):
        return CallState(tries, None, State.TOLD)
    if outcome is Outcome.WRONG:
        return CallState(tries, None, State.GAVE_UP)
    if outcome is Outcome.LATER:
        if later is None or later <= at:
            raise MessageError(say("Chọn giờ gọi lại sau lúc này."))
        return CallState(tries, later, State.CALLING)
    if tries > len(AGAIN_AFTER):
        return CallState(tries, None, State.GAVE_UP)
    return CallState(tries, opening(at + AGAIN_AFTER[tries - 1]), State.CALLING)


def later_moment(choice: str, *, at: datetime, opening: Callable[[datetime], datetime]) -> datetime:
    """The moment meant by a choice of LATER_CHOICES, within the hours of the office. Raises MessageError for another word."""
    moment = local(at)
    tomorrow = datetime.combine(moment.date() + timedelta(days=1), time(), tzinfo=moment.tzinfo)
    noon = datetime.combine(moment.date(), time(13, 30), tzinfo=moment.tzinfo)
    meant = {"hour": moment + timedelta(hours=1), "afternoon": noon if noon > moment else tomorrow, "morning": tomorrow}.get(
        choice
    )
    if meant is None:
        raise MessageError(say("Chọn lúc gọi lại: một giờ nữa, đầu giờ chiều hoặc sáng mai."))
    return opening(meant)


def when(moment: datetime) -> str:
    """14:20 ngày 23/11."""
    here = local(moment)
    return str(say("{hour} ngày {day}", hour=f"{here:%H:%M}", day=f"{here:%d/%m}"))


def may_hold(*, holder: str, held_at: datetime | None, by: str, at: datetime) -> bool:
    """True when nobody else is on the line to this person: a line is held for ten minutes."""
    return not holder or holder == by or held_at is None or held_at + LINE_HELD <= at


# --- texts -----------------------------------------------------------------------------------------------

PLACE = re.compile(r"\{(\w+)\}")
PLACES: dict[str, Sentence] = {
    "ma": say("phần cuối mã hồ sơ, như 1118-0023"),
    "xa": say("tên xã"),
    "noi": say("tên bộ phận Một cửa"),
    "hen": say("giờ và ngày hẹn"),
    "xem": say("câu chỉ chỗ xem: đường dẫn, hoặc mã trên giấy hẹn"),
    "hotline": say("số điện thoại của bộ phận Một cửa"),
}
LONG_NUMBER = re.compile(r"\d{9,}")
LENGTHS = {"subject": 120, "body": 2000, "short": 320, "script": 500}
PARTS: dict[str, Sentence] = {
    "subject": say("Tiêu đề thư"),
    "body": say("Nội dung thư"),
    "short": say("Tin nhắn SMS, Zalo"),
    "script": say("Lời nói khi gọi điện"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one event: subject and body of the mail, the short message, what an officer says on the telephone."""

    subject: str
    body: str
    short: str
    script: str

    def parts(self) -> dict[str, str]:
        return {"subject": self.subject, "body": self.body, "short": self.short, "script": self.script}


def faults(text: Text) -> dict[str, Sentence]:
    """Part → what must be mended before the text can be used; empty when it is good."""
    found: dict[str, Sentence] = {}
    for name, words in text.parts().items():
        unknown = [place for place in PLACE.findall(words) if place not in PLACES]
        if not words.strip():
            found[name] = say("Còn trống. Viết một câu, hoặc dùng lại lời có sẵn.")
        elif len(words) > LENGTHS[name]:
            found[name] = say("Dài {n} chữ, nhiều nhất {most}. Bớt lại một chút.", n=len(words), most=LENGTHS[name])
        elif unknown or "{" in PLACE.sub("", words) or "}" in PLACE.sub("", words):
            found[name] = say(
                "Chỗ trống “{place}” máy chưa biết. Dùng được: {known}.",
                place=unknown[0] if unknown else "{ }", known=", ".join(f"{{{place}}}" for place in PLACES),
            )  # fmt: skip
        elif LONG_NUMBER.search(words):
            found[name] = say("Không ghi số giấy tờ hay số điện thoại vào lời nhắn. Số của bộ phận Một cửa là {hotline}.",
                              hotline="{hotline}")  # fmt: skip
    return found


def filled(text: Text, values: Mapping[str, str]) -> Text:
    """The text with its places filled; a place without a value is left out together with the blank before it."""

    def fill(words: str) -> str:
        said = PLACE.sub(lambda match: values.get(match[1], ""), words)
        return "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in said.splitlines())

    return Text(*(fill(words) for words in text.parts().values()))


def sms_parts(text: str) -> int:
    """How many messages a telephone company counts: 70 letters with Vietnamese marks, 160 without; 67 and 153 in a chain."""
    plain = text.isascii()
    single, chained = (160, 153) if plain else (70, 67)
    return 1 if len(text) <= single else -(-len(text) // chained)


def one_letter(texts: Iterable[Text]) -> Text:
    """Several messages to one person as one: the first one's subject with how many more, the bodies below each other."""
    all_of = list(texts)
    if len(all_of) == 1:
        return all_of[0]
    subject = f"{all_of[0].subject} (và {len(all_of) - 1} tin nữa)"
    return Text(
        subject, "\n\n".join(t.body for t in all_of), " ".join(t.short for t in all_of), " ".join(t.script for t in all_of)
    )
