"""Walking through a benefit's conditions on a page, for the officer and for a person at home: what was pressed, what to show.

All that was answered travels in the form itself, so a page without script goes on and back, and nothing of it is in an address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict

from thanthien.benefits import queries, rules
from thanthien.benefits.queries import Sum
from thanthien.benefits.rules import Basis, BenefitError, Course, Paper, Table
from thanthien.doors.parts.templatetags.words import dong, thousands
from thanthien.eforms.reading import read_day
from thanthien.shared.wording import say

PREFIX = "q-"


@dataclass(frozen=True, slots=True)
class Needed:
    """A paper of the result: whether it is there."""

    paper: Paper
    there: bool


@dataclass(slots=True)
class Walk:
    """How far somebody is. `error`: what is wrong with the day that was typed."""

    procedure: str
    typed_day: str = ""
    day: date | None = None
    table: Table | None = None
    course: Course | None = None
    have: tuple[str, ...] = ()
    error: str = ""
    sum: Sum | None = None
    papers: list[Needed] = field(default_factory=list)

    @property
    def step(self) -> str:
        """Which page comes: day, question, result."""
        if self.course is None:
            return "day"
        return "result" if self.course.result else "question"

    @property
    def asked(self) -> list[dict]:
        """What was asked, with the answer in words and the names of the form's fields."""
        pairs = self.course.asked if self.course else ()
        return [
            {"code": one.code, "name": PREFIX + one.code, "ask": one.ask, "value": answer, "text": one.text_of(answer)}
            for one, answer in pairs
        ]

    @property
    def next_name(self) -> str:
        return PREFIX + self.course.next.code if self.course and self.course.next else ""

    @property
    def missing(self) -> list[Paper]:
        return [one.paper for one in self.papers if not one.there]

    @property
    def how(self) -> str:
        """`10 × 2.530.000 đồng = 25.300.000 đồng`; of a fixed amount only the amount."""
        if self.sum is None or self.sum.rate is None:
            return ""
        if self.sum.amount.times == 1:
            return dong(self.sum.vnd)
        return f"{self.sum.amount.times} × {thousands(self.sum.rate.number)} = {dong(self.sum.vnd)}"

    @property
    def doubts(self) -> list[str]:
        """What nobody has read in the text of the law yet, of what this page rests on; said once each."""
        if self.table is None:
            return []
        found = [self.table.basis]
        if self.course and self.course.result:
            found += [self.course.result.outcome.basis, *(one.basis for one in self.course.result.papers)]
        notes = [one.note for one in found if not one.confirmed]
        if self.sum is not None and self.sum.rate is not None and not self.sum.rate.confirmed:
            notes.append(self.sum.rate.note)
        return list(dict.fromkeys(notes))


def where(basis: Basis) -> str:
    """The article, as it is named to people; what nobody has read says so."""
    return basis.where if basis.confirmed else str(say("{where} (chưa đối chiếu văn bản)", where=basis.where))


def read(data: QueryDict, *, procedure: str, today: date, lines: Sequence[int] = ()) -> Walk:
    """The walk of a posted form. `lines`: the catalogue's papers that are in the house, ticked until somebody says otherwise."""
    walk = Walk(procedure, typed_day=data.get("day", "").strip()[:10])
    walk.day = _day(walk.typed_day)
    if walk.day is None:
        if data.get("do"):
            walk.error = say("Ngày mất cần đủ ngày, tháng, năm. Ví dụ 03/11/2026.")
        return walk
    walk.typed_day = f"{walk.day:%d/%m/%Y}"
    if walk.day > today:
        walk.error = say("Ngày này chưa đến. Xem lại ngày trên trích lục khai tử.")
        return walk
    if data.get("do") == "day-again":
        return walk
    try:
        table = queries.table_on(procedure=procedure, day=walk.day)
    except BenefitError as error:
        walk.error = str(error)
        return walk
    have = data.getlist("have")[:50] if data.get("told") else rules.at_hand(table, lines)
    return shown(walk, table, _answers(data, table), have)


def _day(text: str) -> date | None:
    """A whole day as people write it, or as the form carries it on."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        read = read_day(text)
    return None if read is None or read.year_only else read.first


def _answers(data: Mapping[str, str], table: Table) -> dict[str, str]:
    """What was answered; `redo` takes one answer back, and with it those that followed."""
    answers = {one.code: data.get(PREFIX + one.code, "") for one in table.questions}
    redo = data.get("redo", "")
    if not redo:
        return answers
    kept: dict[str, str] = {}
    for question, answer in rules.course(table, answers).asked:
        if question.code == redo:
            break
        kept[question.code] = answer
    return kept


def shown(walk: Walk, table: Table, answers: Mapping[str, str], have: Sequence[str]) -> Walk:
    """The walk with everything that its page says."""
    walk.table, walk.have, walk.course = table, tuple(have), rules.course(table, answers)
    result = walk.course.result
    if result is not None and walk.day is not None:
        walk.papers = [Needed(one, one.code in have) for one in result.papers]
        walk.sum = queries.sum_on(amount=result.outcome.amount, day=walk.day) if result.outcome.amount else None
    return walk
