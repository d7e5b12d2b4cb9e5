"""Pure words of the room: the rules of conduct as a text, when they hold, when they must be looked at again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from thanthien.shared.wording import Refusal, say

LONGEST_BODY, LONGEST_TITLE, LONGEST_DOCUMENT = 8000, 120, 80
SOON = timedelta(days=30)


class ConductError(Refusal):
    """A sentence for the person in front of the screen; `field` is the box to mend, empty when it is none."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


class State(StrEnum):
    """Of a version of the rules of conduct."""

    DRAFT = "draft"
    DECIDED = "decided"


class Review(StrEnum):
    """How a version stands to its next review."""

    FINE = "fine"
    SOON = "soon"
    LATE = "late"


REVIEW_NAMES: dict[Review, str] = {
    Review.FINE: say("chưa đến hạn xem lại"), Review.SOON: say("sắp đến hạn xem lại"), Review.LATE: say("quá hạn xem lại"),
}  # fmt: skip


class SetKind(StrEnum):
    """Of a set of pledges: what each one alone, or what all together hold to."""

    PERSON = "person"
    COLLECTIVE = "collective"


SET_NAMES: dict[SetKind, str] = {SetKind.PERSON: say("Cam kết cá nhân"), SetKind.COLLECTIVE: say("Quy ước tập thể")}


@dataclass(frozen=True, slots=True)
class Text:
    """What is written: `body` is a rule a line, a line that begins with `#` is a heading."""

    title: str
    body: str
    document: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (empty before the first) and its rules."""

    heading: str
    items: tuple[str, ...]


def parts_of(body: str) -> tuple[Part, ...]:
    """The text as parts; a hyphen or a dot in front of a rule is left out, and so is a heading without rules."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in body.splitlines():
        said = line.strip()
        if said.startswith("#"):
            found.append((said.lstrip("#").strip(), []))
        elif said.lstrip("-•+* ").strip():
            found[-1][1].append(said.lstrip("-•+* ").strip())
    return tuple(Part(heading, tuple(items)) for heading, items in found if items)


def check_text(text: Text) -> Text:
    """The text with its spaces tidied. Raises ConductError naming the box."""
    title, document = " ".join(text.title.split()), " ".join(text.document.split())
    if not title:
        raise ConductError(say("Ghi tên văn bản, như Quy tắc ứng xử của cán bộ xã."), "title")
    if len(title) > LONGEST_TITLE:
        raise ConductError(say("Tên dài quá {n} chữ. Rút ngắn lại.", n=LONGEST_TITLE), "title")
    if not parts_of(text.body):
        raise ConductError(say("Ghi ít nhất một điều, mỗi điều một dòng."), "body")
    if len(text.body) > LONGEST_BODY:
        raise ConductError(say("Nội dung dài quá {n} chữ nên không vừa tờ dán. Rút ngắn lại.", n=LONGEST_BODY), "body")
    return Text(title, text.body.strip(), document[:LONGEST_DOCUMENT])


def check_start(*, valid_from: date, today: date, latest: date | None) -> None:
    """A version begins today or later, and after the one before it. Raises ConductError."""
    if valid_from < today:
        raise ConductError(say("Ngày áp dụng đã qua. Ghi hôm nay hoặc một ngày tới."), "valid_from")
    if latest is not None and valid_from <= latest:
        raise ConductError(
            say("Bản trước áp dụng từ {day:%d/%m/%Y}. Bản này phải áp dụng sau ngày ấy.", day=latest), "valid_from"
        )


def review_of(*, review_by: date | None, today: date) -> Review:
    """Where a version stands: late after its day, soon thirty days before."""
    if review_by is None or review_by > today + SOON:
        return Review.FINE
    return Review.LATE if review_by < today else Review.SOON


def in_force(starts: Iterable[date], *, on: date) -> date | None:
    """The start of the version that holds on a day: the latest one not after it."""
    return max((start for start in starts if start <= on), default=None)
