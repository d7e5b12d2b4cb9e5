"""What rooms answer, in the words of the hall's screens. Nothing is decided here."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from thanthien.doors.parts.lunar import lunar_day, with_year
from thanthien.doors.parts.templatetags.words import day_words, hour
from thanthien.people.models import Office, Officer
from thanthien.people.queries import office, officers_with
from thanthien.people.rules import Role
from thanthien.queueing.queries import ServiceNow, TicketNow
from thanthien.queueing.rules import BOOKED, RETURN_LANE, UNFINISHED, State
from thanthien.queueing.waiting_time import MIN_BASE, Estimate
from thanthien.shared.clock import day_of
from thanthien.shared.qr import qr_svg
from thanthien.shared.wording import say

DRAWN_PEOPLE = 6  # as many as fit one line of a small phone
FEW_COUNTERS = 3
BEFORE_FIGURE = re.compile(r" (?=\d)")  # a counter never stands on another line than its number
PRIORITY_ICONS = {"age": "elderly", "pregnant": "pregnant", "disabled": "wheelchair", "merit": "medal", "child": "baby"}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to hold ready: its drawing, its name, what is meant."""

    drawing: str
    name: str
    note: str


ID_CARD = Paper("card", say("Thẻ căn cước"), say("bản gốc, của người làm giấy tờ"))
PAPERS = {
    RETURN_LANE: (Paper("receipt", say("Giấy hẹn"), say("tờ xã đưa lúc nhận hồ sơ")), ID_CARD),
    "intake": (ID_CARD, Paper("sheet", say("Giấy tờ liên quan"), say("bản chính của việc cần làm, nếu có"))),
}
PROMISES = {RETURN_LANE: say("Quên giấy hẹn cũng không sao. Có căn cước là nhận được.")}
USUAL_PROMISE = say("Không cần viết tờ khai. Cán bộ nhập giúp, ông/bà đọc lại và ký.")


@dataclass(frozen=True, slots=True)
class Tile:
    """A service on the kiosk: how many stand before you and how long, in words; `go` = a counter is open and nobody stands
    before you.
    """

    letter: str
    name: str
    examples: str
    pictogram: str
    waiting_words: str
    wait_words: str
    go: bool


@dataclass(frozen=True, slots=True)
class PriorityClass:
    code: str
    words: str
    icon: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Slip:
    """A ticket as screens and paper say it. Holds nothing of the person."""

    label: str
    code: str
    kind: str
    service: str
    priority: bool
    state: str
    open: bool
    counters: tuple[int, ...]
    estimate: Estimate | None
    taken_at: datetime
    called_at: datetime | None
    absent_until: datetime | None
    ended_at: datetime | None
    calls: int
    counter: int | None
    officer: Officer | None
    at: datetime

    @property
    def of_today(self) -> bool:
        """Numbers are of one day: nobody is called by yesterday's."""
        return day_of(self.taken_at) == day_of(self.at)

    @property
    def where(self) -> str:
        """Sẽ gọi vào quầy 1 hoặc quầy 2."""
        if not self.counters:
            return say("Xem quầy trên màn hình, xã sẽ gọi")
        if len(self.counters) > FEW_COUNTERS:
            return say("Sẽ gọi vào một trong các quầy {counters}", counters=", ".join(map(str, self.counters)))
        return say("Sẽ gọi vào {counters}", counters=self.counters_words)

    @property
    def counters_words(self) -> str:
        """quầy 1 hoặc quầy 2; nothing when there are many or none."""
        if not 0 < len(self.counters) <= FEW_COUNTERS:
            return ""
        words = (say("quầy {a}"), say("quầy {a} hoặc quầy {b}"), say("quầy {a}, quầy {b} hoặc quầy {c}"))[len(self.counters) - 1]
        return BEFORE_FIGURE.sub("\u00a0", str(words).format(**dict(zip("abc", self.counters, strict=False))))

    @property
    def before(self) -> int:
        return self.estimate.people if self.estimate else 0

    @property
    def before_words(self) -> str:
        return say("còn {before} người", before=self.before) if self.before else say("không có ai")

    @property
    def phone_words(self) -> str:
        return say("Còn {before} người nữa", before=self.before) if self.before else say("Sắp đến lượt ông/bà")

    @property
    def wait_words(self) -> str:
        """khoảng 10–20 phút, vào ngay, dưới 5 phút; empty when the office cannot say."""
        words = str(self.estimate.text) if self.estimate else ""
        return say("khoảng {words}", words=words) if words[:1].isdigit() else words[:1].lower() + words[1:]

    @property
    def phone_wait(self) -> str:
        """The same as a sentence for the phone."""
        if self.estimate is None or not self.estimate.text:
            return ""
        if not self.estimate.counters:
            return say("Quầy đang nghỉ, xin chờ xã gọi")
        return say("Chờ {time}", time=self.wait_words) if self.before else say("Mời ngồi gần quầy, xã gọi ngay")

    @property
    def base_words(self) -> str:
        """What the range stands on."""
        known = self.estimate and self.before and self.estimate.n >= MIN_BASE
        return say("tính theo {n} lượt gần nhất", n=self.estimate.n) if self.estimate and known else ""

    @property
    def from_to(self) -> str:
        """chừng 09:51–10:01, trước 10:01: when the turn may come."""
        if self.estimate is None or self.estimate.low is None or self.estimate.high is None or not self.before:
            return ""
        low, high = (self.at + timedelta(minutes=minutes) for minutes in (self.estimate.low, self.estimate.high))
        if self.estimate.low:
            return say("chừng {low}–{high}", low=hour(low), high=hour(high))
        return say("trước {high}", high=hour(high))

    @property
    def people(self) -> range:
        return range(min(self.before, DRAWN_PEOPLE))

    @property
    def more_people(self) -> int:
        return max(0, self.before - DRAWN_PEOPLE)

    @property
    def papers(self) -> tuple[Paper, ...]:
        return PAPERS.get(self.kind, PAPERS["intake"])

    @property
    def promise(self) -> str:
        return PROMISES.get(self.kind, USUAL_PROMISE)

    @property
    def path(self) -> str:
        return reverse("phone-ticket", args=[self.code])


