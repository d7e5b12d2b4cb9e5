"""Pure: a survey form as data, an answer to it, what is set aside, the index by its stated formula. No Django, no clock."""

from collections import Counter as Bag
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from thanthien.ratings.rules import SATISFIED, USUAL_PUBLISHING, Level, RatingError, Share, needed_sample
from thanthien.shared.wording import say

LONGEST_TITLE, LONGEST_QUESTION, LONGEST_REMARK, MOST_QUESTIONS, MOST_TICKETS = 120, 200, 500, 40, 1000
MOST_PEOPLE = 10_000_000

# The five levels of SIPAS, as every question of every form has them.
LEVELS: Mapping[Level, str] = {
    Level.VERY_GOOD: say("Rất hài lòng"), Level.GOOD: say("Hài lòng"), Level.FAIR: say("Bình thường"),
    Level.BAD: say("Không hài lòng"), Level.VERY_BAD: say("Rất không hài lòng"),
}  # fmt: skip
FORMULA = "pooled-1"


class SurveyError(RatingError):
    """A sentence for whoever keeps or answers a survey; `field` is the box to mend, empty when it is none."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class Channel(StrEnum):
    WEB = "web"
    PAPER = "paper"


class Aside(StrEnum):
    """Why an answer is kept and not counted. The order is the order in which the rules are asked."""

    OWN_DEVICE = "own_device"
    TOO_FAST = "too_fast"
    PARTIAL = "partial"


ASIDE_WORDS: Mapping[Aside, str] = {
    Aside.OWN_DEVICE: say("gửi từ máy cán bộ đang dùng"),
    Aside.TOO_FAST: say("trả lời nhanh hơn một giây mỗi câu"),
    Aside.PARTIAL: say("trả lời chưa được nửa số câu"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """`code` = part and place (`2.3`)."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """An element of the survey and its questions."""

    heading: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked, of whom, and where the words come from. `staff`: officers answer it."""

    code: str
    title: str
    audience: str
    staff: bool
    parts: tuple[Part, ...]
    document: str = ""
    source: str = ""
    confirmed: bool = True
    note: str = ""

    @property
    def body(self) -> str:
        """As somebody would type it: a heading after #, a question each line."""
        return "\n".join(
            "\n".join(([f"# {part.heading}"] if part.heading else []) + [one.words for one in part.questions])
            for part in self.parts
        )


def parts_of(body: str) -> tuple[Part, ...]:
    """The text as parts; a heading without questions is left out."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in body.splitlines():
        text = " ".join(line.split())
        if text.startswith("#"):
            found.append((text.lstrip("#").strip(), []))
        elif text.lstrip("-•+* "):
            found[-1][1].append(text.lstrip("-•+* "))
    kept = [(heading, items) for heading, items in found if items]
    return tuple(
        Part(heading, tuple(Question(f"{place}.{number}", words) for number, words in enumerate(items, 1)))
        for place, (heading, items) in enumerate(kept, 1)
    )


def questions_of(parts: Iterable[Part]) -> list[Question]:
    return [one for part in parts for one in part.questions]


def check_form(*, title: str, audience: str, body: str) -> tuple[str, str, str]:
    """A unit's own form, tidied. Raises SurveyError naming the box."""
    name, people = " ".join(title.split()), " ".join(audience.split())
    if not name or len(name) > LONGEST_TITLE:
        raise SurveyError(say("Ghi tên phiếu, không quá {n} chữ.", n=LONGEST_TITLE), "title")
    if not people or len(people) > LONGEST_TITLE:
        raise SurveyError(say("Ghi hỏi ai, như Người dân đến một cửa."), "audience")
    asked = questions_of(parts_of(body))
    if not asked:
        raise SurveyError(say("Ghi ít nhất một câu hỏi, mỗi câu một dòng."), "body")
    if len(asked) > MOST_QUESTIONS:
        raise SurveyError(say("Phiếu có {n} câu, quá dài. Giữ nhiều nhất {most} câu.", n=len(asked), most=MOST_QUESTIONS), "body")
    if any(len(one.words) > LONGEST_QUESTION for one in asked):
        raise SurveyError(say("Có câu dài quá {n} chữ. Rút ngắn lại.", n=LONGEST_QUESTION), "body")
    return name, people, body.strip()


def check_span(*, first: date, last: date, today: date) -> None:
    """A round begins today or later and ends after it begins. Raises SurveyError."""
    if first < today:
        raise SurveyError(say("Ngày bắt đầu đã qua. Ghi hôm nay hoặc một ngày tới."), "first")
    if last < first:
        raise SurveyError(say("Ngày kết thúc trước ngày bắt đầu. Xem lại hai ngày."), "last")


