"""Pure: a piece of news or a document, before it is kept."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thanthien.posting.rules import PostingError
from thanthien.posting.texts import (
    LONGEST_NUMBER,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    check_days,
    one_line,
    plain_lines,
    whole_text,
)
from thanthien.shared.folding import fold
from thanthien.shared.wording import say


class Kind(StrEnum):
    NEWS = "news"
    DOCUMENT = "document"


KIND_NAMES: dict[Kind, str] = {Kind.NEWS: say("Tin"), Kind.DOCUMENT: say("Văn bản")}


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody writes. `number` = of a document; `last_day` None = until it is taken down."""

    kind: str
    title: str
    summary: str
    body: str
    number: str
    first_day: date
    last_day: date | None


def check_story(story: Story) -> Story:
    """The story tidied. Raises PostingError that names the box."""
    if story.kind not in set(Kind):
        raise PostingError(say("Chọn tin hoặc văn bản."), "kind")
    title = one_line(story.title, field="title", most=LONGEST_TITLE, need=say("Ghi tên bài, nói thẳng việc gì."))
    summary = one_line(
        story.summary, field="summary", most=LONGEST_SUMMARY, need=say("Ghi một, hai câu tóm tắt: việc gì, ai, khi nào, ở đâu.")
    )
    number = one_line(story.number, field="number", most=LONGEST_NUMBER)
    check_days(story.first_day, story.last_day)
    return Story(story.kind, title, summary, whole_text(story.body), number, story.first_day, story.last_day)


def found_by(story: Story) -> str:
    """What a search looks in, without marks."""
    return fold(" ".join((story.number, story.title, story.summary, story.body)))


def share_text(*, title: str, summary: str, body: str, address: str, hotline: str) -> str:
    """The story as a message for Zalo or Facebook: title, text, where to read on if anywhere, whom to call. In Vietnamese."""
    text = "\n".join(plain_lines(body))
    parts = [title.upper(), summary, text, address and f"Xem đủ: {address}", hotline and f"Hỏi thêm: {hotline}"]
    return "\n\n".join(part for part in parts if part)
