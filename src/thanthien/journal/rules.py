"""Pure rules of the journal: how an entry is written down, chained and checked."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from thanthien.shared.wording import Refusal, Sentence, say

GENESIS = "0" * 64


# Why an officer opens somebody's file, as that person reads it. The only table of these words.
ACCESS_REASONS: dict[str, Sentence] = {
    "work": say("Giải quyết hồ sơ"),
    "reception": say("Nhận hồ sơ ở quầy"),
    "return": say("Chuẩn bị trả kết quả"),
    "call": say("Gọi điện báo tin"),
    "booking": say("Đón người đã hẹn giờ"),
    "lead": say("Lãnh đạo xem việc có đúng hẹn"),
    "question": say("Trả lời bà con hỏi"),
    "eform": say("Viết tờ khai giúp"),
    "online": say("Xét hồ sơ nộp qua mạng"),
    "outreach": say("Đi hỗ trợ định danh điện tử"),
    "home": say("Đến nhà phục vụ"),
    "family": say("Đi thăm gia đình"),
    "received": say("Xem sổ tiếp công dân"),
    "letter": say("Soạn, ký hoặc trao thư của xã"),
    "conduct": say("Xem hồ sơ ứng xử"),
    "scores": say("Xem điểm đánh giá của cán bộ"),
    "rating": say("Xem lại lượt bị chấm điểm thấp"),
}


def reason_word(code: str) -> Sentence:
    """The words of a reason; an old code that no table has any more says only that the file was looked at."""
    return ACCESS_REASONS.get(code, say("Xem hồ sơ"))


class JournalError(Refusal):
    """The journal refuses; the sentence says why."""


class ChangedMeanwhile(JournalError):
    """Somebody saved the same record after this form was opened. `by` = the journal's actor, `at` = when; both may be empty."""

    def __init__(self, *, by: str, at: datetime | None) -> None:
        self.by, self.at = by, at
        super().__init__(say("Người khác vừa sửa mục này. Những gì anh chị gõ vẫn còn đây; xem bản mới rồi lưu lại."))


class Line(NamedTuple):
    """One entry as it is hashed. `data` and `rows` are canonical JSON text; times are aware."""

    unit: str
    seq: int
    act: str
    kind: str
    at: datetime
    written_at: datetime
    actor: str
    subject: str
    visit: str
    data: str
    rows: str
    prev: str

    def digest(self) -> str:
        """SHA-256 (64 hex letters) over every field, each behind its length so that no two entries share one text."""
        parts = (self.unit, str(self.seq), self.act, self.kind, stamp(self.at), stamp(self.written_at), self.actor, self.subject)
        text = "".join(f"{len(part)}:{part};" for part in (*parts, self.visit, self.data, self.rows, self.prev))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Fault:
    """What `verify` found first: where, and in words."""

    unit: str
    seq: int
    text: str

    def __str__(self) -> str:
        return f"{self.unit} #{self.seq}: {self.text}"


def stamp(moment: datetime) -> str:
    """An aware moment as UTC text with microseconds; the same on both databases."""
    if moment.tzinfo is None:
        raise JournalError(say("Thời điểm của một việc phải có múi giờ"))
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Mapping[str, Any]) -> str:
    """JSON with sorted keys and no spaces: one text for one value. Raises JournalError for what is not plain data."""
    try:
        return _CANONICAL(value)
    except (TypeError, ValueError) as error:
        raise JournalError(say("Nhật ký chỉ ghi mã, số, ngày và trạng thái: {error}", error=str(error))) from None


def walk(entries: Iterable[tuple[Line, str]], *, unit: str) -> Iterator[tuple[Line, str] | Fault]:
    """Yield each (line, hash) of one chain in order, or the first Fault and stop."""
    prev = GENESIS
    for seq, (line, written) in enumerate(entries, 1):
        if line.seq != seq:
            yield Fault(unit, seq, say("thiếu hoặc thừa mục nhật ký (thấy số {n})", n=line.seq))
            return
        if line.prev != prev:
            yield Fault(unit, seq, say("không nối với mục trước"))
            return
        if line.digest() != written:
            yield Fault(unit, seq, say("nội dung đã bị sửa"))
            return
        prev = written
        yield line, written