def number_of(text: str, *, most: int, field: str) -> int | None:
    """A count, or None for an empty box. Raises SurveyError."""
    typed = text.strip().replace(".", "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 8 and 1 <= int(typed) <= most):
        raise SurveyError(say("Ghi một số từ 1 đến {most}.", most=most), field)
    return int(typed)


def check_running(*, first: date, last: date, ended: bool, today: date) -> None:
    """Raises SurveyError for a round that has not begun or is over."""
    if today < first:
        raise SurveyError(say("Đợt khảo sát bắt đầu từ {day:%d/%m/%Y}. Xin trở lại ngày ấy.", day=first))
    if ended or today > last:
        raise SurveyError(say("Đợt khảo sát này đã kết thúc. Xã cảm ơn ông/bà."))


def check_levels(given: Mapping[str, str], questions: Sequence[Question]) -> dict[str, int]:
    """Question → level 1–5 of those that were answered. Raises SurveyError for another value, or when none was answered."""
    found: dict[str, int] = {}
    for one in questions:
        value = given.get(one.code, "")
        if value and value not in ("1", "2", "3", "4", "5"):
            raise SurveyError(say("Mỗi câu chọn một trong năm mức. Xin chọn lại."), one.code)
        if value:
            found[one.code] = int(value)
    if not found:
        raise SurveyError(say("Xin trả lời ít nhất một câu rồi gửi."), questions[0].code)
    return found


def verdict(*, channel: Channel, staff: bool, own_device: bool, seconds: int | None, answered: int, asked: int) -> Aside | None:
    """Why an answer is not counted, or None."""
    if channel is Channel.WEB and own_device and not staff:
        return Aside.OWN_DEVICE
    if channel is Channel.WEB and seconds is not None and seconds < answered:
        return Aside.TOO_FAST
    return Aside.PARTIAL if 2 * answered < asked else None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """`levels`: level → how many."""

    question: Question
    levels: dict[int, int]
    share: Share


@dataclass(frozen=True, slots=True)
class PartResult:
    heading: str
    questions: list[QuestionResult]
    share: Share


@dataclass(frozen=True, slots=True)
class Result:
    """A round in figures: `n` answers counted, `issued` tickets, `population` N when it is known."""

    n: int
    web: int
    issued: int
    population: int | None
    parts: list[PartResult]
    index: Share
    aside: dict[Aside, int] = field(default_factory=dict)

    @property
    def needed(self) -> int | None:
        """The sample that the population asks for; None while it is not known."""
        return None if self.population is None else needed_sample(self.population)

    @property
    def published(self) -> bool:
        """Whether so many answered that what they said may be shown at all."""
        return self.n >= USUAL_PUBLISHING.least

    @property
    def enough(self) -> bool:
        return self.needed is not None and self.n >= self.needed


def result(
    *, parts: Sequence[Part], answers: Iterable[tuple[Mapping[str, int], str, str]], issued: int, population: int | None
) -> Result:
    """The figures of (levels, set aside, channel). Index per question H = (n4 + n5) / n; per part and over all it is pooled:
    Σ(n4 + n5) / Σn, formula `pooled-1`. A pooled figure is silent while fewer people answered than one question needs.
    """
    levels: dict[str, Bag[int]] = {one.code: Bag() for one in questions_of(parts)}
    aside: Bag[Aside] = Bag()
    n = web = 0
    for given, why, channel in answers:
        if why:
            aside[Aside(why)] += 1
            continue
        n += 1
        web += channel == Channel.WEB
        for code, level in given.items():
            if code in levels:
                levels[code][level] += 1
    asked = population or issued
    found = [
        PartResult(part.heading, [_question(one, levels[one.code], asked) for one in part.questions], Share(0, 0, asked))
        for part in parts
    ]
    pooled = [PartResult(one.heading, one.questions, _pooled(one.questions, n, asked)) for one in found]
    index = _pooled([one for part in pooled for one in part.questions], n, asked)
    return Result(n, web, issued, population, pooled, index, {why: aside[why] for why in Aside if aside[why]})


def _question(one: Question, levels: Bag[int], asked: int) -> QuestionResult:
    part = sum(n for level, n in levels.items() if level in SATISFIED)
    return QuestionResult(one, {level: levels[level] for level in range(5, 0, -1)}, Share(part, levels.total(), asked))


def _pooled(rows: Iterable[QuestionResult], people: int, asked: int) -> Share:
    known = list(rows)
    share = Share(sum(one.share.part for one in known), sum(one.share.n for one in known), asked)
    return share if people >= share.publishing.least else Share(0, 0, asked)