def slip_of(now: TicketNow, *, code: str, at: datetime) -> Slip:
    """The ticket as it stands at `at`; `code` opens its page on the phone."""
    ticket = now.ticket
    counter = ticket.counter
    return Slip(
        label=ticket.label, code=code, kind=ticket.service.kind, service=ticket.service.name,
        priority=ticket.priority not in ("", RETURN_LANE, BOOKED), state=ticket.state, open=ticket.state in UNFINISHED,
        counters=now.counters, estimate=now.estimate, taken_at=ticket.taken_at, called_at=ticket.called_at,
        absent_until=ticket.absent_until, ended_at=ticket.ended_at, calls=ticket.calls,
        counter=counter.number if counter else None, officer=counter.officer if counter else None, at=at,
    )  # fmt: skip


def tile_of(now: ServiceNow) -> Tile:
    """A service as a tile of the kiosk. Who waits for another service at the same counters stands before you too."""
    service, before = now.service, now.estimate.people
    return Tile(
        service.letter, service.name, service.examples, service.pictogram,
        say("{before} người chờ", before=before) if before else say("Chưa có ai chờ"), now.estimate.text,
        before == 0 and bool(now.counters),
    )  # fmt: skip


def classes_of(classes: dict[str, str], *, chosen: str) -> list[PriorityClass]:
    """The unit's classes of priority as buttons."""
    return [PriorityClass(code, words, PRIORITY_ICONS.get(code, "care"), code == chosen) for code, words in classes.items()]


def words_of_state(slip: Slip) -> str:
    """One line about another matter of the same visit."""
    return {
        State.WAITING: slip.phone_words, State.CALLED: say("Mời vào quầy {counter}", counter=slip.counter),
        State.SERVING: say("Đang làm việc ở quầy {counter}", counter=slip.counter), State.DONE: say("Đã xong"),
        State.ABSENT: say("Đã gọi mà chưa gặp"),
    }.get(State(slip.state), say("Không dùng nữa"))  # fmt: skip


def place(unit: str, *, at: datetime, scenery: str = "") -> dict:
    """What every glass of the hall shows: the office, the day, its lunar day; `scenery` = a land that somebody only looks at."""
    here: Office = office(unit)
    here.scenery = scenery or here.scenery
    voice = reverse("hall-voice-manifest", args=[unit]).removesuffix("manifest.json")
    return {"office": here, "now": at, "home": reverse("kiosk", args=[unit]), "voice": voice, **day_lines(day_of(at))}


def day_lines(day: date) -> dict[str, str]:
    """Thứ Hai, 23/11/2026 · rằm tháng Mười; the lunar day only in the language that counts by it."""
    words = str(day_words(day))
    lunar = (lunar_day(day), with_year(day)) if get_language() == settings.LANGUAGE_CODE else ("", "")
    return {"day_line": words[0].upper() + words[1:], "lunar": lunar[0], "lunar_year": lunar[1]}


def guide_of(unit: str, *, on: date) -> Officer | None:
    """The guide whose face the kiosk shows, or None."""
    return next(iter(officers_with(unit=unit, role=Role.GUIDE, on=on)), None)


def qr_of(url: str) -> str:
    """The code as one SVG element that fills its frame."""
    return qr_svg(url, border=2)
