"""A legal rule with its dates, and the law book that says which one is in force on a day. Pure: no files, no clock."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from typing import Any

from thanthien.shared.wording import Refusal, say


class LawError(Refusal, ValueError):
    """The law data is faulty, or no rule is in force on the day; the sentence says what to do."""


class Measure(StrEnum):
    """What the value of a rule counts."""

    CLOCK = "clock"  # "15:00"
    WORKING_DAY = "working_day"
    DAY = "day"  # the text says "ngày" without "làm việc"
    HOUR = "hour"
    TIMES = "times"
    DONG = "dong"
    YEARLY_DATE = "yearly_date"  # "11-24"
    NONE = "none"  # a way of reckoning; no number in it


SHAPES: Mapping[Measure, re.Pattern[str]] = {
    Measure.CLOCK: re.compile(r"([01]\d|2[0-3]):[0-5]\d"),
    Measure.YEARLY_DATE: re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
}
CODE_SHAPE = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
REQUIRED = ("code", "value", "unit", "says", "says_en", "document", "article", "from", "to", "source", "confirmed", "note")


@dataclass(frozen=True, slots=True)
class LegalRule:
    """One rule in one period. `valid_to` is the last day in force, None while it goes on.

    `says` and `says_en` put the rule in one sentence for a clerk; `confirmed` is True only when the text of the article was read;
    `source` says where, `note` what is still open.
    """

    code: str
    value: int | str | None
    unit: Measure
    says: str
    says_en: str
    document: str
    article: str
    valid_from: date
    valid_to: date | None
    source: str
    confirmed: bool
    note: str

    def in_force(self, on: date) -> bool:
        """True from `valid_from` to `valid_to`, both days included."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def citation(self) -> str:
        """`Điều 147(2) Bộ luật Dân sự 2015`; a rule nobody has read in the text says so."""
        where = f"{self.article} {self.document}".strip()
        return where if self.confirmed else str(say("{where} (chưa đối chiếu văn bản)", where=where))

    @property
    def number(self) -> int:
        """The value as a count. Raises LawError for a rule that holds none."""
        if not isinstance(self.value, int):
            raise LawError(say("Quy định {code} không phải một con số.", code=self.code))
        return self.value

    @property
    def clock(self) -> time:
        """The value as a time of day. Raises LawError for a rule that holds none."""
        if self.unit is not Measure.CLOCK:
            raise LawError(say("Quy định {code} không phải một giờ trong ngày.", code=self.code))
        return time.fromisoformat(str(self.value))


@dataclass(frozen=True)
class LawBook:
    """All rules, each code a row of periods that never overlap."""

    periods: Mapping[str, tuple[LegalRule, ...]]

    def rule(self, *, code: str, on: date) -> LegalRule:
        """The rule `code` in force on the day `on`. Raises LawError when the code is unknown or nothing is in force that day."""
        known = self.periods.get(code)
        if known is None:
            raise LawError(say("Chưa có quy định mang mã {code}. Xem lại mã, hoặc thêm vào dữ liệu pháp luật.", code=code))
        for rule in known:
            if rule.in_force(on):
                return rule
        raise LawError(
            say(
                "Ngày {on:%d/%m/%Y} chưa có quy định {code} nào có hiệu lực. "
                "Có từ {first:%d/%m/%Y}: thêm văn bản của thời kỳ đó vào dữ liệu pháp luật.",
                on=on, code=code, first=known[0].valid_from,
            )
        )  # fmt: skip

    def __iter__(self) -> Iterator[LegalRule]:
        for code in sorted(self.periods):
            yield from self.periods[code]

    @cached_property
    def version(self) -> str:
        """`law-` and 12 hex letters: the same for the same rules, whatever order or file they were written in."""
        rows = [
            [r.code, r.value, r.unit, r.says, r.says_en, r.document, r.article, str(r.valid_from), str(r.valid_to), r.confirmed]
            for r in self
        ]
        text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        return "law-" + hashlib.sha256(text.encode()).hexdigest()[:12]


