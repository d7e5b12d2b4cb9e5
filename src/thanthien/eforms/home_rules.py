"""A declaration that somebody writes at home: which question comes on which page, what is said to them. PURE."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thanthien.eforms import rules
from thanthien.eforms.rules import Answers, Field, Form, Kind, Section
from thanthien.shared.wording import say

# How many short questions a page of a telephone bears; a draft untouched for so many days is deleted; one put away after a day.
MOST_FIELDS, KEPT_DAYS, DROPPED_DAYS = 4, 30, 1
# So many declarations may be begun from one address of the net within an hour: a whole family, or the hall's own wifi.
BEGUN_AN_HOUR = 20
CODE_LETTERS = 12


class HomeState(StrEnum):
    """Being written, whole and ready for the counter, opened at the counter, put away by its writer."""

    WRITING = "writing"
    READY = "ready"
    TAKEN = "taken"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Page:
    """A few questions that belong together. `key`: of its first question, its name in the address."""

    key: str
    title: str
    fields: tuple[Field, ...]


def pages(form: Form, answers: Answers) -> list[Page]:
    """The pages that are asked now. A question that hangs on another one never stands on the same page, but after it:
    so it can come and go without script.
    """
    made: list[Page] = []
    for section, fields in rules.shown(form, answers):
        rows: list[Field] = []
        for one in _in_order(fields):
            full = len(rows) == MOST_FIELDS or (rows and Kind.LONG in (one.kind, rows[-1].kind))
            if full or _hangs_on(one) & {row.key for row in rows}:
                made.append(_page(section, rows))
                rows = []
            rows.append(one)
        made.append(_page(section, rows))
    return made


def _page(section: Section, rows: list[Field]) -> Page:
    return Page(rows[0].key, re.sub(r"^[IVX]+\. ", "", section.title), tuple(rows))


def _hangs_on(one: Field) -> set[str]:
    return {key for key in (one.waived_by, one.when[0] if one.when else "") if key}


def _in_order(fields: list[Field]) -> list[Field]:
    """The questions of a section, one that hangs on a later one moved behind it (a number waives what the form asks before)."""
    left, ordered = list(fields), list[Field]()
    while left:
        waiting = {one.key for one in left}
        ready = next((one for one in left if not _hangs_on(one) & waiting - {one.key}), left[0])
        left.remove(ready)
        ordered.append(ready)
    return ordered


def page_of(found: list[Page], key: str) -> Page | None:
    """The page that asks `key`."""
    return next((page for page in found if any(one.key == key for one in page.fields)), None)


def after(found: list[Page], key: str) -> Page | None:
    """The page that follows the one that asks `key`; None after the last."""
    page = page_of(found, key)
    place = found.index(page) + 1 if page else 0
    return found[place] if place < len(found) else None


def before(found: list[Page], key: str) -> Page | None:
    """The page before the one that asks `key`; None before the first."""
    page = page_of(found, key)
    place = found.index(page) - 1 if page else -1
    return found[place] if place >= 0 else None


def merged(form: Form, kept: Answers, typed: Mapping[str, str], *, keys: Collection[str]) -> dict[str, str]:
    """What was kept with what was typed on one page; only its own questions (`keys`) change."""
    rest = {key: text for key, text in kept.items() if key not in keys}
    return rules.tidy(form, rest | {key: typed.get(key, "") for key in keys})


def problems(form: Form, answers: Answers, *, today: date) -> dict[str, str]:
    """What is wrong, each in a sentence for whom writes it alone at home."""
    found = rules.check(form, answers, today=today).problems
    kinds = {one.key: one for one in form.fields}
    return {key: _for_home(kinds[key], answers.get(key, ""), text) for key, text in found.items()}


def _for_home(one: Field, typed: str, text: str) -> str:
    if one.required and not typed.strip():
        if one.kind is Kind.CHOICE:
            return str(say("Chọn một câu trả lời rồi bấm Tiếp tục."))
        return str(say("Còn trống ô này. Chưa biết thì bấm Để sau, ra quầy cán bộ điền cùng."))
    if one.kind is Kind.PHONE:
        return str(say("Số điện thoại bắt đầu bằng 0 và có 9 đến 11 chữ số. Ví dụ 0912 345 678."))
    return text


def hints(form: Form, answers: Answers, *, today: date) -> dict[str, str]:
    """What the number of a card says against another answer; what only an officer has to look at is not said at home."""
    ids = {one.key for one in form.fields if one.kind is Kind.ID}
    ruled = {rule.fields[0] for rule in form.checks if rule.warn}
    warnings = rules.check(form, answers, today=today).warnings
    return {key: text for key, text in warnings.items() if key in ids - ruled}


def spaced(code: str) -> str:
    """`K7MP-2QRT-9XHD`: a code as people read it to each other."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))
