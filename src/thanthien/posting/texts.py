"""Pure: what somebody writes for everybody to read. Plain text; a page makes paragraphs, headings, lists of it, no markup."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from thanthien.posting.rules import PostingError
from thanthien.shared.wording import say

LONGEST_TITLE, LONGEST_NUMBER, LONGEST_SUMMARY, LONGEST_BODY = 160, 80, 300, 20_000
MARKS = ("- ", "– ", "• ", "* ", "+ ")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a text: `kind` p (a paragraph, its lines), h (a heading, one line) or ul (a list, a line each)."""

    kind: str
    lines: tuple[str, ...]


def blocks_of(body: str) -> tuple[Block, ...]:
    """The text in parts. An empty line ends a paragraph; a line that begins with # is a heading, with a hyphen one of a list."""
    found: list[tuple[str, list[str]]] = []
    running = ""
    for raw in body.splitlines():
        text = raw.strip()
        if not text:
            running = ""
            continue
        if len(text) == 1 and text in "-–•*+":
            continue
        kind = "h" if text.startswith("#") else "ul" if text.startswith(MARKS) else "p"
        text = text.lstrip("#").strip() if kind == "h" else text[2:].strip() if kind == "ul" else text
        if not text:
            continue
        if kind == running and kind != "h":
            found[-1][1].append(text)
        else:
            found.append((kind, [text]))
        running = kind
    return tuple(Block(kind, tuple(lines)) for kind, lines in found)


def one_line(text: str, *, field: str, most: int, need: str = "") -> str:
    """A line with its spaces tidied. Raises PostingError when it is too long, or empty and `need` says why it must not be."""
    tidy = " ".join(text.split())
    if need and not tidy:
        raise PostingError(need, field)
    if len(tidy) > most:
        raise PostingError(say("Dài quá {n} chữ. Ghi gọn lại.", n=most), field)
    return tidy


def whole_text(text: str, *, field: str = "body", need: str = "") -> str:
    """A text of several lines. Raises PostingError as `one_line`."""
    tidy = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if need and not tidy:
        raise PostingError(need, field)
    if len(tidy) > LONGEST_BODY:
        raise PostingError(say("Dài quá {n} chữ. Để phần dài trong tệp PDF đính kèm.", n=LONGEST_BODY), field)
    return tidy


def check_days(first: date, last: date | None, *, field: str = "last_day") -> None:
    """Raises PostingError when the last day lies before the first."""
    if last is not None and last < first:
        raise PostingError(say("Ngày cuối phải từ ngày đầu trở đi."), field)


def shown_on(first: date, last: date | None, day: date) -> bool:
    """True from the first day to the last, both included."""
    return first <= day and (last is None or day <= last)


def plain_lines(body: str) -> Iterable[str]:
    """The text as it goes into a message: its parts one after another, lists with hyphens."""
    for block in blocks_of(body):
        yield from (f"- {line}" for line in block.lines) if block.kind == "ul" else block.lines