def book_of(*, entries: Iterable[Mapping[str, Any]]) -> LawBook:
    """The law book of raw `entries` (dicts with the keys REQUIRED). Raises LawError at the first faulty or overlapping one."""
    by_code: dict[str, list[LegalRule]] = {}
    for entry in entries:
        rule = rule_of(entry=entry)
        by_code.setdefault(rule.code, []).append(rule)
    periods = {code: tuple(sorted(rules, key=lambda rule: rule.valid_from)) for code, rules in by_code.items()}
    for rules in periods.values():
        for earlier, later in zip(rules, rules[1:], strict=False):
            if earlier.valid_to is None or later.valid_from <= earlier.valid_to:
                raise LawError(
                    say(
                        "Quy định {code} có hai thời kỳ chồng nhau: từ {first:%d/%m/%Y} ({one}) "
                        "và từ {second:%d/%m/%Y} ({other}). Ghi ngày hết hiệu lực cho thời kỳ trước.",
                        code=later.code, first=earlier.valid_from, one=earlier.document, second=later.valid_from,
                        other=later.document,
                    )
                )  # fmt: skip
    return LawBook(periods)


def rule_of(*, entry: Mapping[str, Any]) -> LegalRule:
    """One checked rule. Raises LawError naming the code and the field that must be mended."""
    code = str(entry.get("code"))
    missing = [key for key in REQUIRED if key not in entry]
    unknown = sorted(set(entry) - set(REQUIRED))
    if missing or unknown:
        raise LawError(
            say(
                "Quy định {code}: thiếu {missing}, thừa {unknown}.",
                code=code,
                missing=str(missing or "–"),
                unknown=str(unknown or "–"),
            )
        )
    if not CODE_SHAPE.fullmatch(code):
        raise LawError(say("Mã quy định “{code}” cần dạng nhóm.tên, chữ thường không dấu.", code=code))
    _check_texts(code, entry)
    start, end = entry["from"], entry["to"]
    if type(start) is not date or not (end is None or type(end) is date) or (end is not None and end < start):
        raise LawError(
            say("Quy định {code}: ngày hiệu lực từ {start} đến {end} chưa đúng. Ghi như 2026-08-05, từ trước đến sau.",
                code=code, start=str(start), end=str(end))
        )  # fmt: skip
    measure = _measure(code, entry["unit"], entry["value"])
    return LegalRule(
        code, entry["value"], measure, entry["says"], entry["says_en"], entry["document"], entry["article"],
        start, end, entry["source"], entry["confirmed"], entry["note"],
    )  # fmt: skip


def _check_texts(code: str, entry: Mapping[str, Any]) -> None:
    for key in ("says", "says_en", "document", "article", "source", "note"):
        if not isinstance(entry[key], str) or (not entry[key].strip() and key != "note"):
            raise LawError(say("Quy định {code}: mục {key} cần một dòng chữ.", code=code, key=key))
    if not isinstance(entry["confirmed"], bool):
        raise LawError(say("Quy định {code}: mục confirmed chỉ nhận true hoặc false.", code=code))
    if not entry["confirmed"] and not entry["note"].strip():
        raise LawError(say("Quy định {code} chưa đối chiếu: ghi vào note điều còn phải xem.", code=code))


def _measure(code: str, unit: Any, value: Any) -> Measure:
    try:
        measure = Measure(unit)
    except ValueError:
        raise LawError(say("Quy định {code}: chưa biết đơn vị “{unit}”.", code=code, unit=str(unit))) from None
    shape = SHAPES.get(measure)
    if shape is not None:
        # An unquoted 15:00 in YAML is the number 900 (sexagesimal): it must not pass for a time.
        right = isinstance(value, str) and shape.fullmatch(value) is not None
    elif measure is Measure.NONE:
        right = value is None
    else:
        right = type(value) is int and value > 0
    if not right:
        raise LawError(
            say("Quy định {code}: giá trị {value!r} không hợp với đơn vị {unit}. Giờ, ngày đặt trong ngoặc kép.",
                code=code, value=value, unit=str(measure))
        )  # fmt: skip
    return measure
